package csv_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/render/csv"
)

func describe(t *testing.T, d *doc.Document, id string) (string, map[string]any) {
	t.Helper()
	for _, g := range d.Grids() {
		if g.ID != id {
			continue
		}
		data, err := csv.Metadata(d, g, id+".csv")
		if err != nil {
			t.Fatal(err)
		}
		var out map[string]any
		if err := json.Unmarshal(data, &out); err != nil {
			t.Fatal(err)
		}
		return string(data), out
	}
	t.Fatalf("the sample has no table %s", id)
	return "", nil
}

func TestDescriptionNamesColumnsUnitsCodesAndSources(t *testing.T) {
	d := doctest.Sample()
	for _, g := range d.Grids() {
		if g.ID == "t-recruitment" {
			g.Unit = "victimes"
		}
	}
	text, m := describe(t, d, "t-recruitment")
	for _, want := range []string{
		`"@context": [`, `"url": "t-recruitment.csv"`, `"dc:language": "fr"`, `"dc:identifier": "HTSM-2026-10-fr-partners"`,
		`"dc:rights": "TLP:AMBER – H1`, `"schema:sha256": "9f86d081`, `"schema:unitText": "victimes"`, `"schema:unitText": "%"`,
		`"format": "suppressed|missing|`, `apostrophe`, `"type": "symbol"`, `"dc:created": "2026-11-02"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the description lacks %s:\n%s", want, text)
		}
	}
	var titles, types []string
	columns, _ := m["tableSchema"].(map[string]any)["columns"].([]any)
	for _, c := range columns {
		c, _ := c.(map[string]any)
		titles = append(titles, c["titles"].(string))
		types = append(types, c["datatype"].(map[string]any)["base"].(string))
	}
	want := []string{"key", "kind", "Forme d’exploitation", "Sexe", "count", "count_flag", "share", "share_flag", "change-previous", "change-previous_flag"}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Errorf("titles (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"string", "string", "string", "string", "integer", "string", "decimal", "string", "integer", "string"}, types); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	if !strings.Contains(text, `"name": "change%2Dprevious"`) {
		t.Error("the name of a column is no variable of a URI template")
	}
}

func TestDescriptionsOfHostileTextsStayTexts(t *testing.T) {
	d := doctest.Hostile()
	for _, g := range d.Grids() {
		data, err := csv.Metadata(d, g, g.ID+".csv")
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsAny(data, "<>") || !json.Valid(data) {
			t.Errorf("%s: the description holds markup", g.ID)
		}
	}
}

func TestNoFieldOfAHostileFileIsAFormula(t *testing.T) {
	for _, payload := range doctest.Payloads() {
		got := head(t, payload)
		if got != payload && got != "'"+payload {
			t.Errorf("%q is written as %q", payload, got)
		}
		if first := strings.TrimLeft(got, " \u00a0"); strings.ContainsAny(first[:1], "=+-@") {
			t.Errorf("%q is a formula", got)
		}
	}
}
