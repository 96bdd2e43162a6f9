// Package publish puts editions on disk: a complete release folder, checksums,
// a manifest, and then one rename of a link.
//
// A reader of the site sees the old release or the new one, never a mixture,
// whenever the build stops. An edition that was published is never overwritten
// without a stated reason. The package does not look inside artifacts: package
// verify does. It is the only one that writes the site. Invariant: every file
// of a release stands in the SHA256SUMS of its audience, and an audience's
// folder holds nothing of another.
package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"htsm/generator/doc"
)

// An Artifact is one file of an edition. Path is relative to the folder of the
// edition, with slashes; that of a file of no edition to the folder of the
// audience.
type Artifact struct {
	Path string
	Data []byte
	// Of is the path of the file of an edition, relative to the folder of the
	// audience, whose bytes this one has too; empty if Data holds them. Only
	// files of no edition may have it.
	Of string
}

// An Edition is one edition of a report in one language for one audience.
type Edition struct {
	Audience  string  `json:"-"`
	Language  string  `json:"language"`
	Report    string  `json:"report"`
	Period    string  `json:"edition"`
	Title     string  `json:"title"`
	Subtitle  string  `json:"subtitle,omitempty"`
	CutOff    string  `json:"cutOff"` // The date of the extract, in words of the language.
	Dated     string  `json:"dated"`  // The same, ISO.
	Publisher string  `json:"publisher,omitempty"`
	Contact   Contact `json:"contact,omitzero"`
	Next      string  `json:"next,omitempty"` // When the next edition comes out, in words of the language.
	PeriodIn  string  `json:"period"`         // In words of the language.
	Marking   string  `json:"marking"`
	Revision  int     `json:"revision"`
	Reason    string  `json:"reason,omitempty"`
	Inputs    []Input `json:"inputs"`
	Program   string  `json:"program"`
	Files     []File  `json:"files"`
	// Parts are the checksums of everything that the edition follows from: an
	// edition whose parts are those of the published one need not be made again.
	Parts []Part `json:"parts,omitempty"`
	// Superseded are the former revisions, the first issue first.
	Superseded []Superseded `json:"superseded,omitempty"`

	Artifacts []Artifact `json:"-"`
	Changed   []Change   `json:"-"` // What a new revision prints otherwise.
	Replaced  string     `json:"-"` // The day on which a new revision replaces the last one, ISO.
	// Retired are files of the revision that this one replaces as they are from
	// then on, such as the style sheet that shows a remark in its pages. Those
	// that it does not have are left out.
	Retired []Artifact `json:"-"`
	spool   string     // The folder that holds the artifacts; empty: they are in memory.
}

// A Contact is whom readers of an edition ask.
type Contact = doc.Contact

// A Part is one of the things that an edition follows from.
type Part struct {
	Name string `json:"name"` // Such as "extract", "narrative", "program".
	Sum  string `json:"sum"`
}

// An Input is a file that an edition was made of.
type Input struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// A File is a file of an edition with its checksum.
type File struct {
	Path   string `json:"path"` // Relative to the folder of the audience.
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes"`
}

// Dir returns the folder of the edition, relative to that of the audience.
func (e *Edition) Dir() string { return path.Join(e.Language, e.Report, e.Period) }

// A Manifest lists the editions of one audience.
type Manifest struct {
	Audience string     `json:"audience"`
	Pages    string     `json:"pages,omitempty"` // A checksum of what the pages outside of editions follow from.
	Editions []*Edition `json:"editions"`
}

// ErrPublished is returned where an edition exists with other content and no
// reason for a revision was given.
var ErrPublished = errors.New("edition is already published with other content")

// ErrLocked is returned where another build holds the lock.
var ErrLocked = errors.New("another build holds the lock")

// A Site is the place where releases are published: Link is the path of the
// link that readers follow, such as site/public. The releases stand beside it
// in a folder of its name with "." before and "-releases" behind.
type Site struct{ Link string }

func (s Site) releases() string {
	dir, name := filepath.Split(filepath.Clean(s.Link))
	return filepath.Join(dir, "."+name+"-releases")
}

