package posyaml_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
	"htsm/generator/schema"
)

// decode reads src as a value of type t and returns what was said.
func decode[V any](t *testing.T, typ posyaml.Type[V], src string) (V, bool, string) {
	t.Helper()
	var diags diag.List
	f, ok := posyaml.Parse("a", []byte(src), &diags)
	v, decoded := posyaml.Decode(f, typ, &diags)
	if ok && decoded == diags.HasErrors() {
		t.Errorf("%q: decoded is %v, but said %q", src, decoded, said(&diags))
	}
	return v, ok && decoded, said(&diags)
}

func at(line, col int) diag.Pos { return diag.Pos{File: "a", Line: line, Col: col} }

func TestTextsAreWhatWasTyped(t *testing.T) {
	for src, want := range map[string]string{
		"NO": "NO", "0123": "0123", "1.10": "1.10", "on": "on", "~": "~", "null": "null", "2026-10-31": "2026-10-31",
		`"a \"b\""`: `a "b"`, "'it''s'": "it's", ">-\n  one\n  two": "one two", "|\n  one\n": "one", `" "`: " ",
		"a # comment": "a", "a#b": "a#b", "العربية": "العربية",
	} {
		got, ok, said := decode(t, posyaml.Line(), src)
		if !ok || got.Value != want {
			t.Errorf("%q reads as %q, want %q; said %s", src, got.Value, want, said)
		}
	}
}

func TestAFaultyValueIsZeroButHasItsPlace(t *testing.T) {
	got, ok, _ := decode(t, posyaml.Slug(), "Not A Slug")
	if want := (posyaml.Text{Pos: at(1, 1)}); ok || got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestScalarsRefuseOtherForms(t *testing.T) {
	type read func(t *testing.T, src string) string
	text := func(typ posyaml.Type[posyaml.Text]) read {
		return func(t *testing.T, src string) string { _, _, said := decode(t, typ, src); return said }
	}
	whole := func(t *testing.T, src string) string {
		_, _, said := decode(t, posyaml.Whole(-5, 99), src)
		return said
	}
	flag := func(t *testing.T, src string) string { _, _, said := decode(t, posyaml.TrueFalse(), src); return said }
	for _, c := range []struct {
		name string
		read read
		src  string
		code string // Empty: the value is accepted.
	}{
		{"text", text(posyaml.Line()), "a", ""},
		{"empty text", text(posyaml.Line()), `""`, "Y018"},
		{"longest text", text(posyaml.Line()), strings.Repeat("é", 1000), ""},
		{"text too long", text(posyaml.Line()), strings.Repeat("é", 1001), "Y018"},
		{"two lines", text(posyaml.Line()), "|\n  a\n  b\n", "Y023"},
		{"list", text(posyaml.Line()), "[a]", "Y013"},
		{"fields", text(posyaml.Line()), "{a: b}", "Y013"},
		{"slug", text(posyaml.Slug()), "a-1", ""},
		{"slug with underscore", text(posyaml.Slug()), "a_1", "Y016"},
		{"slug that starts with a digit", text(posyaml.Slug()), "1a", "Y016"},
		{"longest slug", text(posyaml.Slug()), strings.Repeat("a", 64), ""},
		{"slug too long", text(posyaml.Slug()), strings.Repeat("a", 65), "Y016"},
		{"slug of another alphabet", text(posyaml.Slug()), "аb", "Y016"},
		{"column name", text(posyaml.Name()), "a_1", ""},
		{"column name with hyphen", text(posyaml.Name()), "a-1", "Y016"},
		{"word", text(posyaml.OneOf("a", "b")), "b", ""},
		{"other word", text(posyaml.OneOf("a", "b")), "c", "Y015"},
		{"decimal", text(posyaml.Decimal()), "-12.50", ""},
		{"decimal with comma", text(posyaml.Decimal()), "12,5", "Y016"},
		{"decimal with exponent", text(posyaml.Decimal()), "1e3", "Y016"},
		{"decimal without a digit before the point", text(posyaml.Decimal()), ".5", "Y016"},
		{"whole number", whole, "99", ""},
		{"negative number", whole, "-5", ""},
		{"number too great", whole, "100", "Y018"},
		{"number too small", whole, "-6", "Y018"},
		{"number beyond all bounds", whole, "99999999999999999999", "Y017"},
		{"number in quotes", whole, `"5"`, "Y017"},
		{"number with separator", whole, "1_0", "Y017"},
		{"number with leading zero", whole, "07", "Y017"},
		{"number in base 16", whole, "0x1", "Y017"},
		{"number with plus", whole, "+1", "Y017"},
		{"minus zero", whole, "-0", "Y017"},
		{"no number", whole, "ten", "Y017"},
		{"true", flag, "true", ""},
		{"false", flag, "false", ""},
		{"yes", flag, "yes", "Y017"},
		{"True", flag, "True", "Y017"},
		{"quoted true", flag, "'true'", "Y017"},
		{"list of flags", flag, "[true]", "Y013"},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := c.read(t, c.src)
			if c.code == "" && said != "" || c.code != "" && !strings.Contains(said, "["+c.code+"]") {
				t.Errorf("%q: want code %q, said %q", c.src, c.code, said)
			}
		})
	}
}

