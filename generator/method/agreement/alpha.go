package agreement

import (
	"cmp"
	"math"
	"slices"
)

// A Scale says how far two values are apart.
type Scale int

const (
	// Nominal values are equal or not. It is the zero value.
	Nominal Scale = iota
	// Ordinal values are as far apart as there are values between them.
	Ordinal
	// Interval values differ by their difference.
	Interval
	// Ratio values differ by their difference over their sum.
	Ratio
)

// A Rating is the value that one coder gave a unit. A unit that a coder did not
// rate has no rating of his.
type Rating struct {
	Unit  int
	Value float64
}

// Krippendorff returns alpha, the agreement of any number of coders with any
// number of missing ratings (Krippendorff 2011, Computing Krippendorff's
// alpha-reliability; Hayes & Krippendorff 2007, Commun Methods Meas 1:77-89).
// Units with fewer than two ratings do not count. Below 0.667 a variable carries
// no statistics; up to 0.8 only tentative ones.
//
// It reports false when no unit has two ratings, all values are equal, a value is
// not finite or, for Ratio, negative, or the scale is not one of the four.
func Krippendorff(ratings []Rating, scale Scale) (float64, bool) {
	if scale < Nominal || scale > Ratio {
		return 0, false
	}
	for _, r := range ratings {
		if math.IsNaN(r.Value) || math.IsInf(r.Value, 0) || scale == Ratio && r.Value < 0 {
			return 0, false
		}
	}
	units := group(ratings)
	var values []float64
	for _, unit := range units {
		values = append(values, unit...)
	}
	slices.Sort(values)
	values = slices.Compact(values)
	index := func(v float64) int {
		i, _ := slices.BinarySearch(values, v)
		return i
	}
	size := len(values)
	if size < 2 {
		return 0, false
	}
	// coincident[c][k] counts pairs of c and k within units, each unit weighted to
	// its number of ratings.
	coincident := make([][]float64, size)
	for c := range coincident {
		coincident[c] = make([]float64, size)
	}
	total := make([]float64, size)
	n := 0.0
	for _, unit := range units {
		weight := 1 / float64(len(unit)-1)
		for i, a := range unit {
			total[index(a)]++
			n++
			for j, b := range unit {
				if i != j {
					coincident[index(a)][index(b)] += weight
				}
			}
		}
	}
	observed, expected := 0.0, 0.0
	for c := range values {
		for k := range values {
			d := scale.distance(values, total, c, k)
			observed += coincident[c][k] * d
			expected += total[c] * total[k] * d
		}
	}
	if !(expected > 0) {
		return 0, false
	}
	return 1 - (n-1)*observed/expected, true
}

// group returns the ratings of the units with two or more, by unit.
func group(ratings []Rating) [][]float64 {
	sorted := slices.SortedStableFunc(slices.Values(ratings), func(a, b Rating) int { return cmp.Compare(a.Unit, b.Unit) })
	var units [][]float64
	for i := 0; i < len(sorted); {
		var unit []float64
		start := i
		for ; i < len(sorted) && sorted[i].Unit == sorted[start].Unit; i++ {
			unit = append(unit, sorted[i].Value)
		}
		if len(unit) > 1 {
			units = append(units, unit)
		}
	}
	return units
}

// distance returns the squared difference of the values number c and k.
func (s Scale) distance(values, total []float64, c, k int) float64 {
	if c == k {
		return 0
	}
	difference := values[c] - values[k]
	switch s {
	case Ordinal:
		between := -(total[c] + total[k]) / 2
		for g := min(c, k); g <= max(c, k); g++ {
			between += total[g]
		}
		return between * between
	case Interval:
		return difference * difference
	case Ratio:
		// Two values that differ are not both 0.
		return difference * difference / ((values[c] + values[k]) * (values[c] + values[k]))
	default:
		return 1
	}
}
