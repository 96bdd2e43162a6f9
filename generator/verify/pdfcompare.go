package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/verify/pdf"
)

// A pdfFact is a fact that paper holds.
type pdfFact struct {
	doc.Fact
	text  string     // Folded.
	grid  *doc.Table // The table whose cells follow; nil for other facts.
	title bool       // Stands in a heading.
}

// onPaper returns the facts of d that stand in the text of its pages. The
// marking stands on every page, the notes where pages end; a grid is one fact
// with its caption; figures have drawings for their data,
// and the data too where the drawing lacks some.
func onPaper(d *doc.Document) []pdfFact {
	tables, data, rest := map[string]*doc.Table{}, map[string]bool{}, map[string]bool{}
	for _, k := range d.Grids() {
		tables[k.ID] = k.Table
		data[k.ID] = k.Figure != nil
		rest[k.ID] = k.Figure != nil && k.Figure.Rest
	}
	titles := map[string]bool{}
	var sections func([]*doc.Section)
	sections = func(list []*doc.Section) {
		for _, s := range list {
			titles[s.ID+"/title"] = true
			sections(s.Sections)
		}
	}
	sections(d.Body)
	var out []pdfFact
	facts := d.Facts()
	for i := 0; i < len(facts); i++ {
		f := pdfFact{Fact: facts[i], text: fold(facts[i].Display), title: titles[facts[i].Place]}
		id, part, _ := strings.Cut(f.Place, "/")
		t := tables[id]
		switch {
		case f.Place == "marking" || id == "note":
			continue
		case t != nil && part == "caption" && !data[id]:
			f.grid = t
			i += size(t)
		case rest[id] && part == "head/0": // The caption of the data is no fact of its own.
			f.Place, f.text = id+"/caption", fold(d.Words.DataTable+" "+doc.Plain(t.Caption))
			f.grid = t
			i += size(t) - 1
		case data[id], f.text == "":
			continue
		}
		out = append(out, f)
	}
	return out
}

// size returns the number of facts of the grid of a table.
func size(t *doc.Table) int {
	n := len(t.Cols)
	for _, r := range t.Rows {
		n += len(r.Heads) + len(r.Cells)
	}
	return n
}

// A pdfComparison holds the text of a file against a document.
type pdfComparison struct {
	doc   *doc.Document
	facts []pdfFact // Those that were not met yet.
	frame []string  // Texts that may stand anywhere, longest first.
	alts  []string  // Of the figures that were not met yet.
	drawn bool      // Figures have drawings; otherwise their alternatives are printed.
	notes map[string]string
	met   map[*pdf.Node]bool // Notes that were kept.
	table *doc.Table         // Whose columns are not all met yet.
	next  int                // The first of them.
	diff  differences
}

func newPDFComparison(d *doc.Document, drawn bool) *pdfComparison {
	c := &pdfComparison{doc: d, drawn: drawn, facts: onPaper(d), notes: map[string]string{}, met: map[*pdf.Node]bool{}}
	m, w := d.Meta, d.Words
	texts := []string{
		m.Title, m.Subtitle, m.Period, m.CutOff, m.Publisher, m.Reference, m.Distribution, m.Reason, m.Marking.Text,
		w.Contents, w.Sources, w.Source, w.Legend, w.Unit, w.File, w.Notes, w.Tables, w.DataTable,
	}
	texts = append(texts, m.Marking.Handling...)
	for _, r := range m.Facts {
		texts = append(texts, r.Label, r.Text)
	}
	for _, s := range d.Sources {
		texts = append(texts, s.Name, s.File, s.SHA256)
	}
	for _, t := range d.Grids() {
		texts = append(texts, t.Unit, t.Summary)
		for n := range t.Cols { // A table that goes on says which part it is.
			for k := range n + 1 {
				part := strings.NewReplacer("{parts}", strconv.Itoa(n+1), "{part}", strconv.Itoa(k+1)).Replace(w.Part)
				texts = append(texts, cmp.Or(t.Label, w.DataTable)+" ("+part+")")
			}
		}
	}
	for _, k := range d.Grids() {
		f := k.Figure
		if f == nil {
			continue
		}
		texts = append(texts, f.Alt)
		if f.Rest {
			texts = append(append(texts, k.Source), k.Legend...)
		}
		c.alts = append(c.alts, fold(f.Alt))
		if f.Chart != nil {
			texts = append(texts, f.Chart.Subtitle)
		}
	}
	for _, t := range texts {
		if t = fold(t); t != "" {
			c.frame = append(c.frame, t)
		}
	}
	slices.SortFunc(c.frame, func(a, b string) int { return len(b) - len(a) })
	return c
}

// walk goes through the structure in the order of reading.
func (c *pdfComparison) walk(n *pdf.Node) {
	switch {
	case n.Role == "TOC", n.Role == "Lbl":
	case n.Role == "Note":
		c.note(n)
	case n.Role == "Table":
		c.tableNode(n)
	case n.Role == "Figure":
		c.drawing(n)
	case n.IsText():
		c.take(c.say(n, c.note), heading(n.Role))
	default:
		for _, child := range n.Children() {
			c.walk(child)
		}
	}
}

