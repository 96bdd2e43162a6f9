package compose

import (
	"cmp"
	"slices"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
)

// chronological sorts the columns of a slope from the earlier to the later.
func chronological(t *release.Table, columns []int) {
	slices.SortStableFunc(columns, func(a, b int) int {
		x, y := t.Cols[a], t.Cols[b]
		if x.Label.Kind == head.Time && y.Label.Kind == head.Time {
			return cmp.Compare(x.Label.Span.First, y.Label.Span.First)
		}
		return cmp.Compare(age(x), age(y))
	})
}

// age returns -1 for the column of an earlier period beside that of the brief,
// and 0 for any other.
func age(col head.Col) int {
	if col.Label.Kind == head.Word && (strings.HasSuffix(col.Key, "before") || col.Key == "same-last-year") {
		return -1
	}
	return 0
}

// drawn returns notes on what the marks of a chart leave out.
func (c *composer) drawn(m *chart.Model, t *release.Table, v view) []doc.NoteID {
	var out []doc.NoteID
	if m.Kind == chart.Shares && m.Measure.Quantity != head.Share && slices.ContainsFunc(m.Series, hasGap) {
		out = append(out, c.note(c.say("chart.parts-shown")))
	}
	if m.Kind == chart.Map {
		out = append(out, c.note(c.say("note.boundaries")))
		if names := c.unplaced(t, v); len(names) > 0 {
			out = append(out, c.note(c.say("chart.not-drawn", "names", c.l.Join(names))))
		}
	}
	if len(v.beside) > 0 {
		var names []string
		for _, j := range v.beside {
			name, _ := c.label(t.Cols[j].Label)
			names = append(names, name)
		}
		out = append(out, c.note(c.say("chart.not-drawn", "names", c.l.Join(names))))
	}
	return out
}

// hasGap reports whether a series has a point without a height.
func hasGap(s chart.Series) bool {
	return slices.ContainsFunc(s.Points, func(p chart.Point) bool {
		_, ok := chart.Height(p.Value)
		return !ok
	})
}
