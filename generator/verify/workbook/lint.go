package workbook

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"htsm/generator/doc"
)

// Limits of the format (Microsoft, "Excel specifications and limits").
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxText    = 32_767
)

// A Finding says where a workbook breaks a line of the checklist, which is the
// UK Analysis Function's for accessible spreadsheets and what else must not
// leave the house:
//
//	1 a cover comes first      9 no fill, and the marking in print   17 custom properties
//	2 a list of all sheets    10 numbers are numbers                 18 opens at the first sheet
//	3 notes, and their marks  11 dates are dates                     19 charts can be read and edited
//	4 one table a sheet       12 units stand in heads                20 links lead somewhere
//	5 the order above it      13 symbols are explained               21 direction of the language
//	6 tables are marked up    14 names of sheets                     22 the same numbers everywhere
//	7 nothing merged, hidden  15 type and widths                     23 no parts that run or reach out
//	8 no filter, no pane      16 properties                          24 the limits of the format
//
// Lines 22 and 25, a twin for machines, are held by package verify, which sees
// the other files.
type Finding struct {
	Line  int
	Sheet string // Empty for the workbook.
	Text  string
}

// String returns the finding as one line.
func (f Finding) String() string {
	if f.Sheet == "" {
		return fmt.Sprintf("line %d of the checklist: %s", f.Line, f.Text)
	}
	return fmt.Sprintf("line %d of the checklist: sheet %s: %s", f.Line, f.Sheet, f.Text)
}

// A linter collects findings about a workbook that should state d.
type linter struct {
	*Book
	d    *doc.Document
	list []Finding
}

// Lint holds a workbook against the checklist. The document says what must
// stand on it. Findings come in the order of the checklist.
func (b *Book) Lint(d *doc.Document) []Finding {
	l := &linter{Book: b, d: d}
	if len(b.Sheets) < 2 {
		l.add(1, nil, "there are %d sheets", len(b.Sheets))
		return l.list
	}
	l.front()
	l.marks()
	l.book()
	l.properties()
	names := map[string]bool{}
	for i, s := range b.Sheets {
		l.sheet(s, i, names)
		l.looks(s)
	}
	for _, s := range b.tables() {
		l.order(s)
		l.body(s)
		l.symbols(s)
	}
	l.figures()
	slices.SortStableFunc(l.list, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return l.list
}

func (l *linter) add(line int, s *Sheet, format string, args ...any) {
	f := Finding{Line: line, Text: fmt.Sprintf(format, args...)}
	if s != nil {
		f.Sheet = s.Name
	}
	l.list = append(l.list, f)
}

// tables returns the sheets that hold the tables of the document.
func (b *Book) tables() []*Sheet {
	var out []*Sheet
	for _, s := range b.Sheets {
		if strings.HasPrefix(s.Name, "Table_") || strings.HasPrefix(s.Name, "Figure_") {
			out = append(out, s)
		}
	}
	return out
}

// named returns the sheet of a name, or nil.
func (b *Book) named(name string) *Sheet {
	for _, s := range b.Sheets {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// front checks the cover, the list of sheets and the list of notes.
func (l *linter) front() {
	cover := l.Sheets[0]
	if cover.Name != "Cover" {
		l.add(1, cover, "the first sheet is not the cover")
	}
	m := l.d.Meta
	want := append([]string{m.Title, m.Marking.Text, m.Period, m.Subtitle, m.Publisher}, m.Marking.Handling...)
	for _, f := range m.Facts {
		if f.Text != "" {
			want = append(want, f.Label+" – "+f.Text)
		}
	}
	for _, text := range want {
		if text != "" && !slices.ContainsFunc(cover.rows, func(r map[int]Cell) bool { return r[0].Text == text }) {
			l.add(1, cover, "%q does not stand there", text)
		}
	}
	ways := []string{"Contents"}
	if len(l.d.Notes) > 0 {
		ways = append(ways, "Notes")
	}
	for _, to := range ways {
		if !slices.ContainsFunc(cover.links, func(k link) bool { return sheetOf(k.location) == to }) {
			l.add(1, cover, "no link leads to the sheet %s", to)
		}
	}
	l.contents(l.Sheets[1])
	l.notes()
}

// contents checks that the second sheet lists and leads to all others, by
// their titles.
func (l *linter) contents(s *Sheet) {
	if s.Name != "Contents" || s.Table == nil {
		l.add(2, s, "the second sheet is no list of the sheets")
		return
	}
	links := map[string]string{}
	for _, k := range s.links {
		links[k.at] = sheetOf(k.location)
	}
	listed := map[string]bool{}
	for row := s.Table.Top + 1; row <= s.Table.Bottom; row++ {
		name := s.At(row, 0).Text
		listed[name] = true
		to := l.named(name)
		switch {
		case to == nil:
			l.add(2, s, "it lists %q, which is no sheet", name)
		case links[fmt.Sprintf("A%d", row+1)] != name:
			l.add(2, s, "%s does not lead to its sheet", name)
		case to.At(0, 0).Text != s.At(row, 1).Text:
			l.add(2, s, "it calls %s %q", name, s.At(row, 1).Text)
		}
	}
	for _, other := range l.Sheets {
		if other != s && !listed[other.Name] {
			l.add(2, s, "it does not list %s", other.Name)
		}
	}
}

// notes checks that all notes of the document stand on their sheet.
func (l *linter) notes() {
	s := l.named("Notes")
	switch {
	case len(l.d.Notes) == 0:
		return
	case s == nil || s.Table == nil:
		l.add(3, s, "there is no list of notes")
		return
	case s.Table.Bottom-s.Table.Top != len(l.d.Notes):
		l.add(3, s, "there are %d notes, not %d", s.Table.Bottom-s.Table.Top, len(l.d.Notes))
	}
	for i, n := range l.d.Notes {
		mark := s.At(s.Table.Top+1+i, 0).Text
		if want := strings.ReplaceAll(l.d.Words.Note, "{number}", fmt.Sprint(n.ID)); mark != want {
			l.add(3, s, "the note %d has the mark %q, not %q", i+1, mark, want)
		}
		if text := s.At(s.Table.Top+1+i, 1).Text; text != doc.Plain(n.Text) {
			l.add(3, s, "the note %d reads %q", i+1, text)
		}
	}
}

// marks checks that every mark of a note leads to a note.
func (l *linter) marks() {
	before, after, ok := strings.Cut("["+l.d.Words.Note+"]", "{number}")
	if !ok {
		return
	}
	for _, s := range l.tables() {
		for _, r := range s.rows {
			for _, col := range sortedKeys(r) {
				for _, rest := range strings.Split(r[col].Text, before)[1:] {
					number, _, ok := strings.Cut(rest, after)
					var n int
					if _, err := fmt.Sscanf(number, "%d", &n); ok && err == nil && (n < 1 || n > len(l.d.Notes)) {
						l.add(3, s, "the mark of the note %d has no note", n)
					}
				}
			}
		}
	}
}

// sheetOf returns the sheet of a place such as 'Notes'!A1.
func sheetOf(location string) string {
	name, _, _ := strings.Cut(location, "!")
	return strings.Trim(name, "'")
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
