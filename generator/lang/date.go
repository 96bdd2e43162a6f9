package lang

import (
	"fmt"
	"strconv"
	"time"

	"htsm/generator/period"
)

// Period returns a span in words: "October 2026", "3rd quarter 2026", "2026",
// "January–October 2026", "November 2025 – October 2026". The zero Span is "".
func (l *Locale) Period(s period.Span) string {
	of := strconv.Itoa(s.Last.Year())
	switch {
	case s == (period.Span{}):
		return ""
	case s.First == s.Last:
		return l.month(s.Last)
	case quarter(s):
		return l.Text(fmt.Sprintf("period.quarter-%d", s.Last.Number()/3), "year", of)
	case year(s):
		return l.Text("period.year", "year", of)
	case s.First.Year() == s.Last.Year():
		return l.Text("period.within-year", "first", l.months[s.First.Number()-1], "last", l.months[s.Last.Number()-1], "year", of)
	}
	return l.Text("period.over-years", "first", l.month(s.First), "last", l.month(s.Last))
}

func (l *Locale) month(m period.Month) string {
	return l.Text("period.month", "month", l.months[m.Number()-1], "year", strconv.Itoa(m.Year()))
}

// Versus returns "compared with s" as it ends a phrase of change: "on October
// 2025", "on the 3rd quarter 2026".
func (l *Locale) Versus(s period.Span) string {
	if quarter(s) {
		return l.Text("versus.quarter", "period", l.Period(s))
	}
	return l.Text("versus.plain", "period", l.Period(s))
}

// Within returns "in s" as it stands in a sentence: "in October 2025", "in the
// 3rd quarter 2026".
func (l *Locale) Within(s period.Span) string {
	key := "within.run"
	switch {
	case quarter(s):
		key = "within.quarter"
	case s.First == s.Last, year(s):
		key = "within.plain"
	}
	return l.Text(key, "period", l.Period(s))
}

// quarter and year report whether a span is a quarter or a year of the calendar.
func quarter(s period.Span) bool { return s.Months() == 3 && s.Last.Number()%3 == 0 }
func year(s period.Span) bool    { return s.Months() == 12 && s.Last.Number() == 12 }

// PeriodShort returns a span for the axis of a chart: "Oct 26", "Q3 26",
// "2026", "Jan–Oct 26", "Nov 25 – Oct 26". The zero Span is "".
func (l *Locale) PeriodShort(s period.Span) string {
	of := fmt.Sprintf("%02d", s.Last.Year()%100)
	switch {
	case s == (period.Span{}):
		return ""
	case s.First == s.Last:
		return l.monthShort(s.Last)
	case quarter(s):
		return l.Text("period.quarter-short", "quarter", strconv.Itoa(s.Last.Number()/3), "year", of)
	case year(s):
		return l.Text("period.year", "year", strconv.Itoa(s.Last.Year()))
	case s.First.Year() == s.Last.Year():
		return l.Text("period.within-year-short", "first", l.monthsShort[s.First.Number()-1], "last", l.monthsShort[s.Last.Number()-1], "year", of)
	}
	return l.Text("period.over-years", "first", l.monthShort(s.First), "last", l.monthShort(s.Last))
}

func (l *Locale) monthShort(m period.Month) string {
	return l.Text("period.month-short", "month", l.monthsShort[m.Number()-1], "year", fmt.Sprintf("%02d", m.Year()%100))
}

// Date returns a date of the form 2026-10-31 in words: "31 October 2026". It
// reports false for a text of another form.
func (l *Locale) Date(iso string) (string, bool) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return "", false
	}
	key := "period.date"
	if t.Day() == 1 {
		key = "period.date-first"
	}
	return l.Text(key, "day", strconv.Itoa(t.Day()), "month", l.months[t.Month()-1], "year", strconv.Itoa(t.Year())), true
}

// Months returns the names of the months in sentences, January first.
func (l *Locale) Months() []string { return append([]string(nil), l.months...) }

// MonthsShort returns the names of the months for axes, January first.
func (l *Locale) MonthsShort() []string { return append([]string(nil), l.monthsShort...) }
