package extract

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// A check is a check of the contract, bound to columns of the snapshot.
type check struct {
	contract.Check
	columns []int
	measure int // SumEquals: the column that is summed.
	keys    []int
}

// bindChecks finds the columns of the checks.
func (p *plan) bindChecks(c *contract.Contract) error {
	for _, k := range c.Checks {
		x := check{Check: k, measure: -1}
		for _, name := range k.Columns {
			i := p.find(name)
			if i < 0 {
				return fmt.Errorf("a check names the column %q, which does not exist", name)
			}
			x.columns = append(x.columns, i)
		}
		switch k.Kind {
		case contract.NotAfter, contract.AtMost:
			if len(x.columns) != 2 {
				return fmt.Errorf("a check compares two columns, not %d", len(x.columns))
			}
			a, b := p.columns[x.columns[0]], p.columns[x.columns[1]]
			if k.Kind == contract.NotAfter && !(a.isDate() && b.isDate()) || k.Kind == contract.AtMost && !(a.isNumber() && b.isNumber()) {
				return fmt.Errorf("a check cannot compare the columns %q and %q", a.Name, b.Name)
			}
		case contract.SumEquals:
			if x.measure = p.find(c.Measure); x.measure < 0 || !p.columns[x.measure].isNumber() || len(p.totals) == 0 || c.Wide != nil {
				return fmt.Errorf("a check of totals needs a measure and totals in an extract that is not wide")
			}
			x.keys = x.groupColumns(p)
		}
		p.checks = append(p.checks, x)
	}
	return nil
}

