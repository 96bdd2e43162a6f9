package contract

import (
	"slices"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

func columnType() posyaml.Type[column] {
	return posyaml.Object[column]{
		Name:   "column",
		Doc:    "One column. Which options go with which type stands in the table of types.",
		At:     func(c *column) *diag.Pos { return &c.pos },
		Given:  func(c *column, name text) { c.given = append(c.given, name) },
		Fields: slices.Concat(columnMeaning(), columnCells(), columnParts()),
	}.Type()
}

// columnMeaning lists the fields that say what the values mean.
func columnMeaning() []posyaml.Field[column] {
	word := func(t posyaml.Type[text], place func(*column) *text) posyaml.Value[column] {
		return posyaml.In(t, place)
	}
	return []posyaml.Field[column]{
		{
			Name: "type", Required: true,
			Doc:   "What the cells hold.",
			Value: word(posyaml.OneOf(Names()...), func(c *column) *text { return &c.kind }),
		},
		{
			Name:  "header",
			Doc:   "The header in the data. Without it the name of the column.",
			Value: word(posyaml.Line(), func(c *column) *text { return &c.header }),
		},
		{
			Name:  "title",
			Doc:   "What the column is called in tables, by language. Without it the word of the language file.",
			Value: posyaml.In(titleType(), func(c *column) *[]posyaml.Entry[text] { return &c.title }),
		},
		{
			Name:  "list",
			Doc:   "The code list: `countries` stands for `data/codes/countries.yaml`.",
			Value: word(posyaml.Slug(), func(c *column) *text { return &c.list }),
		},
		{
			Name:  "map",
			Doc:   "Spellings in the data and the codes that they stand for.",
			Value: posyaml.In(posyaml.MapOf(posyaml.Line(), posyaml.Line()), func(c *column) *[]posyaml.Entry[text] { return &c.mapping }),
		},
		{
			Name:  "separator",
			Doc:   "What stands between the codes, stops or amounts of a cell.",
			Value: word(posyaml.Line(), func(c *column) *text { return &c.separator }),
		},
		{
			Name:  "missing",
			Doc:   "Cells that mean “not known”; the empty cell always does.",
			Value: posyaml.In(posyaml.Many(posyaml.Line()), func(c *column) *[]text { return &c.missing }),
		},
	}
}

// columnCells lists the fields that say what may stand in a cell.
func columnCells() []posyaml.Field[column] {
	word := func(t posyaml.Type[text], place func(*column) *text) posyaml.Value[column] {
		return posyaml.In(t, place)
	}
	flag := func(place func(*column) *posyaml.Bool) posyaml.Value[column] {
		return posyaml.In(posyaml.TrueFalse(), place)
	}
	return []posyaml.Field[column]{
		{
			Name: "blank", Default: "unknown",
			Doc:   "What an empty cell of a number means.",
			Value: word(posyaml.OneOf("unknown", "zero"), func(c *column) *text { return &c.blank }),
		},
		{
			Name:  "residual",
			Doc:   "Values that say nothing, such as “other”: never ranked, always shown last.",
			Value: posyaml.In(posyaml.Many(posyaml.Line()), func(c *column) *[]text { return &c.residual }),
		},
		{
			Name: "scale", Default: "2",
			Doc:   "How many fraction digits a decimal or an amount has.",
			Value: posyaml.In(posyaml.Whole(0, 9), func(c *column) *posyaml.Number { return &c.scale }),
		},
		{
			Name:  "along",
			Doc:   "The path whose legs the amounts belong to.",
			Value: word(posyaml.Name(), func(c *column) *text { return &c.along }),
		},
		{
			Name:  "layout",
			Doc:   "How a date is written, such as dd/mm/yyyy. Without it yyyy-mm-dd.",
			Value: word(posyaml.Match("a layout such as dd/mm/yyyy (dd, mm and yyyy once each)", layoutPattern), func(c *column) *text { return &c.layout }),
		},
		{
			Name:  "min",
			Doc:   "The smallest number allowed.",
			Value: word(posyaml.Decimal(), func(c *column) *text { return &c.least }),
		},
		{
			Name:  "max",
			Doc:   "The greatest number allowed.",
			Value: word(posyaml.Decimal(), func(c *column) *text { return &c.most }),
		},
		{
			Name: "identifying", Default: "false",
			Doc:   "The column could tell who a person is; it is never published and nothing is grouped by it.",
			Value: flag(func(c *column) *posyaml.Bool { return &c.identifying }),
		},
		{
			Name: "required", Default: "false",
			Doc:   "A row without a value here is refused.",
			Value: flag(func(c *column) *posyaml.Bool { return &c.required }),
		},
	}
}

// columnParts lists the fields of columns that the data keep in several.
func columnParts() []posyaml.Field[column] {
	return []posyaml.Field[column]{
		{
			Name:  "indicators",
			Doc:   "For codes in one yes-or-no column each: the code, and its header or more.",
			Value: posyaml.In(posyaml.MapOf(posyaml.Line(), indicatorType()), func(c *column) *[]posyaml.Entry[indicator] { return &c.indicators }),
		},
		{
			Name:  "stops",
			Doc:   "For a path in several columns: their headers in the order of the journey.",
			Value: posyaml.In(posyaml.SetOf(posyaml.Line()), func(c *column) *[]text { return &c.stops }),
		},
	}
}

// layoutPattern allows day, month and year in the orders that are in use.
const layoutPattern = `^(d?d[ ./-]m?m[ ./-]yyyy|m?m[ ./-]d?d[ ./-]yyyy|yyyy[ ./-]m?m[ ./-]d?d|yyyymmdd|ddmmyyyy)$`

func indicatorType() posyaml.Type[indicator] {
	full := posyaml.Object[indicator]{
		Name: "indicator",
		Doc:  "A column that says whether one code applies.",
		Fields: []posyaml.Field[indicator]{
			{
				Name: "header", Required: true,
				Doc:   "The header in the data.",
				Value: posyaml.In(posyaml.Line(), func(i *indicator) *text { return &i.header }),
			},
			{
				Name: "yes", Default: "1",
				Doc:   "The cell that says yes.",
				Value: posyaml.In(posyaml.Line(), func(i *indicator) *text { return &i.yes }),
			},
			{
				Name: "no", Default: "0",
				Doc:   "The cell or cells that say no. An empty cell says no in a row that answers any indicator of the column.",
				Value: posyaml.In(posyaml.Many(posyaml.Line()), func(i *indicator) *[]text { return &i.no }),
			},
		},
	}.Type()
	return posyaml.Choice(posyaml.Convert(posyaml.Line(), func(t text) indicator { return indicator{header: t} }), full)
}
