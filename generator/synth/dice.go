package synth

import (
	"math/bits"
	"math/rand/v2"
	"strconv"
	"strings"
)

// A dice is the only source of chance. It takes whole words of the PCG
// generator and scales them itself, so that a seed gives the same numbers on
// every platform and with every version of math/rand/v2.
type dice struct {
	source *rand.Rand
	bits   uint64 // Sixteen for each of the throws left.
	left   int
}

func newDice(seed, stream uint64) *dice { return &dice{source: rand.New(rand.NewPCG(seed, stream))} }

// below returns a number from 0 to n-1. The bias is at most n in 2^64.
func (d *dice) below(n uint64) uint64 {
	high, _ := bits.Mul64(d.source.Uint64(), n)
	return high
}

// between returns a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + int(d.below(uint64(high-low+1))) }

// hit reports true for perMille of 1000 throws, exact to one in 65 536.
func (d *dice) hit(perMille int) bool {
	if d.left == 0 {
		d.bits, d.left = d.source.Uint64(), 4
	}
	throw := d.bits & 0xffff
	d.bits >>= 16
	d.left--
	return int(throw*1000>>16) < perMille
}

// Odds are cumulative weights: the chance of i is proportional to
// odds[i] - odds[i-1].
type odds []uint64

func oddsOf(weights ...uint64) odds {
	o := make(odds, len(weights))
	sum := uint64(0)
	for i, w := range weights {
		sum += w
		o[i] = sum
	}
	return o
}

func (o odds) total() uint64 { return o[len(o)-1] }

// draw returns an index whose weight is not 0.
func (o odds) draw(d *dice) int { return o.find(d.below(o.total())) }

// find returns the smallest index whose cumulative weight exceeds x.
func (o odds) find(x uint64) int {
	low, high := 0, len(o)-1
	for low < high {
		middle := int(uint(low+high) >> 1)
		if o[middle] > x {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// A choice is a set of codes with weights, of which one is drawn.
type choice struct {
	codes []string
	odds  odds
}

// choose reads "ITA*9 FRA": codes with weights, 1 if none is given. The empty
// text gives the empty choice, which draws "".
func choose(text string) choice {
	var c choice
	var weights []uint64
	for _, word := range strings.Fields(text) {
		code, weight := splitWeight(word)
		c.codes = append(c.codes, code)
		weights = append(weights, weight)
	}
	if c.codes == nil {
		return choice{[]string{""}, oddsOf(1)}
	}
	c.odds = oddsOf(weights...)
	return c
}

func splitWeight(word string) (string, uint64) {
	code, digits, weighted := strings.Cut(word, "*")
	if !weighted {
		return code, 1
	}
	weight, err := strconv.ParseUint(digits, 10, 32)
	if err != nil {
		panic("synth: a weight of the tables is not a number: " + word)
	}
	return code, weight
}

func (c *choice) draw(d *dice) string {
	if len(c.codes) == 1 {
		return c.codes[0]
	}
	return c.codes[c.odds.draw(d)]
}

// A mask is a set of codes of one vocabulary, by their places in it.
type mask uint32

// A menu is a vocabulary with weights, of which several codes are drawn. A
// code of the vocabulary that the menu does not name has the weight 0.
type menu struct {
	odds  odds
	alone mask // The codes that never stand with another one.
}

// menuOf reads "lorry*4 van" against a vocabulary.
func menuOf(vocabulary []string, text string) menu {
	weights := make([]uint64, len(vocabulary))
	for _, word := range strings.Fields(text) {
		code, weight := splitWeight(word)
		weights[place(vocabulary, code)] = weight
	}
	m := menu{odds: oddsOf(weights...)}
	for i, code := range vocabulary {
		if code == notSpecified || code == none {
			m.alone |= 1 << i
		}
	}
	return m
}

// place returns the index of a code that the tables promise to be there.
func place(vocabulary []string, code string) int {
	for i, known := range vocabulary {
		if known == code {
			return i
		}
	}
	panic("synth: the tables name an unknown code: " + code)
}

// draw returns one to most codes; after each, another is tried with a chance
// of more in 1000.
func (m *menu) draw(d *dice, more, most int) mask {
	set := mask(1) << m.odds.draw(d)
	for n := 1; n < most && set&m.alone == 0 && d.hit(more); n++ {
		set |= mask(1) << m.odds.draw(d) &^ m.alone
	}
	return set
}

// appendMask writes the codes of a set in the order of the vocabulary, joined
// by semicolons.
func appendMask(b []byte, vocabulary []string, set mask) []byte {
	for first := true; set != 0; first = false {
		i := bits.TrailingZeros32(uint32(set))
		set &= set - 1
		if !first {
			b = append(b, ';')
		}
		b = append(b, vocabulary[i]...)
	}
	return b
}
