package synth_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/period"
	"htsm/generator/synth"
)

const sampleFile = "../../data/detections.csv"

// sample holds the arguments that data/README.md states for the sample.
var sample = synth.Options{Records: 8000, Seed: 20261123, From: period.Of(2023, 1), To: period.Of(2026, 10)}

func TestTheSampleInDataIsWhatWriteMakes(t *testing.T) {
	var b bytes.Buffer
	if _, err := synth.Write(&b, sample); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(sampleFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(sampleFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), committed) {
		t.Errorf("%s is not what synth.Write makes; UPDATE=1 writes it anew", sampleFile)
	}
}

func TestTheSameOptionsGiveTheSameBytes(t *testing.T) {
	text := func(seed uint64) string {
		var b strings.Builder
		if _, err := synth.Write(&b, synth.Options{Records: 500, Seed: seed, From: period.Of(2025, 1), To: period.Of(2026, 10)}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	first, again := text(1), text(1)
	if first != again {
		t.Error("two runs with one seed differ")
	}
	if first == text(2) {
		t.Error("two seeds give the same extract")
	}
}

func TestEveryExtractIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := period.Month(rapid.IntRange(int(period.Of(2019, 1)), int(period.Of(2027, 12))).Draw(t, "from"))
		o := synth.Options{
			Records: rapid.IntRange(1, 200).Draw(t, "records"),
			Seed:    rapid.Uint64().Draw(t, "seed"),
			From:    from, To: from + period.Month(rapid.IntRange(0, 30).Draw(t, "months")),
			Null: rapid.Bool().Draw(t, "null"),
		}
		var b bytes.Buffer
		s, err := synth.Write(&b, o)
		if err != nil {
			t.Fatal(err)
		}
		if s.Bytes != int64(b.Len()) || s.Records != int64(o.Records) {
			t.Fatalf("the summary says %+v of %d bytes", s, b.Len())
		}
		if bytes.ContainsAny(b.Bytes(), "\"\r \t") {
			t.Fatal("a cell would need quotes")
		}
		rows := parse(t, &b)
		if len(rows) != o.Records {
			t.Fatalf("%d rows, want %d", len(rows), o.Records)
		}
		checkOrder(t, rows, o, s.Extracted)
		for _, r := range rows {
			checkRow(t, r)
		}
	})
}

func TestTheSummaryCountsTheRows(t *testing.T) {
	var b bytes.Buffer
	s, err := synth.Write(&b, sample)
	if err != nil {
		t.Fatal(err)
	}
	want := synth.Summary{Bytes: int64(b.Len()), Extracted: "2026-10-31"}
	for _, r := range parse(t, &b) {
		want.Records++
		want.Persons += int64(number(t, r["persons"]))
		if r["crime_type"] == "THB" {
			want.Trafficking++
		}
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("summary (-rows +summary):\n%s", diff)
	}
	if share := 1000 * s.Trafficking / s.Records; share < 330 || share > 380 {
		t.Errorf("%d in 1000 records are THB, want about 350", share)
	}
}

func TestReportsAreLateAndTheLastMonthsIncomplete(t *testing.T) {
	rows := extract(t, synth.Options{Records: 40_000, Seed: 3, From: period.Of(2024, 1), To: period.Of(2026, 10), Null: true})
	prompt, byMonth := 0, map[string]int{}
	for _, r := range rows {
		byMonth[r["event_date"][:7]]++
		if days(t, r) <= 40 {
			prompt++
		}
	}
	if share := 1000 * prompt / len(rows); share < 930 || share > 970 {
		t.Errorf("%d in 1000 reports come within 40 days, want about 950", share)
	}
	usual := byMonth["2026-03"]
	for month, want := range map[string][2]int{"2026-10": {500, 750}, "2026-09": {830, 960}} {
		if share := 1000 * byMonth[month] / usual; share < want[0] || share > want[1] {
			t.Errorf("%s holds %d in 1000 of a usual month, want %v", month, share, want)
		}
	}
}

func TestUnderNullMonthsDifferByChanceAlone(t *testing.T) {
	rows := extract(t, synth.Options{Records: 60_000, Seed: 11, From: period.Of(2021, 1), To: period.Of(2026, 10), Null: true})
	perDay := map[string]int{}
	for _, r := range rows {
		perDay[r["event_date"]]++
	}
	// The last 150 days are incomplete.
	var counts []int
	for _, day := range slices.Sorted(maps.Keys(perDay)) {
		if day < "2026-06-01" {
			counts = append(counts, perDay[day])
		}
	}
	mean, squares := 0.0, 0.0
	for _, n := range counts {
		mean += float64(n) / float64(len(counts))
	}
	for _, n := range counts {
		squares += (float64(n) - mean) * (float64(n) - mean)
	}
	// The index of dispersion of a Poisson sample of n has the standard
	// deviation sqrt(2/(n-1)), here about 0.03.
	if index := squares / float64(len(counts)-1) / mean; index < 0.88 || index > 1.12 {
		t.Errorf("the index of dispersion of days is %.2f, want about 1", index)
	}
}

func TestInvalidOptionsAreRefused(t *testing.T) {
	from, to := period.Of(2025, 1), period.Of(2025, 12)
	for name, o := range map[string]synth.Options{
		"no records":       {From: from, To: to},
		"negative records": {Records: -1, From: from, To: to},
		"too many records": {Records: 1_000_000_001, From: from, To: to},
		"no months":        {Records: 1},
		"months reversed":  {Records: 1, From: to, To: from},
		"too many months":  {Records: 1, From: period.Of(1900, 1), To: period.Of(2000, 1)},
		"a year too far":   {Records: 1, From: period.Of(9999, 1), To: period.Of(10000, 1)},
	} {
		if s, err := synth.Write(io.Discard, o); err == nil {
			t.Errorf("%s: wrote %+v, want an error", name, s)
		}
	}
}

func TestAFailingWriterStopsTheWriting(t *testing.T) {
	full := errors.New("disk full")
	_, err := synth.Write(failing{full}, synth.Options{Records: 100_000, From: period.Of(2025, 1), To: period.Of(2025, 12)})
	if !errors.Is(err, full) {
		t.Errorf("got %v, want the error of the writer", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func BenchmarkWrite(b *testing.B) {
	o := sample
	o.Records = 200_000
	for b.Loop() {
		s, err := synth.Write(io.Discard, o)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(s.Bytes)
	}
	b.ReportMetric(float64(o.Records)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// A row is one record by column.
type row map[string]string

// A fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func extract(t *testing.T, o synth.Options) []row {
	t.Helper()
	var b bytes.Buffer
	if _, err := synth.Write(&b, o); err != nil {
		t.Fatal(err)
	}
	return parse(t, &b)
}

func parse(t fataler, r io.Reader) []row {
	t.Helper()
	all, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(synth.Columns(), all[0]); diff != "" {
		t.Fatalf("header (-want +got):\n%s", diff)
	}
	rows := make([]row, 0, len(all)-1)
	for _, cells := range all[1:] {
		r := row{}
		for i, name := range all[0] {
			r[name] = cells[i]
		}
		rows = append(rows, r)
	}
	return rows
}

func number(t fataler, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// days returns the number of days from the event to its report.
func days(t fataler, r row) int {
	t.Helper()
	event, err := time.Parse(time.DateOnly, r["event_date"])
	if err != nil {
		t.Fatal(err)
	}
	reported, err := time.Parse(time.DateOnly, r["report_date"])
	if err != nil {
		t.Fatal(err)
	}
	return int(reported.Sub(event).Hours() / 24)
}
