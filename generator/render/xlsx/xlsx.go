// Package xlsx renders a document as an Excel annex: a cover, a list of the
// sheets, the notes, then one sheet for each table and for the data of each
// figure, in the order of reading.
//
// The workbook is made afresh and every cell is written once, so nothing that
// was taken back can stay in the file. It has no formulas, no merged, hidden
// or filtered cells and no links out. Prose and headline numbers belong to the
// brief and are not in it. The package formats no number: Excel shows the
// released decimals by number formats.
//
// Invariants for those who read a workbook back: on the cover A1 is the title,
// A2 the marking and A3 the period. The k-th data sheet, in the order of the
// tabs after Notes, holds the k-th table or figure of the document and one
// marked-up table, whose columns are the stub, the columns and, if there are
// marks of notes on rows or cells, one of notes. A published number is a
// number (shares and changes divided by 100), any other value the text of its
// display. Marks of notes, such as "[Note 2]", stand behind the text of a
// title or a head.
package xlsx

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"htsm/generator/doc"
	"htsm/generator/theme"
)

// Options say what a workbook takes besides the document. The zero Options are
// enough for a document without figures.
type Options struct {
	Generator string       // The name and version of the program; "htsm" if empty.
	Theme     *theme.Theme // The colours of charts; needed for figures.

	// Picture returns the chart of a figure as PNG. It is asked for the kinds
	// of charts that Excel lacks, and for those whose points do not all stand
	// in the table of the figure.
	Picture func(*doc.Figure) ([]byte, error)
}

// Render writes d as a workbook to w. It returns an error, and writes nothing,
// if a text does not fit a cell, holds characters that Excel cannot store, or
// if a number has more than 15 digits; nothing is ever cut.
func Render(w io.Writer, d *doc.Document, o Options) (err error) {
	b, err := newBook(w, d, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	items, err := collect(d)
	if err != nil {
		return err
	}
	if err := b.fill(items); err != nil {
		return err
	}
	if err := b.properties(); err != nil {
		return err
	}
	if err := b.recolour(); err != nil {
		return err
	}
	b.sortTypes()
	if _, err := b.file.WriteTo(io.Discard); err != nil { // The archive writes to w.
		return fmt.Errorf("xlsx: write: %w", err)
	}
	return nil
}

// fill writes all sheets. The list of sheets comes second but is written last,
// when every name is known.
func (b *book) fill(items []item) error {
	if err := b.cover(); err != nil {
		return err
	}
	contents, err := b.sheet("Contents", b.doc.Words.Contents, 20, 100)
	if err != nil {
		return err
	}
	if err := b.notes(); err != nil {
		return err
	}
	for _, it := range items {
		if err := b.data(it); err != nil {
			return fmt.Errorf("xlsx: %s: %w", it.table.ID, err)
		}
	}
	if err := b.sources(); err != nil {
		return err
	}
	if err := b.contents(contents); err != nil {
		return err
	}
	b.file.SetActiveSheet(0)
	return nil
}

// properties fills the properties of the file.
func (b *book) properties() error {
	m := b.doc.Meta
	generator := b.options.Generator
	if generator == "" {
		generator = "htsm"
	}
	stamp := m.Dated + "T00:00:00Z"
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: m.Title, Subject: m.Subtitle, Creator: m.Publisher, LastModifiedBy: m.Publisher,
		Created: stamp, Modified: stamp, Language: m.Language, Identifier: m.Reference,
		Category: m.Marking.Text, Keywords: m.Marking.Text, Version: fmt.Sprint(m.Revision),
	})
	if err != nil {
		return fmt.Errorf("xlsx: properties: %w", err)
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: generator, Company: m.Publisher}); err != nil {
		return fmt.Errorf("xlsx: properties: %w", err)
	}
	list := [][2]string{
		{"Marking", m.Marking.Text},
		{"Edition", m.Edition},
		{"Audience", m.Audience},
		{"Report", m.Report},
		{"Reference", m.Reference},
		{"Revision", fmt.Sprint(m.Revision)},
	}
	for i, s := range b.doc.Sources {
		list = append(list, [2]string{fmt.Sprintf("SHA256 %d %s", i+1, s.File), s.SHA256})
	}
	for _, p := range list {
		if err := errors.Join(checkLength(p[0], maxName), checkLength(p[1], maxName), checkText(p[0]+p[1])); err != nil {
			return fmt.Errorf("xlsx: property: %w", err)
		}
		if err := b.file.SetCustomProps(excelize.CustomProperty{Name: p[0], Value: p[1]}); err != nil {
			return fmt.Errorf("xlsx: property %s: %w", p[0], err)
		}
	}
	return nil
}
