package distribution

import "math"

// BinomialMass returns P(X = k) of the binomial distribution of n trials with
// probability p in [0, 1], by the saddle-point expansion of Loader (2000, Fast
// and accurate computation of binomial probabilities), which keeps full
// relative accuracy for large n. It is 0 for k outside 0..n.
func BinomialMass(k, n int64, p float64) float64 {
	switch {
	case k < 0 || k > n:
		return 0
	case p <= 0:
		return indicator(k == 0)
	case p >= 1:
		return indicator(k == n)
	}
	return math.Exp(binomialLogMass(float64(k), float64(n), p))
}

func binomialLogMass(k, n, p float64) float64 {
	switch k {
	case 0:
		return n * math.Log1p(-p)
	case n:
		return n * math.Log(p)
	}
	return stirlingError(n) - stirlingError(k) - stirlingError(n-k) -
		deviance(k, n*p) - deviance(n-k, n*(1-p)) +
		0.5*math.Log(n/(2*math.Pi*k*(n-k)))
}

// HypergeometricLogMass returns ln P(X = k) for k marked objects in a draw of
// drawn from n objects of which marked are marked. It is -Inf outside of the
// support. The three counts must satisfy 0 <= drawn, marked <= n.
func HypergeometricLogMass(k, drawn, marked, n int64) float64 {
	if k < max(0, drawn+marked-n) || k > min(drawn, marked) {
		return math.Inf(-1)
	}
	if drawn == 0 || drawn == n {
		return 0
	}
	p := float64(drawn) / float64(n)
	return binomialLogMass(float64(k), float64(marked), p) +
		binomialLogMass(float64(drawn-k), float64(n-marked), p) -
		binomialLogMass(float64(drawn), float64(n), p)
}

// stirlingError returns ln n! - ln(sqrt(2πn)·(n/e)^n) for whole n > 0.
func stirlingError(n float64) float64 {
	if n < 16 {
		v, _ := math.Lgamma(n + 1)
		return v - (0.5*math.Log(2*math.Pi*n) + n*math.Log(n) - n)
	}
	const s0, s1, s2, s3, s4 = 1.0 / 12, 1.0 / 360, 1.0 / 1260, 1.0 / 1680, 1.0 / 1188
	m := n * n
	return (s0 - (s1-(s2-(s3-s4/m)/m)/m)/m) / n
}

// deviance returns x·ln(x/mean) + mean - x without cancellation near x = mean.
func deviance(x, mean float64) float64 {
	if math.Abs(x-mean) >= 0.1*(x+mean) {
		return x*math.Log(x/mean) + mean - x
	}
	v := (x - mean) / (x + mean)
	sum := (x - mean) * v
	term := 2 * x * v
	for j := 1.0; j < 1000; j++ {
		term *= v * v
		next := sum + term/(2*j+1)
		if next == sum {
			break
		}
		sum = next
	}
	return sum
}
