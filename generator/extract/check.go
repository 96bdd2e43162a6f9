package extract

import (
	"fmt"
	"math/big"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// A check is a check of the contract, bound to columns of the snapshot.
type check struct {
	contract.Check
	columns []int
	measure int   // SumEquals: the column that is summed.
	groups  []int // SumEquals: the columns in which a total row and its details agree.
}

// bindChecks finds the columns of the checks.
func (r *run) bindChecks(p *plan) error {
	for _, k := range r.c.Checks {
		x := check{Check: k}
		for _, name := range k.Columns {
			i := p.find(name)
			if i < 0 {
				return fmt.Errorf("a check names the column %q, which does not exist", name)
			}
			x.columns = append(x.columns, i)
		}
		switch k.Kind {
		case contract.NotAfter, contract.AtMost:
			if len(x.columns) != 2 || p.columns[x.columns[0]].isText() || p.columns[x.columns[1]].isText() {
				return fmt.Errorf("a check compares two columns of numbers or dates, not %s", quoted(k.Columns))
			}
		case contract.SumEquals:
			if x.measure = p.find(r.c.Measure); x.measure < 0 {
				r.diags.Errorf(k.Pos, "X067", "name the measure of the extract, or remove the check", "totals can only be checked if a measure is summed")
				continue
			}
			x.groups = p.groupColumns()
		}
		p.checks = append(p.checks, x)
	}
	return nil
}

// groupColumns returns the columns that can head a total: all but numbers,
// amounts and what identifies.
func (p *plan) groupColumns() []int {
	var out []int
	for i, c := range p.columns {
		if !c.isNumber() && c.Type != contract.Amounts && !c.Identifying {
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
			w.scratch = keyOf(w.scratch[:0], w.plan, r.values, k.groups)
			if w.sums[i] == nil {
				w.sums[i] = groupSums{}
			}
			if !w.sums[i].add(w.scratch, k.groups, w.plan, r.values, r.values[k.measure].n) {
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
	if !a.known || !b.known || a.n <= b.n {
		return
	}
	x, y := w.plan.columns[k.columns[0]], w.plan.columns[k.columns[1]]
	f, word := fault{code: "X063", check: true}, "greater than"
	if k.Kind == contract.NotAfter {
		f.code, word = "X062", "after"
	}
	field := 0
	if len(x.fields) > 0 {
		field = x.fields[0]
	}
	w.report(r.b, r.x, field, f, func() string {
		return fmt.Sprintf("column %q is %s column %q", x.Name, word, y.Name)
	})
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
	open  string   // For each group column "+" if any detail may differ there, else "=".
	parts [][]byte // The key of each group column alone.
	sum   int64
	pos   diag.Pos
}

// noteTotal reads what the checks of totals need of a total row.
func (w *worker) noteTotal(r *row) {
	for n, k := range w.plan.checks {
		if r.bad || k.Kind != contract.SumEquals || !w.marks[k.columns[0]] {
			continue
		}
		r.values[k.measure] = r.read(k.measure)
		for _, i := range k.groups {
			if !w.marks[i] {
				r.values[i] = r.read(i)
			}
		}
		w.spread(r, func(r *row) {
			sum := r.values[k.measure]
			if !sum.known {
				return
			}
			t := totalRow{check: n, sum: sum.n, pos: place(w.plan, w.file, r.b, r.x, k.measure)}
			for _, i := range k.groups {
				if w.marks[i] || !r.values[i].known {
					t.open, t.parts = t.open+"+", append(t.parts, nil)
					continue
				}
				t.open, t.parts = t.open+"=", append(t.parts, keyOf(nil, w.plan, r.values, []int{i}))
			}
			r.b.result.totals = append(r.b.result.totals, t)
		})
	}
}

// checkTotals compares every total row with the sum of its details: the kept
// rows that agree with it in every group column that it fills with anything
// but a total value.
func (r *run) checkTotals(rows []totalRow, sums []groupSums) {
	type id struct {
		check int
		open  string
	}
	margins := map[id]map[string]*big.Int{}
	for _, t := range rows {
		k := id{t.check, t.open}
		if margins[k] == nil {
			if len(margins) == maxMargins {
				r.diags.Errorf(diag.Pos{File: r.file}, "X065", "fill the same columns in all total rows", "the total rows leave out columns in more than %d ways", maxMargins)
				return
			}
			margins[k] = sums[t.check].margins(t.open)
		}
		sum := margins[k][marginKey(t.parts, t.open)]
		if sum == nil {
			sum = new(big.Int)
		}
		if sum.Cmp(big.NewInt(t.sum)) == 0 {
			continue
		}
		c := r.plan.columns[r.plan.checks[t.check].measure]
		r.note(listed{diag.Diagnostic{
			Pos: t.pos, Code: "X064", Hint: "rejected rows are missing from the details",
			Message: fmt.Sprintf("column %q: the total is %d, the sum of its details %s", c.Name, t.sum, sum),
		}, true})
	}
}

// maxMargins is in how many ways total rows may leave out columns.
const maxMargins = 64

// margins returns the sums over the columns that are open.
func (g groupSums) margins(open string) map[string]*big.Int {
	out := map[string]*big.Int{}
	for _, s := range g { // In any order: sums do not depend on it.
		key := marginKey(s.parts, open)
		if out[key] == nil {
			out[key] = new(big.Int)
		}
		out[key].Add(out[key], s.sum)
	}
	return out
}

// marginKey joins the parts of a key that are not open.
func marginKey(parts [][]byte, open string) string {
	var key []byte
	for i, p := range parts {
		if open[i] == '=' {
			key = append(key, p...)
		}
	}
	return string(key)
}
