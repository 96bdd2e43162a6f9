package compose

import (
	"slices"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// table returns a numbered table of a statistic, or a remark in its place if
// it is withheld or empty.
func (c *composer) table(t *release.Table, show spec.Show) doc.Block {
	id := c.id("t", t.ID)
	label := c.say("label.table", "number", c.labels[id])
	if b := c.instead(t, label, show); b != nil {
		return b
	}
	out := c.grid(t, id, show)
	out.Label = label
	out.Caption = []doc.Inline{&doc.Text{Text: c.caption(t, show.Title)}}
	out.Unit = c.unit(t)
	out.Source = c.source(t)
	out.Notes = c.caveats(t, withLimits(t, c.shownColumns(t, show)) >= 0)
	out.Legend = c.legend(out)
	out.Summary = c.l.Plural("summary.table", num.Int(int64(len(out.Rows))), "title", c.caption(t, show.Title), "columns", c.columnNames(out))
	return out
}

// instead returns what stands in the place of a table, a figure or headline
// numbers, which have no label, that cannot be shown.
func (c *composer) instead(t *release.Table, label string, show spec.Show) doc.Block {
	if len(t.Rows) > 0 {
		return nil
	}
	title := c.caption(t, show.Title)
	if label != "" {
		title = label + c.say("list.comma") + title
	}
	if t.Withheld {
		return c.withheld(title)
	}
	return &doc.Callout{
		Kind: doc.Information, Title: c.say("callout.information"),
		Body: []doc.Block{&doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: c.say("callout.empty-text", "title", title)}}}},
	}
}

// withheld returns the remark that something is not published.
func (c *composer) withheld(title string) doc.Block {
	return &doc.Callout{
		Kind: doc.Withheld, Title: c.say("callout.withheld"),
		Body: []doc.Block{
			&doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: c.say("callout.withheld-text", "title", title)}}},
			&doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: c.say("caveat.withheld")}}},
		},
	}
}

// shownColumns returns the positions of the columns to show.
func (c *composer) shownColumns(t *release.Table, show spec.Show) []int {
	var out []int
	for _, want := range show.Columns {
		for j, col := range t.Cols {
			if col.Key == want.Value {
				out = append(out, j)
			}
		}
	}
	if len(show.Columns) > 0 {
		return out
	}
	for j := range t.Cols {
		out = append(out, j)
	}
	return out
}

// grid returns heads and cells of a table.
func (c *composer) grid(t *release.Table, id string, show spec.Show) *doc.Table {
	out := &doc.Table{ID: id, Of: t.ID}
	for _, d := range t.Stub {
		out.Stub = append(out.Stub, c.stub(d))
	}
	if len(out.Stub) == 0 {
		out.Stub = []string{c.say("column.variable")}
	}
	columns := c.shownColumns(t, show)
	limits := withLimits(t, columns)
	for _, j := range columns {
		col := t.Cols[j]
		text, notes := c.columnHead(col)
		out.Cols = append(out.Cols, doc.Col{Key: key(col.Key), Of: col.Key, Text: text, Measure: col.Measure, Kind: col.Kind, Notes: notes})
		if j == limits {
			level := c.count(int64(t.Level))
			out.Cols = append(out.Cols,
				doc.Col{Key: key(col.Key) + "-low", Text: c.say("column.low", "level", level), Measure: col.Measure},
				doc.Col{Key: key(col.Key) + "-high", Text: c.say("column.high", "level", level), Measure: col.Measure})
		}
	}
	out.Groups = c.groups(t, columns)
	out.Rows = c.rows(t, len(out.Stub), columns, limits)
	return out
}

// key returns a column key for machines: ASCII letters, digits and hyphens.
func key(s string) string {
	ascii := true
	for _, r := range s {
		ascii = ascii && r < 0x80
	}
	if ascii {
		return s
	}
	return slug(s)
}

