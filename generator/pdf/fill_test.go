package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// picture is a drawing of a height in points at the width of an upright page.
func picture(height float64) Figure {
	svg := fmt.Sprintf(`<svg width="481" height="%.0f"><rect width="481" height="%.0f"/></svg>`, height, height)
	return Figure{SVG: []byte(svg), Alt: "Figure", Caption: Text("Légende")}
}

func TestAFigureMakesRoomForWhatComesNext(t *testing.T) {
	const height = 500
	table := simpleTable(30)
	table.Together = 8
	whole := madeUp(t, picture(height)).sheets[0].rows[0].tall
	squeezed := 0
	for space := 0.0; space < 200; space += 5 {
		m := madeUp(t, Space{Height: space}, picture(height), table)
		tall := m.sheets[0].rows[1].tall
		rows, _ := bodyRows(m.sheets[0])
		if tall < whole-height*(1-smallest)-1 {
			t.Errorf("space %.0f: the figure has %.0f of %.0f points", space, tall, whole)
		}
		switch {
		case tall < whole-1 && rows == 0:
			t.Errorf("space %.0f: the figure was made smaller for nothing", space)
		case tall < whole-1:
			squeezed++
		case rows == 0 && m.sheets[0].room-m.sheets[0].used > 0.35*m.sheets[0].room:
			t.Errorf("space %.0f: a third of the page is empty", space)
		}
	}
	if squeezed == 0 {
		t.Error("no figure was made smaller")
	}
}

func TestAHeadingStaysWithAFigureThatIsToBeMadeSmaller(t *testing.T) {
	squeezed := 0
	for height := 400.0; height < 560; height++ {
		m := madeUp(t, picture(300), Heading{Level: 1, Spans: Text("Titre")}, picture(height))
		if last := m.sheets[0].rows[len(m.sheets[0].rows)-1]; figureOf(last.part) == nil {
			t.Errorf("height %.0f: the page ends with %s", height, name(last.part))
		}
		if len(m.sheets) == 1 && figureOf(m.sheets[0].rows[0].part).scale > 0 {
			squeezed++
		}
	}
	if squeezed == 0 {
		t.Error("no figure was made smaller for the next one")
	}
}

func TestWhatFollowsALandscapeTableFillsItsPage(t *testing.T) {
	for _, c := range []struct {
		soft  bool
		pages int
	}{{true, 2}, {false, 3}} {
		m := madeUp(t, text(2), Break{Landscape: true, Soft: true}, simpleTable(6), Break{Soft: c.soft}, text(6))
		if len(m.sheets) != c.pages {
			t.Errorf("soft %v: %d pages, want %d", c.soft, len(m.sheets), c.pages)
		}
	}
	m := madeUp(t, Break{Landscape: true, Soft: true}, simpleTable(6), Break{Soft: true}, text(120))
	if n := len(m.sheets); n < 2 || !m.sheets[0].style.Landscape || m.sheets[n-1].style.Landscape {
		t.Error("text that goes on behind a landscape page does not turn upright")
	}
}

func TestAFigureOnALandscapePageIsAsWideAsOnAnUprightOne(t *testing.T) {
	upright := madeUp(t, picture(200)).sheets[0].rows[0].tall
	if got := madeUp(t, Break{Landscape: true}, picture(200)).sheets[0].rows[0].tall; got != upright {
		t.Errorf("the figure is %.0f points tall, and %.0f on an upright page", got, upright)
	}
}

func TestATableThatGoesOnSaysWhichItIs(t *testing.T) {
	table := simpleTable(80)
	table.Again = Text("Tableau 1 (suite)")
	m := madeUp(t, table)
	if len(m.sheets) < 2 {
		t.Fatal("the table is on one page")
	}
	for i, s := range m.sheets[1:] {
		again, ok := s.rows[0].part.(*againPart)
		if !ok || !s.rows[0].repeated || again.caption == nil || plainText(again.caption.spans) != "Tableau 1 (suite)" {
			t.Errorf("page %d does not start with the number of the table", i+2)
		}
	}
}

func TestAParagraphDoesNotEndWithAScrap(t *testing.T) {
	set, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	p := newProvider(Options{Fonts: set}, DefaultLook("fr", false), nil)
	words := strings.Repeat("quelques mots de plus ", 12)
	for n := range 60 {
		content := words[:len(words)-60] + strings.Repeat("a", n%12) + " " + strings.Repeat("b ", n/12) + "à 3."
		b := newBuilder(p.look)
		style := b.style(10, Color{})
		style.divide = true
		part := newText(Text(content), style)
		lines := part.lines(p, 420)
		if last := lines[len(lines)-1]; len(lines) > 1 && last.Width < 0.05*420 {
			t.Errorf("%q ends with a line of %.0f points", content, last.Width)
		}
	}
}
