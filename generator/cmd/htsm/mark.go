package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"htsm/generator/pipeline"
	"htsm/generator/publish"
)

func mark(ctx context.Context, args []string, w world) int {
	f := newFlags("mark", w)
	span := f.String("period", "", "copy the editions whose last month lies in `period` (default: the last complete month of the extract)")
	audience := f.String("audience", "", "copy editions of these `audiences` only, separated by commas")
	language := f.String("language", "", "copy in these `languages` only, separated by commas")
	site := f.String("out", filepath.Join("site", "public"), "the `folder` where the editions are published")
	ids := f.String("recipient", "", "make copies for these `recipients` only, separated by commas")
	list := f.String("recipients", "data/recipients.yaml", "the `file` of the project that lists the recipients")
	folder := f.String("copies", "copies", "write the copies below `folder`, which must not be in the site")
	passwords := f.String("passwords", "", "read the password of each recipient from the file of their name in `folder` (default: HTSM_PASSWORD_ID of the environment)")
	workers := f.Int("workers", 0, "make copies of `n` reports at the same time (default: one for each processor)")
	asJSON := f.Bool("json", false, "print the result as JSON on standard output")
	quiet := f.Bool("quiet", false, "show no progress")
	names, status, ok := parse(f, args)
	if !ok {
		return status
	}
	order := pipeline.Order{
		Reports: names, Audiences: words(*audience), Languages: words(*language),
		Site: publish.Site{Link: inDir(w, *site)}, Workers: *workers,
	}
	var err error
	if order.Months, err = parseSpan(*span); err != nil {
		fmt.Fprintf(w.stderr, "htsm: %v\n", err)
		return invalid
	}
	place, err := worldOf(w, *quiet)
	if err != nil {
		return fail(w, err)
	}
	result, err := pipeline.Mark(ctx, place, order, pipeline.Copies{
		List: filepath.ToSlash(*list), Recipients: words(*ids), Folder: inDir(w, *folder),
		Password: func(id string) (string, error) { return passwordOf(w, *passwords, id) }, Random: w.random,
	})
	if ctx.Err() != nil {
		fmt.Fprintln(w.stderr, "htsm: interrupted")
		return interrupted
	}
	report(w, result, *asJSON)
	if err != nil {
		return fail(w, err)
	}
	if len(result.Built) > 0 {
		fmt.Fprintf(w.stderr, "wrote %d copies below %s\n", len(result.Built), *folder)
	}
	return statusOf(w, result)
}

// passwordOf reads the password of a recipient from a file of their name in a
// folder, or from the environment without one. There may be none.
func passwordOf(w world, folder, id string) (string, error) {
	if folder == "" {
		return w.getenv("HTSM_PASSWORD_" + strings.ToUpper(strings.ReplaceAll(id, "-", "_"))), nil
	}
	data, err := os.ReadFile(filepath.Join(inDir(w, folder), id))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read password: %w", err)
	}
	return strings.TrimRight(string(data), "\r\n"), nil
}
