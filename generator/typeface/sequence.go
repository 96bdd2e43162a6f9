package typeface

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// sequence is an isolating run sequence (BD13) with the working classes of
// its characters.
type sequence struct {
	p        *paragraph
	index    []int
	class    []bidi.Class
	level    uint8
	sos, eos bidi.Class
}

// sequences builds the isolating run sequences of the paragraph (X10).
func (p *paragraph) sequences() []*sequence {
	var runs [][]int
	at := make([]int, len(p.text)) // the run that a character starts
	var run []int
	for i, c := range p.class {
		if removed(c) {
			continue
		}
		if len(run) > 0 && p.level[run[0]] != p.level[i] {
			runs = append(runs, run)
			run = nil
		}
		run = append(run, i)
	}
	if len(run) > 0 {
		runs = append(runs, run)
	}
	for k, r := range runs {
		at[r[0]] = k
	}
	var list []*sequence
	for _, r := range runs {
		if p.class[r[0]] == bidi.PDI && p.opening[r[0]] >= 0 {
			continue // continues the sequence of its initiator
		}
		index := slices.Clone(r)
		for {
			last := index[len(index)-1]
			if p.closing[last] >= len(p.text) || !initiator(p.class[last]) {
				break
			}
			index = append(index, runs[at[p.closing[last]]]...)
		}
		list = append(list, p.sequence(index))
	}
	return list
}

func (p *paragraph) sequence(index []int) *sequence {
	s := &sequence{p: p, index: index, class: make([]bidi.Class, len(index)), level: p.level[index[0]]}
	for k, i := range index {
		s.class[k] = p.class[i]
	}
	before, after := p.base, p.base
	for i := index[0] - 1; i >= 0; i-- {
		if !removed(p.class[i]) {
			before = p.level[i]
			break
		}
	}
	last := index[len(index)-1]
	if !initiator(p.class[last]) {
		for i := last + 1; i < len(p.text); i++ {
			if !removed(p.class[i]) {
				after = p.level[i]
				break
			}
		}
	}
	s.sos, s.eos = direction(max(before, s.level)), direction(max(after, s.level))
	return s
}

func direction(level uint8) bidi.Class {
	if level%2 == 1 {
		return bidi.R
	}
	return bidi.L
}

// weak resolves marks, numbers and separators (W1 to W7).
func (s *sequence) weak() {
	previous, strong := s.sos, s.sos
	for k, c := range s.class {
		if c == bidi.NSM {
			c = previous
			if initiator(previous) || previous == bidi.PDI {
				c = bidi.ON
			}
		}
		previous = c
		switch c {
		case bidi.L, bidi.R, bidi.AL:
			strong = c
		case bidi.EN:
			if strong == bidi.AL {
				c = bidi.AN
			}
		}
		if c == bidi.AL {
			c = bidi.R
		}
		s.class[k] = c
	}
	s.separators()
	strong = s.sos
	for k, c := range s.class {
		switch {
		case c == bidi.L || c == bidi.R:
			strong = c
		case c == bidi.EN && strong == bidi.L:
			s.class[k] = bidi.L
		}
	}
}

// separators applies W4 to W6.
func (s *sequence) separators() {
	for k := 1; k+1 < len(s.class); k++ {
		a, c, b := s.class[k-1], s.class[k], s.class[k+1]
		switch {
		case (c == bidi.ES || c == bidi.CS) && a == bidi.EN && b == bidi.EN:
			s.class[k] = bidi.EN
		case c == bidi.CS && a == bidi.AN && b == bidi.AN:
			s.class[k] = bidi.AN
		}
	}
	for k := 0; k < len(s.class); k++ {
		if s.class[k] != bidi.ET {
			continue
		}
		end := k
		for end < len(s.class) && s.class[end] == bidi.ET {
			end++
		}
		if k > 0 && s.class[k-1] == bidi.EN || end < len(s.class) && s.class[end] == bidi.EN {
			for ; k < end; k++ {
				s.class[k] = bidi.EN
			}
		}
		k = end
	}
	for k, c := range s.class {
		if c == bidi.ES || c == bidi.ET || c == bidi.CS {
			s.class[k] = bidi.ON
		}
	}
}

