package method_test

import (
	"math"
	"testing"

	"htsm/generator/method/diversity"
	"htsm/generator/method/geodesic"
)

// diversityRunners holds family F07, diversity and concentration.
func diversityRunners() map[string]runner {
	return map[string]runner{"diversity": runDiversity, "gini": runGini}
}

func runDiversity(t *testing.T, v vector) any {
	in := input[struct {
		Cases  [][]int64
		Rarefy []*int64
	}](t, v)
	rows := []object{}
	for i, counts := range in.Cases {
		d, ok := diversity.New(counts)
		if !ok {
			t.Fatalf("case %d is no distribution", i)
		}
		var amounts []float64
		for _, c := range counts {
			amounts = append(amounts, float64(c))
		}
		unequal, _ := diversity.Unequal(amounts)
		unbiased, twoListed := unequal.Unbiased()
		hill := object{}
		for name, q := range map[string]float64{"q0": 0, "q1": 1, "q2": 2} {
			number, ok := d.Hill(q)
			hill[name] = maybe(number, ok)
		}
		evenness, several := d.Evenness()
		normalized, _ := d.NormalizedConcentration()
		chao, se := d.Chao1()
		row := object{
			"n": d.N(), "categories_listed": d.Listed(), "richness": d.Richness(),
			"shannon_nats": d.Shannon(), "shannon_bits": d.Shannon() / math.Ln2,
			"simpson_1_minus_D": 1 - d.Concentration(), "inverse_simpson": hill["q2"], "hill": hill,
			"pielou": maybe(evenness, several), "hhi_0_1": d.Concentration(), "hhi_10000": 10000 * d.Concentration(),
			"hhi_normalized": maybe(normalized, several), "top1_share": d.TopShare(1), "top3_share": d.TopShare(3),
			"gini_all_listed": unequal.Gini, "gini_unbiased": maybe(unbiased, twoListed),
			"chao1": chao, "se_chao1": se, "singletons": d.Seen(1), "doubletons": d.Seen(2),
			"good_turing_coverage": d.Coverage(), "rarefied": nil,
		}
		if i < len(in.Rarefy) && in.Rarefy[i] != nil {
			n := *in.Rarefy[i]
			expected, ok := d.Rarefied(n)
			row["rarefied"] = maybe(object{"n": n, "expected_richness": expected}, ok)
		}
		rows = append(rows, row)
	}
	return object{"rows": rows}
}

func runGini(t *testing.T, v vector) any {
	in := input[struct{ X []float64 }](t, v)
	got, ok := diversity.Unequal(in.X)
	if !ok {
		t.Fatal("no inequality")
	}
	unbiased, several := got.Unbiased()
	deciles := []float64{}
	for tenth := 1; tenth <= 9; tenth++ {
		share, _ := got.Lorenz(float64(tenth) / 10)
		deciles = append(deciles, share)
	}
	return object{"gini": got.Gini, "gini_unbiased": maybe(unbiased, several), "lorenz_deciles": deciles}
}

// geodesicRunners holds family F10, distances on the Earth.
func geodesicRunners() map[string]runner {
	return map[string]runner{"geodesic_inverse": runInverse, "leg_distance": runLegs}
}

type legCase struct{ Lat1, Lon1, Lat2, Lon2 float64 }

func (c legCase) ends() (from, to geodesic.Position) {
	return geodesic.Position{Latitude: c.Lat1, Longitude: c.Lon1}, geodesic.Position{Latitude: c.Lat2, Longitude: c.Lon2}
}

func runInverse(t *testing.T, v vector) any {
	rows := []object{}
	for _, c := range input[struct{ Cases []legCase }](t, v).Cases {
		line, ok := geodesic.Inverse(c.ends())
		rows = append(rows, object{
			"s12_m": maybe(line.Meters, ok), "azi1": maybe(line.Azimuth1, ok), "azi2": maybe(line.Azimuth2, ok),
			"a12_deg": maybe(line.Arc, ok),
		})
	}
	return object{"rows": rows}
}

func runLegs(t *testing.T, v vector) any {
	expected := expectation[struct {
		Rows []struct{ Azi1 *float64 }
	}](t, v)
	rows := []object{}
	for i, c := range input[struct{ Cases []legCase }](t, v).Cases {
		line, ok := geodesic.Inverse(c.ends())
		sphere, _ := geodesic.Haversine(c.ends())
		// An azimuth that is a mere convention is null in the reference.
		rows = append(rows, object{
			"geodesic_m": maybe(line.Meters, ok), "haversine_m": maybe(sphere, ok),
			"azi1": maybe(line.Azimuth1, ok && expected.Rows[i].Azi1 != nil),
		})
	}
	return object{"rows": rows}
}
