package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkArchive builds an archive of monthly briefs in four languages and
// then what changed: nothing, one narrative in one language, one month more. It
// is small by default; HTSM_ARCHIVE=10x40 takes ten years of forty reports. A
// run reports the seconds of each build, how many editions it made, and the
// largest memory of a process, and beside it what Hugo takes for as many pages.
func BenchmarkArchive(b *testing.B) {
	years, reports := 1, 3
	if size := os.Getenv("HTSM_ARCHIVE"); size != "" {
		if _, err := fmt.Sscanf(size, "%dx%d", &years, &reports); err != nil {
			b.Fatalf("HTSM_ARCHIVE is %q, want years and reports such as 10x40", size)
		}
	}
	repo, err := filepath.Abs("../../..")
	if err != nil {
		b.Fatal(err)
	}
	program := filepath.Join(b.TempDir(), "htsm")
	if out, err := exec.Command("go", "build", "-ldflags", "-X main.source="+strings.Repeat("a", 64), "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	for b.Loop() {
		a := &archive{b: b, program: program, dir: benchProject(b, repo, program, 20_000, "--from", fmt.Sprintf("%d-01", 2025-years))}
		a.write(reports)
		last := 12*2026 + 9 - 1
		span := func(months int) string {
			first := last - months + 1
			return fmt.Sprintf("%04d-%02d..%04d-%02d", first/12, first%12+1, last/12, last%12+1)
		}
		a.run("cold", span(12*years), 12*years*reports*4)
		a.run("unchanged", span(12*years), 0)
		a.narrative("report-01", "fr")
		a.run("narrative", span(12*years), 12*years)
		last++
		a.run("month", span(12*years), reports*4)
		a.besideHugo()
	}
}

type archive struct {
	b            *testing.B
	program, dir string
}

// write replaces the reports of the project by so many small ones.
func (a *archive) write(reports int) {
	folder := filepath.Join(a.dir, "reports")
	if err := os.RemoveAll(folder); err != nil {
		a.b.Fatal(err)
	}
	for i := range reports {
		name := fmt.Sprintf("report-%02d", i+1)
		text := "report: " + name + "\ntitle: Archive\nextract: detections\nperiod: month\nlanguages: [fr, en, es, ar]\nmarking: {tlp: GREEN}\n" +
			"audiences: {partners: {threshold: 11}}\nstatistics:\n  volume: {is: volume, by: crime_type, compare: [previous]}\n  trend: {is: series, across: crime_type, window: rolling-12}\n" +
			"sections:\n  - {title: Text, text: summary, show: [{key-figures: volume}, {table: volume}, {chart: trend, as: line}]}\n  - {title: Method, show: [{revisions: all}, {method: all}]}\n"
		a.put(name+".yaml", text)
		for _, language := range []string{"fr", "en", "es", "ar"} {
			a.put(filepath.Join(name, "summary."+language+".md"), "{{ volume.total.count }}.\n")
		}
	}
}

func (a *archive) put(name, text string) {
	a.file(filepath.Join(a.dir, "reports", name), text)
}

func (a *archive) narrative(report, language string) {
	a.put(filepath.Join(report, "summary."+language+".md"), "{{ volume.total.count }}; {{ volume.THB.count }}.\n")
}

// run builds a span and reports how long that took.
func (a *archive) run(name, span string, want int) {
	cmd := exec.Command(a.program, "build", "--period", span, "--revise", "a benchmark")
	cmd.Dir = a.dir
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		a.b.Fatalf("%s: %v\n%s", name, err, out)
	}
	made := 0
	if m := regexp.MustCompile(`publishing (\d+) editions`).FindSubmatch(out); m != nil {
		made, _ = strconv.Atoi(string(m[1]))
	}
	if made != want {
		a.b.Fatalf("%s: made %d editions, want %d\n%s", name, made, want, out)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	a.b.ReportMetric(time.Since(start).Seconds(), name+"-s")
	a.b.ReportMetric((cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), name+"-cpu-s")
	a.b.ReportMetric(float64(usage.Maxrss)/1024, name+"-MiB")
}