// strength is the direction that a resolved class lends to neutrals: numbers
// count as right to left; false means none.
func strength(c bidi.Class) (bidi.Class, bool) {
	switch c {
	case bidi.L:
		return bidi.L, true
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R, true
	}
	return bidi.ON, false
}

// maxBrackets is the depth of the bracket stack of BD16.
const maxBrackets = 63

// brackets resolves paired brackets as units (N0).
func (s *sequence) brackets() {
	type open struct {
		closing rune
		at      int
	}
	var stack []open
	var pairs [][2]int
	for k, i := range s.index {
		if s.class[k] != bidi.ON {
			continue
		}
		props, _ := bidi.LookupRune(s.p.text[i])
		if !props.IsBracket() {
			continue
		}
		if props.IsOpeningBracket() {
			if len(stack) == maxBrackets {
				return
			}
			stack = append(stack, open{closingOf(s.p.text[i]), k})
			continue
		}
		for d := len(stack) - 1; d >= 0; d-- {
			if stack[d].closing == canonical(s.p.text[i]) {
				pairs = append(pairs, [2]int{stack[d].at, k})
				stack = stack[:d]
				break
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	for _, pair := range pairs {
		s.bracketPair(pair[0], pair[1])
	}
}

func (s *sequence) bracketPair(from, to int) {
	embedding := direction(s.level)
	found := bidi.ON
	for k := from + 1; k < to; k++ {
		d, ok := strength(s.class[k])
		if ok && d == embedding {
			found = embedding
			break
		}
		if ok {
			found = d
		}
	}
	if found == bidi.ON {
		return
	}
	if found != embedding {
		context := s.sos
		for k := from - 1; k >= 0; k-- {
			if d, ok := strength(s.class[k]); ok {
				context = d
				break
			}
		}
		if context != found {
			found = embedding
		}
	}
	for _, at := range []int{from, to} {
		s.class[at] = found
		for k := at + 1; k < len(s.class) && s.p.class[s.index[k]] == bidi.NSM; k++ {
			s.class[k] = found
		}
	}
}

// closingOf returns the closing bracket of an opening one. Pairs stand next to
// each other in Unicode, except the two of ASCII and a few that are listed
// the other way round.
func closingOf(r rune) rune {
	switch r {
	case '[', '{', 0xFF3B, 0xFF5B:
		return r + 2
	case 0x298D:
		return 0x2990
	case 0x298F:
		return 0x298E
	case 0x2329:
		return 0x3009
	}
	return r + 1
}

// canonical maps the angle bracket that has a canonical equivalent.
func canonical(r rune) rune {
	if r == 0x232A {
		return 0x3009
	}
	return r
}

// neutral resolves spaces, other neutrals and isolates (N1, N2).
func (s *sequence) neutral() {
	for k := 0; k < len(s.class); k++ {
		if _, ok := strength(s.class[k]); ok {
			continue
		}
		end := k
		for end < len(s.class) {
			if _, ok := strength(s.class[end]); ok {
				break
			}
			end++
		}
		before, after := s.sos, s.eos
		if k > 0 {
			before, _ = strength(s.class[k-1])
		}
		if end < len(s.class) {
			after, _ = strength(s.class[end])
		}
		if before != after {
			before = direction(s.level)
		}
		for ; k < end; k++ {
			s.class[k] = before
		}
	}
}

// implicit turns the resolved classes into levels (I1, I2).
func (s *sequence) implicit() {
	for k, i := range s.index {
		level := s.level
		switch c := s.class[k]; {
		case level%2 == 0 && c == bidi.R:
			level++
		case level%2 == 0 && (c == bidi.AN || c == bidi.EN):
			level += 2
		case level%2 == 1 && c != bidi.R:
			level++
		}
		s.p.level[i] = level
	}
}
