package search_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"modernc.org/quickjs"
	"pgregory.net/rapid"

	"htsm/generator/search"
)

// browser returns a machine with the search of the site and no page.
func browser(t *testing.T) *quickjs.VM {
	t.Helper()
	source, err := os.ReadFile("../../site/static/search.js")
	if err != nil {
		t.Fatal(err)
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vm.Close() })
	own := `
	var htsmLoaded;
	function htsmTake(script) { htsmLoaded = JSON.parse(script.slice("htsmIndex(".length, -3)); return ""; }
	function htsmAsk(query) { return JSON.stringify(htsmFind(htsmLoaded, query).map(function (i) { return htsmLoaded.entries[i][0]; })); }
	function htsmSay(text) { return JSON.stringify(htsmWords(text)); }`
	if _, err := vm.Eval(string(source)+own, quickjs.EvalGlobal); err != nil {
		t.Fatal(err)
	}
	return vm
}

func call(t interface{ Fatal(...any) }, vm *quickjs.VM, name, argument string) []string {
	out, err := vm.Call(name, argument)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if err := json.Unmarshal([]byte(out.(string)), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTextsAreFoldedByLanguage(t *testing.T) {
	for text, want := range map[string][]string{
		"Méditerranée orientale":      {"mediterranee", "orientale"},
		"l’Œuvre, n° 12":              {"l", "oeuvre", "n", "12"},
		"Niño—año":                    {"nino", "ano"},
		"الاتجار بالبشر":              {"اتجار", "بالبشر"},
		"أُسْرَة إسبانيا آسيا مستشفى": {"اسره", "اسبانيا", "اسيا", "مستشفي"},
		"كتـــاب ٢٠٢٦":                {"كتاب", "2026"},
		"Łódź Straße Đakovica":        {"lodz", "strasse", "dakovica"},
		"case 123456 and 1234567":     {"case", "123456", "and"},
	} {
		if diff := cmp.Diff(want, search.Words(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// The page must fold a query exactly as the index was folded.
func TestThePageFoldsAsTheIndexDoes(t *testing.T) {
	vm := browser(t)
	letters := []rune("aÀéñŒßøıIJ’'-–— 09٣٤ الأإآىةؤئـً\u064B\u200Fﬁ½²ǅжΣς漢")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.SampledFrom(letters), 0, 30).Draw(t, "text"))
		want := search.Words(text)
		if got := call(t, vm, "htsmSay", text); !slices.Equal(got, want) {
			t.Fatalf("the page reads %q as %q, the index as %q", text, got, want)
		}
	})
}

func TestWhatIsAskedIsFound(t *testing.T) {
	vm := browser(t)
	index, err := search.Index([]search.Entry{
		{Title: "Routes", Text: "The eastern Mediterranean route"},
		{Title: "Recrutement des victimes", Terms: "Réseaux sociaux en ligne online_social"},
		{Title: "الاتجار بالبشر", Text: "الضحايا في إسبانيا"},
		{Title: "Mediterranean", Over: "Brief, October 2026"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := vm.Call("htsmTake", string(index)); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][]string{
		"mediterranean":          {"Mediterranean", "Routes"}, // Titles before texts.
		"Medit":                  {"Mediterranean", "Routes"}, // The beginning of a word.
		"meditteranean":          {"Mediterranean", "Routes"}, // A slip of the finger.
		"raotes":                 {"Routes"},                  // Two slips in a short word that begins right.
		"saotes":                 {},
		"اتجاز":                  {"الاتجار بالبشر"},
		"reseaux":                {"Recrutement des victimes"},
		"recrutment":             {"Recrutement des victimes"},
		"online_social":          {"Recrutement des victimes"},
		"اسبانيا":                {"الاتجار بالبشر"},
		"اتجار":                  {"الاتجار بالبشر"},
		"eastern route":          {"Routes"}, // Every word.
		"eastern brief":          {},
		"2026":                   {"Mediterranean"},
		"<script>":               {},
		"constructor":            {},
		strings.Repeat("x", 500): {},
	} {
		if diff := cmp.Diff(want, call(t, vm, "htsmAsk", query)); diff != "" {
			t.Errorf("%.40q (-want +got):\n%s", query, diff)
		}
	}
}

func TestAnIndexIsAScriptWhateverTheTexts(t *testing.T) {
	hostile := "</script><script>alert(1)</script>\u2028\"\\"
	index, err := search.Index([]search.Entry{{Title: hostile, Over: hostile, Href: hostile, Text: hostile, Terms: hostile}})
	if err != nil {
		t.Fatal(err)
	}
	if s := string(index); strings.ContainsAny(s, "<\u2028") || !strings.HasPrefix(s, "htsmIndex({") || !strings.HasSuffix(s, "});\n") {
		t.Errorf("the index is %s", s)
	}
}

func TestLongTextsAreCutForShowAndSearchedWhole(t *testing.T) {
	index, err := search.Index([]search.Entry{{Title: "x", Text: strings.Repeat("word ", 100) + "needle"}})
	if err != nil {
		t.Fatal(err)
	}
	if s := string(index); strings.Contains(s, "word needle") || !strings.Contains(s, `"needle"`) {
		t.Errorf("the index is %s", s)
	}
}
