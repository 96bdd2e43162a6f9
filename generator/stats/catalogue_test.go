package stats_test

import (
	"os"
	"strings"
	"testing"

	"htsm/generator/period"
	"htsm/generator/synth"
)

// The catalogue of the manual says which spec answers which question. Every
// spec that needs no column of its own gives a table of the sample extract.
func TestEverySpecOfTheCatalogueWorks(t *testing.T) {
	data, err := os.ReadFile("../../reports/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(data), "<!-- catalogue -->")
	body, _, ok2 := strings.Cut(rest, "<!-- /catalogue -->")
	if !ok || !ok2 {
		t.Fatal("the manual has no catalogue")
	}
	w := inventedWorld(t, synth.Options{Records: 3000, Seed: 1, From: period.Of(2023, 1), To: period.Of(2026, 10)})
	rows, checked := 0, 0
	for line := range strings.Lines(body) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || len(strings.TrimSpace(cells[1])) != 3 || strings.ContainsAny(cells[1], "-.") {
			continue
		}
		rows++
		spec, needs := strings.Trim(cells[3], " `"), strings.TrimSpace(cells[4])
		if needs != "" {
			continue
		}
		checked++
		t.Run(strings.TrimSpace(cells[1]), func(t *testing.T) {
			if k := w.ask(t, spec, "2026-08"); len(k.Rows) == 0 {
				t.Errorf("%s gives no row", spec)
			}
		})
	}
	if rows != 55 || checked < 36 {
		t.Errorf("%d rows, of which %d are checked", rows, checked)
	}
}
