package main

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The tests of this file build reports over real data, through the whole
// program, and hold what is published against figures that the owners of the
// data have published. The reports state these figures under expect; the tests
// read them back from the published files as well, so that they would fail
// even if nobody looked at expect.

// A figure is the place of a number in the published site.
type figure struct{ report, edition, table, row, column string }

// published names the places of the figures of expected.csv, in the order in
// which its column "expected" lists their numbers.
func published() map[string][]figure {
	year := func(edition, table, row, column string) figure {
		return figure{"frontex-year", edition, table, row, column}
	}
	document := func(row string) figure { return figure{"documents", "2019", "types", row, "share"} }
	return map[string][]figure{
		"E01": {year("2015", "routes", "EMR", "count")},
		"E02": {year("2015", "eastern-sea", "total", "count")},
		"E03": {year("2015", "eastern-sea", "SYR", "count")},
		"E04": {year("2015", "eastern-sea", "AFG", "count")},
		"E05": {year("2015", "central", "ERI", "count")},
		"E06": {year("2016", "routes", "CMR", "count")},
		"E07": {year("2017", "routes", "CMR", "count")},
		"E08": {year("2018", "routes", "CMR", "count")},
		"E09": {year("2018", "routes", "CMR", "change-previous")},
		"E10": {
			year("2016", "eastern-sea", "SYR", "count"), year("2016", "eastern-sea", "AFG", "count"),
			year("2016", "eastern-sea", "IRQ", "count"),
		},
		"E11": {year("2015", "balkan", "OOO", "count")},
		"E13": {{"frontex-month", "2025-04", "routes", "WAR", "change-year-to-date"}},
		"E30": {{"boats", "2024-06", "arrivals", "total", "count"}},
		"E31": {{"boats", "2024-06", "per-boat", "total", "ratio"}},
		"E34": {{"boats", "2023-10", "boats-to-date", "total", "count"}},
		"E71": {
			document("Passports"), document("Visa"), document("ID Cards"), document("Residence Permits"),
			document("Stamps"), document("Other"),
		},
	}
}

func TestPublishedFiguresComeOutOfTheWholeProgram(t *testing.T) {
	p := newProject(t)
	p.build(t, done, "frontex-year", "--period", "2015..2018")
	p.build(t, done, "annex", "documents", "--period", "2019")
	p.build(t, done, "frontex-month", "--period", "2025-04")
	p.build(t, done, "boats", "--period", "2023-10..2024-06")
	p.build(t, done, "perpetrators", "codebook", "--period", "2024")

	expected := readRows(t, filepath.Join(shared(t), "expected.csv"))
	places := published()
	special := map[string]func(*testing.T, project, row){
		"E35": lastArrivalOfTheYear, "E60": ownRegion, "E63": workedExample, "E70": changesOfTheAnnex,
	}
	if got, want := len(expected), len(places)+len(special); got != want {
		t.Errorf("expected.csv lists %d figures, %d are reproduced here", got, want)
	}
	for _, e := range expected {
		t.Run(e["id"], func(t *testing.T) {
			if check, ok := special[e["id"]]; ok {
				check(t, p, e)
				return
			}
			list := places[e["id"]]
			if len(list) == 0 {
				t.Fatalf("no report reproduces %s: %s", e["id"], e["statistic"])
			}
			numbers := numbersOf(t, e["expected"])
			if len(numbers) != len(list) {
				t.Fatalf("%q holds %d numbers, want %d", e["expected"], len(numbers), len(list))
			}
			for i, f := range list {
				near(t, p.number(t, f), numbers[i], e["tolerance"], f)
			}
		})
	}
}

// A mistaken figure stops its report where the spec states it, and leaves
// nothing behind.
func TestWrongExpectationStopsTheReport(t *testing.T) {
	p := newProject(t)
	file := "reports/frontex-month.yaml"
	p.edit(t, file, "is: -34,", "is: -36,")
	stderr := p.build(t, failure, "frontex-month", "--period", "2025-04")
	line := p.lineOf(t, file, "is: -36,")
	for _, want := range []string{
		fmt.Sprintf("%s:%d:5: error[B012]: ", file, line),
		"routes.WAR.change-year-to-date is -34 in 2025-04, but -36 was published",
		"failed: frontex-month",
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("standard error lacks %q:\n%s", want, stderr)
		}
	}
	if _, err := os.Stat(filepath.Join(p.dir, "out")); !os.IsNotExist(err) {
		t.Errorf("something was published: %v", err)
	}
}

// The last day of 2023 on which anybody arrived: as December had arrivals, it
// is the last such day of December.
func lastArrivalOfTheYear(t *testing.T, p project, e row) {
	days := p.table(t, figure{report: "boats", edition: "2023-12", table: "by-day"})
	last := ""
	for day := range 31 {
		key := fmt.Sprint(day + 1)
		if days[key] == nil {
			t.Fatalf("day %s is not in the table", key)
		}
		if days[key]["sum"] != "0" {
			last = key
		}
	}
	got := fmt.Sprintf("2023-12-%s; %s people; %s boat", last, days[last]["sum"], days[last]["per"])
	if got != e["expected"] {
		t.Errorf("got %s, want %s", got, e["expected"])
	}
}

