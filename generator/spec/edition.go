package spec

import (
	"strings"
	"time"

	"htsm/generator/period"
	"htsm/generator/posyaml"
)

// A Contact is whom readers ask about a report. The zero Contact was not
// given.
type Contact struct {
	Name  Words // A unit or a function.
	Email Text  // Of the form name@host.
	Phone Text  // In the international form of ITU-T E.123: +32 2 555 01 00.
}

// A Next says when the edition that follows an edition comes out. The zero
// Next: in the month after the period that the next edition covers.
type Next struct {
	None  bool   // No edition follows.
	Day   Number // Of the month; not set: only the month is known.
	After Number // The months between the period and the day; not set: 1.
	Dates []Date // Days that differ, by the period that the next edition covers.
}

// A Date is the day on which the edition of one period comes out.
type Date struct {
	Period Text // As 2026-10, 2026-Q3 or 2026.
	Day    Text // As 2026-11-15.
}

// The patterns are no wider than what may stand in an address behind mailto:
// and tel: as it is.
const (
	emailPattern = `^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}([.][A-Za-z0-9][A-Za-z0-9-]{0,62}){1,8}$`
	phonePattern = `^[+][1-9][0-9]{0,2}( [0-9]{1,12}){1,6}$`
)

func contactType() posyaml.Type[Contact] {
	return posyaml.Object[Contact]{
		Name: "contact",
		Doc:  "Whom readers ask about the report: a unit or a function with its own address, not a person.",
		Some: []string{"email", "phone"},
		Fields: []posyaml.Field[Contact]{
			{
				Name: "name", Required: true,
				Doc:   "The unit or function that answers.",
				Value: posyaml.In(wordsType(), func(c *Contact) *Words { return &c.Name }),
			},
			{
				Name:  "email",
				Doc:   "Its e-mail address.",
				Value: posyaml.In(posyaml.Match("an e-mail address such as thb-analysis@police.example", emailPattern), func(c *Contact) *Text { return &c.Email }),
			},
			{
				Name:  "phone",
				Doc:   "Its telephone number in the international form.",
				Value: posyaml.In(posyaml.Match("a telephone number such as +32 2 555 01 00", phonePattern), func(c *Contact) *Text { return &c.Phone }),
			},
		},
	}.Type()
}

func nextType() posyaml.Type[Next] {
	none := posyaml.Convert(posyaml.OneOf("none"), func(Text) Next { return Next{None: true} })
	when := posyaml.Object[Next]{
		Name: "next",
		Doc:  "When the next edition comes out.",
		Some: []string{"day", "after", "dates"},
		Fields: []posyaml.Field[Next]{
			{
				Name:  "day",
				Doc:   "The day of the month. Without it editions name the month only.",
				Value: posyaml.In(posyaml.Whole(1, 28), func(n *Next) *Number { return &n.Day }),
			},
			{
				Name: "after", Default: "1",
				Doc:   "The number of months after the last one of the period that the next edition covers.",
				Value: posyaml.In(posyaml.Whole(1, 24), func(n *Next) *Number { return &n.After }),
			},
			{
				Name:  "dates",
				Doc:   "Days that differ from the rule, by the period that the next edition covers.",
				Value: posyaml.In(datesType(), func(n *Next) *[]Date { return &n.Dates }),
			},
		},
	}.Type()
	return posyaml.Choice(none, when)
}

func datesType() posyaml.Type[[]Date] {
	of := posyaml.Match("a period such as 2026-10, 2026-Q3 or 2026", `^[1-9][0-9]{3}(-(Q[1-4]|0[1-9]|1[0-2]))?$`)
	day := posyaml.Match("a day such as 2026-11-15", `^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$`)
	return posyaml.Convert(posyaml.MapOf(of, day), func(all []posyaml.Entry[Text]) []Date {
		var out []Date
		for _, e := range all {
			out = append(out, Date{Period: e.Key, Day: e.Value})
		}
		return out
	})
}

// next refuses days that no edition can come out on: those of no calendar, of
// a period of another length, and before the end of the period.
func (c *checker) next(r *Report) {
	for _, d := range r.Next.Dates {
		if d.Period.Value == "" || d.Day.Value == "" {
			continue // Reported where it was read.
		}
		span, err := period.Parse(d.Period.Value)
		if err != nil || span.Months() != r.Grain.Months() {
			c.errorf(d.Period.Pos, "S008", "name the "+r.Grain.String()+" that the next edition covers", "%s is not a %s, which editions of this report cover", d.Period.Value, r.Grain)
			continue
		}
		if _, err := time.Parse(time.DateOnly, d.Day.Value); err != nil {
			c.errorf(d.Day.Pos, "S008", "write a day of the calendar such as 2026-11-15", "there is no day %s", d.Day.Value)
			continue
		}
		if last := span.Last.String(); strings.Compare(d.Day.Value[:len(last)], last) <= 0 {
			c.errorf(d.Day.Pos, "S008", "write the day on which the edition comes out", "the edition of %s cannot come out on %s, before the period is over", d.Period.Value, d.Day.Value)
		}
	}
}

// On returns when the edition comes out that follows one of span: the period
// that it covers and its day as an ISO date, or only the month of it if no day
// is known. It reports false if no edition follows.
func (n Next) On(span period.Span) (covers period.Span, day string, month period.Month, ok bool) {
	if n.None {
		return period.Span{}, "", 0, false
	}
	covers = span.Shift(span.Months())
	for _, d := range n.Dates {
		if d.Period.Value == covers.String() {
			m, err := period.ParseMonth(d.Day.Value[:len("2006-01")])
			return covers, d.Day.Value, m, err == nil
		}
	}
	month = covers.Last + 1
	if n.After.Set {
		month = covers.Last + period.Month(n.After.Value)
	}
	if n.Day.Set {
		day = time.Date(month.Year(), time.Month(month.Number()), int(n.Day.Value), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	return covers, day, month, true
}
