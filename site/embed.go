// Package site embeds the frame of the intranet: the layouts of its pages and
// the files that they load.
//
// It is not for what a build makes, nor for what npm brings: fonts and the
// chart library come from package asset. Invariant: no layout and no file of
// this folder refers to another host.
package site

import "embed"

// FS holds the page layouts, html/template texts layout/*.gohtml, and below
// static the files that pages load, to be copied as they are into one folder.
// Pages load the style sheet of the theme before site.css, which takes its
// colours and sizes from there.
//
//go:embed layout/*.gohtml static/*
var FS embed.FS

// Fonts returns the names of the fonts that site.css expects in the folder
// "fonts" beside it; package asset has them under the same names.
func Fonts() []string {
	return []string{
		"NotoSans-Regular.woff2", "NotoSans-Bold.woff2", "NotoSans-Italic.woff2", "NotoSansEurope-Regular.woff2", "NotoSansEurope-Bold.woff2", "NotoSansExt-Regular.woff2", "NotoSansExt-Bold.woff2",
		"NotoSansArabicCore-Regular.woff2", "NotoSansArabicCore-Bold.woff2", "NotoSansArabic-Regular.woff2", "NotoSansArabic-Bold.woff2",
	}
}
