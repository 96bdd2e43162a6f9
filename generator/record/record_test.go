package record_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/record"
	"htsm/generator/release"
	"htsm/generator/table"
)

func month(m int) period.Span {
	return period.Span{First: period.Of(2026, m), Last: period.Of(2026, m)}
}

// volume returns the released volume of a month: the count of each code, with
// that of the month before.
func volume(p release.Policy, m int, counts map[string][2]int64) *release.Table {
	t := &table.Table{
		ID: "volume", Statistic: "volume", Unit: "persons", Span: month(m),
		Cols: []head.Col{{Key: "count"}, {Key: "previous-before", Of: "count", At: month(m - 1)}},
	}
	for _, code := range []string{"SOM", "THB"} {
		t.Rows = append(t.Rows, head.Row{Key: code, Labels: []head.Label{head.OfCode("crimes", code)}})
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(counts[code][0]), table.CountOf(counts[code][1])})
	}
	return p.Apply(t)
}

// documentOf returns the document that shows all figures of tables.
func documentOf(tables ...*release.Table) *doc.Document {
	s := &doc.Section{ID: "s1"}
	for _, t := range tables {
		grid := &doc.Table{ID: "t-" + t.ID, Of: t.ID}
		for _, c := range t.Cols {
			grid.Cols = append(grid.Cols, doc.Col{Key: c.Key, Of: c.Key})
		}
		for i, r := range t.Rows {
			row := doc.Row{Key: r.Key}
			for _, v := range t.Cells[i] {
				row.Cells = append(row.Cells, doc.Cell{Value: v})
			}
			grid.Rows = append(grid.Rows, row)
		}
		s.Blocks = append(s.Blocks, grid)
	}
	return &doc.Document{Body: []*doc.Section{s}}
}

func q() num.Decimal { n, _ := num.Parse("0.05"); return n }

func definitions() map[string]string {
	return map[string]string{"volume": "a", "trend": "b", "emergence": "c"}
}

func kept(t testing.TB, m int, tables ...*release.Table) *record.Record {
	t.Helper()
	made := record.Make(record.Record{Report: "brief", Edition: month(m), Audience: "partners", CutOff: "2026-09-30", Q: q()}, documentOf(tables...), tables, definitions())
	data, err := made.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	out, err := record.Read(data)
	if err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return out
}

func listed(r record.Revisions) string {
	var out []string
	for _, x := range r.List {
		before, _ := x.Before.Number()
		now, _ := x.Now.Number()
		out = append(out, fmt.Sprintf("%s/%s/%s@%s %s>%s", x.Statistic, x.Row.Key, x.Col.Key, x.At, before, now))
	}
	return strings.Join(out, ", ")
}

func TestARevisedMonthIsMarkedAndListed(t *testing.T) {
	p := release.Policy{Threshold: 3}
	past := kept(t, 9, volume(p, 9, map[string][2]int64{"SOM": {100, 90}, "THB": {40, 50}}))
	now := volume(p, 10, map[string][2]int64{"SOM": {120, 130}, "THB": {60, 40}})
	marked, revisions := past.Compare([]*release.Table{now}, definitions(), p)
	if got, want := listed(revisions), "volume/SOM/previous-before@2026-09 100>130"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
	if revisions.Edition != month(9) || revisions.CutOff != "2026-09-30" || revisions.Unlisted != 0 {
		t.Errorf("held against %v of %q, %d unlisted", revisions.Edition, revisions.CutOff, revisions.Unlisted)
	}
	for i, row := range marked[0].Rows {
		for j, col := range marked[0].Cols {
			want := row.Key == "SOM" && col.Key == "previous-before"
			if got := marked[0].Cells[i][j].Has(release.Revised); got != want {
				t.Errorf("%s/%s is marked: %v", row.Key, col.Key, got)
			}
			if now.Cells[i][j].Has(release.Revised) {
				t.Error("the table that was given was changed")
			}
		}
	}
}

