package xlsx

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A region is a marked-up table that is being written.
type region struct {
	page  *page
	heads []string
	first int // The row of heads.
}

// begin writes the heads of a table into the next row, those from the column
// first up to the column end set as numbers are. Heads are made unique, as
// Excel demands.
func (p *page) begin(heads []string, first, end int) (*region, error) {
	unique, err := uniqueHeads(heads)
	if err != nil {
		return nil, err
	}
	var r row
	for i, h := range unique {
		if err := p.text(&r, i, h, style{look: headLook, end: i >= first && i < end, inset: end > first && i >= end}); err != nil {
			return nil, err
		}
	}
	p.rows = append(p.rows, r)
	return &region{p, unique, len(p.rows)}, nil
}

// uniqueHeads numbers heads that repeat, without regard to case, from the
// second on.
func uniqueHeads(heads []string) ([]string, error) {
	used := map[string]bool{}
	out := make([]string, len(heads))
	for i, h := range heads {
		if strings.TrimSpace(h) == "" {
			return nil, fmt.Errorf("the head of column %d is empty", i+1)
		}
		if err := checkLength(h, maxName-10); err != nil {
			return nil, err
		}
		out[i] = h
		for n := 2; used[fold(out[i])]; n++ {
			out[i] = fmt.Sprintf("%s (%d)", h, n)
		}
		used[fold(out[i])] = true
	}
	return out, nil
}

// fold returns s without differences of case.
func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// end marks up the rows from the heads to the last one as a table of the given
// name; rows more are made when they are written. A table without rows takes
// one empty row, as Excel does.
func (r *region) end(name, title, summary string, rows int) error {
	p := r.page
	last := max(len(p.rows)+rows, r.first+1)
	from, err := excelize.CoordinatesToCellName(1, r.first)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(len(r.heads), last)
	if err != nil {
		return err
	}
	if err := p.extent(len(r.heads), last); err != nil {
		return err
	}
	err = p.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: p.name, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", p.name, r.first, r.first),
	})
	if err != nil {
		return err
	}
	name = p.tableName(name)
	// Without a stream the heads would stay in a list of shared texts.
	w, err := p.file.NewStreamWriter(p.name)
	if err != nil {
		return err
	}
	if err := w.SetRow(from, make([]any, len(r.heads))); err != nil {
		return err
	}
	if err := w.AddTable(&excelize.Table{Range: from + ":" + to, Name: name}); err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	id := len(p.tables)
	content, err := tableXML(id, name, from+":"+to, r.heads, title, summary)
	if err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	p.replace(fmt.Sprintf("xl/tables/table%d.xml", id), content)
	return nil
}

// tableName returns the name of a table: ASCII letters, digits and
// underscores, unique, and never like the address of a cell.
func (b *book) tableName(id string) string {
	base := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, id)
	if !strings.Contains(base, "_") || base[0] >= '0' && base[0] <= '9' {
		base = "t_" + base
	}
	base = base[:min(len(base), 200)]
	name := base
	for n := 2; b.tables[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s_%d", base, n)
	}
	b.tables[strings.ToLower(name)] = true
	return name
}

// tableXML returns the part that marks up a table. Excelize's own has a filter
// and no text alternative, so it is replaced.
func tableXML(id int, name, ref string, heads []string, title, summary string) ([]byte, error) {
	t := tablePart{
		Space: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
		ID:    id, Name: name, DisplayName: name, Ref: ref, TotalsRowShown: 0,
	}
	t.Columns.Count = len(heads)
	for i, h := range heads {
		t.Columns.List = append(t.Columns.List, columnPart{i + 1, escapeX(h)})
	}
	t.Extension.URI = "{504A1905-F514-4f6f-8877-14C23A59335A}"
	t.Extension.Space = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
	t.Extension.Table = altPart{escapeX(title), escapeX(summary)}
	body, err := xml.Marshal(t)
	return append([]byte(xml.Header), body...), err
}

type tablePart struct {
	XMLName        xml.Name `xml:"table"`
	Space          string   `xml:"xmlns,attr"`
	ID             int      `xml:"id,attr"`
	Name           string   `xml:"name,attr"`
	DisplayName    string   `xml:"displayName,attr"`
	Ref            string   `xml:"ref,attr"`
	TotalsRowShown int      `xml:"totalsRowShown,attr"`
	Columns        struct {
		Count int          `xml:"count,attr"`
		List  []columnPart `xml:"tableColumn"`
	} `xml:"tableColumns"`
	Extension struct {
		URI   string  `xml:"uri,attr"`
		Space string  `xml:"xmlns:x14,attr"`
		Table altPart `xml:"x14:table"`
	} `xml:"extLst>ext"`
}

type columnPart struct {
	ID   int    `xml:"id,attr"`
	Name string `xml:"name,attr"`
}

type altPart struct {
	Title   string `xml:"altText,attr,omitempty"`
	Summary string `xml:"altTextSummary,attr,omitempty"`
}
