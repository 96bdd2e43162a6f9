// Package posyaml reads YAML whose every value keeps its position, and
// decodes it by declarations.
//
// A language is declared once, as an [Object] with fields; the declaration
// decodes files and describes itself to package schema. The package knows no
// language of its own. It accepts less than YAML: one document, no anchors,
// aliases, merge keys and tags, no repeated or unknown field, and it never
// guesses a type: NO, 0123 and 1.10 stay the texts that they are. It is the
// only user of yaml.v3. Invariant: no input makes it panic, and every fault of
// a file is reported in one run.
package posyaml

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"htsm/generator/diag"
)

const (
	maxBytes = 1 << 20 // Of a file.
	maxDepth = 32      // Of lists and fields within each other.
)

// A File is one YAML document. The zero File holds nothing and decodes to
// nothing.
type File struct {
	Path   string
	SHA256 string // Of its bytes, hexadecimal.
	root   *node
}

// Read reads and parses the file at path below fsys. It reports false, and
// why to diags, if the file cannot be read or is not well-formed; what could
// be read may still be decoded, to report all faults at once.
func Read(fsys fs.FS, path string, diags *diag.List) (File, bool) {
	src, err := readLimited(fsys, path)
	if err != nil {
		hint := ""
		if errors.Is(err, fs.ErrNotExist) {
			hint = "check the name and the folder"
		}
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		diags.Errorf(diag.Pos{File: path}, "Y001", hint, "cannot read the file: %v", err)
		return File{}, false
	}
	return Parse(path, src, diags)
}

// readLimited reads one byte more than Parse allows, at most.
func readLimited(fsys fs.FS, path string) ([]byte, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxBytes+1))
}

// Parse parses src, which came from the file at path, as [Read] does.
func Parse(path string, src []byte, diags *diag.List) (File, bool) {
	sum := sha256.Sum256(src)
	p := &parser{path: path, src: bytes.TrimPrefix(src, []byte("\ufeff"))}
	root := p.parse()
	diags.Add(p.first()...)
	return File{path, hex.EncodeToString(sum[:]), root}, p.n == 0
}

// kind is what a node is.
type kind uint8

const (
	scalar kind = iota
	list
	mapping
)

// A node is one value of the tree.
type node struct {
	kind  kind
	pos   diag.Pos
	text  string  // Of a scalar, as it was typed; escapes in double quotes are resolved.
	plain bool    // The scalar was written without quotes, on its line.
	items []*node // Of a list.
	pairs []pair  // Of a mapping, in the order of the file, without repetitions.
	// refused says that the value was reported already; nothing more is said
	// about it.
	refused bool
}

type pair struct{ key, value *node }

// blank reports whether nothing was written where a value belongs.
func (n *node) blank() bool { return n.kind == scalar && n.plain && n.text == "" }

type parser struct {
	path  string
	src   []byte
	lines [][]byte
	faults
	// last is where from was last asked, so that reading a long line from left
	// to right does not start over for each of its values.
	last cursor
}

// A cursor is a place in a line and the source from there to its end.
type cursor struct {
	line, col int
	rest      []byte
}

func (p *parser) at(line, col int) diag.Pos { return diag.Pos{File: p.path, Line: line, Col: col} }

// parse returns the tree, or nil if there is none worth decoding.
func (p *parser) parse() *node {
	if len(p.src) > maxBytes {
		p.errorf(diag.Pos{File: p.path}, "Y002", "split it, or move data out of it", "the file is larger than 1 MiB")
		return nil
	}
	p.lines = bytes.Split(p.src, []byte("\n"))
	if !p.checkCharacters() {
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(p.src))
	first, err := decodeSafely(dec)
	if errors.Is(err, io.EOF) || err == nil && isBlank(first) {
		p.errorf(p.at(1, 1), "Y006", "", "the file is empty")
		return nil
	}
	var second *yaml.Node
	if err == nil {
		second, err = decodeSafely(dec)
	}
	switch {
	case err == nil:
		p.errorf(p.at(second.Line, second.Column), "Y007", "keep one document in a file; remove the line ---", "a second document starts here")
	case !errors.Is(err, io.EOF):
		p.syntaxError(err)
	default:
		return p.build(first.Content[0], 1)
	}
	return nil
}

// decodeSafely turns a panic of yaml.v3 into an error: the library is kept by
// nobody, and its input is not to be trusted.
func decodeSafely(dec *yaml.Decoder) (n *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = nil, fmt.Errorf("yaml: the parser gave up: %v", r)
		}
	}()
	n = new(yaml.Node)
	return n, dec.Decode(n)
}

