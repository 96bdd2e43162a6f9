// Package random makes numbers that look like chance and follow from a seed
// alone, in every version of every library: SplitMix64 (Steele, Lea & Flood 2014,
// OOPSLA, Fast splittable pseudorandom number generators).
//
// It is for permutations and starting values of methods. It is not for secrets.
// Its invariant: there is no other source than the seed.
package random

import "math/bits"

// A Source is a sequence of numbers. Its value is its seed, so that a conversion
// from a number makes one; the zero value is the sequence of seed 0.
type Source uint64

// next returns 64 bits.
func (s *Source) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Uniform returns a number in [0, 1) with 53 random bits.
func (s *Source) Uniform() float64 { return float64(s.next()>>11) * 0x1p-53 }

// Below returns a number in 0..n-1, each with the same probability (Lemire 2019,
// ACM Trans Model Comput Simul 29:3). It returns 0 for n below 1.
func (s *Source) Below(n int64) int64 {
	if n < 1 {
		return 0
	}
	bound := uint64(n)
	high, low := bits.Mul64(s.next(), bound)
	if low < bound {
		for threshold := -bound % bound; low < threshold; {
			high, low = bits.Mul64(s.next(), bound)
		}
	}
	return int64(high)
}
