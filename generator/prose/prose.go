// Package prose reads the narratives of analysts: Markdown in, blocks of a
// document out.
//
// [Parse] checks the form of a narrative once for each language; [Narrative.Blocks]
// resolves its references for one audience. The package understands paragraphs,
// lists, quotations, callouts, emphasis, code spans, https links, terms with
// their definitions, footnotes and references to figures of the edition, and refuses everything else of
// Markdown with its place. It is the only user of goldmark. Invariant: nothing
// that an analyst wrote is dropped in silence: it is in the blocks, or a
// diagnostic names it.
package prose

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/release"
)

// A Kind says what a [Reference] refers to.
type Kind uint8

// The kinds of references. The zero Kind is Value.
const (
	Value   Kind = iota // {{ volume.total.count }}: a figure of a table.
	Table               // {{ table:volume }}: the table of a statistic.
	Figure              // {{ figure:volume }}: the chart of a statistic.
	Section             // {{ section:method }}: a section.
)

// String returns the word of the narrative language; of Value, "value".
func (k Kind) String() string { return [...]string{"value", "table", "figure", "section"}[k] }

// A Reference is one reference of a narrative, for checking it before there
// are numbers.
type Reference struct {
	Pos  diag.Pos
	Kind Kind
	Name string // As written, without the kind: "volume.total.count", "volume".
}

// A Resolver answers the references of a narrative for one document.
type Resolver interface {
	// Value returns a released value and the text that shows it. It reports
	// false if there is none of that name.
	Value(ref string) (v release.Value, display string, ok bool)
	// Target returns the identifier of a table, a figure or a section of the
	// document and the words that point to it, such as "table 2". It reports
	// false if the document has none of that name.
	Target(kind Kind, name string) (id, words string, ok bool)
	// Note takes the text of a footnote and returns its number in the
	// document. It is called at the first reference to each footnote, in
	// reading order; later references to the same footnote share the number.
	Note(text []doc.Inline) doc.NoteID
	// Term takes a term of the narrative, in reading order; the document sets
	// where its definition stands.
	Term(*doc.Term)
}

// A Narrative is a sound narrative in one language. It never changes, so any
// number of goroutines may use it at once.
type Narrative struct {
	source   source
	locale   *lang.Locale
	root     ast.Node
	notes    map[string]*footnote
	callouts map[ast.Node]doc.CalloutKind
	refs     []Reference
}

// References returns the references of n in reading order; those of a
// footnote stand where it is first referred to.
func (n *Narrative) References() []Reference { return append([]Reference(nil), n.refs...) }

// Blocks returns the blocks of n with every reference resolved by r. What r
// does not know is reported to diags, and Blocks reports false.
func (n *Narrative) Blocks(r Resolver, diags *diag.List) ([]doc.Block, bool) {
	w := n.writer(r)
	out := w.blocks(n.root, 0)
	diags.Add(w.diags.All()...)
	return out, !w.diags.HasErrors()
}

// Parse reads the narrative src, which came from file and is written in the
// language l. It reports every fault to diags; if one is an error, it returns
// nil and false.
func Parse(file string, src []byte, l *lang.Locale, diags *diag.List) (*Narrative, bool) {
	s, found := newSource(file, src)
	if !found.HasErrors() {
		s.limits(&found)
	}
	if found.HasErrors() {
		diags.Add(found.All()...)
		return nil, false
	}
	n := &Narrative{source: s, locale: l, notes: map[string]*footnote{}, callouts: map[ast.Node]doc.CalloutKind{}}
	form := &formChecker{source: s, narrative: n, diags: &found}
	n.root = newParser(form).Parse(text.NewReader(s.text))
	form.collectNotes(n.root)
	rules := rulesOf(l)
	w := n.writer(&probe{})
	w.check = &rules
	blocks := w.blocks(n.root, 0)
	form.unusedNotes(w.noted)
	n.checkStable(blocks, &found)
	found.Add(w.diags.All()...)
	diags.Add(found.All()...)
	if found.HasErrors() {
		return nil, false
	}
	return n, true
}

// checkStable reports sentences that call figures stable: no test of this
// program can show it.
func (n *Narrative) checkStable(blocks []doc.Block, diags *diag.List) {
	Claims(blocks, n.locale, func(c Claim) []doc.Inline {
		if c.Direction == Stable {
			diags.Errorf(
				n.PosOf(c.Refs[0]), "H006",
				"say that there is no clear change: a test that finds none does not show that there is none",
				"the word %q says that figures did not change, which no test shows", c.Word,
			)
		}
		return nil
	})
}

// PosOf returns the place of the first reference to a figure, and the zero Pos
// if n has none.
func (n *Narrative) PosOf(ref string) diag.Pos {
	for _, r := range n.refs {
		if r.Kind == Value && r.Name == ref {
			return r.Pos
		}
	}
	return diag.Pos{}
}

// newParser returns a parser for CommonMark without link reference
// definitions, with footnotes, callouts and references.
func newParser(form *formChecker) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(footnoteParser{}, 950))...),
		parser.WithInlineParsers(append(
			parser.DefaultInlineParsers(),
			util.Prioritized(referenceParser{}, 10),
			util.Prioritized(markParser{}, 20),
		)...),
		parser.WithParagraphTransformers(util.Prioritized(form, 10)),
	)
}

// A probe stands in for a document while a narrative is checked: it knows
// every name.
type probe struct{ notes doc.NoteID }

func (p *probe) Value(string) (release.Value, string, bool)      { return release.Value{}, "x", true }
func (p *probe) Target(Kind, string) (id, words string, ok bool) { return "x", "x", true }
func (p *probe) Note([]doc.Inline) doc.NoteID                    { p.notes++; return p.notes }
func (p *probe) Term(*doc.Term)                                  {}
