package method_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// object is a JSON object that a runner builds.
type object = map[string]any

// maybe is the value where it exists and null elsewhere.
func maybe(value any, exists bool) any {
	if !exists {
		return nil
	}
	return value
}

// A tolerance passes when |got − want| <= max(abs, rel·|want|).
type tolerance struct {
	Abs, Rel *float64
}

func (t tolerance) allows(want, got float64) bool {
	if math.IsInf(want, 0) || math.IsInf(got, 0) {
		return want == got
	}
	limit := 0.0
	if t.Abs != nil {
		limit = *t.Abs
	}
	if t.Rel != nil {
		limit = max(limit, *t.Rel*math.Abs(want))
	}
	return math.Abs(got-want) <= limit
}

// under returns the tolerance with what the field overrides.
func (t tolerance) under(field tolerance) tolerance {
	if field.Abs != nil {
		t.Abs = field.Abs
	}
	if field.Rel != nil {
		t.Rel = field.Rel
	}
	return t
}

type judge struct {
	fields      map[string]tolerance
	differences []string
}

// compare returns what got lacks or has differently. Every field that the
// vector expects must be there; further fields of got are not looked at.
func compare(v vector, got any) []string {
	c := judge{fields: make(map[string]tolerance)}
	var base tolerance
	whole, err := json.Marshal(v.Tolerance)
	if err == nil {
		err = json.Unmarshal(whole, &base)
	}
	if fields := v.Tolerance["fields"]; err == nil && fields != nil {
		err = json.Unmarshal(fields, &c.fields)
	}
	if err != nil {
		return []string{fmt.Sprintf("tolerance: %v", err)}
	}
	c.value("expected", v.Expected, reflect.ValueOf(got), base)
	if len(c.differences) > 20 {
		more := len(c.differences) - 20
		c.differences = append(c.differences[:20], fmt.Sprintf("and %d more", more))
	}
	return c.differences
}

func (c *judge) differ(path, format string, args ...any) {
	c.differences = append(c.differences, path+": "+fmt.Sprintf(format, args...))
}

func (c *judge) value(path string, want any, got reflect.Value, within tolerance) {
	for got.IsValid() && (got.Kind() == reflect.Interface || got.Kind() == reflect.Pointer) {
		got = got.Elem()
	}
	if _, list := want.([]any); !list && want != nil && got.IsValid() && got.Kind() == reflect.Slice && got.Len() == 1 {
		// Some references write a list of one as its value.
		got = got.Index(0)
		for got.Kind() == reflect.Interface || got.Kind() == reflect.Pointer {
			got = got.Elem()
		}
	}
	switch want := want.(type) {
	case nil:
		// Some references write null for an infinite number, too.
		if got.IsValid() && !(got.CanFloat() && math.IsInf(got.Float(), 0)) {
			c.differ(path, "got %v, want null", got)
		}
	case bool:
		if !got.IsValid() || got.Kind() != reflect.Bool || got.Bool() != want {
			c.differ(path, "got %v, want %v", got, want)
		}
	case map[string]any:
		c.object(path, want, got, within)
	case []any:
		c.list(path, want, got, within)
	case json.Number:
		number, err := want.Float64()
		if err != nil {
			c.differ(path, "unreadable number %s", want)
			return
		}
		c.number(path, number, got, within)
	case string:
		if got.IsValid() && got.Kind() == reflect.String {
			if got.String() != want {
				c.differ(path, "got %q, want %q", got, want)
			}
			return
		}
		// Numbers with many digits and infinite ones are written as strings.
		number, err := strconv.ParseFloat(want, 64)
		if err != nil {
			c.differ(path, "got %v, want %q", got, want)
			return
		}
		c.number(path, number, got, within)
	default:
		c.differ(path, "cannot compare a %T", want)
	}
}

func (c *judge) object(path string, want map[string]any, got reflect.Value, within tolerance) {
	if !got.IsValid() || got.Kind() != reflect.Map {
		c.differ(path, "got %v, want an object", got)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		element := got.MapIndex(reflect.ValueOf(key))
		if !element.IsValid() {
			c.differ(path, "no field %q", key)
			continue
		}
		inner := within
		if field, ok := c.fields[key]; ok {
			inner = within.under(field)
		}
		c.value(path+"."+key, want[key], element, inner)
	}
}

func (c *judge) list(path string, want []any, got reflect.Value, within tolerance) {
	if !got.IsValid() || got.Kind() != reflect.Slice {
		c.differ(path, "got %v, want a list", got)
		return
	}
	if got.Len() != len(want) {
		c.differ(path, "got %d elements, want %d", got.Len(), len(want))
		return
	}
	for i, w := range want {
		c.value(path+"["+strconv.Itoa(i)+"]", w, got.Index(i), within)
	}
}

func (c *judge) number(path string, want float64, got reflect.Value, within tolerance) {
	var number float64
	switch {
	case !got.IsValid():
		c.differ(path, "got null, want %.15g", want)
		return
	case got.CanFloat():
		number = got.Float()
	case got.CanInt():
		number = float64(got.Int())
	default:
		c.differ(path, "got %v, want %.15g", got, want)
		return
	}
	if math.IsNaN(number) || !within.allows(want, number) {
		c.differ(path, "got %.15g, want %.15g", number, want)
	}
}

func TestComparisonFindsEveryKindOfDifference(t *testing.T) {
	expected := `{"number": 1.5, "text": "33.0", "big": "1000.5", "endless": "Inf", "none": null, "list": [1, 2], "wide": {"x": 10}}`
	tolerances := `{"abs": 1e-9, "rel": 1e-9, "fields": {"wide": {"abs": 0.5}}}`
	got := func() object {
		return object{
			"number": 1.5, "text": "33.0", "big": 1000.5, "endless": math.Inf(1), "none": nil,
			"list": []int{1, 2}, "wide": object{"x": 10.4}, "further": true,
		}
	}
	v := vector{}
	decoder := json.NewDecoder(strings.NewReader(expected))
	decoder.UseNumber()
	if err := decoder.Decode(&v.Expected); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(tolerances), &v.Tolerance); err != nil {
		t.Fatal(err)
	}
	if differences := compare(v, got()); len(differences) != 0 {
		t.Errorf("equal values differ: %q", differences)
	}
	wrongs := object{
		"number": 1.5001, "text": "33", "big": math.NaN(), "endless": 1e308, "none": 0.0,
		"list": []int{1}, "wide": object{"x": 10.6},
	}
	for field, wrong := range wrongs {
		changed := got()
		changed[field] = wrong
		if differences := compare(v, changed); len(differences) != 1 {
			t.Errorf("%s = %v gives the differences %q, want one", field, wrong, differences)
		}
		delete(changed, field)
		if differences := compare(v, changed); len(differences) != 1 {
			t.Errorf("without %s the differences are %q, want one", field, differences)
		}
	}
}
