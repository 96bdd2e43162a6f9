package verify

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Fresh holds a release against itself as [Release] does, but takes the files
// that were carried over from the last release for what they were: they exist,
// stand in SHA256SUMS, and are not read. carried names them by their path with
// the audience.
func Fresh(fsys fs.FS, carried func(name string) bool) error {
	return held(fsys, carried)
}

// Release holds a release against itself: in every audience's folder each
// file stands in SHA256SUMS with its checksum and nothing else is there, the
// files of the manifest exist, no page points to a file or to a place in a page
// that does not exist or that belongs to another audience, and no page holds
// code or loads anything from elsewhere.
func Release(fsys fs.FS) error {
	return held(fsys, func(string) bool { return false })
}

func held(fsys fs.FS, carried func(string) bool) error {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return fmt.Errorf("read release: %w", err)
	}
	if len(entries) == 0 {
		return errors.New("the release is empty")
	}
	for _, e := range entries {
		if !e.IsDir() {
			return fmt.Errorf("%s belongs to no audience", e.Name())
		}
		sub, err := fs.Sub(fsys, e.Name())
		if err != nil {
			return fmt.Errorf("read release: %w", err)
		}
		if err := audience(sub, func(name string) bool { return carried(path.Join(e.Name(), name)) }); err != nil {
			return fmt.Errorf("audience %s: %w", e.Name(), err)
		}
	}
	return nil
}

// audience holds the folder of one audience against itself.
func audience(fsys fs.FS, carried func(string) bool) error {
	sums, err := readSums(fsys)
	if err != nil {
		return err
	}
	var d differences
	seen := map[string]bool{"SHA256SUMS": true}
	web := &web{fsys: fsys, ids: map[string]map[string]bool{}}
	err = fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || name == "SHA256SUMS" {
			return err
		}
		seen[name] = true
		if _, ok := sums[name]; ok && carried(name) {
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		switch want, ok := sums[name]; {
		case !ok:
			d.add("%s does not stand in SHA256SUMS", name)
		case want != hex.EncodeToString(sum[:]):
			d.add("%s has another checksum than in SHA256SUMS", name)
		}
		if strings.HasSuffix(name, ".html") {
			return web.read(name, data, &d)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read files: %w", err)
	}
	web.follow(&d)
	for _, name := range sortedKeys(sums) {
		if !seen[name] {
			d.add("%s stands in SHA256SUMS but does not exist", name)
		}
	}
	if err := checkManifest(fsys, sums, &d); err != nil {
		return err
	}
	return d.err()
}

func readSums(fsys fs.FS) (map[string]string, error) {
	data, err := fs.ReadFile(fsys, "SHA256SUMS")
	if err != nil {
		return nil, fmt.Errorf("read checksums: %w", err)
	}
	sums := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || len(sum) != 64 || !fs.ValidPath(name) {
			return nil, fmt.Errorf("read checksums: %q is not a line of SHA256SUMS", lines.Text())
		}
		sums[name] = sum
	}
	return sums, lines.Err()
}

func checkManifest(fsys fs.FS, sums map[string]string, d *differences) error {
	data, err := fs.ReadFile(fsys, "manifest.json")
	if err != nil {
		return fmt.Errorf("read manifest: %w", err)
	}
	var m struct {
		Editions []struct {
			Files      []struct{ Path, SHA256 string }
			Superseded []struct {
				Files []struct{ Path, SHA256 string }
			}
		}
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return fmt.Errorf("read manifest: %w", err)
	}
	for _, e := range m.Editions {
		all := e.Files
		for _, s := range e.Superseded {
			all = append(all, s.Files...)
		}
		for _, f := range all {
			if sums[f.Path] != f.SHA256 {
				d.add("the manifest and SHA256SUMS disagree on %s", f.Path)
			}
		}
	}
	return nil
}
