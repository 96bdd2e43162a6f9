package compose

import (
	"os"
	"testing"

	"htsm/generator/codes"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/lang"
	"htsm/generator/release"
	"htsm/templates"
)

// TestAColumnIsNamedByWhatTellsItApart covers a prevalence across groups, one
// of which is not stated: its head is a message, as that of destinations is,
// which all columns share.
func TestAColumnIsNamedByWhatTellsItApart(t *testing.T) {
	var diags diag.List
	l, ok := lang.Load(templates.FS, "lang", &diags).Locale("en")
	if !ok {
		t.Fatal(diags.All())
	}
	c := &composer{l: l}
	share := head.OfWord("column.share-answered")
	groups := &release.Table{Cols: []head.Col{
		{Group: head.OfRaw("men"), Label: share}, {Group: head.OfRaw("women"), Label: share}, {Group: head.OfWord("unknown"), Label: share},
	}}
	for j, want := range []string{"men", "women", l.Text("unknown")} {
		if got := c.columnName(groups, j); got != want {
			t.Errorf("column %d of groups is named %q, want %q", j, got, want)
		}
	}
	shared := &release.Table{Cols: []head.Col{
		{Group: head.OfWord("column.destination"), Label: head.OfRaw("Italy")}, {Group: head.OfWord("column.destination"), Label: head.OfRaw("Greece")},
	}}
	if got := c.columnName(shared, 1); got != "Greece" {
		t.Errorf("a column under the head of all is named %q", got)
	}
	mixed := &release.Table{Cols: []head.Col{{Label: head.OfRaw("all")}, {Group: head.OfRaw("men"), Label: share}}}
	if a, b := c.columnName(mixed, 0), c.columnName(mixed, 1); a != "all" || b != "men" {
		t.Errorf("mixed columns are named %q and %q", a, b)
	}
	plain := &release.Table{Cols: []head.Col{{Label: head.OfRaw("a")}, {Label: head.OfRaw("b")}}}
	if got := c.columnName(plain, 1); got != "b" {
		t.Errorf("a column without a head over it is named %q", got)
	}
}

// TestKosovoStandsWithItsNote covers the note that the United Nations ask for
// wherever the name stands, as the end of a route too.
func TestKosovoStandsWithItsNote(t *testing.T) {
	var diags diag.List
	l, ok := lang.Load(templates.FS, "lang", &diags).Locale("fr")
	if !ok {
		t.Fatal(diags.All())
	}
	c := &composer{l: l, noteIDs: map[string]doc.NoteID{}}
	c.Book = codes.Load(os.DirFS("../.."), "data/codes", &diags)
	for _, label := range []head.Label{head.OfCode("countries", "XKX"), head.OfPath("countries", "XKX", "SRB", "HUN")} {
		_, notes := c.label(label)
		if len(notes) != 1 || doc.Plain(c.notes[notes[0]-1].Text) != l.Text("note.kosovo") {
			t.Errorf("%v has the notes %v of %v", label, notes, c.notes)
		}
	}
	if _, notes := c.label(head.OfCode("countries", "SRB")); len(notes) != 0 {
		t.Errorf("another country has the notes %v", notes)
	}
}
