package release_test

import (
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/table"
)

func released(p release.Policy, c table.Cell, m head.Measure) release.Value {
	t := &table.Table{ID: "t", Cols: []head.Col{{Key: "c", Measure: m}}, Rows: []head.Row{{Key: "r"}}, Cells: [][]table.Cell{{c}}}
	return p.Apply(t).Cells[0][0]
}

// printed returns a number and, if it is not empty, its base.
func printed(t testing.TB, number, base string) release.Printed {
	t.Helper()
	n, err := num.Parse(number)
	if err != nil {
		t.Fatal(err)
	}
	p := release.Printed{Number: n}
	if base != "" {
		if p.Base, err = num.Parse(base); err != nil {
			t.Fatal(err)
		}
		p.Based = true
	}
	return p
}

func TestRevisionStatesDifferenceAndChange(t *testing.T) {
	count, share := head.Measure{}, head.Measure{Quantity: head.Share}
	for name, c := range map[string]struct {
		before release.Printed
		now    table.Cell
		m      head.Measure
		want   string // Difference and change; empty: not listed.
	}{
		"a count":                       {printed(t, "100", ""), table.CountOf(112), count, "12 12.0"},
		"a fall":                        {printed(t, "100", ""), table.CountOf(89), count, "-11 -11.0"},
		"per cent from few":             {printed(t, "19", ""), table.CountOf(30), count, "11 past"},
		"per cent from zero":            {printed(t, "0", ""), table.CountOf(30), count, "30 z"},
		"a small difference":            {printed(t, "100", ""), table.CountOf(110), count, ""},
		"the same count":                {printed(t, "100", ""), table.CountOf(100), count, ""},
		"a count that is small now":     {printed(t, "100", ""), table.CountOf(10), count, ""},
		"a share":                       {printed(t, "50.0", "200"), table.ShareOf(180, 300, 20), share, "10.0 z"},
		"a share with a small change":   {printed(t, "50.0", "200"), table.ShareOf(109, 250, 20), share, ""},
		"a share on nearly its base":    {printed(t, "50.0", "200"), table.ShareOf(140, 205, 20), share, ""},
		"a share without an old base":   {printed(t, "50.0", ""), table.ShareOf(180, 300, 20), share, ""},
		"a share that is rounded finer": {printed(t, "60", "90"), table.ShareOf(181, 300, 20), share, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := release.Policy{Threshold: 11}
			r, ok := p.Revise(c.before, released(p, c.now, c.m), c.m, 20)
			got := ""
			if ok {
				got = shown(r.Difference) + " " + shown(r.Change)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Whatever is listed, nobody learns of a change by fewer units than the policy
// lets be printed.
func TestNoListedRevisionRevealsASmallCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := release.Policy{Threshold: rapid.Int64Range(2, 30).Draw(t, "threshold")}
		n := rapid.Int64Range(0, 400).Draw(t, "base now")
		x := rapid.Int64Range(0, n).Draw(t, "count now")
		m := rapid.Int64Range(0, 400).Draw(t, "base before")
		y := rapid.Int64Range(0, m).Draw(t, "count before")
		small := func(d int64) bool { return d != 0 && d < p.Threshold && d > -p.Threshold }
		for _, share := range []bool{false, true} {
			now, before, measure := table.CountOf(x), table.CountOf(y), head.Measure{}
			if share {
				now, before, measure = table.ShareOf(x, n, 1), table.ShareOf(y, m, 1), head.Measure{Quantity: head.Share}
			}
			old := released(p, before, measure)
			number, ok := old.Number()
			if !ok || old.Status() != release.Published {
				continue
			}
			base, based := old.Base()
			_, listed := p.Revise(release.Printed{Number: number, Base: base, Based: based}, released(p, now, measure), measure, 20)
			if listed && (small(x-y) || share && small(n-m)) {
				t.Fatalf("listed a change from %d of %d to %d of %d at the threshold %d", y, m, x, n, p.Threshold)
			}
		}
	})
}

func TestAMarkedValueKeepsItsNumber(t *testing.T) {
	v := released(release.Policy{Threshold: 1}, table.CountOf(7), head.Measure{}).Marked(release.Revised)
	if n, ok := v.Number(); !ok || n != num.Int(7) || !v.Has(release.Revised) {
		t.Errorf("got %v, %v, revised %v", n, ok, v.Has(release.Revised))
	}
	if v := release.Withheld().Marked(release.Revised); v.Status() != release.Suppressed {
		t.Errorf("a suppressed value became %v", v.Status())
	}
}
