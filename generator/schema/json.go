package schema

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// JSON returns the JSON Schema (draft 2020-12) of a language whose documents
// have the shape root, which must be an Object. The id is the name of the
// schema file.
//
// The schema accepts what the decoder accepts, with two differences that JSON
// forces: an editor takes an unquoted 2015 for a number where the decoder sees
// a text, so texts that may look like a number or like true accept those too;
// and what fields of several objects say together is left to the program.
func JSON(root *Shape, id string) []byte {
	w := &jsonWriter{defs: map[string]*jsonSchema{}}
	doc := w.shape(root)
	doc.Schema = "https://json-schema.org/draft/2020-12/schema"
	doc.ID = id
	doc.Title = root.Name
	doc.Defs = w.defs
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		panic("schema: a schema does not marshal: " + err.Error())
	}
	return out.Bytes()
}

// A jsonSchema is a JSON Schema; encoding/json sorts its maps.
type jsonSchema struct {
	Schema        string                 `json:"$schema,omitempty"`
	ID            string                 `json:"$id,omitempty"`
	Title         string                 `json:"title,omitempty"`
	Description   string                 `json:"description,omitempty"`
	Ref           string                 `json:"$ref,omitempty"`
	Type          typeNames              `json:"type,omitempty"`
	Enum          []string               `json:"enum,omitempty"`
	Pattern       string                 `json:"pattern,omitempty"`
	MinLength     int64                  `json:"minLength,omitempty"`
	MaxLength     int64                  `json:"maxLength,omitempty"`
	Minimum       *int64                 `json:"minimum,omitempty"`
	Maximum       *int64                 `json:"maximum,omitempty"`
	Default       json.RawMessage        `json:"default,omitempty"`
	Items         *jsonSchema            `json:"items,omitempty"`
	MinItems      int64                  `json:"minItems,omitempty"`
	MaxItems      int64                  `json:"maxItems,omitempty"`
	UniqueItems   bool                   `json:"uniqueItems,omitempty"`
	Properties    map[string]*jsonSchema `json:"properties,omitempty"`
	PropertyNames *jsonSchema            `json:"propertyNames,omitempty"`
	Additional    *additional            `json:"additionalProperties,omitempty"`
	MinProperties int64                  `json:"minProperties,omitempty"`
	MaxProperties int64                  `json:"maxProperties,omitempty"`
	Required      []string               `json:"required,omitempty"`
	AnyOf         []*jsonSchema          `json:"anyOf,omitempty"`
	OneOf         []*jsonSchema          `json:"oneOf,omitempty"`
	Defs          map[string]*jsonSchema `json:"$defs,omitempty"`
}

// typeNames is written as a text if it holds one name.
type typeNames []string

func (t typeNames) MarshalJSON() ([]byte, error) {
	if len(t) == 1 {
		return json.Marshal(t[0])
	}
	return json.Marshal([]string(t))
}

// additional is the schema of unnamed fields; a nil one allows none.
type additional struct{ of *jsonSchema }

func (a additional) MarshalJSON() ([]byte, error) {
	if a.of == nil {
		return []byte("false"), nil
	}
	return json.Marshal(a.of)
}

type jsonWriter struct{ defs map[string]*jsonSchema }

func (w *jsonWriter) shape(s *Shape) *jsonSchema {
	switch s.Form {
	case Number:
		return &jsonSchema{Type: typeNames{"integer"}, Minimum: &s.Min, Maximum: &s.Max}
	case Flag:
		return &jsonSchema{Type: typeNames{"boolean"}}
	case List:
		return &jsonSchema{Type: typeNames{"array"}, Items: w.shape(s.Of), MinItems: s.Min, MaxItems: s.Max, UniqueItems: s.Distinct}
	case Map:
		return &jsonSchema{
			Type: typeNames{"object"}, PropertyNames: &jsonSchema{Pattern: s.Key.Pattern, MinLength: s.Key.Min, MaxLength: s.Key.Max},
			Additional: &additional{w.shape(s.Of)}, MinProperties: s.Min, MaxProperties: s.Max,
		}
	case Choice:
		out := &jsonSchema{}
		for _, c := range s.Choices {
			out.AnyOf = append(out.AnyOf, w.shape(c))
		}
		return out
	case Object:
		if w.defs[s.Name] == nil {
			w.defs[s.Name] = &jsonSchema{} // Ends the recursion of objects within themselves.
			*w.defs[s.Name] = w.object(s)
		}
		return &jsonSchema{Ref: "#/$defs/" + s.Name}
	}
	return &jsonSchema{Type: textTypes(s), Enum: s.Words, Pattern: s.Pattern, MinLength: s.Min, MaxLength: s.Max}
}

func (w *jsonWriter) object(s *Shape) jsonSchema {
	out := jsonSchema{
		Type:        typeNames{"object"},
		Description: s.Doc,
		Properties:  map[string]*jsonSchema{},
		Additional:  &additional{},
	}
	for _, m := range s.Members {
		p := w.shape(m.Shape)
		p.Description = strings.ReplaceAll(m.Doc, "`", "")
		p.Default = defaultOf(m)
		out.Properties[m.Name] = p
		if m.Required {
			out.Required = append(out.Required, m.Name)
		}
	}
	for _, name := range s.Exactly {
		out.OneOf = append(out.OneOf, &jsonSchema{Required: []string{name}})
	}
	for _, name := range s.Some {
		out.AnyOf = append(out.AnyOf, &jsonSchema{Required: []string{name}})
	}
	return out
}

// textTypes returns the JSON types that an editor may see where the decoder
// sees a text that s allows.
func textTypes(s *Shape) typeNames {
	out := typeNames{"string"}
	allows := func(text string) bool {
		if len(s.Words) > 0 {
			return slices.Contains(s.Words, text)
		}
		return s.Pattern == "" || regexp.MustCompile(s.Pattern).MatchString(text)
	}
	if slices.ContainsFunc([]string{"7", "2016", "20161231", "0.5"}, allows) {
		out = append(out, "number")
	}
	if s.Pattern == "" && allows("true") {
		out = append(out, "boolean")
	}
	return out
}

// defaultOf returns the default of a field as JSON, and nil if it has none.
func defaultOf(m Member) json.RawMessage {
	switch {
	case m.Default == "":
		return nil
	case m.Shape.Form == Number, m.Shape.Form == Flag:
		return json.RawMessage(m.Default)
	}
	return json.RawMessage(strconv.Quote(m.Default))
}
