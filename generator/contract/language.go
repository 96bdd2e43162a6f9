package contract

import (
	"htsm/generator/diag"
	"htsm/generator/head"
	"htsm/generator/posyaml"
	"htsm/generator/schema"
)

type text = posyaml.Text

// Language describes the contract language, for its JSON Schema and its
// manual.
func Language() *schema.Shape { return contractType().Shape() }

// A draft is a contract as it was written, with positions.
type draft struct {
	name                     text
	title                    []posyaml.Entry[text]
	source                   source
	unit, measure            text
	date, reported, reporter text
	extracted                text
	wide                     *wide
	columns                  []posyaml.Entry[column]
	totals                   []totals
	checks                   []check
	pos                      diag.Pos
}

type source struct {
	path, encoding, delimiter, decimal text
	rejects                            posyaml.Number
}

type wide struct {
	columns       []text
	period, value text
}

type column struct {
	pos                               diag.Pos
	kind, list, header, separator     text
	title                             []posyaml.Entry[text]
	mapping                           []posyaml.Entry[text]
	missing, residual, stops          []text
	blank, along, layout, least, most text
	scale                             posyaml.Number
	identifying, required             posyaml.Bool
	indicators                        []posyaml.Entry[indicator]
	given                             []text // The options that were set, in the order of the file.
}

type indicator struct {
	header, yes text
	no          []text
}

type totals struct {
	pos    diag.Pos
	column text
	values []text
}

type check struct {
	pos                      diag.Pos
	unique, notAfter, atMost []text
	rows                     *rows
	sumEquals                text
}

type rows struct{ least, most posyaml.Number }

func contractType() posyaml.Type[draft] {
	word := func(t posyaml.Type[text], place func(*draft) *text) posyaml.Value[draft] { return posyaml.In(t, place) }
	return posyaml.Object[draft]{
		Name: "contract",
		Doc:  "The promise of an extract: what its rows and columns are, and what must hold.",
		At:   func(d *draft) *diag.Pos { return &d.pos },
		Fields: []posyaml.Field[draft]{
			{Name: "contract", Required: true, Doc: "The name of the contract: that of its file without .contract.yaml. Reports use it.", Value: word(posyaml.Slug(), func(d *draft) *text { return &d.name })},
			{Name: "title", Required: true, Doc: "What the data are, by language.", Value: posyaml.In(titleType(), func(d *draft) *[]posyaml.Entry[text] { return &d.title })},
			{Name: "source", Required: true, Doc: "Where the data lie and how they are written.", Value: posyaml.In(sourceType(), func(d *draft) *source { return &d.source })},
			{Name: "unit", Required: true, Doc: "What one unit of a count is. Figures of different units are never added.", Value: word(posyaml.OneOf(units()...), func(d *draft) *text { return &d.unit })},
			{Name: "measure", Default: "rows", Doc: "The integer column that is summed; `rows` counts rows.", Value: word(posyaml.Name(), func(d *draft) *text { return &d.measure })},
			{Name: "date", Required: true, Doc: "The column with the reference date, which decides the period of a row.", Value: word(posyaml.Name(), func(d *draft) *text { return &d.date })},
			{Name: "reported", Doc: "The column with the date of entry; with it late entries are measured.", Value: word(posyaml.Name(), func(d *draft) *text { return &d.reported })},
			{Name: "reporter", Doc: "The column with the reporting authority; with it authorities that fell silent are found.", Value: word(posyaml.Name(), func(d *draft) *text { return &d.reporter })},
			{Name: "extracted", Doc: "The date of the extract. Without it the latest date in the data.", Value: word(dateType(), func(d *draft) *text { return &d.extracted })},
			{Name: "wide", Doc: "For data with one column a period.", Value: posyaml.In(wideType(), func(d *draft) **wide { return &d.wide })},
			{Name: "columns", Required: true, Doc: "The columns by the names that reports use. Columns of the data that are not listed are not read.", Value: posyaml.In(posyaml.MapOf(posyaml.Name(), columnType()), func(d *draft) *[]posyaml.Entry[column] { return &d.columns })},
			{Name: "totals", Doc: "Rows of the data that already are sums of other rows.", Value: posyaml.In(posyaml.ListOf(totalsType()), func(d *draft) *[]totals { return &d.totals })},
			{Name: "checks", Doc: "What must hold; the build stops if it does not.", Value: posyaml.In(posyaml.ListOf(checkType()), func(d *draft) *[]check { return &d.checks })},
		},
	}.Type()
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
			{Name: "path", Required: true, Doc: "The file, below the folder of the contract; its ending says the format.", Value: word(posyaml.Line(), func(s *source) *text { return &s.path })},
			{Name: "encoding", Default: "utf-8", Doc: "How a text file writes letters.", Value: word(posyaml.OneOf("utf-8", "windows-1252"), func(s *source) *text { return &s.encoding })},
			{Name: "delimiter", Default: ",", Doc: "What stands between the cells of a text file.", Value: word(posyaml.OneOf(",", ";", "|", "tab"), func(s *source) *text { return &s.delimiter })},
			{Name: "decimal", Default: ".", Doc: "The decimal sign.", Value: word(posyaml.OneOf(".", ","), func(s *source) *text { return &s.decimal })},
			{Name: "rejects-per-mille", Default: "0", Doc: "How many rows in a thousand may be refused before the build stops.", Value: posyaml.In(posyaml.Whole(0, 1000), func(s *source) *posyaml.Number { return &s.rejects })},
		},
	}.Type()
}

