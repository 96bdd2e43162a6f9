package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// carry puts a file of the current release into the one being written, by a
// second link to the same bytes where the file system has links. A file that was
// touched since its release was written is read and held against its checksum.
func (d *Draft) carry(w *writer, f File, from []string) error {
	for _, source := range from {
		old := filepath.Join(d.site.Link, w.audience, filepath.FromSlash(source))
		info, err := os.Stat(old)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("carry over: %w", err)
		}
		if info.Size() != int64(f.Bytes) || !info.ModTime().Before(d.sealed(w.audience)) {
			data, err := os.ReadFile(old)
			if err != nil {
				return fmt.Errorf("carry over: %w", err)
			}
			if checksum(data) != f.SHA256 {
				return fmt.Errorf("carry over: %s was changed after it was published", source)
			}
		}
		w.sums[f.Path] = f.SHA256
		w.carried[path.Join(w.audience, f.Path)] = true
		return link(old, filepath.Join(w.root(), filepath.FromSlash(f.Path)))
	}
	return fmt.Errorf("carry over: %s is not in the current release", f.Path)
}

// sealed returns when the checksums of an audience were written in the current
// release; the zero time if that is not known.
func (d *Draft) sealed(name string) time.Time {
	info, err := os.Stat(filepath.Join(d.site.Link, name, "SHA256SUMS"))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// link makes a second name of a file, or a copy where that cannot be.
func link(old, name string) error {
	if err := makeDirs(filepath.Dir(name)); err != nil {
		return err
	}
	if err := os.Link(old, name); err == nil {
		return nil
	}
	data, err := os.ReadFile(old)
	if err != nil {
		return fmt.Errorf("carry over: %w", err)
	}
	return writeFile(name, data)
}
