package network_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/network"
)

func TestReachCountsTheTargetsOfSimplePaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, directed, edges := drawGraph(t)
		without := rapid.IntRange(0, nodes-1).Draw(t, "without")
		m := joined(edges, directed, map[int]bool{without: true})
		sources, targets := []int{0, 1, 2}, []int{2, 4, 5}
		got, ok := g.Reach(sources, targets, without)
		if !ok {
			t.Fatal("refused")
		}
		for i, s := range sources {
			want := 0
			for _, d := range targets {
				if s != d && s != without && d != without && len(simple(m, s, d)) > 0 {
					want++
				}
			}
			if got[i] != want {
				t.Fatalf("%d reaches %d targets, want %d", s, got[i], want)
			}
		}
	})
}

// Without the blocking nodes no source reaches a sink, and there are as many of
// them as the cut says.
func TestBlockingNodesCutAllWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, _, _ := drawGraph(t)
		sources, sinks := []int{0, 1}, []int{4, 5}
		f, ok := g.MaxFlow(sources, sinks)
		if !ok || !f.HasNodeCut {
			return
		}
		if int64(len(f.Blocking)) != f.NodeCut || slices.ContainsFunc(f.Blocking, func(v int) bool { return v != 2 && v != 3 }) {
			t.Fatalf("%v of %d", f.Blocking, f.NodeCut)
		}
		left, _ := g.Reach(sources, sinks, f.Blocking...)
		if left[0]+left[1] != 0 {
			t.Fatalf("%v leaves %v", f.Blocking, left)
		}
	})
}

func TestReachRefusesNodesThatAreNot(t *testing.T) {
	g, err := network.New(2, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := g.Reach([]int{2}, []int{0}); ok {
		t.Error("a source outside of the graph is accepted")
	}
}