func TestWhatCouldGiveASuppressedCountAwayIsMarkedButNotListed(t *testing.T) {
	p := release.Policy{Threshold: 11}
	for name, c := range map[string]struct{ before, now map[string][2]int64 }{
		"the difference is small":        {map[string][2]int64{"SOM": {100, 90}, "THB": {40, 50}}, map[string][2]int64{"SOM": {120, 105}, "THB": {60, 40}}},
		"a figure beside was suppressed": {map[string][2]int64{"SOM": {100, 90}, "THB": {4, 50}}, map[string][2]int64{"SOM": {120, 130}, "THB": {60, 40}}},
		"a figure beside is suppressed":  {map[string][2]int64{"SOM": {100, 90}, "THB": {40, 50}}, map[string][2]int64{"SOM": {120, 130}, "THB": {60, 4}}},
	} {
		t.Run(name, func(t *testing.T) {
			past := kept(t, 9, volume(p, 9, c.before))
			marked, revisions := past.Compare([]*release.Table{volume(p, 10, c.now)}, definitions(), p)
			if len(revisions.List) != 0 || revisions.Unlisted == 0 {
				t.Errorf("listed %s, %d unlisted", listed(revisions), revisions.Unlisted)
			}
			if !marked[0].Cells[0][1].Has(release.Revised) {
				t.Error("the figure is not marked")
			}
		})
	}
}

func TestATotalDoesNotGiveAnUnlistedRevisionAway(t *testing.T) {
	p := release.Policy{Threshold: 11}
	sums := func(a, b int64) *release.Table {
		raw := &table.Table{ID: "volume", Span: month(9), Cols: []head.Col{{Key: "count"}}}
		for i, key := range []string{"SOM", "THB", "total"} {
			raw.Rows = append(raw.Rows, head.Row{Key: key, Labels: []head.Label{head.OfCode("crimes", key)}})
			raw.Cells = append(raw.Cells, []table.Cell{table.CountOf([]int64{a, b, a + b}[i])})
		}
		raw.Rows[2].Kind = head.Total
		return p.Apply(raw)
	}
	past := kept(t, 9, sums(100, 40))
	_, r := past.Compare([]*release.Table{sums(130, 45)}, definitions(), p)
	if got, want := listed(r), "volume/SOM/count@2026-09 100>130"; got != want || r.Unlisted != 2 {
		t.Errorf("listed %s, want %s; %d unlisted", got, want, r.Unlisted)
	}
	// Nor does the total of another statistic, such as a series of all units.
	all := func(n int64) *release.Table {
		return p.Apply(&table.Table{
			ID: "trend", Span: month(9), Cols: []head.Col{{Key: "count", Label: head.OfWord("column.count")}},
			Rows: []head.Row{{Key: "2026-09", Labels: []head.Label{head.OfTime(month(9))}}}, Cells: [][]table.Cell{{table.CountOf(n)}},
		})
	}
	both := kept(t, 9, all(140), sums(100, 40))
	_, r = both.Compare([]*release.Table{all(175), sums(130, 45)}, definitions(), p)
	if got, want := listed(r), "volume/SOM/count@2026-09 100>130"; got != want || r.Unlisted != 3 {
		t.Errorf("listed %s, want %s; %d unlisted", got, want, r.Unlisted)
	}
	_, r = past.Compare([]*release.Table{sums(130, 55)}, definitions(), p)
	if len(r.List) != 3 {
		t.Errorf("listed %s where no difference is small", listed(r))
	}
}

func TestASuppressedFigureIsNeverRevised(t *testing.T) {
	p := release.Policy{Threshold: 11}
	for name, c := range map[string][2]int64{"then": {4, 40}, "now": {40, 4}} {
		t.Run(name, func(t *testing.T) {
			past := kept(t, 9, volume(p, 9, map[string][2]int64{"SOM": {100, 90}, "THB": {c[0], 50}}))
			now := volume(p, 10, map[string][2]int64{"SOM": {120, 100}, "THB": {60, c[1]}})
			marked, revisions := past.Compare([]*release.Table{now}, definitions(), p)
			if len(revisions.List) != 0 || marked[0].Cells[1][1].Has(release.Revised) {
				t.Errorf("listed %s", listed(revisions))
			}
		})
	}
}

