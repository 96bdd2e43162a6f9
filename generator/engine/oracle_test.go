package engine

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/period"
)

// groupPlainly answers q over rows in memory: the meaning of a query, written down a
// second time as plainly as possible.
func groupPlainly(rows [][]cell, q Query) []Row {
	groups := map[string][][]cell{}
	for _, r := range rows {
		if keeps(r, q.Where) {
			var id strings.Builder
			for _, k := range q.Keys {
				fmt.Fprintf(&id, "%v|", sortable(k, value(r, k.Column)))
			}
			groups[id.String()] = append(groups[id.String()], r)
		}
	}
	if len(q.Keys) == 0 && len(groups) == 0 {
		groups[""] = nil
	}
	var out []Row
	for _, members := range groups {
		out = append(out, summarise(members, q))
	}
	slices.SortFunc(out, func(a, b Row) int {
		for i, k := range q.Keys {
			if c := compare(k, a.Keys[i], b.Keys[i]); c != 0 {
				return c
			}
		}
		return 0
	})
	return out
}

func summarise(members [][]cell, q Query) Row {
	r := Row{Keys: []Text{}, Count: int64(len(members)), Sums: []int64{}, Distinct: []int64{}, Known: []int64{}}
	for _, k := range q.Keys {
		r.Keys = append(r.Keys, sortable(k, value(members[0], k.Column)))
	}
	for _, name := range q.Sums {
		var sum int64
		for _, m := range members {
			if n, ok := value(m, name).(int64); ok {
				sum += n
			}
		}
		r.Sums = append(r.Sums, sum)
	}
	for _, name := range q.Distinct {
		seen := map[cell]bool{}
		for _, m := range members {
			if v := value(m, name); v != nil {
				seen[v] = true
			}
		}
		r.Distinct = append(r.Distinct, int64(len(seen)))
	}
	for _, name := range q.Known {
		var n int64
		for _, m := range members {
			if value(m, name) != nil {
				n++
			}
		}
		r.Known = append(r.Known, n)
	}
	return r
}

// compare orders keys: null first, numbers by value, all else by bytes.
func compare(k Key, a, b Text) int {
	if a.Valid != b.Valid {
		return map[bool]int{true: 1, false: -1}[a.Valid]
	}
	if k.Column == "persons" && a.Valid {
		x, _ := new(big.Int).SetString(a.Value, 10)
		y, _ := new(big.Int).SetString(b.Value, 10)
		return x.Cmp(y)
	}
	return cmp.Compare(a.Value, b.Value)
}

func value(r []cell, column string) cell {
	for i, c := range fixtureColumns {
		if c.name == column {
			return r[i]
		}
	}
	panic("no column " + column)
}

func sortable(k Key, v cell) Text {
	switch v := v.(type) {
	case string:
		return Text{v, true}
	case int64:
		return Text{strconv.FormatInt(v, 10), true}
	case time.Time:
		if k.Month {
			return Text{v.Format("2006-01"), true}
		}
		return Text{v.Format(time.DateOnly), true}
	}
	return Text{}
}

func keeps(r []cell, where []Condition) bool {
	for _, c := range where {
		v := value(r, c.Column)
		var in bool
		switch {
		case c.Months != (period.Span{}):
			d, ok := v.(time.Time)
			in = ok && c.Months.Contains(period.Of(d.Year(), int(d.Month())))
		case c.Known:
			in = v != nil
		case c.Each:
			s, ok := v.(string)
			for _, code := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '>' }) {
				in = in || ok && slices.Contains(c.Values, code)
			}
		default:
			in = v != nil && slices.Contains(c.Values, sortable(Key{}, v).Value)
		}
		if in == c.Not {
			return false
		}
	}
	return true
}

