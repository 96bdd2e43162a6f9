// Package plot draws charts: it lays a [chart.Model] out, makes an ECharts
// option of its marks, draws what that option says, and writes SVG.
//
// It decides where the ink goes and nothing else: it formats no number,
// translates nothing, drops no category. Titles stand in the document and are
// not drawn. The option holds numbers and colours, never a text of the data.
// Bars, lines and flows are read back from it and drawn as ECharts draws them,
// to which a test holds them: ECharts itself runs in browsers and in that test.
// Invariant: equal models, frames, themes and fonts give equal bytes, whatever
// was drawn before.
package plot

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// Options say what a [Plotter] works with.
type Options struct {
	// Theme is required.
	Theme *theme.Theme
	// Measurer is required: it measures with the font that the SVG will be
	// shown in.
	Measurer Measurer
}

// A Frame is the place of one chart.
type Frame struct {
	// Width is the width in px, from 240 to 1600; 0 means [Page]. The height
	// follows from the chart.
	Width float64
	// ID is the start of every identifier inside the SVG, so that several can
	// stand in one page: a letter, then letters, digits, "-" and "_". Required.
	ID string
	// Title and Desc are what is read out in place of the chart. An empty Title
	// means the title of the chart; one of the two is required.
	Title, Desc string
	// RightToLeft mirrors the chart for languages written from right to left.
	RightToLeft bool
}

// The widths that charts are designed for, in px. At 96 px to the inch, Page
// is the type area of A4 paper.
const (
	Page  = 640
	Phone = 360
)

const (
	leastWidth = 240
	mostWidth  = 1600
	edge       = 2 // px of paper around the chart, for what reaches over the widths of letters.
)

// A Plotter draws charts. It is safe for concurrent use. The zero Plotter
// cannot be used; [New] makes one.
type Plotter struct {
	theme *theme.Theme
	set   typesetter
	world []ring
}

// New returns a Plotter. It reads the map of the world.
func New(o Options) (*Plotter, error) {
	if o.Theme == nil || o.Measurer == nil {
		return nil, errors.New("plot: a theme and a measurer are required")
	}
	world, err := readWorld()
	if err != nil {
		return nil, fmt.Errorf("plot: %w", err)
	}
	size := o.Theme.Type.Note * 4 / 3
	return &Plotter{theme: o.Theme, set: typesetter{o.Measurer, size, size * 1.25}, world: world}, nil
}

//go:embed driver.js
var driverSource string

// Driver returns the script that turns the JSON of [Plotter.Option] into an
// ECharts option in the browser: htsmOption(payload).
func Driver() []byte { return []byte(driverSource) }

// SVG draws m. The result is a complete SVG document without scripts, styles
// and references to anything outside. The error says what is wrong with m or
// with the frame.
func (p *Plotter) SVG(m *chart.Model, f Frame) ([]byte, error) {
	s, err := p.laid(m, f)
	if err != nil {
		return nil, err
	}
	if clean(f.Title) == "" {
		f.Title = m.Title
	}
	if clean(f.Title) == "" {
		return nil, errors.New("plot: the chart has no title to be read out")
	}
	w := &markup{size: p.set.size}
	p.openFrame(w, s, f)
	for _, i := range s.back {
		i.svg(w)
	}
	for _, m := range s.marks {
		m.svg(w)
	}
	for _, i := range s.drawn {
		i.svg(w)
	}
	for _, i := range s.front {
		i.svg(w)
	}
	w.b.WriteString("</svg>\n")
	return []byte(w.b.String()), nil
}

// Option returns the JSON from which the browser draws the same chart with
// the script of [Driver]. It holds no function and no number that m does not
// publish.
func (p *Plotter) Option(m *chart.Model, f Frame) ([]byte, error) {
	s, err := p.laid(m, f)
	if err != nil {
		return nil, err
	}
	out := s.payload()
	face := font{p.theme.Type.Family, p.set.size}
	out.Ink, out.Marks = s.graphics(face), s.markGraphics(face)
	data, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("plot: write the option: %w", err)
	}
	return data, nil
}

var idForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,99}$`)

// laid lays m out in a frame that can hold a chart.
func (p *Plotter) laid(m *chart.Model, f Frame) (*scene, error) {
	if m == nil {
		return nil, errors.New("plot: there is no chart")
	}
	if f.Width == 0 {
		f.Width = Page
	}
	if f.Width < leastWidth || f.Width > mostWidth {
		return nil, fmt.Errorf("plot: a width of %v px; it must be %d to %d", f.Width, leastWidth, mostWidth)
	}
	if !idForm.MatchString(f.ID) {
		return nil, fmt.Errorf("plot: %q cannot start an identifier", f.ID)
	}
	if err := m.Validate(); err != nil {
		return nil, fmt.Errorf("plot: %w", err)
	}
	return p.lay(m, f), nil
}

// lay makes the scene of m.
func (p *Plotter) lay(m *chart.Model, f Frame) *scene {
	s := &scene{set: p.set, colours: &p.theme.Colours, width: f.Width - 2*edge, rtl: f.RightToLeft}
	s.under = s.wordsHeight(m)
	p.place(s, m)
	if s.option == nil {
		s.takeMarks()
	}
	s.words(m)
	return s
}

// place gives the parts of m their places in s.
func (p *Plotter) place(s *scene, m *chart.Model) {
	switch m.Kind {
	case chart.Bar, chart.Shares:
		s.bars(m)
	case chart.Column, chart.Stacked, chart.Histogram:
		s.columns(m)
	case chart.Line:
		s.lines(m)
	case chart.Heat:
		s.heat(m)
	case chart.Flow:
		s.flow(m)
	case chart.Range:
		s.ranges(m)
	case chart.Slope:
		s.slope(m)
	case chart.Pyramid:
		s.pyramid(m)
	case chart.Map:
		s.routes(m, p.world)
	case chart.Years:
		s.years(m)
	case chart.Cycle:
		s.cycle(m)
	case chart.Multiples:
		s.multiples(m)
	case chart.Sparklines:
		s.sparklines(m)
	case chart.Bump:
		s.bump(m)
	case chart.Chord:
		s.chord(m)
	case chart.Funnel:
		s.funnel(m)
	case chart.DotMap:
		s.dotMap(m, p.world)
	case chart.Bubble:
		s.bubbles(m)
	case chart.Dumbbell:
		s.dumbbells(m)
	case chart.Area:
		s.areas(m)
	case chart.Radial:
		s.radial(m)
	case chart.DotMatrix:
		s.dotMatrix(m)
	}
}

// openFrame writes the start of the document, up to the ground.
func (p *Plotter) openFrame(w *markup, s *scene, f Frame) {
	w.open("svg")
	w.attr("xmlns", "http://www.w3.org/2000/svg")
	all := area{-edge, -edge, s.width + 2*edge, s.height + 2*edge}
	w.attr("viewBox", number(all.x)+" "+number(all.y)+" "+number(all.w)+" "+number(all.h))
	w.number("width", all.w)
	w.number("height", all.h)
	w.attr("role", "img")
	names := f.ID + "-title"
	if f.Desc != "" {
		names += " " + f.ID + "-desc"
	}
	w.attr("aria-labelledby", names)
	w.attr("font-family", "'"+p.theme.Type.Family+"', '"+p.theme.Type.Family+" Arabic', sans-serif")
	w.number("font-size", p.set.size)
	w.attr("text-rendering", "geometricPrecision") // Hinting would change the widths.
	w.attr("direction", "ltr")                     // A page from right to left must not turn the anchors.
	w.b.WriteString(">\n")
	w.open("title")
	w.attr("id", f.ID+"-title")
	w.text(clean(f.Title))
	if f.Desc != "" {
		w.open("desc")
		w.attr("id", f.ID+"-desc")
		w.text(clean(f.Desc))
	}
	rectangle(all.x, all.y, all.w, all.h, p.theme.Colours.Paper).svg(w)
}
