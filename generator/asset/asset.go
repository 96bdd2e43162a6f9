// Package asset holds the third-party files that the program carries in its
// binary: the ECharts library, the world map, the fonts and the patterns of
// hyphenation, with their licences.
//
// It is not for anything the project writes itself: templates, languages and
// code lists have folders of their own. Its invariant: what Read returns is
// what `make assets` took from the packages pinned in site/package-lock.json,
// byte for byte; patterns, which come as a program, are written out as text.
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
