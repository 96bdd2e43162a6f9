package variant_test

import (
	"testing"

	"htsm/generator/posyaml/variant"
)

func TestAnEditReplacesAddsAndRemoves(t *testing.T) {
	const source = "a: 1\nb: 2\n\nc: 3\n"
	for _, c := range []struct{ name, edit, changed, rest string }{
		{"replace", "- b: 2\n+ b: 4\nsaid\n", "a: 1\nb: 4\n\nc: 3\n", "said\n"},
		{"replace several lines", "- b: 2\n-\n- c: 3\n+ d: 5\n", "a: 1\nd: 5\n", ""},
		{"remove", "- a: 1\n", "b: 2\n\nc: 3\n", ""},
		{"add", "+ d: 5\n+\n+   e: 6\n", source + "d: 5\n\n  e: 6\n", ""},
		{"keep", "one\n\ttwo\n", source, "one\n\ttwo\n"},
	} {
		changed, rest, err := variant.Of(source, c.edit)
		if err != nil || changed != c.changed || rest != c.rest {
			t.Errorf("%s: got %q, %q, %v; want %q, %q", c.name, changed, rest, err, c.changed, c.rest)
		}
	}
}

func TestAnEditOfLinesThatAreNotThereFails(t *testing.T) {
	for _, edit := range []string{"- x: 1\n", "- : 2\n", "- a: 1\n- c: 3\n"} {
		if _, _, err := variant.Of("a: 1\nb: 2\nc: 3\n", edit); err == nil {
			t.Errorf("%q was applied", edit)
		}
	}
}
