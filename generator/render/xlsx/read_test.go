package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A workbook is what an independent reader finds in the file: the standard
// library's zip and XML, nothing of the library that wrote it.
type workbook struct {
	parts  map[string][]byte
	names  []string // In the order of the archive.
	sheets []sheet
}

type sheet struct {
	name  string
	state string
	raw   string
	cells map[string]cell
	table tablePart
}

type cell struct {
	text   string // Of a text cell.
	number string // Of a number cell.
	style  int
}

type tablePart struct {
	Name    string `xml:"name,attr"`
	Ref     string `xml:"ref,attr"`
	Columns []struct {
		Name string `xml:"name,attr"`
	} `xml:"tableColumns>tableColumn"`
}

// A text is a string item: plain or in runs.
type textPart struct {
	T string `xml:"t"`
	R []struct {
		T string `xml:"t"`
	} `xml:"r"`
}

func (t textPart) String() string {
	s := t.T
	for _, r := range t.R {
		s += r.T
	}
	return unescapeX(s)
}

var escapes = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescapeX reads the escapes of ST_Xstring.
func unescapeX(s string) string {
	return escapes.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 16)
		return string(rune(n))
	})
}

func read(file []byte) (*workbook, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	w := &workbook{parts: map[string][]byte{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		if w.parts[f.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
		w.names = append(w.names, f.Name)
	}
	return w, w.load()
}

func (w *workbook) load() error {
	var book struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(w.parts["xl/workbook.xml"], &book); err != nil {
		return err
	}
	targets, err := w.rels("xl/_rels/workbook.xml.rels")
	if err != nil {
		return err
	}
	for _, s := range book.Sheets {
		part := path.Join("xl", targets[s.ID])
		if strings.HasPrefix(targets[s.ID], "/") {
			part = targets[s.ID][1:]
		}
		out := sheet{name: s.Name, state: s.State, raw: string(w.parts[part]), cells: map[string]cell{}}
		if err := out.load(w, part); err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
		w.sheets = append(w.sheets, out)
	}
	return nil
}

func (s *sheet) load(w *workbook, part string) error {
	var content struct {
		Cells []struct {
			At     string    `xml:"r,attr"`
			Type   string    `xml:"t,attr"`
			Style  int       `xml:"s,attr"`
			Value  string    `xml:"v"`
			Inline textPart  `xml:"is"`
			F      *struct{} `xml:"f"`
		} `xml:"sheetData>row>c"`
	}
	if err := xml.Unmarshal(w.parts[part], &content); err != nil {
		return err
	}
	for _, c := range content.Cells {
		switch {
		case c.F != nil:
			return fmt.Errorf("cell %s has a formula", c.At)
		case c.Type == "inlineStr":
			s.cells[c.At] = cell{text: c.Inline.String(), style: c.Style}
		case c.Type == "" || c.Type == "n":
			s.cells[c.At] = cell{number: c.Value, style: c.Style}
		default:
			return fmt.Errorf("cell %s has the type %q", c.At, c.Type)
		}
	}
	targets, err := w.rels(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if err != nil {
		return err
	}
	for _, t := range targets {
		if strings.Contains(t, "table") {
			if err := xml.Unmarshal(w.parts[path.Join(path.Dir(part), t)], &s.table); err != nil {
				return err
			}
		}
	}
	return nil
}

// rels returns the targets of a part of relationships by their identifiers.
func (w *workbook) rels(name string) (map[string]string, error) {
	var list struct {
		Rel []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if w.parts[name] == nil {
		return nil, nil
	}
	if err := xml.Unmarshal(w.parts[name], &list); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range list.Rel {
		if r.Mode == "External" {
			return nil, fmt.Errorf("%s leads out of the workbook: %s", name, r.Target)
		}
		out[r.ID] = r.Target
	}
	return out, nil
}

// formats returns the number format of each cell style.
func (w *workbook) formats() (codes []string, quoted []bool, err error) {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Xf []struct {
			ID    int  `xml:"numFmtId,attr"`
			Quote bool `xml:"quotePrefix,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := xml.Unmarshal(w.parts["xl/styles.xml"], &styles); err != nil {
		return nil, nil, err
	}
	byID := map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
	for _, f := range styles.Formats {
		byID[f.ID] = f.Code
	}
	for _, x := range styles.Xf {
		codes, quoted = append(codes, byID[x.ID]), append(quoted, x.Quote)
	}
	return codes, quoted, nil
}

// at returns the address of a cell of at most 26 columns.
func at(col, row int) string { return string(rune('A'+col-1)) + strconv.Itoa(row) }

// corner returns the first row of a range such as A5:D9, and its last.
func rowsOf(ref string) (first, last int) {
	m := regexp.MustCompile(`^A(\d+):[A-Z](\d+)$`).FindStringSubmatch(ref)
	if m == nil {
		return 0, 0
	}
	first, _ = strconv.Atoi(m[1])
	last, _ = strconv.Atoi(m[2])
	return first, last
}
