package anomaly

import (
	"math"

	"htsm/generator/method/distribution"
)

// EARSOptions says how EARS works. A zero Window means 7 periods and a zero
// Alpha 0.001; the zero MinSD leaves a baseline without variation undefined.
type EARSOptions struct {
	// Window is the number of periods of the baseline.
	Window int
	// Alpha is the chance of an alarm under a normal baseline, in (0, 1).
	Alpha float64
	// MinSD is the smallest standard deviation that is believed; 0.5 suits
	// sparse counts.
	MinSD float64
}

// An EARSResult holds the three detectors for one period.
type EARSResult struct {
	// C1 has the baseline just before the period; C2 leaves out two periods.
	C1, C2 EARSBound
	// C3 is the sum of max(0, C2 statistic - 1) over the period and the two
	// before; the rule of the CDC is an alarm above 2. C3Upper is the count at
	// which the sum reaches z, at least 0.
	C3, C3Upper float64
	// HasC3 says that the three statistics of C3 exist.
	HasC3 bool
}

// An EARSBound is the upper bound mean + z·sd of one baseline.
type EARSBound struct {
	Mean, SD, Upper float64
	// Statistic is (count - Mean)/SD; it exists only for a positive SD.
	Statistic    float64
	HasStatistic bool
	// Alarm says that the count is above the bound.
	Alarm bool
}

// EARS judges counts[at] by the three detectors C1, C2 and C3 of the Early
// Aberration Reporting System (Hutwagner et al. 2003, J Urban Health 80:i89-i96;
// C3 by the published formula, Fricker, Hegler & Dunfee 2008, Stat Med
// 27:3407-3429). It reports false without a baseline for C1 and C2, a window
// below 2, or options out of range.
func EARS(counts []int64, at int, o EARSOptions) (EARSResult, bool) {
	if o.Window == 0 {
		o.Window = 7
	}
	if o.Alpha == 0 {
		o.Alpha = 0.001
	}
	if o.Window < 2 || !(o.Alpha > 0 && o.Alpha < 1) || !(o.MinSD >= 0) || math.IsInf(o.MinSD, 1) ||
		!inSeries(counts, at) || at-2-o.Window < 0 {
		return EARSResult{}, false
	}
	z := -distribution.NormalQuantile(o.Alpha)
	result := EARSResult{C1: ears(counts, at, 0, z, o), C2: ears(counts, at, 2, z, o), HasC3: true}
	earlier := 0.0
	for back := range 3 {
		t := at - back
		if t-2-o.Window < 0 {
			result.HasC3 = false
			return result, true
		}
		bound := ears(counts, t, 2, z, o)
		result.HasC3 = result.HasC3 && bound.HasStatistic
		excess := max(0, bound.Statistic-1)
		result.C3 += excess
		if back > 0 {
			earlier += excess
		}
	}
	result.C3Upper = max(0, result.C2.Mean+result.C2.SD*(z-earlier))
	return result, true
}

func ears(counts []int64, at, lag int, z float64, o EARSOptions) EARSBound {
	window := counts[at-lag-o.Window : at-lag]
	b := EARSBound{}
	for _, c := range window {
		b.Mean += float64(c) / float64(len(window))
	}
	squares := 0.0
	for _, c := range window {
		squares += (float64(c) - b.Mean) * (float64(c) - b.Mean)
	}
	b.SD = max(o.MinSD, math.Sqrt(squares/float64(len(window)-1)))
	b.Upper = b.Mean + z*b.SD
	b.Alarm = float64(counts[at]) > b.Upper
	if b.SD > 0 {
		b.Statistic, b.HasStatistic = (float64(counts[at])-b.Mean)/b.SD, true
	}
	return b
}

// inSeries reports whether at is a period and no count up to it is negative or
// too large for exact sums.
func inSeries(counts []int64, at int) bool {
	if at < 0 || at >= len(counts) {
		return false
	}
	for _, c := range counts[:at+1] {
		if c < 0 || c > 1<<40 {
			return false
		}
	}
	return true
}
