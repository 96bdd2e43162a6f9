package pdf

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/typeface"
)

var loadOnce = sync.OnceValues(typeface.Load)

// madeUp makes up the pages of contents.
func madeUp(t interface{ Fatal(...any) }, contents ...Content) *maker {
	set, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Fonts: set, Title: "t", Look: DefaultLook("fr", false)})
	m.Add(contents...)
	_, maker, err := m.makeUp()
	if err != nil {
		t.Fatal(err)
	}
	return maker
}

const sentence = "Les réseaux recourent davantage aux faux documents et aux embarcations rapides, y compris de nuit. "

func text(sentences int) Paragraph {
	return Paragraph{Spans: Text(strings.Repeat(sentence, sentences))}
}

func simpleTable(rows int) Table {
	t := Table{Caption: Text("Tableau"), Columns: []Column{{}, {Align: AlignNumber}}, Head: [][]Cell{{{Spans: Text("Route")}, {Spans: Text("Cas")}}}}
	for i := range rows {
		t.Body = append(t.Body, Row{Cells: []Cell{{Spans: Text(fmt.Sprintf("Route %d", i))}, {Spans: Text(fmt.Sprint(i))}}})
	}
	return t
}

// bodyRows counts the rows of table bodies on a page, and tells whether a
// head of the flow stands on it.
func bodyRows(s *sheet) (rows int, head bool) {
	for _, r := range s.rows {
		if g, ok := r.part.(*gridPart); ok {
			if g.head {
				head = head || !r.repeated
			} else {
				rows++
			}
		}
	}
	return rows, head
}

func TestAPageIsNeverOverfull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var contents []Content
		note := 0
		for range rapid.IntRange(1, 12).Draw(t, "blocks") {
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				contents = append(contents, text(rapid.IntRange(1, 40).Draw(t, "sentences")))
			case 1:
				contents = append(contents, Heading{Level: 1, Spans: Text("Titre")})
			case 2:
				contents = append(contents, simpleTable(rapid.IntRange(1, 60).Draw(t, "rows")))
			case 3:
				contents = append(contents, Callout{Title: Text("Titre"), Body: []Content{text(3), text(9)}})
			case 4:
				note++
				contents = append(contents, Paragraph{Spans: []Span{{Text: sentence}, {Note: &Note{Label: fmt.Sprint(note), Spans: Text(strings.Repeat(sentence, 2))}}}})
			case 5:
				contents = append(contents, Space{Height: rapid.Float64Range(0, 300).Draw(t, "space")})
			}
		}
		m := madeUp(t, contents...)
		for i, s := range m.sheets {
			if over := s.used + m.p.notesHeight(s.notes, s.width) - s.room; over > rounding {
				t.Fatalf("page %d of %d is %.1f points overfull", i+1, len(m.sheets), over)
			}
		}
	})
}

func TestTablesKeepTwoRowsWithTheirHeadAndAtTheirEnd(t *testing.T) {
	for space := 0.0; space < 760; space += 9.7 {
		m := madeUp(t, Space{Height: space}, simpleTable(50))
		seen := 0
		for i, s := range m.sheets {
			rows, head := bodyRows(s)
			seen += rows
			if head && rows < 2 {
				t.Errorf("space %.0f: page %d has the head and %d rows", space, i+1, rows)
			}
			if i == len(m.sheets)-1 && rows < 2 {
				t.Errorf("space %.0f: the last page has %d rows", space, rows)
			}
			if !head && rows > 0 && !s.rows[0].repeated {
				t.Errorf("space %.0f: page %d does not repeat the head", space, i+1)
			}
		}
		if seen != 50 {
			t.Errorf("space %.0f: %d of 50 rows are on pages", space, seen)
		}
	}
}

func TestGroupRowsStayWithTheirFirstRow(t *testing.T) {
	table := simpleTable(50)
	for i := 5; i < 50; i += 5 {
		table.Body[i].Kind = RowGroup
	}
	for space := 0.0; space < 300; space += 7 {
		for i, s := range madeUp(t, Space{Height: space}, table).sheets {
			last, ok := s.rows[len(s.rows)-1].part.(*gridPart)
			if ok && last.rows[0].kind == RowGroup {
				t.Errorf("space %.0f: page %d ends with the heading of a group", space, i+1)
			}
		}
	}
}

func TestHeadingsStayWithTwoLinesOfText(t *testing.T) {
	for space := 400.0; space < 760; space += 5 {
		m := madeUp(t, Space{Height: space}, Heading{Level: 1, Spans: Text("Titre")}, Heading{Level: 2, Spans: Text("Titre")}, text(12))
		for i, s := range m.sheets {
			for k, r := range s.rows {
				if _, ok := r.part.(*headingPart); ok && k == len(s.rows)-1 {
					t.Errorf("space %.0f: page %d ends with a heading", space, i+1)
				}
			}
		}
	}
}

func TestParagraphsLeaveNoLineAlone(t *testing.T) {
	for space := 500.0; space < 780; space += 3 {
		m := madeUp(t, Space{Height: space}, text(7))
		total := 0
		for i, s := range m.sheets {
			for _, r := range s.rows {
				part, ok := r.part.(*textPart)
				if !ok {
					continue
				}
				n := len(part.shown())
				total += n
				if n == 1 {
					t.Errorf("space %.0f: page %d has one line of the paragraph", space, i+1)
				}
			}
		}
		if whole := len(madeUp(t, text(7)).sheets[0].rows[0].part.(*textPart).shown()); total != whole {
			t.Errorf("space %.0f: %d of %d lines are on pages", space, total, whole)
		}
	}
}

