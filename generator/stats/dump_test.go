package stats_test

import (
	"fmt"
	"strings"

	"htsm/generator/head"
	"htsm/generator/table"
)

// dump writes a table as text: what it is about, its heads, then a line a row.
// Fractions are written as they stand. After the value of a cell come its
// interval, its test and its flags: p provisional, r revised, u unreliable.
func dump(t *table.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s in %s\n", t.Statistic, t.Unit, t.Span)
	fmt.Fprintf(&b, "basis: %d in all, %d known, %d unknown, %d reporters, read %s\n",
		t.Basis.Total, t.Basis.Answered, t.Basis.Unknown, t.Basis.Reporters, t.Basis.Window)
	for _, c := range t.Caveats {
		fmt.Fprintf(&b, "caveat: %s %v%v\n", c.Word, c.Counts, labels(c.Labels))
	}
	var stub []string
	for _, d := range t.Stub {
		stub = append(stub, strings.TrimSpace(d.Name+" "+d.List))
	}
	fmt.Fprintf(&b, "%s", strings.Join(stub, ", "))
	for _, c := range t.Cols {
		fmt.Fprintf(&b, " | %s%s%s", kind(c.Kind), c.Key, quantity(c.Measure))
	}
	b.WriteString("\n")
	for i, r := range t.Rows {
		fmt.Fprintf(&b, "%s%s", kind(r.Kind), r.Key)
		for _, c := range t.Cells[i] {
			fmt.Fprintf(&b, " | %s", cell(c))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func labels(list []head.Label) string {
	var out []string
	for _, l := range list {
		out = append(out, l.Text+strings.Join(l.Codes, ">"))
	}
	return strings.Join(out, ",")
}

func kind(k head.RowKind) string {
	return [...]string{head.Plain: "", head.Total: "total:", head.Other: "other:", head.Residual: "residual:"}[k]
}

func quantity(m head.Measure) string {
	word := [...]string{
		head.Count: "", head.Share: "share", head.Change: "change", head.Difference: "difference",
		head.Mean: "mean", head.Index: "index", head.Amount: "amount", head.Estimate: "estimate", head.Points: "points",
		head.Rate: "rate", head.Probability: "probability",
	}[m.Quantity]
	if word == "" {
		return ""
	}
	if m.Rounding == head.Published {
		word += " published"
	}
	return " (" + strings.TrimSpace(word+" "+m.Currency) + ")"
}

func cell(c table.Cell) string {
	var out string
	switch c.State {
	case table.Missing:
		out = "missing"
	case table.Undefined:
		out = "undefined"
	case table.Unanswered:
		out = fmt.Sprintf("unanswered %d of %d", c.X, c.N)
	case table.SmallBase:
		out = fmt.Sprintf("small base %d of %d", c.X, c.N)
	case table.SmallPast:
		out = fmt.Sprintf("small past %d to %d", c.N, c.X)
	case table.Known:
		out = fmt.Sprint(c.Value.Num)
		if c.Value.Den != 1 {
			out += fmt.Sprintf("/%d", c.Value.Den)
		}
	}
	if i := c.Interval; i.Level != 0 {
		out += fmt.Sprintf(" [%.4f %.4f %s %d]", i.Low, i.High, i.Method, i.Level)
	}
	if c.Test.Done {
		out += fmt.Sprintf(" p=%.4g", c.Test.P)
	}
	for i, sign := range []string{"p", "r", "u"} {
		if c.Flags&(1<<i) != 0 {
			out += " " + sign
		}
	}
	return out
}
