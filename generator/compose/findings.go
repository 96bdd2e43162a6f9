package compose

import (
	"slices"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/finding"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// findings returns what is new or changed in sentences, the strongest evidence
// first, or the fixed phrase if there is nothing.
func (c *composer) findings(s spec.Show) []doc.Block {
	all := len(s.Findings) == 1 && s.Findings[0].Value == "all"
	var tables []*release.Table
	hidden := false
	for _, r := range c.Plan.Requests {
		named := slices.ContainsFunc(s.Findings, func(t spec.Text) bool { return t.Value == r.ID })
		if t, ok := c.tables[r.ID]; ok && (all || named) {
			tables = append(tables, t)
			hidden = hidden || t.Hidden
		}
	}
	paragraph := func(key string) doc.Block {
		return &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: c.say(key)}}}
	}
	list := &doc.List{}
	var said [][]doc.Inline
	for _, f := range finding.Of(tables, Q) {
		said = append(said, c.told(f))
		list.Items = append(list.Items, []doc.Block{&doc.Paragraph{Text: said[len(said)-1]}})
	}
	out := []doc.Block{paragraph("finding.none")}
	if len(list.Items) > 0 {
		out = []doc.Block{paragraph("finding.intro"), list}
	}
	for _, f := range flags() {
		if marked(said, f.flag) {
			text := c.say("legend."+f.name, "symbol", c.say("symbol."+f.name))
			out = append(out, &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: text}}})
		}
	}
	out = append(out, c.lapsed(tables)...)
	if hidden {
		out = append(out, paragraph("finding.withheld"))
	}
	return out
}

// marked reports whether a figure of sentences carries a flag.
func marked(sentences [][]doc.Inline, flag release.Flag) bool {
	return slices.ContainsFunc(sentences, func(list []doc.Inline) bool {
		return slices.ContainsFunc(list, func(i doc.Inline) bool {
			ref, ok := i.(*doc.ValueRef)
			return ok && ref.Value.Has(flag)
		})
	})
}

// told returns the sentence of a finding.
func (c *composer) told(f finding.Finding) []doc.Inline {
	switch f.Kind {
	case finding.Signal:
		return c.signal(f)
	case finding.Shift:
		return c.shift(f)
	case finding.Change:
		return c.changed(f)
	}
	panic("compose: unknown kind of finding")
}

// subject returns what a row is about: its values with their variables, or the
// title of the statistic for the total.
func (c *composer) subject(t *release.Table, i int) []doc.Inline {
	var parts [][]doc.Inline
	for n, l := range t.Rows[i].Labels {
		if n >= len(t.Stub) || !names(l) {
			continue
		}
		text := c.name(l)
		value := []doc.Inline{&doc.Strong{Body: c.plain(text)}}
		if d := t.Stub[n]; d.Word == "" {
			value = c.phrase("finding.subject", slots{"label": value, "variable": c.plain(c.inSentence(c.stub(d)))})
		}
		parts = append(parts, value)
	}
	if len(parts) == 0 {
		return []doc.Inline{&doc.Strong{Body: c.plain(c.title(t, spec.Words{}))}}
	}
	if t.Statistic == "prices" {
		return []doc.Inline{&doc.Strong{Body: c.plain(c.rowLabel(t, i))}}
	}
	out := parts[0]
	for _, p := range parts[1:] {
		out = c.phrase("finding.subject-with", slots{"first": out, "second": p})
	}
	return out
}

// names reports whether a label names a value of the data.
func names(l head.Label) bool {
	return l.Kind != head.Word && l.Kind != head.Finding && l.Kind != head.Time
}

// signal returns the sentence of a row that its statistic calls new, emerging
// or the like.
func (c *composer) signal(f finding.Finding) []doc.Inline {
	t, i := f.Table, f.Row
	word := strings.TrimPrefix(f.State, "state.")
	span := t.Rows[i].Period()
	if span == (period.Span{}) {
		span = t.Span
	}
	in := slots{
		"subject": c.subject(t, i), "within": c.plain(c.l.Within(span)), "period": c.plain(c.l.Period(span)),
		"state": c.plain(c.say(f.State)), "evidence": c.evidence(f),
	}
	key := "finding.stated"
	switch t.Statistic {
	case "emergence":
		key = "finding." + word
		in["count"] = c.boundCount(t, i, "count", "unit."+string(t.Unit))
		in["expected"], in["bound"] = c.bound(t, i, "expected"), c.bound(t, i, "upper-bound")
		in["months"] = c.boundCount(t, i, "silent-months", "finding.months")
	case "redistribution":
		return c.moved(f, in)
	case "unusual-months":
		key = "finding." + word
		side := "upper-bound"
		if word == "unusually-low" {
			side = "lower-bound"
		}
		in["count"] = c.boundCount(t, i, "count", "unit."+string(t.Unit))
		in["expected"], in["bound"] = c.bound(t, i, "expected"), c.bound(t, i, side)
	case "new-corridors":
		key = "finding.corridor-" + word
		before := "before"
		if word == "vanished" {
			before = "same-last-year"
		}
		in["count"], in["before"] = c.boundCount(t, i, "count", "unit."+string(t.Unit)), c.bound(t, i, before)
	case "trend":
		key = "finding." + word
		in["slope"] = c.bound(t, i, "slope")
	case "prices":
		key = "finding." + word
		in["median"], in["before"], in["earlier"] = c.bound(t, i, "median"), c.bound(t, i, "median-before"), c.within(t, "median-before")
	case "seasonality":
		key = "finding." + word
		k := highest(t, "index")
		in["month"], in["index"] = c.plain(c.lastLabel(t, k)), c.bound(t, k, "index")
	}
	if !c.l.Has(key) {
		key = "finding.stated"
	}
	if key == "finding.stated" {
		in["evidence"] = c.joined("list.semicolon", append(c.columnsOf(t, i), in["evidence"]))
	}
	return c.phrase(key, in)
}

