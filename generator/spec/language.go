package spec

import (
	"slices"
	"strings"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
	"htsm/generator/schema"
)

// Language describes the report language, for its JSON Schema and its manual.
func Language() *schema.Shape { return reportType().Shape() }

func reportType() posyaml.Type[draft] {
	return posyaml.Object[draft]{
		Name:   "report",
		Doc:    "One report. An edition of it is made for every period, audience and language.",
		Fields: slices.Concat(reportHead(), reportBody()),
	}.Type()
}

// reportHead lists the fields that say what the report is and who it is for.
func reportHead() []posyaml.Field[draft] {
	return []posyaml.Field[draft]{
		{
			Name: "report", Required: true,
			Doc:   "The name of the report: that of its file without .yaml.",
			Value: posyaml.In(posyaml.Slug(), func(d *draft) *Text { return &d.Name }),
		},
		{
			Name: "title", Required: true,
			Doc:   "The title on the first page.",
			Value: posyaml.In(wordsType(), func(d *draft) *Words { return &d.Title }),
		},
		{
			Name:  "subtitle",
			Doc:   "A line under the title.",
			Value: posyaml.In(wordsType(), func(d *draft) *Words { return &d.Subtitle }),
		},
		{
			Name:  "publisher",
			Doc:   "Who answers for the report.",
			Value: posyaml.In(wordsType(), func(d *draft) *Words { return &d.Publisher }),
		},
		{
			Name:  "contact",
			Doc:   "Whom readers ask. It stands on the covers, on the pages of the site and in its catalogue.",
			Value: posyaml.In(contactType(), func(d *draft) *Contact { return &d.Contact }),
		},
		{
			Name: "extract", Required: true,
			Doc:   "The name of the contract of the data: `detections` stands for `data/detections.contract.yaml`.",
			Value: posyaml.In(posyaml.Slug(), func(d *draft) *Text { return &d.Extract }),
		},
		{
			Name: "period", Required: true,
			Doc:   "The length of the period that an edition covers.",
			Value: posyaml.In(posyaml.OneOf(grains()...), func(d *draft) *Text { return &d.grain }),
		},
		{
			Name:  "next",
			Doc:   "When the next edition comes out, which covers and pages say; `none` after the last one. Without it the month after the period that the next edition covers.",
			Value: posyaml.In(nextType(), func(d *draft) *Next { return &d.Next }),
		},
		{
			Name: "languages", Required: true,
			Doc:   "The languages in which editions are made, the main one first.",
			Value: posyaml.In(posyaml.SetOf(languageType()), func(d *draft) *[]Text { return &d.Languages }),
		},
		{
			Name: "marking", Required: true,
			Doc:   "How the report must be handled.",
			Value: posyaml.In(markingType(), func(d *draft) *Marking { return &d.Marking }),
		},
		{
			Name: "audiences", Required: true,
			Doc:   "Who gets an edition, by a name of your own, and what may be shown to them.",
			Value: posyaml.In(posyaml.MapOf(posyaml.Slug(), audienceType()), func(d *draft) *[]posyaml.Entry[Audience] { return &d.audiences }),
		},
	}
}

// reportBody lists the fields that say what the report holds.
func reportBody() []posyaml.Field[draft] {
	return []posyaml.Field[draft]{
		{
			Name:  "for-each",
			Doc:   "Makes one brief for each value of a column.",
			Value: posyaml.In(forEachType(), func(d *draft) **ForEach { return &d.ForEach }),
		},
		{
			Name:  "where",
			Doc:   "Keeps only some rows, in all statistics.",
			Value: posyaml.In(whereType(), func(d *draft) *[]Condition { return &d.Where }),
		},
		{
			Name: "statistics", Required: true,
			Doc:   "The statistics of the report, by a name of your own.",
			Value: posyaml.In(posyaml.MapOf(posyaml.Slug(), statisticType()), func(d *draft) *[]posyaml.Entry[Statistic] { return &d.statistics }),
		},
		{
			Name:  "expect",
			Doc:   "Published figures that the build must reproduce.",
			Value: posyaml.In(posyaml.ListOf(expectationType()), func(d *draft) *[]Expectation { return &d.Expect }),
		},
		{
			Name:  "judgements",
			Doc:   "The key judgements of the analysts, the most important first.",
			Value: posyaml.In(posyaml.ListOf(judgementType()), func(d *draft) *[]Judgement { return &d.Judgements }),
		},
		{
			Name: "sections", Required: true,
			Doc:   "The sections in the order of the page.",
			Value: posyaml.In(posyaml.ListOf(sectionType()), func(d *draft) *[]Section { return &d.Sections }),
		},
	}
}

func languageType() posyaml.Type[Text] { return posyaml.Match("a language such as fr", `^[a-z]{2,3}$`) }

// wordsType is a text in several languages, or one for all of them.
func wordsType() posyaml.Type[Words] {
	one := posyaml.Convert(posyaml.Line(), func(t Text) Words {
		return Words{Pos: t.Pos, All: []LanguageText{{Text: t}}}
	})
	several := posyaml.Convert(posyaml.MapOf(languageType(), posyaml.Line()), func(all []posyaml.Entry[Text]) Words {
		var w Words
		for i, e := range all {
			if i == 0 {
				w.Pos = e.Key.Pos
			}
			w.All = append(w.All, LanguageText{e.Key, e.Value})
		}
		return w
	})
	return posyaml.Choice(one, several)
}

