package portal

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"htsm/generator/asset"
	"htsm/generator/plot"
	"htsm/generator/publish"
	"htsm/generator/render/html"
	"htsm/generator/theme"
	"htsm/site"
)

// Assets are the files that pages load. Paths are relative to the folder of
// the audience. All but the fonts hold a part of their checksum in their name,
// so that a page that was published never loads another file than it was made
// for.
type Assets struct {
	Files  []publish.Artifact
	Styles []string
	Icon   string   // What a browser shows beside the title.
	Theme  string   // Runs before the page is shown: it sets the theme that the reader chose.
	Script string   // Runs on every page.
	Search string   // Runs on the page of the search.
	Live   []string // What draws charts in the browser, in the order in which it is loaded.
}

// AssetsDir is the folder of the assets. Files of an earlier release in it
// stay, for editions that were published with it.
const AssetsDir = "assets"

// LoadAssets returns the assets of a theme. frame is a folder like the one of
// package site, whose files below static pages load.
func LoadAssets(t *theme.Theme, frame fs.FS) (*Assets, error) {
	a := &Assets{}
	static := func(name string) ([]byte, error) {
		data, err := fs.ReadFile(frame, "static/"+name)
		if err != nil {
			return nil, fmt.Errorf("read frame of the site: %w", err)
		}
		return data, nil
	}
	for _, f := range []struct {
		name string
		read func(string) ([]byte, error)
		into func(string)
	}{
		{"theme.css", func(string) ([]byte, error) { return html.Stylesheet(t), nil }, func(p string) { a.Styles = append(a.Styles, p) }},
		{"site.css", static, func(p string) { a.Styles = append(a.Styles, p) }},
		{"icon.svg", static, func(p string) { a.Icon = p }},
		{"theme.js", static, func(p string) { a.Theme = p }},
		{"site.js", static, func(p string) { a.Script = p }},
		{"search.js", static, func(p string) { a.Search = p }},
		{"echarts.min.js", asset.Read, func(p string) { a.Live = append(a.Live, p) }},
		{"driver.js", func(string) ([]byte, error) { return plot.Driver(), nil }, func(p string) { a.Live = append(a.Live, p) }},
		{"charts.js", static, func(p string) { a.Live = append(a.Live, p) }},
	} {
		data, err := f.read(f.name)
		if err != nil {
			return nil, err
		}
		f.into(a.add(f.name, data))
	}
	for _, name := range site.Fonts() {
		data, err := asset.Read(name)
		if err != nil {
			return nil, err
		}
		a.Files = append(a.Files, publish.Artifact{Path: path.Join(AssetsDir, "fonts", name), Data: data})
	}
	return a, nil
}

// add adds a file under a name with a part of its checksum.
func (a *Assets) add(name string, data []byte) string {
	ending, sum := path.Ext(name), sha256.Sum256(data)
	p := path.Join(AssetsDir, fmt.Sprintf("%s.%x%s", strings.TrimSuffix(name, ending), sum[:4], ending))
	a.Files = append(a.Files, publish.Artifact{Path: p, Data: data})
	return p
}