func wideType() posyaml.Type[*wide] {
	t := posyaml.Object[wide]{
		Name: "wide",
		Doc:  "One row of the data holds several periods. Each becomes a row of its own; an empty cell makes none.",
		Fields: []posyaml.Field[wide]{
			{Name: "columns", Required: true, Doc: "The headers that are periods: 2016, 2016-Q1 or 2016-01.", Value: posyaml.In(posyaml.SetOf(posyaml.Match("a period such as 2016, 2016-Q1 or 2016-01", `^[1-9][0-9]{3}(-Q[1-4]|-0[1-9]|-1[0-2])?$`)), func(w *wide) *[]text { return &w.columns })},
			{Name: "period", Required: true, Doc: "The column, listed under columns, that takes the period.", Value: posyaml.In(posyaml.Name(), func(w *wide) *text { return &w.period })},
			{Name: "value", Required: true, Doc: "The column, listed under columns, that takes the number.", Value: posyaml.In(posyaml.Name(), func(w *wide) *text { return &w.value })},
		},
	}.Type()
	return posyaml.Convert(t, func(w wide) *wide { return &w })
}

func columnType() posyaml.Type[column] {
	word := func(t posyaml.Type[text], place func(*column) *text) posyaml.Value[column] {
		return posyaml.In(t, place)
	}
	flag := func(place func(*column) *posyaml.Bool) posyaml.Value[column] {
		return posyaml.In(posyaml.TrueFalse(), place)
	}
	return posyaml.Object[column]{
		Name:  "column",
		Doc:   "One column. Which options go with which type stands in the table of types.",
		At:    func(c *column) *diag.Pos { return &c.pos },
		Given: func(c *column, name text) { c.given = append(c.given, name) },
		Fields: []posyaml.Field[column]{
			{Name: "type", Required: true, Doc: "What the cells hold.", Value: word(posyaml.OneOf(Names()...), func(c *column) *text { return &c.kind })},
			{Name: "header", Doc: "The header in the data. Without it the name of the column.", Value: word(posyaml.Line(), func(c *column) *text { return &c.header })},
			{Name: "title", Doc: "What the column is called in tables, by language. Without it the word of the language file.", Value: posyaml.In(titleType(), func(c *column) *[]posyaml.Entry[text] { return &c.title })},
			{Name: "list", Doc: "The code list: `countries` stands for `data/codes/countries.yaml`.", Value: word(posyaml.Slug(), func(c *column) *text { return &c.list })},
			{Name: "map", Doc: "Spellings in the data and the codes that they stand for.", Value: posyaml.In(posyaml.MapOf(posyaml.Line(), posyaml.Line()), func(c *column) *[]posyaml.Entry[text] { return &c.mapping })},
			{Name: "separator", Doc: "What stands between the codes, stops or amounts of a cell.", Value: word(posyaml.Line(), func(c *column) *text { return &c.separator })},
			{Name: "missing", Doc: "Cells that mean “not known”; the empty cell always does.", Value: posyaml.In(posyaml.Many(posyaml.Line()), func(c *column) *[]text { return &c.missing })},
			{Name: "blank", Default: "unknown", Doc: "What an empty cell of a number means.", Value: word(posyaml.OneOf("unknown", "zero"), func(c *column) *text { return &c.blank })},
			{Name: "residual", Doc: "Values that say nothing, such as “other”: never ranked, always shown last.", Value: posyaml.In(posyaml.Many(posyaml.Line()), func(c *column) *[]text { return &c.residual })},
			{Name: "scale", Default: "2", Doc: "How many fraction digits a decimal or an amount has.", Value: posyaml.In(posyaml.Whole(0, 9), func(c *column) *posyaml.Number { return &c.scale })},
			{Name: "along", Doc: "The path whose legs the amounts belong to.", Value: word(posyaml.Name(), func(c *column) *text { return &c.along })},
			{Name: "layout", Doc: "How a date is written, such as dd/mm/yyyy. Without it yyyy-mm-dd.", Value: word(posyaml.Match("a layout such as dd/mm/yyyy (dd, mm and yyyy once each)", layoutPattern), func(c *column) *text { return &c.layout })},
			{Name: "min", Doc: "The smallest number allowed.", Value: word(posyaml.Decimal(), func(c *column) *text { return &c.least })},
			{Name: "max", Doc: "The greatest number allowed.", Value: word(posyaml.Decimal(), func(c *column) *text { return &c.most })},
			{Name: "identifying", Default: "false", Doc: "The column could tell who a person is; it is never published and nothing is grouped by it.", Value: flag(func(c *column) *posyaml.Bool { return &c.identifying })},
			{Name: "required", Default: "false", Doc: "A row without a value here is refused.", Value: flag(func(c *column) *posyaml.Bool { return &c.required })},
			{Name: "indicators", Doc: "For codes in one yes-or-no column each: the code, and its header or more.", Value: posyaml.In(posyaml.MapOf(posyaml.Line(), indicatorType()), func(c *column) *[]posyaml.Entry[indicator] { return &c.indicators })},
			{Name: "stops", Doc: "For a path in several columns: their headers in the order of the journey.", Value: posyaml.In(posyaml.SetOf(posyaml.Line()), func(c *column) *[]text { return &c.stops })},
		},
	}.Type()
}

