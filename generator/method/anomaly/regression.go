package anomaly

import (
	"math"

	"htsm/generator/method/distribution"
)

// A past is what a log-linear model is fitted to: counts with their time, which
// is 0 at the period to predict, and their season group.
type past struct {
	counts []float64
	times  []float64
	// groups numbers the season of each count; now is that of the period to
	// predict, which becomes the intercept.
	groups []int
	now    int
}

// design returns one row a count: 1, the time if there is a trend, and one
// indicator for each group but the present one.
func (p past) design(trend bool) [][]float64 {
	column := make(map[int]int)
	width := 1
	if trend {
		width = 2
	}
	for _, g := range p.groups {
		if _, seen := column[g]; !seen && g != p.now {
			column[g] = width
			width++
		}
	}
	span := 0.0
	for _, t := range p.times {
		span = max(span, math.Abs(t))
	}
	rows := make([][]float64, len(p.counts))
	for i := range rows {
		rows[i] = make([]float64, width)
		rows[i][0] = 1
		if trend {
			// Scaled to about 1; the coefficient is scaled back.
			rows[i][1] = p.times[i] / span
		}
		if c, ok := column[p.groups[i]]; ok {
			rows[i][c] = 1
		}
	}
	return rows
}

// A model is a fitted quasi-Poisson regression with log link.
type model struct {
	// eta is the linear predictor of the period to predict and variance its
	// unscaled variance.
	eta, variance float64
	// trend is the change of the linear predictor per unit of time and trendP
	// its two-sided p-value; both exist only with a trend.
	trend, trendP float64
	hasTrend      bool
	// dispersion is Pearson's, not yet kept at 1 or more.
	dispersion float64
	fitted     []float64
	leverage   []float64
}

// phi is the dispersion that predictions use: never below the Poisson one.
func (m model) phi() float64 { return max(1, m.dispersion) }

// fit fits a model and, if outlier is positive, fits it again with counts
// weighted down whose standardized Anscombe residual is above outlier
// (Farrington et al. 1996, J R Stat Soc A 159:547-563, section 3.6). A model
// with a trend that does not converge is fitted without it.
func (p past) fit(trend bool, outlier float64) (model, bool) {
	weights := make([]float64, len(p.counts))
	for i := range weights {
		weights[i] = 1
	}
	m, ok := p.regress(trend, weights)
	if !ok && trend {
		trend = false
		m, ok = p.regress(trend, weights)
	}
	if !ok || outlier <= 0 {
		return m, ok
	}
	sum := 0.0
	for i, y := range p.counts {
		mu := m.fitted[i]
		residual := 1.5 * (math.Pow(y, 2.0/3)*math.Pow(mu, -1.0/6) - math.Sqrt(mu))
		if free := 1 - m.leverage[i]; free > 0 {
			residual /= math.Sqrt(m.phi() * free)
		} else {
			residual = 0
		}
		if residual > outlier {
			weights[i] = 1 / (residual * residual)
		}
		sum += weights[i]
	}
	for i := range weights {
		weights[i] *= float64(len(weights)) / sum
	}
	return p.regress(trend, weights)
}

// The iteration is that of R's glm.fit, with its start, its tolerance and its
// limit, so that fits to groups of zeros end at the same place.
const (
	mostSteps = 25
	precision = 1e-8
)

