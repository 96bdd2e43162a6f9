package contract

import (
	"path"
	"slices"
	"strings"
	"time"

	"htsm/generator/diag"
	"htsm/generator/period"
)

// rowsWord stands for the number of rows where a measure is asked for, so no
// column may have this name.
const rowsWord = "rows"

// A checker looks at what no single field shows. Fields that could not be
// read are zero and draw nothing more.
type checker struct {
	*draft
	diags  *diag.List
	failed bool
}

func (c *checker) errorf(pos diag.Pos, code diag.Code, hint, format string, args ...any) {
	c.failed = true
	c.diags.Errorf(pos, code, hint, format, args...)
}

func (c *checker) contract(file string) {
	want, ok := strings.CutSuffix(path.Base(file), ".contract.yaml")
	switch {
	case c.name.Value == "":
	case !ok:
		c.errorf(diag.Pos{File: file}, "C001", "rename the file to "+c.name.Value+".contract.yaml", "the name of a contract file ends in .contract.yaml")
	case c.name.Value != want:
		c.errorf(c.name.Pos, "C001", "write contract: "+want+", or rename the file", "the contract is called %q but its file %q", c.name.Value, path.Base(file))
	}
	if wrong := unsafe(c.source.path.Value); c.source.path.Value != "" && wrong != "" {
		c.errorf(c.source.path.Pos, "C002", "write a path below the folder of the contract, such as extracts/2026-10.csv", "the path %q cannot be used: %s", c.source.path.Value, wrong)
	}
	unset := c.source.delimiter == text{}
	if d := c.source.decimal; d.Value == "," && (unset || c.source.delimiter.Value == ",") {
		c.errorf(d.Pos, "C003", "state the delimiter of the file, such as \";\"", "the delimiter and the decimal sign are both commas")
	}
	if t := c.extracted; t.Value != "" {
		if _, err := time.Parse(time.DateOnly, t.Value); err != nil {
			c.errorf(t.Pos, "C004", "", "there is no day %s", t.Value)
		}
	}
	c.allColumns()
	c.roles()
	c.wideColumns()
	c.sums()
	c.people()
	for i := range c.checks {
		c.check(&c.checks[i])
	}
}

// column returns the column that a reference names. It reports one that does
// not exist; a reference that was not given or not read draws nothing.
func (c *checker) column(ref text) (*column, bool) {
	if ref.Value == "" {
		return nil, false
	}
	var known []string
	for i := range c.columns {
		if e := &c.columns[i]; e.Key.Value == ref.Value {
			return &e.Value, e.Value.kind.Value != ""
		}
		known = append(known, c.columns[i].Key.Value)
	}
	if len(known) > 0 {
		c.errorf(ref.Pos, "C005", diag.Nearest(ref.Value, "known columns", known), "there is no column %q", ref.Value)
	}
	return nil, false
}

// must reports a reference whose column has none of the types. It returns the
// column if all is well.
func (c *checker) must(ref text, role string, types ...Type) (*column, bool) {
	col, ok := c.column(ref)
	if !ok {
		return nil, false
	}
	if !slices.Contains(types, typeOf(col.kind)) {
		c.errorf(ref.Pos, "C006", "", "%s must be a column of type %s; %q is of type %s", role, words(types), ref.Value, col.kind.Value)
		return nil, false
	}
	return col, true
}

// words lists types in a sentence.
func words(types []Type) string {
	var out []string
	for _, t := range types {
		out = append(out, Names()[t])
	}
	last := len(out) - 1
	if last == 0 {
		return out[0]
	}
	return strings.Join(out[:last], ", ") + " or " + out[last]
}

