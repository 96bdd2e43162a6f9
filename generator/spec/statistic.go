package spec

import (
	"slices"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

const (
	windowPattern = `^(period|year-to-date|rolling-([1-9]|[1-9][0-9]|1[01][0-9]|120))$`
	periodPattern = `^[1-9][0-9]{3}(-Q[1-4]|-0[1-9]|-1[0-2])?$`
	valuePattern  = `^[a-z][a-z0-9-]{0,63}[.].+$`
)

func statisticType() posyaml.Type[Statistic] {
	return posyaml.Object[Statistic]{
		Name: "statistic",
		Doc:  "One statistic. Which options a statistic knows stands in the catalogue of statistics.",
		Given: func(s *Statistic, name Text) {
			if name.Value != "is" && name.Value != "title" {
				s.OptionPos = append(s.OptionPos, name)
			}
		},
		Fields: slices.Concat(statisticSubject(), statisticForm()),
	}.Type()
}

// statisticSubject lists the fields that say what is counted.
func statisticSubject() []posyaml.Field[Statistic] {
	text := func(t posyaml.Type[Text], place func(*Statistic) *Text) posyaml.Value[Statistic] {
		return posyaml.In(t, place)
	}
	return []posyaml.Field[Statistic]{
		{
			Name: "is", Required: true,
			Doc:   "The kind of statistic.",
			Value: text(posyaml.Slug(), func(s *Statistic) *Text { return &s.Is }),
		},
		{
			Name:  "title",
			Doc:   "The title over its tables and charts. Without it that of the catalogue.",
			Value: posyaml.In(wordsType(), func(s *Statistic) *Words { return &s.Title }),
		},
		{
			Name:  "of",
			Doc:   "The column that it is about.",
			Value: text(posyaml.Name(), func(s *Statistic) *Text { return &s.Of }),
		},
		{
			Name:  "by",
			Doc:   "The column or columns whose values head the rows.",
			Value: posyaml.In(posyaml.Many(posyaml.Name()), func(s *Statistic) *[]Text { return &s.By }),
		},
		{
			Name:  "across",
			Doc:   "The column whose values head the columns.",
			Value: text(posyaml.Name(), func(s *Statistic) *Text { return &s.Across }),
		},
		{
			Name:  "measure",
			Doc:   "The column that is summed instead of the measure of the contract; `rows` counts rows.",
			Value: text(posyaml.Name(), func(s *Statistic) *Text { return &s.Measure }),
		},
		{
			Name:  "values",
			Doc:   "The values of the column that count together, in statistics of a share over time.",
			Value: posyaml.In(posyaml.Many(posyaml.Line()), func(s *Statistic) *[]Text { return &s.Values }),
		},
		{
			Name:  "per",
			Doc:   "The column that divides, in a ratio of sums such as persons per vessel.",
			Value: text(posyaml.Name(), func(s *Statistic) *Text { return &s.Per }),
		},
		{
			Name:  "where",
			Doc:   "Keeps only some rows, on top of the condition of the report.",
			Value: posyaml.In(whereType(), func(s *Statistic) *[]Condition { return &s.Where }),
		},
	}
}

// statisticForm lists the fields that say over which months it is counted and how it is written.
func statisticForm() []posyaml.Field[Statistic] {
	text := func(t posyaml.Type[Text], place func(*Statistic) *Text) posyaml.Value[Statistic] {
		return posyaml.In(t, place)
	}
	number := func(least, most int64, place func(*Statistic) *Number) posyaml.Value[Statistic] {
		return posyaml.In(posyaml.Whole(least, most), place)
	}
	return []posyaml.Field[Statistic]{
		{
			Name: "window", Default: "period",
			Doc:   "The months that are counted; all windows end with the period of the edition.",
			Value: text(posyaml.Match("a window: period, year-to-date or rolling-N (the last N months, at most 120)", windowPattern), func(s *Statistic) *Text { return &s.Window }),
		},
		{
			Name:  "compare",
			Doc:   "What the figures are compared with.",
			Value: posyaml.In(posyaml.Many(posyaml.OneOf("previous", "same-last-year", "rolling-12", "year-to-date")), func(s *Statistic) *[]Text { return &s.Compare }),
		},
		{
			Name:  "top",
			Doc:   "Shows so many rows; the others are summed as “All other”.",
			Value: number(1, 1000, func(s *Statistic) *Number { return &s.Top }),
		},
		{
			Name:  "minimum",
			Doc:   "The smallest base of a percentage. One under 20 needs a reason.",
			Value: number(1, 1_000_000, func(s *Statistic) *Number { return &s.Minimum }),
		},
		{
			Name:  "reason",
			Doc:   "Why the minimum may be under 20; it is printed as a note.",
			Value: text(posyaml.Line(), func(s *Statistic) *Text { return &s.Reason }),
		},
		{
			Name: "rounding", Default: "standard",
			Doc:   "`standard` writes one decimal on bases from 100 up; `published` writes two significant digits, as Frontex prints them.",
			Value: text(posyaml.OneOf("standard", "published"), func(s *Statistic) *Text { return &s.Rounding }),
		},
		{
			Name:  "currency",
			Doc:   "The currency of amounts.",
			Value: text(posyaml.Match("a currency such as EUR", `^[A-Z]{3}$`), func(s *Statistic) *Text { return &s.Currency }),
		},
		{
			Name: "level", Default: "95",
			Doc:   "The level of intervals in per cent.",
			Value: number(50, 99, func(s *Statistic) *Number { return &s.Level }),
		},
	}
}

func expectationType() posyaml.Type[Expectation] {
	return posyaml.Object[Expectation]{
		Name: "expectation",
		Doc:  "A published figure. The build stops if it computes another one.",
		At:   func(e *Expectation) *diag.Pos { return &e.Pos },
		Fields: []posyaml.Field[Expectation]{
			{
				Name: "value", Required: true,
				Doc:   "Which value: statistic, row and column, with points between them.",
				Value: posyaml.In(posyaml.Match("a value such as volume.total.count", valuePattern), func(e *Expectation) *Text { return &e.Value }),
			},
			{
				Name:  "period",
				Doc:   "The period of the figure. Without it that of the edition.",
				Value: posyaml.In(posyaml.Match("a period such as 2026-10, 2026-Q3 or 2026", periodPattern), func(e *Expectation) *Text { return &e.Period }),
			},
			{
				Name: "is", Required: true,
				Doc:   "The figure as published, with a point as decimal sign and without separators.",
				Value: posyaml.In(posyaml.Decimal(), func(e *Expectation) *Text { return &e.Is }),
			},
			{
				Name:  "within",
				Doc:   "The greatest difference allowed. Without it none is.",
				Value: posyaml.In(posyaml.Decimal(), func(e *Expectation) *Text { return &e.Within }),
			},
			{
				Name: "source", Required: true,
				Doc:   "Where the figure was published.",
				Value: posyaml.In(posyaml.Line(), func(e *Expectation) *Text { return &e.Source }),
			},
		},
	}.Type()
}
