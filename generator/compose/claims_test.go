package compose_test

import (
	"strings"
	"testing"

	"htsm/generator/compose"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/table"
)

const told = `report: brief
title: Brief
extract: small
period: month
languages: [en]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 3}}
statistics:
  volume: {is: volume, by: crime, compare: previous}
  means: {is: prevalence, of: means}
  signals: {is: emergence, of: crime}
sections:
  - {title: Text, text: claim}
  - {title: Tables, show: [{table: volume}, {table: means}]}
  - {title: Method, show: [{method: all}]}
`

// sentence composes a narrative of one sentence and returns it with what was
// reported.
func sentence(t *testing.T, text string, raw ...*table.Table) (string, []diag.Diagnostic) {
	t.Helper()
	d := newDesk(t)
	d.narratives["claim.en"] = text
	var diags diag.List
	k, err := compose.Document(d.input(t, told, "en", append(raw, means())...), &diags)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range k.Facts() {
		if f.Place == "s1/p1" {
			return f.Display, diags.All()
		}
	}
	return "", diags.All()
}

func TestASentenceThatNoTestSupportsIsMarked(t *testing.T) {
	const mark = " [no clear change: no test supports this sentence]"
	weak := volumeOf([]head.Row{totalRow()}, []table.Cell{table.CountOf(120), table.CountOf(80), tested(80, 120, -0.1, 1.02, 0.2)})
	late := volumeOf([]head.Row{totalRow()}, []table.Cell{table.CountOf(120), table.CountOf(80), tested(80, 120, 0.13, 1.02, 0.001)})
	late.Cells[0][2].Flags = table.Provisional
	few := volumeOf([]head.Row{totalRow()}, []table.Cell{table.CountOf(2), table.CountOf(80), tested(80, 2, -0.99, -0.9, 0.001)})
	for _, c := range []struct {
		name, text string
		raw        *table.Table
		marked     bool
	}{
		{"a rise that holds", "Detections rose to {{ volume.total.count }}.", volume(), false},
		{"the change itself", "The increase is {{ volume.total.change-previous }}.", volume(), false},
		{"a fall where there is a rise", "Detections fell to {{ volume.total.count }}.", volume(), true},
		{"a rise without a test", "Trafficking rose to {{ volume.THB.count }}.", volume(), true},
		{"a rise that does not hold", "Detections rose to {{ volume.total.count }}.", weak, true},
		{"a provisional rise", "Detections rose to {{ volume.total.count }}.", late, true},
		{"a suppressed figure", "Detections fell to {{ volume.total.count }}.", few, true},
		{"a row that does not exist", "Detections rose to {{ volume.XXX.count }}.", volume(), true},
		{"a finding", "Trafficking is emerging, with {{ signals.THB.count }}.", signals("emerging"), false},
		{"a denied rise that holds", "Detections did not rise to {{ volume.total.count }}.", volume(), true},
		{"a denied rise without a test", "Trafficking did not rise from {{ volume.THB.count }}.", volume(), true},
		{"a denied fall where there is a rise", "Detections did not fall: {{ volume.total.count }}.", volume(), false},
		{"no clear rise where none holds", "There is no clear rise in {{ volume.total.count }}.", weak, false},
		{"no clear rise where one holds", "There is no clear rise in {{ volume.total.count }}.", volume(), true},
		{"no word of change", "There were {{ volume.total.count }}.", weak, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, diags := sentence(t, c.text, c.raw)
			var warned bool
			for _, d := range diags {
				warned = warned || d.Code == "H005" && d.Severity == diag.Warning && d.Pos.Line == 1 && d.Pos.Col > 1
			}
			if strings.HasSuffix(got, mark) != c.marked || warned != c.marked {
				t.Errorf("%q, reported %v", got, diags)
			}
		})
	}
}

// facts returns the displays of a document by place.
func facts(t *testing.T, raw ...*table.Table) map[string]string {
	t.Helper()
	d := newDesk(t)
	d.narratives["claim.en"] = "A text."
	out := map[string]string{}
	for _, f := range document(t, d.input(t, told, "en", raw...)).Facts() {
		out[f.Place] = f.Display
	}
	return out
}

func TestSourcesSayWhatFiguresRestOn(t *testing.T) {
	const want = "Small data, extract of 31 October 2026; n = 160 persons; known for 120; 3 reporting authorities"
	if got := facts(t, volume(), means())["t-means/source"]; strings.ReplaceAll(got, "\u00a0", " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSeveralAnswersAreSaid(t *testing.T) {
	for place, text := range facts(t, volume(), means()) {
		if strings.HasPrefix(place, "note/") && strings.Contains(text, "percentages to more than 100") {
			return
		}
	}
	t.Error("no note says that percentages may add up to more than 100")
}

func TestTheMethodPartSaysWhatFiguresCannotShow(t *testing.T) {
	var all []string
	for _, text := range facts(t, volume(), means()) {
		all = append(all, text)
	}
	said := strings.Join(all, "\n")
	for _, want := range []string{"do not measure its prevalence", "rounded once", "95% confidence interval is computed by a method"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q", want)
		}
	}
}

func TestAProvisionalFigureInASentenceIsMarkedInEveryLanguage(t *testing.T) {
	late := volume()
	late.Cells[0][0].Flags |= table.Provisional
	row, steady := late.Rows[0].Key, late.Rows[len(late.Rows)-1].Key
	for _, language := range []string{"en", "fr", "es", "ar"} {
		d := newDesk(t)
		d.narratives["claim."+language] = "A {{ volume." + row + ".count }} B {{ volume." + steady + ".count }}."
		k := document(t, d.input(t, strings.Replace(told, "languages: [en]", "languages: ["+language+"]", 1), language, late, means()))
		text := doc.Plain(k.Body[0].Blocks[0].(*doc.Paragraph).Text)
		if strings.Count(text, "[") != 1 || !strings.Contains(text[:strings.Index(text, "B")], "[") {
			t.Errorf("%s: %q", language, text)
		}
	}
}

func TestAChangeFromBeforeTheExtractSaysSo(t *testing.T) {
	k := volumeOf([]head.Row{totalRow()}, append([]table.Cell{table.CountOf(120)}, table.UnreadRow(2)...))
	figures := document(t, newDesk(t).input(t, headline, "en", k)).Body[0].Blocks[0].(*doc.KeyFigures)
	want := "change on September 2026 not computed, as the extract does not reach back so far"
	if got := figures.Items[0].Details[1]; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
