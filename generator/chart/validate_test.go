package chart_test

import (
	"math"
	"strings"
	"testing"

	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// released passes one cell through the door.
func released(c table.Cell, q head.Quantity) release.Value {
	raw := &table.Table{
		Cols: []head.Col{{Measure: head.Measure{Quantity: q}}}, Rows: []head.Row{{Key: "a"}}, Cells: [][]table.Cell{{c}},
	}
	return (release.Policy{Threshold: 5}).Apply(raw).Cells[0][0]
}

func point(n int64) chart.Point {
	return chart.Point{Value: released(table.CountOf(n), head.Count), Display: "d"}
}

func below(n int64) chart.Point {
	return chart.Point{Value: released(table.DifferenceOf(n, 0), head.Difference), Display: "d"}
}

// good returns a chart of the kind that is valid.
func good(kind chart.Kind) *chart.Model {
	m := &chart.Model{Kind: kind}
	if kind.HasNodes() {
		m.Nodes = []chart.Node{{Label: "a", Value: point(10).Value}, {Label: "b", Layer: 1}}
		m.Links = []chart.Link{{Target: 1, Value: point(10).Value}}
		return m
	}
	m.Categories = []chart.Category{{Label: "a"}}
	least, _ := kind.SeriesLimits()
	for range least {
		m.Series = append(m.Series, chart.Series{Points: []chart.Point{point(10)}})
	}
	m.Axis = chart.Axis{Max: 10, Ticks: []chart.Tick{{At: 0, Text: "0"}, {At: 10, Text: "10"}}}
	if kind == chart.Shares {
		m.Axis.Max = 100
	}
	m.Across = m.Axis
	return m
}

func TestEveryKindHasAValidChart(t *testing.T) {
	for _, kind := range chart.Kinds() {
		if err := good(kind).Validate(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestEveryKindHasAWordOfItsOwn(t *testing.T) {
	for _, kind := range chart.Kinds() {
		if got, ok := chart.KindOf(kind.String()); !ok || got != kind {
			t.Errorf("the word %s stands for %s, %v", kind, got, ok)
		}
	}
	if len(chart.Kinds()) != int(chart.DotMatrix)+1 {
		t.Errorf("there are %d kinds, the last is number %d", len(chart.Kinds()), chart.DotMatrix)
	}
	if kind, ok := chart.KindOf("pie"); ok || kind != chart.Bar {
		t.Errorf("pie stands for %s, %v", kind, ok)
	}
}

func TestHeightIsOnlyOfPublishedNumbersOfTheAxis(t *testing.T) {
	for _, c := range []struct {
		name  string
		value release.Value
		want  float64
		ok    bool
	}{
		{"a count", released(table.CountOf(12), head.Count), 12, true},
		{"zero", released(table.CountOf(0), head.Count), 0, true},
		{"a share in per cent", released(table.ShareOf(50, 200, 20), head.Share), 25, true},
		{"a difference", released(table.DifferenceOf(30, 10), head.Difference), -20, true},
		{"a small count", released(table.CountOf(3), head.Count), 0, false},
		{"a count in place of a share", released(table.ShareOf(6, 12, 20), head.Share), 0, false},
		{"a change from zero", released(table.ChangeOf(0, 10, 20), head.Change), 0, false},
		{"nothing", release.Value{}, 0, false},
	} {
		if got, ok := chart.Height(c.value); got != c.want || ok != c.ok {
			t.Errorf("%s: Height = %v, %v; want %v, %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

func TestValidateRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		kind chart.Kind
		harm func(*chart.Model)
		want string
	}{
		{"an unknown kind", chart.Bar, func(m *chart.Model) { m.Kind = 99 }, "unknown kind 99"},
		{"no categories", chart.Bar, func(m *chart.Model) { m.Categories = nil }, "0 categories"},
		{"too many categories", chart.Bar, func(m *chart.Model) { m.Categories = make([]chart.Category, chart.MaxCategories+1) }, "121 categories"},
		{"no series", chart.Line, func(m *chart.Model) { m.Series = nil }, "0 series"},
		{"too many lines", chart.Line, func(m *chart.Model) { m.Series = make([]chart.Series, 8) }, "8 series; it takes 1 to 7"},
		{"a stack of more parts than hues", chart.Stacked, func(m *chart.Model) {
			for range 7 {
				m.Series = append(m.Series, m.Series[0])
			}
		}, "8 parts besides residuals"},
		{"too many bars", chart.Bar, func(m *chart.Model) { m.Series = make([]chart.Series, 5) }, "5 series; it takes 1 to 4"},
		{"two series of a range", chart.Range, func(m *chart.Model) { m.Series = m.Series[:2] }, "2 series; it takes 3 to 3"},
		{"too many points", chart.Heat, func(m *chart.Model) {
			m.Categories, m.Series = make([]chart.Category, 100), make([]chart.Series, 16)
		}, "1600 points"},
		{"lists that are not parallel", chart.Column, func(m *chart.Model) { m.Series[0].Points = nil }, "0 points for 1 categories"},
		{"a stack below zero", chart.Stacked, func(m *chart.Model) { m.Series[0].Points[0] = below(10) }, "below zero"},
		{"shares below zero", chart.Shares, func(m *chart.Model) { m.Series[0].Points[0] = below(10) }, "below zero"},
		{"shares of another axis", chart.Shares, func(m *chart.Model) { m.Axis.Max = 120 }, "not from 0 to 100"},
		{"more parts than hues", chart.Shares, func(m *chart.Model) {
			for range 7 {
				m.Series = append(m.Series, m.Series[0])
			}
		}, "8 parts besides residuals"},
		{"a side of a pyramid below zero", chart.Pyramid, func(m *chart.Model) { m.Series[1].Points[0] = below(10) }, "below zero"},
		{"one side of a pyramid", chart.Pyramid, func(m *chart.Model) { m.Series = m.Series[:1] }, "1 series; it takes 2 to 2"},
		{"three ends of a slope", chart.Slope, func(m *chart.Model) { m.Series = make([]chart.Series, 3) }, "3 series; it takes 2 to 2"},
		{"a histogram of two series", chart.Histogram, func(m *chart.Model) { m.Series = make([]chart.Series, 2) }, "2 series; it takes 1 to 1"},
		{"a place off the earth", chart.Map, func(m *chart.Model) { m.Nodes[0].Lat = math.NaN() }, "latitude NaN"},
		{"an arrow to where it starts", chart.Map, func(m *chart.Model) { m.Links[0].Target = 0 }, "goes nowhere"},
		{"a range upside down", chart.Range, func(m *chart.Model) { m.Series[2].Points[0] = point(9) }, "do not rise"},
		{"an axis without extent", chart.Bar, func(m *chart.Model) { m.Axis.Max = 0 }, "the axis goes"},
		{"an axis to nowhere", chart.Bar, func(m *chart.Model) { m.Axis.Max = math.Inf(1) }, "the axis goes"},
		{"an axis that is not a number", chart.Bar, func(m *chart.Model) { m.Axis.Min = math.NaN() }, "the axis goes"},
		{"a tick outside", chart.Bar, func(m *chart.Model) { m.Axis.Ticks[1].At = 11 }, "outside"},
		{"ticks that fall", chart.Bar, func(m *chart.Model) { m.Axis.Ticks[1].At = 0 }, "do not rise"},
		{"too many ticks", chart.Bar, func(m *chart.Model) { m.Axis.Ticks = make([]chart.Tick, 13) }, "13 ticks"},
		{"a long label", chart.Bar, func(m *chart.Model) { m.Categories[0].Label = strings.Repeat("é", 301) }, "more than 300"},
		{"a long value", chart.Bar, func(m *chart.Model) { m.Series[0].Points[0].Display = strings.Repeat("1", 61) }, "more than 60"},
		{"thirteen months", chart.Years, func(m *chart.Model) { m.Categories = make([]chart.Category, 13) }, "13 categories; it takes 1 to 12"},
		{"one year", chart.Cycle, func(m *chart.Model) { m.Series = m.Series[:1] }, "1 series; it takes 2 to 12"},
		{"too many ranks", chart.Bump, func(m *chart.Model) { m.Series = make([]chart.Series, 13) }, "13 series"},
		{"a stage below zero", chart.Funnel, func(m *chart.Model) { m.Series[0].Points[0] = below(10) }, "below zero"},
		{"an area below zero", chart.Area, func(m *chart.Model) { m.Series[0].Points[0] = below(10) }, "below zero"},
		{"a circle below zero", chart.Radial, func(m *chart.Model) { m.Series[0].Points[0] = below(10) }, "below zero"},
		{"more squares than can be counted", chart.DotMatrix, func(m *chart.Model) { m.Series[0].Points[0] = point(1001) }, "more than 100 squares"},
		{"a bubble of less than nothing", chart.Bubble, func(m *chart.Model) {
			m.Series = append(m.Series, chart.Series{Points: []chart.Point{below(10)}})
		}, "size of category 1"},
		{"a bubble without a horizontal axis", chart.Bubble, func(m *chart.Model) { m.Across.Max = 0 }, "horizontally, the axis goes"},
		{"a circle with too many nodes", chart.Chord, func(m *chart.Model) { m.Nodes = make([]chart.Node, 25) }, "25 nodes; it takes 2 to 24"},
		{"a ribbon to where it starts", chart.Chord, func(m *chart.Model) { m.Links[0].Target = 0 }, "goes nowhere"},
		{"a map without a disc", chart.DotMap, func(m *chart.Model) { m.Nodes = nil }, "0 nodes"},
		{"a disc of less than nothing", chart.DotMap, func(m *chart.Model) { m.Nodes[0].Value = below(10).Value }, "below zero"},
		{"a disc off the earth", chart.DotMap, func(m *chart.Model) { m.Nodes[1].Lon = 181 }, "longitude 181"},
		{"a book of words", chart.Bar, func(m *chart.Model) { m.Words = make([]string, 13) }, "13 lines"},
		{"one node", chart.Flow, func(m *chart.Model) { m.Nodes = m.Nodes[:1] }, "1 nodes"},
		{"too many nodes", chart.Flow, func(m *chart.Model) { m.Nodes = make([]chart.Node, 61) }, "61 nodes"},
		{"no links", chart.Flow, func(m *chart.Model) { m.Links = nil }, "0 links"},
		{"too many links", chart.Flow, func(m *chart.Model) { m.Links = make([]chart.Link, 151) }, "151 links"},
		{"a layer too far", chart.Flow, func(m *chart.Model) { m.Nodes[1].Layer = chart.MaxLayers }, "layer 6"},
		{"a link to nowhere", chart.Flow, func(m *chart.Model) { m.Links[0].Target = 2 }, "no node"},
		{"a link backwards", chart.Flow, func(m *chart.Model) { m.Links[0] = chart.Link{Source: 1, Target: 0} }, "forward"},
		{"a link below zero", chart.Flow, func(m *chart.Model) { m.Links[0].Value = below(10).Value }, "below zero"},
	} {
		m := good(c.kind)
		c.harm(m)
		if err := m.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestAnEmptyModelIsAnErrorAndNoPanic(t *testing.T) {
	for _, kind := range chart.Kinds() {
		if err := (&chart.Model{Kind: kind}).Validate(); err == nil {
			t.Errorf("%s: an empty model is valid", kind)
		}
	}
}
