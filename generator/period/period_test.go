package period_test

import (
	"testing"

	"htsm/generator/period"
)

func TestParseReadsMonthsQuartersAndYears(t *testing.T) {
	for _, c := range []struct {
		in           string
		first, last  string
		months, days int
	}{
		{"2026-10", "2026-10", "2026-10", 1, 31},
		{"2024-02", "2024-02", "2024-02", 1, 29},
		{"2026-Q3", "2026-07", "2026-09", 3, 92},
		{"2025", "2025-01", "2025-12", 12, 365},
	} {
		s, err := period.Parse(c.in)
		if err != nil || s.First.String() != c.first || s.Last.String() != c.last || s.Months() != c.months || s.Days() != c.days || s.String() != c.in {
			t.Errorf("Parse(%q) = %v (%d months, %d days), %v", c.in, s, s.Months(), s.Days(), err)
		}
	}
	for _, bad := range []string{"", "2026-13", "2026-1", "2026-Q5", "26", "2026-10-01", " 2026", "0026"} {
		if s, err := period.Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", bad, s)
		}
	}
}

func TestSpansMoveAcrossYears(t *testing.T) {
	jan, _ := period.Parse("2026-01")
	q1, _ := period.Parse("2026-Q1")
	for _, c := range []struct {
		got  period.Span
		want string
	}{
		{jan.Previous(), "2025-12"},
		{jan.LastYear(), "2025-01"},
		{jan.Rolling(12), "2025-02..2026-01"},
		{q1.Previous(), "2025-Q4"},
		{q1.YearToDate(), "2026-Q1"},
		{period.Span{}, ""},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	if (period.Span{}).Days() != 0 || (period.Span{}).Months() != 0 {
		t.Error("the zero span has days")
	}
	if !q1.Contains(jan.First) || q1.Contains(jan.Previous().First) {
		t.Error("a span contains the wrong months")
	}
}

func TestAPeriodEndsOnlyWithItsLastMonth(t *testing.T) {
	for _, c := range []struct {
		g    period.Grain
		m    period.Month
		want string
		ok   bool
	}{
		{period.Monthly, period.Of(2026, 8), "2026-08", true},
		{period.Quarterly, period.Of(2026, 9), "2026-Q3", true},
		{period.Quarterly, period.Of(2026, 8), "", false},
		{period.Yearly, period.Of(2026, 12), "2026", true},
		{period.Yearly, period.Of(2026, 11), "", false},
	} {
		s, ok := c.g.Ending(c.m)
		if ok != c.ok || ok && s.String() != c.want {
			t.Errorf("%v.Ending(%v) = %v, %v", c.g, c.m, s, ok)
		}
	}
}
