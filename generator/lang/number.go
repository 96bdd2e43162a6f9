package lang

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"htsm/generator/head"
	"htsm/generator/num"
)

// signs are the marks that a language puts into numbers.
type signs struct {
	decimal, group, minus, plus string
	groupFrom                   int // The fewest integer digits that are grouped.
}

// Number returns d with the decimal sign, the groups of three digits and the
// minus sign of the language.
func (l *Locale) Number(d num.Decimal) string { return l.Isolate(l.number(d, "")) }

// Signed returns d like [Locale.Number], with a plus sign before a number
// above zero. Zero has no sign.
func (l *Locale) Signed(d num.Decimal) string { return l.Isolate(l.number(d, l.signs.plus)) }

// Percent returns a number of per cent with its sign, such as "43.8%".
func (l *Locale) Percent(d num.Decimal) string { return l.percent(l.number(d, "")) }

// percent writes a number with its sign of per cent. The two stay together,
// so the number is not set apart by itself.
func (l *Locale) percent(number string) string {
	return l.Isolate(l.write("number.percent", plural.Other, []string{"n", number}))
}

// Value returns a number as a figure of the measure m is written: a share and
// a change, which are numbers of per cent, with the sign of per cent; a change
// and a difference with plus or minus, that of shares with its unit; an amount with its currency; all others
// as they are.
func (l *Locale) Value(m head.Measure, d num.Decimal) string {
	switch m.Quantity {
	case head.Count, head.Mean, head.Index, head.Estimate, head.Rate, head.Probability:
		return l.Number(d)
	case head.Share:
		return l.Percent(d)
	case head.Change:
		return l.percent(l.number(d, l.signs.plus))
	case head.Difference:
		return l.Signed(d)
	case head.Points:
		return l.Text("number.points", "n", l.Signed(d))
	case head.Amount:
		return l.Text("number.amount", "n", l.Number(d), "currency", m.Currency)
	}
	panic("lang: unknown quantity")
}

func (l *Locale) number(d num.Decimal, plus string) string {
	whole, frac, negative := d.Digits()
	b := make([]byte, 0, 64)
	switch {
	case negative:
		b = append(b, l.signs.minus...)
	case d.Sign() > 0:
		b = append(b, plus...)
	}
	grouped := len(whole) >= l.signs.groupFrom
	for i := range len(whole) {
		if grouped && i > 0 && (len(whole)-i)%3 == 0 {
			b = append(b, l.signs.group...)
		}
		b = append(b, whole[i])
	}
	if frac != "" {
		b = append(b, l.signs.decimal...)
		b = append(b, frac...)
	}
	return string(b)
}

// category returns the plural category of d (Unicode LDML part 3, Language
// Plural Rules, with the operands i, v, w, f and t).
func category(tag language.Tag, d num.Decimal) plural.Form {
	whole, frac, _ := d.Digits()
	short := frac
	for short != "" && short[len(short)-1] == '0' {
		short = short[:len(short)-1]
	}
	return plural.Cardinal.MatchPlural(tag, operand(whole), len(frac), len(short), operand(frac), operand(short))
}

// operand returns a run of digits as a number modulo 10,000,000, which is all
// that plural rules look at.
func operand(digits string) int {
	n := 0
	for i := range len(digits) {
		n = (n*10 + int(digits[i]-'0')) % 10_000_000
	}
	return n
}
