package typeface

import "golang.org/x/text/unicode/bidi"

// maxDepth is the greatest embedding depth of UAX #9 (BD2).
const maxDepth = 125

// Levels returns the embedding level of each character of one paragraph by
// the Unicode Bidirectional Algorithm (UAX #9, rules X1 to I2), with the base
// direction given instead of guessed (rule HL1). Rule L1, which depends on
// line breaks, is the caller's.
func Levels(text []rune, rtl bool) []uint8 {
	base := uint8(0)
	if rtl {
		base = 1
	}
	p := &paragraph{base: base, text: text, class: make([]bidi.Class, len(text)), level: make([]uint8, len(text))}
	plain := !rtl
	for i, r := range text {
		props, _ := bidi.LookupRune(r)
		p.class[i] = props.Class()
		switch p.class[i] {
		case bidi.L, bidi.EN, bidi.ES, bidi.ET, bidi.CS, bidi.WS, bidi.ON, bidi.NSM, bidi.BN, bidi.S, bidi.B:
		default:
			plain = false
		}
	}
	if plain {
		return p.level
	}
	p.pairIsolates()
	p.explicit()
	for _, seq := range p.sequences() {
		seq.weak()
		seq.brackets()
		seq.neutral()
		seq.implicit()
	}
	p.fillRemoved()
	return p.level
}

// paragraph is the state of the algorithm for one text.
type paragraph struct {
	base    uint8
	text    []rune
	class   []bidi.Class
	level   []uint8
	closing []int // for an isolate initiator, its PDI or len(text)
	opening []int // for a PDI, its initiator or -1
}

func initiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// removed tells whether rule X9 takes the character out of the algorithm.
func removed(c bidi.Class) bool {
	switch c {
	case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.BN:
		return true
	}
	return false
}

// pairIsolates matches isolate initiators with their ends (BD9).
func (p *paragraph) pairIsolates() {
	p.closing, p.opening = make([]int, len(p.text)), make([]int, len(p.text))
	var open []int
	for i, c := range p.class {
		p.opening[i], p.closing[i] = -1, len(p.text)
		switch {
		case initiator(c):
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			last := open[len(open)-1]
			open = open[:len(open)-1]
			p.closing[last], p.opening[i] = i, last
		}
	}
}

// status is an entry of the directional status stack (X1).
type status struct {
	level    uint8
	override bidi.Class // ON: none
	isolate  bool
}

// explicit assigns levels from embeddings, overrides and isolates (X1 to X8).
func (p *paragraph) explicit() {
	stack := []status{{p.base, bidi.ON, false}}
	overIsolate, overEmbed, valid := 0, 0, 0
	for i, c := range p.class {
		top := stack[len(stack)-1]
		switch c {
		case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO:
			p.level[i] = top.level
			next := nextLevel(top.level, c == bidi.RLE || c == bidi.RLO)
			if next > maxDepth || overIsolate > 0 || overEmbed > 0 {
				if overIsolate == 0 {
					overEmbed++
				}
				continue
			}
			stack = append(stack, status{next, override(c), false})
		case bidi.RLI, bidi.LRI, bidi.FSI:
			p.set(i, top)
			next := nextLevel(top.level, c == bidi.RLI || c == bidi.FSI && p.firstStrongRTL(i+1, p.closing[i]))
			if next > maxDepth || overIsolate > 0 || overEmbed > 0 {
				overIsolate++
				continue
			}
			valid++
			stack = append(stack, status{next, bidi.ON, true})
		case bidi.PDI:
			switch {
			case overIsolate > 0:
				overIsolate--
			case valid > 0:
				overEmbed = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				valid--
			}
			p.set(i, stack[len(stack)-1])
		case bidi.PDF:
			p.level[i] = top.level
			switch {
			case overIsolate > 0:
			case overEmbed > 0:
				overEmbed--
			case !top.isolate && len(stack) >= 2:
				stack = stack[:len(stack)-1]
			}
		case bidi.BN:
			p.level[i] = top.level
		case bidi.B:
			p.level[i] = p.base
		default:
			p.set(i, top)
		}
	}
}

func (p *paragraph) set(i int, top status) {
	p.level[i] = top.level
	if top.override != bidi.ON {
		p.class[i] = top.override
	}
}

func override(c bidi.Class) bidi.Class {
	switch c {
	case bidi.RLO:
		return bidi.R
	case bidi.LRO:
		return bidi.L
	}
	return bidi.ON
}

func nextLevel(level uint8, rtl bool) uint8 {
	if rtl {
		return (level + 1) | 1
	}
	return (level + 2) &^ 1
}

// firstStrongRTL applies P2 and P3 to the text between two indices.
func (p *paragraph) firstStrongRTL(start, end int) bool {
	for i := start; i < end; i++ {
		switch c := p.class[i]; {
		case c == bidi.L:
			return false
		case c == bidi.R || c == bidi.AL:
			return true
		case initiator(c):
			i = p.closing[i]
		}
	}
	return false
}

// fillRemoved gives the characters taken out by X9 the level of their left
// neighbour, so that they break no run (X9, implementation note 5.2).
func (p *paragraph) fillRemoved() {
	for i, c := range p.class {
		if removed(c) {
			if i == 0 {
				p.level[i] = p.base
			} else {
				p.level[i] = p.level[i-1]
			}
		}
	}
}
