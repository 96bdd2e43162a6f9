package plan

import (
	"slices"
	"strconv"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// request resolves one statistic of the report. It returns nil if the kind of
// statistic does not exist.
func (c *checker) request(s spec.Statistic, where []engine.Condition) *stats.Request {
	if c.ids[s.ID.Value] {
		return nil // Package spec has reported the repetition.
	}
	c.ids[s.ID.Value] = true
	kind, ok := stats.Lookup(s.Is.Value)
	if !ok {
		var known []string
		for _, k := range stats.All() {
			known = append(known, k.Name)
		}
		c.diags.Errorf(s.Is.Pos, "P013", diag.Nearest(s.Is.Value, "statistics", known), "there is no statistic %q", s.Is.Value)
		return nil
	}
	c.options(s, kind)
	r := &stats.Request{
		ID: s.ID.Value, Statistic: kind, Top: int(s.Top.Value), Minimum: s.Minimum.Value, Currency: s.Currency.Value,
		Where: append(slices.Clone(where), c.conditions(s.Where)...),
		Unit:  c.w.Contract.Unit, Measure: c.w.Contract.Measure, Exact: c.w.Contract.Aggregated,
	}
	r.Of = c.fitting(s.Of, kind, stats.Of)
	for _, v := range s.Values {
		if text, ok := c.known(r.Of, v); ok {
			r.Values = append(r.Values, text)
		}
	}
	r.Across = c.fitting(s.Across, kind, stats.Across)
	r.Per = c.fitting(s.Per, kind, stats.Per)
	if need, ok := kind.Need(stats.By); ok && !need.Many && len(s.By) > 1 {
		c.diags.Errorf(s.By[1].Pos, "P028", "leave it out, or make a statistic for each column", "the statistic %q takes one column as by", kind.Name)
	}
	for _, b := range s.By {
		if col := c.fitting(b, kind, stats.By); col != nil {
			r.By = append(r.By, col)
		}
	}
	c.measure(s, r)
	c.window(s, r)
	c.scale(s, r)
	for _, k := range s.Compare {
		i := slices.Index(stats.Comparisons(), k.Value)
		if i < 0 {
			c.diags.Errorf(k.Pos, "P014", diag.Nearest(k.Value, "comparisons", stats.Comparisons()), "there is no comparison %q", k.Value)
			continue
		}
		r.Compare = append(r.Compare, stats.Comparison(i))
	}
	return r
}

// options reports options that the statistic does not take and those that it
// needs and lacks.
func (c *checker) options(s spec.Statistic, kind *stats.Statistic) {
	given := map[string]bool{}
	for _, o := range s.OptionPos {
		given[o.Value] = true
		if _, ok := kind.Need(stats.Option(o.Value)); !ok && !common(o.Value) {
			var known []string
			for _, n := range kind.Needs {
				known = append(known, string(n.Option))
			}
			c.diags.Errorf(o.Pos, "P015", diag.Nearest(o.Value, "options of "+kind.Name, known), "the statistic %q takes no option %q", kind.Name, o.Value)
		}
	}
	for _, n := range kind.Needs {
		if n.Required && !given[string(n.Option)] {
			c.diags.Errorf(s.Is.Pos, "P016", "add "+string(n.Option)+": "+n.Doc, "the statistic %q needs the option %q", kind.Name, n.Option)
		}
	}
	if s.Minimum.Set && s.Minimum.Value < stats.SmallestBase && s.Reason.Value == "" {
		c.diags.Errorf(s.Minimum.Pos, "P017", "state the reason: it is printed beneath the table", "percentages on a base under %d need a reason", stats.SmallestBase)
	}
}

// common reports whether every statistic takes an option.
func common(name string) bool {
	return slices.Contains([]string{"is", "title", "where", "reason"}, name)
}

// fitting returns the column of an option if its type fits the statistic.
func (c *checker) fitting(name spec.Text, kind *stats.Statistic, o stats.Option) *contract.Column {
	need, ok := kind.Need(o)
	if name.Value == "" || !ok {
		return nil
	}
	col := c.column(name)
	if col == nil {
		return nil
	}
	if !slices.Contains(need.Types, col.Type) {
		var types []string
		for _, t := range need.Types {
			types = append(types, contract.Names()[t])
		}
		c.diags.Errorf(name.Pos, "P018", "columns of these types fit: "+strings.Join(types, ", "), "the statistic %q cannot take the %s column %q as %s", kind.Name, contract.Names()[col.Type], col.Name, o)
		return nil
	}
	if _, named := c.w.Contract.Population(col.Name); need.People && !named {
		c.diags.Errorf(name.Pos, "P040", "name a list under populations in "+c.w.Contract.File, "the contract %q names no population list of the column %q", c.w.Contract.Name, col.Name)
		return nil
	}
	return col
}

// known returns a value of the column that a statistic is about, and whether
// there is one; a column that was not resolved has drawn a fault already.
func (c *checker) known(col *contract.Column, v spec.Text) (string, bool) {
	if col == nil {
		return "", false
	}
	return c.value(col, v)
}

// measure resolves what is counted. Counting rows of an extract of persons
// counts records.
func (c *checker) measure(s spec.Statistic, r *stats.Request) {
	switch s.Measure.Value {
	case "":
	case "rows":
		if r.Measure != "" {
			r.Measure, r.Unit = "", "records"
		}
	default:
		col := c.column(s.Measure)
		if col == nil {
			return
		}
		if col.Type != contract.Integer {
			c.diags.Errorf(s.Measure.Pos, "P019", "take an integer column, or rows", "the %s column %q cannot be summed", contract.Names()[col.Type], col.Name)
			return
		}
		if col.Name != c.w.Contract.Measure {
			r.Unit = unitOf(col.Name)
		}
		r.Measure = col.Name
	}
}

// unitOf returns the unit that a column of its name counts, and records if no
// unit has that name.
func unitOf(name string) head.Unit {
	if slices.Contains(head.Units(), head.Unit(name)) {
		return head.Unit(name)
	}
	return "records"
}

// window resolves which months are read.
func (c *checker) window(s spec.Statistic, r *stats.Request) {
	months, rolling := strings.CutPrefix(s.Window.Value, "rolling-")
	n, err := strconv.Atoi(months)
	switch {
	case s.Window.Value == "" || s.Window.Value == "period":
	case s.Window.Value == "year-to-date":
		r.Window.Kind = stats.ToDate
	case rolling && err == nil && n >= 1 && n <= 120:
		r.Window = stats.WindowOf{Kind: stats.Rolling, Months: n}
	default:
		c.diags.Errorf(s.Window.Pos, "P020", "write period, year-to-date or rolling-N with N from 1 to 120 months", "there is no window %q", s.Window.Value)
	}
}

// scale resolves how figures are written.
func (c *checker) scale(s spec.Statistic, r *stats.Request) {
	switch s.Rounding.Value {
	case "", "standard":
	case "published":
		r.Rounding = head.Published
	default:
		c.diags.Errorf(s.Rounding.Pos, "P021", "write standard or published", "there is no rounding %q", s.Rounding.Value)
	}
	if s.Level.Set {
		if s.Level.Value < 50 || s.Level.Value > 99 {
			c.diags.Errorf(s.Level.Pos, "P022", "write a level from 50 to 99 per cent", "the level %d is out of range", s.Level.Value)
		}
		r.Level = float64(s.Level.Value) / 100
	}
	if s.Currency.Value != "" && (len(s.Currency.Value) != 3 || strings.ToUpper(s.Currency.Value) != s.Currency.Value) {
		c.diags.Errorf(s.Currency.Pos, "P023", "write an ISO 4217 code such as EUR", "%q is not a currency", s.Currency.Value)
	}
}

// sections checks what the sections show.
func (c *checker) sections(list []spec.Section) {
	for _, s := range list {
		for _, show := range s.Show {
			c.show(show)
		}
		c.sections(s.Sections)
	}
}

func (c *checker) show(s spec.Show) {
	if c.used == nil {
		c.used = map[string]bool{}
	}
	if s.Kind == spec.ShowFindings {
		c.findings(s.Findings)
		return
	}
	if (s.Kind == spec.ShowMethod || s.Kind == spec.ShowRevisions) && s.Statistic.Value == "all" {
		return
	}
	if !c.ids[s.Statistic.Value] {
		c.unknownStatistic(s.Statistic, s.Statistic.Value)
		return
	}
	if s.Kind == spec.ShowMethod || s.Kind == spec.ShowRevisions {
		return
	}
	c.used[s.Statistic.Value] = true
	if s.As.Value != "" && !slices.Contains(ChartKinds(), s.As.Value) {
		c.diags.Errorf(s.As.Pos, "P024", diag.Nearest(s.As.Value, "charts", ChartKinds()), "there is no chart %q", s.As.Value)
	}
	c.chart(s)
}

// findings checks the statistics whose findings are told in sentences.
func (c *checker) findings(list []spec.Text) {
	for _, f := range list {
		switch {
		case f.Value == "all" && len(list) == 1:
			for _, s := range c.report.Statistics {
				c.used[s.ID.Value] = true
			}
		case !c.ids[f.Value]:
			c.unknownStatistic(f, f.Value)
		default:
			c.used[f.Value] = true
		}
	}
}

// chart reports a chart that draws what the statistic does not have: a range
// needs three quantiles, a flow and a map a matrix, shares the parts of a whole.
func (c *checker) chart(s spec.Show) {
	fits := fitting(s.As.Value)
	i := slices.IndexFunc(c.report.Statistics, func(k spec.Statistic) bool { return k.ID.Value == s.Statistic.Value })
	if i < 0 {
		return
	}
	k := c.report.Statistics[i]
	if fits != nil && !slices.Contains(fits, k.Is.Value) {
		c.diags.Errorf(s.As.Pos, "P029", "it shows "+listed(fits), "the statistic %q cannot be shown as %s", k.Is.Value, s.As.Value)
		return
	}
	if col, ok := c.w.Contract.Column(k.Across.Value); ok && s.As.Value == "share-stack" && col.Type == contract.Codes {
		c.diags.Errorf(s.As.Pos, "P029", "show it as heat", "a unit stands in several columns of %q, which are no parts of a whole", k.ID.Value)
	}
}

// fitting returns the statistics that have what a kind of chart draws; nil for
// a kind that any statistic has.
func fitting(kind string) []string {
	months := []string{"series", "deseasonalised"}
	matrices := []string{"crosstab", "origin-destination"}
	switch kind {
	case "range":
		return []string{"prices", "quantiles", "duration", "turnover"}
	case "flow", "map":
		return matrices
	case "chord":
		return append(matrices, "co-occurrence")
	case "share-stack", "pyramid":
		return []string{"crosstab"}
	case "years", "cycle", "sparklines":
		return months
	}
	return nil
}

// listed returns words as a list in a sentence.
func listed(words []string) string {
	if n := len(words); n > 2 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, " and ")
}

// ChartKinds lists the words of the spec language for charts.
func ChartKinds() []string {
	var out []string
	for _, k := range chart.Kinds() {
		out = append(out, k.String())
	}
	return out
}

// unused warns of statistics that no section shows and no expectation needs.
func (c *checker) unused() {
	for _, e := range c.report.Expect {
		if ref, ok := ParseRef(e.Value.Value); ok {
			if c.used == nil {
				c.used = map[string]bool{}
			}
			c.used[ref.Statistic] = true
		}
	}
	for _, s := range c.report.Statistics {
		if !c.used[s.ID.Value] {
			c.diags.Notef(s.ID.Pos, "P025", "show it in a section, or use it in a narrative", "no section shows the statistic %q", s.ID.Value)
		}
	}
}
