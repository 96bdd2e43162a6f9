package workbook

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Cell is what a cell of a sheet holds. The zero Cell is empty.
type Cell struct {
	Number bool
	Text   string // Of a number, its shortest decimal form of twelve digits.
	style  int
}

// A Sheet is one sheet.
type Sheet struct {
	Name  string
	Table *Table // Nil if it has none.

	part  string
	state string
	rows  []map[int]Cell
	view  sheetPart
	links []link
	extra int // Tables besides the first.
	chart *drawn
}

// A Table is a marked-up table. Rows and columns count from 0; Bottom and Right
// belong to it.
type Table struct {
	Name                     string
	Top, Left, Bottom, Right int
	columns                  []string
	filter                   bool
}

// A link leads from a cell to a place in the workbook.
type link struct{ at, location string }

// At returns a cell; rows and columns count from 0.
func (s *Sheet) At(row, col int) Cell {
	if row < 0 || row >= len(s.rows) {
		return Cell{}
	}
	return s.rows[row][col]
}

// Size returns how many rows and columns a sheet has, up to the last cell that
// holds something.
func (s *Sheet) Size() (rows, columns int) {
	for i, r := range s.rows {
		for _, col := range sortedKeys(r) {
			rows, columns = i+1, max(columns, col+1)
		}
	}
	return rows, columns
}

// A sheetPart is what a sheet says besides its rows.
type sheetPart struct {
	Views []struct {
		RightToLeft bool   `xml:"rightToLeft,attr"`
		Selected    bool   `xml:"tabSelected,attr"`
		TopLeft     string `xml:"topLeftCell,attr"`
		Pane        *struct {
			State string `xml:"state,attr"`
		} `xml:"pane"`
		Selections []struct {
			Active string `xml:"activeCell,attr"`
		} `xml:"selection"`
	} `xml:"sheetViews>sheetView"`
	Columns []struct {
		Min    int     `xml:"min,attr"`
		Max    int     `xml:"max,attr"`
		Width  float64 `xml:"width,attr"`
		Hidden bool    `xml:"hidden,attr"`
	} `xml:"cols>col"`
	Rows []struct {
		R      int      `xml:"r,attr"`
		Hidden bool     `xml:"hidden,attr"`
		Cells  []rawOne `xml:"c"`
	} `xml:"sheetData>row"`
	Merged      []struct{} `xml:"mergeCells>mergeCell"`
	Filter      *struct{}  `xml:"autoFilter"`
	Conditional []struct{} `xml:"conditionalFormatting"`
	Links       []struct {
		Ref      string `xml:"ref,attr"`
		Location string `xml:"location,attr"`
		ID       string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
	} `xml:"hyperlinks>hyperlink"`
	Setup struct {
		Paper       int    `xml:"paperSize,attr"`
		Orientation string `xml:"orientation,attr"`
	} `xml:"pageSetup"`
	Header string `xml:"headerFooter>oddHeader"`
	Footer string `xml:"headerFooter>oddFooter"`
}

type rawOne struct {
	R      string   `xml:"r,attr"`
	T      string   `xml:"t,attr"`
	S      int      `xml:"s,attr"`
	V      string   `xml:"v"`
	Inline richText `xml:"is"`
	F      *string  `xml:"f"`
}

// A richText is a string item: plain, or in runs.
type richText struct {
	Plain string   `xml:"t"`
	Runs  []string `xml:"r>t"`
}

