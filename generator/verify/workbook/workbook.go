// Package workbook reads an Excel workbook by itself, and lints it.
//
// It shares no code with the package that writes workbooks. Reading takes
// bounded memory: a part may unpack to 1 GiB and the archive hold 10,000 parts.
// It resolves no formula and follows no link. Invariants: a workbook that holds
// a formula is an error; Lint finds nothing in a workbook that keeps the
// checklist.
package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Limits of what is read.
const (
	maxPart  = 1 << 30
	maxParts = 10_000
)

// A Book is a workbook as it was read.
type Book struct {
	Sheets []*Sheet
	names  []string // Of the parts, in the order of the archive.
	parts  map[string][]byte
	root   bookPart
	styles styleSheet
}

// Read reads a workbook. It returns an error if the file is no workbook, is
// too large, or holds a formula.
func Read(data []byte) (*Book, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("the archive holds %d parts", len(z.File))
	}
	b := &Book{parts: map[string][]byte{}}
	for _, f := range z.File {
		content, err := unpack(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		b.names = append(b.names, f.Name)
		b.parts[f.Name] = content
	}
	if err := b.decode("xl/workbook.xml", &b.root); err != nil {
		return nil, err
	}
	if err := b.decode("xl/styles.xml", &b.styles); err != nil {
		return nil, err
	}
	shared, err := b.sharedStrings()
	if err != nil {
		return nil, err
	}
	rels, err := b.relations("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	for _, s := range b.root.Sheets {
		sheet, err := b.sheet(s.Name, rels[s.ID].target, shared)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.Name, err)
		}
		sheet.state = s.State
		b.Sheets = append(b.Sheets, sheet)
	}
	return b, nil
}

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if len(content) > maxPart {
		return nil, errors.New("the part is too large")
	}
	return content, err
}

// A bookPart is the part that lists the sheets.
type bookPart struct {
	Views []struct {
		ActiveTab  int `xml:"activeTab,attr"`
		FirstSheet int `xml:"firstSheet,attr"`
	} `xml:"bookViews>workbookView"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
	} `xml:"sheets>sheet"`
	Names []struct {
		Name   string `xml:"name,attr"`
		Hidden string `xml:"hidden,attr"`
		Text   string `xml:",chardata"`
	} `xml:"definedNames>definedName"`
}

// A styleSheet is the part that holds the styles of cells.
type styleSheet struct {
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Fonts []struct {
		Size  valued `xml:"sz"`
		Name  valued `xml:"name"`
		Color struct {
			RGB string `xml:"rgb,attr"`
		} `xml:"color"`
	} `xml:"fonts>font"`
	Fills []struct {
		Pattern struct {
			Type string `xml:"patternType,attr"`
		} `xml:"patternFill"`
		Gradient *struct{} `xml:"gradientFill"`
	} `xml:"fills>fill"`
	Cells []struct {
		Format    int  `xml:"numFmtId,attr"`
		Font      int  `xml:"fontId,attr"`
		Fill      int  `xml:"fillId,attr"`
		Quote     bool `xml:"quotePrefix,attr"`
		Alignment struct {
			Horizontal string `xml:"horizontal,attr"`
			Wrap       bool   `xml:"wrapText,attr"`
		} `xml:"alignment"`
	} `xml:"cellXfs>xf"`
}

type valued struct {
	Val string `xml:"val,attr"`
}

// format returns the number format of a style; "General" if it has none.
func (s *styleSheet) format(style int) string {
	if style < 0 || style >= len(s.Cells) {
		return "General"
	}
	id := s.Cells[style].Format
	for _, f := range s.Formats {
		if f.ID == id {
			return f.Code
		}
	}
	switch id {
	case 1:
		return "0"
	case 2:
		return "0.00"
	case 3:
		return "#,##0"
	case 4:
		return "#,##0.00"
	case 9:
		return "0%"
	case 10:
		return "0.00%"
	}
	return "General"
}

// A relation is where a part leads.
type relation struct {
	kind, target string
	external     bool
}

// relations returns where a part leads, by identifier. Targets within the
// workbook are names of parts.
func (b *Book) relations(part string) (map[string]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if b.parts[name] == nil {
		return nil, nil
	}
	var list struct {
		Rel []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode(name, &list); err != nil {
		return nil, err
	}
	out := map[string]relation{}
	for _, r := range list.Rel {
		target := r.Target
		switch {
		case r.Mode == "External":
		case strings.HasPrefix(target, "/"):
			target = target[1:]
		default:
			target = path.Join(path.Dir(part), target)
		}
		out[r.ID] = relation{r.Type[strings.LastIndexByte(r.Type, '/')+1:], target, r.Mode == "External"}
	}
	return out, nil
}

func (b *Book) decode(part string, into any) error {
	content, ok := b.parts[part]
	if !ok {
		return fmt.Errorf("there is no part %s", part)
	}
	if err := xml.Unmarshal(content, into); err != nil {
		return fmt.Errorf("%s: %w", part, err)
	}
	return nil
}

func (b *Book) sharedStrings() ([]string, error) {
	const part = "xl/sharedStrings.xml"
	if !slices.Contains(b.names, part) {
		return nil, nil
	}
	var table struct {
		Items []richText `xml:"si"`
	}
	if err := b.decode(part, &table); err != nil {
		return nil, err
	}
	out := make([]string, len(table.Items))
	for i, item := range table.Items {
		out[i] = item.String()
	}
	return out, nil
}
