package stats

import (
	"htsm/generator/contract"
	"htsm/generator/extract"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

// The tables of [Profile], by their identifiers.
const (
	ProfileRecords = "records"
	ProfileColumns = "columns"
	ProfileRejects = "rejects"
)

// Profile returns what reading an extract found, as tables of three kinds: what
// became of its records, how complete its columns are, and why records were
// rejected. Columns that identify people are left out. The counts are of the
// whole extract, whatever a report filters; the period of the tables is span.
func Profile(set *extract.Set, c *contract.Contract, span period.Span) []*table.Table {
	n := set.Counts
	records := profile(ProfileRecords, span, n.Records)
	records.Stub = []head.Dimension{{Name: "records", Word: "quality.part"}}
	records.Cols = []head.Col{{Key: "count", Label: head.OfWord("column.count")}}
	for _, r := range []struct {
		key string
		n   int64
		rel []int64 // Counts that the number and its neighbours give away.
	}{
		{"read", n.Records, nil},
		{"kept", n.Kept, []int64{n.Rejected, n.Totals}},
		{"rejected", n.Rejected, []int64{n.Totals}},
		{"totals", n.Totals, []int64{n.Rejected}},
	} {
		cell := table.CountOf(r.n)
		cell.Parts = append(cell.Parts, r.rel...)
		records.Rows = append(records.Rows, head.Row{Key: r.key, Labels: []head.Label{head.OfWord("quality." + r.key)}})
		records.Cells = append(records.Cells, []table.Cell{cell})
	}
	columns := profile(ProfileColumns, span, n.Rows)
	columns.Stub = []head.Dimension{{Name: "variable", Word: "column.variable"}}
	columns.Cols = []head.Col{
		{Key: "known", Label: head.OfWord("column.known")},
		{Key: "missing", Label: head.OfWord("column.missing")},
		{Key: "completeness", Label: head.OfWord("column.completeness"), Measure: head.Measure{Quantity: head.Share}},
	}
	for _, k := range set.Columns {
		if col, ok := c.Column(k.Name); !ok || col.Identifying {
			continue
		}
		cells := []table.Cell{table.CountOf(k.Known), table.CountOf(k.Missing), table.ShareOf(k.Known, n.Rows, SmallestBase)}
		for i := range cells { // The rows are known: known and missing give each other away.
			cells[i].Parts = append(cells[i].Parts, k.Known, k.Missing)
		}
		columns.Rows = append(columns.Rows, head.Row{Key: k.Name, Labels: []head.Label{head.OfColumn(k.Name)}})
		columns.Cells = append(columns.Cells, cells)
	}
	rejects := profile(ProfileRejects, span, n.Records)
	rejects.Stub = []head.Dimension{{Name: "reason", Word: "quality.reason"}}
	rejects.Cols = []head.Col{{Key: "count", Label: head.OfWord("quality.faults")}}
	for _, r := range set.Rejects {
		rejects.Rows = append(rejects.Rows, head.Row{Key: string(r.Code), Labels: []head.Label{head.OfRaw(string(r.Code))}})
		rejects.Cells = append(rejects.Cells, []table.Cell{table.CountOf(r.Count)})
	}
	return []*table.Table{records, columns, rejects}
}

// profile returns an empty table of the whole extract.
func profile(id string, span period.Span, total int64) *table.Table {
	return &table.Table{ID: id, Statistic: "completeness", Unit: "records", Span: span, Basis: table.Basis{Total: total, Answered: total, Window: span}}
}
