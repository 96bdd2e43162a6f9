package xlsx_test

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	sheetName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,30}$`)
	tableName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*$`)
	part      = regexp.MustCompile(`^(\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml|xl/(workbook|styles|theme/theme1|worksheets/sheet\d+|tables/table\d+|charts/chart\d+|drawings/drawing\d+)\.xml|xl/((worksheets|drawings)/)?_rels/(workbook|sheet\d+|drawing\d+)\.xml\.rels|xl/media/image\d+\.png)$`)
)

// lint returns what is wrong with a workbook, by the checklist of the UK
// Analysis Function and by what must not leave the house.
func lint(w *workbook) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, name := range w.names {
		if !part.MatchString(name) {
			fault("the part %s does not belong here", name)
		}
	}
	if w.names[0] != "[Content_Types].xml" {
		fault("the first part is %s", w.names[0])
	}
	sheets, names := map[string]bool{}, map[string]bool{}
	for i, s := range w.sheets {
		low := strings.ToLower(s.name)
		if !sheetName.MatchString(s.name) || sheets[low] || low == "history" || s.state != "" {
			fault("the sheet %q is misnamed, repeated or hidden", s.name)
		}
		sheets[low] = true
		if s.cells["A1"].text == "" || s.cells["A2"].text != "TLP:AMBER" {
			fault("the sheet %s lacks a title or a marking", s.name)
		}
		if selected := strings.Contains(s.raw, `tabSelected="true"`) || strings.Contains(s.raw, `tabSelected="1"`); selected != (i == 0) {
			fault("the sheet %s: tabSelected is %v", s.name, selected)
		}
		for _, bad := range []string{"mergeCell", "autoFilter", "<pane", "hidden=", "<f>", "dataValidation"} {
			if strings.Contains(s.raw, bad) {
				fault("the sheet %s has %s", s.name, bad)
			}
		}
		if i == 0 {
			continue
		}
		if n := strings.ToLower(s.table.Name); !tableName.MatchString(s.table.Name) || names[n] {
			fault("the table name %q is bad or repeated", s.table.Name)
		}
		names[strings.ToLower(s.table.Name)] = true
		faults = append(faults, lintTable(s)...)
	}
	for name, content := range w.parts {
		if strings.HasPrefix(name, "xl/tables/") && strings.Contains(string(content), "autoFilter") {
			fault("%s has a filter", name)
		}
	}
	return faults
}

// lintTable checks that a sheet ends with one table whose heads are unique and
// equal to its cells.
func lintTable(s sheet) (faults []string) {
	first, last := rowsOf(s.table.Ref)
	heads := map[string]bool{}
	for j, c := range s.table.Columns {
		name := unescapeX(c.Name)
		if low := strings.ToLower(name); name == "" || heads[low] {
			faults = append(faults, fmt.Sprintf("the sheet %s has an empty or repeated head %q", s.name, name))
		}
		heads[strings.ToLower(name)] = true
		if got := s.cells[at(j+1, first)].text; got != name {
			faults = append(faults, fmt.Sprintf("the sheet %s has the head %q above the column %q", s.name, got, name))
		}
	}
	for row := 1; row < first; row++ {
		if s.cells[at(1, row)].text == "" {
			faults = append(faults, fmt.Sprintf("the sheet %s has an empty row %d", s.name, row))
		}
	}
	for address := range s.cells {
		var row int
		if _, err := fmt.Sscanf(strings.TrimLeft(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "%d", &row); err != nil || row > last {
			faults = append(faults, fmt.Sprintf("the sheet %s has the cell %s below its table", s.name, address))
		}
	}
	return faults
}
