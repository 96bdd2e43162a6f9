package compose

import (
	"htsm/generator/contract"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// label returns the words of a head and the notes that must stand with it.
// Who shows no notes asks for its name: a note is counted when it is asked for.
func (c *composer) label(l head.Label) (text string, notes []doc.NoteID) {
	if l.Kind == head.Code || l.Kind == head.Path || l.Kind == head.Set {
		for _, code := range l.Codes {
			notes = append(notes, c.codeNotes(l.List, code)...)
		}
	}
	return c.name(l), notes
}

// name returns the words of a head.
func (c *composer) name(l head.Label) string {
	switch l.Kind {
	case head.Word, head.Finding:
		return c.say(l.Text)
	case head.Time:
		return c.l.Period(l.Span)
	case head.Raw:
		return l.Text
	case head.Column:
		return c.columnTitle(l.Text)
	case head.Code, head.Path:
		return c.l.Path(c.codeLabels(l))
	case head.Set:
		return c.l.Set(c.codeLabels(l))
	}
	panic("compose: unknown kind of label")
}

func (c *composer) codeLabels(l head.Label) []string {
	var out []string
	for _, code := range l.Codes {
		out = append(out, c.codeLabel(l.List, code))
	}
	return out
}

// short returns the words of a head for charts, where space is scarce.
func (c *composer) short(l head.Label) string {
	switch l.Kind {
	case head.Time:
		return c.l.PeriodShort(l.Span)
	case head.Code, head.Path:
		var stops []string
		for _, code := range l.Codes {
			stops = append(stops, c.codeShort(l.List, code))
		}
		return c.l.Path(stops)
	case head.Set:
		var members []string
		for _, code := range l.Codes {
			members = append(members, c.codeShort(l.List, code))
		}
		return c.l.Set(members)
	case head.Word, head.Finding, head.Raw, head.Column:
	}
	return c.name(l)
}

func (c *composer) codeLabel(list, code string) string {
	if l, ok := c.Book.List(list); ok {
		return l.Label(code, c.l.Tag())
	}
	return code
}

func (c *composer) codeShort(list, code string) string {
	if l, ok := c.Book.List(list); ok {
		return l.ShortLabel(code, c.l.Tag())
	}
	return code
}

func (c *composer) codeNotes(list, code string) []doc.NoteID {
	l, ok := c.Book.List(list)
	if !ok {
		return nil
	}
	if k, ok := l.Code(code); ok && k.Note != "" {
		return []doc.NoteID{c.note(c.say(k.Note))}
	}
	return nil
}

// columnTitle returns the title of a column of the contract.
func (c *composer) columnTitle(name string) string {
	if col, ok := c.Plan.Contract.Column(name); ok {
		return c.titleOf(col)
	}
	return name
}

func (c *composer) titleOf(col *contract.Column) string {
	if t, ok := col.Title[c.l.Tag()]; ok {
		return t
	}
	if key := "column-name." + col.Name; c.l.Has(key) {
		return c.say(key)
	}
	return col.Name
}

// stub returns the head of a column of row heads.
func (c *composer) stub(d head.Dimension) string {
	if d.Word != "" {
		return c.say(d.Word)
	}
	return c.columnTitle(d.Name)
}

// columnHead returns the head of a column with its unit, and its notes.
func (c *composer) columnHead(col head.Col) (text string, notes []doc.NoteID) {
	_, notes = c.label(col.Label)
	return c.columnWords(col), notes
}

// columnWords returns the head of a column with its unit.
func (c *composer) columnWords(col head.Col) string {
	text := c.name(col.Label)
	switch col.Measure.Quantity {
	case head.Share, head.Change:
		return c.say("head.with-unit", "head", text, "unit", c.say("unit.percent"))
	case head.Amount:
		return c.say("head.with-unit", "head", text, "unit", col.Measure.Currency)
	case head.Points:
		return c.say("head.with-unit", "head", text, "unit", c.say("unit.points"))
	case head.Count, head.Difference, head.Mean, head.Index, head.Estimate, head.Rate, head.Probability:
	}
	return text
}

// title returns the title of a statistic: that of the show, that of the
// report, or the usual one.
func (c *composer) title(t *release.Table, given spec.Words) string {
	if s, ok := given.In(c.l.Tag()); ok {
		return c.l.Typography(s)
	}
	for _, s := range c.Plan.Report.Statistics {
		if s.ID.Value != t.ID {
			continue
		}
		if text, ok := s.Title.In(c.l.Tag()); ok {
			return c.l.Typography(text)
		}
	}
	if r, ok := c.Plan.Request(t.ID); ok && r.Of != nil {
		return c.say("statistic."+t.Statistic+".of", "variable", c.titleOf(r.Of))
	}
	return c.say("statistic." + t.Statistic + ".title")
}

// caption returns the title with the period that the table covers.
func (c *composer) caption(t *release.Table, given spec.Words) string {
	return c.title(t, given) + c.say("list.comma") + c.l.Period(t.Span)
}

// unit returns the unit of a table, for heads.
func (c *composer) unit(t *release.Table) string { return c.say("unit-head." + string(t.Unit)) }

// source returns the line beneath a table or a figure: what it rests on. The
// format puts the word "Source" before it.
func (c *composer) source(t *release.Table) string {
	b := t.Basis
	parts := []string{c.say("source.extract", "extract", c.extractTitle(), "date", c.dated())}
	if b.Window != t.Span {
		parts = append(parts, c.say("source.period", "period", c.l.Period(b.Window)))
	}
	whole := head.Measure{}
	if n, ok := b.Total.Number(); ok {
		parts = append(parts, c.say("source.n", "n", c.l.Number(n), "unit", c.unit(t)))
	} else {
		parts = append(parts, c.say("source.n", "n", c.published(b.Total, whole), "unit", c.unit(t)))
	}
	if u, ok := b.Unknown.Number(); !ok || u.Sign() != 0 {
		parts = append(parts, c.say("source.answered", "n", c.published(b.Answered, whole)))
	}
	if n, ok := b.Reporters.Number(); ok {
		parts = append(parts, c.l.Plural("source.reporters", n))
	}
	text := parts[0]
	for _, p := range parts[1:] {
		text += c.say("list.semicolon") + p
	}
	return text
}

func (c *composer) extractTitle() string {
	if t, ok := c.Plan.Contract.Title[c.l.Tag()]; ok {
		return t
	}
	return c.Plan.Contract.Name
}

// dated returns the date of the extract in words.
func (c *composer) dated() string {
	if text, ok := c.l.Date(c.Edition.Dated); ok {
		return text
	}
	return c.Edition.Dated
}