func isBlank(doc *yaml.Node) bool {
	return len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Value == "" && doc.Content[0].Style == 0
}

// build copies n into a tree of our own, and refuses what our languages do
// without.
func (p *parser) build(n *yaml.Node, depth int) *node {
	out := &node{pos: p.at(n.Line, n.Column)}
	switch {
	case depth > maxDepth:
		return p.refuse(out, "Y009", "", fmt.Sprintf("lists and fields are nested deeper than %d levels", maxDepth))
	case n.Kind == yaml.AliasNode:
		return p.refuse(out, "Y008", "write the value again", fmt.Sprintf("aliases such as *%s are not part of this language", n.Value))
	case n.Anchor != "":
		return p.refuse(out, "Y008", "remove the anchor", fmt.Sprintf("anchors such as &%s are not part of this language", n.Anchor))
	case n.Style&yaml.TaggedStyle != 0 || p.sourceAt(n) == '!':
		return p.refuse(out, "Y008", "put quotes around a text that starts with an exclamation mark", "tags are not part of this language")
	case n.Kind == yaml.SequenceNode:
		out.kind = list
		for _, item := range n.Content {
			out.items = append(out.items, p.build(item, depth+1))
		}
	case n.Kind == yaml.MappingNode:
		out.kind = mapping
		p.buildPairs(out, n.Content, depth)
	default:
		return p.buildScalar(out, n)
	}
	return out
}

func (p *parser) refuse(n *node, code diag.Code, hint, message string) *node {
	p.errorf(n.pos, code, hint, "%s", message)
	n.refused = true
	return n
}

func (p *parser) buildScalar(out *node, n *yaml.Node) *node {
	out.text, out.plain = n.Value, n.Style == 0
	if out.plain && !bytes.HasPrefix(p.from(n.Line, n.Column), []byte(n.Value)) {
		return p.refuse(out, "Y021", "if the lines belong together, put the text in quotes; if not, check the indentation", "a text without quotes ends on its line")
	}
	for _, r := range n.Value {
		if r != '\n' && r != '\t' && forbidden(r) {
			return p.refuse(out, "Y004", "remove it", fmt.Sprintf("the text holds the invisible or control character U+%04X", r))
		}
	}
	return out
}

// buildPairs adds the fields of a mapping, whose names and values alternate
// in content, to out. Of a field that is set twice the first stays.
func (p *parser) buildPairs(out *node, content []*yaml.Node, depth int) {
	first := map[string]int{}
	for i := 0; i+1 < len(content); i += 2 {
		k := content[i]
		at := &node{pos: p.at(k.Line, k.Column)}
		if k.Kind == yaml.ScalarNode && k.Tag == "!!merge" {
			p.refuse(at, "Y008", "write the fields again", "merge keys << are not part of this language")
			continue
		}
		if k.Kind == yaml.SequenceNode || k.Kind == yaml.MappingNode || k.Kind == yaml.ScalarNode && k.Value == "" {
			p.refuse(at, "Y022", "write name: value", "the name of a field must be a text")
			continue
		}
		key, value := p.build(k, depth+1), p.build(content[i+1], depth+1)
		if key.refused {
			continue
		}
		if line := first[key.text]; line != 0 {
			p.refuse(at, "Y010", fmt.Sprintf("it was first set in line %d; keep one of the two", line), fmt.Sprintf("the field %s is set twice", quote(key.text)))
			continue
		}
		first[key.text] = key.pos.Line
		out.pairs = append(out.pairs, pair{key, value})
	}
}

// from returns the source from a place to the end of its line.
func (p *parser) from(line, col int) []byte {
	if line < 1 || line > len(p.lines) {
		return nil
	}
	at := p.last
	if at.line != line || at.col > col {
		at = cursor{line, 1, p.lines[line-1]}
	}
	for at.col < col && len(at.rest) > 0 {
		_, size := utf8.DecodeRune(at.rest)
		at.rest = at.rest[size:]
		at.col++
	}
	p.last = at
	return at.rest
}

func (p *parser) sourceAt(n *yaml.Node) byte {
	if rest := p.from(n.Line, n.Column); len(rest) > 0 {
		return rest[0]
	}
	return 0
}

// quote returns s in quotes for a message, cut to a length that a line holds.
func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
