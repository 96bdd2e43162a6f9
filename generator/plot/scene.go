package plot

import (
	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/theme"
)

// A scene is a chart that has been laid out: what ECharts is to draw, and the
// ink behind and before it.
type scene struct {
	set     typesetter
	colours *theme.Colours
	width   float64
	height  float64
	rtl     bool
	under   float64        // The height of the words beneath, to be added to height.
	option  map[string]any // Made by go-echarts.
	back    []ink
	marks   []mark     // Of kinds that ECharts has no layout for: the browser gets them with their places.
	drawn   []drawable // What ECharts makes of the option of the other kinds.
	front   []ink
	tips    tips
}

// tips are the texts of marks for a reader with a pointer.
type tips struct {
	Series [][]string `json:"series,omitempty"` // By series, then by mark.
	Names  []string   `json:"names,omitempty"`  // Of the series, if there are several that a reader may choose from.
	Nodes  []string   `json:"nodes,omitempty"`
	Links  []string   `json:"links,omitempty"`
}

// A payload is what the driver reads.
type payload struct {
	Width  float64        `json:"width"`
	Height float64        `json:"height"`
	Option map[string]any `json:"option"`
	Ink    []graphic      `json:"ink,omitempty"`
	Marks  []graphic      `json:"marks,omitempty"`
	Tips   tips           `json:"tips"`
}

func (s *scene) payload() payload {
	return payload{Width: s.width, Height: s.height, Option: s.option, Tips: s.tips}
}

// graphics returns all ink for the browser.
func (s *scene) graphics(f font) []graphic {
	const behind, before = 0, 10 // Series of ECharts stand at 2.
	var out []graphic
	add := func(list []ink, z int) {
		for _, i := range list {
			g := i.graphic(f)
			g.Z, g.Silent = z, true
			out = append(out, g)
		}
	}
	add(s.back, behind)
	add(s.front, before)
	return out
}

// An area is a rectangle of the scene in px.
type area struct{ x, y, w, h float64 }

// A scale maps numbers to px along one line.
type scale struct{ min, max, from, to float64 }

func (s scale) at(v float64) float64 {
	v = min(max(v, s.min), s.max)
	return s.from + (v-s.min)/(s.max-s.min)*(s.to-s.from)
}

// extent returns the ends of the value axis of m: those of the model, moved
// outwards where a number or an interval needs it, and to zero for bars.
func extent(m *chart.Model) (low, high float64) {
	low, high = m.Axis.Min, m.Axis.Max
	switch m.Kind {
	case chart.Line, chart.Range, chart.Slope, chart.Dumbbell, chart.Bubble:
	default:
		low, high = min(low, 0), max(high, 0)
	}
	switch m.Kind {
	case chart.Stacked, chart.Area:
		return low, max(high, tallest(m))
	case chart.Shares:
		return low, high
	}
	for _, series := range m.Series {
		for _, p := range series.Points {
			if at, ok := chart.Height(p.Value); ok {
				low, high = min(low, at), max(high, at)
			}
			if a, b, ok := interval(p); ok {
				low, high = min(low, a), max(high, b)
			}
		}
	}
	return low, high
}

// tallest returns the largest sum over the series of stacked bars or areas.
func tallest(m *chart.Model) float64 {
	most := 0.0
	for i := range m.Categories {
		sum := 0.0
		for _, series := range m.Series {
			if at, ok := chart.Height(series.Points[i].Value); ok {
				sum += at
			}
		}
		most = max(most, sum)
	}
	return most
}

// interval returns the confidence interval of a point that has a height.
func interval(p chart.Point) (low, high float64, ok bool) {
	a, b, _, ok := p.Value.Interval()
	if _, tall := chart.Height(p.Value); !tall || !ok {
		return 0, 0, false
	}
	return a.Float64(), b.Float64(), true
}

// color returns the colour of series i of m: a grey for residuals, lighter
// from one to the next.
func (s *scene) color(m *chart.Model, i int) theme.Color {
	strong, greys := 0, 0
	for _, series := range m.Series[:i] {
		switch {
		case series.Muted:
			greys++
		case !series.Pale:
			strong++
		}
	}
	switch {
	case m.Series[i].Muted:
		return theme.Ramp{From: s.colours.Residual, To: s.colours.Grid}.At(float64(min(greys, 3)) / 4)
	case m.Series[i].Pale:
		return s.colours.Past
	}
	return s.colours.Hue(strong)
}

// stacks reports whether the bars of a kind stand on each other.
func stacks(k chart.Kind) bool { return k == chart.Stacked || k == chart.Shares }

// segment returns the length of the segment of series j in the bar of category i
// in units of the value axis: the number itself, or for Shares its part of the
// numbers of the bar in per cent. Percentages that do not reach 100 leave the
// rest of their bar empty.
func segment(m *chart.Model, i, j int) (float64, bool) {
	at, ok := chart.Height(m.Series[j].Points[i].Value)
	if !ok || m.Kind != chart.Shares {
		return at, ok
	}
	sum := 0.0
	for _, series := range m.Series {
		h, _ := chart.Height(series.Points[i].Value)
		sum += h
	}
	if m.Measure.Quantity == head.Share {
		sum = max(sum, 100)
	}
	if sum == 0 {
		return 0, true
	}
	return 100 * at / sum, true
}

// say adds ink before the marks.
func (s *scene) say(i ...ink) { s.front = append(s.front, i...) }

// stack writes lines of text, the middle of the first at y.
func (s *scene) stack(x, y float64, lines []string, at anchor, fill theme.Color) {
	for i, text := range lines {
		if text != "" {
			s.say(label{spot: spot{x, y + float64(i)*s.set.leading}, text: text, at: at, fill: fill})
		}
	}
}

// float is stack on a ground that is not empty.
func (s *scene) float(x, y float64, lines []string, at anchor, fill theme.Color) {
	from := len(s.front)
	s.stack(x, y, lines, at, fill)
	for i, one := range s.front[from:] {
		if l, ok := one.(label); ok {
			l.halo = &s.colours.Paper
			s.front[from+i] = l
		}
	}
}

// pointTips fills the tips of a chart with categories and series, which
// ECharts gets in the given order.
func (s *scene) pointTips(m *chart.Model, order []int) {
	for _, j := range order {
		series := m.Series[j]
		var texts []string
		for i, p := range series.Points {
			text := clean(m.Categories[i].Label) + "\n"
			if len(m.Series) > 1 && clean(series.Name) != "" {
				text += clean(series.Name) + ": "
			}
			texts = append(texts, text+clean(p.Display))
		}
		s.tips.Series = append(s.tips.Series, texts)
		if len(m.Series) > 1 && !stacks(m.Kind) && m.Kind != chart.Range {
			s.tips.Names = append(s.tips.Names, clean(series.Name))
		}
	}
}
