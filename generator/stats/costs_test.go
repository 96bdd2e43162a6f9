package stats_test

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"htsm/generator/codes"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/extract"
	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
)

// What the statistics cost is measured over extracts of these sizes; make bench
// names 100000 and 1000000, make bench RECORDS=10000000 that size alone.
var (
	costRecords = flag.String("records", "", "sizes of the extracts over which costs are measured, with commas between")
	costOf      = flag.String("cost-of", "", "a folder and what to measure there; of the process that measures")
)

// A cost is what one piece of work takes in a process of its own.
type cost struct {
	Seconds float64 // The least of several runs: others share the machine.
	Busy    float64 // Of the processors, likewise.
	Plain   float64 // Of the processors for the plain group-by, by turns.
	Peak    float64 // The largest memory of the process after the first run, in MiB.
	Queries int
	Rows    int // Of the answer to the plain group-by.
}

// The bounds of the memory, in MiB and in bytes a record, that the reading of an
// extract with one check for unique records and any statistic over it may take.
const (
	mostReading   = 200
	mostPerRecord = 120
	mostStatistic = 1536
)

// mostPlain is how many times the plain group-by a statistic may take without a
// reason: a comment of its file that begins with "Cost:".
// Below the least time of the processors, in seconds, the fixed cost of a second
// query weighs more than the records.
const (
	mostPlain = 3
	leastBusy = 0.02
)

// costEdition is the month of which the statistics are asked.
const costEdition = "2026-08"

// TestCosts measures the reading of extracts and every statistic over them, by
// its example in the manual.
func TestCosts(t *testing.T) {
	if *costRecords == "" {
		t.Skip("costs are measured by make bench")
	}
	for size := range strings.SplitSeq(*costRecords, ",") {
		records, err := strconv.Atoi(size)
		must(t, err)
		costsOver(t, records)
	}
}

func costsOver(t *testing.T, records int) {
	dir := t.TempDir()
	writeLargeExtract(t, dir, records)
	note := func(what string, c cost) {
		fmt.Fprintf(os.Stderr, "%d records, %s: %.3f s, busy %.3f s, %.1f times the plain group-by, %.0f MiB, %d queries, %d groups\n", records, what, c.Seconds, c.Busy, c.Busy/c.Plain, c.Peak, c.Queries, c.Rows)
	}
	var b strings.Builder
	read := measured(t, dir, "reading")
	note("reading", read)
	must(t, os.Remove(filepath.Join(dir, "data", "detections.csv")))
	if most := mostReading + mostPerRecord*float64(records)/(1<<20); read.Peak > most {
		t.Errorf("reading %d records takes %.0f MiB, more than %.0f", records, read.Peak, most)
	}
	fmt.Fprintf(&b, "Reading the extract: %.1f s, %.1f s of the processors (%.0f records a second of one), at most %.0f MiB.\n\n", read.Seconds, read.Busy, float64(records)/read.Busy, read.Peak)
	b.WriteString("| statistic | seconds | processor | plain group-by | ratio | peak MiB | queries |\n| --- | --: | --: | --: | --: | --: | --: |\n")
	for _, s := range stats.All() {
		c := measured(t, dir, s.Name)
		note(s.Name, c)
		if c.Peak > mostStatistic {
			t.Errorf("%s over %d records takes %.0f MiB", s.Name, records, c.Peak)
		}
		fmt.Fprintf(&b, "| `%s` | %.3f | %.3f | %.3f | %.1f | %.0f | %d |\n", s.Name, c.Seconds, c.Busy, c.Plain, c.Busy/c.Plain, c.Peak, c.Queries)
	}
	if *writeOperating && !t.Failed() {
		rewrite(t, fmt.Sprintf("costs %d", records), b.String())
	}
}

