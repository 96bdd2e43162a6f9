package compose_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/codes"
	"htsm/generator/compose"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/lang"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/spec"
	"htsm/generator/table"
	"htsm/generator/theme"
	"htsm/templates"
)

// A desk is what documents of these tests are composed from.
type desk struct {
	languages  *lang.Set
	book       *codes.Book
	theme      *theme.Theme
	contract   *contract.Contract
	narratives map[string]string // By name and language.
}

func file(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func none(t testing.TB, diags *diag.List) {
	t.Helper()
	if diags.HasErrors() {
		t.Fatal(diags.All())
	}
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	files := fstest.MapFS{
		"data/small.contract.yaml": {Data: []byte(file(t, "small.contract.yaml"))},
		"data/codes/crimes.yaml":   {Data: []byte(file(t, "crimes.yaml"))},
	}
	var diags diag.List
	d := &desk{languages: lang.Load(templates.FS, "lang", &diags), book: codes.Load(files, "data/codes", &diags)}
	d.theme, _ = theme.Read(templates.FS, "theme.yaml", &diags)
	d.contract, _ = contract.Load(files, "data/small.contract.yaml", &diags)
	none(t, &diags)
	d.narratives = map[string]string{
		"summary.en": "There were {{ volume.total.count }} persons[^a], {{ volume.total.change-previous }}; see {{ figure:means }}, {{ table:volume }} and {{ table:secret }}.\n\n[^a]: Not cases.\n",
		"summary.fr": "On compte {{ volume.total.count }} personnes[^a], {{ volume.total.change-previous }} ; voir {{ figure:means }}, {{ table:volume }} et {{ table:secret }}.\n\n[^a]: Et non des affaires.\n",
	}
	return d
}

// input returns what a document in one language is composed from.
func (d *desk) input(t testing.TB, report, language string, raw ...*table.Table) compose.Input {
	t.Helper()
	var diags diag.List
	r, ok := spec.Load(fstest.MapFS{"brief.yaml": {Data: []byte(report)}}, "brief.yaml", &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	world := plan.World{
		Contract: d.contract, Codes: noCodes{}, Languages: d.languages.Tags(),
		Narrative: func(_, name, language string) bool { return d.narratives[name+"."+language] != "" },
	}
	p := plan.Resolve(r, world, &diags)
	none(t, &diags)
	locale, ok := d.languages.Locale(language)
	if !ok {
		t.Fatalf("there is no language %s", language)
	}
	in := compose.Input{
		Plan: p, Audience: p.Audiences[0], Locale: locale, Book: d.book, Theme: d.theme, Span: october(),
		Narrative: func(name string) (string, []byte, bool) {
			text, ok := d.narratives[name+"."+language]
			return name + "." + language + ".md", []byte(text), ok
		},
		Edition: compose.Edition{Dated: "2026-10-31", Extract: "abc", Rows: 200, Rejected: 1, Version: "1.2"},
	}
	for _, k := range raw {
		in.Tables = append(in.Tables, p.Audiences[0].Policy.Apply(k))
	}
	return in
}

func document(t testing.TB, in compose.Input) *doc.Document {
	t.Helper()
	var diags diag.List
	d, err := compose.Document(in, &diags)
	if err != nil {
		t.Fatal(err)
	}
	none(t, &diags)
	return d
}

type noCodes struct{}

func (noCodes) Has(string, string) bool         { return true }
func (noCodes) Near(string, string) string      { return "" }
func (noCodes) Residual(string, string) bool    { return false }
func (noCodes) Rank(string, string) (int, bool) { return 0, false }

func october() period.Span { return period.Span{First: period.Of(2026, 10), Last: period.Of(2026, 10)} }

func word(key string) head.Label { return head.OfWord(key) }

func crimeRow(code string) head.Row {
	return head.Row{Key: code, Labels: []head.Label{head.OfCode("crimes", code)}}
}

func totalRow() head.Row {
	return head.Row{Key: "total", Labels: []head.Label{word("total")}, Kind: head.Total}
}

// tested returns a change with its interval and its adjusted p.
func tested(earlier, later int64, low, high, p float64) table.Cell {
	c := table.ChangeOf(earlier, later, 20)
	c.Interval = table.Interval{Level: 95, Low: low, High: high, Method: "rate-ratio"}
	c.Test = table.Test{Done: true, P: p, Adjusted: p}
	return c
}

// volumeOf returns a table of volume with one comparison.
func volumeOf(rows []head.Row, cells ...[]table.Cell) *table.Table {
	return &table.Table{
		ID: "volume", Statistic: "volume", Unit: "persons", Span: october(),
		Stub: []head.Dimension{{Name: "crime", List: "crimes"}}, Rows: rows, Cells: cells,
		Cols: []head.Col{
			{Key: "count", Label: word("column.count")},
			{Key: "previous-before", Label: word("column.previous-before")},
			{Key: "change-previous", Label: word("column.change-previous"), Measure: head.Measure{Quantity: head.Change}},
		},
		Basis: table.Basis{Total: 160, Answered: 160, Reporters: 3, Window: october()},
	}
}

func volume() *table.Table {
	provisional := table.CountOf(40)
	provisional.Flags = table.Provisional
	return volumeOf([]head.Row{crimeRow("SOM"), crimeRow("THB"), totalRow()},
		[]table.Cell{table.CountOf(120), table.CountOf(80), tested(80, 120, 0.13, 1.02, 0.004)},
		[]table.Cell{provisional, table.CountOf(12), table.ChangeOf(12, 40, 20)},
		[]table.Cell{table.CountOf(160), table.CountOf(92), tested(92, 160, 0.34, 1.27, 0.001)},
	)
}

// means returns a prevalence with intervals, a small base and a small count.
func means() *table.Table {
	share := func(x, n int64, low, high float64) table.Cell {
		c := table.ShareOf(x, n, 20)
		if c.State == table.Known {
			c.Interval = table.Interval{Level: 95, Low: low, High: high, Method: "wilson"}
		}
		return c
	}
	return &table.Table{
		ID: "means", Statistic: "prevalence", Unit: "persons", Span: october(),
		Stub: []head.Dimension{{Name: "crime", List: "crimes"}},
		Cols: []head.Col{
			{Key: "count", Label: word("column.count")},
			{Key: "share", Label: word("column.share-answered"), Measure: head.Measure{Quantity: head.Share}},
		},
		Rows: []head.Row{crimeRow("THB"), crimeRow("SOM"), {Key: "OTH", Labels: []head.Label{head.OfCode("crimes", "OTH")}, Kind: head.Residual}},
		Cells: [][]table.Cell{
			{table.CountOf(60), share(60, 120, 0.412, 0.588)},
			{table.CountOf(30), share(30, 120, 0.181, 0.334)},
			{table.CountOf(2), share(2, 120, 0.005, 0.059)},
		},
		Caveats: []table.Caveat{{Word: "caveat.multi-response"}},
		Basis:   table.Basis{Total: 160, Answered: 120, Unknown: 40, Reporters: 3, Window: october()},
	}
}

// secret returns a table whose small count could be had by subtraction.
func secret() *table.Table {
	return &table.Table{
		ID: "secret", Statistic: "ranking", Unit: "persons", Span: october(), Stub: []head.Dimension{{Name: "crime", List: "crimes"}},
		Cols:  []head.Col{{Key: "count", Label: word("column.count")}},
		Rows:  []head.Row{crimeRow("THB"), crimeRow("SOM"), totalRow()},
		Cells: [][]table.Cell{{table.CountOf(50)}, {table.CountOf(1)}, {table.CountOf(51)}},
		Sums:  []table.Sum{{Total: table.Place{Row: 2}, Parts: []table.Place{{Row: 0}, {Row: 1}}}},
		Basis: table.Basis{Total: 51, Answered: 51, Window: october()},
	}
}

func TestDocumentsSayTheSameInBothLanguages(t *testing.T) {
	d := newDesk(t)
	var places [][]string
	for _, language := range []string{"en", "fr"} {
		k := document(t, d.input(t, file(t, "brief.yaml"), language, volume(), means(), secret()))
		name := filepath.Join("testdata", "document."+language+".txt")
		got := dump(t, k)
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(file(t, "document."+language+".txt"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
		var list []string
		for _, f := range k.Facts() {
			list = append(list, f.Place)
		}
		places = append(places, list)
		if language == "fr" && !k.Meta.RightToLeft && !strings.Contains(got, "\u202f") {
			t.Error("the French document has no narrow no-break space")
		}
	}
	if diff := cmp.Diff(places[0], places[1]); diff != "" {
		t.Errorf("the facts stand in other places (-en +fr):\n%s", diff)
	}
}

// A figure reads the same in a sentence, in the table and in a headline.
func TestSentencesShareTheirFiguresWithTheTable(t *testing.T) {
	k := document(t, newDesk(t).input(t, file(t, "brief.yaml"), "en", volume(), means(), secret()))
	facts := map[string]string{}
	for _, f := range k.Facts() {
		facts[f.Place] = f.Display
	}
	if facts["t-volume/total/count"] != "160" || facts["k-volume/0/value"] != "160" || !strings.Contains(facts["s1/p1"], "There were 160 persons, +74%") {
		t.Errorf("table %q, headline %q, sentence %q", facts["t-volume/total/count"], facts["k-volume/0/value"], facts["s1/p1"])
	}
}

// Notes count from 1 in the order of first reference.
func TestNotesAreNumberedInOrder(t *testing.T) {
	k := document(t, newDesk(t).input(t, file(t, "brief.yaml"), "en", volume(), means(), secret()))
	for i, n := range k.Notes {
		if n.ID != doc.NoteID(i+1) {
			t.Errorf("note %d has the number %d", i+1, n.ID)
		}
	}
	seen := &noteOrder{}
	for _, s := range k.Body {
		for _, b := range s.Blocks {
			if err := b.Accept(seen); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !slices.IsSorted(seen.first) || len(seen.first) != len(k.Notes) {
		t.Errorf("notes are first referred to in the order %v", seen.first)
	}
}

// Each case is the change of one total, and what may be said of it.
func TestWordsOfChangeAreOnlyUsedWhereTheyAreAllowed(t *testing.T) {
	provisional := func(c table.Cell) table.Cell { c.Flags |= table.Provisional; return c }
	for _, c := range []struct {
		name   string
		before int64
		change table.Cell
		en, fr string
	}{
		{
			"rise", 80, tested(80, 120, 0.13, 1.02, 0.004),
			"increase of 50% on September 2026", "hausse de 50\u202f% par rapport à septembre 2026",
		},
		{
			"fall", 200, tested(200, 120, -0.52, -0.24, 0.05),
			"decrease of 40.0% on September 2026", "baisse de 40,0\u202f% par rapport à septembre 2026",
		},
		{
			"p is too large", 80, tested(80, 120, 0.13, 1.02, 0.051),
			"no clear change on September 2026 (+50%; 95% CI +13% to +102%)",
			"pas d’évolution nette par rapport à septembre 2026 (+50\u202f%\u202f; IC à 95\u202f%\u00a0: +13\u202f% à +102\u202f%)",
		},
		{
			"interval holds no change", 80, tested(80, 120, -0.01, 1.02, 0.01),
			"no clear change on September 2026 (+50%; 95% CI −1% to +102%)",
			"pas d’évolution nette par rapport à septembre 2026 (+50\u202f%\u202f; IC à 95\u202f%\u00a0: −1\u202f% à +102\u202f%)",
		},
		{
			"provisional", 80, provisional(tested(80, 120, 0.13, 1.02, 0.001)),
			"120, after 80 in September 2026; the periods cannot be compared",
			"120, contre 80 en septembre 2026\u202f; les périodes ne sont pas comparables",
		},
		{
			"not tested", 80, table.ChangeOf(80, 120, 20),
			"+50% on September 2026", "+50\u202f% par rapport à septembre 2026",
		},
		{
			"small past", 19, table.ChangeOf(19, 120, 20),
			"120, after 19 in September 2026", "120, contre 19 en septembre 2026",
		},
		{
			"from nothing", 0, table.ChangeOf(0, 120, 20),
			"no relative change, as the count in September 2026 is zero", "pas d’évolution relative, car l’effectif est nul en septembre 2026",
		},
		{
			"withheld", 4, table.ChangeOf(4, 120, 20),
			"change on September 2026 not shown", "évolution par rapport à septembre 2026 non indiquée",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := volumeOf([]head.Row{totalRow()}, []table.Cell{table.CountOf(120), table.CountOf(c.before), c.change})
			for language, want := range map[string]string{"en": c.en, "fr": c.fr} {
				d := document(t, newDesk(t).input(t, headline, language, k))
				figures, ok := d.Body[0].Blocks[0].(*doc.KeyFigures)
				if !ok || len(figures.Items) != 1 {
					t.Fatalf("the section holds %+v", d.Body[0].Blocks[0])
				}
				got := figures.Items[0].Details[1]
				if got != want {
					t.Errorf("%s: %q, want %q", language, got, want)
				}
			}
		})
	}
}

const headline = `report: brief
title: {fr: Bulletin, en: Brief}
extract: small
period: month
languages: [fr, en]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 5}}
statistics:
  volume: {is: volume, compare: previous}
sections:
  - {title: {fr: Un, en: One}, show: [{key-figures: volume}]}
`

// Ticks are round and hold all points and intervals; bars start at zero.
func TestAxesHaveRoundTicksThatHoldEveryPoint(t *testing.T) {
	report := strings.Replace(headline, "{key-figures: volume}", "{chart: volume, as: column}", 1)
	report = strings.Replace(report, "threshold: 5", "threshold: 1", 1)
	for _, c := range []struct {
		counts []int64
		want   string
	}{
		{[]int64{0, 0}, "0 1"},
		{[]int64{5, 7}, "0 2 4 6 8"},
		{[]int64{2, 1}, "0 1 2"},
		{[]int64{5, 1}, "0 1 2 3 4 5"},
		{[]int64{11, 1}, "0 5 10 15"},
		{[]int64{99, 101}, "0 25 50 75 100 125"},
		{[]int64{12_345, 6}, "0 2,500 5,000 7,500 10,000 12,500"},
	} {
		k := &table.Table{
			ID: "volume", Statistic: "volume", Unit: "persons", Span: october(), Stub: []head.Dimension{{Name: "crime", List: "crimes"}},
			Cols: []head.Col{{Key: "count", Label: word("column.count")}}, Rows: []head.Row{crimeRow("THB"), crimeRow("SOM")},
		}
		for _, n := range c.counts {
			k.Cells = append(k.Cells, []table.Cell{table.CountOf(n)})
		}
		d := document(t, newDesk(t).input(t, report, "en", k))
		f, ok := d.Body[0].Blocks[0].(*doc.Figure)
		if !ok {
			t.Fatalf("the section holds %+v", d.Body[0].Blocks[0])
		}
		var ticks []string
		for _, k := range f.Chart.Axis.Ticks {
			ticks = append(ticks, k.Text)
		}
		if got := strings.Join(ticks, " "); got != c.want {
			t.Errorf("%v: ticks %s, want %s", c.counts, got, c.want)
		}
		if a := f.Chart.Axis; a.Min != 0 || a.Max < float64(slices.Max(c.counts)) {
			t.Errorf("%v: the axis runs from %v to %v", c.counts, a.Min, a.Max)
		}
	}
}

// A column that the statistic does not have draws a warning; if none is left,
// a remark stands in the place.
func TestColumnsThatDoNotExistAreSaid(t *testing.T) {
	for _, c := range []struct{ columns, want string }{
		{"[count, cuont]", `brief.yaml:11:78: warning[B015]: volume has no column "cuont" in 2026-10` + "\n\thint: did you mean \"count\"?"},
		{"[cuont]", `brief.yaml:11:71: warning[B015]: volume has no column "cuont" in 2026-10` + "\n\thint: did you mean \"count\"?"},
	} {
		for _, form := range []string{"table", "chart", "key-figures"} {
			report := strings.Replace(headline, "{key-figures: volume}", "{"+form+": volume, columns: "+c.columns+"}", 1)
			var diags diag.List
			d, err := compose.Document(newDesk(t).input(t, report, "en", volume()), &diags)
			if err != nil || len(diags.All()) != 1 {
				t.Fatalf("%s of %s: %v, %v", form, c.columns, err, diags.All())
			}
			got := diags.All()[0]
			got.Pos.Col += len("key-figures") - len(form) // The columns as under key-figures.
			if got.String() != c.want {
				t.Errorf("%s of %s: %s", form, c.columns, got)
			}
			_, remark := d.Body[0].Blocks[0].(*doc.Callout)
			if remark != (c.columns == "[cuont]") {
				t.Errorf("%s of %s: a %T stands in the place", form, c.columns, d.Body[0].Blocks[0])
			}
		}
	}
}

func TestNarrativesWithFaultsGiveNoDocument(t *testing.T) {
	d := newDesk(t)
	d.narratives["summary.en"] = "See {{ table:nothing }}.\n"
	var diags diag.List
	if _, err := compose.Document(d.input(t, file(t, "brief.yaml"), "en", volume(), means(), secret()), &diags); err != nil {
		t.Fatal(err)
	}
	want := []diag.Diagnostic{{Pos: diag.Pos{File: "summary.en.md", Line: 1, Col: 5}, Severity: diag.Error, Code: "N032", Message: `the document has no table "nothing"`}}
	if diff := cmp.Diff(want, diags.All()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNamesOfBriefsAreSlugs(t *testing.T) {
	for value, want := range map[string]string{"": "brief", "ITA": "brief-ita", "Côte d’Or/2": "brief-c-te-d-or-2"} {
		if got := compose.Name("brief", value); got != want {
			t.Errorf("Name(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestRevisionAndMarkingStandOnTheCover(t *testing.T) {
	in := newDesk(t).input(t, file(t, "brief.yaml"), "en", volume(), means(), secret())
	in.Edition.Revision, in.Edition.Reason = 2, "late reports"
	k := document(t, in)
	if k.Meta.Reference != "BRIEF/2026-10/PARTNERS/EN/R2" || k.Meta.Reason != "late reports" || k.Meta.Marking.Text != "TLP:GREEN" {
		t.Errorf("the cover says %+v", k.Meta)
	}
	var reason bool
	for _, row := range k.Meta.Facts {
		reason = reason || row.Text == "late reports"
	}
	if !reason {
		t.Errorf("the box on the cover does not give the reason: %+v", k.Meta.Facts)
	}
}

func TestTheCoverNamesWhomToAskAndTheNextEdition(t *testing.T) {
	with := strings.Replace(headline, "period: month\n", "period: month\ncontact: {name: Desk, email: desk@police.example, phone: +32 2 555 01 00}\nnext: {day: 15}\n", 1)
	with = strings.NewReplacer("[fr, en]", "[en, ar]", "{fr: Bulletin, en: Brief}", "Brief", "{fr: Un, en: One}", "One").Replace(with)
	for language, want := range map[string][]string{
		"en": {"Contact", "Desk; desk@police.example; +32 2 555 01 00", "Next edition", "November 2026, on 15 December 2026"},
		"ar": {"جهة الاتصال", "Desk؛ \u2066desk@police.example\u2069؛ \u2066+32 2 555 01 00\u2069", "العدد القادم", "تشرين الثاني/نوفمبر 2026، في 15 كانون الأول/ديسمبر 2026"},
	} {
		rows := map[string]string{}
		m := document(t, newDesk(t).input(t, with, language, volume())).Meta
		for _, r := range m.Facts {
			rows[r.Label] = r.Text
		}
		if rows[want[0]] != want[1] || rows[want[2]] != want[3] || m.Contact.Email != "desk@police.example" || m.Next != want[3] {
			t.Errorf("%s: the cover says %q", language, rows)
		}
	}
	last := strings.Replace(with, "next: {day: 15}", "next: none", 1)
	if m := document(t, newDesk(t).input(t, last, "en", volume())).Meta; m.Next != "" {
		t.Errorf("after the last edition comes one: %q", m.Next)
	}
}
