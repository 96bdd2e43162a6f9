package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// An archive is a zip file whose parts stand in a fixed order with a fixed
// time, so that the same workbook gives the same bytes.
type archive struct {
	w     io.Writer
	names []string
	parts map[string]*bytes.Buffer
}

func newArchive(w io.Writer) excelize.ZipWriter {
	return &archive{w: w, parts: map[string]*bytes.Buffer{}}
}

// Create starts a part. It returns an error if there is one of that name.
func (a *archive) Create(name string) (io.Writer, error) {
	if a.parts[name] != nil {
		return nil, errors.New("xlsx: the part " + name + " is written twice")
	}
	a.names = append(a.names, name)
	a.parts[name] = &bytes.Buffer{}
	return a.parts[name], nil
}

// AddFS returns an error: a workbook is made of its own parts only.
func (a *archive) AddFS(fs.FS) error { return errors.New("xlsx: a workbook takes no files") }

// Close writes the parts.
func (a *archive) Close() error {
	slices.SortFunc(a.names, func(x, y string) int {
		if d := partRank(x) - partRank(y); d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	z := zip.NewWriter(a.w)
	for _, name := range a.names {
		part, err := z.CreateHeader(&zip.FileHeader{
			Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC),
		})
		if err != nil {
			return err
		}
		if _, err := part.Write(a.parts[name].Bytes()); err != nil {
			return err
		}
	}
	return z.Close()
}

// partRank puts the list of content types first, where some readers look.
func partRank(name string) int {
	switch {
	case name == "[Content_Types].xml":
		return 0
	case strings.HasPrefix(name, "_rels/"):
		return 1
	}
	return 2
}