// Manifest returns the manifest of an audience in the current release; it is
// empty if nothing was published for it.
func (s Site) Manifest(audience string) (*Manifest, error) {
	m := &Manifest{Audience: audience}
	data, err := os.ReadFile(filepath.Join(s.Link, audience, "manifest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("read manifest of %s: %w", audience, err)
	}
	return m, nil
}

// Read returns a file of a published edition, whose name is relative to the
// folder of the edition: nil if e is nil or has no such file. It is an error if
// the file has more than limit bytes or is not the one that was published.
func (s Site) Read(audience string, e *Edition, name string, limit int) ([]byte, error) {
	if e == nil {
		return nil, nil
	}
	full := path.Join(e.Dir(), name)
	i := slices.IndexFunc(e.Files, func(f File) bool { return f.Path == full })
	if i < 0 {
		return nil, nil
	}
	f, err := os.Open(filepath.Join(s.Link, audience, filepath.FromSlash(full)))
	if err != nil {
		return nil, fmt.Errorf("read published file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read published file: %w", err)
	case len(data) > limit:
		return nil, fmt.Errorf("read published file: %s has more than %d bytes", full, limit)
	case checksum(data) != e.Files[i].SHA256:
		return nil, fmt.Errorf("read published file: %s was changed after it was published", full)
	}
	return data, nil
}

// Find returns the edition of m with the given place, or nil.
func (m *Manifest) Find(language, report, period string) *Edition {
	for _, e := range m.Editions {
		if e.Language == language && e.Report == report && e.Period == period {
			return e
		}
	}
	return nil
}

// checksum returns the SHA-256 of data, hexadecimal.
func checksum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Same reports whether the artifacts of o are the files of e.
func (e *Edition) Same(o *Edition) bool { return slices.Equal(e.Files, Files(o)) }

// Files returns the artifacts of an edition as files with their checksums,
// sorted. The paths begin with the folder of the edition.
func Files(e *Edition) []File {
	if e.spool != "" {
		return e.Files
	}
	var out []File
	for _, a := range e.Artifacts {
		out = append(out, File{Path: path.Join(e.Dir(), a.Path), SHA256: checksum(a.Data), Bytes: len(a.Data)})
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// A Draft is a release being put together. It holds the lock of the site
// until it is published or dropped.
type Draft struct {
	site      Site
	lock      *os.File
	audiences map[string]*audience

	spooling sync.Mutex
	spool    string // The folder of editions that wait; empty: none does.
	editions int    // Editions that were spooled.
}

type audience struct {
	manifest *Manifest
	shared   []Artifact // Index pages and assets; paths relative to the folder of the audience.
	fresh    map[string]*Edition
}

// Open starts a release on top of the current one. It returns [ErrLocked] if
// another build is at work.
func (s Site) Open() (*Draft, error) {
	if err := makeDirs(s.releases()); err != nil {
		return nil, fmt.Errorf("make folder of releases: %w", err)
	}
	lock, err := lockFile(filepath.Join(s.releases(), "lock"))
	if err != nil {
		return nil, err
	}
	return &Draft{site: s, lock: lock, audiences: map[string]*audience{}}, nil
}

// Close frees the lock. A draft that was not published leaves nothing behind.
func (d *Draft) Close() error {
	var err error
	if d.spool != "" {
		err = os.RemoveAll(d.spool)
	}
	return errors.Join(err, d.lock.Close())
}

// Live returns the identifier of the release that is live; empty if there is
// none.
func (s Site) Live() string {
	target, err := os.Readlink(filepath.Clean(s.Link))
	if err != nil {
		return ""
	}
	return filepath.Base(target)
}

func (d *Draft) audience(name string) (*audience, error) {
	if a, ok := d.audiences[name]; ok {
		return a, nil
	}
	m, err := d.site.Manifest(name)
	if err != nil {
		return nil, err
	}
	a := &audience{manifest: m, fresh: map[string]*Edition{}}
	d.audiences[name] = a
	return a, nil
}

// Add puts an edition into the draft. An edition that is published with the
// same files stays as it is. One that differs is refused with [ErrPublished],
// unless its Revision is higher than the published one and it has a Reason.
func (d *Draft) Add(e *Edition) error {
	a, err := d.audience(e.Audience)
	if err != nil {
		return err
	}
	e.Files = Files(e)
	old := a.manifest.Find(e.Language, e.Report, e.Period)
	switch {
	case old == nil:
		a.manifest.Editions = append(a.manifest.Editions, e)
	case slices.Equal(old.Files, e.Files):
		old.Parts = e.Parts
		return nil
	case e.Revision > old.Revision && e.Reason != "":
		e.supersede(old)
		a.manifest.Editions[slices.Index(a.manifest.Editions, old)] = e
	default:
		return fmt.Errorf("%s/%s: %w", e.Audience, e.Dir(), ErrPublished)
	}
	a.fresh[e.Dir()] = e
	return nil
}

// Share sets the files of an audience that belong to no edition: index pages,
// style sheets. They replace those of the last release. pages is the checksum
// of what they follow from.
func (d *Draft) Share(name, pages string, files []Artifact) error {
	a, err := d.audience(name)
	if err != nil {
		return err
	}
	a.shared, a.manifest.Pages = files, pages
	return nil
}

// Editions returns the editions that the audience will have, newest period
// first, then by report and language.
func (d *Draft) Editions(name string) ([]*Edition, error) {
	a, err := d.audience(name)
	if err != nil {
		return nil, err
	}
	sortEditions(a.manifest.Editions)
	return a.manifest.Editions, nil
}

// File returns a file of an edition that the audience will have; name is
// relative to the folder of the edition. The error wraps [fs.ErrNotExist] if
// the edition has no such file.
func (d *Draft) File(audience string, e *Edition, name string) ([]byte, error) {
	if data, ok, err := e.artifact(name); ok || err != nil {
		return data, err
	}
	data, err := os.ReadFile(filepath.Join(d.site.Link, audience, filepath.FromSlash(path.Join(e.Dir(), name))))
	if err != nil {
		return nil, fmt.Errorf("read file of edition: %w", err)
	}
	return data, nil
}

// Files returns the files of an audience below a folder in the current
// release, sorted by path; none if there is no such folder.
func (s Site) Files(audience, folder string) ([]Artifact, error) {
	root := os.DirFS(filepath.Join(s.Link, audience))
	var out []Artifact
	err := fs.WalkDir(root, folder, func(p string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && p == folder {
			return fs.SkipAll
		}
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, p)
		out = append(out, Artifact{Path: p, Data: data})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read current release: %w", err)
	}
	return out, nil
}

// Audiences returns the names of the audiences of the draft, sorted.
func (d *Draft) Audiences() []string { return slices.Sorted(maps.Keys(d.audiences)) }

func sortEditions(list []*Edition) {
	slices.SortStableFunc(list, func(a, b *Edition) int {
		if c := strings.Compare(b.Period, a.Period); c != 0 {
			return c
		}
		if c := strings.Compare(a.Report, b.Report); c != 0 {
			return c
		}
		return strings.Compare(a.Language, b.Language)
	})
}
