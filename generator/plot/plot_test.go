package plot_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"htsm/generator/diag"
	"htsm/generator/plot"
	"htsm/generator/theme"
	"htsm/generator/typeface"
)

// ruler measures with the fonts of the house.
type ruler struct{ set *typeface.Set }

func (r ruler) Width(text string, bold bool, sizePx float64) float64 {
	style := typeface.Regular
	if bold {
		style = typeface.Bold
	}
	return r.set.Measure(text, style, sizePx)
}

func newRuler(t testing.TB) ruler {
	t.Helper()
	set, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	return ruler{set}
}

func newPlotter(t testing.TB, workers int) *plot.Plotter {
	t.Helper()
	var diags diag.List
	looks, ok := theme.Read(os.DirFS("../../templates"), "theme.yaml", &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	p, err := plot.New(plot.Options{Theme: looks, Measurer: newRuler(t), Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestWriteSamples(t *testing.T) {
	dir := os.Getenv("HTSM_CHARTS")
	if dir == "" {
		t.Skip("set HTSM_CHARTS to a folder to see the charts")
	}
	p := newPlotter(t, 1)
	all := samples()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for suffix, width := range map[string]float64{"640": plot.Page, "360": plot.Phone} {
			svg, err := p.SVG(all[name], plot.Frame{Width: width, ID: "c"})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, name+"-"+suffix+".svg"), svg, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