func markingType() posyaml.Type[Marking] {
	return posyaml.Object[Marking]{
		Name: "marking",
		Doc:  "The handling marking. It stands on every page, sheet and file.",
		Fields: []posyaml.Field[Marking]{
			{
				Name: "tlp", Required: true,
				Doc:   "The level of the Traffic Light Protocol 2.0.",
				Value: posyaml.In(tlpType(), func(m *Marking) *Text { return &m.TLP }),
			},
			{
				Name:  "handling",
				Doc:   "Europol handling codes. H1 is printed as “not for judicial use”.",
				Value: posyaml.In(posyaml.SetOf(posyaml.OneOf("H0", "H1", "H2", "H3")), func(m *Marking) *[]Text { return &m.Handling }),
			},
			{
				Name:  "consent",
				Doc:   "The recorded consent of the originator; H2 needs it.",
				Value: posyaml.In(posyaml.Line(), func(m *Marking) *Text { return &m.Consent }),
			},
			{
				Name:  "conditions",
				Doc:   "The restrictions that H3 stands for; H3 needs them.",
				Value: posyaml.In(wordsType(), func(m *Marking) *Words { return &m.Conditions }),
			},
		},
	}.Type()
}

func tlpType() posyaml.Type[Text] {
	return posyaml.Unless(posyaml.OneOf("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"), func(text string) diag.Diagnostic {
		bare := strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(text), "TLP:"))
		switch {
		case bare == "WHITE":
			return diag.Diagnostic{Code: "S002", Message: "TLP:WHITE is obsolete since version 2.0 of the protocol", Hint: "write CLEAR"}
		case classified(text):
			return diag.Diagnostic{Code: "S003", Message: "classified information must not be processed here", Hint: "take the report to a system that is accredited for it"}
		}
		return diag.Diagnostic{}
	})
}

func audienceType() posyaml.Type[Audience] {
	return posyaml.Object[Audience]{
		Name: "audience",
		Doc:  "Who an edition is for. Each audience gets its own edition, made from what may be shown to it and nothing else.",
		Fields: []posyaml.Field[Audience]{
			{
				Name: "threshold", Required: true,
				Doc:   "The smallest count that may be published; smaller ones are suppressed.",
				Value: posyaml.In(posyaml.Whole(1, 1000), func(a *Audience) *Number { return &a.Threshold }),
			},
			{
				Name:  "round-to",
				Doc:   "Rounds counts to a multiple of this number. Without it counts are not rounded.",
				Value: posyaml.In(posyaml.Whole(2, 100), func(a *Audience) *Number { return &a.RoundTo }),
			},
			{
				Name:  "languages",
				Doc:   "The languages of this audience. Without it those of the report.",
				Value: posyaml.In(posyaml.SetOf(languageType()), func(a *Audience) *[]Text { return &a.Languages }),
			},
			{
				Name:  "tlp",
				Doc:   "The level for this audience. Without it that of the report.",
				Value: posyaml.In(tlpType(), func(a *Audience) *Text { return &a.TLP }),
			},
			{
				Name:  "title",
				Doc:   "What the audience is called on the site.",
				Value: posyaml.In(wordsType(), func(a *Audience) *Words { return &a.Title }),
			},
		},
	}.Type()
}

func forEachType() posyaml.Type[*ForEach] {
	one := posyaml.Convert(posyaml.Name(), func(t Text) *ForEach { return &ForEach{Column: t} })
	some := posyaml.Object[ForEach]{
		Name: "for-each",
		Doc:  "One brief for each of some values of a column.",
		Fields: []posyaml.Field[ForEach]{
			{
				Name: "column", Required: true,
				Doc:   "The column.",
				Value: posyaml.In(posyaml.Name(), func(f *ForEach) *Text { return &f.Column }),
			},
			{
				Name:  "only",
				Doc:   "The values that get a brief. Without it every value of the data that is not residual.",
				Value: posyaml.In(posyaml.SetOf(posyaml.Line()), func(f *ForEach) *[]Text { return &f.Only }),
			},
		},
	}.Type()
	return posyaml.Choice(one, posyaml.Convert(some, func(f ForEach) *ForEach { return &f }))
}

// whereType is a value, a list of values, or not: with either, by column.
func whereType() posyaml.Type[[]Condition] {
	values := func(t Text) Condition { return Condition{Values: []Text{t}} }
	list := func(all []Text) Condition { return Condition{Values: all} }
	not := posyaml.Object[Condition]{
		Name: "except",
		Doc:  "Leaves rows out.",
		Fields: []posyaml.Field[Condition]{
			{
				Name: "not", Required: true,
				Doc:   "The value or values whose rows are left out.",
				Value: posyaml.In(posyaml.Many(posyaml.Line()), func(c *Condition) *[]Text { return &c.Values }),
			},
		},
	}.Type()
	condition := posyaml.Choice(
		posyaml.Convert(posyaml.Line(), values),
		posyaml.Convert(posyaml.SetOf(posyaml.Line()), list),
		posyaml.Convert(not, func(c Condition) Condition { c.Not = true; return c }),
	)
	return posyaml.Convert(posyaml.MapOf(posyaml.Name(), condition), func(all []posyaml.Entry[Condition]) []Condition {
		var out []Condition
		for _, e := range all {
			e.Value.Column = e.Key
			out = append(out, e.Value)
		}
		return out
	})
}
