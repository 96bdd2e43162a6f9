package verify

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// around returns the number of sheets before the first table (cover, contents
// and, if there are any, notes) and after the last one (sources, if any).
func around(d *doc.Document) (before, after int) {
	before = 2
	if len(d.Notes) > 0 {
		before++
	}
	if len(d.Sources) > 0 {
		after++
	}
	return before, after
}

// XLSX reads a workbook back: after the sheets in front, the k-th sheet must
// hold the k-th table of d, its heads and its cells: a published number as
// that number, anything else as its text.
func XLSX(d *doc.Document, data []byte) error {
	book, err := openBook(data)
	if err != nil {
		return fmt.Errorf("read workbook: %w", err)
	}
	tables := d.Grids()
	before, after := around(d)
	if len(book.sheets) != before+len(tables)+after {
		return fmt.Errorf("there are %d sheets for %d tables", len(book.sheets), len(tables))
	}
	var diff differences
	cover := book.sheets[0]
	for i, want := range []string{d.Meta.Title, d.Meta.Marking.Text, d.Meta.Period} {
		if got := cover.at(i, 0); got.text != want {
			diff.add("the cover shows %q, want %q", got.text, want)
		}
	}
	for k, t := range tables {
		compareSheet(book.sheets[before+k], t.Table, &diff)
	}
	return diff.err()
}

// compareSheet compares what stands beneath the heads of the marked-up table
// of a sheet.
func compareSheet(s sheet, t *doc.Table, d *differences) {
	heads, top := len(t.Stub), s.top
	if top < 0 {
		d.add("%s: the sheet has no table", t.ID)
		return
	}
	for j, c := range t.Cols {
		if got := s.at(top, heads+j); !strings.Contains(got.text, c.Text) && !strings.Contains(c.Text, got.text) {
			d.add("%s: column %s has the head %q, want %q", t.ID, c.Key, got.text, c.Text)
		}
	}
	for i, r := range t.Rows {
		for j, h := range r.Heads {
			if got, want := s.at(top+1+i, j), wantHead(h); got != want {
				d.add("%s: row %s has the head %v, want %v", t.ID, r.Key, got, want)
			}
		}
		for j, c := range r.Cells {
			got := s.at(top+1+i, heads+j)
			if want := wantCell(t.Cols[j], c); got != want {
				d.add("%s/%s/%s holds %v, want %v", t.ID, r.Key, t.Cols[j].Key, got, want)
			}
		}
	}
	if extra := s.at(top+1+len(t.Rows), 0); extra.text != "" {
		d.add("%s: %q stands beneath the table", t.ID, extra.text)
	}
}

// A cell is what a cell of a sheet holds: a number or a text.
type cell struct {
	number bool
	text   string // Of a number, its shortest decimal form.
}

// wantCell returns what a workbook must hold for a cell of a document.
func wantCell(col doc.Col, c doc.Cell) cell {
	n, ok := c.Value.Number()
	if !ok || c.Value.Status() != release.Published {
		return cell{text: c.Display}
	}
	return cell{number: true, text: shortest(machine(col.Measure, n))}
}

// wantHead returns what a workbook must hold for the head of a row: of a month
// its first day, counted from the end of 1899.
func wantHead(h doc.RowHead) cell {
	day, err := time.Parse("2006-01", h.Month)
	if err != nil {
		return cell{text: h.Text}
	}
	return cell{number: true, text: shortest(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)}
}

// machine returns a number as a workbook holds it: shares and changes as
// fractions of 1.
func machine(m head.Measure, n num.Decimal) float64 {
	if m.Quantity == head.Share || m.Quantity == head.Change {
		return n.Float64() / 100
	}
	return n.Float64()
}

// shortest writes a number with twelve significant digits, which hides the
// last bits of a division by 100.
func shortest(f float64) string { return strconv.FormatFloat(f, 'g', 12, 64) }

// A sheet holds its cells, and the row of the heads of its table or -1.
type sheet struct {
	rows []map[int]cell
	top  int
}

func (s sheet) at(row, col int) cell {
	if row < 0 || row >= len(s.rows) {
		return cell{}
	}
	return s.rows[row][col]
}