func TestANoteStandsAtTheFootOfEveryPageThatRefersToIt(t *testing.T) {
	note := &Note{Label: "1", Spans: Text("une note")}
	twice := 0
	for space := 600.0; space < 770; space += 4 {
		long := Paragraph{Spans: []Span{{Text: strings.Repeat(sentence, 4)}, {Note: note}, {Text: strings.Repeat(sentence, 4)}, {Note: note}}}
		m := madeUp(t, Space{Height: space}, long)
		pages := 0
		for i, s := range m.sheets {
			refers := slices.ContainsFunc(s.rows, func(r placed) bool { return len(notesOf(r.part)) > 0 })
			if refers != (len(s.notes) == 1) {
				t.Errorf("space %.0f: page %d has %d notes; refers to the note: %v", space, i+1, len(s.notes), refers)
			}
			pages += len(s.notes)
		}
		if pages == 2 {
			twice++
		}
	}
	if twice == 0 {
		t.Error("in no case is the note on two pages")
	}
}

func TestNotesStandInOrderOfTheirNumbers(t *testing.T) {
	notes := []*Note{{Label: "10", Spans: Text("dix")}, {Label: "2", Spans: Text("deux")}, {Label: "1", Spans: Text("un")}}
	var spans []Span
	for _, n := range notes {
		spans = append(spans, Span{Text: sentence}, Span{Note: n})
	}
	got := ""
	for _, n := range madeUp(t, Paragraph{Spans: spans}).sheets[0].notes {
		got += n.Label + " "
	}
	if got != "1 2 10 " {
		t.Errorf("the notes at the foot are %s", got)
	}
}

func TestARowTallerThanAPageGoesOnOnTheNext(t *testing.T) {
	table := simpleTable(3)
	table.Body[1].Cells[0].Spans = Text(strings.Repeat(sentence, 120))
	table.Body[1].Cells[1].Spans = Text("seul")
	m := madeUp(t, table)
	lines, alone := 0, 0
	for _, s := range m.sheets {
		for _, r := range s.rows {
			g, ok := r.part.(*gridPart)
			if !ok || g.head || !strings.HasPrefix(plainText(g.rows[0].cells[0].text.spans), "Les réseaux") {
				continue
			}
			lines += len(g.rows[0].cells[0].text.shown())
			alone += len(g.rows[0].cells[1].text.shown())
		}
	}
	if len(m.sheets) < 2 || lines < 100 || alone != 1 {
		t.Errorf("%d pages, %d lines of the long cell, %d of the short one", len(m.sheets), lines, alone)
	}
}

func TestCoverPagesHaveNoHeaderAndFooter(t *testing.T) {
	set, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	look := DefaultLook("fr", false)
	m := New(Options{Fonts: set, Title: "t", Look: look})
	if err := m.RegisterHeader(Rows(look, Running{Start: "En-tête"})...); err != nil {
		t.Fatal(err)
	}
	m.Add(Break{Bare: true}, text(1), Break{Landscape: true}, text(1), Break{}, text(1))
	_, maker, err := m.makeUp()
	if err != nil {
		t.Fatal(err)
	}
	if len(maker.sheets) != 3 {
		t.Fatalf("%d pages, want 3: a break at the start makes no empty page", len(maker.sheets))
	}
	cover, wide, plain := maker.sheets[0], maker.sheets[1], maker.sheets[2]
	if cover.room <= plain.room {
		t.Errorf("room on the cover %.0f, on other pages %.0f", cover.room, plain.room)
	}
	if wide.width <= plain.width || wide.room >= plain.room {
		t.Errorf("the wide page is %.0f by %.0f, the upright one %.0f by %.0f", wide.width, wide.room, plain.width, plain.room)
	}
}

func TestColumnsFitTheirContents(t *testing.T) {
	set, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	p := newProvider(Options{Fonts: set, Title: "t"}, DefaultLook("fr", false), nil)
	cells := func(texts ...string) []Cell {
		var list []Cell
		for _, s := range texts {
			list = append(list, Cell{Spans: Text(s)})
		}
		return list
	}
	edges := func(table Table) []float64 {
		b := newBuilder(DefaultLook("fr", false))
		b.add(table)
		return b.out[0].part.(*gridPart).model.layout(p, 400)
	}
	numbers := []Column{{}, {Align: AlignNumber}}
	short := edges(Table{Columns: numbers, Head: [][]Cell{cells("Pays", "Cas")}, Body: []Row{{Cells: cells("France", "12")}}})
	if width := short[2] - short[1]; short[2] != 400 || width > 40 {
		t.Errorf("edges %v: the table is not full or the numbers are spread", short)
	}
	long := edges(Table{Columns: numbers, Head: [][]Cell{cells("Pays", "Cas signalés")}, Body: []Row{{Cells: cells(strings.Repeat(sentence, 2), "12")}}})
	if width := long[2] - long[1]; width < set.Measure("Cas signalés", typeface.Bold, 9) {
		t.Errorf("edges %v: the short head is broken for the long text", long)
	}
	fixed := edges(Table{Columns: []Column{{Width: 1}, {Width: 3}}, Head: [][]Cell{cells("a", "b")}})
	if fixed[1] != 100 || fixed[2] != 400 {
		t.Errorf("edges %v, want shares of 1 and 3", fixed)
	}
}

func TestCardsStandInEvenRows(t *testing.T) {
	for cards, want := range map[int][]int{1: {1}, 4: {4}, 5: {3, 2}, 6: {3, 3}, 7: {4, 3}, 9: {3, 3, 3}} {
		b := newBuilder(DefaultLook("fr", false))
		b.add(Cards{Cards: make([]Card, cards)})
		var got []int
		for _, bl := range b.out {
			got = append(got, len(bl.part.(*namedPart).part.(*cardsPart).cards))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%d cards stand in rows of %v, want %v", cards, got, want)
		}
	}
}
