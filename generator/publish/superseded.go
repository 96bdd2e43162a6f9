package publish

import (
	"fmt"
	"path"
	"strings"
)

// A Superseded is a former revision of an edition. Its files stay where its Dir
// says, byte for byte but for the [Edition.Retired] ones.
type Superseded struct {
	Revision int      `json:"revision"`
	Dir      string   `json:"dir"`   // Relative to the folder of the audience.
	Dated    string   `json:"dated"` // The date of its extract, ISO.
	Reason   string   `json:"reason"`
	Replaced string   `json:"replaced,omitempty"` // The day on which it was replaced, ISO.
	Changed  []Change `json:"changed"`
	Inputs   []Input  `json:"inputs"`
	Program  string   `json:"program"`
	Files    []File   `json:"files"`

	retired map[string][]byte // The files that are written anew, by path.
}

// A Change counts the figures of a statistic that a revision prints otherwise
// than the revision before. A revision without a change differs in its words.
type Change struct {
	Statistic string `json:"statistic"`
	Figures   int    `json:"figures"`
}

// kept returns the folder in which a revision of an edition is kept once it is
// superseded. It stands beside that of the edition, so that the links of its
// pages lead where they led.
func (e *Edition) kept() string { return fmt.Sprintf("%s-r%d", e.Dir(), e.Revision) }

// supersede puts old, which e replaces, among the former revisions of e.
func (e *Edition) supersede(old *Edition) {
	s := Superseded{
		Revision: old.Revision, Dir: old.kept(), Dated: old.Dated, Reason: e.Reason, Replaced: e.Replaced,
		Changed: e.Changed, Inputs: old.Inputs, Program: old.Program,
	}
	s.retired = map[string][]byte{}
	if s.Changed == nil {
		s.Changed = []Change{}
	}
	for _, f := range old.Files {
		name := strings.TrimPrefix(f.Path, old.Dir()+"/")
		f.Path = path.Join(s.Dir, name)
		for _, a := range e.Retired {
			if a.Path == name {
				f.SHA256, f.Bytes = checksum(a.Data), len(a.Data)
				s.retired[f.Path] = a.Data
			}
		}
		s.Files = append(s.Files, f)
	}
	e.Superseded = append(append([]Superseded(nil), old.Superseded...), s)
}

// origin returns where a file of a former revision of e may lie in the current
// release: in its own folder, or still in that of the edition.
func (e *Edition) origin(s Superseded, f File) []string {
	return []string{f.Path, path.Join(e.Dir(), strings.TrimPrefix(f.Path, s.Dir+"/"))}
}
