package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/pipeline"
	"htsm/generator/publish"
)

func build(ctx context.Context, args []string, w world) int {
	f := newFlags("build", w)
	span := f.String("period", "", "build the editions whose last month lies in `period`: 2026-10, 2026-Q3, 2026 or 2026-08..2026-10 (default: the last complete month of the extract)")
	audience := f.String("audience", "", "build for these `audiences` only, separated by commas")
	language := f.String("language", "", "build in these `languages` only, separated by commas")
	out := f.String("out", filepath.Join("site", "public"), "publish under `folder`")
	address := f.String("address", "", "the `address` that the site is served at, for its sitemap, such as https://briefs.example/")
	asOf := f.String("as-of", "", "count only what was entered until this `day`, such as 2026-10-31 (default: for an older edition as many days after its end as the extract was made after its last complete month)")
	revise := f.String("revise", "", "replace published editions, giving the `reason`")
	asJSON := f.Bool("json", false, "print the result as JSON on standard output")
	workers := f.Int("workers", 0, "build `n` reports at the same time (default: one for each processor)")
	quiet := f.Bool("quiet", false, "show no progress")
	names, status, ok := parse(f, args)
	if !ok {
		return status
	}
	order := pipeline.Order{
		Reports: names, Audiences: words(*audience), Languages: words(*language), AsOf: *asOf, Revise: *revise, Date: w.now().UTC().Format(time.DateOnly), Address: slash(*address),
		Site: publish.Site{Link: inDir(w, *out)}, Workers: *workers,
	}
	var err error
	if order.Months, err = parseSpan(*span); err != nil {
		fmt.Fprintf(w.stderr, "htsm: %v\n", err)
		return invalid
	}
	if *asOf != "" && !pipeline.ValidDay(*asOf) {
		fmt.Fprintf(w.stderr, "htsm: %q is not a day such as 2026-10-31\n", *asOf)
		return invalid
	}
	place, err := worldOf(w, *quiet)
	if err != nil {
		return fail(w, err)
	}
	result, err := pipeline.Build(ctx, place, order)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(w.stderr, "htsm: interrupted; the published site is as it was")
		return interrupted
	case errors.Is(err, publish.ErrLocked):
		fmt.Fprintf(w.stderr, "htsm: %v\n", err)
		return locked
	case errors.Is(err, publish.ErrPublished):
		report(w, result, *asJSON)
		fmt.Fprintf(w.stderr, "htsm: %v\n\thint: give --revise \"the reason\", or build into another folder with --out\n", err)
		return failure
	case err != nil:
		report(w, result, *asJSON)
		return fail(w, err)
	}
	report(w, result, *asJSON)
	return statusOf(w, result)
}

// statusOf returns the exit status of a result, and says which reports failed.
func statusOf(w world, r pipeline.Result) int {
	if len(r.Failed) > 0 {
		fmt.Fprintf(w.stderr, "htsm: failed: %s\n", strings.Join(r.Failed, ", "))
	}
	switch {
	case r.Invalid:
		return invalid
	case len(r.Failed) > 0 && len(r.Built) > 0:
		return partial
	case len(r.Failed) > 0:
		return failure
	}
	return done
}

// report prints the diagnostics of a result, or the whole result as JSON.
func report(w world, r pipeline.Result, asJSON bool) {
	if asJSON {
		// Readers of JSON expect lists, also where they are empty.
		r.Built, r.Failed, r.Problems = list(r.Built), list(r.Failed), list(r.Problems)
		enc := json.NewEncoder(w.stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(r); err != nil {
			fmt.Fprintf(w.stderr, "htsm: write result: %v\n", err)
		}
		return
	}
	printDiagnostics(w, r.Problems)
	if r.Release != "" {
		fmt.Fprintf(w.stderr, "published %d editions as release %s\n", len(r.Built), r.Release)
	}
}

// list returns s, and an empty slice for nil.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func printDiagnostics(w world, problems []diag.Diagnostic) {
	for _, d := range problems {
		fmt.Fprintln(w.stderr, d)
	}
}

// parseSpan reads a period or a range of months.
func parseSpan(s string) (period.Span, error) {
	if s == "" {
		return period.Span{}, nil
	}
	first, last, ranged := strings.Cut(s, "..")
	a, err := period.Parse(first)
	if err != nil || !ranged {
		return a, err
	}
	b, err := period.Parse(last)
	if err != nil {
		return a, err
	}
	if b.Last < a.First {
		return a, fmt.Errorf("the period %s ends before it begins", s)
	}
	return period.Span{First: a.First, Last: b.Last}, nil
}

// inDir returns a path below the folder of the project, unless it is absolute.
func inDir(w world, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(w.dir, name)
}

// worldOf returns what the stages may see: the project's folder through a root
// that no link leads out of, a folder for snapshots, the progress.
func worldOf(w world, quiet bool) (pipeline.World, error) {
	root, err := os.OpenRoot(w.dir)
	if err != nil {
		return pipeline.World{}, fmt.Errorf("open project: %w", err)
	}
	start := w.now()
	out := pipeline.World{Project: root.FS(), Scratch: filepath.Join(w.dir, ".cache"), Version: versionLine(), Program: source}
	if !quiet {
		out.Log = w.stderr
		out.Stamp = func() string {
			return fmt.Sprintf("%6.1fs  ", w.now().Sub(start).Round(10*time.Millisecond).Seconds())
		}
	}
	return out, nil
}

func check(_ context.Context, args []string, w world) int {
	f := newFlags("check", w)
	asJSON := f.Bool("json", false, "print the result as JSON on standard output")
	names, status, ok := parse(f, args)
	if !ok {
		return status
	}
	place, err := worldOf(w, true)
	if err != nil {
		return fail(w, err)
	}
	result := pipeline.Check(place, names)
	report(w, result, *asJSON)
	if len(result.Failed) == 0 && !result.Invalid {
		fmt.Fprintf(w.stderr, "%d reports are sound\n", result.Checked)
	}
	return statusOf(w, result)
}

// slash returns an address with a slash at its end; nothing stays nothing.
func slash(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address
	}
	return address + "/"
}
