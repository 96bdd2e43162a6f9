package method_test

import (
	"math"
	"testing"
	"time"

	"htsm/generator/method/anomaly"
)

// anomalyRunners holds family F03, anomaly detection.
func anomalyRunners() map[string]runner {
	return map[string]runner{
		"ears":                runEARS,
		"bayes_threshold":     runBayes,
		"cusum_standardized":  runCUSUM,
		"nb_cusum":            runRatio,
		"farrington":          runFarrington,
		"farrington_flexible": runFlexible,
	}
}

// flag01 writes a truth as the references do.
func flag01(b bool) int {
	if b {
		return 1
	}
	return 0
}

func runEARS(t *testing.T, v vector) any {
	in := input[struct {
		Counts   []int64
		Baseline int
		Alphas   []float64
		Range    []int `json:"range_1based"`
		MinSigma float64
	}](t, v)
	got := object{}
	rows := []object{}
	for i, alpha := range in.Alphas {
		c1, c2, c3, alarm3 := []any{}, []any{}, []any{}, []int{}
		upper := map[string][]any{}
		alarms := map[string][]int{}
		for _, at := range in.Range {
			r, ok := anomaly.EARS(in.Counts, at-1, anomaly.EARSOptions{Window: in.Baseline, Alpha: alpha, MinSD: in.MinSigma})
			c1 = append(c1, over(in.Counts[at-1], r.C1, ok))
			c2 = append(c2, over(in.Counts[at-1], r.C2, ok))
			c3 = append(c3, maybe(r.C3, ok && r.HasC3))
			alarm3 = append(alarm3, flag01(r.HasC3 && r.C3 > 2))
			for name, bound := range map[string]anomaly.EARSBound{"C1": r.C1, "C2": r.C2} {
				upper[name] = append(upper[name], maybe(bound.Upper, ok))
				alarms[name] = append(alarms[name], flag01(bound.Alarm))
			}
			upper["C3"] = append(upper["C3"], maybe(r.C3Upper, ok && r.HasC3))
		}
		if i == 0 {
			got["C1_stat"], got["C2_stat"], got["C3_stat"], got["C3_alarm_cdc"] = c1, c2, c3, alarm3
		}
		rows = append(rows, object{
			"alpha": alpha,
			"C1":    object{"upperbound": upper["C1"], "alarm": alarms["C1"]},
			"C2":    object{"upperbound": upper["C2"], "alarm": alarms["C2"]},
			"C3":    object{"upperbound_documented": upper["C3"]},
		})
	}
	got["rows"] = rows
	return got
}

// over is the statistic of a bound, infinite as in the reference where the
// baseline does not vary and the count is another.
func over(count int64, b anomaly.EARSBound, ok bool) any {
	switch {
	case ok && b.HasStatistic:
		return b.Statistic
	case ok && float64(count) != b.Mean:
		return math.Inf(int(count - int64(b.Mean)))
	}
	return nil
}

func runBayes(t *testing.T, v vector) any {
	in := input[struct {
		Counts     []int64
		Frequency  int
		B, W       int
		UseCurrent bool `json:"use_current_year"`
		Alpha      float64
		Range      []int `json:"range_1based"`
	}](t, v)
	upper, alarms := []any{}, []any{}
	for _, at := range in.Range {
		r, ok := anomaly.Bayes(in.Counts, at-1, anomaly.BayesOptions{
			PerYear: in.Frequency, Years: in.B, HalfWindow: in.W, CurrentYear: in.UseCurrent, Alpha: in.Alpha,
		})
		upper, alarms = append(upper, maybe(r.Upper, ok)), append(alarms, maybe(flag01(r.Alarm), ok))
	}
	return object{"upperbound": upper, "alarm": alarms}
}

func runCUSUM(t *testing.T, v vector) any {
	in := input[struct {
		Counts []int64
		Range  []int `json:"range_1based"`
		K, H   float64
		M      *float64
		Trans  string
	}](t, v)
	o := anomaly.CUSUMOptions{Reference: in.K, Decision: in.H}
	if in.M != nil {
		o.Mean = *in.M
	}
	known := false
	o.Standardization, known = map[string]anomaly.Standardization{
		"standard": anomaly.Standard, "rossi": anomaly.Rossi, "anscombe": anomaly.Anscombe, "none": anomaly.Raw,
	}[in.Trans]
	if !known {
		t.Fatalf("unknown transformation %q", in.Trans)
	}
	last := in.Range[len(in.Range)-1]
	steps, ok := anomaly.CUSUM(in.Counts[:last], in.Range[0]-1, o)
	if !ok {
		t.Fatal("no chart")
	}
	statistic, alarms, upper := []float64{}, []int{}, []float64{}
	for _, s := range steps {
		if in.Trans == "none" {
			// The reference prints what is left to the decision after the count.
			s.Upper = max(0, in.H-s.Statistic)
		}
		statistic, alarms, upper = append(statistic, s.Statistic), append(alarms, flag01(s.Alarm)), append(upper, s.Upper)
	}
	return object{"cusum": statistic, "alarm": alarms, "upperbound": upper}
}

