// Notices writes THIRD-PARTY-NOTICES.md: the licences of everything that the
// program and the site contain, read from the modules and npm packages that
// are really used. With -check it only says whether the file is up to date.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A part is a third-party module or package.
type part struct{ name, version, licence string }

func main() {
	log.SetFlags(0)
	check := flag.Bool("check", false, "say whether the file is up to date")
	flag.Parse()
	root := filepath.Join("..", "..")
	parts := append(modules(root), packages(filepath.Join(root, "site"))...)
	text := write(parts)
	file := filepath.Join(root, "THIRD-PARTY-NOTICES.md")
	if *check {
		if old, err := os.ReadFile(file); err != nil || !bytes.Equal(old, text) {
			log.Fatal("THIRD-PARTY-NOTICES.md is out of date: make notices")
		}
		return
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		log.Fatal(err)
	}
}

// modules returns the Go modules whose packages the program is built from.
func modules(root string) []part {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./generator/cmd/htsm")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		log.Fatalf("list modules: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	var parts []part
	for _, l := range slices.Compact(lines) {
		f := strings.Split(l, "\t")
		if len(f) == 3 {
			parts = append(parts, part{f[0], f[1], licence(f[2])})
		}
	}
	return parts
}

// packages returns the npm packages of the lock file.
func packages(dir string) []part {
	data, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		log.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			Version string
			Dev     bool
		}
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		log.Fatal(err)
	}
	var parts []part
	for place, p := range lock.Packages {
		if name, ok := strings.CutPrefix(place, "node_modules/"); ok && !p.Dev {
			parts = append(parts, part{"npm " + name, p.Version, licence(filepath.Join(dir, place))})
		}
	}
	return parts
}

// licence returns the licence texts of a folder.
func licence(dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		log.Fatal(err)
	}
	var texts []string
	for _, e := range entries {
		upper := strings.ToUpper(e.Name())
		for _, start := range []string{"LICENSE", "LICENCE", "COPYING", "NOTICE"} {
			if !e.IsDir() && strings.HasPrefix(upper, start) {
				text, err := os.ReadFile(filepath.Join(dir, e.Name()))
				if err != nil {
					log.Fatal(err)
				}
				texts = append(texts, tidy(string(text)))
				break
			}
		}
	}
	if len(texts) == 0 {
		return ""
	}
	return strings.Join(texts, "\n\n")
}

func tidy(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\f")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// write returns the file: parts with the same licence text stand together.
func write(parts []part) []byte {
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.name, b.name) })
	var b bytes.Buffer
	b.WriteString("# Third-party notices\n\nThe program and the site contain the following works. This file is generated from\nthe modules and packages in use: `make notices`.\n")
	var order []string
	by := map[string][]part{}
	for _, p := range parts {
		if by[p.licence] == nil {
			order = append(order, p.licence)
		}
		by[p.licence] = append(by[p.licence], p)
	}
	for _, text := range order {
		b.WriteString("\n## ")
		for i, p := range by[text] {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%s %s", p.name, p.version)
		}
		if text == "" {
			b.WriteString("\n\nThe package ships no licence file of its own; its package description names its licence.\n")
			continue
		}
		fmt.Fprintf(&b, "\n\n```text\n%s\n```\n", text)
	}
	return b.Bytes()
}
