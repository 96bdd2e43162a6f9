package compose

import (
	"fmt"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/num"
	"htsm/generator/release"
)

// alternative returns the text alternative of a chart, made of its own points:
// what it shows, its extremes, what is withheld, where all values stand.
func (c *composer) alternative(m *chart.Model, title string) string {
	sentences := []string{c.opening(m, title)}
	if len(m.Series) > 1 && m.Kind != chart.Heat && m.Kind != chart.Range {
		var names []string
		for _, s := range m.Series {
			names = append(names, s.Name)
		}
		sentences = append(sentences, c.say("alt.series", "names", c.l.Join(names)))
	}
	if m.Timeline && len(m.Categories) > 1 && !m.Kind.Seasonal() {
		sentences = append(sentences, c.say("alt.from-to", "first", m.Categories[0].Label, "last", m.Categories[len(m.Categories)-1].Label))
	}
	if m.Kind == chart.Funnel { // The stages are few, and their order is the message.
		for i, p := range m.Series[0].Points {
			sentences = append(sentences, c.say("alt.only", "label", m.Categories[i].Label, "value", p.Display))
		}
		return strings.Join(append(sentences, c.say("alt.table")), " ")
	}
	points := c.places(m)
	sentences = append(sentences, c.extremes(points)...)
	withheld := 0
	for _, p := range points {
		if p.value.Status() == release.Suppressed {
			withheld++
		}
	}
	if withheld > 0 {
		sentences = append(sentences, c.l.Plural("alt.withheld", num.Int(int64(withheld))))
	}
	sentences = append(sentences, c.say("alt.table"))
	return strings.Join(sentences, " ")
}

func (c *composer) opening(m *chart.Model, title string) string {
	n := len(m.Categories)
	switch m.Kind {
	case chart.Flow, chart.Map, chart.Chord:
		n = len(m.Links)
	case chart.DotMap:
		n = len(m.Nodes)
	case chart.Years, chart.Cycle, chart.Radial, chart.Multiples, chart.Sparklines, chart.Bump:
		n = len(m.Series)
	case chart.Heat:
		return c.l.Plural("alt.heat", num.Int(int64(len(m.Series))), "title", title, "columns", fmt.Sprint(n))
	}
	return c.l.Plural("alt."+m.Kind.String(), num.Int(int64(n)), "title", title)
}

// A placed point is a value of a chart with the words for where it stands.
type placed struct {
	label   string
	value   release.Value
	display string
}

func (c *composer) places(m *chart.Model) []placed {
	var out []placed
	for _, s := range m.Series {
		for i, p := range s.Points {
			label := m.Categories[i].Label
			if len(m.Series) > 1 {
				label = s.Name + c.say("list.comma") + label
			}
			out = append(out, placed{label, p.Value, p.Display})
		}
	}
	for _, n := range m.Nodes {
		if n.Display != "" {
			out = append(out, placed{n.Label, n.Value, n.Display})
		}
	}
	for _, l := range m.Links {
		label := c.say("list.pair", "first", m.Nodes[l.Source].Label, "second", m.Nodes[l.Target].Label)
		out = append(out, placed{label, l.Value, l.Display})
	}
	return out
}

// extremes returns sentences on the greatest and the smallest value.
func (c *composer) extremes(points []placed) []string {
	var high, low *placed
	for i := range points {
		p := &points[i]
		h, ok := chart.Height(p.value)
		if !ok {
			continue
		}
		if high == nil {
			high, low = p, p
			continue
		}
		if top, _ := chart.Height(high.value); h > top {
			high = p
		}
		if bottom, _ := chart.Height(low.value); h < bottom {
			low = p
		}
	}
	switch {
	case high == nil:
		return []string{c.say("alt.none")}
	case high == low && len(points) == 1:
		return []string{c.say("alt.only", "label", high.label, "value", high.display)}
	case high == low:
		return []string{c.say("alt.equal", "value", high.display)}
	}
	return []string{
		c.say("alt.highest", "label", high.label, "value", high.display),
		c.say("alt.lowest", "label", low.label, "value", low.display),
	}
}