var (
	crimes  = []cell{nil, "THB", "SOM", "thb", "É", "z"}
	means   = []cell{nil, "", "debt", "violence", "debt;violence", "violence;debt", "debts", "de"}
	routes  = []cell{nil, "NGA", "NGA>ITA", "NGA>LBY>ITA", "ITA>NGA", "LBY>LBY"}
	persons = []cell{nil, int64(0), int64(1), int64(2), int64(10), int64(-3), int64(1) << 60}
	days    = []cell{nil, on("1999-12-31"), on("2024-02-29"), on("2024-03-01"), on("2025-01-31"), on("2025-02-01")}
	domains = [][]cell{crimes, means, routes, persons, days, days}
)

func drawRows(t *rapid.T) [][]cell {
	rows := make([][]cell, rapid.IntRange(0, 30).Draw(t, "rows"))
	for i := range rows {
		for _, d := range domains {
			rows[i] = append(rows[i], rapid.SampledFrom(d).Draw(t, "cell"))
		}
	}
	return rows
}

func drawQuery(t *rapid.T) Query {
	var q Query
	names := make([]string, len(fixtureColumns))
	for i, c := range fixtureColumns {
		names[i] = c.name
	}
	for range rapid.IntRange(0, 3).Draw(t, "keys") {
		k := Key{Column: rapid.SampledFrom(names).Draw(t, "key")}
		k.Month = strings.HasSuffix(k.Column, "_on") && rapid.Bool().Draw(t, "month")
		q.Keys = append(q.Keys, k)
	}
	for range rapid.IntRange(0, 2).Draw(t, "conditions") {
		q.Where = append(q.Where, drawCondition(t, names))
	}
	if rapid.Bool().Draw(t, "sum") {
		q.Sums = []string{"persons"}
	}
	q.Distinct = rapid.SliceOfN(rapid.SampledFrom(names), 0, 2).Draw(t, "distinct")
	q.Known = rapid.SliceOfN(rapid.SampledFrom(names), 0, 2).Draw(t, "known")
	return q
}

func drawCondition(t *rapid.T, names []string) Condition {
	i := rapid.IntRange(0, len(names)-1).Draw(t, "column")
	c := Condition{Column: names[i]}
	if fixtureColumns[i].kind == day && rapid.Bool().Draw(t, "months") {
		first := period.Of(2024, rapid.IntRange(1, 12).Draw(t, "first"))
		c.Months = period.Span{First: first, Last: first + period.Month(rapid.IntRange(0, 13).Draw(t, "length"))}
		return c
	}
	c.Not = rapid.Bool().Draw(t, "not")
	if c.Known = rapid.Bool().Draw(t, "known"); c.Known {
		return c
	}
	c.Each = fixtureColumns[i].kind == text && rapid.Bool().Draw(t, "each")
	for _, v := range rapid.SliceOfN(rapid.SampledFrom(domains[i]), 0, 3).Draw(t, "values") {
		if v != nil {
			c.Values = append(c.Values, sortable(Key{}, v).Value)
		}
	}
	if c.Each && rapid.Bool().Draw(t, "codes") {
		c.Values = append(c.Values, rapid.SampledFrom([]string{"debt", "LBY", "ITA", "de", ""}).Draw(t, "code"))
	}
	return c
}

func TestDuckDBEqualsThePlainMeaning(t *testing.T) {
	type opened struct {
		rows  [][]cell
		table Engine
		view  Engine
	}
	var all []opened
	for seed := range 8 {
		rows := rapid.Custom(drawRows).Example(seed)
		path := writeSnapshot(t, rows)
		all = append(all, opened{rows, open(t, path, Options{}), open(t, path, Options{TableMiB: -1})})
	}
	rapid.Check(t, func(t *rapid.T) {
		o := rapid.SampledFrom(all).Draw(t, "snapshot")
		q := drawQuery(t)
		want := groupPlainly(o.rows, q)
		for _, e := range []Engine{o.table, o.view} {
			got, err := e.Group(context.Background(), q)
			if err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
			if d := gocmp.Diff(want, got); d != "" {
				t.Fatalf("%+v (-want +got)\n%s", q, d)
			}
		}
	})
}
