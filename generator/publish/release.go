package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// kept is the number of releases that stay on disk, so that a reader who is
// in the middle of one can finish.
const kept = 2

// draftPrefix begins the names of folders that a build which dies leaves behind.
const draftPrefix = "draft-"

// A Check looks at a release before it is published. carried reports whether a
// file, by its path with the audience, was taken over from the last release as
// it was.
type Check func(release fs.FS, carried func(name string) bool) error

// lockFile takes an exclusive lock that the kernel frees when the process
// ends, whatever the reason.
func lockFile(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, ErrLocked
		}
		return nil, fmt.Errorf("take lock: %w", err)
	}
	return f, nil
}

// Publish writes the release, lets check look at it, and turns the link. If
// anything fails the current release stays as it is. It returns the
// identifier of the release, which follows from its content alone.
func (d *Draft) Publish(check Check) (id string, err error) {
	dir, err := os.MkdirTemp(d.site.releases(), draftPrefix)
	if err != nil {
		return "", fmt.Errorf("make release: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }() // A no-op once it was renamed.
	if err := os.Chmod(dir, 0o755); err != nil {
		return "", fmt.Errorf("make release: %w", err)
	}
	w := &writer{dir: dir, carried: map[string]bool{}}
	id, err = d.write(w)
	if err != nil {
		return "", err
	}
	if err := check(os.DirFS(dir), func(name string) bool { return w.carried[name] }); err != nil {
		return "", fmt.Errorf("verify release: %w", err)
	}
	// One wait for the whole file system costs less than one for each file.
	if err := syncDir(dir); err != nil {
		return "", err
	}
	final := filepath.Join(d.site.releases(), id)
	if _, err := os.Stat(final); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(dir, final); err != nil {
			return "", fmt.Errorf("name release: %w", err)
		}
	}
	if err := d.turn(id); err != nil {
		return "", err
	}
	return id, d.prune(id)
}

// write writes every file of the release and returns its identifier.
func (d *Draft) write(w *writer) (string, error) {
	var all bytes.Buffer
	names, err := d.everyAudience()
	if err != nil {
		return "", err
	}
	for _, name := range names {
		a, err := d.audience(name)
		if err != nil {
			return "", err
		}
		sums, err := d.writeAudience(w, name, a)
		if err != nil {
			return "", fmt.Errorf("write release for %s: %w", name, err)
		}
		fmt.Fprintf(&all, "%s %s\n", name, checksum(sums))
	}
	return checksum(all.Bytes())[:16], nil
}

// everyAudience returns the audiences of the draft and those of the current
// release, sorted: what is published stays published.
func (d *Draft) everyAudience() ([]string, error) {
	names := d.Audiences()
	entries, err := os.ReadDir(d.site.Link)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read current release: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() && !slices.Contains(names, e.Name()) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

func (d *Draft) writeAudience(w *writer, name string, a *audience) (sums []byte, err error) {
	sortEditions(a.manifest.Editions)
	w.audience, w.sums = name, map[string]string{}
	for _, e := range a.manifest.Editions {
		if err := d.writeEdition(w, a, e); err != nil {
			return nil, err
		}
	}
	if a.shared == nil {
		if err := d.carryShared(w, a); err != nil {
			return nil, err
		}
	}
	for _, f := range a.shared {
		if err := w.share(f); err != nil {
			return nil, err
		}
	}
	manifest, err := json.MarshalIndent(a.manifest, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write manifest: %w", err)
	}
	if err := w.put("manifest.json", append(manifest, '\n')); err != nil {
		return nil, err
	}
	sums = sumFile(w.sums)
	return sums, writeFile(filepath.Join(w.root(), "SHA256SUMS"), sums)
}

// A writer writes the files of a release, one audience after the other.
type writer struct {
	dir      string
	audience string
	sums     map[string]string // Of the audience, by path.
	carried  map[string]bool   // Files of any audience that stood in the last release.
}

// root returns the folder of the audience.
func (w *writer) root() string { return filepath.Join(w.dir, w.audience) }

func (w *writer) put(name string, data []byte) error {
	w.sums[name] = checksum(data)
	return writeFile(filepath.Join(w.root(), filepath.FromSlash(name)), data)
}

// share writes a file of no edition.
func (w *writer) share(f Artifact) error {
	if f.Of == "" {
		return w.put(f.Path, f.Data)
	}
	sum, ok := w.sums[f.Of]
	if !ok {
		return fmt.Errorf("%s is to be the same as %s, which no edition has", f.Path, f.Of)
	}
	w.sums[f.Path] = sum
	w.carried[path.Join(w.audience, f.Path)] = w.carried[path.Join(w.audience, f.Of)]
	return link(filepath.Join(w.root(), filepath.FromSlash(f.Of)), filepath.Join(w.root(), filepath.FromSlash(f.Path)))
}

// writeEdition puts a fresh edition in place and carries the files of an old
// one, and of former revisions, over from the current release.
func (d *Draft) writeEdition(w *writer, a *audience, e *Edition) error {
	for _, s := range e.Superseded {
		for _, f := range s.Files {
			var err error
			if data, ok := s.retired[f.Path]; ok {
				err = w.put(f.Path, data)
			} else {
				err = d.carry(w, f, e.origin(s, f))
			}
			if err != nil {
				return err
			}
		}
	}
	if _, ok := a.fresh[e.Dir()]; ok {
		for _, f := range e.Files {
			w.sums[f.Path] = f.SHA256
		}
		return e.place(w.root())
	}
	for _, f := range e.Files {
		if err := d.carry(w, f, []string{f.Path}); err != nil {
			return err
		}
	}
	return nil
}

// carryShared puts the files of the current release that belong to no edition
// into the one being written.
func (d *Draft) carryShared(w *writer, a *audience) error {
	root := filepath.Join(d.site.Link, w.audience)
	own := map[string]bool{"manifest.json": true, "SHA256SUMS": true}
	for _, e := range a.manifest.Editions {
		for _, f := range e.Files {
			own[f.Path] = true
		}
		for _, s := range e.Superseded {
			for _, f := range s.Files {
				own[f.Path] = true
			}
		}
	}
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	fsys := os.DirFS(root)
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || own[p] {
			return err
		}
		data, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		w.sums[p] = checksum(data)
		return link(filepath.Join(root, filepath.FromSlash(p)), filepath.Join(w.root(), filepath.FromSlash(p)))
	})
	if err != nil {
		return fmt.Errorf("carry over: %w", err)
	}
	return nil
}

