package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"
)

// watchEvery is how long a change may stay unseen.
const watchEvery = 40 * time.Millisecond

// A stamp tells one version of a file from another.
type stamp struct {
	size     int64
	modified time.Time
}

// A watcher sees which files below some folders of a project change. It looks
// at them again and again: that needs no right, and works on every file system.
type watcher struct {
	project fs.FS
	folders []string
	seen    map[string]stamp
}

func newWatcher(project fs.FS, folders ...string) (*watcher, error) {
	w := &watcher{project: project, folders: folders}
	var err error
	w.seen, err = w.look()
	return w, err
}

// look returns the stamps of all files. A folder that does not exist has none.
func (w *watcher) look() (map[string]stamp, error) {
	out := map[string]stamp{}
	for _, folder := range w.folders {
		err := fs.WalkDir(w.project, folder, func(name string, e fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // Gone while the folder was read.
			}
			if err != nil || e.IsDir() {
				return err
			}
			info, err := e.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			out[name] = stamp{info.Size(), info.ModTime()}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// changed returns the files that are new, gone or different since the last
// look, sorted.
func (w *watcher) changed() ([]string, error) {
	now, err := w.look()
	if err != nil {
		return nil, err
	}
	var out []string
	for name, s := range now { // In any order: sorted below.
		if w.seen[name] != s {
			out = append(out, name)
		}
	}
	for name := range w.seen { // In any order: sorted below.
		if _, ok := now[name]; !ok {
			out = append(out, name)
		}
	}
	w.seen = now
	slices.Sort(out)
	return out, nil
}

// run calls act with the files that changed, until ctx ends.
func (w *watcher) run(ctx context.Context, act func([]string)) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		list, err := w.changed()
		if err != nil {
			return fmt.Errorf("watch project: %w", err)
		}
		if len(list) > 0 {
			act(list)
		}
	}
}
