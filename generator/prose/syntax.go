package prose

import (
	"bytes"
	"maps"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"htsm/generator/diag"
	"htsm/generator/doc"
)

var (
	kindReference = ast.NewNodeKind("Reference")
	kindMark      = ast.NewNodeKind("FootnoteMark")
	kindFootnote  = ast.NewNodeKind("Footnote")
)

// A reference is the node of {{ … }}.
type reference struct {
	ast.BaseInline
	text string // Between the braces, trimmed.
}

func (n *reference) Kind() ast.NodeKind            { return kindReference }
func (n *reference) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// maxReference bounds the length of a reference, so that looking for its end
// takes no time that grows with the text.
const maxReference = 200

// A referenceParser reads {{ … }} on one line. What has no end stays text,
// which [writer.text] refuses.
type referenceParser struct{}

func (referenceParser) Trigger() []byte { return []byte{'{'} }

func (referenceParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}
	inner := line[2:min(len(line), maxReference)]
	end := bytes.Index(inner, []byte("}}"))
	if end < 0 || bytes.IndexByte(inner[:end], '{') >= 0 {
		return nil
	}
	block.Advance(end + 4)
	return &reference{text: string(bytes.TrimSpace(inner[:end]))}
}

// A mark is the node of [^label] in a text.
type mark struct {
	ast.BaseInline
	label string
}

func (n *mark) Kind() ast.NodeKind            { return kindMark }
func (n *mark) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// A markParser reads [^label], whether or not the footnote exists, so that a
// missing one is reported and not shown as text.
type markParser struct{}

func (markParser) Trigger() []byte { return []byte{'['} }

func (markParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	label, ok := footnoteLabel(line)
	if !ok {
		return nil
	}
	block.Advance(len(label) + 3)
	return &mark{label: label}
}

// footnoteLabel returns the label of a line that starts with [^label].
func footnoteLabel(line []byte) (string, bool) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return "", false
	}
	inner := line[2:min(len(line), maxReference)]
	end := bytes.IndexByte(inner, ']')
	if end < 1 || bytes.ContainsAny(inner[:end], "[ \t\n") {
		return "", false
	}
	return string(inner[:end]), true
}

// A footnote is the node of a paragraph that starts with [^label]: and of the
// lines set in by four spaces that follow it. The parser of goldmark takes
// footnotes out of their place, and loses those within footnotes.
type footnote struct {
	ast.BaseBlock
	label string
}

func (n *footnote) Kind() ast.NodeKind            { return kindFootnote }
func (n *footnote) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type footnoteParser struct{}

func (footnoteParser) Trigger() []byte { return []byte{'['} }

func (footnoteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || segment.Padding != 0 {
		return nil, parser.NoChildren
	}
	label, ok := footnoteLabel(line[pos:])
	colon := pos + len(label) + 3
	if !ok || colon >= len(line) || line[colon] != ':' {
		return nil, parser.NoChildren
	}
	reader.Advance(colon + 1)
	return &footnote{label: label}, parser.HasChildren
}

func (footnoteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (footnoteParser) Close(ast.Node, text.Reader, parser.Context) {}

func (footnoteParser) CanInterruptParagraph() bool { return true }

func (footnoteParser) CanAcceptIndentedLine() bool { return false }

// A formChecker looks at paragraphs before their text is parsed: it takes the
// marks of callouts off and reports what our Markdown has not.
type formChecker struct {
	source    source
	narrative *Narrative
	diags     *diag.List
}

var (
	calloutForm    = regexp.MustCompile(`^\[!([A-Za-z]*)\](.*)$`)
	delimiterForm  = regexp.MustCompile(`^\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?$`)
	definitionForm = regexp.MustCompile(`^\[[^\]^][^\]]*\]:`)
)

// Transform is called by goldmark for each paragraph.
func (f *formChecker) Transform(node *ast.Paragraph, _ text.Reader, _ parser.Context) {
	lines := node.Lines()
	first := lines.At(0)
	content := bytes.TrimSpace(first.Value(f.source.text))
	if definitionForm.Match(content) {
		f.diags.Errorf(f.source.pos(first.Start), "N018", "write the link where it stands: [text](https://…)", "link definitions are not part of this language")
	}
	for i := 1; i < lines.Len(); i++ {
		segment := lines.At(i)
		row := bytes.TrimSpace(segment.Value(f.source.text))
		if bytes.IndexByte(row, '|') >= 0 && delimiterForm.Match(row) {
			f.diags.Errorf(f.source.pos(lines.At(i-1).Start), "N013", "show a table of the edition with show: in the report", "tables are not part of this language")
		}
	}
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || node.PreviousSibling() != nil {
		return
	}
	if m := calloutForm.FindSubmatch(content); m != nil {
		f.callout(quote, first, string(m[1]), len(m[2]) > 0)
		lines.SetSliced(1, lines.Len())
		if lines.Len() == 0 {
			quote.RemoveChild(quote, node)
		}
	}
}

// callout notes the kind of a callout.
func (f *formChecker) callout(quote *ast.Blockquote, at text.Segment, word string, followed bool) {
	switch {
	case followed:
		f.diags.Errorf(f.source.pos(at.Start), "N021", "start the text on the next line, with > before it", "the mark of a callout stands alone on its line")
	case word == "NOTE":
		f.narrative.callouts[quote] = doc.Information
	case word == "CAUTION":
		f.narrative.callouts[quote] = doc.Caution
	default:
		f.diags.Errorf(f.source.pos(at.Start), "N021", "known callouts: [!NOTE], [!CAUTION]", "there is no callout %q", "[!"+word+"]")
	}
}

// collectNotes gathers the footnotes of the document.
func (f *formChecker) collectNotes(root ast.Node) {
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		note, ok := n.(*footnote)
		if !ok {
			continue
		}
		if _, twice := f.narrative.notes[note.label]; twice {
			f.diags.Errorf(f.source.pos(note.Pos()), "N042", "give it a name of its own", "the footnote %q is written twice", note.label)
			continue
		}
		f.narrative.notes[note.label] = note
	}
}

// unusedNotes reports footnotes that no text refers to.
func (f *formChecker) unusedNotes(used map[string]doc.NoteID) {
	for _, label := range slices.Sorted(maps.Keys(f.narrative.notes)) {
		if _, ok := used[label]; !ok {
			note := f.narrative.notes[label]
			f.diags.Errorf(f.source.pos(note.Pos()), "N041", "refer to it with [^"+label+"], or remove it", "no text refers to the footnote %q", label)
		}
	}
}
