package codes_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"htsm/generator/codes"
	"htsm/generator/diag"
)

const coast = `list: coast
title: {fr: Côte, en: Coast}
source: invented
unreviewed: [fr]
ordered: true
parents: land
codes:
  - code: N-1
    label: {fr: "Côte nord", en: "Northern coast"}
    short: {en: North}
    parent: IT
    at: {lat: 45.5, lon: -12.5}
    note: note.coast
  - code: other
    label: {fr: Autre, en: Other}
    residual: true
`

const land = `list: land
title: {fr: Pays, en: Country}
source: invented
codes:
  - {code: IT, label: {fr: Italie, en: Italy}}
`

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"codes/README.md": {Data: []byte("no list")}}
	for name, text := range files {
		fsys["codes/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestLoadReadsEveryListOfTheFolder(t *testing.T) {
	var diags diag.List
	b := codes.Load(folder(map[string]string{"coast.yaml": coast, "land.yaml": land}), "codes", &diags)
	if all := diags.All(); all != nil {
		t.Fatalf("diagnostics: %v", all)
	}
	if diff := cmp.Diff([]string{"coast", "land"}, b.Names()); diff != "" {
		t.Error(diff)
	}
	got, _ := b.List("coast")
	want := &codes.List{
		Name: "coast", Title: map[string]string{"fr": "Côte", "en": "Coast"}, Source: "invented",
		Unreviewed: []string{"fr"}, Ordered: true, Parents: "land",
		Codes: []codes.Code{
			{
				Pos: diag.Pos{File: "codes/coast.yaml", Line: 8, Col: 11}, Code: "N-1",
				Labels: map[string]string{"fr": "Côte nord", "en": "Northern coast"},
				Short:  map[string]string{"en": "North"}, Note: "note.coast", Parent: "IT", Lat: 45.5, Lon: -12.5,
			},
			{
				Pos: diag.Pos{File: "codes/coast.yaml", Line: 14, Col: 11}, Code: "other",
				Labels: map[string]string{"fr": "Autre", "en": "Other"}, Residual: true,
			},
		},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(codes.List{})); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
}

func TestLabelsFallBackInOrder(t *testing.T) {
	var diags diag.List
	b := codes.Load(folder(map[string]string{"coast.yaml": coast, "land.yaml": land}), "codes", &diags)
	l, _ := b.List("coast")
	bare := &codes.List{
		Name: "bare", Title: map[string]string{"fr": "Nu", "es": "Desnudo"},
		Codes: []codes.Code{{Code: "A", Labels: map[string]string{"fr": "Un", "es": "Uno"}}},
	}
	for _, c := range []struct{ what, got, want string }{
		{"the label in the language", l.Label("N-1", "fr"), "Côte nord"},
		{"English for a language that the list lacks", l.Label("N-1", "ar"), "Northern coast"},
		{"the first language without English", bare.Label("A", "ar"), "Uno"},
		{"the code for a code that the list lacks", l.Label("N-2", "fr"), "N-2"},
		{"the short label", l.ShortLabel("N-1", "en"), "North"},
		{"the label without a short one", l.ShortLabel("N-1", "fr"), "Côte nord"},
		{"the short English label for a language that the list lacks", l.ShortLabel("N-1", "ar"), "North"},
		{"the code for a code that the list lacks, short", l.ShortLabel("N-2", "fr"), "N-2"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if _, ok := l.Code("n-1"); ok {
		t.Error("a code is found in the wrong case")
	}
	if diff := cmp.Diff([]string{"other"}, l.Residuals()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"en", "fr"}, l.Languages()); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownNamesDrawASuggestion(t *testing.T) {
	var diags diag.List
	b := codes.Load(folder(map[string]string{"coast.yaml": coast, "land.yaml": land}), "codes", &diags)
	l, _ := b.List("coast")
	for _, c := range []struct{ got, want string }{
		{b.Suggest("coats"), `did you mean "coast"?`},
		{b.Suggest("mountains"), "code lists: coast, land"},
		{l.Suggest("othr"), `did you mean "other"?`},
		{l.Suggest("somewhere"), "codes of the list coast: N-1, other"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	var none codes.Book
	if _, ok := none.List("coast"); ok || none.Names() != nil {
		t.Error("the zero Book holds a list")
	}
}

func TestLoadReportsEveryFaultWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{
			"a list under another name",
			map[string]string{"coast.yaml": change(land, "list: land", "list: lands")},
			[]string{"codes/coast.yaml:1:7: error K002"},
		},
		{
			"a code twice",
			map[string]string{"land.yaml": land + "  - {code: IT, label: {fr: Italia, en: Italia}}\n"},
			[]string{"codes/land.yaml:6:12: error K003"},
		},
		{
			"a label that is missing and one too many",
			map[string]string{"land.yaml": change(land, "en: Italy", "es: Italia")},
			[]string{"codes/land.yaml:5:12: error K004", "codes/land.yaml:5:36: error K005"},
		},
		{
			"a short label and a review in a language that the list lacks",
			map[string]string{"land.yaml": change(change(land, "source:", "unreviewed: [ar]\nsource:"), "en: Italy}}", "en: Italy}, short: {es: I}}")},
			[]string{"codes/land.yaml:3:14: error K005", "codes/land.yaml:6:56: error K005"},
		},
		{
			"parents in a list that does not exist",
			map[string]string{"coast.yaml": coast},
			[]string{"codes/coast.yaml:6:10: error K006"},
		},
		{
			"a parent that does not exist",
			map[string]string{"coast.yaml": change(coast, "parent: IT", "parent: FR"), "land.yaml": land},
			[]string{"codes/coast.yaml:11:13: error K006"},
		},
		{
			"a parent of the same list that comes later, and one that is the code itself",
			map[string]string{"land.yaml": change(land, "en: Italy}}", "en: Italy}, parent: EU}") + "  - {code: EU, label: {fr: UE, en: EU}, parent: EU}\n"},
			[]string{"codes/land.yaml:5:56: error K006", "codes/land.yaml:6:49: error K006"},
		},
		{
			"a fault of the parents' list is reported once",
			map[string]string{"coast.yaml": coast, "land.yaml": change(land, "code: IT", "code: I;T")},
			[]string{"codes/land.yaml:5:12: error Y016"},
		},
		{
			"a place off the globe",
			map[string]string{"coast.yaml": change(coast, "lat: 45.5", "lat: 145.5"), "land.yaml": land},
			[]string{"codes/coast.yaml:8:11: error K007"},
		},
		{
			"twins are a warning",
			map[string]string{"land.yaml": land + "  - {code: VA, label: {fr: Saint-Siège, en: Italy}}\n"},
			[]string{"codes/land.yaml:6:45: warning K008"},
		},
		{"no list at all", nil, []string{"codes: error K001"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var diags diag.List
			b := codes.Load(folder(c.files), "codes", &diags)
			var got []string
			for _, d := range diags.All() {
				got = append(got, fmt.Sprintf("%v: %v %s", d.Pos, d.Severity, d.Code))
				if d.Code[0] == 'K' {
					if _, ok := diag.Explain(d.Code); !ok {
						t.Errorf("%s is not explained", d.Code)
					}
				}
				if stem, _, _ := strings.Cut(strings.TrimPrefix(d.Pos.File, "codes/"), "."); d.Severity == diag.Error {
					if _, ok := b.List(stem); ok {
						t.Errorf("the faulty list %q is in the book", stem)
					}
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("no folder", func(t *testing.T) {
		var diags diag.List
		codes.Load(fstest.MapFS{}, "codes", &diags)
		if all := diags.All(); len(all) != 1 || all[0].Code != "K001" {
			t.Errorf("diagnostics: %v", all)
		}
	})
}

func change(text, from, to string) string {
	if !strings.Contains(text, from) {
		panic("the text does not hold " + from)
	}
	return strings.Replace(text, from, to, 1)
}

func FuzzLoad(f *testing.F) {
	f.Add(coast)
	f.Add(land)
	f.Fuzz(func(t *testing.T, text string) {
		var diags diag.List
		b := codes.Load(folder(map[string]string{"coast.yaml": text}), "codes", &diags)
		l, ok := b.List("coast")
		if ok == diags.HasErrors() {
			t.Fatalf("in the book: %v, diagnostics: %v", ok, diags.All())
		}
		if !ok {
			return
		}
		for _, c := range l.Codes {
			for _, language := range l.Languages() {
				if c.Labels[language] == "" {
					t.Fatalf("%s has no label in %s", c.Code, language)
				}
			}
		}
	})
}
