package publish

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A Copy is the file of one recipient. Recipient, Report and the like are
// slugs or tags; Serial names the copy.
type Copy struct {
	Serial, Recipient          string
	Audience, Language, Report string
	Edition                    string
	Revision                   int
	Published                  string // The SHA-256 of the published file.
	Encrypted                  bool
	Name                       string // Of the file, in the folder of the recipient.
	Data                       []byte
}

// register is the file that tells whose copy a serial names.
const register = "register.csv"

func registerHead() []string {
	return []string{"serial", "recipient", "audience", "language", "report", "edition", "revision", "published-sha256", "copy-sha256", "encrypted"}
}

func (c Copy) record() []string {
	return []string{c.Serial, c.Recipient, c.Audience, c.Language, c.Report, c.Edition, strconv.Itoa(c.Revision), c.Published, checksum(c.Data), strconv.FormatBool(c.Encrypted)}
}

// ErrCopiesInSite is returned where copies would land in a site or around it.
var ErrCopiesInSite = errors.New("copies for recipients must not stand in a published site")

// WriteCopies writes copies below a folder, one folder a recipient, and adds
// them to register.csv there, sorted by serial. Folders have mode 0700 and files
// 0600: a copy is for one reader. A copy that was written before is replaced.
// The folder must be neither in the site nor around it.
func (s Site) WriteCopies(folder string, list []Copy) error {
	if err := s.Apart(folder); err != nil {
		return err
	}
	records, err := readRegister(filepath.Join(folder, register))
	if err != nil {
		return err
	}
	for _, c := range list {
		dir := filepath.Join(folder, c.Recipient)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("make folder of copies: %w", err)
		}
		if err := errors.Join(os.Chmod(folder, 0o700), os.Chmod(dir, 0o700)); err != nil {
			return fmt.Errorf("make folder of copies: %w", err)
		}
		if err := replaceFile(filepath.Join(dir, c.Name), c.Data); err != nil {
			return fmt.Errorf("write copy: %w", err)
		}
		records[c.Serial] = c.record()
	}
	if len(list) == 0 {
		return nil
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	all := [][]string{registerHead()}
	for _, serial := range slices.Sorted(maps.Keys(records)) {
		all = append(all, records[serial])
	}
	if err := w.WriteAll(all); err != nil {
		return fmt.Errorf("write register of copies: %w", err)
	}
	if err := replaceFile(filepath.Join(folder, register), b.Bytes()); err != nil {
		return fmt.Errorf("write register of copies: %w", err)
	}
	return syncDir(folder)
}

// Apart returns an error if a folder for copies lies within the site or its
// releases, or around them, wherever links lead.
func (s Site) Apart(folder string) error {
	copies, err := settled(folder)
	if err != nil {
		return err
	}
	for _, name := range []string{s.Link, s.releases()} {
		site, err := filepath.Abs(name)
		if err != nil {
			return fmt.Errorf("find site: %w", err)
		}
		real, err := settled(name)
		if err != nil {
			return err
		}
		for _, other := range []string{site, real} {
			if within(copies, other) || within(other, copies) {
				return fmt.Errorf("%s and %s: %w", folder, name, ErrCopiesInSite)
			}
		}
	}
	return nil
}

// settled returns the absolute path of a folder that may not exist yet, with
// the links of its parents followed.
func settled(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", fmt.Errorf("find folder: %w", err)
	}
	rest := ""
	for {
		real, err := filepath.EvalSymlinks(abs)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(abs) == abs {
			return "", fmt.Errorf("find folder: %w", err)
		}
		abs, rest = filepath.Dir(abs), filepath.Join(filepath.Base(abs), rest)
	}
}

// within reports whether a path is another or lies below it.
func within(name, dir string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// readRegister returns the lines of a register by their serials.
func readRegister(name string) (map[string][]string, error) {
	out := map[string][]string{}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read register of copies: %w", err)
	}
	all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(all) == 0 || !slices.Equal(all[0], registerHead()) {
		return nil, fmt.Errorf("read register of copies: %s was not written by htsm; move it away (%w)", name, errors.Join(err, errRegister))
	}
	for _, record := range all[1:] {
		out[record[0]] = record
	}
	return out, nil
}

var errRegister = errors.New("not a register")

// replaceFile writes a file with mode 0600 in the place of what was there.
func replaceFile(name string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".copy-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o600), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
