package spec

import (
	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

func sectionType() posyaml.Type[Section] {
	return posyaml.Recursive(func(self posyaml.Type[Section]) posyaml.Type[Section] {
		return posyaml.Object[Section]{
			Name: "section",
			Doc:  "One section. Its text comes first, then what it shows, then the sections within it.",
			Some: []string{"text", "show", "sections"},
			At:   func(s *Section) *diag.Pos { return &s.Pos },
			Fields: []posyaml.Field[Section]{
				{
					Name: "title", Required: true,
					Doc:   "The heading.",
					Value: posyaml.In(wordsType(), func(s *Section) *Words { return &s.Title }),
				},
				{
					Name:  "text",
					Doc:   "The name of a narrative: `summary` stands for `reports/<report>/summary.fr.md` and so on, a file a language.",
					Value: posyaml.In(posyaml.Slug(), func(s *Section) *Text { return &s.Text }),
				},
				{
					Name:  "show",
					Doc:   "Tables, charts and figures in the order of the page.",
					Value: posyaml.In(posyaml.ListOf(showType()), func(s *Section) *[]Show { return &s.Show }),
				},
				{
					Name:  "sections",
					Doc:   "Sections within this one, at most three levels deep.",
					Value: posyaml.In(posyaml.ListOf(self), func(s *Section) *[]Section { return &s.Sections }),
				},
			},
		}.Type()
	})
}

// A shown is a Show before it is known what kind it is.
type shown struct {
	Show
	table, chart, keyFigures, method, revisions Text
	findings                                    []Text
}

func showType() posyaml.Type[Show] {
	object := posyaml.Object[shown]{
		Name:    "show",
		Doc:     "Puts a statistic on the page, in one form.",
		Exactly: []string{"table", "chart", "key-figures", "method", "findings", "revisions"},
		At:      func(s *shown) *diag.Pos { return &s.Pos },
		Fields: []posyaml.Field[shown]{
			{
				Name:  "table",
				Doc:   "Shows this statistic as a table.",
				Value: posyaml.In(posyaml.Slug(), func(s *shown) *Text { return &s.table }),
			},
			{
				Name:  "chart",
				Doc:   "Shows this statistic as a chart.",
				Value: posyaml.In(posyaml.Slug(), func(s *shown) *Text { return &s.chart }),
			},
			{
				Name:  "key-figures",
				Doc:   "Shows the main figures of this statistic in large type.",
				Value: posyaml.In(posyaml.Slug(), func(s *shown) *Text { return &s.keyFigures }),
			},
			{
				Name:  "method",
				Doc:   "Shows the method of this statistic (definitions, tests, caveats, sources), or with `all` that of every one.",
				Value: posyaml.In(posyaml.Slug(), func(s *shown) *Text { return &s.method }),
			},
			{
				Name:  "findings",
				Doc:   "Tells in sentences what is new or changed in these statistics, or with `all` in every one.",
				Value: posyaml.In(posyaml.Many(posyaml.Slug()), func(s *shown) *[]Text { return &s.findings }),
			},
			{
				Name:  "revisions",
				Doc:   "Lists the figures of this statistic, or with `all` of every one, that the last edition printed otherwise.",
				Value: posyaml.In(posyaml.Slug(), func(s *shown) *Text { return &s.revisions }),
			},
			{
				Name: "annex", Default: "false",
				Doc:   "Puts the table into an annex at the end; a line that points to it stands in its place.",
				Value: posyaml.In(posyaml.TrueFalse(), func(s *shown) *posyaml.Bool { return &s.Annex }),
			},
			{
				Name:  "as",
				Doc:   "The kind of chart: bar, column, stacked, share-stack, line, slope, histogram, pyramid, heat, flow, map, range, years, cycle, multiples, sparklines, bump, chord, funnel, dot-map, bubble, dumbbell, area, radial or dot-matrix. Without it the usual one of the statistic.",
				Value: posyaml.In(posyaml.Slug(), func(s *shown) *Text { return &s.As }),
			},
			{
				Name:  "columns",
				Doc:   "The columns to show, by their keys. Without it a table shows all and a chart the first.",
				Value: posyaml.In(posyaml.Many(posyaml.Line()), func(s *shown) *[]Text { return &s.Columns }),
			},
			{
				Name:  "rows",
				Doc:   "Shows so many rows in a chart. Without it all.",
				Value: posyaml.In(posyaml.Whole(1, 1000), func(s *shown) *Number { return &s.Rows }),
			},
			{
				Name:  "title",
				Doc:   "The title over it. Without it that of the statistic.",
				Value: posyaml.In(wordsType(), func(s *shown) *Words { return &s.Title }),
			},
		},
	}.Type()
	return posyaml.Convert(object, func(s shown) Show {
		for kind, t := range []Text{ShowTable: s.table, ShowChart: s.chart, ShowKeyFigures: s.keyFigures, ShowMethod: s.method, ShowRevisions: s.revisions} {
			if t != (Text{}) {
				s.Kind, s.Statistic = ShowKind(kind), t
			}
		}
		if len(s.findings) > 0 {
			s.Kind, s.Findings = ShowFindings, s.findings
		}
		return s.Show
	})
}