// layoutPattern allows day, month and year in the orders that are in use.
const layoutPattern = `^(d?d[ ./-]m?m[ ./-]yyyy|m?m[ ./-]d?d[ ./-]yyyy|yyyy[ ./-]m?m[ ./-]d?d|yyyymmdd|ddmmyyyy)$`

func indicatorType() posyaml.Type[indicator] {
	full := posyaml.Object[indicator]{
		Name: "indicator",
		Doc:  "A column that says whether one code applies.",
		Fields: []posyaml.Field[indicator]{
			{Name: "header", Required: true, Doc: "The header in the data.", Value: posyaml.In(posyaml.Line(), func(i *indicator) *text { return &i.header })},
			{Name: "yes", Default: "1", Doc: "The cell that says yes.", Value: posyaml.In(posyaml.Line(), func(i *indicator) *text { return &i.yes })},
			{Name: "no", Default: "0", Doc: "The cell or cells that say no. An empty cell says no in a row that answers any indicator of the column.", Value: posyaml.In(posyaml.Many(posyaml.Line()), func(i *indicator) *[]text { return &i.no })},
		},
	}.Type()
	return posyaml.Choice(posyaml.Convert(posyaml.Line(), func(t text) indicator { return indicator{header: t} }), full)
}

func totalsType() posyaml.Type[totals] {
	return posyaml.Object[totals]{
		Name: "totals",
		Doc:  "Rows that already are sums of others; they are left out of every statistic.",
		At:   func(t *totals) *diag.Pos { return &t.pos },
		Fields: []posyaml.Field[totals]{
			{Name: "column", Required: true, Doc: "The column that tells them.", Value: posyaml.In(posyaml.Name(), func(t *totals) *text { return &t.column })},
			{Name: "values", Required: true, Doc: "Its values in such rows.", Value: posyaml.In(posyaml.Many(posyaml.Line()), func(t *totals) *[]text { return &t.values })},
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
			{Name: "min", Doc: "The least number of rows.", Value: count(func(r *rows) *posyaml.Number { return &r.least })},
			{Name: "max", Doc: "The greatest number of rows.", Value: count(func(r *rows) *posyaml.Number { return &r.most })},
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
			{Name: "unique", Doc: "No two rows have the same values in these columns.", Value: names(func(c *check) *[]text { return &c.unique })},
			{Name: "rows", Doc: "The number of rows lies between these.", Value: posyaml.In(rowsType, func(c *check) **rows { return &c.rows })},
			{Name: "sum-equals", Doc: "The total rows of this column equal the sum of their details.", Value: posyaml.In(posyaml.Name(), func(c *check) *text { return &c.sumEquals })},
			{Name: "not-after", Doc: "Two date columns: the first is never after the second.", Value: names(func(c *check) *[]text { return &c.notAfter })},
			{Name: "at-most", Doc: "Two number columns: the first is never greater than the second.", Value: names(func(c *check) *[]text { return &c.atMost })},
		},
	}.Type()
}
