package compose

import (
	"slices"

	"htsm/generator/doc"
	"htsm/generator/finding"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// maxKeyFigures is how many headline numbers stand in one row.
const maxKeyFigures = 4

// keyFigures returns the headline numbers of a statistic: its total first,
// then its rows, each with its changes in words.
func (c *composer) keyFigures(t *release.Table, show spec.Show) doc.Block {
	if b := c.instead(t, "", show); b != nil {
		return b
	}
	out := &doc.KeyFigures{ID: c.id("k", t.ID)}
	add := func(i int) {
		if len(out.Items) < maxKeyFigures {
			out.Items = append(out.Items, c.keyFigure(t, i, show))
		}
	}
	for i, r := range t.Rows {
		if r.Key == "total" {
			add(i)
		}
	}
	for i, r := range t.Rows {
		if r.Kind == head.Plain {
			add(i)
		}
	}
	return out
}

// keyFigure returns the headline number of a row: its first shown column.
func (c *composer) keyFigure(t *release.Table, i int, show spec.Show) doc.KeyFigure {
	j := c.shownColumns(t, show)[0]
	v, m := t.Cells[i][j], t.Cols[j].Measure
	label, notes := c.rowTitle(t, i)
	if t.Rows[i].Key == "total" {
		label = c.title(t, show.Title)
	}
	k := doc.KeyFigure{Label: label, Ref: head.Ref{Statistic: t.ID, Row: t.Rows[i].Key, Column: t.Cols[j].Key}.String(), Value: v, Display: c.flagged(v, c.published(v, m)), Notes: notes}
	k.Details = append(k.Details, c.say("detail.unit", "unit", c.unit(t), "period", c.l.Period(t.Span)))
	if m.Quantity == head.Share && v.Status() == release.Published {
		if low, high, level, ok := v.Interval(); ok {
			k.Details = append(k.Details, c.say("number.interval-short", "low", c.l.Value(m, low), "high", c.l.Value(m, high), "level", c.count(int64(level))))
		}
	}
	if r, ok := c.Plan.Request(t.ID); ok && j == 0 {
		for _, comparison := range r.Compare {
			k.Details = append(k.Details, c.changeLine(t, i, comparison))
		}
	}
	return k
}

// rowTitle returns the words of a row's heads with their notes.
func (c *composer) rowTitle(t *release.Table, i int) (text string, notes []doc.NoteID) {
	for n, l := range t.Rows[i].Labels {
		part, marks := c.label(l)
		if n == 0 {
			text = part
		} else {
			text = c.say("list.pair", "first", text, "second", part)
		}
		notes = append(notes, marks...)
	}
	return text, notes
}

// cellOf returns the value of a row in the column with a key.
func cellOf(t *release.Table, i int, key string) release.Value {
	for j, col := range t.Cols {
		if col.Key == key {
			return t.Cells[i][j]
		}
	}
	return release.Value{}
}

// changeLine returns the line that says how a row changed.
func (c *composer) changeLine(t *release.Table, i int, k stats.Comparison) string {
	switch k {
	case stats.Rolling12, stats.YearToDate:
		change := c.changeInBrief(t, i, k)
		value := c.published(cellOf(t, i, k.Key()), head.Measure{})
		return c.say("detail."+k.Key(), "value", value, "change", change)
	case stats.Previous, stats.SameLastYear:
	}
	return c.change(t, i, k)
}

// changeInBrief returns a change for a place whose label says the periods: the
// figure, with the fixed phrase where it is not clear, or the earlier count where
// the periods cannot be compared. The later one stands beside the label.
func (c *composer) changeInBrief(t *release.Table, i int, k stats.Comparison) string {
	v := cellOf(t, i, "change-"+k.Key())
	n, ok := v.Number()
	if v.Status() != release.Published || !ok {
		return c.published(v, head.Measure{Quantity: head.Change})
	}
	text, same := c.l.Value(head.Measure{Quantity: head.Change}, n), c.sameReporters(t, i, k)
	switch {
	case !comparable(t, i, k):
		before := c.published(cellOf(t, i, k.Key()+"-before"), head.Measure{})
		return c.say("change.earlier", "earlier", before, "within", c.l.Within(c.earlier(t.Span, k))) + c.say("list.semicolon") + c.say("change.not-comparable") + same
	case finding.Established(v, Q):
		return text + same
	}
	return text + c.say("list.comma") + c.say("change.no-clear") + same
}

// comparable reports whether both periods of a comparison of a row may be
// compared.
func comparable(t *release.Table, i int, k stats.Comparison) bool {
	j := slices.IndexFunc(t.Cols, func(col head.Col) bool { return col.Key == "change-"+k.Key() })
	return j >= 0 && finding.Comparable(t, i, j, Q)
}

// sameReporters returns the change of a row on the authorities of both periods
// as it stands behind that of all, or nothing where these are the same, where there
// is no such figure, or where it compares no better: the period is provisional, or
// the series breaks.
func (c *composer) sameReporters(t *release.Table, i int, k stats.Comparison) string {
	v, _ := finding.SameReporters(t, i, "change-"+k.Key())
	n, ok := v.Number()
	if v.Status() != release.Published || !ok || v.Has(release.Provisional) || v.Has(release.Broken) {
		return ""
	}
	measure := head.Measure{Quantity: head.Change}
	text := c.l.Value(measure, n)
	if low, high, level, ok := v.Interval(); ok {
		interval := c.say("number.interval-short", "low", c.l.Value(measure, low), "high", c.l.Value(measure, high), "level", c.count(int64(level)))
		text = c.say("change.with-interval", "change", text, "interval", interval)
	}
	return c.say("list.semicolon") + c.say("change.same-reporters", "change", text)
}

// change returns the words for a change. A rise or a fall is only named where
// the adjusted p, the interval, the base and the completeness of the period
// allow it; otherwise the fixed phrase stands.
func (c *composer) change(t *release.Table, i int, k stats.Comparison) string {
	measure := head.Measure{Quantity: head.Change}
	v := cellOf(t, i, "change-"+k.Key())
	past := c.earlier(t.Span, k)
	versus, within := c.l.Versus(past), c.l.Within(past)
	switch v.Status() {
	case release.Suppressed:
		return c.say("change.withheld", "versus", versus)
	case release.Missing:
		return c.say("change.unread", "versus", versus)
	case release.Undefined:
		return c.say("change.undefined", "within", within)
	case release.SmallPast, release.CountOnly:
		return c.changeCounts(t, i, k)
	case release.Published:
	}
	n, _ := v.Number()
	text, size := c.l.Value(measure, n), c.l.Percent(n.Abs())
	same := c.sameReporters(t, i, k)
	if !comparable(t, i, k) {
		return c.changeCounts(t, i, k) + c.say("list.semicolon") + c.say("change.not-comparable") + same
	}
	_, tested := v.Adjusted()
	low, high, level, ok := v.Interval()
	if !tested || !ok {
		return c.say("change.untested", "change", text, "versus", versus) + same
	}
	switch {
	case finding.Established(v, Q) && low.Sign() > 0:
		return c.say("change.rise", "size", size, "versus", versus) + same
	case finding.Established(v, Q):
		return c.say("change.fall", "size", size, "versus", versus) + same
	}
	interval := c.say("number.interval-short", "low", c.l.Value(measure, low), "high", c.l.Value(measure, high), "level", c.count(int64(level)))
	return c.say("change.no-clear-with", "versus", versus, "change", text, "interval", interval) + same
}

// changeCounts returns both counts of a comparison in place of a percentage.
func (c *composer) changeCounts(t *release.Table, i int, k stats.Comparison) string {
	now := cellOf(t, i, "count")
	if k == stats.Rolling12 || k == stats.YearToDate {
		now = cellOf(t, i, k.Key())
	}
	before := cellOf(t, i, k.Key()+"-before")
	return c.say("change.counts", "earlier", c.published(before, head.Measure{}), "later", c.published(now, head.Measure{}), "within", c.l.Within(c.earlier(t.Span, k)))
}

// earlier returns the earlier period of a comparison.
func (c *composer) earlier(s period.Span, k stats.Comparison) period.Span {
	switch k {
	case stats.Previous:
		return s.Previous()
	case stats.SameLastYear:
		return s.LastYear()
	case stats.Rolling12:
		return s.Rolling(12).Shift(-12)
	case stats.YearToDate:
		return s.YearToDate().Shift(-12)
	}
	panic("compose: unknown comparison")
}
