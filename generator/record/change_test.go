package record_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/record"
	"htsm/generator/release"
)

func TestChangesCountTheFiguresOfEachStatistic(t *testing.T) {
	p := release.Policy{Threshold: 3}
	first := kept(t, 9, volume(p, 9, map[string][2]int64{"SOM": {100, 90}, "THB": {40, 50}}), emergence(p, nil, 30))
	second := kept(t, 9, volume(p, 9, map[string][2]int64{"SOM": {101, 90}, "THB": {2, 50}}), emergence(p, nil, 30))
	if diff := cmp.Diff([]record.Change{{Statistic: "volume", Figures: 2}}, record.Changes(first, second)); diff != "" {
		t.Error(diff)
	}
	if got := record.Changes(first, first); got != nil {
		t.Errorf("nothing changed, got %v", got)
	}
	less := kept(t, 9, volume(p, 9, map[string][2]int64{"SOM": {100, 90}, "THB": {40, 50}}))
	if diff := cmp.Diff([]record.Change{{Statistic: "emergence", Figures: 3}}, record.Changes(first, less)); diff != "" {
		t.Error(diff)
	}
}
