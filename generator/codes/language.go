package codes

import (
	"htsm/generator/diag"
	"htsm/generator/posyaml"
	"htsm/generator/schema"
)

type words = []posyaml.Entry[posyaml.Text]

// A draft is a list as its file says it.
type draft struct {
	diags        *diag.List
	failed       bool
	name, source posyaml.Text
	title        words
	unreviewed   []posyaml.Text
	ordered      posyaml.Bool
	parents      posyaml.Text
	codes        []entry
}

type entry struct {
	code, note, parent posyaml.Text
	label, short       words
	residual           posyaml.Bool
	at                 *place
}

type place struct{ lat, lon posyaml.Text }

const (
	languagePattern = `^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`
	// No sign that separates codes or stops in data.
	codePattern = `^[A-Za-z0-9][A-Za-z0-9_.+-]{0,31}$`
	notePattern = `^[a-z][a-z0-9]*([.-][a-z0-9]+)*$`
)

// Language describes the form of the files, for their JSON Schema and their
// manual.
func Language() *schema.Shape { return listType().Shape() }

func listType() posyaml.Type[draft] {
	tag := posyaml.Match("a language tag such as fr", languagePattern)
	return posyaml.Object[draft]{
		Name: "code list",
		Doc:  "A vocabulary that data refer to; the file is named after it.",
		Fields: []posyaml.Field[draft]{
			{
				Name: "list", Required: true,
				Doc:   "The name of the list: that of its file without .yaml. Contracts use it.",
				Value: posyaml.In(posyaml.Slug(), func(d *draft) *posyaml.Text { return &d.name }),
			},
			{
				Name: "title", Required: true,
				Doc:   "What the codes are, by language. Its languages are those of the list.",
				Value: posyaml.In(posyaml.MapOf(tag, posyaml.Line()), func(d *draft) *words { return &d.title }),
			},
			{
				Name: "source", Required: true,
				Doc:   "Where the codes and labels come from.",
				Value: posyaml.In(posyaml.Line(), func(d *draft) *posyaml.Text { return &d.source }),
			},
			{
				Name:  "unreviewed",
				Doc:   "The languages whose labels no native or official source has confirmed.",
				Value: posyaml.In(posyaml.SetOf(tag), func(d *draft) *[]posyaml.Text { return &d.unreviewed }),
			},
			{
				Name: "ordered", Default: "false",
				Doc:   "The order of the codes means something, as that of age groups does: they are never ranked.",
				Value: posyaml.In(posyaml.TrueFalse(), func(d *draft) *posyaml.Bool { return &d.ordered }),
			},
			{
				Name:  "parents",
				Doc:   "The list that the parents of the codes belong to. Without it this list.",
				Value: posyaml.In(posyaml.Slug(), func(d *draft) *posyaml.Text { return &d.parents }),
			},
			{
				Name: "codes", Required: true,
				Doc:   "The codes, in the order of the vocabulary.",
				Value: posyaml.In(posyaml.ListOf(entryType(tag)), func(d *draft) *[]entry { return &d.codes }),
			},
		},
	}.Type()
}

func entryType(tag posyaml.Type[posyaml.Text]) posyaml.Type[entry] {
	labels := posyaml.MapOf(tag, posyaml.Line())
	code := posyaml.Match("a code (letters, digits, and . _ + - within)", codePattern)
	return posyaml.Object[entry]{
		Name: "code",
		Doc:  "One entry of the list.",
		Fields: []posyaml.Field[entry]{
			{
				Name: "code", Required: true,
				Doc:   "The code as it stands in data.",
				Value: posyaml.In(code, func(e *entry) *posyaml.Text { return &e.code }),
			},
			{
				Name: "label", Required: true,
				Doc:   "The label in every language of the list.",
				Value: posyaml.In(labels, func(e *entry) *words { return &e.label }),
			},
			{
				Name:  "short",
				Doc:   "A shorter label for charts, in the languages that need one.",
				Value: posyaml.In(labels, func(e *entry) *words { return &e.short }),
			},
			{
				Name: "residual", Default: "false",
				Doc:   "The code says nothing, such as “other”: it is never ranked and always shown last.",
				Value: posyaml.In(posyaml.TrueFalse(), func(e *entry) *posyaml.Bool { return &e.residual }),
			},
			{
				Name:  "note",
				Doc:   "The key of a message that must stand as a note where the code is shown.",
				Value: posyaml.In(posyaml.Match("a message key such as note.kosovo", notePattern), func(e *entry) *posyaml.Text { return &e.note }),
			},
			{
				Name:  "parent",
				Doc:   "The coarser code that this one belongs to.",
				Value: posyaml.In(code, func(e *entry) *posyaml.Text { return &e.parent }),
			},
			{
				Name:  "at",
				Doc:   "A point for maps.",
				Value: posyaml.In(placeType(), func(e *entry) **place { return &e.at }),
			},
		},
	}.Type()
}

func placeType() posyaml.Type[*place] {
	t := posyaml.Object[place]{
		Name: "place",
		Doc:  "A point on the globe, in degrees.",
		Fields: []posyaml.Field[place]{
			{
				Name: "lat", Required: true,
				Doc:   "The latitude, north positive.",
				Value: posyaml.In(posyaml.Decimal(), func(p *place) *posyaml.Text { return &p.lat }),
			},
			{
				Name: "lon", Required: true,
				Doc:   "The longitude, east positive.",
				Value: posyaml.In(posyaml.Decimal(), func(p *place) *posyaml.Text { return &p.lon }),
			},
		},
	}.Type()
	return posyaml.Convert(t, func(p place) *place { return &p })
}
