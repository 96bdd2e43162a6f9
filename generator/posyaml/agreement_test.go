package posyaml_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"gopkg.in/yaml.v3"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/posyaml/variant"
	"htsm/generator/schema"
	"htsm/generator/spec"
)

// A language is what the agreement of decoder and JSON Schema is tested on.
type language struct {
	base, broken string // Files.
	root         *schema.Shape
	load         func(name string, src []byte, diags *diag.List)
}

func languages() []language {
	return []language{
		{
			"../spec/testdata/brief.yaml", "../spec/testdata/broken.txtar", spec.Language(),
			func(name string, src []byte, diags *diag.List) {
				spec.Load(fstest.MapFS{name: {Data: src}}, name, diags)
			},
		},
		{
			"../contract/testdata/detections.contract.yaml", "../contract/testdata/broken.txtar", contract.Language(),
			func(name string, src []byte, diags *diag.List) {
				contract.Load(fstest.MapFS{name: {Data: src}}, name, diags)
			},
		},
	}
}

// TestDecoderAndSchemaAgree holds every sound and every broken file of the
// tests against the JSON Schema: what the decoder refuses for its form, the
// editor underlines, and what the decoder accepts, the editor does too.
func TestDecoderAndSchemaAgree(t *testing.T) {
	for _, l := range languages() {
		var root map[string]any
		if err := json.Unmarshal(schema.JSON(l.root, "test"), &root); err != nil {
			t.Fatal(err)
		}
		base, err := os.ReadFile(l.base)
		if err != nil {
			t.Fatal(err)
		}
		archive, err := txtar.ParseFile(l.broken)
		if err != nil {
			t.Fatal(err)
		}
		if !valid(t, root, base) {
			t.Errorf("the schema refuses %s", l.base)
		}
		for _, f := range archive.Files {
			src, _, err := variant.Of(string(base), string(f.Data))
			if err != nil {
				t.Fatal(err)
			}
			var diags diag.List
			l.load(filepath.Base(l.base), []byte(src), &diags)
			if form := verdict(diags.All(), src); form != unknown && (form == good) != valid(t, root, []byte(src)) {
				t.Errorf("%s: schema and decoder disagree; the decoder says:\n%s", f.Name, said(&diags))
			}
		}
	}
}

// The verdicts of the decoder on the form of a file.
const (
	good = iota
	bad
	unknown // The schema cannot say: the file is no YAML, or YAML gives up the difference.
)

func verdict(all []diag.Diagnostic, src string) int {
	out := good
	for _, d := range all {
		switch {
		case d.Code[0] == 'Y' && (d.Code < "Y011" || d.Code > "Y020"),
			strings.Contains(src, "threshold: 03"): // A number for YAML.
			return unknown
		case d.Code[0] == 'Y', d.Code == "S002",
			d.Code == "S003" && strings.Contains(src, "tlp: "+"RESTREINT"), d.Code == "S003" && strings.Contains(src, "tlp: SECRET"):
			out = bad
		}
	}
	return out
}

func valid(t *testing.T, root map[string]any, src []byte) bool {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		t.Fatal(err)
	}
	return validator{t, root}.valid(root, instance(doc.Content[0]))
}

// instance returns what an editor sees of a YAML value.
func instance(n *yaml.Node) any {
	switch n.Kind {
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, instance(c))
		}
		return out
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			out[n.Content[i].Value] = instance(n.Content[i+1])
		}
		return out
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	case "!!bool":
		return n.Value == "true"
	case "!!null":
		return nil
	}
	return n.Value
}

// A validator knows the keywords of JSON Schema that our schemas use, and
// fails the test on any other.
type validator struct {
	t    *testing.T
	root map[string]any
}

func (v validator) valid(s map[string]any, x any) bool {
	for keyword, want := range s {
		if !v.keyword(s, keyword, want, x) {
			return false
		}
	}
	return true
}

func (v validator) keyword(s map[string]any, keyword string, want, x any) bool {
	text, isText := x.(string)
	number, isNumber := x.(float64)
	list, isList := x.([]any)
	object, isObject := x.(map[string]any)
	size := func() float64 { return want.(float64) }
	switch keyword {
	case "$schema", "$id", "$defs", "title", "description", "default":
		return true
	case "$ref":
		name := strings.TrimPrefix(want.(string), "#/$defs/")
		return v.valid(v.root["$defs"].(map[string]any)[name].(map[string]any), x)
	case "type":
		if one, ok := want.(string); ok {
			want = []any{one}
		}
		return slices.ContainsFunc(want.([]any), func(name any) bool { return typed(name.(string), x) })
	case "enum":
		return slices.Contains(want.([]any), x)
	case "pattern":
		return !isText || regexp.MustCompile(want.(string)).MatchString(text)
	case "minLength":
		return !isText || float64(utf8.RuneCountInString(text)) >= size()
	case "maxLength":
		return !isText || float64(utf8.RuneCountInString(text)) <= size()
	case "minimum":
		return !isNumber || number >= size()
	case "maximum":
		return !isNumber || number <= size()
	case "items":
		return !isList || !slices.ContainsFunc(list, func(item any) bool { return !v.valid(want.(map[string]any), item) })
	case "minItems":
		return !isList || float64(len(list)) >= size()
	case "maxItems":
		return !isList || float64(len(list)) <= size()
	case "uniqueItems":
		return !isList || !repeats(list)
	case "minProperties":
		return !isObject || float64(len(object)) >= size()
	case "maxProperties":
		return !isObject || float64(len(object)) <= size()
	case "required":
		return !isObject || !slices.ContainsFunc(want.([]any), func(name any) bool { _, ok := object[name.(string)]; return !ok })
	case "properties", "additionalProperties", "propertyNames":
		return !isObject || v.fields(s, keyword, want, object)
	case "anyOf", "oneOf":
		n := 0
		for _, alternative := range want.([]any) {
			if v.valid(alternative.(map[string]any), x) {
				n++
			}
		}
		return n == 1 || n > 1 && keyword == "anyOf"
	}
	v.t.Fatalf("the test does not know the keyword %q", keyword)
	return false
}

func (v validator) fields(s map[string]any, keyword string, want any, object map[string]any) bool {
	named, _ := s["properties"].(map[string]any)
	for name, value := range object {
		sub, known := named[name].(map[string]any)
		switch keyword {
		case "properties":
			if known && !v.valid(sub, value) {
				return false
			}
		case "additionalProperties":
			if rest, open := want.(map[string]any); !known && (!open || !v.valid(rest, value)) {
				return false
			}
		case "propertyNames":
			if !v.valid(want.(map[string]any), name) {
				return false
			}
		}
	}
	return true
}

func typed(name string, x any) bool {
	switch x := x.(type) {
	case string:
		return name == "string"
	case float64:
		return name == "number" || name == "integer" && x == float64(int64(x))
	case bool:
		return name == "boolean"
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	}
	return false
}

func repeats(list []any) bool {
	for i, x := range list {
		if text, ok := x.(string); ok && slices.Contains(list[:i], any(text)) {
			return true
		}
	}
	return false
}
