package season

import "math"

// smooth returns the local regression at every position of y, weighted by
// weights if there are any. Positions are 1, 2, …, as in the paper.
func (s Smoother) smooth(y, weights []float64) []float64 {
	n := len(y)
	if n < 2 {
		return append([]float64{}, y...)
	}
	jump := min(s.Jump, n-1)
	smoothed := make([]float64, n)
	compute := func(i int) {
		left, right := s.neighbours(i, n)
		value, ok := s.at(y, weights, float64(i), left, right)
		if !ok {
			value = y[i-1]
		}
		smoothed[i-1] = value
	}
	last := 1
	for i := 1; i <= n; i += jump {
		compute(i)
		interpolate(smoothed, last, i)
		last = i
	}
	if last != n {
		compute(n)
		interpolate(smoothed, last, n)
	}
	return smoothed
}

// neighbours returns the first and the last position of the window around i.
func (s Smoother) neighbours(i, n int) (left, right int) {
	if s.Window >= n {
		return 1, n
	}
	left = i - (s.Window+1)/2 + 1
	left = min(max(left, 1), n-s.Window+1)
	return left, left + s.Window - 1
}

// interpolate fills the positions between from and to by a line.
func interpolate(y []float64, from, to int) {
	for j := from + 1; j < to; j++ {
		y[j-1] = y[from-1] + (y[to-1]-y[from-1])/float64(to-from)*float64(j-from)
	}
}

// at returns the local regression at position x over the window left..right,
// with tricube weights (Cleveland et al. 1990, section 2.1). It reports false
// when all weights are 0.
func (s Smoother) at(y, weights []float64, x float64, left, right int) (float64, bool) {
	n := len(y)
	reach := max(x-float64(left), float64(right)-x)
	if s.Window > n {
		reach += float64((s.Window - n) / 2)
	}
	w := make([]float64, right-left+1)
	sum := 0.0
	for k := range w {
		switch r := math.Abs(float64(left+k) - x); {
		case r <= 0.001*reach:
			w[k] = 1
		case r <= 0.999*reach:
			u := r / reach
			w[k] = math.Pow(1-u*u*u, 3)
		}
		if weights != nil {
			w[k] *= weights[left+k-1]
		}
		sum += w[k]
	}
	if sum <= 0 {
		return 0, false
	}
	center := 0.0
	for k := range w {
		w[k] /= sum
		center += w[k] * float64(left+k)
	}
	if reach > 0 && s.Degree > 0 {
		spread := 0.0
		for k := range w {
			d := float64(left+k) - center
			spread += w[k] * d * d
		}
		// A line needs neighbours that are not all in one place.
		if math.Sqrt(spread) > 0.001*float64(n-1) {
			for k := range w {
				w[k] *= 1 + (x-center)/spread*(float64(left+k)-center)
			}
		}
	}
	value := 0.0
	for k := range w {
		value += w[k] * y[left+k-1]
	}
	return value, true
}

// average returns the moving averages of a length.
func average(x []float64, length int) []float64 {
	means := make([]float64, len(x)-length+1)
	sum := 0.0
	for _, v := range x[:length] {
		sum += v
	}
	means[0] = sum / float64(length)
	for i := 1; i < len(means); i++ {
		sum += x[i+length-1] - x[i-1]
		means[i] = sum / float64(length)
	}
	return means
}
