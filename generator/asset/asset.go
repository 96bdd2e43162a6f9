// Package asset holds the third-party files that the program carries in its
// binary: the ECharts library, the world map and the fonts, with their
// licences.
//
// It is not for anything the project writes itself: templates, languages and
// code lists have folders of their own. Its invariant: what Read returns is
// what `make assets` copied from the packages pinned in
// site/package-lock.json, byte for byte.
package asset

import (
	"embed"
	"fmt"
)

//go:embed all:files
var files embed.FS

// Read returns the content of the embedded file with the given name, such as
// "NotoSans-Regular.ttf". The names are those of site/assets.mjs. The caller
// owns the returned bytes. The error says how to put a missing file in place.
func Read(name string) ([]byte, error) {
	data, err := files.ReadFile("files/" + name)
	if err != nil {
		return nil, fmt.Errorf("asset %s is missing: run 'make assets'", name)
	}
	return data, nil
}
