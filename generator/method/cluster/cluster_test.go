package cluster_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/method/cluster"
)

func drawDistances(t *rapid.T, n int) cluster.Distances {
	lower := rapid.SliceOfN(rapid.Float64Range(0, 100), n*(n-1)/2, n*(n-1)/2).Draw(t, "lower")
	for i := range lower {
		lower[i] = math.Round(lower[i] / 10) // ties
	}
	d, ok := cluster.FromLower(n, lower)
	if !ok {
		t.Fatal("no distances")
	}
	return d
}

// naive joins groups by the definition of the linkage over their cases.
func naive(d cluster.Distances, linkage cluster.Linkage) []float64 {
	var groups [][]int
	for i := range d.Cases() {
		groups = append(groups, []int{i})
	}
	apart := func(a, b []int) float64 {
		low, high, sum := math.Inf(1), 0.0, 0.0
		for _, i := range a {
			for _, j := range b {
				v := d.Between(i, j)
				low, high, sum = min(low, v), max(high, v), sum+v
			}
		}
		switch linkage {
		case cluster.Single:
			return low
		case cluster.Complete:
			return high
		}
		return sum / float64(len(a)*len(b))
	}
	var heights []float64
	for len(groups) > 1 {
		first, second, best := 0, 1, math.Inf(1)
		for i := range groups {
			for j := i + 1; j < len(groups); j++ {
				if v := apart(groups[i], groups[j]); v < best-1e-9 {
					first, second, best = i, j, v
				}
			}
		}
		heights = append(heights, best)
		groups[first] = append(groups[first], groups[second]...)
		groups = append(groups[:second], groups[second+1:]...)
	}
	return heights
}

func TestHeightsAreThoseOfTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		lower := rapid.SliceOfN(rapid.Float64Range(0, 100), n*(n-1)/2, n*(n-1)/2).Draw(t, "lower")
		// Without ties, which leave the order open.
		for i := range lower {
			lower[i] += float64(i) * 1e-6
		}
		d, _ := cluster.FromLower(n, lower)
		for _, linkage := range []cluster.Linkage{cluster.Average, cluster.Complete, cluster.Single} {
			h, ok := cluster.Agglomerate(d, linkage)
			if !ok {
				t.Fatal("no hierarchy")
			}
			want := naive(d, linkage)
			for i, m := range h.Merges {
				if math.Abs(m.Height-want[i]) > 1e-6 {
					t.Fatalf("linkage %d, merge %d at %v, want %v", linkage, i, m.Height, want[i])
				}
			}
		}
	})
}

func TestHierarchyIsConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "n")
		d := drawDistances(t, n)
		for _, linkage := range []cluster.Linkage{cluster.Average, cluster.Complete, cluster.Single, cluster.Ward} {
			h, ok := cluster.Agglomerate(d, linkage)
			if !ok || len(h.Merges) != n-1 {
				t.Fatalf("%+v, %v", h, ok)
			}
			for i := 1; i < len(h.Merges); i++ {
				if h.Merges[i].Height < h.Merges[i-1].Height-1e-9 {
					t.Errorf("linkage %d falls from %v to %v", linkage, h.Merges[i-1], h.Merges[i])
				}
			}
			cophenetic := h.Cophenetic()
			for k := 1; k <= n; k++ {
				groups, ok := h.Cut(k)
				highest := 0
				for i, g := range groups {
					if g > highest+1 || i == 0 && g != 0 {
						t.Errorf("groups %v are not numbered by their first cases", groups)
					}
					highest = max(highest, g)
				}
				if !ok || highest != k-1 {
					t.Errorf("cut into %d gives %v", k, groups)
				}
				for i := range n {
					for j := range i {
						together := k < n && cophenetic.Between(i, j) < h.Merges[n-1-k].Height
						if together && groups[i] != groups[j] {
							t.Errorf("%d and %d meet below the cut into %d", i, j, k)
						}
					}
				}
			}
			if _, ok := h.Cut(n + 1); ok {
				t.Error("more groups than cases")
			}
		}
	})
}

func TestJaccardIgnoresWhatBothLack(t *testing.T) {
	d, ok := cluster.Jaccard([][]bool{{true, true, false, false}, {true, false, false, false}, {false, false, false, false}, {false, false, false, false}})
	if !ok || d.Between(0, 1) != 0.5 || d.Between(0, 2) != 1 || d.Between(2, 3) != 0 || d.Between(3, 3) != 0 {
		t.Errorf("%v, %v", d.Lower(), ok)
	}
	if _, ok := cluster.Jaccard([][]bool{{true}, {true, false}}); ok {
		t.Error("rows of different lengths are accepted")
	}
	if _, ok := cluster.FromLower(3, []float64{1, 2, math.NaN()}); ok {
		t.Error("NaN is accepted")
	}
}

func TestAdjustedRandIsOneForTheSameGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.IntRange(0, 3), 5, 20).Draw(t, "a")
		renamed := make([]int, len(a))
		for i, g := range a {
			renamed[i] = 10 - g
		}
		if r, ok := cluster.AdjustedRand(a, renamed); ok && math.Abs(r-1) > 1e-12 {
			t.Errorf("%v and %v agree by %v", a, renamed, r)
		}
		b := rapid.SliceOfN(rapid.IntRange(0, 3), len(a), len(a)).Draw(t, "b")
		x, ok := cluster.AdjustedRand(a, b)
		y, ok2 := cluster.AdjustedRand(b, a)
		if ok != ok2 || math.Abs(x-y) > 1e-12 || x > 1+1e-12 {
			t.Errorf("%v (%v) and back %v (%v)", x, ok, y, ok2)
		}
	})
}

func TestSilhouetteOfClearGroupsIsHigh(t *testing.T) {
	d, _ := cluster.FromLower(4, []float64{1, 9, 9, 9, 9, 1})
	if s, ok := cluster.Silhouette(d, []int{5, 5, 2, 2}); !ok || math.Abs(s-8.0/9) > 1e-12 {
		t.Errorf("silhouette %v, %v", s, ok)
	}
	if s, ok := cluster.Silhouette(d, []int{0, 0, 0, 0}); ok {
		t.Errorf("one group has the silhouette %v", s)
	}
}

func TestModesSettleAndAreTheMostFrequentCodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		profiles := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(0, 2), 3, 3), 2, 15).Draw(t, "profiles")
		p, ok := cluster.Modes(profiles, profiles[:2], 50)
		if !ok {
			t.Fatal("no partition")
		}
		total := 0
		for i, row := range profiles {
			for k := range row {
				if row[k] != p.Modes[p.Groups[i]][k] {
					total++
				}
			}
		}
		if total != p.Total || p.Within[0]+p.Within[1] != p.Total {
			t.Errorf("%+v costs %d", p, total)
		}
		for g, mode := range p.Modes {
			for k := range mode {
				counts := map[int]int{}
				for i, row := range profiles {
					if p.Groups[i] == g {
						counts[row[k]]++
					}
				}
				for code, n := range counts {
					if n > counts[mode[k]] || n == counts[mode[k]] && code < mode[k] {
						t.Errorf("mode %v of group %d: code %d occurs %d times", mode, g, code, n)
					}
				}
			}
		}
	})
	again, _ := cluster.Modes([][]int{{1, 1}, {1, 2}, {5, 5}}, [][]int{{1, 1}, {5, 5}}, 5)
	if diff := cmp.Diff([]int{0, 0, 1}, again.Groups); diff != "" {
		t.Error(diff)
	}
}