func TestOnlyTheSameFigureIsHeldAgainstItself(t *testing.T) {
	p := release.Policy{Threshold: 3}
	before := volume(p, 9, map[string][2]int64{"SOM": {100, 90}, "THB": {40, 50}})
	now := volume(p, 10, map[string][2]int64{"SOM": {120, 130}, "THB": {60, 80}})
	past := kept(t, 9, before)
	for name, change := range map[string]func(*release.Table, map[string]string){
		"something else is counted":   func(_ *release.Table, d map[string]string) { d["volume"] = "other" },
		"a column of another period":  func(t *release.Table, _ map[string]string) { t.Cols[1].At = month(1) },
		"a row that sums the others":  func(t *release.Table, _ map[string]string) { t.Rows[0].Kind, t.Rows[1].Kind = head.Other, head.Other },
		"an estimate":                 func(t *release.Table, _ map[string]string) { t.Cols[1].Measure.Quantity = head.Estimate },
		"a statistic of another name": func(t *release.Table, _ map[string]string) { t.ID = "trend" },
	} {
		t.Run(name, func(t *testing.T) {
			copied, d := *now, definitions()
			copied.Cols, copied.Rows = append([]head.Col(nil), now.Cols...), append([]head.Row(nil), now.Rows...)
			change(&copied, d)
			if _, r := past.Compare([]*release.Table{&copied}, d, p); len(r.List) != 0 || r.Unlisted != 0 {
				t.Errorf("listed %s, %d unlisted", listed(r), r.Unlisted)
			}
		})
	}
	if _, r := past.Compare([]*release.Table{now}, definitions(), p); len(r.List) != 2 {
		t.Errorf("without a change it lists %s", listed(r))
	}
}

// The month of a series is held against the same month, although its window
// moved.
func TestRowsThatArePeriodsMeetByTheirPeriod(t *testing.T) {
	p := release.Policy{Threshold: 3}
	series := func(last int, counts ...int64) *release.Table {
		t := &table.Table{ID: "trend", Span: period.Span{First: period.Of(2026, last-1), Last: period.Of(2026, last)}, Cols: []head.Col{{Key: "count"}}}
		for i, n := range counts {
			m := month(last - 1 + i)
			t.Rows = append(t.Rows, head.Row{Key: m.String(), Labels: []head.Label{head.OfTime(m)}})
			t.Cells = append(t.Cells, []table.Cell{table.CountOf(n)})
		}
		return p.Apply(t)
	}
	past := kept(t, 9, series(9, 80, 90))
	_, r := past.Compare([]*release.Table{series(10, 99, 50)}, definitions(), p)
	if got, want := listed(r), "trend/2026-09/count@2026-09 90>99"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
}

func emergence(p release.Policy, findings map[string]string, counts int64) *release.Table {
	t := &table.Table{ID: "emergence", Statistic: "emergence", Span: month(9), Cols: []head.Col{{Key: "count"}}}
	for _, code := range []string{"drone", "ferry", "jetski"} {
		word := findings[code]
		if word == "" {
			word = "state.none"
		}
		t.Rows = append(t.Rows, head.Row{Key: code, Labels: []head.Label{head.OfCode("transport", code), head.OfFinding(word)}})
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(counts)})
	}
	return p.Apply(t)
}

func TestFindingsThatDidNotPersistAreNamed(t *testing.T) {
	p := release.Policy{Threshold: 3}
	past := kept(t, 9, emergence(p, map[string]string{"drone": "state.new", "ferry": "state.emerging"}, 30))
	if len(past.Findings) != 2 {
		t.Fatalf("the record has the findings %v", past.Findings)
	}
	_, r := past.Compare([]*release.Table{emergence(p, map[string]string{"ferry": "state.emerging", "jetski": "state.new"}, 30)}, definitions(), p)
	want := []record.Finding{{Statistic: "emergence", Row: "drone", Labels: []head.Label{head.OfCode("transport", "drone")}, Word: "state.new"}}
	if diff := cmp.Diff(want, r.Lapsed); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, r := past.Compare([]*release.Table{emergence(p, nil, 2)}, definitions(), p); len(r.Lapsed) != 0 {
		t.Errorf("%v are named although their figures are withheld now", r.Lapsed)
	}
}