// The share of victims all of whose perpetrators are of their own region, of
// those of whom both regions are known.
func ownRegion(t *testing.T, p project, e row) {
	at := func(r, c string) *big.Rat {
		return p.number(t, figure{"perpetrators", "2024", "regions", r, c})
	}
	own := new(big.Rat)
	for _, region := range []string{"Africa", "Americas/Oceania", "Asia", "Europe"} {
		own.Add(own, at(region, region))
	}
	known := new(big.Rat).Sub(at("total", "total"), at("total", "not-stated"))
	known.Sub(known, at("not-stated", "total")).Add(known, at("not-stated", "not-stated"))
	share := new(big.Rat).Mul(big.NewRat(100, 1), own.Quo(own, known))
	near(t, share, number(t, e["expected"]), e["tolerance"], figure{report: "perpetrators"})
}

// The worked example of the codebook: a person of whom nothing is known is not
// in the base, so that the shares add up to 125 per cent.
func workedExample(t *testing.T, p project, e row) {
	want := numbersOf(t, e["expected"])
	sum := new(big.Rat)
	for i, code := range []string{"debt_bondage", "threats", "withholds_documents"} {
		f := figure{"codebook", "2024", "control", code, "share"}
		near(t, p.number(t, f), want[i], e["tolerance"], f)
		sum.Add(sum, p.number(t, f))
	}
	near(t, sum, want[3], e["tolerance"], figure{report: "codebook", row: "sum of the shares"})
}

// changesOfTheAnnex compares the change of every line with the printed one.
func changesOfTheAnnex(t *testing.T, p project, _ row) {
	table := p.table(t, figure{report: "annex", edition: "2019", table: "changes"})
	var compared, undefined, unprinted int
	for _, line := range readRows(t, filepath.Join(shared(t), annexFile)) {
		section := line["section"]
		if section == "" {
			section = "not-stated"
		}
		key := strings.Join([]string{line["annex_table"], section, line["label"], line["published_share_of_total"]}, "/")
		got := table[key]
		if got["count"] != line["2019"] || got["previous-before"] != line["2018"] {
			t.Errorf("%s: got %s after %s, want %s after %s", key, got["count"], got["previous-before"], line["2019"], line["2018"])
			continue
		}
		change, printed := got["change-previous"], line["published_pct_change"]
		switch {
		case line["2018"] == "0":
			undefined++
			if change != "" || got["change-previous_flag"] != "undefined" || printed != "n.a." {
				t.Errorf("%s: the change from 0 is %q (%s), printed %q", key, change, got["change-previous_flag"], printed)
			}
		case printed == "n.a.": // The publisher prints no change of more than tenfold.
			unprinted++
			if number(t, change).Cmp(big.NewRat(1000, 1)) < 0 {
				t.Errorf("%s: a change of %s %% was not printed", key, change)
			}
		default:
			compared++
			if slices.Contains(withoutDecimal(), key) {
				change = exactChange(t, line).FloatString(0)
			}
			if number(t, change).Cmp(number(t, printed)) != 0 {
				t.Errorf("%s: got a change of %s %%, printed %s", key, change, printed)
			}
		}
	}
	if compared != 167 || undefined != 8 || unprinted != 3 {
		t.Errorf("compared %d, undefined %d, unprinted %d; want 167, 8, 3", compared, undefined, unprinted)
	}
}

// withoutDecimal lists the lines of the annex whose change is printed without
// a decimal although it is under 10 per cent.
func withoutDecimal() []string {
	return []string{
		"3/not-stated/Algeria/17",           // -7.7, printed as -8.
		"3/not-stated/Turkey/11",            // 1.3, printed as 1.
		"6/Top Ten Nationalities/Total/100", // 9.7, printed as 10.
	}
}

// exactChange returns the change of a line in per cent.
func exactChange(t *testing.T, line row) *big.Rat {
	t.Helper()
	before, after := number(t, line["2018"]), number(t, line["2019"])
	change := new(big.Rat).Sub(after, before)
	return change.Mul(change.Quo(change, before), big.NewRat(100, 1))
}

// The total of a year and the published figures that it rests on stand in every
// format.
func TestTotalStandsInEveryFormat(t *testing.T) {
	p := newProject(t)
	p.build(t, done, "frontex-year", "--period", "2018", "--language", "en")
	total := p.text(t, figure{"frontex-year", "2018", "routes", "total", "count"})
	display := total[:3] + "," + total[3:]
	reproduced := "routes.CMR.count (2016): 181,376 as published (Risk Analysis for 2019, table 1, revised) was reproduced"
	dir := filepath.Join(p.dir, "out", "public", "en", "frontex-year", "2018")
	name := filepath.Join(dir, "frontex-year-2018-en")
	for _, f := range []struct{ kind, text, want string }{
		{"page", readFile(t, filepath.Join(dir, "index.html")), display},
		{"workbook", readSheets(t, name+".xlsx"), "<v>" + total + "</v>"},
		{"PDF", readPDF(t, name+".pdf"), display + " illegal border crossings"},
		{"page", readFile(t, filepath.Join(dir, "index.html")), reproduced},
		{"PDF", readPDF(t, name+".pdf"), reproduced},
	} {
		if !strings.Contains(f.text, f.want) {
			t.Errorf("the %s does not hold %q", f.kind, f.want)
		}
	}
}
