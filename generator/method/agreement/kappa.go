// Package agreement measures how far several coders agree on the same units,
// beyond what chance alone would give.
//
// It does not say who is right. Its invariant: 1 is full agreement and 0 that of
// chance; where only one value is ever used, chance agrees fully and nothing is
// defined.
package agreement

import (
	"math"

	"htsm/generator/method"
	"htsm/generator/method/distribution"
)

// A Kappa is the agreement of two coders on a nominal variable.
type Kappa struct {
	// N is the number of units and Agreement the share of equal codes.
	N         int64
	Agreement float64
	// Value is Cohen's kappa, Error its large-sample standard error and Interval
	// the normal one around it.
	Value, Error float64
	Interval     method.Interval
	// Z is Value over its standard error under chance alone.
	Z float64
}

// Cohen returns the agreement in a square table of counts, one coder in the rows
// and the other in the columns (Cohen 1960, Educ Psychol Meas 20:37-46; errors by
// Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323-327, eqs. 13 and 14). It
// reports false unless the table is a square of counts with a positive sum of at
// most 2^53, more than one value is used, and 0 < level < 1.
func Cohen(table [][]int64, level float64) (Kappa, bool) {
	rows, columns, n, ok := margins(table)
	if !ok || !(level > 0 && level < 1) {
		return Kappa{}, false
	}
	k := Kappa{N: n}
	chance, product := 0.0, 0.0
	for i := range table {
		k.Agreement += float64(table[i][i]) / float64(n)
		chance += rows[i] * columns[i]
		product += rows[i] * columns[i] * (rows[i] + columns[i])
	}
	if !(chance < 1) {
		return Kappa{}, false
	}
	k.Value = (k.Agreement - chance) / (1 - chance)
	miss := 1 - k.Value
	sum := 0.0
	for i, row := range table {
		for j, c := range row {
			p := float64(c) / float64(n)
			if i == j {
				part := 1 - (rows[i]+columns[i])*miss
				sum += p * part * part
			} else {
				part := (columns[i] + rows[j]) * miss
				sum += p * part * part
			}
		}
	}
	offset := k.Value - chance*miss
	scale := (1 - chance) * math.Sqrt(float64(n))
	k.Error = math.Sqrt(max(0, sum-offset*offset)) / scale
	half := -distribution.NormalQuantile((1-level)/2) * k.Error
	k.Interval = method.Interval{Low: k.Value - half, High: k.Value + half}
	null := math.Sqrt(chance+chance*chance-product) / scale
	if !(null > 0) {
		return Kappa{}, false
	}
	k.Z = k.Value / null
	return k, true
}

// margins returns the shares of the rows and the columns.
func margins(table [][]int64) (rows, columns []float64, n int64, ok bool) {
	rows, columns = make([]float64, len(table)), make([]float64, len(table))
	for _, row := range table {
		if len(row) != len(table) {
			return nil, nil, 0, false
		}
		for _, c := range row {
			if c < 0 || c > 1<<53-n {
				return nil, nil, 0, false
			}
			n += c
		}
	}
	if n == 0 {
		return nil, nil, 0, false
	}
	for i, row := range table {
		for j, c := range row {
			rows[i] += float64(c) / float64(n)
			columns[j] += float64(c) / float64(n)
		}
	}
	return rows, columns, n, true
}

// A Panel is the agreement of several coders on a nominal variable.
type Panel struct {
	Units, Coders int
	// Value is Fleiss's kappa; Z and P test it against chance alone.
	Value, Z, P float64
}

// Fleiss returns the agreement of a fixed number of coders on every unit, who
// need not be the same ones (Fleiss 1971, Psychol Bull 76:378-382; error by
// Fleiss, Nee & Landis 1979, Psychol Bull 86:974-977). counts[i][j] is the number
// of coders who gave unit i the code j. It reports false unless there are two
// coders or more, as many for every unit, and more than one code is used.
func Fleiss(counts [][]int64) (Panel, bool) {
	if len(counts) == 0 || len(counts[0]) == 0 {
		return Panel{}, false
	}
	coders := int64(0)
	shares := make([]float64, len(counts[0]))
	pairs := 0.0
	for i, row := range counts {
		sum := int64(0)
		if len(row) != len(shares) {
			return Panel{}, false
		}
		for j, c := range row {
			if c < 0 || c > 1<<20 {
				return Panel{}, false
			}
			sum += c
			shares[j] += float64(c)
			pairs += float64(c) * float64(c-1)
		}
		if i == 0 {
			coders = sum
		}
		if sum != coders || coders < 2 {
			return Panel{}, false
		}
	}
	units, m := float64(len(counts)), float64(coders)
	agreement := pairs / (units * m * (m - 1))
	chance, spread, skew := 0.0, 0.0, 0.0
	for _, s := range shares {
		p := s / (units * m)
		chance += p * p
		spread += p * (1 - p)
		skew += p * (1 - p) * (1 - 2*p)
	}
	if !(spread > 0) || !(spread*spread > skew) {
		return Panel{}, false
	}
	panel := Panel{Units: len(counts), Coders: int(coders), Value: (agreement - chance) / (1 - chance)}
	se := math.Sqrt(2*(spread*spread-skew)) / (spread * math.Sqrt(units*m*(m-1)))
	panel.Z = panel.Value / se
	panel.P = 2 * distribution.NormalUpper(math.Abs(panel.Z))
	return panel, true
}
