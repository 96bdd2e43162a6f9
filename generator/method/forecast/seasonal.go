package forecast

import "gonum.org/v1/gonum/mat"

// seasonalMoments returns the means and variances of h steps of a model with
// relative errors and a multiplicative season: the recursion of the first two
// moments of the product of level and season (Hyndman, Koehler, Ord & Snyder 2008,
// section 6.3, class 3).
func (m ETS) seasonalMoments(h int, sigma2 float64) (means, variances []float64) {
	one, two := m.base(), m.cycle()
	row, transition, gain := one.parts()
	place, turn, renewal := two.parts()
	product := func(a, b mat.Matrix) *mat.Dense {
		var out mat.Dense
		out.Kronecker(b, a)
		return &out
	}
	// The state is the matrix of base times season, its columns one under the
	// other; apart holds its variance.
	state := mat.NewDense(one.size, two.size, nil)
	for i, x := range one.state {
		for j, y := range two.state {
			state.Set(i, j, x*y)
		}
	}
	size := one.size * two.size
	apart := mat.NewDense(size, size, nil)
	read, forward := product(row, place), product(transition, turn)
	both := product(gain, renewal)
	var either mat.Dense
	either.Add(product(transition, renewal), product(gain, turn))
	for range h {
		var mean, spread mat.Dense
		mean.Product(row, state, place.T())
		spread.Product(read, apart, read.T())
		mu := mean.At(0, 0)
		means = append(means, mu)
		variances = append(variances, (1+sigma2)*spread.At(0, 0)+sigma2*mu*mu)

		column := mat.NewVecDense(size, nil)
		for j := range two.size {
			for i := range one.size {
				column.SetVec(j*one.size+i, state.At(i, j))
			}
		}
		var square, second, triple, next, term mat.Dense
		square.Outer(1, column, column)
		second.Add(apart, &square)
		triple.Scale(3, apart)
		square.Scale(2, &square)
		triple.Add(&triple, &square)
		next.Product(forward, apart, forward.T())
		var errors mat.Dense
		errors.Product(forward, apart, both.T())
		term.Product(both, apart, forward.T())
		errors.Add(&errors, &term)
		term.Reset()
		term.Product(&either, &second, either.T())
		errors.Add(&errors, &term)
		term.Reset()
		term.Product(both, &triple, both.T())
		term.Scale(sigma2, &term)
		errors.Add(&errors, &term)
		errors.Scale(sigma2, &errors)
		next.Add(&next, &errors)
		apart.Copy(&next)

		var moved, renewed mat.Dense
		moved.Product(transition, state, turn.T())
		renewed.Product(gain, state, renewal.T())
		renewed.Scale(sigma2, &renewed)
		state.Add(&moved, &renewed)
	}
	return means, variances
}

// A half is one of the two factors of a state: how it is read, how it goes on and
// what an error adds to it.
type half struct {
	size                     int
	state                    []float64
	row, transition, renewal []float64
}

func (p half) parts() (row, transition, renewal *mat.Dense) {
	return mat.NewDense(1, p.size, p.row), mat.NewDense(p.size, p.size, p.transition), mat.NewDense(p.size, p.size, p.renewal)
}

// base is level and trend.
func (m ETS) base() half {
	if !m.Trended {
		return half{1, []float64{m.Level}, []float64{1}, []float64{1}, []float64{m.Alpha}}
	}
	d := m.damping()
	return half{
		2,
		[]float64{m.Level, m.Trend},
		[]float64{1, d},
		[]float64{1, d, 0, d},
		[]float64{m.Alpha, d * m.Alpha, m.Beta, d * m.Beta},
	}
}

// cycle is the season, the newest factor first.
func (m ETS) cycle() half {
	n := len(m.Season)
	p := half{n, m.Season, make([]float64, n), make([]float64, n*n), make([]float64, n*n)}
	p.row[n-1] = 1
	p.transition[n-1] = 1
	for i := 1; i < n; i++ {
		p.transition[i*n+i-1] = 1
	}
	p.renewal[n-1] = m.Gamma
	return p
}
