package release

import (
	"math/big"

	"htsm/generator/table"
)

// maxUnknowns bounds the work of the search for recoverable figures; a table
// with more suppressed figures inside sums is withheld.
const maxUnknowns = 2000

// recoverable reports whether a suppressed figure of t could be had exactly
// from the published ones by way of the sums of t.
//
// Two ways are tried: a linear combination of the sums that leaves one
// suppressed figure alone (Gaussian elimination; Cox 1980), and the bounds
// that the threshold itself gives, since a suppressed count is known to lie
// between 1 and threshold - 1.
func recoverable(t *table.Table, hidden [][]bool, threshold int64) bool {
	eqs, n := equations(t, hidden)
	if n > maxUnknowns {
		return true
	}
	return isolates(eqs, n) || pinned(eqs, n, threshold)
}

// An equation says that the sum of coefficients times unknowns is constant.
type equation struct {
	at    map[int]int64
	order []int // The keys of at, in the order of first use.
	right int64
}

// equations returns the sums of t that hold a suppressed figure, over unknowns
// numbered from 0, and their number.
func equations(t *table.Table, hidden [][]bool) (eqs []equation, n int) {
	index := map[table.Place]int{}
	for _, s := range t.Sums {
		e := equation{at: map[int]int64{}}
		add := func(p table.Place, sign int64) {
			if !hidden[p.Row][p.Col] {
				e.right -= sign * t.Cells[p.Row][p.Col].X
				return
			}
			k, ok := index[p]
			if !ok {
				k = n
				index[p] = k
				n++
			}
			if _, ok := e.at[k]; !ok {
				e.order = append(e.order, k)
			}
			e.at[k] += sign
		}
		add(s.Total, -1)
		for _, p := range s.Parts {
			add(p, 1)
		}
		if len(e.order) > 0 {
			eqs = append(eqs, e)
		}
	}
	return eqs, n
}

// isolates reports whether elimination leaves a row with a single unknown.
func isolates(eqs []equation, n int) bool {
	var rows [][]*big.Rat
	for _, e := range eqs {
		row := make([]*big.Rat, n)
		for k := range row {
			row[k] = big.NewRat(e.at[k], 1)
		}
		rows = append(rows, row)
	}
	pivot := 0
	for col := 0; col < n && pivot < len(rows); col++ {
		at := pivot
		for at < len(rows) && rows[at][col].Sign() == 0 {
			at++
		}
		if at == len(rows) {
			continue
		}
		rows[pivot], rows[at] = rows[at], rows[pivot]
		eliminate(rows, pivot, col)
		pivot++
	}
	for _, row := range rows[:pivot] {
		alone := 0
		for _, x := range row {
			if x.Sign() != 0 {
				alone++
			}
		}
		if alone == 1 {
			return true
		}
	}
	return false
}

// eliminate clears column col from every row but the pivot row.
func eliminate(rows [][]*big.Rat, pivot, col int) {
	inverse := new(big.Rat).Inv(rows[pivot][col])
	for k := range rows[pivot] {
		rows[pivot][k] = new(big.Rat).Mul(rows[pivot][k], inverse)
	}
	for i := range rows {
		if i == pivot || rows[i][col].Sign() == 0 {
			continue
		}
		factor := new(big.Rat).Set(rows[i][col])
		for k := range rows[i] {
			if rows[pivot][k].Sign() != 0 {
				rows[i][k] = new(big.Rat).Sub(rows[i][k], new(big.Rat).Mul(factor, rows[pivot][k]))
			}
		}
	}
}

// pinned reports whether the bounds of the threshold, carried through the
// equations until nothing moves, leave a single number for an unknown.
func pinned(eqs []equation, n int, threshold int64) bool {
	low, high := make([]int64, n), make([]int64, n)
	for k := range n {
		low[k], high[k] = 1, max(threshold-1, 1)
	}
	for range 1000 {
		moved := false
		for _, e := range eqs {
			for _, k := range e.order {
				if tighten(e, k, low, high) {
					moved = true
				}
			}
		}
		if !moved {
			break
		}
	}
	for k := range n {
		if low[k] >= high[k] {
			return true
		}
	}
	return false
}

// tighten narrows the bounds of unknown k by the bounds of the others in e.
func tighten(e equation, k int, low, high []int64) bool {
	lo, hi := e.right, e.right
	for _, o := range e.order {
		if o == k {
			continue
		}
		if a := e.at[o]; a > 0 {
			lo, hi = lo-a*high[o], hi-a*low[o]
		} else {
			lo, hi = lo-a*low[o], hi-a*high[o]
		}
	}
	switch e.at[k] {
	case 1:
	case -1:
		lo, hi = -hi, -lo
	default:
		return false
	}
	moved := false
	if lo > low[k] {
		low[k], moved = lo, true
	}
	if hi < high[k] {
		high[k], moved = hi, true
	}
	return moved
}