// groupColumns returns the columns in which a total row and its details agree:
// first those that mark totals, in their order, then those of the check.
func (k *check) groupColumns(p *plan) []int {
	var out []int
	for _, t := range p.totals {
		out = append(out, t.index)
	}
	for _, i := range k.columns {
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// check runs the checks on a row that was appended.
func (w *worker) check(r *row) {
	for i, k := range w.plan.checks {
		switch k.Kind {
		case contract.Unique:
			w.scratch = keyOf(w.scratch[:0], w.plan, r.values, k.columns)
			r.b.result.unique[i] = append(r.b.result.unique[i], uniqueKey{hashOf(w.scratch), r.index})
		case contract.NotAfter, contract.AtMost:
			w.compare(r, k)
		case contract.SumEquals:
			w.scratch = keyOf(w.scratch[:0], w.plan, r.values, k.keys)
			if w.sums[i] == nil {
				w.sums[i] = groupSums{}
			}
			if !w.sums[i].add(w.scratch, k.keys, w.plan, r.values, r.values[k.measure].n) {
				r.b.result.overflow = true
			}
		}
	}
}

// place returns where the value of a column stands in the file.
func place(p *plan, file string, b *batch, x record, column int) diag.Pos {
	if f := p.columns[column].fields; len(f) > 0 {
		return placeOf(file, b.text, x, b.spans[int(x.first)+f[0]])
	}
	return diag.Pos{File: file, Line: int(x.line), Col: 1}
}

// compare checks that one value is not after, or not greater than, another.
func (w *worker) compare(r *row, k check) {
	a, b := r.values[k.columns[0]], r.values[k.columns[1]]
	if !a.known || !b.known {
		return
	}
	x, y := w.plan.columns[k.columns[0]], w.plan.columns[k.columns[1]]
	f, word := fault{code: "X063", check: true}, "greater than"
	order := cmp.Compare(a.n, b.n)
	if k.Kind == contract.NotAfter {
		f.code, word = "X062", "after"
	} else if x.Scale != y.Scale {
		order = scaled(a.n, y.Scale).Cmp(scaled(b.n, x.Scale))
	}
	if order <= 0 {
		return
	}
	field := 0
	if len(x.fields) > 0 {
		field = x.fields[0]
	}
	w.report(r.b, r.x, field, f, func() string {
		return fmt.Sprintf("column %q is %s column %q", x.Name, word, y.Name)
	})
}

// scaled returns n × 10^scale.
func scaled(n int64, scale uint8) *big.Int {
	x := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	return x.Mul(x, big.NewInt(n))
}

// groupSums are the sums of the measure over details, by key.
type groupSums map[string]*groupSum

type groupSum struct {
	parts [][]byte // The key of each group column alone.
	sum   *big.Int
}

// add adds a detail. It reports false if there are too many groups.
func (g groupSums) add(key []byte, columns []int, p *plan, values []value, n int64) bool {
	s, ok := g[string(key)]
	if !ok {
		if len(g) >= MaxGroups {
			return false
		}
		s = &groupSum{sum: new(big.Int)}
		for _, i := range columns {
			s.parts = append(s.parts, keyOf(nil, p, values, []int{i}))
		}
		g[string(key)] = s
	}
	s.sum.Add(s.sum, big.NewInt(n))
	return true
}

// A totalRow is a total as it stands in the file.
type totalRow struct {
	check int
	mask  uint32 // The totals columns that hold a total value.
	parts [][]byte
	sum   int64
	pos   diag.Pos
}

// noteTotal reads what the checks of totals need of a total row.
func (w *worker) noteTotal(r *row, mask uint32) {
	for n, k := range w.plan.checks {
		if k.Kind != contract.SumEquals {
			continue
		}
		t := totalRow{check: n, mask: mask, pos: place(w.plan, w.file, r.b, r.x, k.measure)}
		v := r.read(k.measure)
		if !v.known {
			continue
		}
		t.sum = v.n
		for j, i := range k.keys {
			if j < len(w.plan.totals) && mask&(1<<j) != 0 {
				t.parts = append(t.parts, nil)
				continue
			}
			r.values[i] = r.read(i)
			t.parts = append(t.parts, keyOf(nil, w.plan, r.values, []int{i}))
		}
		if !r.bad {
			r.b.result.totals = append(r.b.result.totals, t)
		}
	}
}

// checkTotals compares every total row with the sum of its details: the kept
// rows that agree with it in every group column in which it holds no total
// value.
func (r *run) checkTotals(rows []totalRow, sums []groupSums) {
	type id struct {
		check int
		mask  uint32
	}
	margins := map[id]map[string]*big.Int{}
	for _, t := range rows {
		k := id{t.check, t.mask}
		if margins[k] == nil {
			margins[k] = map[string]*big.Int{}
			for _, s := range sums[t.check] {
				key := marginKey(s.parts, t.mask)
				if margins[k][key] == nil {
					margins[k][key] = new(big.Int)
				}
				margins[k][key].Add(margins[k][key], s.sum)
			}
		}
		sum := margins[k][marginKey(t.parts, t.mask)]
		if sum == nil {
			sum = new(big.Int)
		}
		if sum.Cmp(big.NewInt(t.sum)) != 0 {
			c := r.plan.columns[r.plan.checks[t.check].measure]
			r.note(listed{diag.Diagnostic{
				Pos: t.pos, Code: "X064", Hint: "rejected rows are missing from the details",
				Message: fmt.Sprintf("column %q: the total is %s, the sum of its details %s", c.Name, decimals(big.NewInt(t.sum), c), decimals(sum, c)),
			}, true})
		}
	}
}

// marginKey joins the parts of a key that are no totals.
func marginKey(parts [][]byte, mask uint32) string {
	var key []byte
	for i, p := range parts {
		if i >= 32 || mask&(1<<i) == 0 {
			key = append(key, p...)
		}
	}
	return string(key)
}

// decimals writes a scaled number with its point.
func decimals(n *big.Int, c *column) string {
	if c.Type != contract.Decimal || c.Scale == 0 {
		return n.String()
	}
	digits := new(big.Int).Abs(n).String()
	digits = strings.Repeat("0", max(0, int(c.Scale)+1-len(digits))) + digits
	cut := len(digits) - int(c.Scale)
	sign := ""
	if n.Sign() < 0 {
		sign = "-"
	}
	return sign + digits[:cut] + "." + digits[cut:]
}
