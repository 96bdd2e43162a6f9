package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"htsm/generator/doc"
	"htsm/generator/lang"
)

// A Direction says what a sentence claims of its figures.
type Direction uint8

// The directions. The zero Direction is Rise.
const (
	Rise Direction = iota
	Fall
	Stable // That they did not change.
)

// A Denial says whether a sentence denies the change that its word names.
type Denial uint8

// The denials. The zero Denial is Asserted.
const (
	Asserted Denial = iota
	Denied          // It says that there was none, as in "did not rise".
	Unclear         // It says that there was no clear one, as in "no clear rise".
)

// A Claim is a sentence that refers to figures and says of them that they
// changed or are stable.
type Claim struct {
	Direction Direction
	Denial    Denial   // Of Rise and Fall.
	Word      string   // The word that says so, as written.
	Refs      []string // The references of the sentence, in its order.
}

// Claims returns the claims of blocks in reading order, by the word lists of a
// language. Behind the sentence of each it writes what judge returns for it.
// A word is denied if a word of negation is one of the three before it in its
// clause, unless a word such as "only" is among them. Sentences end with a full stop, a question mark or an exclamation mark before
// a space; a sentence without a reference makes no claim.
func Claims(blocks []doc.Block, l *lang.Locale, judge func(Claim) []doc.Inline) {
	w := &claimer{judge: judge, arabic: l.RightToLeft()}
	for _, key := range []string{"prose.rise-words", "prose.fall-words", "prose.stable-words"} {
		w.words = append(w.words, strings.Fields(l.Text(key)))
	}
	w.negations, w.restrictions = strings.Fields(l.Text("prose.negation-words")), strings.Fields(l.Text("prose.restriction-words"))
	w.clear = strings.Fields(l.Text("prose.clear-words"))
	w.blocks(blocks)
}

// A claimer walks blocks sentence by sentence.
type claimer struct {
	judge  func(Claim) []doc.Inline
	words  [][]string // By direction.
	arabic bool       // Words may have prefixes.

	negations, restrictions, clear []string
}

func (w *claimer) blocks(list []doc.Block) {
	for _, b := range list {
		if err := b.Accept(w); err != nil {
			panic("prose: collecting claims failed: " + err.Error()) // This visitor never fails.
		}
	}
}

func (w *claimer) Paragraph(b *doc.Paragraph) error { b.Text = w.sentences(b.Text); return nil }

func (w *claimer) List(b *doc.List) error {
	for _, item := range b.Items {
		w.blocks(item)
	}
	return nil
}

func (w *claimer) Table(*doc.Table) error           { return nil }
func (w *claimer) Figure(*doc.Figure) error         { return nil }
func (w *claimer) KeyFigures(*doc.KeyFigures) error { return nil }
func (w *claimer) Callout(b *doc.Callout) error     { w.blocks(b.Body); return nil }
func (w *claimer) Quote(b *doc.Quote) error         { w.blocks(b.Body); return nil }

// sentences returns a paragraph with what judge says behind its claims.
func (w *claimer) sentences(list []doc.Inline) []doc.Inline {
	var out, sentence []doc.Inline
	end := func() {
		out = append(out, sentence...)
		if c, ok := w.claim(sentence); ok {
			if mark := w.judge(c); len(mark) > 0 {
				out = append(append(out, &doc.Text{Text: " "}), mark...)
			}
		}
		sentence = nil
	}
	for _, i := range list {
		t, ok := i.(*doc.Text)
		if !ok {
			sentence = append(sentence, i)
			continue
		}
		rest := t.Text
		for cut := sentenceEnd(rest); cut > 0; cut = sentenceEnd(rest) {
			sentence = append(sentence, &doc.Text{Text: rest[:cut]})
			end()
			rest = rest[cut:]
		}
		if rest != "" {
			sentence = append(sentence, &doc.Text{Text: rest})
		}
	}
	end()
	return out
}

// sentenceEnd returns where the first sentence of a text ends, 0 if it goes on.
func sentenceEnd(s string) int {
	for i, r := range s {
		if !strings.ContainsRune(".!?؟…", r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		rest := strings.TrimLeft(s[end:], ")]”\u00a0»")
		if strings.HasPrefix(rest, " ") {
			return len(s) - len(rest)
		}
	}
	return 0
}

// claim returns the claim of a sentence, and whether it makes one.
func (w *claimer) claim(sentence []doc.Inline) (Claim, bool) {
	r := &referenced{}
	r.all(sentence)
	if len(r.refs) == 0 {
		return Claim{}, false
	}
	for _, clause := range strings.FieldsFunc(r.text.String(), func(r rune) bool { return strings.ContainsRune(",;:()—،؛", r) }) {
		words := strings.FieldsFunc(clause, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && !unicode.Is(unicode.Mn, r) })
		for i, word := range words {
			for d, list := range w.words {
				if w.says(list, strings.ToLower(word)) {
					return Claim{Direction: Direction(d), Denial: w.denial(words, i), Word: word, Refs: r.refs}, true
				}
			}
		}
	}
	return Claim{}, false
}

// denialReach is how many words before a word of change may deny it, and how many
// on either side may say that it is not clear.
const denialReach = 3

// denial says whether word i of a clause is denied.
func (w *claimer) denial(words []string, i int) Denial {
	near := func(list []string, from, to int) bool {
		return slices.ContainsFunc(words[max(from, 0):min(to, len(words))], func(word string) bool { return w.says(list, strings.ToLower(word)) })
	}
	switch {
	case !near(w.negations, i-denialReach, i) || near(w.restrictions, i-denialReach, i):
		return Asserted
	case near(w.clear, i-denialReach, i+denialReach+1):
		return Unclear
	}
	return Denied
}

// says reports whether a word stands in a list.
func (w *claimer) says(list []string, word string) bool {
	forms := []string{word}
	if w.arabic {
		for _, p := range []string{"و", "ف", "ب", "ل", "ال", "بال", "وال", "فال", "لل"} {
			if bare, ok := strings.CutPrefix(word, p); ok {
				forms = append(forms, bare)
			}
		}
	}
	return slices.ContainsFunc(forms, func(form string) bool {
		return slices.ContainsFunc(list, func(entry string) bool {
			stem, open := strings.CutSuffix(entry, "*")
			return form == entry || open && strings.HasPrefix(form, stem)
		})
	})
}

// A referenced collects the words and the references of a sentence.
type referenced struct {
	text strings.Builder
	refs []string
}

func (r *referenced) all(list []doc.Inline) {
	for _, i := range list {
		if err := i.AcceptInline(r); err != nil {
			panic("prose: reading a sentence failed: " + err.Error()) // This visitor never fails.
		}
	}
}

func (r *referenced) Text(i *doc.Text) error     { r.text.WriteString(i.Text); return nil }
func (r *referenced) Emph(i *doc.Emph) error     { r.all(i.Body); return nil }
func (r *referenced) Strong(i *doc.Strong) error { r.all(i.Body); return nil }
func (r *referenced) Code(*doc.Code) error       { r.text.WriteByte(' '); return nil }
func (r *referenced) ValueRef(i *doc.ValueRef) error {
	r.text.WriteByte(' ')
	r.refs = append(r.refs, i.Ref)
	return nil
}
func (r *referenced) NoteRef(*doc.NoteRef) error   { return nil }
func (r *referenced) CrossRef(*doc.CrossRef) error { r.text.WriteByte(' '); return nil }
func (r *referenced) Link(i *doc.Link) error       { r.all(i.Body); return nil }
func (r *referenced) Term(i *doc.Term) error       { r.all(i.Body); return nil }
