package comparison

import (
	"math"

	"htsm/generator/method"
	"htsm/generator/method/distribution"
)

// A Stratum is one class of a case mix: events among a population, and the
// weight of the class in the standard. Weights need not sum to 1.
type Stratum struct {
	Count      int64
	Population float64
	Standard   float64
}

// A Standardized rate holds the crude and the directly standardized rate
// and the limits of the latter, all per unit of population.
type Standardized struct {
	Crude, Adjusted float64
	Interval        method.Interval
}

// Standardize returns the directly standardized rate with its gamma
// interval (Fay & Feuer 1997, Stat Med 16:791-801, eqs. 5 and 7). Without any
// event the lower limit is 0 and the upper one exact for the class of the
// largest weight. It reports false unless there is a stratum, counts are at
// least 0, populations positive, standard weights at least 0 with a positive
// sum, all finite, and 0 < level < 1.
func Standardize(strata []Stratum, level float64) (Standardized, bool) {
	var count, population, standard float64
	for _, s := range strata {
		if s.Count < 0 || !positive(s.Population) || s.Standard != 0 && !positive(s.Standard) {
			return Standardized{}, false
		}
		count += float64(s.Count)
		population += s.Population
		standard += s.Standard
	}
	if !positive(standard) || !positive(population) || !(level > 0 && level < 1) {
		return Standardized{}, false
	}
	var rate, variance, widest float64
	for _, s := range strata {
		w := s.Standard / standard / s.Population
		rate += w * float64(s.Count)
		variance += w * w * float64(s.Count)
		widest = max(widest, w)
	}
	result := Standardized{Crude: count / population, Adjusted: rate}
	tail := (1 - level) / 2
	if rate > 0 {
		scale := variance / rate
		result.Interval.Low = distribution.GammaQuantile(tail, rate/scale) * scale
	}
	upperVariance, upperRate := variance+widest*widest, rate+widest
	scale := upperVariance / upperRate
	result.Interval.High = distribution.GammaUpperQuantile(tail, upperRate/scale) * scale
	return result, true
}

func positive(v float64) bool { return v > 0 && !math.IsInf(v, 1) }
