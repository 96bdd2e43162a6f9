package release

import (
	"math/big"

	"htsm/generator/head"
	"htsm/generator/num"
)

// A Printed is a number that an earlier edition for the same audience printed.
type Printed struct {
	Number num.Decimal
	Base   num.Decimal // The base of a ratio, in units.
	Based  bool        // There is a base.
}

// A Revision is a figure that was printed before and is different now.
type Revision struct {
	Before, Now Value
	// Difference is Now - Before: of shares in percentage points.
	Difference Value
	// Change is the difference in per cent of Before: Undefined for a ratio and
	// from zero, SmallPast from fewer than the smallest base.
	Change Value
}

// Marked returns v with the flag f.
func (v Value) Marked(f Flag) Value {
	v.flags |= f
	return v
}

// Differs reports whether the figure now is another number than the one printed
// before. Numbers of different scale are compared on the coarser one, because a
// finer rounding of the same number is no revision. A figure without a number
// never differs.
func (v Value) Differs(before Printed) bool {
	n, ok := v.Number()
	if !ok || v.status != Published {
		return false
	}
	scale := min(n.Scale(), before.Number.Scale())
	a, okA := decimal(rat(n), scale)
	b, okB := decimal(rat(before.Number), scale)
	return okA && okB && a.Cmp(b) != 0
}

// Revise returns the revision of a figure that differs from the one printed
// before. It reports false where the revision must not be listed: the
// difference, or that of the counts behind a ratio, is a count that p would
// suppress. smallest is the smallest count from which a change in per cent is
// computed.
func (p Policy) Revise(before Printed, now Value, m head.Measure, smallest int64) (Revision, bool) {
	n, ok := now.Number()
	if !ok || !now.Differs(before) || p.reveals(before, now, m) {
		return Revision{}, false
	}
	scale := max(n.Scale(), before.Number.Scale())
	delta := new(big.Rat).Sub(rat(n), rat(before.Number))
	difference, ok := decimal(delta, scale)
	if !ok {
		return Revision{}, false
	}
	r := Revision{
		Before:     Value{status: Published, number: before.Number},
		Now:        now,
		Difference: Value{status: Published, number: difference},
		Change:     Value{status: Undefined},
	}
	past := rat(before.Number)
	switch {
	case m.Quantity != head.Count && m.Quantity != head.Amount || past.Sign() == 0:
	case m.Quantity == head.Count && past.Cmp(big.NewRat(smallest, 1)) < 0:
		r.Change = Value{status: SmallPast}
	default:
		if change, ok := decimal(new(big.Rat).Mul(delta.Quo(delta, past), big.NewRat(100, 1)), 1); ok {
			r.Change = Value{status: Published, number: change}
		}
	}
	return r, true
}

// reveals reports whether a revision gives away a count that p would suppress:
// that of the units by which the figure, its numerator or its base changed. The
// numerator of a ratio is known but for its rounding; what could be small is
// taken to be so.
func (p Policy) reveals(before Printed, now Value, m head.Measure) bool {
	n, _ := now.Number()
	threshold := big.NewRat(p.Threshold, 1)
	few := func(x *big.Rat) bool { return x.Sign() != 0 && x.Abs(x).Cmp(threshold) < 0 }
	if m.Quantity == head.Count {
		return p.Threshold <= 0 || few(new(big.Rat).Sub(rat(n), rat(before.Number)))
	}
	base, based := now.Base()
	if p.Threshold <= 0 || !based || !before.Based || few(new(big.Rat).Sub(rat(base), rat(before.Base))) {
		return true
	}
	unit := big.NewRat(1, 1)
	if m.Quantity == head.Share {
		unit.SetFrac64(1, 100)
	}
	x, blur := numerator(n, base, unit)
	y, more := numerator(before.Number, before.Base, unit)
	least := x.Sub(x, y)
	least.Abs(least).Sub(least, blur).Sub(least, more)
	return m.Quantity != head.Amount && least.Cmp(threshold) < 0
}

// numerator returns the count behind a ratio, and by how much the rounding of
// the ratio may have moved it.
func numerator(ratio, base num.Decimal, unit *big.Rat) (x, blur *big.Rat) {
	of := new(big.Rat).Mul(rat(base), unit)
	half := big.NewRat(1, 2)
	half.Quo(half, new(big.Rat).SetInt(power(ratio.Scale())))
	return new(big.Rat).Mul(rat(ratio), of), half.Mul(half, of)
}

// rat returns d as an exact fraction.
func rat(d num.Decimal) *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(d.Units()), power(d.Scale()))
}

func power(scale uint8) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
}

// decimal returns x rounded to a number of fraction digits. It reports false if
// the number does not fit.
func decimal(x *big.Rat, scale uint8) (num.Decimal, bool) {
	if !x.Num().IsInt64() || !x.Denom().IsInt64() {
		return num.Decimal{}, false
	}
	return num.Fraction{Num: x.Num().Int64(), Den: x.Denom().Int64()}.Round(0, scale)
}
