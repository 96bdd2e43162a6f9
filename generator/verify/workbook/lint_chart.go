package workbook

import (
	"slices"
	"strconv"
	"strings"

	"htsm/generator/chart"
)

// figures checks the charts: one on the sheet of a figure and none elsewhere.
func (l *linter) figures() {
	sheets := l.tables()
	for i, g := range l.d.Grids() {
		if i >= len(sheets) {
			return
		}
		s := sheets[i]
		switch {
		case g.Figure == nil && s.chart != nil:
			l.add(19, s, "a table has a drawing")
		case g.Figure == nil:
		case s.chart == nil || len(s.chart.alts) != 1 && (len(s.chart.charts) == 0 || len(s.chart.alts) != drawings(g.Figure.Chart)):
			l.add(19, s, "the figure is not drawn once")
		case s.chart.alts[0] != g.Figure.Alt:
			l.add(19, s, "the text alternative is %q", s.chart.alts[0])
		case slices.Contains(s.chart.alts, ""):
			l.add(19, s, "a part of the figure has no text alternative")
		case len(s.chart.charts) > 0:
			for _, c := range s.chart.charts {
				l.native(s, c, g.Figure.Chart)
			}
		case !strings.HasPrefix(string(s.chart.picture), "\x89PNG\r\n"):
			l.add(19, s, "the picture is no PNG")
		}
	}
	for _, s := range l.Sheets {
		if s.chart != nil && !slices.Contains(sheets, s) {
			l.add(19, s, "there is a drawing")
		}
	}
}

// drawings returns how many charts of Excel's own a figure is drawn as: of
// sparklines each line is one.
func drawings(m *chart.Model) int {
	if m.Kind == chart.Sparklines {
		return len(m.Series)
	}
	return 1
}

// native checks a chart of Excel's own: titles, colours, and that it shows what
// stands in the table beside it.
func (l *linter) native(s *Sheet, c *chartPart, m *chart.Model) {
	if strings.Join(c.Title, "") == "" {
		l.add(19, s, "the chart has no title")
	}
	if c.Lang.Val != l.d.Meta.Language {
		l.add(19, s, "the chart is in %q", c.Lang.Val)
	}
	if m.Value != "" && m.Kind != chart.Sparklines && !slices.ContainsFunc(c.Axes, func(a axisPart) bool { return strings.Join(a.Title, "") == m.Value }) {
		l.add(19, s, "no axis of values says %q", m.Value)
	}
	for _, k := range c.Colours {
		if contrast(k.Val) < 4.5 {
			l.add(19, s, "the colour %s of its texts is too pale", k.Val)
		}
	}
	series := slices.Concat(c.Bars, c.Lines, c.Areas, c.Radar)
	discs := append(slices.Clone(c.Discs), c.Dots...)
	if len(series)+len(discs) == 0 {
		l.add(19, s, "the chart shows nothing")
	}
	for _, k := range discs {
		places := []numbersPart{k.Across, k.Up}
		if len(c.Discs) > 0 {
			places = append(places, k.Size)
		}
		for _, p := range places {
			l.refers(s, p.Ref)
			l.cached(s, p)
		}
		l.refers(s, k.Name)
	}
	for _, k := range series {
		refs := []string{k.Labels + k.Levels + k.Dates, k.Values.Ref}
		if k.Said == "" || !m.Kind.Seasonal() { // A year stands in no cell.
			refs = append(refs, k.Name)
		}
		for _, ref := range refs {
			l.refers(s, ref)
		}
		l.cached(s, k.Values)
	}
}

// refers checks that a reference of a chart stays in the table of its sheet.
func (l *linter) refers(s *Sheet, ref string) {
	if !l.within(s, ref) {
		l.add(19, s, "the chart refers to %q", ref)
	}
}

// within reports whether a reference stays in the table of a sheet.
func (l *linter) within(s *Sheet, ref string) bool {
	if sheetOf(ref) != s.Name || s.Table == nil {
		return false
	}
	_, cells, _ := strings.Cut(ref, "!")
	top, left, bottom, right, err := rangeOf(cells)
	return err == nil && top >= s.Table.Top && bottom <= s.Table.Bottom && left >= s.Table.Left && right <= s.Table.Right
}

// cached checks that the values of a series are those of its cells, and that
// cells without a number are gaps.
func (l *linter) cached(s *Sheet, k numbersPart) {
	_, cells, _ := strings.Cut(k.Ref, "!")
	top, left, bottom, right, err := rangeOf(cells)
	if err != nil {
		return
	}
	kept := map[int]string{}
	for _, p := range k.Cache.Pt {
		f, err := strconv.ParseFloat(p.V, 64)
		if err != nil {
			l.add(19, s, "the chart keeps the value %q", p.V)
			return
		}
		kept[p.At] = Shortest(f)
	}
	n := 0
	for row := top; row <= bottom; row++ {
		for col := left; col <= right; col++ {
			want := ""
			if c := s.At(row, col); c.Number {
				want = c.Text
			}
			if kept[n] != want {
				l.add(19, s, "the chart shows %q for the cell of row %d, which holds %q", kept[n], row+1, want)
			}
			n++
		}
	}
	if k.Cache.Count.Val != strconv.Itoa(n) {
		l.add(19, s, "the chart shows %s values for %d cells", k.Cache.Count.Val, n)
	}
}
