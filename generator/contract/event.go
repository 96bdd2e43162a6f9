package contract

import (
	"cmp"
	"slices"

	"htsm/generator/period"
	"htsm/generator/posyaml"
)

// An Event is something that happened to the data and bears on comparisons: a
// new form, a new version of a code list, an operation, entries made up for.
type Event struct {
	Date   string // ISO.
	Month  period.Month
	Text   map[string]string // By language.
	Breaks bool              // Periods before and after it are not compared.
}

// LastBreak returns the first month after the last break in the series up to a
// month, and 0 if nothing breaks it.
func (c *Contract) LastBreak(by period.Month) period.Month {
	last := period.Month(0)
	for _, e := range c.Events {
		if e.Breaks && e.Month <= by {
			last = max(last, e.Month)
		}
	}
	return last
}

// BreakIn reports whether the series breaks between two months: an event that
// breaks it lies after the first of them and not after the last.
func (c *Contract) BreakIn(first, last period.Month) bool {
	return slices.ContainsFunc(c.Events, func(e Event) bool { return e.Breaks && first < e.Month && e.Month <= last })
}

type event struct {
	date   text
	text   []posyaml.Entry[text]
	breaks posyaml.Bool
}

func eventType() posyaml.Type[event] {
	return posyaml.Object[event]{
		Name: "event",
		Doc:  "Something that happened to the data and bears on comparisons.",
		Fields: []posyaml.Field[event]{
			{
				Name: "date", Required: true,
				Doc:   "When it happened.",
				Value: posyaml.In(dateType(), func(e *event) *text { return &e.date }),
			},
			{
				Name: "text", Required: true,
				Doc:   "What happened, as a sentence, by language.",
				Value: posyaml.In(titleType(), func(e *event) *[]posyaml.Entry[text] { return &e.text }),
			},
			{
				Name: "breaks", Default: "false",
				Doc:   "Breaks the series: changes from before to after it are not tested and carry [b].",
				Value: posyaml.In(posyaml.TrueFalse(), func(e *event) *posyaml.Bool { return &e.breaks }),
			},
		},
	}.Type()
}

// eventsOf returns events in the order of their dates.
func eventsOf(list []event) []Event {
	var out []Event
	for _, e := range list {
		month, err := period.ParseMonth(e.date.Value[:len("2026-10")])
		if err != nil {
			continue // The form of the date was checked.
		}
		out = append(out, Event{Date: e.date.Value, Month: month, Text: byLanguage(e.text), Breaks: e.breaks.Value})
	}
	slices.SortStableFunc(out, func(a, b Event) int { return cmp.Compare(a.Date, b.Date) })
	return out
}
