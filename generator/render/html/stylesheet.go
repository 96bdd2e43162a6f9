package html

import (
	"fmt"
	"strings"

	"htsm/generator/theme"
)

// bodyRem is the size of running text on screen in rem; the other sizes keep
// their ratio to it on paper.
const bodyRem = 1.0625

// Stylesheet returns the style sheet that gives the colours and sizes of t to
// the one of package site, as custom properties. Pages load it first.
func Stylesheet(t *theme.Theme) []byte {
	var screen, paper strings.Builder
	c := t.Colours
	for _, p := range []struct {
		name  string
		color theme.Color
	}{
		{"paper", c.Paper}, {"text", c.Text}, {"quiet", c.Quiet}, {"accent", c.Accent}, {"rule", c.Rule},
		{"band", c.Band}, {"caution", c.Hue(1)},
		{"tlp-ground", c.TLP.Ground}, {"tlp-red", c.TLP.Red}, {"tlp-amber", c.TLP.Amber},
		{"tlp-green", c.TLP.Green}, {"tlp-clear", c.TLP.Clear},
	} {
		fmt.Fprintf(&screen, "  --%s: %s;\n", p.name, p.color.Hex())
	}
	for _, p := range []struct {
		name   string
		points float64
	}{
		{"note", t.Type.Note}, {"body", t.Type.Body}, {"lead", t.Type.Lead},
		{"head", t.Type.Head}, {"title", t.Type.Title}, {"cover", t.Type.Cover},
	} {
		fmt.Fprintf(&screen, "  --size-%s: %.4grem;\n", p.name, p.points/t.Type.Body*bodyRem)
		fmt.Fprintf(&paper, "    --size-%s: %gpt;\n", p.name, p.points)
	}
	fmt.Fprintf(&screen, "  --family: %q;\n", t.Type.Family)
	return fmt.Appendf(nil, ":root {\n%s}\n\n@media print {\n  :root {\n%s  }\n}\n", screen.String(), paper.String())
}