// writeLargeExtract writes an extract and its contract below dir.
func writeLargeExtract(t *testing.T, dir string, records int) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Join(dir, "data"), 0o755))
	text, err := os.ReadFile("../../data/detections.contract.yaml")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "data", "detections.contract.yaml"), text, 0o644))
	f, err := os.Create(filepath.Join(dir, "data", "detections.csv"))
	must(t, err)
	_, err = synth.Write(f, synth.Options{Records: records, Seed: 20261123, From: period.Of(2020, 1), To: period.Of(2026, 10)})
	must(t, err)
	must(t, f.Close())
}

// measured runs one piece of work in a process of its own.
func measured(t *testing.T, dir, what string) cost {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestOneCost$", "-test.timeout", "2h", "-cost-of", dir+","+what)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	_, rest, ok := strings.Cut(string(out), "cost: ")
	if err != nil || !ok {
		t.Fatalf("%s: %v\n%s", what, err, out)
	}
	line, _, _ := strings.Cut(rest, "\n")
	var c cost
	must(t, json.Unmarshal([]byte(line), &c))
	return c
}

// TestOneCost is the process that measures one piece of work.
func TestOneCost(t *testing.T) {
	if *costOf == "" {
		t.Skip("this is the process that TestCosts starts")
	}
	dir, what, _ := strings.Cut(*costOf, ",")
	var diags diag.List
	w := &world{lists: codeLists{codes.Load(os.DirFS("../.."), "data/codes", &diags)}}
	var ok bool
	w.contract, ok = contract.Load(os.DirFS(dir), "data/detections.contract.yaml", &diags)
	refuse(t, &diags, ok)
	snapshot := filepath.Join(dir, "x.parquet")
	var c cost
	if what == "reading" {
		start := time.Now()
		_, err := extract.Open(context.Background(), os.DirFS(dir), w.contract, w.lists, extract.Options{Snapshot: snapshot, Progress: func(n int64) { fmt.Fprintf(os.Stderr, "reading: %d records\n", n) }}, &diags)
		refuse(t, &diags, err == nil)
		c = cost{Seconds: time.Since(start).Seconds(), Busy: processorTime(), Peak: peakMemory(t)}
	} else {
		c = w.costOf(t, snapshot, what)
	}
	line, err := json.Marshal(c)
	must(t, err)
	fmt.Printf("cost: %s\n", line)
}

// costOf measures a statistic of a snapshot.
func (w *world) costOf(t *testing.T, snapshot, name string) cost {
	t.Helper()
	db, err := engine.OpenDuckDB(context.Background(), snapshot, engine.Options{Spill: t.TempDir()})
	must(t, err)
	defer db.Close()
	s, ok := stats.Lookup(name)
	if !ok {
		t.Fatalf("no statistic %s", name)
	}
	recorded := &recorder{Engine: db}
	w.input = stats.Input{Engine: recorded, Contract: w.contract, Codes: w.lists, Latest: period.Of(2026, 10)}
	request := w.resolve(t, s.Example, "month")
	span, err := period.Parse(costEdition)
	must(t, err)
	w.input.Span = span
	run := func() (seconds, busy float64) {
		recorded.queries = nil
		start, before := time.Now(), processorTime()
		_, err := s.Compute(context.Background(), &w.input, request)
		must(t, err)
		return time.Since(start).Seconds(), processorTime() - before
	}
	run()
	c := cost{Peak: peakMemory(t), Queries: len(recorded.queries)}
	plain := recorded.plain()
	all, err := db.Group(context.Background(), engine.Query{})
	must(t, err)
	c.Seconds, c.Busy, c.Plain = math.Inf(1), math.Inf(1), math.Inf(1)
	runs := 5
	if all[0].Count > 5_000_000 {
		runs = 2 // Long enough to be steady.
	}
	for range runs {
		before := processorTime()
		rows, err := db.Group(context.Background(), plain)
		must(t, err)
		c.Plain, c.Rows = min(c.Plain, processorTime()-before), len(rows)
		seconds, busy := run()
		c.Seconds, c.Busy = min(c.Seconds, seconds), min(c.Busy, busy)
	}
	return c
}

// A recorder remembers the queries of an engine.
type recorder struct {
	engine.Engine
	queries []engine.Query
}