// roles checks the columns that have a part in every statistic.
func (c *checker) roles() {
	open := func(col *column, ok bool, ref text, role string) {
		if ok && col.identifying.Value {
			c.errorf(ref.Pos, "C007", "use another column, or remove identifying if it tells nobody", "%s cannot be the identifying column %q", role, ref.Value)
		}
	}
	date, ok := c.must(c.date, "the reference date", Date, Month, Year)
	open(date, ok, c.date, "the reference date")
	reported, ok := c.must(c.reported, "the date of entry", Date, Month)
	open(reported, ok, c.reported, "the date of entry")
	reporter, ok := c.must(c.reporter, "the reporter", Code, Text)
	open(reporter, ok, c.reporter, "the reporter")
	if c.measure.Value != rowsWord {
		measure, ok := c.must(c.measure, "the measure", Integer)
		open(measure, ok, c.measure, "the measure")
	}
}

func (c *checker) wideColumns() {
	if c.wide == nil {
		return
	}
	if len(c.wide.columns) > 0 {
		first := grainOf(c.wide.columns[0].Value)
		for _, h := range c.wide.columns {
			if grainOf(h.Value) != first {
				c.errorf(h.Pos, "C008", "make a contract for each length of period", "%q is not as long as %q", h.Value, c.wide.columns[0].Value)
			}
		}
		want := Month
		if first == period.Yearly.Months() {
			want = Year
		}
		c.must(c.wide.period, "the period of these columns", want)
	}
	c.must(c.wide.value, "the value of a wide extract", Integer, Decimal)
	for _, ref := range []text{c.wide.period, c.wide.value} {
		if col, ok := c.column(ref); ok && col.header.Value != "" {
			c.errorf(col.header.Pos, "C009", "remove it", "the column %q is made of the wide columns and has no header", ref.Value)
		}
	}
}

// grainOf returns the number of months of a period in text form.
func grainOf(s string) int {
	span, err := period.Parse(s)
	if err != nil {
		return 0
	}
	return span.Months()
}

// sums checks the rows that already are totals.
func (c *checker) sums() {
	for _, t := range c.totals {
		c.column(t.column)
	}
}

// people checks the population lists.
func (c *checker) people() {
	seen := map[string]bool{}
	for _, p := range c.populations {
		c.must(p.column, "the column of a population list", Code)
		if wrong := unsafe(p.path.Value); p.path.Value != "" && wrong != "" {
			c.errorf(p.path.Pos, "C002", "write a path below the folder of the contract, such as population.csv", "the path %q cannot be used: %s", p.path.Value, wrong)
		}
		if seen[p.column.Value] {
			c.errorf(p.column.Pos, "C022", "put all figures into one file", "the column %q has two population lists", p.column.Value)
		}
		seen[p.column.Value] = true
	}
}

func (c *checker) check(k *check) {
	for _, ref := range k.unique {
		c.column(ref)
	}
	if k.rows != nil && k.rows.most.Set && k.rows.most.Value < k.rows.least.Value {
		c.errorf(k.rows.most.Pos, "C010", "", "the most, %d, is less than the least, %d", k.rows.most.Value, k.rows.least.Value)
	}
	if _, ok := c.column(k.sumEquals); ok {
		named := func(t totals) bool { return t.column.Value == k.sumEquals.Value }
		if !slices.ContainsFunc(c.totals, named) {
			c.errorf(k.sumEquals.Pos, "C011", "list its total rows under totals:", "no total rows are known of the column %q", k.sumEquals.Value)
		}
	}
	c.pair(k, k.notAfter, "not-after", Date, Month, Year)
	c.pair(k, k.atMost, "at-most", Integer, Decimal)
}

// pair checks that a comparison has two columns of one type.
func (c *checker) pair(k *check, refs []text, name string, types ...Type) {
	if refs == nil {
		return
	}
	if len(refs) != 2 {
		c.errorf(k.pos, "C012", "", "%s compares two columns, not %d", name, len(refs))
		return
	}
	a, okA := c.must(refs[0], name, types...)
	b, okB := c.must(refs[1], name, types...)
	if okA && okB && (a.kind.Value != b.kind.Value || a.digits() != b.digits()) {
		c.errorf(refs[1].Pos, "C012", "give both columns the same type and scale", "%q and %q cannot be compared", refs[0].Value, refs[1].Value)
	}
}
