package pdf

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/typeface"
	"htsm/generator/verify"
)

// printable replaces the characters of d that no font has: elsewhere they are
// errors, on purpose.
func printable(d *doc.Document, fonts *typeface.Set) {
	clean := func(r rune) rune {
		for _, style := range []typeface.Style{typeface.Regular, typeface.Bold, typeface.Italic, typeface.BoldItalic} {
			if !fonts.Covers(r, style) {
				return '¤'
			}
		}
		return r
	}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.String:
			if v.CanSet() {
				v.SetString(strings.Map(clean, v.String()))
			}
		}
	}
	walk(reflect.ValueOf(d))
}

// stub is a drawing that stands for those of figures.
func stub(f *doc.Figure) ([]byte, error) {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200"><rect width="600" height="100"/><text x="9" y="150">12345</text></svg>`), nil
}

func TestRandomDocumentsReadBack(t *testing.T) {
	o := options(t)
	o.Charts = stub
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		printable(d, o.Fonts)
		if err := verify.PDF(d, rendered(t, d, o)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestWithoutChartsTheTextAlternativeIsPrinted(t *testing.T) {
	o := options(t)
	o.Charts = nil
	d := doctest.Sample()
	if err := verify.PDF(d, rendered(t, d, o)); err != nil {
		t.Fatal(err)
	}
}
