// Package site embeds the frame of the intranet: the layouts of its pages and
// the files that they load.
//
// It is not for what a build makes, nor for what npm brings: fonts and the
// chart library come from package asset. Invariant: no layout and no file of
// this folder refers to another host.
package site

import (
	"embed"
	"io/fs"
)

//go:embed layout/*.gohtml
var layouts embed.FS

//go:embed static/*
var static embed.FS

// Layouts returns the page layouts, html/template texts named *.gohtml.
func Layouts() fs.FS { return sub(layouts, "layout") }

// Static returns the files that pages load, to be copied as they are into one
// folder. Pages load the style sheet of the theme before site.css, which takes
// its colours and sizes from there.
func Static() fs.FS { return sub(static, "static") }

// Fonts returns the names of the fonts that site.css expects in the folder
// "fonts" beside it; package asset has them under the same names.
func Fonts() []string {
	return []string{
		"NotoSans-Regular.woff2", "NotoSans-Bold.woff2", "NotoSans-Italic.woff2", "NotoSansExt-Regular.woff2", "NotoSansExt-Bold.woff2",
		"NotoSansArabic-Regular.woff2", "NotoSansArabic-Bold.woff2",
	}
}

func sub(f embed.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		panic("site: " + err.Error()) // The name is a constant, so this is a bug.
	}
	return s
}
