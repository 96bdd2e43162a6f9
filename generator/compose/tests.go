package compose

import (
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// testsTable is the name of the table of all tests.
const testsTable = "method-tests"

// testsTable returns the table of all tests that were run for the edition, with
// those that stand out before and after adjustment, or nil if there was none.
func (c *composer) testsTable() *doc.Table {
	total := release.TestsOf(c.Tables)
	if !total.Any() {
		return nil
	}
	id, title := c.id("t", testsTable), c.say("method.tests-title")
	out := &doc.Table{
		ID: id, Label: c.say("label.table", "number", c.labels[id]), Caption: []doc.Inline{&doc.Text{Text: title}},
		Unit: c.say("unit-head.tests"), Source: c.say("source.extract", "extract", c.extractTitle(), "date", c.dated()),
		Stub: []string{c.say("method.tests-statistic"), c.say("method.tests-kind")},
		Cols: []doc.Col{
			{Key: "run", Text: c.say("method.tests-run")},
			{Key: "withheld", Text: c.say("method.tests-withheld")},
			{Key: "before", Text: c.say("method.tests-before", "level", c.decimal(stats.SingleLevel))},
			{Key: "after", Text: c.say("method.tests-after", "q", c.decimal(Q))},
		},
	}
	for _, t := range c.Tables {
		if t.Tests.Any() {
			out.Rows = append(out.Rows, c.testsRow(t.ID, c.title(t, spec.Words{}), c.testName(t), t.Tests))
		}
	}
	last := c.testsRow("total", c.say("total"), c.say("total"), total)
	last.Kind = head.Total
	out.Rows = append(out.Rows, last)
	out.Legend = c.legend(out)
	out.Summary = c.l.Plural("summary.table", num.Int(int64(len(out.Rows))), "title", title, "columns", c.columnNames(out))
	return out
}

func (c *composer) testsRow(key, statistic, kind string, t release.Tests) doc.Row {
	row := doc.Row{Key: key, Heads: []doc.RowHead{{Text: statistic}, {Text: kind}}}
	for _, v := range []release.Value{t.Run, t.Withheld, t.Before, t.After} {
		row.Cells = append(row.Cells, doc.Cell{Value: v, Display: c.cell(v, head.Measure{})})
	}
	return row
}

// testName returns the kind of test that a statistic runs.
func (c *composer) testName(t *release.Table) string {
	if key := "test-name." + t.Statistic; c.l.Has(key) {
		return c.say(key)
	}
	return c.say("test-name.other")
}

// decimal returns a level such as 0.05 as the language writes it.
func (c *composer) decimal(level float64) string {
	d, _ := num.FromFloat(level, 2)
	return c.l.Number(d)
}
