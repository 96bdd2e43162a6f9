package pdf_test

import (
	"strings"
	"testing"

	"htsm/generator/pdf"
)

// A heading never stays behind at the foot of a page when what it heads does
// not fit with its notes.
func TestAHeadingGoesOnWithAFigureWhoseNotesDoNotFit(t *testing.T) {
	note := &pdf.Note{Label: "1", Spans: pdf.Text(strings.Repeat("Une note assez longue pour plusieurs lignes. ", 12))}
	for height := 300.0; height < 620; height += 11 {
		m := press(t)
		m.Add(pdf.Space{Height: height}, pdf.Heading{Level: 1, Spans: pdf.Text("Titre")},
			pdf.Figure{SVG: chart(t, "bar"), Alt: "Figure", Caption: []pdf.Span{{Text: "Légende"}, {Note: note}}})
		for i, page := range read(t, generate(t, m)) {
			if strings.Contains(page, "Titre") != strings.Contains(page, "Légende") {
				t.Fatalf("below %v points the heading and its figure are on different pages; page %d reads %q", height, i+1, page)
			}
		}
	}
}

// A figure is made smaller, to three quarters, before it leaves a page empty.
func TestAFigureIsMadeSmallerBeforeItLeavesAPageEmpty(t *testing.T) {
	pages := func(height float64) int {
		m := press(t)
		m.Add(pdf.Space{Height: height}, pdf.Figure{SVG: chart(t, "bar"), Alt: "Figure"})
		return len(read(t, generate(t, m)))
	}
	fits := 0.0 // the largest space above the figure that leaves it on the page
	for height := 300.0; height < 755 && pages(height) == 1; height += 5 {
		fits = height
	}
	drawing := 481.276 * 400 / 720
	const gap = 12 // above a figure
	if room := 755.89 - fits - gap; room > drawing*0.75+5 || room < drawing*0.75 {
		t.Errorf("a drawing %v tall stays on the page as long as there are %v points", drawing, room)
	}
}
