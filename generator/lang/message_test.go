package lang

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
)

// The categories are those of Unicode CLDR 32, Language Plural Rules.
func TestCategoriesOfALanguage(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"one", "other"},
		"fr": {"one", "other"},
		"es": {"one", "other"},
		"ar": {"few", "many", "one", "other", "two", "zero"},
		"pl": {"few", "many", "one", "other"},
		"ja": {"other"},
	} {
		if d := cmp.Diff(want, categories(language.MustParse(tag))); d != "" {
			t.Errorf("%s (-want +got):\n%s", tag, d)
		}
	}
}
