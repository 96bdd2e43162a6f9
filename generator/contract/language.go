package contract

import (
	"slices"

	"htsm/generator/diag"
	"htsm/generator/head"
	"htsm/generator/posyaml"
	"htsm/generator/schema"
)

// Language describes the contract language, for its JSON Schema and its
// manual.
func Language() *schema.Shape { return contractType().Shape() }

func contractType() posyaml.Type[draft] {
	return posyaml.Object[draft]{
		Name:   "contract",
		Doc:    "The promise of an extract: what its rows and columns are, and what must hold.",
		At:     func(d *draft) *diag.Pos { return &d.pos },
		Fields: slices.Concat(contractHead(), contractRows()),
	}.Type()
}

// contractHead lists the fields that say what the data are.
func contractHead() []posyaml.Field[draft] {
	word := func(t posyaml.Type[text], place func(*draft) *text) posyaml.Value[draft] {
		return posyaml.In(t, place)
	}
	return []posyaml.Field[draft]{
		{
			Name: "contract", Required: true,
			Doc:   "The name of the contract: that of its file without .contract.yaml. Reports use it.",
			Value: word(posyaml.Slug(), func(d *draft) *text { return &d.name }),
		},
		{
			Name: "title", Required: true,
			Doc:   "What the data are, by language.",
			Value: posyaml.In(titleType(), func(d *draft) *[]posyaml.Entry[text] { return &d.title }),
		},
		{
			Name: "source", Required: true,
			Doc:   "Where the data lie and how they are written.",
			Value: posyaml.In(sourceType(), func(d *draft) *source { return &d.source }),
		},
		{
			Name: "unit", Required: true,
			Doc:   "What one unit of a count is. Figures of different units are never added.",
			Value: word(posyaml.OneOf(units()...), func(d *draft) *text { return &d.unit }),
		},
		{
			Name: "measure", Default: "rows",
			Doc:   "The integer column that is summed; `rows` counts rows.",
			Value: word(posyaml.Name(), func(d *draft) *text { return &d.measure }),
		},
		{
			Name: "rows", Default: "records",
			Doc:   "What a row is: one of `records`, or one of the `sums` of a published table, of which no interval and no test can be computed. A wide extract holds sums.",
			Value: word(posyaml.OneOf("records", "sums"), func(d *draft) *text { return &d.rows }),
		},
		{
			Name: "date", Required: true,
			Doc:   "The column with the reference date, which decides the period of a row.",
			Value: word(posyaml.Name(), func(d *draft) *text { return &d.date }),
		},
		{
			Name:  "reported",
			Doc:   "The column with the date of entry; with it late entries are measured.",
			Value: word(posyaml.Name(), func(d *draft) *text { return &d.reported }),
		},
		{
			Name:  "reporter",
			Doc:   "The column with the reporting authority; with it authorities that fell silent are found.",
			Value: word(posyaml.Name(), func(d *draft) *text { return &d.reporter }),
		},
		{
			Name:  "extracted",
			Doc:   "The date of the extract. Without it the latest date in the data.",
			Value: word(dateType(), func(d *draft) *text { return &d.extracted }),
		},
	}
}

// contractRows lists the fields that say what rows and columns hold.
func contractRows() []posyaml.Field[draft] {
	return []posyaml.Field[draft]{
		{
			Name:  "wide",
			Doc:   "For data with one column a period.",
			Value: posyaml.In(wideType(), func(d *draft) **wide { return &d.wide }),
		},
		{
			Name: "columns", Required: true,
			Doc:   "The columns by the names that reports use. Columns of the data that are not listed are not read.",
			Value: posyaml.In(posyaml.MapOf(posyaml.Name(), columnType()), func(d *draft) *[]posyaml.Entry[column] { return &d.columns }),
		},
		{
			Name:  "events",
			Doc:   "What happened to the data: a new form, a new version of a code list, an operation, entries made up for. Editions say so.",
			Value: posyaml.In(posyaml.ListOf(eventType()), func(d *draft) *[]event { return &d.events }),
		},
		{
			Name:  "populations",
			Doc:   "How many people the codes of a column stand for, for rates.",
			Value: posyaml.In(posyaml.ListOf(populationType()), func(d *draft) *[]population { return &d.populations }),
		},
		{
			Name:  "totals",
			Doc:   "Rows of the data that already are sums of other rows.",
			Value: posyaml.In(posyaml.ListOf(totalsType()), func(d *draft) *[]totals { return &d.totals }),
		},
		{
			Name:  "checks",
			Doc:   "What must hold; the build stops if it does not.",
			Value: posyaml.In(posyaml.ListOf(checkType()), func(d *draft) *[]check { return &d.checks }),
		},
	}
}

func units() []string {
	var out []string
	for _, u := range head.Units() {
		out = append(out, string(u))
	}
	return out
}

func titleType() posyaml.Type[[]posyaml.Entry[text]] {
	return posyaml.MapOf(posyaml.Match("a language such as fr", `^[a-z]{2,3}$`), posyaml.Line())
}

