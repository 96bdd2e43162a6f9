package pdf_test

import (
	"bytes"
	"fmt"

	"htsm/generator/pdf"
	"htsm/generator/typeface"
)

func Example() {
	set, err := typeface.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	look := pdf.DefaultLook("en", false)
	m := pdf.New(pdf.Options{Fonts: set, Look: look, Title: "Monthly brief", Author: "Analysis unit"})
	marking := pdf.Marking{Text: "TLP:GREEN", Foreground: pdf.Color{R: 0x33, G: 0xFF}, Background: pdf.Color{}}
	number := func(page, pages int) string { return fmt.Sprintf("page %d of %d", page, pages) }
	_ = m.RegisterHeader(pdf.Rows(look, marking)...)
	_ = m.RegisterFooter(pdf.Rows(look, pdf.Running{Start: "HTSM/2026/001", Page: number, RuleAbove: true})...)

	note := &pdf.Note{Label: "1", Spans: pdf.Text("Persons may be counted more than once."), Alt: "Note 1", Back: "Back to the text"}
	m.Add(
		pdf.Break{Bare: true}, // the cover has no header and footer
		marking,
		pdf.Space{Height: 200},
		pdf.Paragraph{Spans: pdf.Text("Monthly brief"), Style: pdf.TextStyle{Size: 28, Bold: true}},
		pdf.Break{},
		pdf.Heading{Level: 1, Spans: pdf.Text("1. Summary"), Name: "summary"},
		pdf.Paragraph{Spans: []pdf.Span{
			{Text: "Detections rose to "},
			{Text: "1\u202f234", Bold: true},
			{Note: note},
			{Text: "; see "},
			{Text: "table 1", To: "table-1", Alt: "Go to table 1"},
			{Text: "."},
		}},
		pdf.Table{
			Caption: pdf.Text("Table 1 — Detections by route"),
			Name:    "table-1",
			Columns: []pdf.Column{{}, {Align: pdf.AlignNumber}},
			Head:    [][]pdf.Cell{{{Spans: pdf.Text("Route")}, {Spans: pdf.Text("Detections")}}},
			Body: []pdf.Row{
				{Cells: []pdf.Cell{{Spans: pdf.Text("Central"), Head: true}, {Spans: pdf.Text("1\u202f200")}}},
				{Kind: pdf.RowMuted, Cells: []pdf.Cell{{Spans: pdf.Text("Unknown"), Head: true}, {Spans: pdf.Text("34")}}},
				{Kind: pdf.RowTotal, Cells: []pdf.Cell{{Spans: pdf.Text("Total"), Head: true}, {Spans: pdf.Text("1\u202f234")}}},
			},
			Source: pdf.Text("Source: extract of 31 January 2026."),
		},
		pdf.Figure{
			SVG:     []byte(`<svg width="100" height="20"><rect width="80" height="20" fill="#036"/></svg>`),
			Alt:     "Eight of ten detections were on the central route.",
			Caption: pdf.Text("Figure 1 — The central route leads"),
		},
	)
	document, err := m.Generate()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(bytes.HasPrefix(document.GetBytes(), []byte("%PDF-1.7")))
	// Output: true
}
