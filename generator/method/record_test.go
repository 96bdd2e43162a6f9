package method_test

import (
	"slices"
	"testing"

	"htsm/generator/method/agreement"
	"htsm/generator/method/delay"
)

// recordRunners holds families F13 and F14, delay and quality of recording.
func recordRunners() map[string]runner {
	return map[string]runner{
		"chain_ladder":       runChainLadder,
		"cohen_kappa":        runCohen,
		"fleiss_kappa":       runFleiss,
		"krippendorff_alpha": runKrippendorff,
	}
}

func runChainLadder(t *testing.T, v vector) any {
	in := input[struct {
		Triangle [][]*float64 `json:"cumulative_triangle"`
	}](t, v)
	var triangle [][]float64
	for _, row := range in.Triangle {
		var known []float64
		for _, cell := range row {
			if cell != nil {
				known = append(known, *cell)
			}
		}
		triangle = append(triangle, known)
	}
	got, ok := delay.ChainLadder(triangle)
	if !ok {
		t.Fatal("no completion")
	}
	lists := map[string][]float64{}
	for _, p := range got.Periods {
		for name, value := range map[string]float64{
			"completeness": p.Completeness, "latest": p.Recorded, "ultimate": p.Ultimate,
			"outstanding": p.Outstanding, "mack_se": p.Error,
		} {
			lists[name] = append(lists[name], value)
		}
	}
	result := object{
		"development_factors": got.Factors, "cumulative_to_ultimate": got.ToUltimate,
		"total_outstanding": got.Outstanding, "total_se": got.Error,
	}
	for name, list := range lists {
		result[name] = list
	}
	return result
}

func runCohen(t *testing.T, v vector) any {
	table := input[struct{ Table [][]int64 }](t, v).Table
	got, ok := agreement.Cohen(table, 0.95)
	// Units and agreement are there even if all units have one code.
	n, same := int64(0), int64(0)
	for i, row := range table {
		for j, count := range row {
			n += count
			if i == j {
				same += count
			}
		}
	}
	return object{
		"n": n, "agreement": maybe(float64(same)/float64(n), n > 0), "kappa": maybe(got.Value, ok), "ase": maybe(got.Error, ok),
		"ci95_lo": maybe(got.Interval.Low, ok), "ci95_hi": maybe(got.Interval.High, ok), "z_under_null": maybe(got.Z, ok),
	}
}

func runFleiss(t *testing.T, v vector) any {
	data := v.read(t, input[struct{ Ratings companion }](t, v).Ratings)
	codes := map[string]int{}
	for _, row := range data.rows {
		for _, code := range row {
			if _, known := codes[code]; !known {
				codes[code] = len(codes)
			}
		}
	}
	var counts [][]int64
	for _, row := range data.rows {
		// A unit that a coder left out does not enter.
		if slices.Contains(row, "") || slices.Contains(row, "NA") {
			continue
		}
		unit := make([]int64, len(codes))
		for _, code := range row {
			unit[codes[code]]++
		}
		counts = append(counts, unit)
	}
	got, ok := agreement.Fleiss(counts)
	return object{
		"kappa": maybe(got.Value, ok), "z": maybe(got.Z, ok), "p": maybe(got.P, ok),
		"subjects": len(counts), "raters": len(data.columns),
	}
}

func runKrippendorff(t *testing.T, v vector) any {
	in := input[struct {
		Codes [][]*float64 `json:"coders_by_units"`
	}](t, v)
	var ratings []agreement.Rating
	for _, coder := range in.Codes {
		for unit, value := range coder {
			if value != nil {
				ratings = append(ratings, agreement.Rating{Unit: unit, Value: *value})
			}
		}
	}
	got := object{}
	for name, scale := range map[string]agreement.Scale{
		"nominal": agreement.Nominal, "ordinal": agreement.Ordinal, "interval": agreement.Interval, "ratio": agreement.Ratio,
	} {
		alpha, ok := agreement.Krippendorff(ratings, scale)
		got[name] = maybe(alpha, ok)
	}
	return got
}
