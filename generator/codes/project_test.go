package codes_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/codes"
	"htsm/generator/diag"
)

// project loads the lists of data/codes.
func project(t *testing.T) *codes.Book {
	t.Helper()
	var diags diag.List
	b := codes.Load(os.DirFS("../.."), "data/codes", &diags)
	for _, d := range diags.All() {
		t.Error(d)
	}
	return b
}

func TestEveryListOfTheProjectSpeaksFourLanguages(t *testing.T) {
	b := project(t)
	if len(b.Names()) < 20 {
		t.Errorf("only %d lists", len(b.Names()))
	}
	for _, name := range b.Names() {
		l, _ := b.List(name)
		if diff := cmp.Diff([]string{"ar", "en", "es", "fr"}, l.Languages()); diff != "" {
			t.Errorf("%s: languages (-want +got):\n%s", name, diff)
		}
		if !slices.Contains(l.Unreviewed, "ar") {
			t.Errorf("%s: Arabic labels count as reviewed", name)
		}
	}
}

// plainSpace is an ordinary space where French wants one that does not break.
var plainSpace = regexp.MustCompile(` [:;!?»%]|« |[0-9] [[:alpha:]%]`)

func TestLabelsOfTheProjectAreWellSet(t *testing.T) {
	b := project(t)
	for _, name := range b.Names() {
		l, _ := b.List(name)
		for _, c := range l.Codes {
			for _, labels := range []map[string]string{l.Title, c.Labels, c.Short} {
				for language, text := range labels {
					checkText(t, name+"/"+c.Code+"/"+language, language, text)
				}
			}
			for language, short := range c.Short {
				if len([]rune(short)) > 28 {
					t.Errorf("%s/%s/%s: the short label %q is long", name, c.Code, language, short)
				}
			}
		}
	}
}

func checkText(t *testing.T, where, language, text string) {
	t.Helper()
	switch {
	case text != strings.TrimSpace(text) || strings.Contains(text, "  "):
		t.Errorf("%s: %q has a space too many", where, text)
	case strings.ContainsAny(text, "'\"`"):
		t.Errorf("%s: %q has a typewriter quote", where, text)
	case language == "fr" && plainSpace.MatchString(text):
		t.Errorf("%s: %q needs a no-break space", where, text)
	case language != "ar" && strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }):
		t.Errorf("%s: %q is Arabic", where, text)
	}
	// A code such as H1 or an age band needs no letter of the language.
	if language == "ar" && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) &&
		!regexp.MustCompile(`^([A-Z]?[0-9]?|[0-9]+–[0-9]+)$`).MatchString(text) {
		t.Errorf("%s: %q is not Arabic", where, text)
	}
}

func TestCountriesFollowTheUnitedNations(t *testing.T) {
	l, _ := project(t).List("countries")
	for _, c := range []struct{ code, language, want string }{
		{"TUR", "en", "Türkiye"},
		{"COD", "en", "Congo (Dem. Rep. of the)"},
		{"COD", "fr", "République démocratique du Congo"},
		{"SYR", "en", "Syrian Arab Republic"},
		{"PSE", "es", "Estado de Palestina"},
		{"VNM", "fr", "Viet Nam"},
		{"CIV", "en", "Côte d’Ivoire"},
		{"MDA", "en", "Moldova"},
		{"NAM", "fr", "Namibie"},
	} {
		if got := l.Label(c.code, c.language); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.code, c.language, got, c.want)
		}
	}
	if got := l.ShortLabel("SYR", "en"); got != "Syria" {
		t.Errorf("the short label of SYR is %q", got)
	}
	kosovo, _ := l.Code("XKX")
	if kosovo.Note != "note.kosovo" {
		t.Errorf("XKX carries the note %q", kosovo.Note)
	}
	if diff := cmp.Diff([]string{"OOS", "OOO"}, l.Residuals()); diff != "" {
		t.Errorf("residual countries (-want +got):\n%s", diff)
	}
	form := regexp.MustCompile(`^[A-Z]{3}$`)
	for _, c := range l.Codes {
		if !form.MatchString(c.Code) {
			t.Errorf("%q is no code of three letters", c.Code)
		}
	}
}

func TestPlacesLieWhereTheyShould(t *testing.T) {
	b := project(t)
	l, _ := b.List("countries")
	for _, c := range []struct {
		code     string
		lat, lon [2]float64
	}{
		{"ITA", [2]float64{41, 44.5}, [2]float64{11, 15}},
		{"FRA", [2]float64{45, 48}, [2]float64{1, 4}},
		{"LBY", [2]float64{25, 29}, [2]float64{15, 20}},
		{"NGA", [2]float64{8, 11}, [2]float64{7, 9}},
		{"COL", [2]float64{2, 6}, [2]float64{-75, -71}},
		{"VNM", [2]float64{20, 22}, [2]float64{104, 107}},
	} {
		k, _ := l.Code(c.code)
		if k.Lat < c.lat[0] || k.Lat > c.lat[1] || k.Lon < c.lon[0] || k.Lon > c.lon[1] {
			t.Errorf("%s lies at %v, %v", c.code, k.Lat, k.Lon)
		}
	}
	points, _ := b.List("crossing-points")
	for _, p := range points.Codes {
		country, ok := l.Code(p.Parent)
		if !ok || !strings.HasPrefix(p.Code, p.Parent) {
			t.Errorf("%s belongs to %q", p.Code, p.Parent)
		}
		// Far islands included, no point is 20 degrees from the middle of its country.
		if d := max(p.Lat-country.Lat, country.Lat-p.Lat, p.Lon-country.Lon, country.Lon-p.Lon); d > 20 {
			t.Errorf("%s lies %v degrees from the middle of %s", p.Code, d, p.Parent)
		}
	}
}

func TestTheExampleOfTheManualLoads(t *testing.T) {
	manual, err := os.ReadFile("../../data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(manual), "```yaml\n")
	example, _, closed := strings.Cut(rest, "```")
	if !closed {
		t.Fatal("data/README.md holds no example")
	}
	var diags diag.List
	b := codes.Load(folder(map[string]string{"vessels.yaml": example}), "codes", &diags)
	l, ok := b.List("vessels")
	if !ok || diags.All() != nil {
		t.Fatalf("diagnostics: %v", diags.All())
	}
	if got := l.ShortLabel("rhib", "en"); got != "RHIB" {
		t.Errorf("the short label is %q", got)
	}
}