// withLimits returns the position of the one column whose interval is shown in
// columns of its own, or -1: the only share or estimate with intervals of a
// narrow table.
func withLimits(t *release.Table, columns []int) int {
	found := -1
	if len(columns) > 5 || t.Level == 0 {
		return -1
	}
	for _, j := range columns {
		if q := t.Cols[j].Measure.Quantity; q != head.Share && q != head.Estimate || !hasInterval(t, j) || t.Cols[j].Key == "cumulative-share" {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = j
	}
	return found
}

// hasInterval reports whether a figure of a column has an interval.
func hasInterval(t *release.Table, j int) bool {
	return slices.ContainsFunc(t.Cells, func(row []release.Value) bool {
		_, _, _, ok := row[j].Interval()
		return ok
	})
}

// groups returns the row of heads above the columns, or nil.
func (c *composer) groups(t *release.Table, columns []int) []doc.Group {
	var out []doc.Group
	grouped := false
	for _, j := range columns {
		text := ""
		if g := t.Cols[j].Group; g.Kind != head.Word || g.Text != "" {
			text = c.name(g)
			grouped = true
		}
		if n := len(out); n > 0 && out[n-1].Text == text {
			out[n-1].Span++
			continue
		}
		out = append(out, doc.Group{Text: text, Span: 1})
	}
	if !grouped {
		return nil
	}
	return out
}

// rows returns the rows of a table, each with as many heads as the stub has
// columns.
func (c *composer) rows(t *release.Table, heads int, columns []int, limits int) []doc.Row {
	var out []doc.Row
	for i, r := range t.Rows {
		row := doc.Row{Key: r.Key, Kind: r.Kind}
		for _, l := range r.Labels {
			text, notes := c.label(l)
			row.Heads = append(row.Heads, doc.RowHead{Text: text, Month: month(l), Notes: notes})
		}
		for len(row.Heads) < heads {
			row.Heads = append(row.Heads, doc.RowHead{Text: c.say("total")})
		}
		for _, j := range columns {
			v, m := t.Cells[i][j], t.Cols[j].Measure
			row.Cells = append(row.Cells, doc.Cell{Value: v, Display: c.flagged(v, c.cell(v, m))})
			if j == limits {
				low, high := v.Limits()
				row.Cells = append(row.Cells,
					doc.Cell{Value: low, Display: c.cell(low, m)}, doc.Cell{Value: high, Display: c.cell(high, m)})
			}
		}
		out = append(out, row)
	}
	return out
}

// month returns the month that a label is, as 2026-10, or nothing.
func month(l head.Label) string {
	if l.Kind == head.Time && l.Span.First == l.Span.Last {
		return l.Span.First.String()
	}
	return ""
}

// A flagName is a flag with the name of its symbol.
type flagName struct {
	flag release.Flag
	name string
}

// flags lists the flags in the order in which their symbols stand.
func flags() []flagName {
	return []flagName{{release.Provisional, "provisional"}, {release.Revised, "revised"}, {release.Unreliable, "unreliable"}, {release.Broken, "broken"}}
}

// flagged returns a display with the symbols of the flags that v carries.
func (c *composer) flagged(v release.Value, display string) string {
	if _, ok := v.Number(); !ok {
		return display
	}
	for _, f := range flags() {
		if v.Has(f.flag) {
			display = c.say("symbol.flagged", "value", display, "flag", c.say("symbol."+f.name))
		}
	}
	return display
}

func (c *composer) columnNames(t *doc.Table) string {
	var names []string
	for _, col := range t.Cols {
		names = append(names, col.Text)
	}
	return c.l.Join(names)
}

// caveats returns the notes that stand beneath a table or a figure. That on
// intervals stands only where intervals are shown.
func (c *composer) caveats(t *release.Table, intervals bool) []doc.NoteID {
	var out []doc.NoteID
	add := func(text string) {
		if id := c.note(text); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, v := range t.Caveats {
		var args []string
		for _, l := range v.Labels {
			text := c.name(l)
			args = append(args, text)
		}
		for _, n := range v.Counts {
			args = append(args, c.published(n, head.Measure{}))
		}
		for _, n := range v.Shares {
			args = append(args, c.published(n, head.Measure{Quantity: head.Share}))
		}
		add(c.say(v.Word, c.pair(v.Word, args)...))
	}
	minimum := int64(20)
	if r, ok := c.Plan.Request(t.ID); ok && r.Minimum > 0 {
		minimum = r.Minimum
		if reason := c.reason(t.ID); reason != "" {
			add(c.say("caveat.minimum-override", "minimum", c.count(minimum), "reason", reason))
		}
	}
	unanswered := slices.ContainsFunc(t.Caveats, func(v release.Caveat) bool { return v.Word == "caveat.unknown-many" })
	if has(t, release.CountOnly) && !unanswered {
		add(c.say("caveat.small-base", "minimum", c.count(minimum)))
	}
	if has(t, release.SmallPast) {
		add(c.say("caveat.small-past", "minimum", c.count(minimum)))
	}
	if c.Audience.Policy.RoundTo > 1 {
		add(c.say("caveat.rounded", "base", c.count(c.Audience.Policy.RoundTo)))
	}
	if intervals && len(t.Methods) > 0 {
		var names []string
		for _, m := range t.Methods {
			names = append(names, c.say("method-name."+m))
		}
		add(c.say("caveat.interval", "level", c.count(int64(t.Level)), "method", c.l.Join(names)))
	}
	return out
}

// pair puts the names of the placeholders of a message before its arguments. The
// last placeholder takes all that are left, as a list.
func (c *composer) pair(word string, args []string) []string {
	var out []string
	params := c.l.Params(word)
	if n := len(params); n > 0 && len(args) > n {
		args = append(args[:n-1:n-1], c.l.Join(args[n-1:]))
	}
	for i, name := range params {
		if i < len(args) {
			out = append(out, name, args[i])
		}
	}
	return out
}

func (c *composer) reason(id string) string {
	for _, s := range c.Plan.Report.Statistics {
		if s.ID.Value == id {
			return s.Reason.Value
		}
	}
	return ""
}

func has(t *release.Table, s release.Status) bool {
	return slices.ContainsFunc(t.Cells, func(row []release.Value) bool {
		return slices.ContainsFunc(row, func(v release.Value) bool { return v.Status() == s })
	})
}

// legend returns one line for each symbol used in the cells of a table.
func (c *composer) legend(t *doc.Table) []string {
	var out []string
	for _, s := range []release.Status{release.Suppressed, release.Missing, release.Undefined, release.SmallPast} {
		used := slices.ContainsFunc(t.Rows, func(r doc.Row) bool {
			return slices.ContainsFunc(r.Cells, func(k doc.Cell) bool { return k.Value.Status() == s })
		})
		if used {
			name := symbol(s)
			out = append(out, c.say("legend."+name, "symbol", c.say("symbol."+name)))
		}
	}
	for _, f := range flags() {
		used := slices.ContainsFunc(t.Rows, func(r doc.Row) bool {
			return slices.ContainsFunc(r.Cells, func(k doc.Cell) bool {
				_, ok := k.Value.Number()
				return ok && k.Value.Has(f.flag)
			})
		})
		if used {
			out = append(out, c.say("legend."+f.name, "symbol", c.say("symbol."+f.name)))
		}
	}
	return out
}
