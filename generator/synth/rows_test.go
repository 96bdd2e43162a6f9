package synth_test

import (
	"slices"
	"strings"

	"htsm/generator/synth"
)

// checkOrder holds what the package comment says of the rows of an extract.
func checkOrder(t fataler, rows []row, o synth.Options, extracted string) {
	t.Helper()
	for i, r := range rows {
		event := r["event_date"]
		switch late := days(t, r); {
		case late < 0 || late > 150:
			t.Fatalf("record %s is reported after %d days", r["record_id"], late)
		case r["report_date"] > extracted:
			t.Fatalf("record %s is reported after the extract of %s", r["record_id"], extracted)
		case event[:7] < o.From.String() || event[:7] > o.To.String():
			t.Fatalf("record %s has the event date %s", r["record_id"], event)
		case i > 0 && (r["report_date"] < rows[i-1]["report_date"] || r["record_id"] <= rows[i-1]["record_id"]):
			t.Fatalf("record %s stands after %s", r["record_id"], rows[i-1]["record_id"])
		}
	}
}

// checkRow holds what must be true of the cells of one row together.
func checkRow(t fataler, r row) {
	t.Helper()
	persons := number(t, r["persons"])
	legs := strings.Count(r["route"], ">")
	broken := map[string]bool{
		"no person":                              persons < 1,
		"a route without a leg":                  r["route"] != "" && (legs < 1 || legs > 5),
		"more minors than persons":               r["minors"] != "" && number(t, r["minors"]) > persons,
		"a minor without a minor":                slices.Contains([]string{"0-11", "12-17"}, r["age_group"]) && r["minors"] == "0",
		"vessels away from the sea":              r["vessels"] != "" && r["border_type"] != "sea",
		"prices that do not run along the route": r["leg_prices"] != "" && strings.Count(r["leg_prices"], ";")+1 != legs,
		"prices of nothing":                      r["leg_prices"] != "" && strings.Trim(r["leg_prices"], ";") == "",
		"a price without a currency":             (r["leg_prices"] == "") != (r["price_currency"] == ""),
		"a document without a fraud":             (r["document_type"] == "") != (r["document_fraud"] == ""),
		"one grade of two":                       (r["source_grade"] == "") != (r["information_grade"] == ""),
		"a point of another country":             r["crossing_point"] != "" && !strings.HasPrefix(r["crossing_point"], r["reporting_country"]),
		"a crossing point inland":                r["crossing_point"] != "" && r["border_type"] == "inland",
		"smuggling without a route":              r["crime_type"] == "SOM" && r["eu_route"] == "",
		"smuggling with exploitation":            r["crime_type"] == "SOM" && r["control"]+r["exploitation"]+r["duration_band"] != "",
		"a handling that blocks publication":     r["handling"] != "H0" && r["handling"] != "H1",
		"an identifier of the wrong form":        len(r["record_id"]) != 9 || len(r["case_id"]) != 9,
	}
	for what, wrong := range broken {
		if wrong {
			t.Fatalf("%s: %v", what, r)
		}
	}
	for column, value := range r {
		if column == "leg_prices" || !strings.Contains(value, ";") {
			continue
		}
		codes := strings.Split(value, ";")
		slices.Sort(codes)
		if len(slices.Compact(codes)) != strings.Count(value, ";")+1 || slices.Contains(codes, "") || slices.Contains(codes, "not_specified") {
			t.Fatalf("%s holds %q", column, value)
		}
	}
}