func (r richText) String() string { return unescape(r.Plain + strings.Join(r.Runs, "")) }

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape resolves the escapes of characters that XML cannot hold (ECMA-376,
// part 1, 22.9.2.19).
func unescape(s string) string {
	return escape.ReplaceAllStringFunc(s, func(m string) string {
		code, err := strconv.ParseUint(m[2:6], 16, 32)
		if err != nil {
			return m
		}
		return string(rune(code))
	})
}

func (b *Book) sheet(name, part string, shared []string) (*Sheet, error) {
	s := &Sheet{Name: name, part: part}
	if err := b.decode(part, &s.view); err != nil {
		return nil, err
	}
	for _, r := range s.view.Rows {
		if r.R < 1 || r.R > maxRows || len(s.rows) >= r.R {
			return nil, fmt.Errorf("the row %d is out of place", r.R)
		}
		for len(s.rows) < r.R {
			s.rows = append(s.rows, nil)
		}
		cells := map[int]Cell{}
		for _, c := range r.Cells {
			if c.F != nil {
				return nil, fmt.Errorf("%s holds a formula", c.R)
			}
			v, err := cellOf(c, shared)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.R, err)
			}
			if v.Text != "" {
				cells[columnOf(c.R)] = v
			}
		}
		s.rows[r.R-1] = cells
	}
	rels, err := b.relations(part)
	if err != nil {
		return nil, err
	}
	for _, l := range s.view.Links {
		to := l.Location
		if l.ID != "" {
			to = rels[l.ID].target
		}
		s.links = append(s.links, link{l.Ref, to})
	}
	for _, id := range sortedKeys(rels) {
		switch r := rels[id]; r.kind {
		case "table":
			if s.Table != nil {
				s.extra++
			} else if s.Table, err = b.table(r.target); err != nil {
				return nil, err
			}
		case "drawing":
			if s.chart, err = b.drawing(r.target); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

func cellOf(c rawOne, shared []string) (Cell, error) {
	switch c.T {
	case "s":
		i, err := strconv.Atoi(c.V)
		if err != nil || i < 0 || i >= len(shared) {
			return Cell{}, fmt.Errorf("no shared string %q", c.V)
		}
		return Cell{Text: shared[i], style: c.S}, nil
	case "inlineStr":
		return Cell{Text: c.Inline.String(), style: c.S}, nil
	case "str":
		return Cell{Text: c.V, style: c.S}, nil
	case "", "n":
	default:
		return Cell{}, fmt.Errorf("a cell of the type %q", c.T)
	}
	if c.V == "" {
		return Cell{}, nil
	}
	f, err := strconv.ParseFloat(c.V, 64)
	if err != nil {
		return Cell{}, err
	}
	return Cell{Number: true, Text: Shortest(f), style: c.S}, nil
}

// Shortest writes a number with twelve significant digits, which hides the
// last bits of a division by 100.
func Shortest(f float64) string { return strconv.FormatFloat(f, 'g', 12, 64) }

func (b *Book) table(part string) (*Table, error) {
	var raw struct {
		Name    string `xml:"name,attr"`
		Ref     string `xml:"ref,attr"`
		Columns []struct {
			Name string `xml:"name,attr"`
		} `xml:"tableColumns>tableColumn"`
		Filter *struct{} `xml:"autoFilter"`
	}
	if err := b.decode(part, &raw); err != nil {
		return nil, err
	}
	t := &Table{Name: raw.Name, filter: raw.Filter != nil}
	for _, c := range raw.Columns {
		t.columns = append(t.columns, unescape(c.Name))
	}
	var err error
	t.Top, t.Left, t.Bottom, t.Right, err = rangeOf(raw.Ref)
	return t, err
}

// rangeOf reads a range such as A5:D9, with or without dollar signs.
func rangeOf(ref string) (top, left, bottom, right int, err error) {
	from, to, ok := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !ok {
		to = from
	}
	rows := [2]int{}
	for i, corner := range []string{from, to} {
		rows[i], err = strconv.Atoi(strings.TrimLeft(corner, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		if err != nil || rows[i] < 1 || columnOf(corner) < 0 {
			return 0, 0, 0, 0, errors.New("there is no range " + ref)
		}
	}
	return rows[0] - 1, columnOf(from), rows[1] - 1, columnOf(to), nil
}

// columnOf returns the position of the column of a reference such as "AB12",
// counted from 0.
func columnOf(ref string) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}
