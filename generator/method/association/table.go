package association

import (
	"math"
	"slices"

	"htsm/generator/method/distribution"
)

// Independence describes a table of two categorical variables against
// independence.
type Independence struct {
	// Pearson and LikelihoodRatio are the X² and G² tests.
	Pearson, LikelihoodRatio Test
	// CramersV lies in [0, 1] and is biased upwards in small samples; BergsmaV
	// is corrected for it (Bergsma 2013, J Korean Stat Soc 42:323-328).
	CramersV, BergsmaV float64
	// Contingency is Pearson's coefficient sqrt(X²/(n+X²)).
	Contingency float64
	// Expected holds the counts under independence and Residuals the adjusted
	// residuals, standard normal under independence (Haberman 1973, Biometrics
	// 29:205-220).
	Expected, Residuals [][]float64
	// MinExpected is the smallest expected count. Below 5 the p-values of the
	// two tests are not to be trusted (Cochran 1954): use Fisher.
	MinExpected float64
}

// Independent compares a table of counts with independence. It reports false
// unless the table is a rectangle of at least 2×2 without a negative count and
// without a row or column of zeros, with a sum of at most 2^53.
func Independent(table [][]int64) (Independence, bool) {
	t, ok := newMargins(table)
	if !ok {
		return Independence{}, false
	}
	rows, columns := len(t.rows), len(t.columns)
	result := Independence{MinExpected: math.Inf(1)}
	statistic := 0.0
	for i, row := range table {
		expected, residuals := make([]float64, columns), make([]float64, columns)
		for j, count := range row {
			e := t.rows[i] * t.columns[j] / t.n
			difference := float64(count) - e
			statistic += difference * difference / e
			expected[j] = e
			residuals[j] = difference / math.Sqrt(e*(1-t.rows[i]/t.n)*(1-t.columns[j]/t.n))
			result.MinExpected = min(result.MinExpected, e)
		}
		result.Expected = append(result.Expected, expected)
		result.Residuals = append(result.Residuals, residuals)
	}
	df := float64((rows - 1) * (columns - 1))
	g := t.likelihoodRatio()
	result.Pearson = Test{statistic, df, distribution.ChiSquaredUpper(statistic, df)}
	result.LikelihoodRatio = Test{g, df, distribution.ChiSquaredUpper(g, df)}
	result.Contingency = math.Sqrt(statistic / (t.n + statistic))
	result.CramersV = math.Sqrt(statistic / t.n / float64(min(rows, columns)-1))
	result.BergsmaV = bergsma(statistic/t.n, float64(rows), float64(columns), t.n)
	return result, true
}

// bergsma returns the corrected V of Bergsma 2013, section 3. It is 0 where
// nothing is left above the expectation under independence.
func bergsma(phi2, rows, columns, n float64) float64 {
	phi2 -= (rows - 1) * (columns - 1) / (n - 1)
	rows -= (rows - 1) * (rows - 1) / (n - 1)
	columns -= (columns - 1) * (columns - 1) / (n - 1)
	least := min(rows, columns) - 1
	if !(phi2 > 0 && least > 0) {
		return 0
	}
	return min(1, math.Sqrt(phi2/least))
}

// margins is a table with its sums.
type margins struct {
	table         [][]int64
	rows, columns []float64
	n             float64
}

func newMargins(table [][]int64) (margins, bool) {
	if len(table) < 2 || len(table[0]) < 2 {
		return margins{}, false
	}
	t := margins{table: table, rows: make([]float64, len(table)), columns: make([]float64, len(table[0]))}
	for i, row := range table {
		if len(row) != len(t.columns) {
			return margins{}, false
		}
		for j, count := range row {
			if count < 0 {
				return margins{}, false
			}
			t.rows[i] += float64(count)
			t.columns[j] += float64(count)
			t.n += float64(count)
		}
	}
	return t, t.n <= 1<<53 && slices.Min(t.rows) > 0 && slices.Min(t.columns) > 0
}

// likelihoodRatio returns 2·Σ count·ln(count/expected).
func (t margins) likelihoodRatio() float64 {
	g := 0.0
	for i, row := range t.table {
		for j, count := range row {
			if count > 0 {
				g += float64(count) * math.Log(float64(count)*t.n/(t.rows[i]*t.columns[j]))
			}
		}
	}
	return max(0, 2*g)
}
