// Package cluster groups cases by how alike they are: hierarchically from any
// distances, or around modes for categorical profiles.
//
// Groups are a way to look at cases, not facts about them: tied distances, the
// rule for yes-or-no profiles, leave a hierarchy undetermined. Its invariant:
// ties are resolved by the lowest number, so that the same input gives the same
// groups, and groups are numbered from 0 in the order of their first cases.
package cluster

import "math"

// MaxCases is the largest number of cases whose distances are held.
const MaxCases = 4000

// Distances holds the distance of every pair of cases. Only the functions of
// this package make one; the zero value has no cases.
type Distances struct {
	n     int
	lower []float64
}

// Cases returns the number of cases.
func (d Distances) Cases() int { return d.n }

// Between returns the distance of two cases, 0 of a case to itself.
func (d Distances) Between(i, j int) float64 {
	if i == j {
		return 0
	}
	return d.lower[d.index(i, j)]
}

// index is that of the lower triangle by columns: (1,0), (2,0), …, (2,1), ….
func (d Distances) index(i, j int) int {
	low, high := min(i, j), max(i, j)
	return low*d.n - low*(low+1)/2 + high - low - 1
}

// Lower returns the lower triangle by columns: (1,0), (2,0), …, (2,1), ….
func (d Distances) Lower() []float64 { return append([]float64{}, d.lower...) }

// FromLower takes the distances of n cases from the lower triangle by columns. It
// reports false when their number is not n(n-1)/2, n is not in 1..MaxCases, or
// one is negative or not finite.
func FromLower(n int, lower []float64) (Distances, bool) {
	if n < 1 || n > MaxCases || len(lower) != n*(n-1)/2 {
		return Distances{}, false
	}
	for _, v := range lower {
		if !(v >= 0) || math.IsInf(v, 1) {
			return Distances{}, false
		}
	}
	return Distances{n, append([]float64{}, lower...)}, true
}

// Jaccard returns one minus the shared features over those that either case has
// (Jaccard 1901). What both lack says nothing; two cases without any feature are
// at distance 0. It reports false for no cases or more than MaxCases, or rows of
// different lengths.
func Jaccard(rows [][]bool) (Distances, bool) {
	return fromRows(rows, func(a, b []bool) float64 {
		both, either := 0.0, 0.0
		for k := range a {
			if a[k] && b[k] {
				both++
			}
			if a[k] || b[k] {
				either++
			}
		}
		if either == 0 {
			return 0
		}
		return 1 - both/either
	})
}

// SimpleMatching returns the share of the features in which two cases differ
// (Sokal & Michener 1958), 0 for rows without features. It reports false where
// Jaccard does.
func SimpleMatching(rows [][]bool) (Distances, bool) {
	return fromRows(rows, func(a, b []bool) float64 {
		differ := 0.0
		for k := range a {
			if a[k] != b[k] {
				differ++
			}
		}
		return differ / float64(max(1, len(a)))
	})
}

func fromRows(rows [][]bool, distance func(a, b []bool) float64) (Distances, bool) {
	n := len(rows)
	if n < 1 || n > MaxCases {
		return Distances{}, false
	}
	d := Distances{n, make([]float64, 0, n*(n-1)/2)}
	for i, row := range rows {
		if len(row) != len(rows[0]) {
			return Distances{}, false
		}
		for _, other := range rows[i+1:] {
			if len(other) != len(row) {
				return Distances{}, false
			}
			d.lower = append(d.lower, distance(row, other))
		}
	}
	return d, true
}
