package association

import (
	"encoding/binary"
	"math"
	"slices"

	"htsm/generator/method/distribution"
)

// FisherLimit is the number of partial tables that Fisher visits at most, and
// FisherCases the number of cases in its largest table.
const (
	FisherLimit = 10_000_000
	FisherCases = 100_000
)

// Fisher returns the p-value of the exact test of a table of any size: the
// probability, given the margins, of all tables that are no more likely than
// this one (Freeman & Halton 1951, Biometrika 38:141-149). As in R, a table
// counts as no more likely up to a relative difference of 1e-7.
//
// It reports false where Independent does, and when FisherCases or FisherLimit
// is passed because the tables with these margins are too many: then take the
// chi-squared test.
func Fisher(table [][]int64) (float64, bool) {
	t, ok := newMargins(table)
	if !ok || t.n > FisherCases {
		return 0, false
	}
	if len(t.rows) > len(t.columns) {
		return Fisher(transpose(table))
	}
	e := enumeration{
		left: make(map[string][]float64), budget: FisherLimit,
		factorial: make([]float64, int(t.n)+1),
	}
	for k := range e.factorial {
		e.factorial[k] = distribution.LogFactorial(float64(k))
	}
	for _, c := range t.columns {
		e.columns = append(e.columns, int64(c))
	}
	// Small columns first: the partial tables stay few.
	slices.Sort(e.columns)
	rows := make([]int64, len(t.rows))
	constant := -distribution.LogFactorial(t.n)
	for i, r := range t.rows {
		rows[i] = int64(r)
		constant += distribution.LogFactorial(r)
	}
	observed := constant
	for _, c := range t.columns {
		constant += distribution.LogFactorial(c)
		observed += distribution.LogFactorial(c)
	}
	for _, row := range table {
		for _, count := range row {
			observed -= distribution.LogFactorial(float64(count))
		}
	}
	return e.probability(rows, constant, observed+1e-7)
}

// An enumeration meets in the middle: all ways to fill the first columns are
// gathered by the row sums that they leave, and each is joined with all ways to
// fill the other columns with these row sums.
type enumeration struct {
	columns []int64
	left    map[string][]float64
	budget  int
	// factorial[k] is ln k!.
	factorial []float64
}

func (e *enumeration) probability(rows []int64, constant, limit float64) (float64, bool) {
	half := e.split(rows)
	e.fill(rows, e.columns[:half], 0, func(rest []int64, weight float64) {
		// A stored table costs about as much as eight visited ones.
		e.budget -= 8
		key := encode(rest)
		e.left[key] = append(e.left[key], weight)
	})
	if e.budget < 0 {
		return 0, false
	}
	keys := make([]string, 0, len(e.left))
	for key := range e.left { // In any order: sorted below.
		keys = append(keys, key)
	}
	slices.Sort(keys)
	total := 0.0
	for _, key := range keys {
		var right []float64
		e.fill(decode(key), e.columns[half:], 0, func(_ []int64, weight float64) { right = append(right, weight) })
		if e.budget < 0 {
			return 0, false
		}
		total += join(e.left[key], right, constant, limit)
	}
	return min(1, total), true
}

// join sums exp(constant + a + b) over the pairs with constant + a + b <= limit.
func join(left, right []float64, constant, limit float64) float64 {
	slices.Sort(right)
	cumulated := make([]float64, len(right)+1)
	for i, b := range right {
		cumulated[i+1] = cumulated[i] + math.Exp(b-right[len(right)-1])
	}
	total := 0.0
	for _, a := range left {
		// The first weight above what the limit leaves.
		end, _ := slices.BinarySearch(right, math.Nextafter(limit-constant-a, math.Inf(1)))
		if end > 0 {
			total += math.Exp(constant+a+right[len(right)-1]) * cumulated[end]
		}
	}
	return total
}

// split returns how many columns the first part takes: as many as keep the
// number of its tables below that of the rest, by the usual bound.
func (e *enumeration) split(rows []int64) int {
	ways := func(columns []int64) float64 {
		sum := 0.0
		for _, c := range columns {
			sum += distribution.LogFactorial(float64(c)+float64(len(rows)-1)) - distribution.LogFactorial(float64(c))
		}
		return sum
	}
	half := 1
	for half < len(e.columns)-1 && ways(e.columns[:half+1]) <= ways(e.columns[half+1:]) {
		half++
	}
	return half
}

// fill visits every way to fill the columns within the row sums, with what it
// leaves of the row sums and minus the sum of the log factorials of its cells.
// The last column of the table takes the rows as they are and leaves them.
func (e *enumeration) fill(rows, columns []int64, weight float64, visit func([]int64, float64)) {
	if len(columns) == 0 {
		visit(rows, weight)
		return
	}
	sum := int64(0)
	for _, r := range rows {
		sum += r
	}
	if sum == columns[0] {
		e.budget--
		for _, r := range rows {
			weight -= e.factorial[r]
		}
		visit(rows, weight)
		return
	}
	e.column(rows, slices.Clone(rows), 0, columns[0], weight, func(rest []int64, weight float64) {
		e.fill(rest, columns[1:], weight, visit)
	})
}

// column visits every way to place the rest of one column in the rows from i.
func (e *enumeration) column(rows, rest []int64, i int, left int64, weight float64, visit func([]int64, float64)) {
	e.budget--
	if i == len(rows)-1 {
		rest[i] = rows[i] - left
		visit(rest, weight-e.factorial[left])
		return
	}
	below := int64(0)
	for _, r := range rows[i+1:] {
		below += r
	}
	for x := max(0, left-below); x <= min(left, rows[i]) && e.budget >= 0; x++ {
		rest[i] = rows[i] - x
		e.column(rows, rest, i+1, left-x, weight-e.factorial[x], visit)
	}
}

// encode makes one key of all orders of the same row sums: the ways to fill
// the remaining columns do not depend on the order.
func encode(rows []int64) string {
	rows = slices.Sorted(slices.Values(rows))
	key := make([]byte, 0, 8*len(rows))
	for _, r := range rows {
		key = binary.BigEndian.AppendUint64(key, uint64(r))
	}
	return string(key)
}

func decode(key string) []int64 {
	rows := make([]int64, len(key)/8)
	for i := range rows {
		rows[i] = int64(binary.BigEndian.Uint64([]byte(key[8*i : 8*i+8])))
	}
	return rows
}

func transpose(table [][]int64) [][]int64 {
	turned := make([][]int64, len(table[0]))
	for j := range turned {
		for i := range table {
			turned[j] = append(turned[j], table[i][j])
		}
	}
	return turned
}
