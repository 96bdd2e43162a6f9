package prose_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/prose"
	"htsm/generator/release"
)

func locale(t testing.TB, tag string) *lang.Locale {
	t.Helper()
	var diags diag.List
	l, ok := lang.Load(os.DirFS("../../templates"), "lang", &diags).Locale(tag)
	if !ok {
		t.Fatalf("there is no language %s: %v", tag, diags.All())
	}
	return l
}

// A document answers references from two maps and counts notes.
type document struct {
	values  map[string]string // Displays by reference.
	targets map[string]string // Words by "kind:name".
	notes   [][]doc.Inline
}

func (d *document) Value(ref string) (release.Value, string, bool) {
	s, ok := d.values[ref]
	return release.Value{}, s, ok
}

func (d *document) Target(kind prose.Kind, name string) (id, words string, ok bool) {
	words, ok = d.targets[kind.String()+":"+name]
	return kind.String() + "-" + name, words, ok
}

func (d *document) Note(text []doc.Inline) doc.NoteID {
	d.notes = append(d.notes, text)
	return doc.NoteID(len(d.notes))
}

func (d *document) Term(*doc.Term) {}

func sample() *document {
	return &document{
		values: map[string]string{
			"volume.total.count":  "1\u202f200",
			"volume.THB.share":    "43,8\u202f%",
			"corridors.A/B.count": "[c]",
		},
		targets: map[string]string{"table:volume": "tableau 2", "figure:volume": "figure 1", "section:method": "partie 4"},
	}
}

// outline writes blocks on lines of their own, inlines in brackets; ~ is U+00A0
// and ^ is U+202F.
func outline(blocks []doc.Block) string {
	v := &outliner{}
	v.blocks(blocks)
	return strings.NewReplacer("\u00a0", "~", "\u202f", "^").Replace(v.String())
}

type outliner struct {
	strings.Builder
	indent string
}

func (v *outliner) blocks(list []doc.Block) {
	for _, b := range list {
		if err := b.Accept(v); err != nil {
			panic(err)
		}
	}
}

func (v *outliner) line(format string, args ...any) {
	fmt.Fprintf(v, v.indent+format+"\n", args...)
}

func (v *outliner) nested(list []doc.Block) {
	v.indent += "  "
	v.blocks(list)
	v.indent = v.indent[2:]
}

func (v *outliner) Paragraph(b *doc.Paragraph) error { v.line("p %s", inlines(b.Text)); return nil }

func (v *outliner) List(b *doc.List) error {
	for _, item := range b.Items {
		v.line("item ordered=%v", b.Ordered)
		v.nested(item)
	}
	return nil
}

func (v *outliner) Quote(b *doc.Quote) error { v.line("quote"); v.nested(b.Body); return nil }

func (v *outliner) Callout(b *doc.Callout) error {
	v.line("callout %d %s", b.Kind, b.Title)
	v.nested(b.Body)
	return nil
}

func (v *outliner) Table(*doc.Table) error           { return fmt.Errorf("a table") }
func (v *outliner) Figure(*doc.Figure) error         { return fmt.Errorf("a figure") }
func (v *outliner) KeyFigures(*doc.KeyFigures) error { return fmt.Errorf("key figures") }

func inlines(list []doc.Inline) string {
	v := &inliner{}
	for _, i := range list {
		if err := i.AcceptInline(v); err != nil {
			panic(err)
		}
	}
	return v.String()
}

type inliner struct{ strings.Builder }

func (v *inliner) add(format string, args ...any) error {
	_, err := fmt.Fprintf(v, format, args...)
	return err
}
func (v *inliner) Text(i *doc.Text) error     { return v.add("%s", i.Text) }
func (v *inliner) Emph(i *doc.Emph) error     { return v.add("[em %s]", inlines(i.Body)) }
func (v *inliner) Strong(i *doc.Strong) error { return v.add("[strong %s]", inlines(i.Body)) }
func (v *inliner) Code(i *doc.Code) error     { return v.add("[code %s]", i.Text) }
func (v *inliner) ValueRef(i *doc.ValueRef) error {
	return v.add("[value %s=%s]", i.Ref, i.Display)
}
func (v *inliner) NoteRef(i *doc.NoteRef) error   { return v.add("[note %d]", i.Note) }
func (v *inliner) CrossRef(i *doc.CrossRef) error { return v.add("[ref %s=%s]", i.Target, i.Text) }
func (v *inliner) Link(i *doc.Link) error         { return v.add("[link %s %s]", i.URL, inlines(i.Body)) }
func (v *inliner) Term(i *doc.Term) error         { return v.add("[term %s]", inlines(i.Body)) }

