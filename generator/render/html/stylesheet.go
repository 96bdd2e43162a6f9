package html

import (
	"fmt"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/theme"
)

// bodyRem is the size of running text on screen in rem; the other sizes keep
// their ratio to it on paper.
const bodyRem = 1.0625

// Stylesheet returns the style sheet that gives the colours and sizes of t to
// the one of package site, as custom properties, and the markings their
// colours. Pages load it first.
func Stylesheet(t *theme.Theme) []byte {
	var screen, paper strings.Builder
	screen.WriteString(properties(t.Colours))
	for _, p := range []struct {
		name   string
		points float64
	}{
		{"note", t.Type.Note},
		{"body", t.Type.Body},
		{"lead", t.Type.Lead},
		{"head", t.Type.Head},
		{"title", t.Type.Title},
		{"cover", t.Type.Cover},
	} {
		fmt.Fprintf(&screen, "  --size-%s: %.4grem;\n", p.name, p.points/t.Type.Body*bodyRem)
		fmt.Fprintf(&paper, "    --size-%s: %gpt;\n", p.name, p.points)
	}
	fmt.Fprintf(&screen, "  --family: %q;\n", t.Type.Family)
	out := fmt.Appendf(nil, ":root {\n%s}\n\n@media print {\n  :root {\n%s  }\n}\n", screen.String(), paper.String())
	out = append(out, dark(t)...)
	return append(out, markings(t.Colours.TLP)...)
}

// properties returns the colours as custom properties.
func properties(c theme.Colours) string {
	var b strings.Builder
	for _, p := range []struct {
		name  string
		color theme.Color
	}{
		{"paper", c.Paper},
		{"text", c.Text},
		{"quiet", c.Quiet},
		{"accent", c.Accent},
		{"rule", c.Rule},
		{"hair", c.Grid},
		{"band", c.Band},
		{"caution", c.Hue(1)},
	} {
		fmt.Fprintf(&b, "  --%s: %s;\n", p.name, p.color.Hex())
	}
	return b.String()
}

// dark returns the rules of dark screens, for readers whose device asks for the
// dark and for those who chose it. Charts name their colours in attributes, so
// that a drawing is the same everywhere: the rules say what each stands for.
func dark(t *theme.Theme) string {
	rules := func(root string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "%s {\n%s  color-scheme: dark;\n}\n", root, properties(t.Dark))
		for _, p := range t.Pairs() {
			for _, what := range []string{"fill", "stroke"} {
				fmt.Fprintf(&b, "%s [%s=%q] { %s: %s; }\n", root, what, p.Light.Hex(), what, p.Dark.Hex())
			}
		}
		return b.String()
	}
	return fmt.Sprintf("\n@media screen and (prefers-color-scheme: dark) {\n%s}\n@media screen {\n%s:root[data-theme=\"light\"] { color-scheme: light; }\n}\n",
		rules(`:root:not([data-theme="light"])`), rules(`:root[data-theme="dark"]`))
}

// markings returns the rules that colour markings, and that put them on every
// sheet of paper: a style sheet cannot take them from the page, so each level
// of the Traffic Light Protocol has sheets of its own.
func markings(tlp theme.TLP) string {
	var b strings.Builder
	for _, level := range []string{"RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"} {
		ground, ink := tlp.Of(level)
		banner := bannerOf(doc.Marking{Text: "TLP:" + level})
		colours := fmt.Sprintf("color: %s; background: %s;", ink.Hex(), ground.Hex())
		fmt.Fprintf(&b, "\n.marking.%s { %s }\n", banner.Class, colours)
		fmt.Fprintf(&b, "@page %s { @top-center { content: %q; %s font: bold 9pt sans-serif; height: 6mm; margin-block: auto; } }\n", banner.Class, banner.Text, colours)
		fmt.Fprintf(&b, "@media print { body.%s { page: %s; } }\n", banner.Class, banner.Class)
	}
	return b.String()
}
