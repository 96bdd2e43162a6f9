package doc_test

import (
	"strings"
	"testing"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// released returns a count as an audience with a threshold of 5 sees it.
func released(n int64) release.Value {
	k := &table.Table{Cols: []head.Col{{Key: "n"}}, Rows: []head.Row{{Key: "r"}}, Cells: [][]table.Cell{{table.CountOf(n)}}}
	return release.Policy{Threshold: 5}.Apply(k).Cells[0][0]
}

func say(text string) []doc.Inline { return []doc.Inline{&doc.Text{Text: text}} }

func smallTable(id string) *doc.Table {
	return &doc.Table{
		ID: id, Label: "Table 1", Caption: say("Counts"), Stub: []string{"Crime"}, Cols: []doc.Col{{Key: "count", Text: "Number"}},
		Rows: []doc.Row{
			{Key: "THB", Heads: []doc.RowHead{{Text: "Trafficking"}}, Cells: []doc.Cell{{Value: released(12), Display: "12"}}},
			{Key: "SOM", Heads: []doc.RowHead{{Text: "Smuggling"}}, Cells: []doc.Cell{{Value: released(3), Display: "[c]"}}},
		},
	}
}

// small returns a sound document with one of each.
func small() *doc.Document {
	point := chart.Point{Value: released(12), Display: "12"}
	figure := &doc.Figure{
		ID: "f-volume", Label: "Figure 1", Caption: say("Counts"), Alt: "A chart.", Data: smallTable("d-volume"),
		Chart: &chart.Model{Categories: []chart.Category{{Label: "Trafficking"}}, Series: []chart.Series{{Name: "Number", Points: []chart.Point{point}}}},
	}
	text := []doc.Inline{
		&doc.Text{Text: "There were "}, &doc.ValueRef{Ref: "volume.THB.count", Value: released(12), Display: "12"}, &doc.NoteRef{Note: 1},
		&doc.Emph{Body: []doc.Inline{&doc.CrossRef{Target: "t-volume", Text: "table 1"}}},
		&doc.Strong{Body: []doc.Inline{&doc.Link{URL: "https://example.org/", Body: say("site")}}},
	}
	return &doc.Document{
		Meta: doc.Meta{Title: "Brief", Language: "en", Reference: "B/1", Marking: doc.Marking{Text: "TLP:GREEN"}},
		Body: []*doc.Section{{
			ID: "s1", Number: "1", Title: "Summary",
			Blocks: []doc.Block{
				&doc.Paragraph{Text: text}, smallTable("t-volume"), figure,
				&doc.KeyFigures{ID: "k-volume", Items: []doc.KeyFigure{{Label: "All", Value: released(12), Display: "12", Notes: []doc.NoteID{2}}}},
				&doc.Callout{Kind: doc.Caution, Title: "Look", Body: []doc.Block{&doc.List{Items: [][]doc.Block{{&doc.Quote{Body: []doc.Block{&doc.Paragraph{Text: say("so")}}}}}}}},
			},
		}},
		Notes: []doc.Note{{ID: 1, Text: say("First.")}, {ID: 2, Text: say("Second.")}},
	}
}

func blocks(d *doc.Document) (text *doc.Paragraph, grid *doc.Table, figure *doc.Figure, keys *doc.KeyFigures) {
	b := d.Body[0].Blocks
	return b[0].(*doc.Paragraph), b[1].(*doc.Table), b[2].(*doc.Figure), b[3].(*doc.KeyFigures)
}

func TestSoundDocumentHasNoFault(t *testing.T) {
	if err := small().Validate(); err != nil {
		t.Error(err)
	}
}

func TestEveryFaultOfADocumentIsFound(t *testing.T) {
	for _, c := range []struct {
		want string
		do   func(*doc.Document)
	}{
		{"the title, the language, the marking or the reference is empty", func(d *doc.Document) { d.Meta.Marking.Text = "" }},
		{"note 2 stands at place 1", func(d *doc.Document) { d.Notes[0], d.Notes[1] = d.Notes[1], d.Notes[0] }},
		{"note 3 is never referred to", func(d *doc.Document) { d.Notes = append(d.Notes, doc.Note{ID: 3, Text: say("x")}) }},
		{"note 2 is referred to before note 1", func(d *doc.Document) { p, _, _, _ := blocks(d); p.Text[2] = &doc.NoteRef{Note: 2} }},
		{"a mark refers to note 9 of 2", func(d *doc.Document) { _, g, _, _ := blocks(d); g.Notes = []doc.NoteID{9} }},
		{"a mark refers to note 0 of 2", func(d *doc.Document) { _, g, _, _ := blocks(d); g.Cols[0].Notes = []doc.NoteID{0} }},
		{`a reference points to "t-nothing", which does not exist`, func(d *doc.Document) {
			p, _, _, _ := blocks(d)
			p.Text = append(p.Text, &doc.CrossRef{Target: "t-nothing", Text: "table 9"})
		}},
		{`the identifier "t-volume" is empty or used twice`, func(d *doc.Document) { _, _, f, _ := blocks(d); f.Data.ID = "t-volume" }},
		{`the identifier "" is empty or used twice`, func(d *doc.Document) { d.Body[0].ID = "" }},
		{"section s1 has no title", func(d *doc.Document) { d.Body[0].Title = "" }},
		{"figure f-volume has no text alternative", func(d *doc.Document) { _, _, f, _ := blocks(d); f.Alt = " " }},
		{"figure f-volume has no chart or no data", func(d *doc.Document) { _, _, f, _ := blocks(d); f.Chart = nil }},
		{`figure f-volume: series "Number" has 1 points for 0 categories`, func(d *doc.Document) { _, _, f, _ := blocks(d); f.Chart.Categories = nil }},
		{"table t-volume has no stub", func(d *doc.Document) { _, g, _, _ := blocks(d); g.Stub = nil }},
		{"table t-volume: its groups span 2 of 1 columns", func(d *doc.Document) { _, g, _, _ := blocks(d); g.Groups = []doc.Group{{Span: 2}} }},
		{`table t-volume: the column key "" is empty or used twice`, func(d *doc.Document) { _, g, _, _ := blocks(d); g.Cols[0].Key = "" }},
		{`table t-volume: the row key "THB" is empty or used twice`, func(d *doc.Document) { _, g, _, _ := blocks(d); g.Rows[1].Key = "THB" }},
		{`table t-volume: row "THB" has 1 heads and 0 cells for 1 and 1 columns`, func(d *doc.Document) { _, g, _, _ := blocks(d); g.Rows[0].Cells = nil }},
		{`t-volume shows "3" for a value with status 3`, func(d *doc.Document) { _, g, _, _ := blocks(d); g.Rows[1].Cells[0].Display = "3" }},
		{`t-volume shows "many" for a value with status 1`, func(d *doc.Document) { _, g, _, _ := blocks(d); g.Rows[0].Cells[0].Display = "many" }},
		{"k-volume shows nothing for a value", func(d *doc.Document) { _, _, _, k := blocks(d); k.Items[0].Display = "" }},
		{`a link points to "javascript:x", which is not https`, func(d *doc.Document) {
			p, _, _, _ := blocks(d)
			p.Text = append(p.Text, &doc.Link{URL: "javascript:x", Body: say("x")})
		}},
	} {
		t.Run(c.want, func(t *testing.T) {
			d := small()
			c.do(d)
			err := d.Validate()
			if err == nil || !strings.Contains(err.Error(), "doc: "+c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// What a document states can be listed: each figure at its place, once.
func TestFactsNameEveryPlaceOnce(t *testing.T) {
	places := map[string]string{}
	for _, f := range small().Facts() {
		if _, twice := places[f.Place]; twice {
			t.Errorf("%s is listed twice", f.Place)
		}
		places[f.Place] = f.Display
	}
	for place, want := range map[string]string{
		"title": "Brief", "marking": "TLP:GREEN", "s1/title": "1 Summary", "s1/p1": "There were 12table 1site", "t-volume/caption": "Table 1 Counts",
		"t-volume/THB/count": "12", "t-volume/SOM/count": "[c]", "t-volume/SOM/head0": "Smuggling", "d-volume/THB/count": "12",
		"k-volume/0/value": "12", "note/2": "Second.", "s1/p2": "Look", "s1/p3": "so",
	} {
		if places[place] != want {
			t.Errorf("%s: %q, want %q", place, places[place], want)
		}
	}
}
