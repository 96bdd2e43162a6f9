package response

import (
	"math"

	"htsm/generator/method/distribution"
)

// A Test is a test of marginal independence.
type Test struct {
	// Statistic is the sum of the single Pearson statistics, which has no
	// chi-squared distribution of its own.
	Statistic float64
	// Single[i][j] is the Pearson statistic of row variable i and item j; a
	// group is the only row variable.
	Single [][]float64
	// Adjusted, DF and P are Rao and Scott's second-order correction.
	Adjusted, DF, P float64
	// SingleP[i][j] is the Bonferroni-adjusted p-value of Single[i][j] and
	// BonferroniP the smallest of them.
	SingleP     [][]float64
	BonferroniP float64
}

// Groups tests whether the share of every item is the same in all groups:
// multiple marginal independence of a single-response and a multi-response
// variable (Bilder, Loughin & Nettleton 2000, Comm Stat 29:1285-1316,
// appendix A). group[k] is the group of row k. A zero cell counts as one half in
// its Pearson statistic.
//
// It reports false unless the sample is well formed with a group for each
// row, from 0 to the number of rows, at least two groups have cases, every item
// is ticked by some cases and not by others, and some item varies in a group.
func Groups(s Sample, group []int) (Test, bool) {
	total, ok := s.total()
	if !ok || len(group) != len(s.Items) {
		return Test{}, false
	}
	members, ok := partition(s, group)
	if !ok || len(members) < 2 {
		return Test{}, false
	}
	width := len(s.Items[0])
	ticked := make([][]float64, len(members))
	covariances := make([][][]float64, len(members))
	for i, m := range members {
		ticked[i], covariances[i] = moments(m.rows, m.counts, width)
	}
	single := make([]float64, width)
	scale := make([]float64, width)
	for j := range width {
		table := make([][]float64, len(members))
		all := 0.0
		for i, m := range members {
			table[i] = []float64{ticked[i][j], m.size - ticked[i][j]}
			all += ticked[i][j]
		}
		if all == 0 || all == float64(total) {
			return Test{}, false
		}
		p := all / float64(total)
		scale[j] = math.Sqrt(p * (1 - p))
		single[j] = pearson(table)
	}
	// Squares of the eigenvalues of (P ⊗ 1)·diag(C_i), where C_i are the
	// covariances within group i over the pooled scale and P removes the mean
	// of the groups: the trace of the squared matrix, without eigenvalues.
	squares := 0.0
	for i := range members {
		for k := range members {
			p := -math.Sqrt(members[i].size * members[k].size / float64(total) / float64(total))
			if i == k {
				p++
			}
			for a := range width {
				for b := range width {
					product := covariances[i][a][b] * covariances[k][a][b]
					squares += p * p * product / (scale[a] * scale[b] * scale[a] * scale[b])
				}
			}
		}
	}
	return correct([][]float64{single}, len(members)-1, squares)
}

// Pairs tests whether every item of w is independent of every item of y over
// the same cases: simultaneous pairwise marginal independence of two
// multi-response variables (Bilder & Loughin 2004, Biometrics 60:241-248,
// appendix). Counts are those of w. A zero cell counts as one half in its
// Pearson statistic.
//
// It reports false unless both samples are well formed and of equal length, and
// every item is ticked by some cases and not by others.
func Pairs(w, y Sample) (Test, bool) {
	total, ok := w.total()
	y.Counts = w.Counts
	if _, same := y.total(); !ok || !same || len(w.Items) != len(y.Items) {
		return Test{}, false
	}
	counts := make([]float64, len(w.Items))
	for k := range counts {
		counts[k] = float64(w.count(k))
	}
	n := float64(total)
	rows, columns := len(w.Items[0]), len(y.Items[0])
	wTicked, _ := moments(w.Items, counts, rows)
	yTicked, _ := moments(y.Items, counts, columns)
	if !varies(wTicked, n) || !varies(yTicked, n) {
		return Test{}, false
	}
	single := make([][]float64, rows)
	for i := range rows {
		single[i] = make([]float64, columns)
		for j := range columns {
			both := 0.0
			for k := range counts {
				if w.Items[k][i] && y.Items[k][j] {
					both += counts[k]
				}
			}
			single[i][j] = pearson([][]float64{
				{both, wTicked[i] - both},
				{yTicked[j] - both, n - wTicked[i] - yTicked[j] + both},
			})
		}
	}
	return correct(single, 1, productSquares(w.Items, y.Items, counts, wTicked, yTicked))
}

