package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/synth"
	"htsm/generator/verify"
)

func writeSynthetic(_ context.Context, args []string, w world) int {
	f := newFlags("synth", w)
	records := f.Int("records", 8000, "write `n` records")
	seed := f.Uint64("seed", 20261123, "draw from this `seed`: the same seed gives the same bytes")
	from := f.String("from", "2023-01", "first `month` of events")
	to := f.String("to", "2026-10", "last `month`; the extract is made on its last day")
	null := f.Bool("null", false, "plant no signals: nothing but noise")
	rest, status, ok := parse(f, args)
	if !ok {
		return status
	}
	first, err1 := period.ParseMonth(*from)
	last, err2 := period.ParseMonth(*to)
	if err := errors.Join(err1, err2); err != nil || len(rest) > 0 {
		fmt.Fprintf(w.stderr, "htsm: synth: %v %v\n", err, rest)
		return invalid
	}
	summary, err := synth.Write(w.stdout, synth.Options{Records: *records, Seed: *seed, From: first, To: last, Null: *null})
	if err != nil {
		return fail(w, err)
	}
	fmt.Fprintf(w.stderr, "wrote %d records, %d bytes\n", summary.Records, summary.Bytes)
	return done
}

func verifySite(_ context.Context, args []string, w world) int {
	f := newFlags("verify", w)
	rest, status, ok := parse(f, args)
	if !ok {
		return status
	}
	dir, err := siteDir(w, rest)
	if err != nil {
		return fail(w, err)
	}
	if err := verify.Release(os.DirFS(dir)); err != nil {
		return fail(w, fmt.Errorf("%s: %w", dir, err))
	}
	fmt.Fprintf(w.stderr, "%s: every file has its checksum, every link leads somewhere\n", dir)
	return done
}

// siteDir returns the real folder of the site named in the arguments, or of
// the usual one.
func siteDir(w world, args []string) (string, error) {
	name := filepath.Join("site", "public")
	if len(args) > 0 {
		name = args[0]
	}
	dir, err := filepath.EvalSymlinks(inDir(w, name))
	if err != nil {
		return "", fmt.Errorf("find site: %w", err)
	}
	return dir, nil
}

func explain(_ context.Context, args []string, w world) int {
	if len(args) != 1 {
		fmt.Fprintln(w.stderr, "usage: htsm explain CODE, such as htsm explain S005")
		return invalid
	}
	e, ok := diag.Explain(diag.Code(args[0]))
	if !ok {
		fmt.Fprintf(w.stderr, "htsm: there is no diagnostic %q\n", args[0])
		return invalid
	}
	fmt.Fprintf(w.stdout, "%s: %s\n\n%s\n", e.Code, e.Title, e.Text)
	if e.Before != "" {
		fmt.Fprintf(w.stdout, "\nBefore:\n%s\n\nAfter:\n%s\n", e.Before, e.After)
	}
	return done
}
