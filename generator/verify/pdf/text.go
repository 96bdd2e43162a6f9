package pdf

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// A run is text that stands on one baseline.
type run struct {
	page    int
	y, size float64 // Of the baseline and of the type, as they stand on the page.
	text    string  // In the order of reading.
}

// A Page is the text of a page, by the identifiers of its marked content.
type Page struct {
	marked  map[int][]run
	other   []run // Of artifacts, and of what is not marked.
	used    map[int]bool
	painted map[int]bool // Marked content that shows something.
}

// The limits of page contents.
const (
	maxPages = 10_000
	maxForms = 12      // Drawings within drawings.
	maxWork  = 1 << 27 // Operators and bytes of text on all pages together.
	unmarked = -1
)

// A reader reads the contents of one page.
type reader struct {
	file   *file
	page   *Page
	number int
	fonts  map[int]*font // By object number.
	work   *int

	inherits bool // The resources are those of another.

	matrix   [6]float64 // From the current space to the page.
	saved    [][6]float64
	line     [6]float64 // The start of the line of text.
	font     *font
	size     float64
	marks    []mark
	moved    bool // The pen was moved since the last string.
	replaced bool // An ActualText was taken already.
}

// A mark is an open marked-content sequence.
type mark struct {
	mcid     int
	artifact bool
	reversed bool    // Strings stand in the reverse order of their characters.
	actual   *string // What the sequence says instead of its strings.
}

func product(a, b [6]float64) [6]float64 {
	return [6]float64{
		a[0]*b[0] + a[1]*b[2], a[0]*b[1] + a[1]*b[3],
		a[2]*b[0] + a[3]*b[2], a[2]*b[1] + a[3]*b[3],
		a[4]*b[0] + a[5]*b[2] + b[4], a[4]*b[1] + a[5]*b[3] + b[5],
	}
}

var unit = [6]float64{1, 0, 0, 1, 0, 0}

// contents runs the operators of page contents or of a form.
func (r *reader) contents(data []byte, resources value, depth int) error {
	if depth > maxForms {
		return errors.New("forms are nested too deeply")
	}
	l := &lexer{data: data}
	var operands []value
	for {
		v, err := l.value()
		if errors.Is(err, io.EOF) {
			return r.file.err
		}
		if err != nil {
			return err
		}
		if v.kind != kindKeyword {
			if operands = append(operands, v); len(operands) > 1<<12 {
				return l.fail()
			}
			continue
		}
		if *r.work++; *r.work > maxWork {
			return errors.New("there is too much on the pages")
		}
		r.watch(v.text, operands, resources)
		if err := r.operator(v.text, operands, resources, depth); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

func numbers(list []value) (m [6]float64, ok bool) {
	if len(list) != 6 {
		return unit, false
	}
	for i, v := range list {
		if v.kind != kindNumber {
			return unit, false
		}
		m[i] = v.num
	}
	return m, true
}

func (r *reader) operator(name string, args []value, resources value, depth int) error {
	switch name {
	case "q":
		if r.saved = append(r.saved, r.matrix); len(r.saved) > 1<<10 {
			return errors.New("states are nested too deeply")
		}
	case "Q":
		if n := len(r.saved); n > 0 {
			r.matrix, r.saved = r.saved[n-1], r.saved[:n-1]
		}
	case "cm":
		m, ok := numbers(args)
		if !ok {
			return errSyntax
		}
		r.matrix = product(m, r.matrix)
	case "Do":
		return r.form(args, resources, depth)
	case "BMC", "BDC":
		return r.open(args, resources)
	case "EMC":
		if len(r.marks) == 0 {
			return errors.New("a marked sequence ends that did not begin")
		}
		r.marks = r.marks[:len(r.marks)-1]
		r.replaced, r.moved = false, true
	case "BI":
		return errors.New("inline images are not supported")
	default:
		return r.textOperator(name, args, resources)
	}
	return nil
}

func (r *reader) textOperator(name string, args []value, resources value) error {
	switch name {
	case "BT":
		r.line, r.moved = unit, true
	case "Tm":
		m, ok := numbers(args)
		if !ok {
			return errSyntax
		}
		r.line, r.moved = m, true
	case "Td", "TD":
		if len(args) != 2 {
			return errSyntax
		}
		r.line, r.moved = product([6]float64{1, 0, 0, 1, args[0].num, args[1].num}, r.line), true
	case "Tf":
		return r.choose(args, resources)
	case "Tj", "TJ":
		if len(args) != 1 {
			return errSyntax
		}
		return r.show(args[0])
	case "T*", "'", "\"":
		return fmt.Errorf("the operator %s is not supported", name)
	}
	return nil
}

// choose sets the font.
func (r *reader) choose(args []value, resources value) error {
	if len(args) != 2 {
		return errSyntax
	}
	entry := r.file.get(resources, "Font").dict[args[0].text]
	r.size = args[1].num
	if entry.kind != kindReference {
		return fmt.Errorf("the font %s is not an object", args[0].text)
	}
	number := int(entry.num)
	if r.fonts[number] == nil {
		font, err := r.file.font(r.file.resolve(entry))
		if err != nil {
			return fmt.Errorf("read font %s: %w", args[0].text, err)
		}
		r.fonts[number] = font
	}
	r.font = r.fonts[number]
	return nil
}

// show takes a string, or the strings between the adjustments of an array.
func (r *reader) show(v value) error {
	if r.font == nil {
		return errors.New("text is shown without a font")
	}
	var parts []string
	for _, s := range append(v.list, v) {
		if s.kind == kindText {
			parts = append(parts, r.font.split(s.text, r.number)...)
		}
	}
	private, replaced := slices.ContainsFunc(parts, hasPrivate), false
	at, to := unmarked, &r.page.other
	var runs []run
	for i := len(r.marks) - 1; i >= 0; i-- {
		m := r.marks[i]
		if m.reversed {
			slices.Reverse(parts)
		}
		if m.actual != nil {
			replaced = true
			if parts = nil; !r.replaced {
				parts, r.replaced = []string{*m.actual}, true
			}
		}
		if at == unmarked {
			at = m.mcid
		}
	}
	if at != unmarked {
		runs = r.page.marked[at]
		to = &runs
	}
	if private && !replaced {
		r.file.violates("6.2.11.7.3-1", r.number+1, 0, "")
	}
	for _, p := range parts {
		*r.work += len(p)
	}
	if *r.work > maxWork {
		return errors.New("there is too much on the pages")
	}
	r.append(to, strings.Join(parts, ""))
	if at != unmarked {
		r.page.marked[at] = runs
	}
	return nil
}

// hasPrivate reports whether a text holds a character for private use.
func hasPrivate(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Co, r) })
}