// within returns "in" the period of a column of earlier figures.
func (c *composer) within(t *release.Table, key string) []doc.Inline {
	for _, col := range t.Cols {
		if col.Key == key {
			return c.plain(c.l.Within(col.At))
		}
	}
	return nil
}

// highest returns the row with the highest published figure of a column, the
// first of equals.
func highest(t *release.Table, key string) int {
	best, row := num.Decimal{}, 0
	for i := range t.Rows {
		v, _, _ := columnOf(t, i, key)
		if n, ok := v.Number(); ok && t.Rows[i].Kind == head.Plain && n.Cmp(best) > 0 {
			best, row = n, i
		}
	}
	return row
}

// moved returns the sentence of a share that one value lost to another. Before
// these two stands the group, if there is one.
func (c *composer) moved(f finding.Finding, in slots) []doc.Inline {
	t, i := f.Table, f.Row
	var values []string
	for _, l := range t.Rows[i].Labels {
		if names(l) {
			text := c.name(l)
			values = append(values, text)
		}
	}
	if len(values) < 2 {
		return c.phrase("finding.stated", in)
	}
	pair := len(values) - 2
	in["subject"] = []doc.Inline{&doc.Strong{Body: c.plain(c.title(t, spec.Words{}))}}
	if pair > 0 {
		in["subject"] = c.phrase("finding.subject", slots{
			"label":    {&doc.Strong{Body: c.plain(values[0])}},
			"variable": c.plain(c.inSentence(c.stub(t.Stub[0]))),
		})
	}
	in["from"], in["to"], in["moved"] = c.plain(values[pair]), c.plain(values[pair+1]), c.bound(t, i, "moved")
	in["evidence"] = c.joined("list.semicolon", append([][]doc.Inline{c.precision(t, i, "moved")}, c.ground(t, i)...))
	return c.phrase("finding.moved", in)
}

// columnsOf returns the figures of a row, each after the head of its column.
func (c *composer) columnsOf(t *release.Table, i int) [][]doc.Inline {
	var out [][]doc.Inline
	for j, col := range t.Cols {
		if t.Cells[i][j].Status() == release.Undefined || t.Cells[i][j].Status() == release.Missing {
			continue
		}
		name := c.name(col.Label)
		out = append(out, c.phrase("list.colon", slots{"label": c.plain(c.inSentence(name)), "text": c.bound(t, i, col.Key)}))
	}
	return out
}

// evidence returns what a finding rests on: its test, the reporting
// authorities, and where its figures stand.
func (c *composer) evidence(f finding.Finding) []doc.Inline {
	t, i := f.Table, f.Row
	var parts [][]doc.Inline
	if f.Tested {
		for _, col := range t.Cols {
			v, _, _ := columnOf(t, i, col.Key)
			if p, ok := v.Adjusted(); ok && p == f.P {
				chance, _ := c.boundChance(t, i, col.Key)
				parts = append(parts, chance)
				break
			}
		}
	} else {
		parts = append(parts, c.plain(c.say("finding.by-rule")))
	}
	return c.joined("list.semicolon", append(parts, c.ground(t, i)...))
}

// ground returns the reporting authorities behind a row and where it stands.
func (c *composer) ground(t *release.Table, i int) [][]doc.Inline {
	var out [][]doc.Inline
	if _, _, ok := columnOf(t, i, "reporters"); ok {
		out = append(out, c.boundCount(t, i, "reporters", "source.reporters"))
	} else if n, ok := t.Basis.Reporters.Number(); ok {
		ref := &doc.ValueRef{Ref: t.ID + ".basis.reporters", Value: t.Basis.Reporters, Display: c.l.Number(n), Aside: true}
		out = append(out, c.sentence(c.l.PluralPieces("source.reporters", n), slots{"n": {ref}}))
	}
	var place [][]doc.Inline
	if slices.ContainsFunc(t.Rows[i].Labels, names) {
		place = append(place, c.plain(c.inSentence(c.title(t, spec.Words{}))))
	}
	if n, ok := c.labels["t-"+t.ID]; ok {
		place = append(place, []doc.Inline{&doc.CrossRef{Target: c.place("t-"+t.ID, t.ID, spec.ShowTable), Text: c.say("ref.table", "number", n)}})
	}
	if len(place) > 0 {
		out = append(out, c.joined("list.comma", place))
	}
	return out
}

