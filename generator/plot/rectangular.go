package plot

import (
	"math"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/theme"
)

// takeRect makes c, whose part with axes is r, the option of the scene and
// draws what it says. The option alone is read for that, so that the press and
// the browser show the same marks; a test compares them with those of ECharts.
func (s *scene) takeRect(c validated, r *charts.RectChart) {
	s.take(c)
	p := planeOf(r)
	for _, one := range r.MultiSeries {
		if one.Type == "line" {
			s.drawn = append(s.drawn, p.line(one)...)
		}
	}
	s.drawn = append(s.drawn, p.bars(r.MultiSeries)...)
	for _, one := range r.MultiSeries {
		if one.Type == "line" {
			s.drawn = append(s.drawn, p.symbols(one)...)
		}
	}
}

// A plane is a plot with a value axis and a category axis, as ECharts makes it
// of an option: places are in px from the top left corner of the scene.
type plane struct {
	across    bool // The value axis is the horizontal one.
	low, high float64
	from, to  float64 // Where the two ends of the value axis stand.
	first     float64 // The start of the band of the first category.
	band      float64 // From one category to the next; below zero to the left.
	bands     int
}

// planeOf reads the option of a chart that [scene.frame] has made.
func planeOf(r *charts.RectChart) plane {
	grid, x, y := r.GridList[0], r.XAxisList[0], r.YAxisList[0]
	a := area{decimal(grid.Left), decimal(grid.Top), decimal(grid.Width), decimal(grid.Height)}
	p := plane{across: x.Type == "value"}
	left, right := a.x, a.x+a.w
	if turned(x.Inverse) {
		left, right = right, left
	}
	bottom, top := a.y+a.h, a.y
	if turned(y.Inverse) {
		bottom, top = top, bottom
	}
	low, high := y.Min, y.Max
	p.from, p.to, p.first, p.band = bottom, top, left, right-left
	if p.across {
		low, high = x.Min, x.Max
		p.from, p.to, p.first, p.band = left, right, bottom, top-bottom
	}
	p.low, _ = low.(float64)
	p.high, _ = high.(float64)
	for _, one := range r.MultiSeries {
		bars, _ := one.Data.([]opts.BarData)
		points, _ := one.Data.([]opts.LineData)
		p.bands = max(p.bands, len(bars), len(points))
	}
	p.band /= float64(max(p.bands, 1))
	return p
}

func turned(inverse *bool) bool { return inverse != nil && *inverse }

// decimal reads what [number] wrote.
func decimal(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64)
	return x
}

// colour reads what [theme.Color.Hex] wrote.
func colour(hex string) theme.Color {
	if len(hex) != 7 {
		return theme.Color{}
	}
	n, _ := strconv.ParseUint(hex[1:], 16, 24)
	return theme.Color{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}
}

// at returns the place of a number along the value axis.
func (p plane) at(v float64) float64 { return p.from + (v-p.low)/(p.high-p.low)*(p.to-p.from) }

// middle returns the middle of category i along the category axis.
func (p plane) middle(i int) float64 { return p.first + (float64(i)+0.5)*p.band }

// spot returns the place of a number in category i.
func (p plane) spot(i int, v float64) spot {
	if p.across {
		return spot{p.at(v), p.middle(i)}
	}
	return spot{p.middle(i), p.at(v)}
}

// bars returns the bars of all series. Those of a stack stand on each other,
// numbers above and below zero apart; stacks stand side by side around the
// middle of their category, in the order of the series.
func (p plane) bars(all []charts.SingleSeries) []drawable {
	offsets := besides(all)
	type foot struct {
		stack    string
		category int
		below    bool
	}
	reached := map[foot]float64{}
	var out []drawable
	for j, one := range all {
		data, _ := one.Data.([]opts.BarData)
		for i, item := range data {
			v, ok := item.Value.(float64)
			if !ok {
				continue
			}
			from := 0.0
			if one.Stack != "" {
				at := foot{one.Stack, i, v < 0}
				from = reached[at]
				reached[at] += v
			}
			style := one.ItemStyle
			if item.ItemStyle != nil {
				style = item.ItemStyle
			}
			side := p.middle(i) + offsets[j]
			out = append(out, p.bar(p.at(from), p.at(from+v), side, decimal(one.BarWidth), style))
		}
	}
	return out
}

// besides returns, for each series of bars, where its bars begin, from the
// middle of a category.
func besides(all []charts.SingleSeries) []float64 {
	out := make([]float64, len(all))
	stacks := map[string]int{} // To the first series of each.
	wide, gap := 0.0, 0.0
	for j, one := range all {
		if one.Type != "bar" {
			continue
		}
		if first, ok := stacks[one.Stack]; ok && one.Stack != "" {
			out[j] = out[first]
			continue
		}
		stacks[one.Stack] = j
		thick := decimal(one.BarWidth)
		gap = thick * percent(one.BarGap)
		out[j] = wide
		wide += thick + gap
	}
	for j := range out {
		out[j] -= (wide - gap) / 2
	}
	return out
}

// percent reads a percentage such as "12.5%".
func percent(text string) float64 {
	if text == "" {
		return 0
	}
	return decimal(text[:len(text)-1]) / 100
}

// bar returns one bar between two places of the value axis, thick px wide from
// side on. A border takes its width from the bar, not from its neighbours.
func (p plane) bar(from, to, side, thick float64, style *opts.ItemStyle) drawable {
	long := to - from
	border := 0.0
	if style.BorderColor != "" {
		border = min(float64(style.BorderWidth), math.Abs(long), thick)
	}
	start := from + math.Copysign(border/2, long)
	long -= math.Copysign(border, long)
	bar := rectangle(side+border/2, start, thick-border, long, colour(style.Color))
	if p.across {
		bar = rectangle(start, side+border/2, long, thick-border, colour(style.Color))
	}
	if style.BorderColor != "" {
		edge := colour(style.BorderColor)
		bar.edge, bar.rim = &edge, float64(style.BorderWidth)
	}
	return bar
}

// line returns the line of a series, which breaks where a number is missing.
func (p plane) line(one charts.SingleSeries) []drawable {
	pen := stroke{color: colour(one.LineStyle.Color), width: float64(one.LineStyle.Width)}
	if one.LineStyle.Type == "dashed" {
		pen.dash = []float64{4 * pen.width, 2 * pen.width}
	}
	var out []drawable
	var run []spot
	flush := func() {
		if len(run) > 1 {
			pen.spots = run
			out = append(out, pen)
		}
		run = nil
	}
	data, _ := one.Data.([]opts.LineData)
	for i, item := range data {
		if v, ok := item.Value.(float64); ok {
			run = append(run, p.spot(i, v))
		} else {
			flush()
		}
	}
	flush()
	return out
}

// symbols returns the symbols at the points of a line.
func (p plane) symbols(one charts.SingleSeries) []drawable {
	var out []drawable
	data, _ := one.Data.([]opts.LineData)
	for i, item := range data {
		v, ok := item.Value.(float64)
		if !ok || item.Symbol == "none" {
			continue
		}
		at, r, fill := p.spot(i, v), float64(item.SymbolSize)/2, colour(one.ItemStyle.Color)
		switch item.Symbol {
		case "rect":
			out = append(out, rectangle(at.x-r, at.y-r, 2*r, 2*r, fill))
		case "triangle":
			out = append(out, patch{spots: []spot{{at.x, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}}, fill: fill})
		case "diamond":
			out = append(out, patch{spots: []spot{{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}}, fill: fill})
		default:
			out = append(out, dot{spot: at, radius: r, fill: fill})
		}
	}
	return out
}
