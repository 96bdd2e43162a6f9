package publish

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
)

// Keep moves the artifacts of an edition to disk until it is published, so that
// a build of many editions needs the memory of a few. They lie beside the
// releases and go with the draft; a build that dies leaves them to the next one
// to remove. Keep may be called by several goroutines at once.
func (d *Draft) Keep(e *Edition) error {
	files := Files(e)
	folder, err := d.spooled()
	if err != nil {
		return err
	}
	for i, a := range e.Artifacts {
		if err := writeFile(filepath.Join(folder, filepath.FromSlash(a.Path)), a.Data); err != nil {
			return fmt.Errorf("spool edition: %w", err)
		}
		e.Artifacts[i].Data = nil
	}
	e.Files, e.spool = files, folder
	return nil
}

// spooled returns a folder of the spool that is not used yet.
func (d *Draft) spooled() (string, error) {
	d.spooling.Lock()
	defer d.spooling.Unlock()
	if d.spool == "" {
		dir, err := os.MkdirTemp(d.site.releases(), draftPrefix)
		if err != nil {
			return "", fmt.Errorf("make spool: %w", err)
		}
		d.spool = dir
	}
	d.editions++
	return filepath.Join(d.spool, strconv.Itoa(d.editions)), nil
}

// artifact returns the bytes of an artifact of an edition that is not published
// yet, and whether there is one of that name.
func (e *Edition) artifact(name string) ([]byte, bool, error) {
	for _, a := range e.Artifacts {
		if a.Path != name {
			continue
		}
		if e.spool == "" {
			return a.Data, true, nil
		}
		data, err := os.ReadFile(filepath.Join(e.spool, filepath.FromSlash(name)))
		if err != nil {
			return nil, false, fmt.Errorf("read spooled file: %w", err)
		}
		return data, true, nil
	}
	return nil, false, nil
}

// place writes the artifacts of an edition below the folder of its audience.
func (e *Edition) place(dir string) error {
	for _, a := range e.Artifacts {
		name := filepath.Join(dir, filepath.FromSlash(path.Join(e.Dir(), a.Path)))
		if e.spool == "" {
			if err := writeFile(name, a.Data); err != nil {
				return err
			}
			continue
		}
		if err := errors.Join(makeDirs(filepath.Dir(name)), os.Rename(filepath.Join(e.spool, filepath.FromSlash(a.Path)), name)); err != nil {
			return fmt.Errorf("place spooled file: %w", err)
		}
	}
	return nil
}