func TestARecordHoldsOnlyWhatWasShown(t *testing.T) {
	p := release.Policy{Threshold: 3}
	v := volume(p, 9, map[string][2]int64{"SOM": {100, 90}, "THB": {40, 50}})
	d := documentOf(v)
	grid := d.Body[0].Blocks[0].(*doc.Table)
	grid.Cols = grid.Cols[:1]
	for i := range grid.Rows {
		grid.Rows[i].Cells = grid.Rows[i].Cells[:1]
	}
	d.Body[0].Blocks = append(d.Body[0].Blocks, &doc.Paragraph{Text: []doc.Inline{&doc.ValueRef{Ref: "volume.THB.previous-before", Value: v.Cells[1][1]}}})
	data, err := record.Make(record.Record{Q: q()}, d, []*release.Table{v}, nil).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{`"100"`: true, `"40"`: true, `"50"`: true, `"90"`: false} {
		if got := strings.Contains(string(data), text); got != want {
			t.Errorf("%s is in the record: %v", text, got)
		}
	}
}

func TestASuppressedFigureHasNoNumberInARecord(t *testing.T) {
	v := volume(release.Policy{Threshold: 11}, 9, map[string][2]int64{"SOM": {100, 90}, "THB": {7, 50}})
	data, err := record.Make(record.Record{Q: q()}, documentOf(v), []*release.Table{v}, nil).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), `"7"`) || !strings.Contains(string(data), `"suppressed"`) {
		t.Errorf("%s", data)
	}
}

// random draws a released table with every kind of figure.
func random(t *rapid.T, id string) *release.Table {
	raw := &table.Table{ID: id, Statistic: "k", Unit: "persons", Span: month(9)}
	text := rapid.StringN(1, 8, -1)
	for j := range rapid.IntRange(1, 4).Draw(t, "columns") {
		q := head.Quantity(rapid.IntRange(0, int(head.Probability)).Draw(t, "quantity"))
		c := head.Col{Key: fmt.Sprint(j, text.Draw(t, "column")), Measure: head.Measure{Quantity: q}, Kind: head.RowKind(rapid.IntRange(0, 3).Draw(t, "kind"))}
		if rapid.Bool().Draw(t, "earlier") {
			c.Of, c.At = "count", period.Span{First: period.Of(2025, 11), Last: period.Of(2026, 2)}
		}
		raw.Cols = append(raw.Cols, c)
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "rows") {
		raw.Rows = append(raw.Rows, head.Row{
			Key:    fmt.Sprint(i, text.Draw(t, "row")),
			Labels: []head.Label{head.OfPath("countries", "A", text.Draw(t, "stop")), head.OfTime(month(3)), head.OfFinding("state.new")},
		})
		var cells []table.Cell
		for range raw.Cols {
			n := rapid.Int64Range(0, 300).Draw(t, "n")
			c := table.ShareOf(rapid.Int64Range(0, n).Draw(t, "x"), n, 20)
			c.Flags = table.Flag(rapid.IntRange(0, 7).Draw(t, "flags"))
			c.Test = table.Test{Done: true, Adjusted: rapid.Float64Range(0, 0.1).Draw(t, "p")}
			if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
				c = table.Cell{}
			}
			cells = append(cells, c)
		}
		raw.Cells = append(raw.Cells, cells)
	}
	return release.Policy{Threshold: rapid.Int64Range(0, 12).Draw(t, "threshold")}.Apply(raw)
}

func TestARecordIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tables := []*release.Table{random(t, "a"), random(t, "b")}
		made := record.Make(record.Record{Report: "r", Edition: period.Span{First: period.Of(2026, 7), Last: period.Of(2026, 9)}, Audience: "all", Threshold: 3, Q: q()}, documentOf(tables...), tables, definitions())
		data, err := made.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got, err := record.Read(data)
		if err != nil {
			t.Fatalf("%v in %s", err, data)
		}
		if diff := cmp.Diff(made, got, cmp.Comparer(func(a, b num.Decimal) bool { return a == b })); diff != "" {
			t.Fatalf("-written +read:\n%s", diff)
		}
	})
}

