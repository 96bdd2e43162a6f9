package num_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/num"
)

func TestRoundsHalfAwayFromZeroOnce(t *testing.T) {
	for _, c := range []struct {
		f            num.Fraction
		shift, scale uint8
		want         string
	}{
		{num.Fraction{1, 2}, 0, 0, "1"},
		{num.Fraction{-1, 2}, 0, 0, "-1"},
		{num.Fraction{1, -2}, 0, 0, "-1"},
		{num.Fraction{2, 17}, 2, 1, "11.8"},
		{num.Fraction{1, 3}, 2, 2, "33.33"},
		{num.Fraction{-1, 200}, 2, 1, "-0.5"},
		{num.Fraction{0, 5}, 2, 1, "0.0"},
		{num.Fraction{4201, 9595}, 2, 1, "43.8"},
		{num.Fraction{23485 - 118962, 118962}, 2, 0, "-80"},
		{num.Fraction{9_000_000_000_000_000_000, 1}, 0, 0, "9000000000000000000"},
	} {
		got, ok := c.f.Round(c.shift, c.scale)
		if !ok || got.String() != c.want {
			t.Errorf("%v.Round(%d, %d) = %v, %v; want %s", c.f, c.shift, c.scale, got, ok, c.want)
		}
	}
}

func TestUndefinedAndOverflowingFractionsDoNotRound(t *testing.T) {
	for _, f := range []num.Fraction{{}, {1, 0}, {9_000_000_000_000_000_000, 1}} {
		if d, ok := f.Round(2, 1); ok {
			t.Errorf("%v.Round(2, 1) = %v, want none", f, d)
		}
	}
}

func TestRoundingAgreesWithExactArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := num.Fraction{rapid.Int64Range(-1e12, 1e12).Draw(t, "num"), rapid.Int64Range(1, 1e9).Draw(t, "den")}
		scale := rapid.Uint8Range(0, 4).Draw(t, "scale")
		got, ok := f.Round(0, scale)
		if !ok {
			t.Fatal("does not round")
		}
		want := new(big.Rat).SetFrac64(f.Num, f.Den).FloatString(int(scale))
		if exact, _ := new(big.Rat).SetString(want); exact.Sign() == 0 {
			want = new(big.Rat).FloatString(int(scale)) // FloatString writes "-0".
		}
		if got.String() != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}

func TestParseReadsWhatStringWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, ok := num.Fraction{rapid.Int64().Draw(t, "units"), 1}.Round(0, 0)
		if !ok {
			t.Skip()
		}
		back, err := num.Parse(d.String())
		if err != nil || back != d {
			t.Fatalf("Parse(%q) = %v, %v", d, back, err)
		}
	})
	for _, bad := range []string{"", "-", ".5", "5.", "1,5", "1e3", "+1", "1 000", "--1", "1.2.3", "99999999999999999999"} {
		if d, err := num.Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", bad, d)
		}
	}
}

func TestCmpIgnoresScale(t *testing.T) {
	a, _ := num.Parse("1.50")
	b, _ := num.Parse("1.5")
	c, _ := num.Parse("-2")
	if a.Cmp(b) != 0 || a.Cmp(c) != 1 || c.Cmp(a) != -1 || c.Sign() != -1 {
		t.Error("decimals of different scales compare wrongly")
	}
}
