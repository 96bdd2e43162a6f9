// Package templates carries what designers and translators keep: the theme
// and the languages.
//
// It is not code and has no other invariant than this: FS holds theme.yaml
// and lang/<tag>.yaml as they stand in this folder.
package templates

import "embed"

// FS holds theme.yaml and the languages below lang.
//
//go:embed theme.yaml lang/*.yaml
var FS embed.FS
