// Package plan checks a report against what exists: statistics, columns,
// codes, languages and audiences.
//
// A [Plan] cannot fail for reasons of meaning: every name in it is resolved.
// The package computes nothing and reads no data. Invariant: whatever is wrong
// in a report is found here or in package spec, before a single row is read,
// and reported with its place.
package plan

import (
	"errors"
	"strconv"
	"time"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// Codes answers what a plan must know of code lists.
type Codes interface {
	stats.Codes
	// Has reports whether a list has a code.
	Has(list, code string) bool
	// Near returns a hint that names the codes of a list close to an unknown
	// one.
	Near(list, code string) string
}

// A World is what exists beside the report.
type World struct {
	Contract  *contract.Contract // The contract that the report names.
	Codes     Codes
	Languages []string // The tags of the languages with a catalogue.
	// Narrative reports whether a narrative exists in a language.
	Narrative func(report, name, language string) bool
}

// A Plan is a checked report.
type Plan struct {
	Report    *spec.Report
	Contract  *contract.Contract
	Languages []string // Those of the report, in its order.
	Audiences []Audience
	ForEach   *contract.Column // Nil for a single brief.
	Only      []string         // The values of ForEach; empty: all of the data.
	Requests  []*stats.Request // In the order of the report.
	Expect    []Expectation
}

// An Audience is who an edition is for, with its rules.
type Audience struct {
	Name      string
	Title     spec.Words
	Policy    release.Policy
	Languages []string
	TLP       string
}

// An Expectation is a published figure that the build must reproduce.
type Expectation struct {
	Pos    diag.Pos
	Ref    Ref
	Span   period.Span // The zero Span: the period of the edition.
	Is     num.Decimal
	Within num.Decimal // The greatest difference allowed.
	Source string
}

// A Ref points to one figure of a report.
type Ref = head.Ref

// ParseRef reads a reference as [head.ParseRef] does.
func ParseRef(s string) (Ref, bool) { return head.ParseRef(s) }

// Request returns the request with the given name, and whether there is one.
func (p *Plan) Request(id string) (*stats.Request, bool) {
	for _, r := range p.Requests {
		if r.ID == id {
			return r, true
		}
	}
	return nil, false
}

// Resolve checks r against w. It reports every problem to diags; the plan is
// complete only if none of them is an error.
func Resolve(r *spec.Report, w World, diags *diag.List) *Plan {
	c := &checker{w: w, report: r, diags: diags, ids: map[string]bool{}}
	p := &Plan{Report: r, Contract: w.Contract}
	p.Languages = c.languages(r.Languages)
	p.Audiences = c.audiences()
	if r.ForEach != nil {
		p.ForEach, p.Only = c.forEach()
	}
	where := c.conditions(r.Where)
	for _, s := range r.Statistics {
		if request := c.request(s, where); request != nil {
			p.Requests = append(p.Requests, request)
		}
	}
	for _, e := range r.Expect {
		if r.ForEach != nil {
			diags.Errorf(e.Pos, "P026", "move the expectation to a report of its own, with the value as a filter", "a published figure cannot hold for the brief of every value of %q", r.ForEach.Column.Value)
			continue
		}
		if x, ok := c.expectation(e); ok {
			p.Expect = append(p.Expect, x)
		}
	}
	c.sections(r.Sections)
	c.unused()
	return p
}

// For returns the conditions that keep the rows of one value of ForEach.
func (p *Plan) For(value string) []engine.Condition {
	return []engine.Condition{{Column: p.ForEach.Name, Values: []string{value}}}
}

type checker struct {
	w      World
	report *spec.Report
	diags  *diag.List
	ids    map[string]bool
	used   map[string]bool
}

func (c *checker) languages(list []spec.Text) []string {
	var out []string
	for _, l := range list {
		known := false
		for _, t := range c.w.Languages {
			known = known || t == l.Value
		}
		if !known {
			c.diags.Errorf(l.Pos, "P001", diag.Nearest(l.Value, "languages with a catalogue", c.w.Languages), "there is no catalogue for the language %q", l.Value)
			continue
		}
		out = append(out, l.Value)
	}
	return out
}

func (c *checker) audiences() []Audience {
	var out []Audience
	for _, a := range c.report.Audiences {
		x := Audience{Name: a.Name.Value, Title: a.Title, TLP: a.TLP.Value}
		x.Policy = release.Policy{Threshold: a.Threshold.Value, RoundTo: a.RoundTo.Value}
		if x.TLP == "" {
			x.TLP = c.report.Marking.TLP.Value
		}
		list := a.Languages
		if len(list) == 0 {
			list = c.report.Languages
		}
		x.Languages = c.languages(list)
		for _, l := range list {
			c.inEveryText(l)
		}
		if x.Policy.RoundTo > 1 && x.Policy.Threshold < x.Policy.RoundTo/2 {
			c.diags.Warnf(a.RoundTo.Pos, "P002", "raise the threshold to at least half of the rounding base", "audience %q: rounding to %d with a threshold of %d publishes small counts as 0", x.Name, x.Policy.RoundTo, x.Policy.Threshold)
		}
		out = append(out, x)
	}
	return out
}

// inEveryText checks that the texts of the report exist in a language.
func (c *checker) inEveryText(l spec.Text) {
	c.wordsIn(c.report.Title, "title", l.Value)
	if len(c.report.Subtitle.All) > 0 {
		c.wordsIn(c.report.Subtitle, "subtitle", l.Value)
	}
	if conditions := c.report.Marking.Conditions; len(conditions.All) > 0 {
		c.wordsIn(conditions, "text of the conditions", l.Value)
	}
	if len(c.report.Publisher.All) > 0 {
		c.wordsIn(c.report.Publisher, "publisher", l.Value)
	}
	if len(c.report.Contact.Name.All) > 0 {
		c.wordsIn(c.report.Contact.Name, "name of the contact", l.Value)
	}
	for _, s := range c.report.Statistics {
		if len(s.Title.All) > 0 {
			c.wordsIn(s.Title, "title", l.Value)
		}
	}
	for _, j := range c.report.Judgements {
		c.wordsIn(j.Text, "judgement", l.Value)
	}
	c.sectionTexts(c.report.Sections, l.Value)
}

func (c *checker) sectionTexts(list []spec.Section, language string) {
	for _, s := range list {
		c.wordsIn(s.Title, "title", language)
		if s.Text.Value != "" && !c.w.Narrative(c.report.Name.Value, s.Text.Value, language) {
			c.diags.Errorf(s.Text.Pos, "P003", "write reports/"+c.report.Name.Value+"/"+s.Text.Value+"."+language+".md", "the narrative %q does not exist in the language %q", s.Text.Value, language)
		}
		for _, show := range s.Show {
			if len(show.Title.All) > 0 {
				c.wordsIn(show.Title, "title", language)
			}
		}
		c.sectionTexts(s.Sections, language)
	}
}

func (c *checker) wordsIn(w spec.Words, what, language string) {
	if _, ok := w.In(language); !ok {
		c.diags.Errorf(w.Pos, "P004", "add "+language+": …", "the %s has no text in the language %q", what, language)
	}
}

func (c *checker) forEach() (*contract.Column, []string) {
	f := c.report.ForEach
	col := c.column(f.Column)
	if col == nil {
		return nil, nil
	}
	if col.Type != contract.Code && col.Type != contract.Text {
		c.diags.Errorf(f.Column.Pos, "P005", "take a column with one value a row, of type code or text", "a brief cannot be made for each value of the %s column %q", contract.Names()[col.Type], col.Name)
		return nil, nil
	}
	var only []string
	for _, v := range f.Only {
		if c.code(col, v) {
			only = append(only, v.Value)
		}
	}
	return col, only
}

// column returns the column with a name; it reports one that does not exist or
// that may never be published.
func (c *checker) column(name spec.Text) *contract.Column {
	col, ok := c.w.Contract.Column(name.Value)
	if !ok {
		var known []string
		for _, k := range c.w.Contract.Columns {
			if !k.Identifying {
				known = append(known, k.Name)
			}
		}
		c.diags.Errorf(name.Pos, "P006", diag.Nearest(name.Value, "columns of "+c.w.Contract.Name, known), "the extract %q has no column %q", c.w.Contract.Name, name.Value)
		return nil
	}
	if col.Identifying {
		c.diags.Errorf(name.Pos, "P007", "take another column; identifying columns stay in the extract", "the column %q identifies people or cases and is never published", name.Value)
		return nil
	}
	return col
}

// code reports whether v may be a value of a column.
func (c *checker) code(col *contract.Column, v spec.Text) bool {
	if col.List == "" || c.w.Codes.Has(col.List, v.Value) {
		return true
	}
	c.diags.Errorf(v.Pos, "P008", c.w.Codes.Near(col.List, v.Value), "the code list %q of column %q has no code %q", col.List, col.Name, v.Value)
	return false
}

// value returns a value of a condition as the snapshot holds it. It reports one
// that the column cannot hold.
func (c *checker) value(col *contract.Column, v spec.Text) (text string, ok bool) {
	var err error
	text, hint := v.Value, ""
	switch col.Type {
	case contract.Text:
	case contract.Code, contract.Codes, contract.Path:
		return text, c.code(col, v)
	case contract.Integer:
		hint = "write a whole number"
		_, err = strconv.ParseInt(text, 10, 64)
	case contract.Date:
		hint = "write a day such as 2026-10-31"
		_, err = time.Parse(time.DateOnly, text)
	case contract.Month:
		hint = "write a month such as 2026-10"
		_, err = period.ParseMonth(text)
		text += "-01"
	case contract.Year:
		hint = "write a year such as 2026"
		_, err = time.Parse("2006", text)
		text += "-01-01"
	case contract.Decimal, contract.Amounts:
		hint = "take a column of another type"
		err = errors.New("amounts are not compared")
	}
	if err != nil {
		c.diags.Errorf(v.Pos, "P027", hint, "the %s column %q cannot be held against %q", contract.Names()[col.Type], col.Name, v.Value)
		return "", false
	}
	return text, true
}

func (c *checker) conditions(list []spec.Condition) []engine.Condition {
	var out []engine.Condition
	for _, w := range list {
		col := c.column(w.Column)
		if col == nil {
			continue
		}
		x := engine.Condition{Column: col.Name, Not: w.Not, Each: col.Type == contract.Codes || col.Type == contract.Path}
		for _, v := range w.Values {
			if text, ok := c.value(col, v); ok {
				x.Values = append(x.Values, text)
			}
		}
		out = append(out, x)
	}
	return out
}

func (c *checker) expectation(e spec.Expectation) (Expectation, bool) {
	x := Expectation{Pos: e.Pos, Source: e.Source.Value}
	ref, ok := ParseRef(e.Value.Value)
	if !ok {
		c.diags.Errorf(e.Value.Pos, "P009", "write statistic.row.column, such as volume.total.count", "%q is not a reference to a figure", e.Value.Value)
		return x, false
	}
	if !c.ids[ref.Statistic] {
		c.unknownStatistic(e.Value, ref.Statistic)
		return x, false
	}
	x.Ref = ref
	var err error
	if e.Period.Value != "" {
		if x.Span, err = period.Parse(e.Period.Value); err != nil {
			c.diags.Errorf(e.Period.Pos, "P010", "write 2026-10, 2026-Q3 or 2026", "%v", err)
			return x, false
		}
	}
	if x.Is, err = num.Parse(e.Is.Value); err != nil {
		c.diags.Errorf(e.Is.Pos, "P011", "write it with a point and without grouping", "%q is not a number", e.Is.Value)
		return x, false
	}
	if e.Within.Value != "" {
		if x.Within, err = num.Parse(e.Within.Value); err != nil || x.Within.Sign() < 0 {
			c.diags.Errorf(e.Within.Pos, "P011", "write it with a point and without grouping", "%q is not a difference", e.Within.Value)
			return x, false
		}
	}
	return x, true
}

func (c *checker) unknownStatistic(at spec.Text, id string) {
	var known []string
	for _, s := range c.report.Statistics {
		known = append(known, s.ID.Value)
	}
	c.diags.Errorf(at.Pos, "P012", diag.Nearest(id, "statistics of this report", known), "the report has no statistic %q", id)
}
