// Package period does arithmetic on calendar months.
//
// An edition covers a [Span] of whole months: a month, a quarter or a year.
// The package reads no clock and knows no time zone and no language.
package period

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// A Month is a calendar month of the Gregorian calendar, counted from January
// of the year 0. The zero Month stands for no month.
type Month int

// Of returns the month of a year between 1 and 9999; month is 1 to 12.
func Of(year, month int) Month { return Month(year*12 + month - 1) }

// Year returns the year of m.
func (m Month) Year() int { return int(m) / 12 }

// Number returns the number of m in its year, 1 to 12.
func (m Month) Number() int { return int(m)%12 + 1 }

// Days returns the number of days of m.
func (m Month) Days() int {
	return time.Date(m.Year(), time.Month(m.Number())+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// String returns the ISO form, such as "2026-10".
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.Number()) }

// ParseMonth reads the ISO form of a month of the years 1000 to 9999.
func ParseMonth(s string) (Month, error) {
	if !monthForm.MatchString(s) {
		return 0, fmt.Errorf("%q is not a month such as 2026-10", s)
	}
	year, _ := strconv.Atoi(s[:4])
	month, _ := strconv.Atoi(s[5:])
	return Of(year, month), nil
}

var (
	monthForm   = regexp.MustCompile(`^[1-9]\d{3}-(0[1-9]|1[0-2])$`)
	quarterForm = regexp.MustCompile(`^[1-9]\d{3}-Q[1-4]$`)
	yearForm    = regexp.MustCompile(`^[1-9]\d{3}$`)
)

// A Grain is the length of the periods of a report.
type Grain uint8

// The grains. The zero Grain is Monthly.
const (
	Monthly Grain = iota
	Quarterly
	Yearly
)

// Months returns the number of months of a period.
func (g Grain) Months() int { return [...]int{1, 3, 12}[g] }

// String returns the word of the spec language: month, quarter or year.
func (g Grain) String() string { return [...]string{"month", "quarter", "year"}[g] }

// Ending returns the period of grain g whose last month is m. It reports
// false if no period of that grain ends with m.
func (g Grain) Ending(m Month) (Span, bool) {
	n := g.Months()
	return Span{m - Month(n) + 1, m}, m.Number()%n == 0
}

// A Span is a run of whole months, First to Last inclusive. The zero Span
// stands for no period.
type Span struct{ First, Last Month }

// Parse reads "2026-10", "2026-Q3" or "2026".
func Parse(s string) (Span, error) {
	switch {
	case monthForm.MatchString(s):
		m, err := ParseMonth(s)
		return Span{m, m}, err
	case quarterForm.MatchString(s):
		year, _ := strconv.Atoi(s[:4])
		last := Of(year, 3*int(s[6]-'0'))
		return Span{last - 2, last}, nil
	case yearForm.MatchString(s):
		year, _ := strconv.Atoi(s)
		return Span{Of(year, 1), Of(year, 12)}, nil
	}
	return Span{}, fmt.Errorf("%q is not a period such as 2026-10, 2026-Q3 or 2026", s)
}

// Months returns the number of months in s, 0 for the zero Span.
func (s Span) Months() int {
	if s == (Span{}) {
		return 0
	}
	return int(s.Last-s.First) + 1
}

// Days returns the number of days in s.
func (s Span) Days() int {
	n := 0
	for m := s.First; s != (Span{}) && m <= s.Last; m++ {
		n += m.Days()
	}
	return n
}

// Shift returns s moved by n months; a negative n moves it back.
func (s Span) Shift(n int) Span { return Span{s.First + Month(n), s.Last + Month(n)} }

// Previous returns the span of equal length just before s.
func (s Span) Previous() Span { return s.Shift(-s.Months()) }

// LastYear returns s one year earlier.
func (s Span) LastYear() Span { return s.Shift(-12) }

// Rolling returns the n months that end with s.
func (s Span) Rolling(n int) Span { return Span{s.Last - Month(n) + 1, s.Last} }

// YearToDate returns the span from January to the last month of s.
func (s Span) YearToDate() Span { return Span{Of(s.Last.Year(), 1), s.Last} }

// Contains reports whether m lies in s.
func (s Span) Contains(m Month) bool { return m >= s.First && m <= s.Last }

// String returns the shortest form that [Parse] reads back, and
// "first..last" for any other span. The zero Span is "".
func (s Span) String() string {
	switch {
	case s == (Span{}):
		return ""
	case s.First == s.Last:
		return s.First.String()
	case s.Months() == 3 && s.Last.Number()%3 == 0:
		return fmt.Sprintf("%04d-Q%d", s.Last.Year(), s.Last.Number()/3)
	case s.Months() == 12 && s.Last.Number() == 12:
		return fmt.Sprintf("%04d", s.Last.Year())
	}
	return s.First.String() + ".." + s.Last.String()
}
