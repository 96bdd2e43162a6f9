package lang

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

// A catalogue is the content of one file.
type catalogue struct {
	name, direction, spacing posyaml.Text
	unreviewed               posyaml.Bool
	numbers                  numbers
	quotes                   []posyaml.Text
	months, monthsShort      []posyaml.Text
	messages                 []posyaml.Entry[[]form]
}

type numbers struct {
	decimal, group, minus, plus posyaml.Text
	groupFrom                   posyaml.Number
}

// A form is one text of a message, under the name of its plural category; a
// message without plural forms has one form without a name.
type form = posyaml.Entry[posyaml.Text]

// catalogueType returns the type of catalogues.
func catalogueType() posyaml.Type[catalogue] {
	line := posyaml.Line
	one := posyaml.Convert(line(), func(t posyaml.Text) []form { return []form{{Value: t}} })
	signs := posyaml.Object[numbers]{
		Name: "numbers",
		Doc:  "How numbers are written.",
		Fields: []posyaml.Field[numbers]{
			{Name: "decimal", Doc: "The decimal sign.", Required: true, Value: posyaml.In(line(), func(n *numbers) *posyaml.Text { return &n.decimal })},
			{Name: "group", Doc: "The sign between groups of three digits.", Required: true, Value: posyaml.In(line(), func(n *numbers) *posyaml.Text { return &n.group })},
			{Name: "group-from", Doc: "The fewest integer digits that are grouped.", Required: true, Value: posyaml.In(posyaml.Whole(4, 9), func(n *numbers) *posyaml.Number { return &n.groupFrom })},
			{Name: "minus", Doc: "The minus sign.", Required: true, Value: posyaml.In(line(), func(n *numbers) *posyaml.Text { return &n.minus })},
			{Name: "plus", Doc: "The plus sign.", Required: true, Value: posyaml.In(line(), func(n *numbers) *posyaml.Text { return &n.plus })},
		},
	}
	return posyaml.Object[catalogue]{
		Name: "language",
		Doc:  "The words and rules of one language; the file is named after its tag.",
		Fields: []posyaml.Field[catalogue]{
			{Name: "name", Doc: "The name of the language in itself.", Required: true, Value: posyaml.In(line(), func(c *catalogue) *posyaml.Text { return &c.name })},
			{Name: "unreviewed", Default: "false", Doc: "No native speaker has confirmed the texts.", Value: posyaml.In(posyaml.TrueFalse(), func(c *catalogue) *posyaml.Bool { return &c.unreviewed })},
			{Name: "direction", Doc: "The direction of writing.", Required: true, Value: posyaml.In(posyaml.OneOf("ltr", "rtl"), func(c *catalogue) *posyaml.Text { return &c.direction })},
			{Name: "spacing", Doc: "The rules for spaces before punctuation.", Required: true, Value: posyaml.In(posyaml.OneOf("plain", "french"), func(c *catalogue) *posyaml.Text { return &c.spacing })},
			{Name: "numbers", Doc: signs.Doc, Required: true, Value: posyaml.In(signs.Type(), func(c *catalogue) *numbers { return &c.numbers })},
			{Name: "quotes", Doc: "The opening and the closing quotation mark, with spaces inside if they have any.", Required: true, Value: posyaml.In(posyaml.ListOf(line()), func(c *catalogue) *[]posyaml.Text { return &c.quotes })},
			{Name: "months", Doc: "The names of the months in a sentence, January first.", Required: true, Value: posyaml.In(posyaml.ListOf(line()), func(c *catalogue) *[]posyaml.Text { return &c.months })},
			{Name: "months-short", Doc: "The names of the months on an axis, January first.", Required: true, Value: posyaml.In(posyaml.ListOf(line()), func(c *catalogue) *[]posyaml.Text { return &c.monthsShort })},
			{Name: "messages", Doc: "The messages that package lang declares.", Required: true, Value: posyaml.In(posyaml.MapOf(line(), posyaml.Choice(one, posyaml.MapOf(line(), line()))), func(c *catalogue) *[]posyaml.Entry[[]form] { return &c.messages })},
		},
	}.Type()
}

// Load reads every file TAG.yaml of the folder dir below fsys. It reports all
// faults to diags; a language with an error is not in the Set.
func Load(fsys fs.FS, dir string, diags *diag.List) *Set {
	s := &Set{locales: map[string]*Locale{}}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		diags.Errorf(diag.Pos{File: dir}, "L001", "languages are files such as fr.yaml in this folder", "the folder of languages cannot be read")
		return s
	}
	declared := Keys()
	for _, e := range entries {
		stem, ok := strings.CutSuffix(e.Name(), ".yaml")
		if !ok || e.IsDir() {
			continue
		}
		b := &builder{file: path.Join(dir, e.Name()), locale: &Locale{messages: map[string]message{}}}
		b.load(fsys, stem, declared)
		diags.Add(b.diags.All()...)
		if !b.diags.HasErrors() {
			s.locales[stem] = b.locale
		}
	}
	return s
}

// A builder makes one Locale.
type builder struct {
	file   string
	locale *Locale
	forms  []string // The plural categories of the language.
	diags  diag.List
}

