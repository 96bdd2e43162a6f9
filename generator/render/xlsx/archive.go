package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
)

// longTable is the number of rows from which a workbook is packed faster and
// less tightly.
const longTable = 100_000

// An archive is the zip file of a book: its parts stand in a fixed order with a
// fixed time, so that the same workbook gives the same bytes. Nothing is
// written before excelize has handed over every part.
type archive struct {
	w     io.Writer
	book  *book
	parts map[string][]byte
}

// A part collects the content of one part.
type part struct {
	bytes.Buffer
	keep func([]byte)
}

// Write adds to the part.
func (p *part) Write(data []byte) (int, error) {
	n, err := p.Buffer.Write(data)
	p.keep(p.Bytes())
	return n, err
}

// Create starts a part. It returns an error if there is one of that name.
func (a *archive) Create(name string) (io.Writer, error) {
	if _, ok := a.parts[name]; ok {
		return nil, errors.New("xlsx: the part " + name + " is written twice")
	}
	a.parts[name] = nil
	return &part{keep: func(content []byte) { a.parts[name] = content }}, nil
}

// AddFS returns an error: a workbook is made of its own parts only.
func (a *archive) AddFS(fs.FS) error { return errors.New("xlsx: a workbook takes no files") }

// Close writes the parts.
func (a *archive) Close() error {
	maps.Copy(a.parts, a.book.parts)
	names := slices.SortedFunc(maps.Keys(a.parts), func(x, y string) int {
		if d := partRank(x) - partRank(y); d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	z := zip.NewWriter(a.w)
	packer, err := flate.NewWriter(nil, a.level())
	if err != nil {
		return err
	}
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		packer.Reset(w) // The parts are packed one after the other, and a new packer is a megabyte.
		return packer, nil
	})
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{
			Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC),
		})
		if err != nil {
			return err
		}
		if p := a.book.pageOf(name); p != nil {
			err = p.writeSheet(w, a.parts[name])
		} else {
			_, err = w.Write(a.parts[name])
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// level returns how tightly the parts are packed.
func (a *archive) level() int {
	for _, k := range a.book.doc.Grids() {
		if len(k.Rows) >= longTable {
			return flate.BestSpeed
		}
	}
	return flate.DefaultCompression
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