func dateType() posyaml.Type[text] {
	return posyaml.Match("a date such as 2026-10-31", `^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)
}

func sourceType() posyaml.Type[source] {
	word := func(t posyaml.Type[text], place func(*source) *text) posyaml.Value[source] {
		return posyaml.In(t, place)
	}
	return posyaml.Object[source]{
		Name: "source",
		Doc:  "Where the data lie and how they are written.",
		Fields: []posyaml.Field[source]{
			{
				Name: "path", Required: true,
				Doc:   "The file, below the folder of the contract; its ending says the format.",
				Value: word(posyaml.Line(), func(s *source) *text { return &s.path }),
			},
			{
				Name: "encoding", Default: "utf-8",
				Doc:   "How a text file writes letters.",
				Value: word(posyaml.OneOf("utf-8", "windows-1252"), func(s *source) *text { return &s.encoding }),
			},
			{
				Name: "delimiter", Default: ",",
				Doc:   "What stands between the cells of a text file.",
				Value: word(posyaml.OneOf(",", ";", "|", "tab"), func(s *source) *text { return &s.delimiter }),
			},
			{
				Name: "decimal", Default: ".",
				Doc:   "The decimal sign.",
				Value: word(posyaml.OneOf(".", ","), func(s *source) *text { return &s.decimal }),
			},
			{
				Name: "rejects-per-mille", Default: "0",
				Doc:   "How many rows in a thousand may be refused before the build stops.",
				Value: posyaml.In(posyaml.Whole(0, 1000), func(s *source) *posyaml.Number { return &s.rejects }),
			},
		},
	}.Type()
}

func wideType() posyaml.Type[*wide] {
	t := posyaml.Object[wide]{
		Name: "wide",
		Doc:  "One row of the data holds several periods. Each becomes a row of its own; an empty cell makes none.",
		Fields: []posyaml.Field[wide]{
			{
				Name: "columns", Required: true,
				Doc:   "The headers that are periods: 2016, 2016-Q1 or 2016-01.",
				Value: posyaml.In(posyaml.SetOf(posyaml.Match("a period such as 2016, 2016-Q1 or 2016-01", `^[1-9][0-9]{3}(-Q[1-4]|-0[1-9]|-1[0-2])?$`)), func(w *wide) *[]text { return &w.columns }),
			},
			{
				Name: "period", Required: true,
				Doc:   "The column, listed under columns, that takes the period.",
				Value: posyaml.In(posyaml.Name(), func(w *wide) *text { return &w.period }),
			},
			{
				Name: "value", Required: true,
				Doc:   "The column, listed under columns, that takes the number.",
				Value: posyaml.In(posyaml.Name(), func(w *wide) *text { return &w.value }),
			},
		},
	}.Type()
	return posyaml.Convert(t, func(w wide) *wide { return &w })
}

func totalsType() posyaml.Type[totals] {
	return posyaml.Object[totals]{
		Name: "totals",
		Doc:  "Rows that already are sums of others; they are left out of every statistic.",
		At:   func(t *totals) *diag.Pos { return &t.pos },
		Fields: []posyaml.Field[totals]{
			{
				Name: "column", Required: true,
				Doc:   "The column that tells them.",
				Value: posyaml.In(posyaml.Name(), func(t *totals) *text { return &t.column }),
			},
			{
				Name: "values", Required: true,
				Doc:   "Its values in such rows.",
				Value: posyaml.In(posyaml.Many(posyaml.Line()), func(t *totals) *[]text { return &t.values }),
			},
		},
	}.Type()
}

func populationType() posyaml.Type[population] {
	return posyaml.Object[population]{
		Name: "population",
		Doc:  "How many people each code of a column stands for.",
		At:   func(p *population) *diag.Pos { return &p.pos },
		Fields: []posyaml.Field[population]{
			{
				Name: "column", Required: true,
				Doc:   "The column of type code.",
				Value: posyaml.In(posyaml.Name(), func(p *population) *text { return &p.column }),
			},
			{
				Name: "path", Required: true,
				Doc:   "A CSV file below the folder of the contract: code,date,population. A figure counts from its date to the next one, three years at most.",
				Value: posyaml.In(posyaml.Line(), func(p *population) *text { return &p.path }),
			},
		},
	}.Type()
}

func checkType() posyaml.Type[check] {
	count := func(place func(*rows) *posyaml.Number) posyaml.Value[rows] {
		return posyaml.In(posyaml.Whole(0, 1_000_000_000), place)
	}
	rowsType := posyaml.Convert(posyaml.Object[rows]{
		Name: "rows",
		Doc:  "How many rows the data may have.",
		Some: []string{"min", "max"},
		Fields: []posyaml.Field[rows]{
			{
				Name:  "min",
				Doc:   "The least number of rows.",
				Value: count(func(r *rows) *posyaml.Number { return &r.least }),
			},
			{
				Name:  "max",
				Doc:   "The greatest number of rows.",
				Value: count(func(r *rows) *posyaml.Number { return &r.most }),
			},
		},
	}.Type(), func(r rows) *rows { return &r })
	names := func(place func(*check) *[]text) posyaml.Value[check] {
		return posyaml.In(posyaml.SetOf(posyaml.Name()), place)
	}
	return posyaml.Object[check]{
		Name:    "check",
		Doc:     "What must hold for the data.",
		Exactly: []string{"unique", "rows", "sum-equals", "not-after", "at-most"},
		At:      func(c *check) *diag.Pos { return &c.pos },
		Fields: []posyaml.Field[check]{
			{
				Name:  "unique",
				Doc:   "No two rows have the same values in these columns.",
				Value: names(func(c *check) *[]text { return &c.unique }),
			},
			{
				Name:  "rows",
				Doc:   "The number of rows lies between these.",
				Value: posyaml.In(rowsType, func(c *check) **rows { return &c.rows }),
			},
			{
				Name:  "sum-equals",
				Doc:   "The total rows of this column equal the sum of their details.",
				Value: posyaml.In(posyaml.Name(), func(c *check) *text { return &c.sumEquals }),
			},
			{
				Name:  "not-after",
				Doc:   "Two date columns: the first is never after the second.",
				Value: names(func(c *check) *[]text { return &c.notAfter }),
			},
			{
				Name:  "at-most",
				Doc:   "Two number columns: the first is never greater than the second.",
				Value: names(func(c *check) *[]text { return &c.atMost }),
			},
		},
	}.Type()
}
