package extract

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// A flaw is what is wrong with a cell: its code, what to say of the cell, and
// a hint. The zero flaw is none.
type flaw struct {
	code diag.Code
	what string
	hint string
}

// number reads a number as a count of 10^-scale. Digits may be grouped by
// threes with spaces of any width, as French spreadsheets write them; a point
// or a comma is always the decimal sign of the contract or a fault.
func (c *column) number(b []byte, scale uint8) (int64, flaw) {
	if n, ok := plain(b); ok && scale == 0 {
		return n, c.within(n)
	}
	n, code := parseNumber(b, scale, c.decimal)
	switch {
	case code == "":
		return n, c.within(n)
	case code == "X037":
		return 0, flaw{code, "does not fit in 64 bits", ""}
	case scale == 0:
		return 0, flaw{"X034", "is not a whole number", "write digits only, without a fraction"}
	case code == "X036":
		return 0, flaw{code, fmt.Sprintf("has more than %d fraction digits", scale), "raise the scale in the contract"}
	}
	return 0, flaw{code, "is not a number", fmt.Sprintf("the decimal sign of the contract is %q", c.decimal)}
}

// within checks the bounds of the contract.
func (c *column) within(n int64) flaw {
	switch {
	case n < c.min:
		return flaw{"X038", "is less than the least value allowed, " + c.Min.String(), ""}
	case n > c.max:
		return flaw{"X039", "is more than the greatest value allowed, " + c.Max.String(), ""}
	}
	return flaw{}
}

// plain reads up to 18 digits.
func plain(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	var n int64
	for _, d := range b {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int64(d-'0')
	}
	return n, true
}

// parseNumber reads a number; the code says why it is none.
func parseNumber(b []byte, scale uint8, decimal rune) (int64, diag.Code) {
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	whole, frac, found := bytes.Cut(b, []byte(string(decimal)))
	if found && len(frac) == 0 {
		return 0, "X035"
	}
	digits, ok := ungroup(whole)
	if !ok {
		return 0, "X035"
	}
	for i, d := range frac {
		switch {
		case d < '0' || d > '9':
			return 0, "X035"
		case i < int(scale):
			digits = append(digits, d)
		case d != '0':
			return 0, "X036"
		}
	}
	if scale == 0 && found {
		// 1.000 may be a thousand: never read it as one.
		return 0, "X036"
	}
	for n := len(frac); n < int(scale); n++ {
		digits = append(digits, '0')
	}
	var n uint64
	for _, d := range digits {
		if n > math.MaxInt64/10 {
			return 0, "X037"
		}
		if n = n*10 + uint64(d-'0'); n > math.MaxInt64 {
			return 0, "X037"
		}
	}
	if negative {
		return -int64(n), ""
	}
	return int64(n), ""
}

// ungroup returns the digits of a whole number. Groups, if there are any, have
// three digits but for the first, and one kind of space between them.
func ungroup(b []byte) ([]byte, bool) {
	digits := make([]byte, 0, len(b)+8)
	var space rune
	group := 0 // Digits since the last space.
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		i += n
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, byte(r))
			group++
		case r != ' ' && r != '\u00a0' && r != '\u202f':
			return nil, false
		case space == 0 && (group < 1 || group > 3), space != 0 && (group != 3 || r != space):
			return nil, false
		default:
			space, group = r, 0
		}
	}
	return digits, len(digits) > 0 && (space == 0 || group == 3)
}

// days returns the number of days from 1970-01-01 to a day of the Gregorian
// calendar (H. Hinnant, chrono-compatible low-level date algorithms,
// days_from_civil).
func days(y, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	return int64(era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468)
}

// lastDay returns the number of days of a month.
func lastDay(y, m int) int {
	switch {
	case m == 2 && (y%4 != 0 || y%100 == 0 && y%400 != 0):
		return 28
	case m == 2:
		return 29
	case m == 4 || m == 6 || m == 9 || m == 11:
		return 30
	}
	return 31
}

// date reads a date, a month or a year as its first day.
func (c *column) date(b []byte) (int64, flaw) {
	y, m, d, ok := c.layout.parse(b)
	if ok && y >= 1000 && m >= 1 && m <= 12 && d >= 1 && d <= lastDay(y, m) {
		return days(y, m, d), c.within(int64(y))
	}
	f, unit := flaw{code: "X040"}, "day"
	switch c.Type {
	case contract.Month:
		f.code, unit = "X041", "month"
	case contract.Year:
		f.code, unit = "X042", "year"
	}
	f.what = fmt.Sprintf("is not a %s written %s", unit, c.form())
	if _, digits := plain(b); digits && len(b) == 5 {
		f.hint = "a spreadsheet wrote the number of a day: format the column as dates before the export"
	} else if ok && y >= 1000 {
		f.hint = "the calendar has no such " + unit
	}
	return 0, f
}

// form returns the form of the dates of a column, for messages.
func (c *column) form() string {
	switch {
	case c.Layout != "":
		return c.Layout
	case c.Type == contract.Month:
		return "yyyy-mm"
	case c.Type == contract.Year:
		return "yyyy"
	}
	return "yyyy-mm-dd"
}

// A layout is the form of a date: runs of the letters y, m and d, and other
// bytes, which stand for themselves.
type layout []part

type part struct {
	kind        byte // 'y', 'm', 'd' or 0 for a literal.
	least, most int  // Digits of a run.
	literal     byte
}

// newLayout returns the layout of a date, month or year column: yyyy, mm and
// dd, and m and d for one or two digits. The empty layout is ISO.
func newLayout(s string, t contract.Type) (layout, error) {
	letters := map[contract.Type]string{contract.Date: "ymd", contract.Month: "ym", contract.Year: "y"}[t]
	if s == "" {
		s = "yyyy-mm-dd"[:[]int{0, 4, 7, 10}[len(letters)]]
	}
	var l layout
	seen := ""
	for rest := s; rest != ""; {
		run := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
		switch k := rest[0]; {
		case k == 'y' && run == 4, (k == 'm' || k == 'd') && run <= 2:
			l = append(l, part{kind: k, least: run, most: max(run, 2)})
			seen += string(k)
		case strings.IndexByte("ymd", k) >= 0:
			return nil, fmt.Errorf("the layout %q holds %q", s, rest[:run])
		default:
			run = 1
			l = append(l, part{literal: k})
		}
		rest = rest[run:]
	}
	if len(seen) != len(letters) || strings.Trim(letters, seen) != "" {
		return nil, fmt.Errorf("the layout %q does not hold each of %q once", s, letters)
	}
	return l, nil
}

// parse reads a date; a month or a year has the month or the day 1. It reports
// false if the text does not have the form.
func (l layout) parse(b []byte) (y, m, d int, ok bool) {
	m, d = 1, 1
	for _, p := range l {
		if p.kind == 0 {
			if len(b) == 0 || b[0] != p.literal {
				return 0, 0, 0, false
			}
			b = b[1:]
			continue
		}
		n, value := 0, 0
		for n < len(b) && n < p.most && b[n]-'0' <= 9 {
			value = value*10 + int(b[n]-'0')
			n++
		}
		if n < p.least {
			return 0, 0, 0, false
		}
		b = b[n:]
		switch p.kind {
		case 'y':
			y = value
		case 'm':
			m = value
		default:
			d = value
		}
	}
	return y, m, d, len(b) == 0
}