// productSquares returns the sum of the squared eigenvalues of the covariance
// matrix of the products (w_i - mean)(y_j - mean), each over its standard
// deviation under independence. These products are the influence of a case on
// the single associations.
func productSquares(w, y [][]bool, counts, wTicked, yTicked []float64) float64 {
	rows, columns := len(wTicked), len(yTicked)
	size := rows * columns
	n := 0.0
	mean := make([]float64, size)
	second := make([]float64, size*size)
	product := make([]float64, size)
	for _, c := range counts {
		n += c
	}
	for k, c := range counts {
		for i := range rows {
			for j := range columns {
				p, q := wTicked[i]/n, yTicked[j]/n
				sd := math.Sqrt(p * (1 - p) * q * (1 - q))
				product[i*columns+j] = (number(w[k][i]) - p) * (number(y[k][j]) - q) / sd
			}
		}
		for a, v := range product {
			mean[a] += c * v / n
			for b, u := range product {
				second[a*size+b] += c * v * u / n
			}
		}
	}
	squares := 0.0
	for a := range size {
		for b := range size {
			covariance := second[a*size+b] - mean[a]*mean[b]
			squares += covariance * covariance
		}
	}
	return squares
}

// correct applies the second-order correction (Rao & Scott 1981, JASA
// 76:221-230): the weights of the chi-squared components sum to their number
// under independence, so that only the sum of their squares is needed. It
// reports false when nothing varies within the groups.
func correct(single [][]float64, df int, squares float64) (Test, bool) {
	if !(squares > 0) {
		return Test{}, false
	}
	test := Test{Single: single, BonferroniP: 1}
	tests := 0.0
	for _, row := range single {
		for _, v := range row {
			test.Statistic += v
			tests++
		}
	}
	for _, row := range single {
		adjusted := make([]float64, len(row))
		for j, v := range row {
			adjusted[j] = min(1, tests*distribution.ChiSquaredUpper(v, float64(df)))
			test.BonferroniP = min(test.BonferroniP, adjusted[j])
		}
		test.SingleP = append(test.SingleP, adjusted)
	}
	components := tests * float64(df)
	test.Adjusted = components * test.Statistic / squares
	test.DF = components * components / squares
	test.P = distribution.ChiSquaredUpper(test.Adjusted, test.DF)
	return test, true
}

// pearson returns the chi-squared statistic of a table whose zero cells count
// as one half.
func pearson(table [][]float64) float64 {
	columns := make([]float64, len(table[0]))
	rows := make([]float64, len(table))
	total := 0.0
	for i, row := range table {
		for j := range row {
			if row[j] == 0 {
				row[j] = 0.5
			}
			rows[i] += row[j]
			columns[j] += row[j]
			total += row[j]
		}
	}
	statistic := 0.0
	for i, row := range table {
		for j, v := range row {
			expected := rows[i] * columns[j] / total
			statistic += (v - expected) * (v - expected) / expected
		}
	}
	return statistic
}

// A stratum is the part of a sample that belongs to one group.
type stratum struct {
	rows   [][]bool
	counts []float64
	size   float64
}

// partition splits the sample into the groups that have cases, in the order of
// their numbers.
func partition(s Sample, group []int) ([]stratum, bool) {
	highest := 0
	for _, g := range group {
		if g < 0 || g > len(group) {
			return nil, false
		}
		highest = max(highest, g)
	}
	all := make([]stratum, highest+1)
	for k, g := range group {
		c := float64(s.count(k))
		all[g].rows = append(all[g].rows, s.Items[k])
		all[g].counts = append(all[g].counts, c)
		all[g].size += c
	}
	var occupied []stratum
	for _, g := range all {
		if g.size > 0 {
			occupied = append(occupied, g)
		}
	}
	return occupied, true
}

// moments returns the ticks of every item and the covariances between items,
// with the number of cases as denominator.
func moments(rows [][]bool, counts []float64, width int) ([]float64, [][]float64) {
	n := 0.0
	ticked := make([]float64, width)
	covariance := make([][]float64, width)
	for a := range covariance {
		covariance[a] = make([]float64, width)
	}
	for k, row := range rows {
		n += counts[k]
		for a := range width {
			if !row[a] {
				continue
			}
			ticked[a] += counts[k]
			for b := range width {
				covariance[a][b] += counts[k] * number(row[b])
			}
		}
	}
	for a := range width {
		for b := range width {
			covariance[a][b] = covariance[a][b]/n - ticked[a]/n*ticked[b]/n
		}
	}
	return ticked, covariance
}

func varies(ticked []float64, n float64) bool {
	for _, v := range ticked {
		if v == 0 || v == n {
			return false
		}
	}
	return true
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
