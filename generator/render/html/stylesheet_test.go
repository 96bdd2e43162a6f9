package html_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/render/html"
	"htsm/generator/theme"
	"htsm/site"
	"htsm/templates"
)

func styles(t *testing.T) (frame, looks string) {
	t.Helper()
	css, err := fs.ReadFile(site.FS, "static/site.css")
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	house, ok := theme.Read(templates.FS, "theme.yaml", &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	return string(css), string(html.Stylesheet(house))
}

func TestEveryPropertyOfTheFrameIsDefined(t *testing.T) {
	frame, looks := styles(t)
	for _, use := range regexp.MustCompile(`var\((--[a-z-]+)\)`).FindAllStringSubmatch(frame, -1) {
		if !strings.Contains(looks, use[1]+":") && !strings.Contains(frame, use[1]+":") {
			t.Errorf("site.css uses %s, which nothing defines", use[1])
		}
	}
}

func TestStyleSheetsLoadOnlyTheFontsOfTheSite(t *testing.T) {
	frame, looks := styles(t)
	var got []string
	for _, use := range regexp.MustCompile(`url\("fonts/([^"]+)"\)`).FindAllStringSubmatch(frame, -1) {
		got = append(got, use[1])
	}
	slices.Sort(got)
	if diff := cmp.Diff(slices.Sorted(slices.Values(site.Fonts())), got); diff != "" {
		t.Errorf("fonts (-site.Fonts +site.css):\n%s", diff)
	}
	if n := strings.Count(frame+looks, "url("); n != len(got) {
		t.Errorf("the style sheets load %d files, %d of them fonts", n, len(got))
	}
	if strings.Contains(frame+looks, "//") || strings.Contains(frame, "@import") {
		t.Error("a style sheet names a host or another style sheet")
	}
}

func TestEveryLevelOfTheProtocolHasItsColoursOnScreenAndPaper(t *testing.T) {
	_, looks := styles(t)
	for class, ink := range map[string]string{
		"tlp-red": "#FF2B2B", "tlp-amber": "#FFC000", "tlp-amber-strict": "#FFC000", "tlp-green": "#33FF00", "tlp-clear": "#FFFFFF",
	} {
		for _, want := range []string{".marking." + class + " { color: " + ink + "; background: #000000; }", "@page " + class + " {", "body." + class + " { page: " + class + "; }"} {
			if !strings.Contains(looks, want) {
				t.Errorf("the style sheet lacks %q", want)
			}
		}
	}
}

// In text from right to left the mark of a note would otherwise be drawn on
// the wrong side of a number.
func TestMarksOfNotesStandApartFromTheirText(t *testing.T) {
	frame, _ := styles(t)
	if !regexp.MustCompile(`\.mark \{[^}]*unicode-bidi: isolate;`).MatchString(frame) {
		t.Error("the marks of notes take part in the order of the text around them")
	}
}
