package compose_test

import (
	"strings"
	"testing"

	"htsm/generator/table"
)

const methodOnly = `report: brief
title: Brief
extract: small
period: month
languages: [en, ar]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 3}}
statistics:
  volume: {is: volume, by: crime, compare: previous}
  signals: {is: emergence, of: crime}
sections:
  - {title: Method, show: [{method: all}]}
  - {title: Volume, show: [{table: volume}]}
`

func TestEveryTestIsCountedInTheMethodPart(t *testing.T) {
	v, s := volume(), signals("emerging")
	v.Family, s.Family = table.Family{Run: 2, Before: 2, After: 2}, table.Family{Run: 40, Before: 5, After: 1}
	facts := map[string]string{}
	d := document(t, newDesk(t).input(t, methodOnly, "en", v, s))
	for _, f := range d.Facts() {
		facts[f.Place] = f.Display
	}
	for place, want := range map[string]string{
		"t-method-tests/caption":       "Table 1 Tests run for the edition",
		"t-volume/caption":             "Table 2 Volume and change, October 2026",
		"t-method-tests/volume/head1":  "conditional exact rate ratio, with days as exposure",
		"t-method-tests/signals/run":   "40",
		"t-method-tests/signals/after": "1",
		"t-method-tests/total/run":     "42",
		"t-method-tests/total/before":  "7",
		"t-method-tests/total/after":   "3",
		"t-method-tests/head/2":        "p at most 0.05, before adjustment",
		"t-method-tests/head/3":        "Adjusted p at most 0.05",
	} {
		if facts[place] != want {
			t.Errorf("%s: %q, want %q", place, facts[place], want)
		}
	}
}

func TestTestsOfSuppressedFiguresAreNotCounted(t *testing.T) {
	s := signals("emerging")
	s.Family = table.Family{Run: 40, Before: 5, After: 1}
	s.Cells[0][3].Test.Before, s.Cells[0][3].Test.After = true, true
	s.Cells[0][0], s.Cells[0][3].Parts = table.CountOf(2), []int64{2}
	var said []string
	for _, f := range document(t, newDesk(t).input(t, methodOnly, "en", s)).Facts() {
		said = append(said, f.Place+"="+f.Display)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"t-method-tests/signals/run=40", "t-method-tests/signals/withheld=1", "t-method-tests/signals/after=0", "standing out: 0", "Tests behind withheld figures"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing says %q", want)
		}
	}
}

func TestWithoutTestsThereIsNoTableOfThem(t *testing.T) {
	for _, f := range document(t, newDesk(t).input(t, methodOnly, "en", means())).Facts() {
		if strings.HasPrefix(f.Place, "t-method-tests") {
			t.Errorf("%s says %q", f.Place, f.Display)
		}
	}
}

// A report that shows no method part gets one behind its sections; one that does
// keeps its own alone.
func TestEveryEditionHasItsMethodPart(t *testing.T) {
	v := volume()
	v.Family = table.Family{Run: 2, Before: 2, After: 2}
	without := strings.Replace(methodOnly, "  - {title: Method, show: [{method: all}]}\n", "", 1)
	within := strings.Replace(without, "show: [{table: volume}]}", "show: [{table: volume}], sections: [{title: Ways, show: [{method: all}]}]}", 1)
	for _, c := range []struct {
		name, spec, language, title string
		sections                    int
	}{
		{"without", without, "en", "Method", 2},
		{"without, in Arabic", without, "ar", "المنهجية", 2},
		{"in a section", methodOnly, "en", "Volume", 2},
		{"in a section of a section", within, "en", "Volume", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document(t, newDesk(t).input(t, c.spec, c.language, v))
			parts := 0
			for _, f := range d.Facts() {
				if f.Place == "t-method-tests/caption" {
					parts++
				}
			}
			if last := d.Body[len(d.Body)-1]; parts != 1 || len(d.Body) != c.sections || last.Title != c.title {
				t.Errorf("%d tables of tests, %d sections, the last of which is %q", parts, len(d.Body), last.Title)
			}
		})
	}
}
