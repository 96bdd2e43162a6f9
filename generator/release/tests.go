package release

import (
	"htsm/generator/num"
	"htsm/generator/table"
)

// Tests counts the tests behind the figures of a table. The zero Tests, whose
// values are Missing, stands for a table without a test.
type Tests struct {
	Run      Value
	Withheld Value // Of these, behind figures that are suppressed.
	Before   Value // Of the others, flagged by their own p.
	After    Value // Of the others, flagged after adjustment over the edition.
}

// Any reports whether there was a test.
func (t Tests) Any() bool { return t.Run.status != Missing }

// testedFrom is the smallest count from which a change is tested (honesty
// contract of this project). A threshold above it lets the number of tests tell
// on which side of it a suppressed count lies.
const testedFrom = 20

// tests counts the tests of a table. Those of suppressed figures count as run
// and never as flagged, so that the numbers tell nothing of what they say; of a
// withheld table no number of flagged tests is shown.
func (p Policy) tests(t *table.Table, hidden [][]bool, withheld bool) Tests {
	if t.Family.Run == 0 {
		return Tests{}
	}
	f, behind := t.Family, int64(0)
	for i, row := range t.Cells {
		for j, c := range row {
			if !hidden[i][j] || !c.Test.Done {
				continue
			}
			behind++
			if c.Test.Before {
				f.Before--
			}
			if c.Test.After {
				f.After--
			}
		}
	}
	if withheld {
		behind = f.Run
	}
	number := func(n int64, hide bool) Value {
		if hide || p.Threshold <= 0 {
			return Value{status: Suppressed}
		}
		return Value{status: Published, number: num.Int(n)} // Tests, not people.
	}
	telling := p.Threshold > testedFrom && (withheld || anyHidden(hidden))
	return Tests{
		Run: number(f.Run, telling), Withheld: number(behind, telling),
		Before: number(f.Before, withheld), After: number(f.After, withheld),
	}
}

// TestsOf sums the tests of tables. The numbers of tests that were run and that
// are behind suppressed figures are suppressed if a part is; those of flagged
// ones leave withheld tables out.
func TestsOf(tables []*Table) Tests {
	var all Tests
	for _, t := range tables {
		if !t.Tests.Any() {
			continue
		}
		all.Run, all.Withheld = plus(all.Run, t.Tests.Run), plus(all.Withheld, t.Tests.Withheld)
		all.Before, all.After = plusShown(all.Before, t.Tests.Before), plusShown(all.After, t.Tests.After)
	}
	return all
}

// plus adds b to a, which is Missing at first.
func plus(a, b Value) Value {
	switch {
	case a.status == Missing:
		return b
	case a.status != Published || b.status != Published:
		return Value{status: Suppressed}
	}
	return Value{status: Published, number: num.Int(a.number.Units() + b.number.Units())}
}

// plusShown adds b to a if both are shown, and is that of the two that is.
func plusShown(a, b Value) Value {
	if b.status != Published && a.status == Published {
		return a
	}
	if a.status != Published {
		return b
	}
	return plus(a, b)
}
