package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestInterruptedBuildSaysThatNothingChanged(t *testing.T) {
	dir := t.TempDir()
	must(t, fillIn(dir, filepath.Join("testdata", "script", "project")))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	w := world{dir: dir, stdout: &stdout, stderr: &stderr, now: func() time.Time { return time.Time{} }}
	if got := run(ctx, []string{"build", "--quiet"}, w); got != interrupted {
		t.Errorf("exit status %d, want %d", got, interrupted)
	}
	if want := "htsm: interrupted; the published site is as it was\n"; stderr.String() != want {
		t.Errorf("standard error is %q", stderr.String())
	}
	if _, err := os.Lstat(filepath.Join(dir, "site", "public")); !os.IsNotExist(err) {
		t.Errorf("something was published: %v", err)
	}
}

// Progress is one line a stage, with the time since the start.
func TestProgressIsStampedWithTheTimeSinceTheStart(t *testing.T) {
	dir := t.TempDir()
	must(t, fillIn(dir, filepath.Join("testdata", "script", "project")))
	var stdout, stderr bytes.Buffer
	at := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	w := world{dir: dir, stdout: &stdout, stderr: &stderr, now: func() time.Time { at = at.Add(1500 * time.Millisecond); return at }}
	if got := run(t.Context(), []string{"build", "--audience", "partners", "--out", "out"}, w); got != done {
		t.Fatalf("exit status %d\n%s", got, stderr.String())
	}
	want := strings.Join([]string{
		"   1.5s  checked 1 reports", "   3.0s  reading data/small.csv", "   4.5s  read 62 rows of small",
		"   6.0s  built brief 2026-10", "   7.5s  publishing 1 editions",
	}, "\n")
	if !strings.HasPrefix(stderr.String(), want) {
		t.Errorf("progress is\n%s\nwant\n%s", stderr.String(), want)
	}
}

func TestSpansOfMonths(t *testing.T) {
	for text, want := range map[string]string{"": "", "2026-10": "2026-10", "2026-Q3": "2026-Q3", "2026-08..2026-10": "2026-08..2026-10", "2025..2026-Q1": "2025-01..2026-03"} {
		if got, err := parseSpan(text); err != nil || got.String() != want {
			t.Errorf("parseSpan(%q) = %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"2026-10..", "..2026-10", "2026-10..2026-09", "October", "2026-10..2026-10..2026-10"} {
		if got, err := parseSpan(text); err == nil {
			t.Errorf("parseSpan(%q) = %s", text, got)
		}
	}
}
