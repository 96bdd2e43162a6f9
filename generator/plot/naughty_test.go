package plot_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"
	"testing"

	"htsm/generator/chart"
	"htsm/generator/plot"
)

// naughty lists texts that have broken one program or another, with what is
// to be seen of them; "" means all.
var naughty = []struct{ text, seen string }{
	{"</script><script>PWNED=1</script>", ""},
	{"__f__PWNED=1__f__", ""},
	{"{b}", ""},
	{"{a|x}", ""},
	{"${PWNED}", ""},
	{"`", ""},
	{`"'\`, ""},
	{"]]>", ""},
	{"&amp;&lt;", ""},
	{"<!--", ""},
	{"--><svg onload=alert(1)>", ""},
	{"control \x00\x01\x1f\x7f", "control"},
	{"not characters \ufffe\uffff", "not characters \ufffd\ufffd"},
	{"line\nbreak\ttab\u2028end", "line break tab end"},
	{"\u202egnp.exe", "gnp.exe"},
	{string([]byte{0xff}) + " broken", "\ufffd broken"},
	{"e\u0302\u0302\u0302\u0302", ""},
	{"👩\u200d👩\u200d👧 🇪🇺 👍🏽", ""},
	{"田中さんにあげて下さい", ""},
	{"العربية mixed 123", ""},
	{"NaN", ""},
	{"undefined", ""},
	{"__proto__", ""},
	{"constructor", ""},
	{"1e309", ""},
	{"-", ""},
	{"\u200b", ""},
	{strings.Repeat("w", 300), ""},
	{strings.Repeat("ab ", 99), ""},
}

func TestNoTextBreaksTheDrawingOrRuns(t *testing.T) {
	p := newPlotter(t)
	for _, kind := range []chart.Kind{chart.Bar, chart.Flow} {
		for _, c := range naughty {
			m := naughtyModel(kind, c.text)
			f := plot.Frame{ID: "c", Title: "t" + c.text, Desc: c.text, Width: plot.Phone}
			seen := run(texts(t, draw(t, p, m, f))...)
			if want := cmp.Or(c.seen, c.text); !strings.Contains(seen, run(want)) {
				t.Errorf("%s: of the label %q there is to be seen %q", kind, c.text, seen)
			}
			option, err := p.Option(m, f)
			if err != nil {
				t.Fatal(err)
			}
			if !json.Valid(option) || bytes.Contains(option, []byte("<")) {
				t.Errorf("%s: the option for %q cannot stand in a page", kind, c.text)
			}
		}
	}
}

// naughtyModel returns a chart with text in every place for a text.
func naughtyModel(kind chart.Kind, text string) *chart.Model {
	m := &chart.Model{Kind: kind, Title: text, Subtitle: text, Category: text, Value: text, Words: []string{text}}
	value := released(10)[0]
	display := string([]rune(text)[:min(len([]rune(text)), chart.MaxDisplay)])
	if kind == chart.Flow {
		m.Nodes = []chart.Node{{Label: text}, {Label: text, Layer: 1}, {Label: text, Layer: 1}}
		m.Links = []chart.Link{{Target: 1, Value: value, Display: display}, {Target: 2, Value: value, Display: display}}
		return m
	}
	m.Axis = chart.Axis{Max: 20, Ticks: []chart.Tick{{At: 0, Text: display}, {At: 20, Text: display}}}
	m.Categories = []chart.Category{{Label: text}, {Label: text}}
	for range 2 {
		m.Series = append(m.Series, chart.Series{Name: text, Points: []chart.Point{{Value: value, Display: display}, {Value: value, Display: display}}})
	}
	return m
}