// regress fits by iteratively reweighted least squares (McCullagh & Nelder 1989,
// Generalized Linear Models, section 2.5).
func (p past) regress(trend bool, weights []float64) (model, bool) {
	rows := p.design(trend)
	width := len(rows[0])
	free := len(rows) - width
	if free <= 0 {
		return model{}, false
	}
	fitted := make([]float64, len(rows))
	eta := make([]float64, len(rows))
	working := make([]float64, len(rows))
	for i, y := range p.counts {
		fitted[i] = y + 0.1
		eta[i] = math.Log(fitted[i])
	}
	var inverse [][]float64
	var beta []float64
	last := p.deviance(fitted, weights)
	converged := false
	for step := 0; step < mostSteps && !converged; step++ {
		gram, right := square(width), make([]float64, width)
		for i, row := range rows {
			working[i] = weights[i] * fitted[i]
			z := eta[i] + (p.counts[i]-fitted[i])/fitted[i]
			for a, x := range row {
				right[a] += working[i] * x * z
				for b, y := range row {
					gram[a][b] += working[i] * x * y
				}
			}
		}
		var ok bool
		if inverse, ok = invert(gram); !ok {
			return model{}, false
		}
		beta = multiply(inverse, right)
		for i, row := range rows {
			eta[i] = dot(row, beta)
			fitted[i] = max(0x1p-52, math.Exp(eta[i]))
		}
		now := p.deviance(fitted, weights)
		if math.IsNaN(now) || math.IsInf(now, 0) {
			return model{}, false
		}
		converged = math.Abs(now-last)/(math.Abs(now)+0.1) < precision
		last = now
	}
	if !converged {
		return model{}, false
	}
	m := model{eta: beta[0], variance: inverse[0][0], hasTrend: trend, fitted: fitted}
	for i, row := range rows {
		m.dispersion += weights[i] * (p.counts[i] - fitted[i]) * (p.counts[i] - fitted[i]) / fitted[i] / float64(free)
		m.leverage = append(m.leverage, working[i]*dot(row, multiply(inverse, row)))
	}
	if trend {
		m.setTrend(p, beta[1], inverse[1][1], float64(free))
	}
	return m, true
}

// setTrend scales the coefficient back to the unit of time and tests it with
// the dispersion as estimated.
func (m *model) setTrend(p past, beta, variance, free float64) {
	span := 0.0
	for _, t := range p.times {
		span = max(span, math.Abs(t))
	}
	m.trend = beta / span
	// Without residual variation any trend is certain.
	if se := math.Sqrt(m.dispersion * variance); se > 0 {
		m.trendP = 2 * distribution.StudentUpper(math.Abs(beta)/se, free)
	}
}

func (p past) deviance(fitted, weights []float64) float64 {
	sum := 0.0
	for i, y := range p.counts {
		part := fitted[i] - y
		if y > 0 {
			part += y * math.Log(y/fitted[i])
		}
		sum += 2 * weights[i] * part
	}
	return sum
}

func square(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func multiply(m [][]float64, v []float64) []float64 {
	product := make([]float64, len(m))
	for i := range m {
		product[i] = dot(m[i], v)
	}
	return product
}

// invert returns the inverse of a symmetric positive definite matrix by
// Cholesky's decomposition of the matrix scaled to a unit diagonal. It reports
// false when the matrix is not definite to rounding.
func invert(m [][]float64) ([][]float64, bool) {
	n := len(m)
	scale := make([]float64, n)
	for i := range n {
		if !(m[i][i] > 0) {
			return nil, false
		}
		scale[i] = 1 / math.Sqrt(m[i][i])
	}
	lower := square(n)
	for i := range n {
		for j := range i + 1 {
			sum := m[i][j]*scale[i]*scale[j] - dot(lower[i][:j], lower[j][:j])
			if i == j {
				if !(sum > 1e-13) {
					return nil, false
				}
				lower[i][i] = math.Sqrt(sum)
			} else {
				lower[i][j] = sum / lower[j][j]
			}
		}
	}
	inverse := square(n)
	for c := range n {
		x := make([]float64, n)
		x[c] = 1
		for i := range n {
			x[i] = (x[i] - dot(lower[i][:i], x[:i])) / lower[i][i]
		}
		for i := n - 1; i >= 0; i-- {
			for k := i + 1; k < n; k++ {
				x[i] -= lower[k][i] * x[k]
			}
			x[i] /= lower[i][i]
		}
		for i := range n {
			inverse[i][c] = x[i] * scale[i] * scale[c]
		}
	}
	return inverse, true
}