// A box is what the tests below decode into.
type box struct {
	Pos   diag.Pos
	Name  posyaml.Text
	Size  posyaml.Number
	Open  posyaml.Bool
	Tags  []posyaml.Text
	Parts []posyaml.Entry[box]
	Given []string
}

func boxType() posyaml.Type[box] {
	return posyaml.Recursive(func(self posyaml.Type[box]) posyaml.Type[box] {
		return posyaml.Object[box]{
			Name:  "box",
			Doc:   "A box.",
			At:    func(b *box) *diag.Pos { return &b.Pos },
			Given: func(b *box, name posyaml.Text) { b.Given = append(b.Given, name.Value) },
			Some:  []string{"size", "parts"},
			Fields: []posyaml.Field[box]{
				{Name: "name", Required: true, Doc: "Its name.", Value: posyaml.In(posyaml.Slug(), func(b *box) *posyaml.Text { return &b.Name })},
				{Name: "size", Doc: "Its size.", Value: posyaml.In(posyaml.Whole(0, 9), func(b *box) *posyaml.Number { return &b.Size })},
				{Name: "open", Doc: "Whether it is open.", Default: "false", Value: posyaml.In(posyaml.TrueFalse(), func(b *box) *posyaml.Bool { return &b.Open })},
				{Name: "tags", Doc: "Its tags.", Value: posyaml.In(posyaml.Many(posyaml.Line()), func(b *box) *[]posyaml.Text { return &b.Tags })},
				{Name: "parts", Doc: "Boxes in it.", Value: posyaml.In(posyaml.MapOf(posyaml.Slug(), self), func(b *box) *[]posyaml.Entry[box] { return &b.Parts })},
			},
		}.Type()
	})
}