// sumFile returns the checksums in the form of sha256sum, sorted by path.
func sumFile(files map[string]string) []byte {
	names := make([]string, 0, len(files))
	for n := range files { // The order does not matter: sorted below.
		names = append(names, n)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, "%s  %s\n", files[n], n)
	}
	return []byte(b.String())
}

// writeFile writes a file with mode 0644 whatever the umask.
func writeFile(name string, data []byte) error {
	if err := makeDirs(filepath.Dir(name)); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(0o644), f.Close())
}

// makeDirs makes a folder and its parents with mode 0755 whatever the umask.
func makeDirs(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := makeDirs(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Chmod(dir, 0o755)
}

// turn points the link at a release by one rename.
func (d *Draft) turn(id string) error {
	link := filepath.Clean(d.site.Link)
	if info, err := os.Lstat(link); err == nil && info.Mode()&fs.ModeSymlink == 0 {
		return fmt.Errorf("%s exists and is not a link made by htsm; move it away", link)
	}
	next := filepath.Join(d.site.releases(), "next")
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("turn link: %w", err)
	}
	if err := os.Symlink(filepath.Join(filepath.Base(d.site.releases()), id), next); err != nil {
		return fmt.Errorf("turn link: %w", err)
	}
	if err := os.Rename(next, link); err != nil {
		return fmt.Errorf("turn link: %w", err)
	}
	return syncDir(filepath.Dir(link))
}

// syncDir waits until the disk has everything written to the file system of
// dir.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return errors.Join(unix.Syncfs(int(f.Fd())), f.Close())
}

// prune removes what crashed builds left and all releases but the current one
// and those before it that are still kept, oldest first.
func (d *Draft) prune(current string) error {
	entries, err := os.ReadDir(d.site.releases())
	if err != nil {
		return fmt.Errorf("prune releases: %w", err)
	}
	type old struct {
		name string
		info fs.FileInfo
	}
	var others []old
	for _, e := range entries {
		if !e.IsDir() || e.Name() == current || e.Name() == filepath.Base(d.spool) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return fmt.Errorf("prune releases: %w", err)
		}
		others = append(others, old{e.Name(), info})
	}
	slices.SortFunc(others, func(a, b old) int { return b.info.ModTime().Compare(a.info.ModTime()) })
	seen := 1
	for _, o := range others {
		if !strings.HasPrefix(o.name, draftPrefix) {
			if seen++; seen <= kept {
				continue
			}
		}
		if err := os.RemoveAll(filepath.Join(d.site.releases(), o.name)); err != nil {
			return fmt.Errorf("prune releases: %w", err)
		}
	}
	return nil
}
