// Package num provides exact numbers: fractions before release and decimals
// after it.
//
// A published number is rounded exactly once, where it is released. Until
// then it is a [Fraction] of integers; from then on it is a [Decimal], so no
// renderer can round it a second time. The package does not format numbers
// for readers: package lang does.
package num

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// A Fraction is the exact number Num / Den. The zero Fraction, and any
// Fraction whose Den is 0, is undefined.
type Fraction struct{ Num, Den int64 }

// Whole returns n as a Fraction.
func Whole(n int64) Fraction { return Fraction{n, 1} }

// Defined reports whether f is a number.
func (f Fraction) Defined() bool { return f.Den != 0 }

// Float64 returns the nearest float64, and NaN if f is undefined. It is meant
// for geometry, never for arithmetic on published numbers.
func (f Fraction) Float64() float64 {
	if f.Den == 0 {
		return math.NaN()
	}
	return float64(f.Num) / float64(f.Den)
}

// Round returns f × 10^shift rounded half away from zero to scale fraction
// digits. A shift of 2 makes per cent of a share. It reports false if f is
// undefined or the result does not fit.
func (f Fraction) Round(shift, scale uint8) (Decimal, bool) {
	if f.Den == 0 {
		return Decimal{}, false
	}
	n := new(big.Int).Mul(big.NewInt(f.Num), pow10(int(shift)+int(scale)))
	d := big.NewInt(f.Den)
	negative := n.Sign()*d.Sign() < 0
	n.Abs(n)
	d.Abs(d)
	// Twice the numerator plus the denominator over twice the denominator is
	// the quotient plus one half; its floor rounds half away from zero.
	n.Lsh(n, 1).Add(n, d)
	n.Quo(n, d.Lsh(d, 1))
	if negative {
		n.Neg(n)
	}
	if !n.IsInt64() {
		return Decimal{}, false
	}
	return Decimal{units: n.Int64(), scale: scale}, true
}

// A Decimal is the exact number units × 10^-scale. The zero Decimal is 0.
type Decimal struct {
	units int64
	scale uint8
}

// Int returns n as a Decimal with no fraction digits.
func Int(n int64) Decimal { return Decimal{units: n} }

// FromFloat returns x rounded half away from zero to scale fraction digits.
// It reports false if x is not finite or the result does not fit.
func FromFloat(x float64, scale uint8) (Decimal, bool) {
	y := math.Round(x * math.Pow10(int(scale)))
	if math.IsNaN(y) || math.Abs(y) >= 1<<62 {
		return Decimal{}, false
	}
	return Decimal{units: int64(y), scale: scale}, true
}

// ErrSyntax is returned by [Parse] for a text that is not a decimal.
var ErrSyntax = errors.New("not a decimal number")

// Parse reads a decimal such as "-12.50", with a point and no grouping. The
// scale is the number of fraction digits written, at most 18.
func Parse(s string) (Decimal, error) {
	whole, frac, _ := strings.Cut(s, ".")
	digits := strings.TrimPrefix(whole, "-")
	if digits == "" || len(frac) > 18 || strings.HasSuffix(s, ".") || strings.Trim(digits+frac, "0123456789") != "" {
		return Decimal{}, ErrSyntax
	}
	n, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil {
		return Decimal{}, ErrSyntax
	}
	return Decimal{units: n, scale: uint8(len(frac))}, nil
}

// Units returns the number as a count of 10^-Scale.
func (d Decimal) Units() int64 { return d.units }

// Scale returns the number of fraction digits.
func (d Decimal) Scale() uint8 { return d.scale }

// Sign returns -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.units < 0:
		return -1
	case d.units > 0:
		return 1
	}
	return 0
}

// Abs returns the absolute value of d.
func (d Decimal) Abs() Decimal {
	if d.units < 0 {
		d.units = -d.units
	}
	return d
}

// Cmp returns -1, 0 or 1 as d is less than, equal to or greater than e; the
// scales may differ.
func (d Decimal) Cmp(e Decimal) int {
	x := new(big.Int).Mul(big.NewInt(d.units), pow10(int(e.scale)))
	y := new(big.Int).Mul(big.NewInt(e.units), pow10(int(d.scale)))
	return x.Cmp(y)
}

// Float64 returns the nearest float64. It is meant for geometry and for
// spreadsheet cells, never for further arithmetic on published numbers.
func (d Decimal) Float64() float64 {
	f, err := strconv.ParseFloat(d.String(), 64)
	if err != nil {
		panic("num: a decimal does not parse: " + err.Error())
	}
	return f
}

// Digits returns the integer and fraction digits of the absolute value of d,
// and whether d is negative. It is the one place that splits a number into
// digits; package lang adds separators and signs.
func (d Decimal) Digits() (whole, frac string, negative bool) {
	s := strconv.FormatInt(d.units, 10)
	if s[0] == '-' {
		negative, s = true, s[1:]
	}
	if n := int(d.scale) + 1 - len(s); n > 0 {
		s = strings.Repeat("0", n) + s
	}
	cut := len(s) - int(d.scale)
	return s[:cut], s[cut:], negative
}

// String returns the number with a point and without grouping, for machines.
func (d Decimal) String() string {
	whole, frac, negative := d.Digits()
	if frac != "" {
		whole += "." + frac
	}
	if negative {
		whole = "-" + whole
	}
	return whole
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