// append adds text to the last run if the pen was not moved since.
func (r *reader) append(runs *[]run, text string) {
	if n := len(*runs); !r.moved && n > 0 {
		(*runs)[n-1].text += text
		return
	}
	m := product(r.line, r.matrix)
	*runs = append(*runs, run{page: r.number, y: m[5], size: abs(r.size * m[3]), text: text})
	r.moved = false
}

func abs(x float64) float64 { return max(x, -x) }

// open begins a marked-content sequence.
func (r *reader) open(args []value, resources value) error {
	if len(args) == 0 || len(r.marks) > 64 {
		return errors.New("a marked sequence is broken")
	}
	m := mark{mcid: unmarked, artifact: args[0].text == "Artifact", reversed: args[0].text == "ReversedChars"}
	if len(args) > 1 {
		properties := args[1]
		if properties.kind == kindName {
			properties = r.file.get(r.file.get(resources, "Properties"), properties.text)
		}
		if id, ok := properties.dict["MCID"]; ok {
			m.mcid = id.int()
			if _, twice := r.page.marked[m.mcid]; twice || m.mcid < 0 {
				return fmt.Errorf("the marked content %d stands twice", m.mcid)
			}
			r.page.marked[m.mcid] = nil
		}
		if actual := r.file.resolve(properties.dict["ActualText"]); actual.kind == kindText {
			text := actual.words()
			m.actual = &text
		}
	}
	r.nested(m)
	r.marks = append(r.marks, m)
	r.moved = true
	return nil
}

// form runs a drawing within a page. Images hold no text.
func (r *reader) form(args []value, resources value, depth int) error {
	if len(args) != 1 {
		return errSyntax
	}
	v := r.file.get(r.file.get(resources, "XObject"), args[0].text)
	if v.kind != kindStream || r.file.get(v, "Subtype").text != "Form" {
		r.paints()
		return nil
	}
	data, err := r.file.inflate(v)
	if err != nil {
		return fmt.Errorf("read form %s: %w", args[0].text, err)
	}
	inner := *r
	inner.saved = nil
	if m, ok := numbers(r.file.get(v, "Matrix").list); ok {
		inner.matrix = product(m, r.matrix)
	}
	own := r.file.get(v, "Resources")
	if inner.inherits = own.kind == kindNull; inner.inherits {
		own = resources
	}
	inner.marks = slices.Clone(r.marks)
	if err := inner.contents(data, own, depth+1); err != nil {
		return fmt.Errorf("read form %s: %w", args[0].text, err)
	}
	r.moved = true
	return nil
}