// changed returns the sentence of a row with changes that hold.
func (c *composer) changed(f finding.Finding) []doc.Inline {
	t, i := f.Table, f.Row
	var changes [][]doc.Inline
	for _, j := range f.Columns {
		v := t.Cells[i][j]
		k := stats.Comparison(slices.Index(stats.Comparisons(), strings.TrimPrefix(t.Cols[j].Key, "change-")))
		n, _ := v.Number()
		now := "count"
		if k == stats.Rolling12 || k == stats.YearToDate {
			now = k.Key()
		}
		in := slots{
			"size":    {&doc.ValueRef{Ref: refTo(t, i, t.Cols[j].Key), Value: v, Display: c.l.Percent(n.Abs())}},
			"versus":  c.plain(c.l.Versus(c.earlier(t.Span, k))),
			"earlier": c.bound(t, i, k.Key()+"-before"), "later": c.bound(t, i, now),
			"evidence": c.joined("list.semicolon", c.withSameReporters(t, i, k, c.precision(t, i, t.Cols[j].Key))),
		}
		key := "finding.rise"
		if n.Sign() < 0 {
			key = "finding.fall"
		}
		changes = append(changes, c.phrase(key, in))
	}
	return c.phrase("finding.change", slots{
		"subject": c.subject(t, i), "changes": c.joined("list.semicolon", append(changes, c.ground(t, i)...)),
	})
}

// withSameReporters adds the change on the authorities of both periods to the
// evidence of a change, where these are not the same.
func (c *composer) withSameReporters(t *release.Table, i int, k stats.Comparison, evidence []doc.Inline) [][]doc.Inline {
	out := [][]doc.Inline{evidence}
	if v, ok := finding.SameReporters(t, i, "change-"+k.Key()); ok && v.Status() == release.Published {
		out = append(out, c.phrase("change.same-reporters", slots{"change": c.bound(t, i, "same-reporters-"+k.Key())}))
	}
	return out
}

// precision returns the interval and the adjusted p of a cell.
func (c *composer) precision(t *release.Table, i int, key string) []doc.Inline {
	var parts [][]doc.Inline
	if interval, ok := c.boundInterval(t, i, key); ok {
		parts = append(parts, interval)
	}
	if chance, ok := c.boundChance(t, i, key); ok {
		parts = append(parts, chance)
	}
	return c.joined("list.semicolon", parts)
}

// shift returns the sentence of a group whose shares moved.
func (c *composer) shift(f finding.Finding) []doc.Inline {
	t, i := f.Table, f.Row
	values := func(rows []int) []doc.Inline {
		var out [][]doc.Inline
		for _, k := range rows {
			out = append(out, c.phrase("finding.shift-value", slots{
				"value": c.plain(c.lastLabel(t, k)), "before": c.bound(t, k, "share-before"), "after": c.bound(t, k, "share"),
				"difference": c.bound(t, k, "difference"), "evidence": c.precision(t, k, "difference"),
			}))
		}
		return c.listed(out)
	}
	var parts [][]doc.Inline
	if _, ok := c.boundChance(t, i, "divergence"); ok {
		parts = append(parts, c.phrase("finding.divergence", slots{"bits": c.bound(t, i, "divergence")}), c.precision(t, i, "divergence"))
	}
	in := slots{
		"subject": c.subject(t, i), "losers": values(f.Losing), "gainers": values(f.Gaining),
		"earlier": c.columnTime(t, "before"), "later": c.columnTime(t, "count"),
		"evidence": c.joined("list.semicolon", append(parts, c.ground(t, i)...)),
	}
	key := "finding.shift"
	switch {
	case len(f.Losing)+len(f.Gaining) == 0:
		key = "finding.shift-whole"
	case len(f.Losing) == 0:
		key = "finding.shift-gain"
	case len(f.Gaining) == 0:
		key = "finding.shift-loss"
	}
	return c.phrase(key, in)
}

// lastLabel returns the words of the innermost value of a row.
func (c *composer) lastLabel(t *release.Table, i int) string {
	text := ""
	for _, l := range t.Rows[i].Labels {
		if l.Kind != head.Finding {
			text = c.name(l)
		}
	}
	return text
}

// columnTime returns the period that heads a column, for a sentence.
func (c *composer) columnTime(t *release.Table, key string) []doc.Inline {
	for _, col := range t.Cols {
		if col.Key == key {
			text := c.name(col.Label)
			return c.plain(text)
		}
	}
	return nil
}