func runRatio(t *testing.T, v vector) any {
	in := input[struct {
		Counts []int64
		Range  []int `json:"range_1based"`
		Mu0    []float64
		Alpha  float64
		CARL   float64 `json:"c_ARL"`
		Theta  *float64
		Mtilde int
		Dir    string
	}](t, v)
	o := anomaly.RatioOptions{Dispersion: in.Alpha, Threshold: in.CARL, MinPeriods: in.Mtilde, Fall: in.Dir == "dec"}
	if in.Theta != nil {
		o.Shift = *in.Theta
	}
	steps, ok := anomaly.RatioCUSUM(in.Counts[in.Range[0]-1:in.Range[len(in.Range)-1]], in.Mu0, o)
	if !ok {
		t.Fatal("no chart")
	}
	statistic, alarms := []float64{}, []int{}
	for _, s := range steps {
		statistic, alarms = append(statistic, s.Statistic), append(alarms, flag01(s.Alarm))
	}
	return object{"statistic": statistic, "alarm": alarms}
}

type farringtonInput struct {
	Counts    []int64
	Frequency int
	First     string `json:"epochs_first"`
	Control   struct {
		Range                []int
		B, W                 int
		Reweight             *bool
		Alpha                float64
		Trend                bool
		Limit54              []int64
		NoPeriods            int
		WeightsThreshold     float64
		PastWeeksNotIncluded int
		PThresholdTrend      float64
		ThresholdMethod      string
		PowerTrans           string
	}
}

func (in farringtonInput) options(t *testing.T) anomaly.FarringtonOptions {
	t.Helper()
	c := in.Control
	scale, known := map[string]anomaly.Transformation{
		"": anomaly.TwoThirds, "2/3": anomaly.TwoThirds, "1/2": anomaly.Root, "none": anomaly.Identity,
	}[c.PowerTrans]
	if !known {
		t.Fatalf("unknown transformation %q", c.PowerTrans)
	}
	if len(c.Limit54) != 2 {
		c.Limit54 = []int64{5, 4}
	}
	return anomaly.FarringtonOptions{
		Scale:   scale,
		PerYear: in.Frequency, Years: c.B, HalfWindow: c.W, Alpha: c.Alpha, Trend: c.Trend,
		NoReweighting: c.Reweight != nil && !*c.Reweight, MinCases: c.Limit54[0], Recent: int(c.Limit54[1]),
	}
}

func runFarrington(t *testing.T, v vector) any {
	in := input[farringtonInput](t, v)
	upper, alarms, trends := []float64{}, []int{}, []int{}
	for _, at := range in.Control.Range {
		r, ok := anomaly.Farrington(in.Counts, at-1, in.options(t))
		if !ok {
			t.Fatalf("no threshold at %d", at)
		}
		// The reference writes 0 where it withholds the decision.
		if r.Withheld {
			r.Upper = 0
		}
		upper, alarms, trends = append(upper, r.Upper), append(alarms, flag01(r.Alarm)), append(trends, flag01(r.HasTrend))
	}
	return object{"upperbound": upper, "alarm": alarms, "trend_used": trends}
}

func runFlexible(t *testing.T, v vector) any {
	in := input[farringtonInput](t, v)
	c := in.Control
	bound, known := map[string]anomaly.Bound{"delta": anomaly.Power, "nbPlugin": anomaly.Plugin, "muan": anomaly.UpperMean}[c.ThresholdMethod]
	if !known {
		t.Fatalf("unknown threshold method %q", c.ThresholdMethod)
	}
	o := anomaly.FlexibleOptions{
		FarringtonOptions: in.options(t), Seasons: c.NoPeriods, Excluded: c.PastWeeksNotIncluded,
		Outlier: c.WeightsThreshold, TrendP: c.PThresholdTrend, Bound: bound,
	}
	dates := in.dates(t)
	var times []float64
	for _, d := range dates {
		times = append(times, d.Sub(dates[0]).Hours()/dates[1].Sub(dates[0]).Hours())
	}
	lists := map[string][]any{}
	for _, at := range c.Range {
		r, ok := anomaly.FarringtonFlexible(in.Counts, times, at-1, in.same(dates, at-1), o)
		shown := ok && !r.Withheld
		add := func(name string, value any, exists bool) { lists[name] = append(lists[name], maybe(value, exists)) }
		add("expected", r.Expected, shown)
		add("upperbound", r.Upper, shown)
		add("score", (float64(in.Counts[at-1])-r.Expected)/(r.Upper-r.Expected), shown)
		add("pvalue", r.P, ok)
		add("trend_used", flag01(r.HasTrend), ok)
		add("trend_coef", r.Trend, ok && r.HasTrend)
		add("dispersion_phi", r.Dispersion, ok)
		add("alarm", flag01(r.Alarm), ok)
	}
	got := object{}
	for name, list := range lists {
		got[name] = list
	}
	return got
}

// dates returns the first day of every period.
func (in farringtonInput) dates(t *testing.T) []time.Time {
	t.Helper()
	first, err := time.Parse(time.DateOnly, in.First)
	if err != nil {
		t.Fatal(err)
	}
	var dates []time.Time
	for i := range in.Counts {
		switch in.Frequency {
		case 12:
			dates = append(dates, first.AddDate(0, i, 0))
		case 52:
			dates = append(dates, first.AddDate(0, 0, 7*i))
		default:
			t.Fatalf("no dates for %d periods a year", in.Frequency)
		}
	}
	return dates
}

// same finds the same period of past years as the reference does for weeks: by
// the date a year before, moved to the nearest same day of the week.
func (in farringtonInput) same(dates []time.Time, at int) []int {
	if in.Frequency != 52 {
		return nil
	}
	var same []int
	for year := 1; year <= in.Control.B; year++ {
		back := dates[at].AddDate(-year, 0, 0)
		days := back.Sub(dates[0]).Hours() / 24
		same = append(same, int((days+3)/7))
	}
	return same
}