func TestReadRefusesWhatIsNoRecord(t *testing.T) {
	whole := `{"format":1,"report":"r","edition":"2026-09","audience":"a","threshold":3,"tests":{"is":"1"},"flagged":{"is":"0"},"q":"0.05",` +
		`"statistics":[{"id":"v","kind":"volume","unit":"persons","definition":"d","at":"2026-09","columns":[{"key":"count","quantity":"count"}],` +
		`"rows":[{"key":"THB","figures":[{"is":"12"}]}]}],"findings":[{"statistic":"v","row":"THB","word":"state.new"}]}`
	if _, err := record.Read([]byte(whole)); err != nil {
		t.Fatalf("the whole record is refused: %v", err)
	}
	for name, c := range map[string]struct{ old, new, want string }{
		"another format":           {`"format":1`, `"format":2`, "it has the format 2, want 1"},
		"an unknown field":         {`"tests":`, `"trials":`, `unknown field "trials"`},
		"something behind it":      {`"state.new"}]}`, `"state.new"}]} {}`, "something stands behind it"},
		"a number of letters":      {`"12"`, `"1e9"`, `"1e9" is not a number`},
		"a suppressed number":      {`{"is":"12"}`, `{"is":"12","status":"suppressed"}`, `a figure that is suppressed has the number "12"`},
		"a suppressed base":        {`{"is":"12"}`, `{"base":"12","status":"suppressed"}`, `a figure that is suppressed has the base "12"`},
		"a published nothing":      {`{"is":"12"}`, `{}`, `a figure that is published has the number ""`},
		"an unknown status":        {`{"is":"12"}`, `{"status":"secret"}`, `"secret" is not a status`},
		"an unknown flag":          {`{"is":"12"}`, `{"is":"12","flags":["x"]}`, `"x" is not a flag`},
		"an unknown quantity":      {`"quantity":"count"`, `"quantity":"mass"`, `"mass" is not a quantity`},
		"too few figures":          {`[{"is":"12"}]`, `[]`, `row "THB" of "v" has 0 figures for 1 columns`},
		"a row twice":              {`"rows":[`, `"rows":[{"key":"THB","figures":[null]},`, `the row "THB" is empty or stands twice`},
		"a period that is none":    {`"at":"2026-09"`, `"at":"2026-13"`, "is not a period"},
		"a period that runs back":  {`"at":"2026-09"`, `"at":"2026-09..2026-08"`, "is not a period"},
		"a finding without a word": {`"word":"state.new"`, `"rise":true`, "has a word and a column, or neither"},
		"a long text":              {`"report":"r"`, `"report":"` + strings.Repeat("r", 5000) + `"`, "a text has 5000 bytes"},
		"a negative threshold":     {`"threshold":3`, `"threshold":-3`, "out of range"},
		"a large file":             {`"r"`, `"` + strings.Repeat("r", record.MaxBytes) + `"`, "it has more than"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(whole, c.old) {
				t.Fatalf("%s does not stand in the record", c.old)
			}
			if _, err := record.Read([]byte(strings.Replace(whole, c.old, c.new, 1))); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got the error %v, want %q", err, c.want)
			}
		})
	}
}

// A record that is read can be written, and is then read as the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"format":1,"edition":"2026-09","q":"0.05","statistics":[{"id":"v","at":"2025-11..2026-10","columns":[{"key":"c","quantity":"share"}],"rows":[{"key":"r","figures":[{"is":"1.5","base":"30"}]}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := record.Read(data)
		if err != nil {
			return
		}
		again, err := r.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := record.Read(again); err != nil {
			t.Fatalf("%v in %s", err, again)
		}
	})
}

// The manual names every field of the file.
func TestTheManualNamesEveryField(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "reports", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, found := strings.Cut(string(text), "### What an edition remembers")
	if !found {
		t.Fatal("the manual has no section on records")
	}
	part, _, _ = strings.Cut(part, "\n## ")
	source, err := os.ReadFile("json.go")
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile("`json:\"([a-zA-Z]+)").FindAllStringSubmatch(string(source), -1)
	if len(tags) < 30 {
		t.Fatalf("%d fields were found", len(tags))
	}
	for _, tag := range tags {
		if !strings.Contains(part, "`"+tag[1]+"`") {
			t.Errorf("the manual does not name %s", tag[1])
		}
	}
}