// drawing takes the text alternative of the next figure.
func (c *pdfComparison) drawing(n *pdf.Node) {
	switch at := slices.Index(c.alts, fold(n.Alt)); {
	case at < 0:
		c.diff.add("a drawing has the text alternative %q", clip(n.Alt))
	default:
		for _, alt := range c.alts[:at] {
			c.diff.add("the drawing of %q is missing", clip(alt))
		}
		c.alts = c.alts[at+1:]
	}
}

func heading(role string) bool {
	return len(role) == 2 && role[0] == 'H' && role[1] >= '1' && role[1] <= '6'
}

// take splits a text into facts, in order, and texts of the frame. Of a text
// that is neither, it looks whether it holds later facts, so that one
// difference makes one line.
func (c *pdfComparison) take(text string, title bool) {
	if text == "" {
		return
	}
	for skip := range max(1, min(len(c.facts), maxLookAhead)) {
		p := parse{c: c, title: title, facts: skip, steps: maxSteps}
		if !p.all(text) || skip > 0 && p.facts == skip {
			continue
		}
		for _, f := range c.facts[:skip] {
			c.diff.add("%s, %q, is missing", f.Place, clip(f.Display))
		}
		c.accept(c.facts[skip:p.facts], p.frame)
		c.facts = c.facts[p.facts:]
		return
	}
	next := "there are no more facts"
	if len(c.facts) > 0 {
		next = fmt.Sprintf("next comes %s, %q", c.facts[0].Place, clip(c.facts[0].Display))
	}
	c.diff.add("the text %q is not of the document; %s", clip(text), next)
}

// The limits of taking a text apart.
const (
	maxLookAhead = 50    // Facts among which a text is looked for.
	maxSteps     = 1_000 // Attempts.
)

// accept notes what was found in a text.
func (c *pdfComparison) accept(facts []pdfFact, frame []string) {
	for _, f := range facts {
		if f.grid == nil {
			continue
		}
		if c.table != nil {
			c.diff.add("%s ends at column %d of %d", c.table.ID, c.next, len(c.table.Cols))
		}
		c.table, c.next = f.grid, 0
	}
	for _, text := range frame {
		if !c.drawn && len(c.alts) > 0 && c.alts[0] == text {
			c.alts = c.alts[1:]
		}
	}
}

// A parse takes a text apart. Where one text begins like another, it tries
// both.
type parse struct {
	c     *pdfComparison
	title bool
	facts int      // How many of the next facts were taken or passed over.
	frame []string // The texts of the frame that were taken.
	steps int      // Attempts that are left.
}

// all reports whether the whole text is facts and texts of the frame.
func (p *parse) all(text string) bool {
	if text = strings.TrimLeft(text, " \n"); text == "" {
		return true
	}
	if p.steps--; p.steps < 0 {
		return false
	}
	if next := p.c.facts[p.facts:]; len(next) > 0 && next[0].title == p.title {
		if rest, ok := ends(after(text, next[0].text)); ok {
			p.facts++
			if p.all(rest) {
				return true
			}
			p.facts--
		}
	}
	for _, f := range p.c.frame {
		if rest, ok := ends(after(text, f)); ok {
			p.frame = append(p.frame, f)
			if p.all(rest) {
				return true
			}
			p.frame = p.frame[:len(p.frame)-1]
		}
	}
	rest, ok := ends(strings.CutPrefix(text, "·")) // Between the lines of a legend.
	return ok && p.all(rest)
}

// ends refuses a rest that goes on in the same word.
func ends(rest string, ok bool) (string, bool) {
	return rest, ok && (rest == "" || rest[0] == ' ' || rest[0] == '\n')
}

func clip(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}

// note keeps a note by its number.
func (c *pdfComparison) note(n *pdf.Node) {
	label := ""
	for _, l := range n.Below("Lbl") {
		label += fold(l.Text(func(*pdf.Node) bool { return false }))
	}
	text := c.say(n, c.note)
	if _, twice := c.notes[label]; twice {
		c.diff.add("note %q stands twice", label)
	}
	c.notes[label] = text
}

// say returns the folded text of an element without the marks of notes and the
// labels of lists, and passes on the notes that stand within.
func (c *pdfComparison) say(n *pdf.Node, note func(*pdf.Node)) string {
	return fold(n.Text(func(n *pdf.Node) bool {
		if n.Role == "Note" {
			note(n)
		}
		return n.Role == "Note" || n.Role == "Reference" || n.Role == "Lbl"
	}))
}

// finish reports what was not met.
func (c *pdfComparison) finish() error {
	for _, f := range c.facts {
		if f.text != "" {
			c.diff.add("%s, %q, is missing", f.Place, clip(f.Display))
		}
	}
	if c.table != nil {
		c.diff.add("%s ends at column %d of %d", c.table.ID, c.next, len(c.table.Cols))
	}
	for _, alt := range c.alts {
		c.diff.add("the drawing of %q is missing", clip(alt))
	}
	for _, n := range c.doc.Notes {
		label := strconv.Itoa(int(n.ID))
		if text, ok := c.notes[label]; !ok || !same(text, doc.Plain(n.Text)) {
			c.diff.add("note %s shows %q, want %q", label, text, doc.Plain(n.Text))
		}
		delete(c.notes, label)
	}
	for _, label := range sortedKeys(c.notes) {
		c.diff.add("note %q is not a note of the document", label)
	}
	return c.diff.err()
}
