package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
)

// number returns what a cell holds for n: the number itself, and for per cent
// a hundredth of it, from the decimal digits and so without a rounding of its
// own.
func number(n num.Decimal, m head.Measure) (string, error) {
	scale := int(n.Scale())
	if m.Quantity == head.Share || m.Quantity == head.Change {
		scale += 2
	}
	if n.Units() == math.MinInt64 || max(n.Units(), -n.Units()) >= 1e15 {
		return "", &LimitError{fmt.Sprintf("the number %s has more than %d digits", n, maxDigits)}
	}
	return decimal(n.Units(), scale), nil
}

// decimal writes units of which 10 to the power of scale make one, without
// zeros at the end.
func decimal(units int64, scale int) string {
	if scale == 0 {
		return strconv.FormatInt(units, 10)
	}
	sign := ""
	if units < 0 {
		sign, units = "-", -units
	}
	digits := strconv.FormatInt(units, 10)
	if short := scale + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	whole, frac := digits[:len(digits)-scale], strings.TrimRight(digits[len(digits)-scale:], "0")
	if frac == "" {
		if whole == "0" {
			return whole
		}
		return sign + whole
	}
	return sign + whole + "." + frac
}

// numberFormat returns the format that shows the decimals of a number with
// scale fraction digits as its measure is written; the separators are those of
// the reader.
func numberFormat(m head.Measure, scale uint8) string {
	frac := ""
	if scale > 0 {
		frac = "." + strings.Repeat("0", int(scale))
	}
	switch m.Quantity {
	case head.Share:
		return "0" + frac + "%"
	case head.Change:
		f := "0" + frac + "%"
		return "+" + f + ";-" + f + ";" + f
	case head.Difference, head.Points:
		f := "#,##0" + frac
		return "+" + f + ";-" + f + ";" + f
	case head.Mean, head.Index, head.Count, head.Amount, head.Estimate, head.Rate, head.Probability:
		return "#,##0" + frac
	}
	panic("xlsx: unknown quantity")
}

// formats holds the number formats of a column by the scale of the number.
type formats [8]string

func (f *formats) of(m head.Measure, scale uint8) string {
	if int(scale) >= len(f) {
		return numberFormat(m, scale)
	}
	if f[scale] == "" {
		f[scale] = numberFormat(m, scale)
	}
	return f[scale]
}

// month returns the number that stands for the first day of the month of a
// head. It reports false for any other head.
func month(h doc.RowHead) (serial string, ok bool) {
	if h.Month == "" {
		return "", false
	}
	t, err := time.Parse("2006-01", h.Month)
	if err != nil {
		return "", false
	}
	days := int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	return strconv.Itoa(days), days > 60 // Excel counts the day 29 February 1900, which never was.
}

// monthFormat returns the format that shows a date as its month in a language.
func monthFormat(language string) string {
	tag, _, _ := strings.Cut(language, "-")
	switch tag {
	case "ar":
		return "[$-401]mmmm yyyy"
	case "en":
		return "[$-809]mmmm yyyy"
	case "es":
		return "[$-C0A]mmmm yyyy"
	case "fr":
		return "[$-40C]mmmm yyyy"
	}
	return "yyyy-mm"
}
