package release

import (
	"htsm/generator/num"
	"htsm/generator/table"
)

// Tests counts the tests behind the figures of a table. The zero Tests, whose
// values are Missing, stands for a table without a test.
type Tests struct {
	Run    Value
	Before Value // Flagged by their own p.
	After  Value // Flagged after adjustment over the edition.
}

// Any reports whether there was a test.
func (t Tests) Any() bool { return t.Run.status != Missing }

// testedFrom is the smallest count from which a change is tested (honesty
// contract of this project). A threshold above it lets the number of tests tell
// on which side of it a suppressed count lies.
const testedFrom = 20

// tests counts the tests of a table. How many were flagged is suppressed if a
// figure that was tested is: the flagged ones that are shown would leave over
// what its test says. A withheld table shows none of the three.
func (p Policy) tests(t *table.Table, hidden [][]bool, withheld bool) Tests {
	if t.Family.Run == 0 {
		return Tests{}
	}
	number := func(n int64, hide bool) Value {
		if hide || p.Threshold <= 0 {
			return Value{status: Suppressed}
		}
		return Value{status: Published, number: num.Int(n)} // Tests, not people.
	}
	secret, some := withheld, withheld
	for i, row := range t.Cells {
		for j, c := range row {
			secret = secret || hidden[i][j] && c.Test.Done
			some = some || hidden[i][j] && p.Threshold > testedFrom
		}
	}
	return Tests{Run: number(t.Family.Run, some), Before: number(t.Family.Before, secret), After: number(t.Family.After, secret)}
}

// TestsOf sums the tests of tables. A sum with a suppressed part is suppressed,
// since the other parts would give it away.
func TestsOf(tables []*Table) Tests {
	sum := func(of func(Tests) Value) Value {
		total, any := int64(0), false
		for _, t := range tables {
			v := of(t.Tests)
			switch v.status {
			case Published:
				total, any = total+v.number.Units(), true
			case Suppressed:
				return Value{status: Suppressed}
			case Missing, CountOnly, Undefined, SmallPast:
			}
		}
		if !any {
			return Value{}
		}
		return Value{status: Published, number: num.Int(total)}
	}
	return Tests{
		Run:    sum(func(t Tests) Value { return t.Run }),
		Before: sum(func(t Tests) Value { return t.Before }),
		After:  sum(func(t Tests) Value { return t.After }),
	}
}
