package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// BenchmarkSample builds the sample edition (a monthly brief for three months,
// a quarterly focus, briefs for three countries; two audiences, two languages)
// with a cold process, from extracts of several sizes. Peak is the largest
// memory of the process.
func BenchmarkSample(b *testing.B) {
	repo, err := filepath.Abs("../../..")
	if err != nil {
		b.Fatal(err)
	}
	program := filepath.Join(b.TempDir(), "htsm")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	for _, records := range []int{8000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(records), func(b *testing.B) {
			dir := benchProject(b, repo, program, records)
			var peak int64
			i := 0
			for b.Loop() {
				i++
				cmd := exec.Command(program, "build", "--quiet", "--period", "2026-08..2026-10", "--out", fmt.Sprintf("out%d/public", i))
				cmd.Dir = dir
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				peak = max(peak, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
			}
			b.ReportMetric(float64(peak)/1024, "peak-MiB")
		})
	}
}

// benchProject copies the reports and data of the repository, with an extract of
// the given size.
func benchProject(b *testing.B, repo, program string, records int, options ...string) string {
	dir := b.TempDir()
	for _, name := range []string{"reports", "data"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(repo, name))); err != nil {
			b.Fatal(err)
		}
	}
	var extract bytes.Buffer
	cmd := exec.Command(program, append([]string{"synth", "--records", strconv.Itoa(records)}, options...)...)
	cmd.Stdout = &extract
	if err := cmd.Run(); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "detections.csv"), extract.Bytes(), 0o644); err != nil {
		b.Fatal(err)
	}
	return dir
}
