package compose

import (
	"cmp"
	"slices"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
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

// fewRows is the largest number of rows that a note names one by one.
const fewRows = 6

// drawn returns notes on how the marks of a chart are to be read.
func (c *composer) drawn(m *chart.Model) []doc.NoteID {
	var out []doc.NoteID
	if m.Kind == chart.Shares && m.Measure.Quantity != head.Share && slices.ContainsFunc(m.Series, hasGap) {
		out = append(out, c.note(c.say("chart.parts-shown")))
	}
	if m.Kind == chart.Map || m.Kind == chart.DotMap {
		out = append(out, c.note(c.say("note.boundaries")))
	}
	return out
}

// undrawn returns notes on what the table of a figure has and its chart has
// not.
func (c *composer) undrawn(m *chart.Model, t *release.Table, v view) []doc.NoteID {
	var out []doc.NoteID
	var names []string
	switch m.Kind {
	case chart.Map:
		names = append(c.unplaced(t, v), c.loops(t, v)...)
	case chart.DotMap:
		v.columns = nil
		names = c.unplaced(t, v)
	case chart.Chord:
		names = c.loops(t, v)
	}
	for _, j := range v.beside {
		name := c.name(t.Cols[j].Label)
		names = append(names, name)
	}
	if len(v.unseen) > 0 && len(v.unseen) <= fewRows {
		for _, i := range v.unseen {
			names = append(names, c.rowLabel(t, i))
		}
	}
	if len(names) > 0 {
		out = append(out, c.note(c.say("chart.not-drawn", "names", c.l.Join(names))))
	}
	if n := len(v.unseen); n > fewRows {
		key := "chart.rows-not-drawn"
		if timeline(t) {
			key = "chart.first-rows-not-drawn"
		}
		out = append(out, c.note(c.l.Plural(key, num.Int(int64(n)))))
	}
	if v.smallest > 0 {
		out = append(out, c.note(c.l.Plural("chart.smallest-not-drawn", num.Int(int64(v.smallest)))))
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
