// Htsm turns report specs and data extracts into editions.
//
// The command reads flags, the clock and the environment, and nothing else
// does. What it prints is in English and on standard error, but for the
// results of --json, explain and version. Exit status: 0 done, 1 failure, 2
// the spec, the contract or the command line is invalid, 3 some reports failed
// and the others were built, 11 another build holds the lock, 130 interrupted.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// The exit statuses.
const (
	done        = 0
	failure     = 1
	invalid     = 2
	partial     = 3
	locked      = 11
	interrupted = 130
)

// version is the version of the program; source is the checksum of what it was
// built from, set by the linker.
var (
	version = "0.1.0"
	source  = ""
)

// versionLine returns the version with the start of the checksum of the
// source.
func versionLine() string {
	if source == "" {
		return version
	}
	return version + "+" + source[:min(12, len(source))]
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], world{
		dir: ".", stdout: os.Stdout, stderr: os.Stderr, now: time.Now, getenv: os.Getenv, random: rand.Reader,
	})
	stop()
	os.Exit(status)
}

// A world is what the command sees of the outside.
type world struct {
	dir            string // The folder of the project.
	stdout, stderr io.Writer
	now            func() time.Time
	getenv         func(string) string // The environment; nil is not asked.
	random         io.Reader           // Unpredictable bytes; nil where none are needed.
}

// A command is one word of the command line.
type command struct {
	name, usage, about string
	run                func(context.Context, []string, world) int
}

func commands() []command {
	return []command{
		{"build", "[report ...]", "build reports and publish them", build},
		{"mark", "[report ...]", "make copies of published editions for recipients", mark},
		{"check", "[report ...]", "check reports and contracts without reading data", check},
		{"synth", "", "write an invented extract to standard output", writeSynthetic},
		{"verify", "[site]", "hold a published site against its checksums and links", verifySite},
		{"serve", "[report ...]", "show reports as they are now, and again whenever a file is saved", serve},
		{"show", "[site]", "show a published site on this machine", show},
		{"explain", "code", "explain a diagnostic such as S005", explain},
		{"version", "", "print the version", printVersion},
	}
}

// run runs the command line and returns the exit status.
func run(ctx context.Context, args []string, w world) int {
	if len(args) == 0 || slices.Contains([]string{"help", "-h", "--help"}, args[0]) {
		usage(w.stderr)
		if len(args) == 0 {
			return invalid
		}
		return done
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, args[1:], w)
		}
	}
	fmt.Fprintf(w.stderr, "htsm: there is no command %q\n", args[0])
	usage(w.stderr)
	return invalid
}

func usage(to io.Writer) {
	fmt.Fprintln(to, "usage: htsm command [flags] [arguments]")
	for _, c := range commands() {
		fmt.Fprintf(to, "  %-9s%-14s%s\n", c.name, c.usage, c.about)
	}
	fmt.Fprintln(to, "htsm command --help shows the flags of a command")
}

// newFlags returns the flags of a command.
func newFlags(name string, w world) *flag.FlagSet {
	f := flag.NewFlagSet("htsm "+name, flag.ContinueOnError)
	f.SetOutput(w.stderr)
	return f
}

// parse parses flags that may stand before or after the arguments. It returns
// the arguments, and the exit status if the command must stop.
func parse(f *flag.FlagSet, args []string) (rest []string, status int, ok bool) {
	for {
		err := f.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			return nil, done, false
		}
		if err != nil {
			return nil, invalid, false
		}
		if f.NArg() == 0 {
			return rest, done, true
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
}

// words splits a flag that holds several words.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// fail prints an error and returns the status of a failure.
func fail(w world, err error) int {
	fmt.Fprintf(w.stderr, "htsm: %v\n", err)
	return failure
}

func printVersion(_ context.Context, args []string, w world) int {
	if len(args) > 0 {
		fmt.Fprintln(w.stderr, "usage: htsm version")
		return invalid
	}
	fmt.Fprintln(w.stdout, versionLine())
	return done
}