func (b *builder) load(fsys fs.FS, stem string, declared []Key) {
	tag, err := language.Parse(stem)
	if err != nil || tag.String() != stem {
		b.diags.Errorf(diag.Pos{File: b.file}, "L001", "name the file after the BCP 47 tag of the language, such as fr.yaml", "%q is not a language tag in its usual form", stem)
		return
	}
	f, ok := posyaml.Read(fsys, b.file, &b.diags)
	if !ok {
		return
	}
	c, ok := posyaml.Decode(f, catalogueType(), &b.diags)
	if !ok {
		return
	}
	l := b.locale
	l.tag, l.name, l.rightToLeft, l.french = tag, c.name.Value, c.direction.Value == "rtl", c.spacing.Value == "french"
	l.unreviewed = c.unreviewed.Value
	l.signs = signs{
		decimal: c.numbers.decimal.Value, group: c.numbers.group.Value,
		minus: c.numbers.minus.Value, plus: c.numbers.plus.Value, groupFrom: int(c.numbers.groupFrom.Value),
	}
	b.forms = categories(tag)
	l.months, l.monthsShort = b.list(c.months, 12, "months"), b.list(c.monthsShort, 12, "months-short")
	quotes := b.list(c.quotes, 2, "quotes")
	if b.diags.HasErrors() {
		return
	}
	l.quotes = [2]string(quotes)
	b.messages(c.messages, declared)
}

// list returns the texts of a list that must have n items.
func (b *builder) list(items []posyaml.Text, n int, field string) []string {
	var out []string
	for _, t := range items {
		out = append(out, t.Value)
	}
	if len(out) != n {
		b.diags.Errorf(items[0].Pos, "L006", "", "the field %q has %d items; it needs %d", field, len(out), n)
	}
	return out
}

func (b *builder) messages(found []posyaml.Entry[[]form], declared []Key) {
	names := make([]string, len(declared))
	for i, k := range declared {
		names[i] = k.Name
	}
	for _, e := range found {
		i, ok := slices.BinarySearch(names, e.Key.Value)
		if !ok {
			b.diags.Errorf(e.Key.Pos, "L003", diag.Nearest(e.Key.Value, "messages", names), "there is no message %q", e.Key.Value)
			continue
		}
		b.message(declared[i], e)
	}
	for _, k := range declared {
		written := slices.ContainsFunc(found, func(e posyaml.Entry[[]form]) bool { return e.Key.Value == k.Name })
		if !written {
			b.diags.Errorf(diag.Pos{File: b.file}, "L002", k.About, "the message %q is missing", k.Name)
		}
	}
}

func (b *builder) message(k Key, e posyaml.Entry[[]form]) {
	b.plurals(k, e)
	m := message{params: k.Params}
	for _, f := range e.Value {
		name := f.Key.Value
		t := b.template(k, name, f.Value)
		if name == "" || name == "other" {
			m.other = t
			continue
		}
		if m.forms == nil {
			m.forms = map[plural.Form]template{}
		}
		m.forms[formNames()[name]] = t
	}
	b.locale.messages[k.Name] = m
}

// plurals reports plural forms that are missing or too many.
func (b *builder) plurals(k Key, e posyaml.Entry[[]form]) {
	plain := len(e.Value) == 1 && e.Value[0].Key.Value == ""
	switch {
	case !k.Counted && !plain:
		b.diags.Errorf(e.Key.Pos, "L005", "write one text", "the message %q has no plural forms", k.Name)
	case k.Counted && plain:
		b.diags.Errorf(e.Key.Pos, "L005", "write a text for each of: "+strings.Join(b.forms, ", "), "the message %q needs plural forms", k.Name)
	case k.Counted:
		var given []string
		for _, f := range e.Value {
			given = append(given, f.Key.Value)
			if !slices.Contains(b.forms, f.Key.Value) {
				b.diags.Errorf(f.Key.Pos, "L005", "plural forms of this language: "+strings.Join(b.forms, ", "), "no number has the plural form %q", f.Key.Value)
			}
		}
		for _, name := range b.forms {
			if !slices.Contains(given, name) {
				b.diags.Errorf(e.Key.Pos, "L005", "", "the message %q has no plural form %q", k.Name, name)
			}
		}
	}
}

// template returns the text of one form with the typography of the language.
func (b *builder) template(k Key, name string, text posyaml.Text) template {
	t, unknown, err := compile(b.locale.Typography(text.Value), k.Params)
	if err != nil {
		b.diags.Errorf(text.Pos, "L004", "a placeholder is a name in braces, such as {n}", "%v", err)
		return nil
	}
	for _, u := range unknown {
		b.diags.Errorf(text.Pos, "L004", known(k), "the message %q has no placeholder {%s}", k.Name, u)
	}
	for i, p := range k.Params {
		counts := p == "n" && k.Counted && !k.Figured && name != "other" // "One person" needs no figure.
		if !counts && !t.has(i) {
			b.diags.Errorf(text.Pos, "L004", "say it in the text", "the text leaves out {%s}", p)
		}
	}
	if k.Digitless && strings.ContainsFunc(text.Value, unicode.IsDigit) {
		b.diags.Errorf(text.Pos, "L007", "use letters", "the message %q stands where there is no number, so it must hold no digit", k.Name)
	}
	return t
}

func known(k Key) string {
	if len(k.Params) == 0 {
		return "it has no placeholders"
	}
	return fmt.Sprintf("its placeholders: {%s}", strings.Join(k.Params, "}, {"))
}
