package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"htsm/generator/publish"
)

// The scripts of testdata/script run the command in a copy of the project
// beside them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			return fillIn(e.WorkDir, filepath.Join("testdata", "script", "project"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"htsm":   scriptCommand,
			"edit":   scriptEdit,
			"keep":   scriptKeep,
			"same":   scriptSame,
			"lock":   scriptLock,
			"absent": scriptAbsent,
		},
	})
}

// fillIn copies the files of a folder that another does not have.
func fillIn(to, from string) error {
	return filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(name, from))
		if _, err := os.Stat(target); err == nil {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
}

// scriptCommand runs "htsm STATUS ARGUMENTS…" and holds the exit status
// against the one that is given.
func scriptCommand(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: htsm STATUS ARGUMENTS…")
	}
	w := world{dir: ts.MkAbs("."), stdout: ts.Stdout(), stderr: ts.Stderr(), now: func() time.Time { return time.Time{} }, getenv: ts.Getenv, random: rand.NewChaCha8([32]byte{})}
	if got := run(context.Background(), args[1:], w); got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// scriptEdit replaces a text that stands once in a file: "edit FILE OLD NEW".
func scriptEdit(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if n := strings.Count(text, args[1]); n != 1 {
		ts.Fatalf("%q stands %d times in %s", args[1], n, args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}

// scriptKeep remembers all bytes of a folder: "keep FOLDER".
func scriptKeep(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv("kept", treeSum(ts, ts.MkAbs(args[0])))
}

// scriptSame compares a folder with the one that was kept: "same FOLDER".
func scriptSame(ts *testscript.TestScript, neg bool, args []string) {
	if same := treeSum(ts, ts.MkAbs(args[0])) == ts.Getenv("kept"); same == neg {
		ts.Fatalf("the same bytes: %v", same)
	}
}

// treeSum returns a checksum of the names and bytes of all files below a
// folder or the folder that a link leads to.
func treeSum(ts *testscript.TestScript, dir string) string {
	real, err := filepath.EvalSymlinks(dir)
	ts.Check(err)
	all := sha256.New()
	ts.Check(filepath.WalkDir(real, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		fmt.Fprintf(all, "%s %x\n", strings.TrimPrefix(name, real), sha256.Sum256(data))
		return err
	}))
	return fmt.Sprintf("%x", all.Sum(nil))
}

// scriptLock holds the lock of a site to the end of the script: "lock SITE".
func scriptLock(ts *testscript.TestScript, _ bool, args []string) {
	draft, err := publish.Site{Link: ts.MkAbs(args[0])}.Open()
	ts.Check(err)
	ts.Defer(func() { draft.Close() })
}

// scriptAbsent looks for a text in all artifacts below a folder, in every way
// in which it could be written there: "absent TEXT FOLDER". "! absent TEXT FOLDER
// ENDING…" wants it in a file with each of the endings.
func scriptAbsent(ts *testscript.TestScript, neg bool, args []string) {
	dir, err := filepath.EvalSymlinks(ts.MkAbs(args[1]))
	ts.Check(err)
	var found []string
	ts.Check(filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		layers, err := unpacked(name)
		if err != nil {
			return err
		}
		for _, text := range layers {
			if holdsText(text, args[0]) {
				found = append(found, strings.TrimPrefix(name, dir))
				return nil
			}
		}
		return nil
	}))
	if (len(found) == 0) == neg {
		ts.Fatalf("%q was found in %v", args[0], found)
	}
	for _, ending := range args[2:] {
		if !slices.ContainsFunc(found, func(s string) bool { return strings.HasSuffix(s, ending) }) {
			ts.Fatalf("%q was found in %v, but not in a file *%s", args[0], found, ending)
		}
	}
}

// holdsText reports whether bytes hold a text as it stands, in UTF-16, or in
// the hexadecimal digits of a PDF string.
func holdsText(data []byte, text string) bool {
	var wide []byte
	for _, r := range text {
		wide = append(wide, byte(r>>8), byte(r))
	}
	for _, form := range [][]byte{[]byte(text), wide, fmt.Appendf(nil, "%x", text), fmt.Appendf(nil, "%X", text), fmt.Appendf(nil, "%x", wide), fmt.Appendf(nil, "%X", wide)} {
		if bytes.Contains(data, form) {
			return true
		}
	}
	return false
}
