package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	tagged "htsm/generator/verify/pdf"
)

// drawn returns the document with one drawing, or an error.
func drawn(t interface{ Fatal(...any) }, svg []byte) ([]byte, error) {
	set, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Fonts: set, Title: "t", Look: DefaultLook("fr", false)})
	m.Add(Figure{SVG: svg, Alt: "Dessin"})
	file, err := m.Generate()
	if err != nil {
		return nil, err
	}
	return file.GetBytes(), nil
}

// An artist draws random drawings, of what the converter knows and at the
// limits of what numbers can say.
type artist struct{ t *rapid.T }

func (a artist) pick(label string, of ...string) string {
	return rapid.SampledFrom(of).Draw(a.t, label)
}

func (a artist) number() string {
	return a.pick("number", "0", "1", "-1", "10", "33.3333333", "-250", "1e3", "1e-9", "0.0001", "99999", ".5", "-.5")
}

func (a artist) numbers(n int) string {
	var list []string
	for range n {
		list = append(list, a.number())
	}
	return strings.Join(list, a.pick("separator", " ", ",", ", "))
}

func (a artist) path() string {
	var b strings.Builder
	b.WriteString("M" + a.numbers(2))
	for range rapid.IntRange(0, 8).Draw(a.t, "segments") {
		command := a.pick("command", "L2", "l2", "H1", "v1", "C6", "c6", "S4", "Q4", "T2", "Z0", "M2", "A")
		if command == "A" {
			b.WriteString("A" + a.numbers(3) + " " + a.pick("arc", "0 0", "0 1", "1 0", "1 1") + " " + a.numbers(2))
			continue
		}
		b.WriteString(command[:1] + a.numbers(int(command[1]-'0')))
	}
	return b.String()
}

func (a artist) look() string {
	s := fmt.Sprintf(` fill=%q stroke=%q stroke-width=%q`,
		a.pick("fill", "none", "#123", "#A0B0C0", "rgba(1,2,3,0.5)", "red", "url(#g)", "url(#p)", "url(#nowhere)"),
		a.pick("stroke", "none", "#000", "url(#g)"), a.number())
	if rapid.Bool().Draw(a.t, "more") {
		s += fmt.Sprintf(` transform="%s" opacity=%q stroke-dasharray=%q clip-path=%q`,
			a.pick("transform", "translate(1 2)", "rotate(30)", "scale(0)", "scale(-1,1)", "matrix(1 0 0 0 0 0)", "skewX(89)", ""),
			a.number(), a.numbers(2), a.pick("clip", "url(#c)", "none"))
	}
	return s
}

func (a artist) shape(depth int) string {
	switch kind := a.pick("shape", "path", "rect", "circle", "ellipse", "line", "polygon", "text", "g", "use"); kind {
	case "path":
		return fmt.Sprintf(`<path d=%q%s/>`, a.path(), a.look())
	case "rect":
		return fmt.Sprintf(`<rect x=%q y=%q width=%q height=%q rx=%q%s/>`, a.number(), a.number(), a.number(), a.number(), a.number(), a.look())
	case "circle":
		return fmt.Sprintf(`<circle cx=%q cy=%q r=%q%s/>`, a.number(), a.number(), a.number(), a.look())
	case "ellipse":
		return fmt.Sprintf(`<ellipse cx=%q cy=%q rx=%q ry=%q%s/>`, a.number(), a.number(), a.number(), a.number(), a.look())
	case "line":
		return fmt.Sprintf(`<line x1=%q y1=%q x2=%q y2=%q%s/>`, a.number(), a.number(), a.number(), a.number(), a.look())
	case "polygon":
		return fmt.Sprintf(`<polygon points=%q%s/>`, a.numbers(2*rapid.IntRange(0, 5).Draw(a.t, "corners")), a.look())
	case "text":
		return fmt.Sprintf(`<text x=%q y=%q font-size=%q text-anchor=%q%s>%s</text>`, a.number(), a.number(), a.number(),
			a.pick("anchor", "start", "middle", "end"), a.look(), a.pick("words", "abc", "كشف 12", "", "a&amp;b", strings.Repeat("x", 500)))
	case "use":
		return fmt.Sprintf(`<use href="#s" x=%q y=%q%s/>`, a.number(), a.number(), a.look())
	}
	if depth > 3 {
		return "<g/>"
	}
	return "<g" + a.look() + ">" + a.shapes(depth+1) + "</g>"
}

func (a artist) shapes(depth int) string {
	var b strings.Builder
	for range rapid.IntRange(0, 5).Draw(a.t, "shapes") {
		b.WriteString(a.shape(depth))
	}
	return b.String()
}

func (a artist) drawing() string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="` + a.pick("width", "100", "640", "1") + `" height="` + a.pick("height", "50", "480", "1") + `"><defs>` +
		fmt.Sprintf(`<linearGradient id="g" x1=%q><stop offset="0" stop-color="#fff"/><stop offset=%q stop-color="#000" stop-opacity="0.5"/></linearGradient>`, a.number(), a.number()) +
		`<pattern id="p" width="8" height="8" patternUnits="userSpaceOnUse">` + a.shapes(3) + `</pattern>` +
		`<clipPath id="c"><rect width="50" height="50"/></clipPath><rect id="s" width="5" height="5"/></defs>` + a.shapes(0) + `</svg>`
}

// TestRandomDrawingsGiveSoundFilesOrErrors holds what comes of drawings against
// the conditions of the standards: no number, colour or nesting breaks a file.
func TestRandomDrawingsGiveSoundFilesOrErrors(t *testing.T) {
	sound := 0
	rapid.Check(t, func(t *rapid.T) {
		svg := artist{t}.drawing()
		data, err := drawn(t, []byte(svg))
		if err != nil {
			return
		}
		sound++
		violations, err := tagged.Check(data)
		if err != nil {
			t.Fatalf("%s: %v", svg, err)
		}
		for _, v := range violations {
			t.Errorf("%s: %v", svg, v)
		}
	})
	if sound == 0 {
		t.Error("no drawing gives a file")
	}
}

// FuzzDrawing checks that any bytes in place of a drawing give a file that can
// be read or an error.
func FuzzDrawing(f *testing.F) {
	files, err := filepath.Glob("svg/testdata/*.svg")
	if err != nil || len(files) == 0 {
		f.Fatal("no charts", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 8_000 {
			f.Add(data)
		}
	}
	f.Add([]byte(`<svg width="1" height="1"><text font-size="1e9">a</text><circle r="1e30"/><path d="M0 0A1e20 1e-20 9 0 1 1e9 1e9"/></svg>`))
	f.Fuzz(func(t *testing.T, svg []byte) {
		data, err := drawn(t, svg)
		if err != nil {
			return
		}
		if _, err := tagged.Read(data); err != nil {
			t.Fatal(err)
		}
	})
}
