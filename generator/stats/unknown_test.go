package stats

import (
	"testing"

	"htsm/generator/head"
	"htsm/generator/table"
)

func TestSharesOfWhatIsPartlyUnknownHaveBoundsOrAreNotShown(t *testing.T) {
	for _, c := range []struct {
		name      string
		unknown   int64
		word      string
		state     table.State
		low, high float64
	}{
		{"nothing", 0, "", table.Known, 0, 0},
		{"a tenth", 20, "", table.Known, 0, 0},
		{"more than a tenth", 22, "caveat.unknown-bounds", table.Known, 100. / 200, 122. / 200},
		{"two fifths", 80, "caveat.unknown-bounds", table.Known, 100. / 200, 180. / 200},
		{"more than two fifths", 82, "caveat.unknown-many", table.Unanswered, 0, 0},
	} {
		known := 200 - c.unknown
		label := []head.Label{head.OfRaw("x")}
		k := &table.Table{
			Cols:  []head.Col{{Key: "count"}, {Key: "share", Measure: head.Measure{Quantity: head.Share}}, {Key: "points", Measure: head.Measure{Quantity: head.Points}}},
			Rows:  []head.Row{{Key: "y", Labels: label}, {Key: "x", Labels: label}, {Key: unknownKey, Labels: label, Kind: head.Residual}, {Key: totalKey, Labels: label, Kind: head.Total}},
			Basis: table.Basis{Total: 200, Answered: known, Unknown: c.unknown},
		}
		for _, n := range []int64{known - 100, 100, c.unknown, 200} {
			base := known
			if n == c.unknown || n == 200 {
				base = 200
			}
			k.Cells = append(k.Cells, []table.Cell{table.CountOf(n), table.ShareOf(n, base, 20), table.DifferenceOf(n, base)})
		}
		unknown(k)
		word := ""
		for _, v := range k.Caveats {
			word = v.Word
		}
		if word != c.word || len(k.Caveats) > 1 {
			t.Errorf("%s unknown: remarks %v", c.name, k.Caveats)
		}
		share := k.Cells[1][1]
		if share.State != c.state || k.Cells[0][1].State != c.state {
			t.Errorf("%s unknown: a share has the state %d", c.name, share.State)
		}
		if k.Cells[2][1].State != table.Known || k.Cells[3][1].State != table.Known {
			t.Errorf("%s unknown: the unknown part or the whole is gone", c.name)
		}
		switch {
		case c.state == table.Unanswered:
			if !given(share.Parts, c.unknown) || k.Cells[1][2].State != table.Undefined {
				t.Errorf("%s unknown: %+v, %+v", c.name, share, k.Cells[1][2])
			}
		case c.high > 0:
			v := k.Caveats[0]
			if low, high := v.Shares[0].Value.Float64(), v.Shares[1].Value.Float64(); low != c.low || high != c.high {
				t.Errorf("%s unknown: bounds %v to %v", c.name, low, high)
			}
			if !given(v.Parts, c.unknown, 100, known) || v.Labels[0].Text != "x" {
				t.Errorf("%s unknown: %+v", c.name, v)
			}
		}
	}
}

func TestSharesOnSeveralBasesAreRemarkedOn(t *testing.T) {
	k := &table.Table{
		Cols:  []head.Col{{Key: "share", Measure: head.Measure{Quantity: head.Share}}},
		Rows:  []head.Row{{Key: "2026-10", Labels: []head.Label{head.OfRaw("x")}}},
		Cells: [][]table.Cell{{table.ShareOf(30, 60, 20)}},
		Basis: table.Basis{Total: 200, Answered: 160, Unknown: 40},
	}
	unknown(k)
	if len(k.Caveats) != 1 || k.Caveats[0].Word != "caveat.unknown-part" {
		t.Errorf("remarks %v", k.Caveats)
	}
}

// given reports whether all counts are among some parts.
func given(parts []int64, counts ...int64) bool {
	for _, n := range counts {
		found := false
		for _, p := range parts {
			found = found || p == n
		}
		if !found {
			return false
		}
	}
	return true
}
