package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/pdf/hyphen"
	"htsm/generator/plot"
	"htsm/generator/theme"
	"htsm/generator/typeface"
)

// A kit is what all tests render with.
type kit struct {
	theme   *theme.Theme
	fonts   *typeface.Set
	words   *hyphen.Book
	plotter *plot.Plotter
}

var loaded = sync.OnceValues(func() (*kit, error) {
	var diags diag.List
	looks, ok := theme.Read(os.DirFS("../../../templates"), "theme.yaml", &diags)
	if !ok {
		return nil, os.ErrInvalid
	}
	fonts, err := typeface.Load()
	if err != nil {
		return nil, err
	}
	words, err := hyphen.Load()
	if err != nil {
		return nil, err
	}
	plotter, err := plot.New(plot.Options{Theme: looks, Measurer: measurer{fonts}})
	return &kit{looks, fonts, words, plotter}, err
})

type measurer struct{ set *typeface.Set }

func (m measurer) Width(text string, bold bool, sizePx float64) float64 {
	style := typeface.Regular
	if bold {
		style = typeface.Bold
	}
	return m.set.Measure(text, style, sizePx)
}

// options returns the options of all tests.
func options(t interface{ Fatal(...any) }) Options {
	k, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[*doc.Figure][]byte{}
	return Options{Theme: k.theme, Fonts: k.fonts, Words: k.words, Generator: "htsm test", Charts: func(f *doc.Figure) ([]byte, error) {
		if svg, ok := drawn[f]; ok {
			return svg, nil
		}
		svg, err := k.plotter.SVG(f.Chart, plot.Frame{ID: f.ID, Title: doc.Plain(f.Caption), Desc: f.Alt})
		drawn[f] = svg
		return svg, err
	}}
}

func rendered(t interface{ Fatal(...any) }, d *doc.Document, o Options) []byte {
	var b bytes.Buffer
	if err := Render(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tool runs a program on a PDF file and returns what it prints. Without the
// program the test is skipped, or fails where tools are required.
func tool(t *testing.T, data []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}
