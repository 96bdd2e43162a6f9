package lang_test

import (
	"testing"

	"htsm/generator/head"
)

func TestPointsAreWrittenWithTheirSignAndUnit(t *testing.T) {
	m := head.Measure{Quantity: head.Points}
	for tag, want := range map[string]string{"fr": "−12,3~pt", "en": "−12.3~pp"} {
		if got := shown(locale(t, tag).Value(m, decimal(t, "-12.3"))); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	if got := shown(locale(t, "en").Value(head.Measure{Quantity: head.Estimate}, decimal(t, "1200.5"))); got != "1,200.5" {
		t.Errorf("an estimate: %q", got)
	}
}
