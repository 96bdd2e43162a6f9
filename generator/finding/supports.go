package finding

import (
	"slices"
	"strings"

	"htsm/generator/head"
	"htsm/generator/release"
)

// Supports reports whether a test lets a sentence say that a figure rose, or
// that it fell: the figure itself is a change that holds, or its row has one in
// that direction, or the row states such a finding. A figure that does not exist
// or is suppressed supports nothing.
func Supports(t *release.Table, row, column string, rise bool, q float64) bool {
	i := slices.IndexFunc(t.Rows, func(r head.Row) bool { return r.Key == row })
	if i < 0 {
		return false
	}
	if j := slices.IndexFunc(t.Cols, func(c head.Col) bool { return c.Key == column }); j < 0 || t.Cells[i][j].Status() == release.Suppressed {
		return false
	}
	if changes := strings.HasPrefix(column, "change-"); !changes && states(t.Rows[i], rise) {
		return true
	}
	for j, col := range t.Cols {
		v := t.Cells[i][j]
		if strings.HasPrefix(column, "change-") && col.Key != column {
			continue
		}
		isChange := col.Measure.Quantity == head.Change || col.Measure.Quantity == head.Points
		if !isChange || !Comparable(t, i, j, q) || !Established(v, q) {
			continue
		}
		if low, _, _, _ := v.Interval(); low.Sign() > 0 == rise {
			return true
		}
	}
	return false
}

// states reports whether the finding of a row lets a sentence say that it rose,
// or that it fell. Shares that moved did both.
func states(r head.Row, rise bool) bool {
	key, ok := Stated(r)
	if !ok {
		return false
	}
	both := []string{"state.displaced", "state.moved"}
	up := []string{"state.new", "state.emerging", "state.re-emerging", "state.gains", "state.rising", "state.unusually-high"}
	down := []string{"state.vanished", "state.loses", "state.falling", "state.unusually-low"}
	if rise {
		return slices.Contains(slices.Concat(both, up), key)
	}
	return slices.Contains(slices.Concat(both, down), key)
}