func TestConstructs(t *testing.T) {
	fr := locale(t, "fr")
	for name, c := range map[string]struct {
		in, want string
		notes    []string
	}{
		"paragraphs":            {"Un texte\nsur deux lignes.\n\nUn autre.", "p Un texte sur deux lignes.\np Un autre.\n", nil},
		"windows lines and BOM": {"\ufeffUn texte\r\nsuit.\r\n", "p Un texte suit.\n", nil},
		"emphasis":              {"Un *mot* et **deux *mots* forts**, ***trois***.", "p Un [em mot] et [strong deux [em mots] forts], [em [strong trois]].\n", nil},
		"no emphasis":           {"crime_type_a * x", "p crime_type_a * x\n", nil},
		"code":                  {"La colonne `crime_type`, ``a`b``.", "p La colonne [code crime_type], [code a`b].\n", nil},
		"code over lines":       {"`a\nb`", "p [code a b]\n", nil},
		"escapes":               {`\*a\* &eacute; &#233; &amp; \&amp; \\ a&b`, `p *a* é é & &amp^; \ a&b` + "\n", nil},
		"lists": {
			"- un\n- deux\n  - trois\n\n    suite\n", "item ordered=false\n  p un\nitem ordered=false\n  p deux\n  item ordered=false\n    p trois\n    p suite\n", nil,
		},
		"ordered list":   {"1. un\n2. deux", "item ordered=true\n  p un\nitem ordered=true\n  p deux\n", nil},
		"quotation":      {"> Un mot.\n>\n> - un\n", "quote\n  p Un mot.\n  item ordered=false\n    p un\n", nil},
		"note":           {"> [!NOTE]\n> Un mot.", "callout 0 Remarque\n  p Un mot.\n", nil},
		"caution":        {"> [!CAUTION]\n>\n> Un mot.\n> Suite.", "callout 1 Attention\n  p Un mot. Suite.\n", nil},
		"not a callout":  {"[!NOTE] Un mot.", "p [!NOTE] Un mot.\n", nil},
		"link":           {"Voir [le *site*](https://example.org/a?b=1&amp;c#d).", "p Voir [link https://example.org/a?b=1&c#d le [em site]].\n", nil},
		"address":        {"Voir <https://example.org/a>.", "p Voir [link https://example.org/a https://example.org/a].\n", nil},
		"brackets":       {"Un [mot] et [un][autre].", "p Un [mot] et [un][autre].\n", nil},
		"value":          {"Le total est de {{ volume.total.count }} victimes.", "p Le total est de [value volume.total.count=1^200] victimes.\n", nil},
		"value in marks": {"**{{volume.total.count}}** et _{{ volume.THB.share }}_", "p [strong [value volume.total.count=1^200]] et [em [value volume.THB.share=43,8^%]]\n", nil},
		"path as key":    {"{{ corridors.A/B.count }}", "p [value corridors.A/B.count=[c]]\n", nil},
		"cross references": {
			"Voir {{ table:volume }}, {{figure: volume}} et {{ section:method }}.",
			"p Voir [ref table-volume=tableau 2], [ref figure-volume=figure 1] et [ref section-method=partie 4].\n", nil,
		},
		"reference in code": {"`{{ volume.total.count }}`", "p [code {{ volume.total.count }}]\n", nil},
		"footnotes": {
			"Un[^b] mot[^a] encore[^b].\n\n[^a]: Le *premier*.\n[^b]: Le second, {{ volume.total.count }}\n    sur deux lignes.\n",
			"p Un[note 1] mot[note 2] encore[note 1].\n",
			[]string{"Le second, [value volume.total.count=1^200] sur deux lignes.", "Le [em premier]."},
		},
		"footnote from a list":     {"- un[^1]\n\n[^1]: Note.", "item ordered=false\n  p un[note 1]\n", []string{"Note."}},
		"typography":               {"L'origine : \"un mot\" ; vraiment ?", "p L’origine~: «~un mot~»^; vraiment^?\n", nil},
		"typography across marks":  {"« *mot* » ; **mot** : {{ volume.THB.share }} ; suite ?", "p «~[em mot]~»^; [strong mot]~: [value volume.THB.share=43,8^%]^; suite^?\n", nil},
		"typography around a note": {"mot[^1] ;\nsuite\n\n[^1]: L'origine.", "p mot[note 1]^; suite\n", []string{"L’origine."}},
		"typography not in code":   {"`l'a ; b`", "p [code l'a ; b]\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.List
			n, ok := prose.Parse("n.md", []byte(c.in), fr, &diags)
			if !ok {
				t.Fatalf("refused: %v", diags.All())
			}
			d := sample()
			blocks, ok := n.Blocks(d, &diags)
			if !ok {
				t.Fatalf("not resolved: %v", diags.All())
			}
			if len(diags.All()) > 0 {
				t.Errorf("diagnostics: %v", diags.All())
			}
			if diff := cmp.Diff(c.want, outline(blocks)); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			var notes []string
			for _, text := range d.notes {
				notes = append(notes, strings.NewReplacer("\u202f", "^").Replace(inlines(text)))
			}
			if diff := cmp.Diff(c.notes, notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	fr := locale(t, "fr")
	deep := strings.Repeat("> ", 17) + "mot"
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"too large":              {strings.Repeat("a", 256<<10+1), []string{"n.md: error[N001]: the narrative is larger than 256 KiB"}},
		"not UTF-8":              {"un mot \xe9", []string{"n.md:1:8: error[N002]: the file is not UTF-8"}},
		"control character":      {"été \u202e", []string{"n.md:1:5: error[N003]: the text holds the invisible or control character U+202E"}},
		"control by reference":   {"un &#x202e;mot", []string{"n.md:1:4: error[N003]: the text holds the invisible or control character U+202E"}},
		"empty":                  {" \n", []string{"n.md: error[N004]: the narrative is empty"}},
		"brackets":               {strings.Repeat("[a](", 501), []string{"n.md:1:1: error[N005]: more than 500 square brackets follow each other without an empty line"}},
		"marks":                  {"mot\n" + strings.Repeat("*a_ ", 1001), []string{"n.md:2:1: error[N005]: more than 2000 marks of emphasis follow each other without an empty line"}},
		"nested marks":           {deep, []string{"n.md:1:1: error[N006]: lists and quotations are nested deeper than 16 levels"}},
		"nested lines":           {nestedList(18), []string{"n.md:17:33: error[N006]: lists and quotations are nested deeper than 16 levels"}},
		"heading":                {"mot\n\n## Titre", []string{"n.md:3:1: error[N010]: headings are not part of this language"}},
		"underlined heading":     {"Titre\n---", []string{"n.md:1:1: error[N010]: headings are not part of this language"}},
		"HTML":                   {"un <b>mot</b>", []string{"n.md:1:4: error[N011]: HTML is not part of this language", "n.md:1:10: error[N011]: HTML is not part of this language"}},
		"HTML comment":           {"un mot\n\n<!-- à revoir -->", []string{"n.md:3:1: error[N011]: HTML is not part of this language"}},
		"image":                  {"é ![mot](https://example.org/a.png)", []string{"n.md:1:3: error[N012]: images are not part of this language"}},
		"table":                  {"mot\n\n| a | b |\n|---|---|\n| x | y |", []string{"n.md:3:1: error[N013]: tables are not part of this language"}},
		"code block":             {"mot\n\n    mot", []string{"n.md:3:5: error[N014]: blocks of code are not part of this language, and a text that is set in by four spaces is one"}},
		"fenced code":            {"mot\n\n```go\nx\n```", []string{"n.md:3:1: error[N014]: blocks of code are not part of this language"}},
		"rule":                   {"mot\n\n***\n", []string{"n.md:3:1: error[N015]: rules are not part of this language"}},
		"http":                   {"[mot](http://example.org)", []string{`n.md:1:1: error[N016]: "http://example.org" is not an address for a link`}},
		"http address":           {"<http://example.org>", []string{`n.md:1:1: error[N016]: "http://example.org" is not an address for a link`}},
		"javascript":             {"[mot](javascript:alert(1))", []string{`n.md:1:1: error[N016]: "javascript:alert(1)" is not an address for a link`}},
		"relative":               {"[mot](a.pdf)", []string{`n.md:1:1: error[N016]: "a.pdf" is not an address for a link`}},
		"password":               {"[mot](https://a:b@example.org)", []string{`n.md:1:1: error[N016]: "https://a:b@example.org" is not an address for a link`}},
		"other letters":          {"[mot](https://exаmple.org)", []string{`n.md:1:1: error[N016]: "https://exаmple.org" is not an address for a link`}},
		"mail":                   {"<a@example.org>", []string{`n.md:1:1: error[N016]: links to "a@example.org" are not part of this language`}},
		"link without text":      {"[](https://example.org)", []string{"n.md:1:1: error[N016]: a link has no text"}},
		"link title":             {`[mot](https://example.org "titre")`, []string{"n.md:1:1: error[N017]: titles of links are not shown"}},
		"term":                   {`[](term: "sens") [mot](term:) un [mot](term: "` + strings.Repeat("a", 1001) + `")`, []string{"n.md:1:1: error[N026]: a definition has no term", "n.md:1:18: error[N026]: a term has no definition", "n.md:1:34: error[N026]: the definition of a term is longer than 1000 bytes or holds an invisible character"}},
		"link definition":        {"[mot]\n\n[mot]: https://example.org", []string{"n.md:3:1: error[N018]: link definitions are not part of this language", "n.md:3:8: error[N022]: an address in the text is not a link"}},
		"line break":             {"mot  \nmot\\\nmot", []string{"n.md:1:4: warning[N019]: a line break within a paragraph becomes a space", "n.md:2:4: warning[N019]: a line break within a paragraph becomes a space"}},
		"unknown callout":        {"> [!TIP]\n> mot", []string{`n.md:1:3: error[N021]: there is no callout "[!TIP]"`}},
		"callout with text":      {"> [!NOTE] mot\n> mot", []string{"n.md:1:3: error[N021]: the mark of a callout stands alone on its line"}},
		"empty callout":          {"> [!NOTE]", []string{"n.md:1:1: error[N025]: a quotation is empty"}},
		"bare address":           {"voir https://example.org", []string{"n.md:1:6: error[N022]: an address in the text is not a link"}},
		"struck out":             {"un ~~mot~~", []string{"n.md:1:4: error[N023]: struck-out text is not part of this language"}},
		"list from three":        {"3. mot", []string{"n.md:1:1: error[N024]: an ordered list starts at 3"}},
		"empty item":             {"- mot\n-\n", []string{"n.md:2:1: error[N025]: an item of a list is empty"}},
		"empty quotation":        {"mot\n\n>\n", []string{"n.md:3:1: error[N025]: a quotation is empty"}},
		"open reference":         {"été {{ volume.total", []string{`n.md:1:5: error[N030]: "{{" does not belong to a reference`}},
		"closed reference":       {"volume.total }}", []string{`n.md:1:14: error[N030]: "}}" does not belong to a reference`}},
		"reference over lines":   {"{{ volume\n.total.count }}", []string{`n.md:1:1: error[N030]: "{{" does not belong to a reference`, `n.md:2:14: error[N030]: "}}" does not belong to a reference`}},
		"escaped reference":      {`\{{ volume.total.count }}`, []string{`n.md:1:1: error[N030]: "{{" does not belong to a reference`, `n.md:1:24: error[N030]: "}}" does not belong to a reference`}},
		"no reference":           {"{{ volume }}", []string{`n.md:1:1: error[N031]: "volume" is not a reference`}},
		"unknown kind":           {"{{ chart:volume }}", []string{`n.md:1:1: error[N031]: "chart:volume" is not a reference`}},
		"kind without name":      {"{{ table: }}", []string{`n.md:1:1: error[N031]: "table:" is not a reference`}},
		"missing footnote":       {"mot[^1]", []string{`n.md:1:4: error[N040]: there is no footnote "1"`}},
		"unused footnote":        {"mot\n\n[^1]: note", []string{`n.md:3:1: error[N041]: no text refers to the footnote "1"`}},
		"footnote twice":         {"mot[^1]\n\n[^1]: note\n[^1]: note", []string{`n.md:4:1: error[N042]: the footnote "1" is written twice`}},
		"footnote of two":        {"mot[^1]\n\n[^1]: note\n\n    note", []string{`n.md:3:1: error[N043]: the footnote "1" is not one paragraph`}},
		"footnote of a footnote": {"mot[^1]\n\n[^1]: note[^1]", []string{"n.md:3:11: error[N043]: a footnote refers to a footnote"}},
		"footnote in a list":     {"- mot[^1]\n\n  [^1]: note", []string{`n.md:1:6: error[N040]: there is no footnote "1"`, `n.md:3:3: error[N044]: the footnote "1" stands within something else`}},
		"footnote in a footnote": {"mot[^1]\n\n[^1]: [^2]: note", []string{`n.md:3:1: error[N043]: the footnote "1" is not one paragraph`}},
		"typed number":           {"il y a 1 200 victimes", []string{`n.md:1:8: warning[N050]: the number "1 200" is typed, so it will not follow the data`}},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.List
			n, ok := prose.Parse("n.md", []byte(c.in), fr, &diags)
			if ok == diags.HasErrors() || ok != (n != nil) {
				t.Errorf("Parse returned %v, %v with %v", n, ok, diags.All())
			}
			var got []string
			for _, d := range diags.All() {
				line, hint, _ := strings.Cut(d.String(), "\n\thint: ")
				got = append(got, line)
				if _, ok := diag.Explain(d.Code); !ok {
					t.Errorf("%s is not explained", d.Code)
				}
				if strings.HasSuffix(hint, ".") {
					t.Errorf("the hint %q ends with a period", hint)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

func nestedList(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("  ", i) + "- mot\n")
	}
	return b.String()
}

func TestUnresolvedReferencesAreReported(t *testing.T) {
	var diags diag.List
	n, ok := prose.Parse("n.md", []byte("été {{ volume.x.count }}\n{{ table:x }}\n"), locale(t, "fr"), &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	if _, ok := n.Blocks(sample(), &diags); ok {
		t.Error("the references were resolved")
	}
	var got []string
	for _, d := range diags.All() {
		got = append(got, d.String())
	}
	want := []string{
		`n.md:1:5: error[N032]: the document has no value "volume.x.count"`,
		`n.md:2:1: error[N032]: the document has no table "x"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

func TestReferencesAreListedInReadingOrder(t *testing.T) {
	var diags diag.List
	n, ok := prose.Parse("n.md", []byte("{{ table:a }}[^1] {{ b.c }}\n\n[^1]: {{ section:d }}\n"), locale(t, "fr"), &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	want := []prose.Reference{
		{Pos: diag.Pos{File: "n.md", Line: 1, Col: 1}, Kind: prose.Table, Name: "a"},
		{Pos: diag.Pos{File: "n.md", Line: 3, Col: 7}, Kind: prose.Section, Name: "d"},
		{Pos: diag.Pos{File: "n.md", Line: 1, Col: 19}, Kind: prose.Value, Name: "b.c"},
	}
	if diff := cmp.Diff(want, n.References()); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}

func TestBombsAreCheap(t *testing.T) {
	fill := func(pattern string, run int) []byte {
		block := strings.Repeat(pattern, run) + "\n\n"
		return []byte(strings.Repeat(block, (256<<10)/len(block)))
	}
	fr := locale(t, "fr")
	for name, src := range map[string][]byte{
		"link openings":  []byte(strings.Repeat("[a](", 20_000)),
		"links at limit": fill("[a](", 500),
		"emphasis":       fill("**a_", 600),
		"references":     []byte(strings.Repeat("{{", 128<<10)),
		"footnotes":      []byte(strings.Repeat("[^", 128<<10)),
		"HTML":           []byte(strings.Repeat("<!--", 64<<10)),
		"code":           []byte(strings.Repeat("`a``", 64<<10)),
		"table":          []byte(strings.Repeat("|", 20_000) + "\n" + strings.Repeat("|-", 20_000) + "\n"),
		"steps":          []byte(nestedList(500)),
		"lines":          []byte(strings.Repeat("a\n", 128<<10)),
		"numbers":        []byte(strings.Repeat("1 x ", 64<<10)),
	} {
		start := time.Now()
		var diags diag.List
		if n, ok := prose.Parse("n.md", src, fr, &diags); ok {
			n.Blocks(sample(), &diags)
		}
		if d := time.Since(start); d > 5*time.Second { // A second on an idle machine; this one is shared.
			t.Errorf("%s takes %v", name, d)
		} else {
			t.Logf("%s: %v, %d diagnostics", name, d, len(diags.All()))
		}
	}
}