type relations struct {
	List []struct {
		ID     string `xml:"Id,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

type workbook struct{ sheets []sheet }

// maxPart bounds what a part of a workbook may unpack to.
const maxPart = 256 << 20

func readPart(z *zip.Reader, name string) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxPart))
}

func openBook(data []byte) (*workbook, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var index struct {
		Sheets []struct {
			ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := decodePart(z, "xl/workbook.xml", &index); err != nil {
		return nil, err
	}
	var rels relations
	if err := decodePart(z, "xl/_rels/workbook.xml.rels", &rels); err != nil {
		return nil, err
	}
	shared, err := sharedStrings(z)
	if err != nil {
		return nil, err
	}
	out := &workbook{}
	for _, s := range index.Sheets {
		for _, r := range rels.List {
			if r.ID != s.ID {
				continue
			}
			target := strings.TrimPrefix(r.Target, "/")
			if !strings.HasPrefix(target, "xl/") {
				target = path.Join("xl", target)
			}
			read, err := readSheet(z, target, shared)
			if err != nil {
				return nil, err
			}
			if read.top, err = topOf(z, target); err != nil {
				return nil, err
			}
			out.sheets = append(out.sheets, read)
		}
	}
	return out, nil
}

// topOf returns the row of the heads of the first table of a sheet, counted
// from 0, or -1 if it has none.
func topOf(z *zip.Reader, sheet string) (int, error) {
	name := path.Join(path.Dir(sheet), "_rels", path.Base(sheet)+".rels")
	if !hasPart(z, name) {
		return -1, nil
	}
	var rels relations
	if err := decodePart(z, name, &rels); err != nil {
		return -1, err
	}
	for _, r := range rels.List {
		if !strings.Contains(r.Target, "tables/") {
			continue
		}
		target := strings.TrimPrefix(r.Target, "/")
		if !strings.HasPrefix(target, "xl/") {
			target = path.Join(path.Dir(sheet), target)
		}
		var table struct {
			Ref string `xml:"ref,attr"`
		}
		if err := decodePart(z, target, &table); err != nil {
			return -1, err
		}
		first, _, _ := strings.Cut(table.Ref, ":")
		row, err := strconv.Atoi(strings.TrimLeft(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		if err != nil {
			return -1, fmt.Errorf("%s: table at %q", sheet, table.Ref)
		}
		return row - 1, nil
	}
	return -1, nil
}

func hasPart(z *zip.Reader, name string) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == name })
}

func decodePart(z *zip.Reader, name string, into any) error {
	data, err := readPart(z, name)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
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

func sharedStrings(z *zip.Reader) ([]string, error) {
	if !hasPart(z, "xl/sharedStrings.xml") {
		return nil, nil
	}
	var table struct {
		Items []richText `xml:"si"`
	}
	if err := decodePart(z, "xl/sharedStrings.xml", &table); err != nil {
		return nil, err
	}
	out := make([]string, len(table.Items))
	for i, item := range table.Items {
		out[i] = item.String()
	}
	return out, nil
}

func readSheet(z *zip.Reader, name string, shared []string) (sheet, error) {
	var part struct {
		Rows []struct {
			R     int `xml:"r,attr"`
			Cells []struct {
				R      string   `xml:"r,attr"`
				T      string   `xml:"t,attr"`
				V      string   `xml:"v"`
				Inline richText `xml:"is"`
				F      *string  `xml:"f"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := decodePart(z, name, &part); err != nil {
		return sheet{}, err
	}
	var s sheet
	for _, r := range part.Rows {
		for len(s.rows) < r.R {
			s.rows = append(s.rows, map[int]cell{})
		}
		for _, c := range r.Cells {
			if c.F != nil {
				return s, fmt.Errorf("%s: %s holds a formula", name, c.R)
			}
			v, err := cellOf(c.T, c.V, c.Inline.String(), shared)
			if err != nil {
				return s, fmt.Errorf("%s: %s: %w", name, c.R, err)
			}
			if v != (cell{}) {
				s.rows[r.R-1][columnOf(c.R)] = v
			}
		}
	}
	return s, nil
}

func cellOf(kind, value, inline string, shared []string) (cell, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= len(shared) {
			return cell{}, fmt.Errorf("no shared string %q", value)
		}
		return cell{text: shared[i]}, nil
	case "inlineStr":
		return cell{text: inline}, nil
	case "str":
		return cell{text: value}, nil
	}
	if value == "" {
		return cell{}, nil
	}
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return cell{}, err
	}
	return cell{number: true, text: shortest(f)}, nil
}

// columnOf returns the position of the column of a reference such as "AB12",
// counted from 0.
func columnOf(ref string) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}
