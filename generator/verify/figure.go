package verify

import (
	"fmt"
	"slices"
	"strings"

	"htsm/generator/doc"
)

// Figure reads the page of one figure back: it must show exactly the facts of
// the figure and of its data, in order, and of the notes of d only as they
// stand there.
func Figure(d *doc.Document, id string, page []byte) error {
	i := slices.IndexFunc(d.Grids(), func(g doc.Grid) bool { return g.Figure != nil && g.Figure.ID == id })
	if i < 0 {
		return fmt.Errorf("there is no figure %q", id)
	}
	shown, err := facts(page)
	if err != nil {
		return err
	}
	notes := map[string]bool{}
	for _, f := range shown {
		notes[f.Place] = strings.HasPrefix(f.Place, "note/")
	}
	data := d.Grids()[i].ID
	want := slices.DeleteFunc(d.Facts(), func(f doc.Fact) bool {
		own := strings.HasPrefix(f.Place, id+"/") || strings.HasPrefix(f.Place, data+"/")
		return !own && !notes[f.Place]
	})
	return compare(want, shown)
}
