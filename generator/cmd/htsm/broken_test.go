package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// A fault is one edit of the sound project of testdata/script, and everything
// that the command says of it.
type fault struct {
	status  int
	command []string
	file    string
	old     string // The lines that give way; none appends.
	new     string
	said    string
}

// parseFault reads a fault: "> STATUS COMMAND", "@ FILE", the lines with - that
// give way to those with +, then what is said.
func parseFault(t *testing.T, text string) fault {
	t.Helper()
	var f fault
	for line := range strings.Lines(text) {
		switch rest := line[min(2, len(line)):]; {
		case strings.HasPrefix(line, "> "):
			words := strings.Fields(rest)
			_, err := fmt.Sscan(words[0], &f.status)
			must(t, err)
			f.command = words[1:]
		case strings.HasPrefix(line, "@ "):
			f.file = strings.TrimSpace(rest)
		case strings.HasPrefix(line, "- "):
			f.old += rest
		case strings.HasPrefix(line, "+ "):
			f.new += rest
		default:
			f.said += line
		}
	}
	return f
}

// run breaks a fresh copy of the project and returns what the command says.
func (f fault) run(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	must(t, fillIn(dir, filepath.Join("testdata", "script", "project")))
	file := filepath.Join(dir, f.file)
	text := readFile(t, file)
	if f.old == "" {
		text += f.new
	} else {
		if strings.Count(text, f.old) != 1 {
			t.Fatalf("%q stands %d times in %s", f.old, strings.Count(text, f.old), f.file)
		}
		text = strings.Replace(text, f.old, f.new, 1)
	}
	must(t, os.WriteFile(file, []byte(text), 0o644))
	var stdout, stderr bytes.Buffer
	w := world{dir: dir, stdout: &stdout, stderr: &stderr, now: func() time.Time { return time.Time{} }}
	if got := run(context.Background(), f.command, w); got != f.status {
		t.Errorf("exit status %d, want %d", got, f.status)
	}
	if stdout.Len() > 0 {
		t.Errorf("standard output is not empty:\n%s", stdout.String())
	}
	for _, name := range []string{"site", "out"} {
		if _, err := os.Stat(filepath.Join(dir, name)); !os.IsNotExist(err) {
			t.Errorf("%s was written: %v", name, err)
		}
	}
	return stderr.String()
}

// Every fault of testdata/broken.txtar is said with its place, its code and
// what to do about it, and leaves nothing half-written.
func TestFaultsOfInputsAreSaidExactly(t *testing.T) {
	name := filepath.Join("testdata", "broken.txtar")
	a, err := txtar.ParseFile(name)
	must(t, err)
	if len(a.Files) < 30 {
		t.Errorf("only %d faults are tried", len(a.Files))
	}
	if os.Getenv("UPDATE") == "1" {
		for i, c := range a.Files {
			f := parseFault(t, string(c.Data))
			a.Files[i].Data = []byte(strings.TrimSuffix(string(c.Data), f.said) + f.run(t))
		}
		must(t, os.WriteFile(name, txtar.Format(a), 0o644))
		return
	}
	for _, c := range a.Files {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			f := parseFault(t, string(c.Data))
			if diff := cmp.Diff(f.said, f.run(t)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