func (r *recorder) Group(ctx context.Context, q engine.Query) ([]engine.Row, error) {
	r.queries = append(r.queries, q)
	return r.Engine.Group(ctx, q)
}

func (r *recorder) Bounds(ctx context.Context, date string, latest ...string) (period.Span, string, error) {
	r.queries = append(r.queries, engine.Query{})
	return r.Engine.Bounds(ctx, date, latest...)
}

// plain returns the group-by that the others are held against: of the query with
// most columns, over all months that any of them reads.
func (r *recorder) plain() engine.Query {
	largest := slices.MaxFunc(r.queries, func(a, b engine.Query) int { return cmp.Compare(len(a.Keys)+len(a.Known), len(b.Keys)+len(b.Known)) })
	out := engine.Query{Keys: largest.Keys, Known: largest.Known}
	var hull period.Span
	for _, q := range r.queries {
		for _, c := range q.Where {
			if c.Months != (period.Span{}) && hull != (period.Span{}) {
				hull = period.Span{First: min(hull.First, c.Months.First), Last: max(hull.Last, c.Months.Last)}
			} else if c.Months != (period.Span{}) {
				hull = c.Months
			}
		}
	}
	for _, c := range largest.Where {
		if c.Months != (period.Span{}) {
			c.Months = hull
		}
		out.Where = append(out.Where, c)
	}
	return out
}

// processorTime returns the seconds that the threads of this process have run.
func processorTime() float64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// peakMemory returns the largest memory that this process has had, in MiB.
func peakMemory(t *testing.T) float64 {
	t.Helper()
	f, err := os.Open("/proc/self/status")
	if err != nil {
		t.Skip("the memory of a process is read from /proc, which is not there")
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) == 3 && fields[0] == "VmHWM:" {
			kib, err := strconv.ParseFloat(fields[1], 64)
			must(t, err)
			return kib / 1024
		}
	}
	t.Fatal("/proc/self/status tells no VmHWM")
	return 0
}

// unmeasured lists the statistics that are newer than the last measurement over
// ten million records, which takes an hour.
var unmeasured = []string{"profiles"}

// The committed tables tell the costs of the same statistics over three sizes, and
// a statistic that is slow says why.
func TestTheCommittedCostsHaveTheirReasons(t *testing.T) {
	var before []string
	for _, records := range []string{"100000", "1000000", "10000000"} {
		_, text, _ := operatingPart(t, "costs "+records)
		if !strings.Contains(text, "Reading the extract: ") {
			t.Errorf("%s records: no word on the reading: make bench", records)
		}
		var names []string
		for _, row := range tableRows(text) {
			name := strings.Trim(row[0], "`")
			names = append(names, name)
			ratio, err := strconv.ParseFloat(row[4], 64)
			must(t, err)
			busy, err := strconv.ParseFloat(row[2], 64)
			must(t, err)
			if _, known := stats.Lookup(name); !known {
				t.Errorf("%s records: %q is no statistic", records, name)
			} else if ratio > mostPlain && busy > leastBusy && !strings.Contains(sourceOf(t, name), "// Cost: ") {
				t.Errorf("%s takes %v times the plain group-by over %s records: mend it, or say why in a comment \"Cost:\"", name, ratio, records)
			}
		}
		if records == "10000000" {
			before = slices.DeleteFunc(before, func(name string) bool { return slices.Contains(unmeasured, name) })
		}
		if len(names) < 30 || before != nil && !slices.Equal(names, before) {
			t.Errorf("%s records: rows %v; those of the size before: %v", records, names, before)
		}
		before = names
	}
}

// sourceOf returns the file of a statistic.
func sourceOf(t *testing.T, name string) string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	must(t, err)
	for _, f := range files {
		data, err := os.ReadFile(f)
		must(t, err)
		if strings.Contains(string(data), "Name:  "+strconv.Quote(name)+",") {
			return string(data)
		}
	}
	t.Fatalf("no file has the statistic %s", name)
	return ""
}