func TestAnObjectIsReadWithItsPlacesInTheOrderOfTheFile(t *testing.T) {
	got, ok, said := decode(t, boxType(), "parts:\n  z: {name: in-z, size: 1}\n  a: {name: in-a, size: 2, tags: x}\nname: out\nopen: true\n")
	if !ok {
		t.Fatal(said)
	}
	text := func(s string, line, col int) posyaml.Text { return posyaml.Text{Value: s, Pos: at(line, col)} }
	number := func(n int64, line, col int) posyaml.Number {
		return posyaml.Number{Value: n, Pos: at(line, col), Set: true}
	}
	want := box{
		Pos: at(1, 1), Name: text("out", 4, 7), Open: posyaml.Bool{Value: true, Pos: at(5, 7), Set: true},
		Parts: []posyaml.Entry[box]{
			{Key: text("z", 2, 3), Value: box{Pos: at(2, 6), Name: text("in-z", 2, 13), Size: number(1, 2, 25), Given: []string{"name", "size"}}},
			{Key: text("a", 3, 3), Value: box{Pos: at(3, 6), Name: text("in-a", 3, 13), Size: number(2, 3, 25), Tags: []posyaml.Text{text("x", 3, 34)}, Given: []string{"name", "size", "tags"}}},
		},
		Given: []string{"parts", "name", "open"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryFaultOfAnObjectIsReported(t *testing.T) {
	_, ok, got := decode(t, boxType(), "nmae: x\nsize: many\nopen:\ntags: [a, [b], a]\nparts: {A: {name: x, size: 1}, b: *c, d: {}}\nother: *x\n")
	if ok {
		t.Error("the box was accepted")
	}
	if !strings.Contains(got, "Y008") {
		t.Errorf("said %s", got)
	}
	_, _, got = decode(t, boxType(), "nmae: x\nsize: many\nopen:\ntags: [a, [b], a]\nparts: {A: {name: x, size: 1}, d: {}, e: !x y}\n")
	want := `a:1:1: error[Y011]: box has no field "nmae"
	hint: did you mean "name"?
a:2:7: error[Y017]: want a whole number, not "many"
	hint: write digits only, without quotes, sign and spaces
a:3:1: error[Y014]: the field "open" has no value
a:4:11: error[Y013]: want a text, not a list
a:4:16: error[Y020]: "a" is listed twice
	hint: it stands in line 4 already
a:5:9: error[Y016]: "A" is not a name such as monthly-brief (lower-case letters, digits and hyphens)
a:5:35: error[Y012]: the field "name" is missing from box
	hint: Its name.
a:5:35: error[Y019]: box says nothing
	hint: add one or more of: size, parts
a:5:42: error[Y008]: tags are not part of this language
	hint: put quotes around a text that starts with an exclamation mark
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAHundredFaultsAreEnough(t *testing.T) {
	_, ok, got := decode(t, posyaml.ListOf(posyaml.Slug()), strings.Repeat("- A\n", 250))
	if lines := strings.Count(got, "error["); ok || lines != 101 {
		t.Errorf("%d faults are shown", lines)
	}
	if want := "a:101:3: error[Y024]: 150 more faults are not shown\n\thint: mend those above first\n"; !strings.HasSuffix(got, want) {
		t.Errorf("said %s", got)
	}
}

func TestAChoiceIsMadeByTheOuterForm(t *testing.T) {
	kind := func(name string) func(posyaml.Text) string { return func(posyaml.Text) string { return name } }
	choice := posyaml.Choice(
		posyaml.Convert(posyaml.Line(), kind("text")),
		posyaml.Convert(posyaml.ListOf(posyaml.Line()), func([]posyaml.Text) string { return "list" }),
	)
	for src, want := range map[string]string{"a": "text", "[a]": "list"} {
		if got, ok, said := decode(t, choice, src); !ok || got != want {
			t.Errorf("%q is read as %s, want %s; said %s", src, got, want, said)
		}
	}
	_, ok, said := decode(t, choice, "{a: b}")
	if want := "a:1:1: error[Y013]: want a text or a list, not fields\n"; ok || said != want {
		t.Errorf("got %q, want %q", said, want)
	}
}

func TestUnlessRefusesBeforeTheTypeDoes(t *testing.T) {
	typ := posyaml.Unless(posyaml.OneOf("new"), func(text string) diag.Diagnostic {
		if text == "old" {
			return diag.Diagnostic{Code: "S002", Message: "old is obsolete", Hint: "write new"}
		}
		return diag.Diagnostic{}
	})
	for src, want := range map[string]string{
		"new":   "",
		"old":   "a:1:1: error[S002]: old is obsolete\n\thint: write new\n",
		"other": "a:1:1: error[Y015]: \"other\" is not one of the words allowed here\n\thint: known words: new\n",
		"[old]": "a:1:1: error[Y013]: want one word, not a list\n",
	} {
		if _, _, said := decode(t, typ, src); said != want {
			t.Errorf("%q: said %q, want %q", src, said, want)
		}
	}
}

func TestTheZeroFileDecodesToNothing(t *testing.T) {
	var diags diag.List
	if got, ok := posyaml.Decode(posyaml.File{}, boxType(), &diags); ok || got.Name.Value != "" || diags.All() != nil {
		t.Errorf("got %v, %v", got, diags.All())
	}
}

func TestMessagesCutLongTexts(t *testing.T) {
	_, _, said := decode(t, posyaml.Slug(), strings.Repeat("X", 900))
	if want := `"` + strings.Repeat("X", 60) + `…" is not a name`; !strings.Contains(said, want) {
		t.Error(said)
	}
}

func TestATypeDescribesItself(t *testing.T) {
	shape := boxType().Shape()
	var names []string
	for _, m := range shape.Members {
		names = append(names, m.Name)
	}
	if diff := cmp.Diff([]string{"name", "size", "open", "tags", "parts"}, names); diff != "" {
		t.Error(diff)
	}
	parts := shape.Members[4].Shape
	if shape.Form != schema.Object || parts.Form != schema.Map || parts.Of.Name != "box" || len(parts.Of.Members) != 5 {
		t.Errorf("a box in a box is described as %+v", parts.Of)
	}
	if size := shape.Members[1].Shape; size.Min != 0 || size.Max != 9 || shape.Members[2].Default != "false" || !shape.Members[0].Required {
		t.Errorf("the size is described as %+v", size)
	}
}
