package schema_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/schema"
)

// shelf is a shape that holds every form.
func shelf() *schema.Shape {
	name := &schema.Shape{Doc: "a name such as a-b (letters)", Pattern: "^[a-z-]+$", Max: 9}
	box := &schema.Shape{Form: schema.Object, Name: "box", Doc: "A box.", Some: []string{"size", "open"}}
	box.Members = []schema.Member{
		{Name: "size", Doc: "Its `size`.", Default: "3", Shape: &schema.Shape{Form: schema.Number, Min: 1, Max: 9}},
		{Name: "open", Doc: "Open or shut.", Default: "false", Shape: &schema.Shape{Form: schema.Flag}},
		{Name: "in", Doc: "Boxes in it.", Shape: &schema.Shape{Form: schema.List, Of: box, Min: 1, Max: 5}},
	}
	return &schema.Shape{
		Form: schema.Object, Name: "shelf", Doc: "A shelf.", Exactly: []string{"boxes", "note"},
		Members: []schema.Member{
			{Name: "colour", Required: true, Default: "red", Doc: "Its colour.", Shape: &schema.Shape{Words: []string{"red", "a|b"}}},
			{Name: "boxes", Doc: "Its boxes.", Shape: &schema.Shape{Form: schema.Map, Key: name, Of: box, Min: 1, Max: 7}},
			{Name: "note", Doc: "A note.", Shape: &schema.Shape{Form: schema.Choice, Choices: []*schema.Shape{
				{Doc: "a text", Min: 1, Max: 20},
				{Form: schema.List, Of: &schema.Shape{Doc: "a text", Min: 1, Max: 20}, Min: 1, Max: 2, Distinct: true},
				box,
			}}},
			{Name: "year", Doc: "A year.", Shape: &schema.Shape{Doc: "a year such as 2016", Pattern: "^[0-9]{4}$"}},
		},
	}
}

func TestJSONHasEveryRule(t *testing.T) {
	want := `{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "shelf.json", "title": "shelf", "$ref": "#/$defs/shelf",
		"$defs": {
			"box": {
				"description": "A box.", "type": "object", "additionalProperties": false,
				"properties": {
					"size": {"description": "Its size.", "type": "integer", "minimum": 1, "maximum": 9, "default": 3},
					"open": {"description": "Open or shut.", "type": "boolean", "default": false},
					"in": {"description": "Boxes in it.", "type": "array", "items": {"$ref": "#/$defs/box"}, "minItems": 1, "maxItems": 5}
				},
				"anyOf": [{"required": ["size"]}, {"required": ["open"]}]
			},
			"shelf": {
				"description": "A shelf.", "type": "object", "additionalProperties": false, "required": ["colour"],
				"properties": {
					"colour": {"description": "Its colour.", "type": "string", "enum": ["red", "a|b"], "default": "red"},
					"boxes": {
						"description": "Its boxes.", "type": "object", "additionalProperties": {"$ref": "#/$defs/box"},
						"propertyNames": {"pattern": "^[a-z-]+$", "maxLength": 9}, "minProperties": 1, "maxProperties": 7
					},
					"note": {"description": "A note.", "anyOf": [
						{"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 20},
						{
							"type": "array", "items": {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 20},
							"minItems": 1, "maxItems": 2, "uniqueItems": true
						},
						{"$ref": "#/$defs/box"}
					]},
					"year": {"description": "A year.", "type": ["string", "number"], "pattern": "^[0-9]{4}$"}
				},
				"oneOf": [{"required": ["boxes"]}, {"required": ["note"]}]
			}
		}
	}`
	src := schema.JSON(shelf(), "shelf.json")
	var got, expected map[string]any
	if err := json.Unmarshal(src, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &expected); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("schema (-want +got):\n%s", diff)
	}
	if !strings.HasSuffix(string(src), "}\n") {
		t.Error("the file does not end in a line end")
	}
}

func TestJSONIsTheSameEveryTime(t *testing.T) {
	first := string(schema.JSON(shelf(), "a"))
	for range 20 {
		if string(schema.JSON(shelf(), "a")) != first {
			t.Fatal("two runs differ")
		}
	}
}

func TestMarkdownHasEveryField(t *testing.T) {
	want := "### shelf\n\nA shelf. Exactly one of `boxes` and `note` must be given.\n\n" +
		"| field | value | without it | meaning |\n| --- | --- | --- | --- |\n" +
		"| `colour` | `red` or `a\\|b` | required | Its colour. |\n" +
		"| `boxes` | by name: [box](#box) |  | Its boxes. |\n" +
		"| `note` | one or several texts, or [box](#box) |  | A note. |\n" +
		"| `year` | year such as 2016 |  | A year. |\n" +
		"\n### box\n\nA box. At least one of `size` and `open` must be given.\n\n" +
		"| field | value | without it | meaning |\n| --- | --- | --- | --- |\n" +
		"| `size` | whole number, 1 to 9 | `3` | Its `size`. |\n" +
		"| `open` | `true` or `false` | `false` | Open or shut. |\n" +
		"| `in` | list of [box](#box) |  | Boxes in it. |\n"
	if diff := cmp.Diff(want, schema.Markdown(shelf())); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
}
