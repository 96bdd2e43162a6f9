package workbook

import (
	"regexp"
	"strings"
	"unicode/utf16"
)

var (
	sheetName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,30}$`)
	tableName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]*$`)
	webLink   = regexp.MustCompile(`^(https?:|www\.|mailto:)`)
)

// sheet checks what holds for every sheet.
func (l *linter) sheet(s *Sheet, place int, names map[string]bool) {
	low := strings.ToLower(s.Name)
	if !sheetName.MatchString(s.Name) || names[low] || low == "history" {
		l.add(14, s, "the name is bad or taken")
	}
	names[low] = true
	if s.At(0, 0).Text == "" {
		l.add(5, s, "there is no title in A1")
	}
	if s.At(1, 0).Text != l.d.Meta.Marking.Text {
		l.add(9, s, "the marking does not stand in A2")
	}
	if !strings.Contains(unescape(s.view.Header), strings.ReplaceAll(l.d.Meta.Marking.Text, "&", "&&")) {
		l.add(9, s, "the marking does not stand in the print header")
	}
	l.seen(s, place)
	l.hidden(s)
	l.places(s)
	for i, r := range s.rows {
		for _, col := range sortedKeys(r) {
			if col >= maxColumns || len(utf16.Encode([]rune(r[col].Text))) > maxText {
				l.add(24, s, "row %d holds more than the format does", i+1)
			}
		}
	}
	if place == 0 {
		return
	}
	l.table(s, names)
}

// seen checks how the sheet opens.
func (l *linter) seen(s *Sheet, place int) {
	for _, v := range s.view.Views {
		if v.RightToLeft != l.d.Meta.RightToLeft {
			l.add(21, s, "it does not run as the language does")
		}
		if v.Selected != (place == 0) {
			l.add(18, s, "it is selected or not by mistake")
		}
		if v.Pane != nil {
			l.add(8, s, "it has a pane")
		}
		corner := v.TopLeft == "" || v.TopLeft == "A1"
		for _, k := range v.Selections {
			corner = corner && (k.Active == "" || k.Active == "A1")
		}
		if !corner {
			l.add(18, s, "it does not open at A1")
		}
	}
	if len(s.view.Views) != 1 {
		l.add(21, s, "it has %d views", len(s.view.Views))
	}
	if s.view.Setup.Paper != 9 || s.view.Setup.Orientation != "landscape" {
		l.add(15, s, "it does not print on A4 across")
	}
}

// hidden checks that nothing is merged, hidden or filtered.
func (l *linter) hidden(s *Sheet) {
	if len(s.view.Merged) > 0 {
		l.add(7, s, "it has merged cells")
	}
	if s.state != "" && s.state != "visible" {
		l.add(7, s, "it is %s", s.state)
	}
	for _, c := range s.view.Columns {
		if c.Hidden || c.Width == 0 {
			l.add(7, s, "the column %d is hidden", c.Min)
		}
	}
	for _, r := range s.view.Rows {
		if r.Hidden {
			l.add(7, s, "the row %d is hidden", r.R)
		}
	}
	if s.view.Filter != nil || s.Table != nil && s.Table.filter {
		l.add(8, s, "it has a filter")
	}
	if len(s.view.Conditional) > 0 {
		l.add(9, s, "it colours cells by their values")
	}
}

// places checks where links lead, and that they say so.
func (l *linter) places(s *Sheet) {
	for _, k := range s.links {
		top, left, _, _, err := rangeOf(k.at)
		if err != nil || l.named(sheetOf(k.location)) == nil {
			l.add(20, s, "the link at %s leads to %q", k.at, k.location)
			continue
		}
		if text := s.At(top, left).Text; text == "" || webLink.MatchString(text) {
			l.add(20, s, "the link at %s says %q", k.at, text)
		}
	}
}

// table checks that a sheet ends with one table whose heads are unique and
// equal to its cells.
func (l *linter) table(s *Sheet, names map[string]bool) {
	t := s.Table
	switch {
	case t == nil:
		l.add(4, s, "it has no marked-up table")
		return
	case s.extra > 0:
		l.add(4, s, "it has %d tables", s.extra+1)
	case t.Left != 0:
		l.add(4, s, "its table does not begin in the first column")
	}
	if low := strings.ToLower(t.Name); !tableName.MatchString(t.Name) || names[low] {
		l.add(6, s, "the table name %q is bad or taken", t.Name)
	} else {
		names[low] = true
	}
	heads := map[string]bool{}
	for i, name := range t.columns {
		if low := strings.ToLower(name); strings.TrimSpace(name) == "" || heads[low] {
			l.add(6, s, "the head %q is empty or repeated", name)
		} else {
			heads[low] = true
		}
		if got := s.At(t.Top, t.Left+i); got.Text != name || got.Number {
			l.add(6, s, "the head %q stands above the column %q", got.Text, name)
		}
	}
	if len(t.columns) != t.Right-t.Left+1 {
		l.add(6, s, "%d heads for %d columns", len(t.columns), t.Right-t.Left+1)
	}
	for i := t.Bottom + 1; i < len(s.rows); i++ {
		if len(s.rows[i]) > 0 {
			l.add(4, s, "something stands beneath the table, in row %d", i+1)
		}
	}
	for i, r := range s.rows {
		for _, col := range sortedKeys(r) {
			if i < t.Top && col > 0 || col > t.Right {
				l.add(4, s, "something stands beside the table, in row %d", i+1)
			}
		}
	}
}
