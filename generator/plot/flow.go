package plot

import (
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

const nodeWidth = 9.0

// A stream is a flow with its sizes in px.
type stream struct {
	layers int
	inside bool         // Labels of the first and last layer stand inside, for want of width.
	apart  float64      // From the end of one layer to the start of the next.
	room   []float64    // The width that labels may have, by layer.
	labels [][]string   // The lines of the labels, by node.
	plot   area         // The nodes and links.
	links  []chart.Link // Those that are drawn.
}

// flow lays out a Sankey diagram: the nodes stand within the layers of the
// model; the gap between two of them is never less than their labels need. A
// link without a number is not drawn: the table of the figure has it.
func (s *scene) flow(m *chart.Model) {
	t := s.streamOf(m)
	sankey := charts.NewSankey()
	sankey.SetGlobalOptions(charts.WithAnimation(false))
	left, right := t.plot.x, s.width-t.plot.x-t.plot.w
	if s.rtl {
		left, right = right, left
	}
	sankey.AddSeries("", s.flowNodes(m, t), nil, func(series *charts.SingleSeries) {
		series.Left, series.Right = number(left), number(right)
		series.Top, series.Bottom = number(t.plot.y), number(s.height+s.under-t.plot.y-t.plot.h)
		series.NodeWidth, series.NodeGap = opts.Int(nodeWidth), opts.Int(int(s.nodeGap(t)))
	})
	sankey.MultiSeries[0].Links = s.flowLinks(m, t)
	s.take(sankey)
	for _, n := range m.Nodes {
		s.tips.Nodes = append(s.tips.Nodes, clean(n.Label))
	}
	for _, l := range t.links {
		s.tips.Links = append(s.tips.Links, linkTip(m, l))
	}
	k := sankeyOf(sankey, s.width, s.height+s.under)
	s.drawn = k.marks()
	s.flowInk(m, t, k)
}

// streamOf gives m its sizes and s its height.
func (s *scene) streamOf(m *chart.Model) stream {
	t := stream{inside: s.width < narrow}
	perLayer := map[int]int{}
	for _, n := range m.Nodes {
		t.layers = max(t.layers, n.Layer+1)
		perLayer[n.Layer]++
	}
	for _, l := range m.Links {
		if at, ok := chart.Height(l.Value); ok && at > 0 {
			t.links = append(t.links, l)
		}
	}
	s.flowRoom(m, &t)
	for _, n := range m.Nodes {
		t.labels = append(t.labels, s.set.wrap(n.Label, t.room[n.Layer]))
	}
	gaps := 0.0
	for _, n := range perLayer { // In any order: the greatest counts.
		gaps = max(gaps, float64(n-1)*s.nodeGap(t))
	}
	half := s.nodeGap(t) / 2 // What a label may stand out over the first and the last node.
	t.plot.y, t.plot.h = s.axisTitle(m, 0)+half, gaps+min(320, max(150, 16*float64(len(m.Nodes))))
	s.height = t.plot.y + t.plot.h + half
	return t
}

// flowRoom shares the width between nodes, links and labels.
func (s *scene) flowRoom(m *chart.Model, t *stream) {
	last := t.layers - 1
	t.room = make([]float64, t.layers)
	sides := [2]float64{}
	if !t.inside {
		for _, n := range m.Nodes {
			if n.Layer == 0 || n.Layer == last {
				side := min(n.Layer, 1)
				sides[side] = max(sides[side], s.set.widest(s.set.wrap(n.Label, 0.24*s.width))+pad)
			}
		}
	}
	t.plot.x, t.plot.w = sides[0]+1, s.width-sides[0]-sides[1]-2
	t.apart = (t.plot.w-nodeWidth)/float64(last) - nodeWidth
	for layer := range t.room {
		switch {
		case !t.inside && (layer == 0 || layer == last):
			t.room[layer] = 0.24 * s.width
		case t.inside && layer < last-1:
			t.room[layer] = 0.94*t.apart - pad
		case t.inside:
			t.room[layer] = 0.48*t.apart - pad
		default:
			t.room[layer] = 0.7*t.apart - pad
		}
	}
}

// nodeGap returns the distance between two nodes of a layer.
func (s *scene) nodeGap(t stream) float64 {
	most := 1
	for _, lines := range t.labels {
		most = max(most, len(lines))
	}
	return float64(most)*s.set.leading + 3
}

func (s *scene) flowNodes(m *chart.Model, t stream) []opts.SankeyNode {
	var out []opts.SankeyNode
	for i, n := range m.Nodes {
		depth := n.Layer
		if s.rtl {
			depth = t.layers - 1 - depth
		}
		out = append(out, opts.SankeyNode{
			Name: strconv.Itoa(i), Depth: &depth,
			ItemStyle: &opts.ItemStyle{Color: s.nodeColor(m, i).Hex()},
		})
	}
	return out
}

// nodeColor returns the colour of node i: a hue for each of the first places,
// if there are hues enough, and one hue for all others.
func (s *scene) nodeColor(m *chart.Model, i int) theme.Color {
	if m.Nodes[i].Muted {
		return s.colours.Residual
	}
	first, rank := 0, 0
	for k, n := range m.Nodes {
		if n.Layer == 0 && !n.Muted {
			if k < i {
				rank++
			}
			first++
		}
	}
	switch {
	case first > len(s.colours.Palette):
		return s.colours.Hue(0)
	case m.Nodes[i].Layer == 0:
		return s.colours.Hue(rank)
	}
	return s.colours.Quiet
}

// A flowLink is a link in the words of ECharts. That of go-echarts would cut
// the number to 24 bits.
type flowLink struct {
	Source    string        `json:"source"`
	Target    string        `json:"target"`
	Value     float64       `json:"value"`
	LineStyle flowLineStyle `json:"lineStyle"`
}

type flowLineStyle struct {
	Color string `json:"color"`
}

func (s *scene) flowLinks(m *chart.Model, t stream) []flowLink {
	var out []flowLink
	for _, l := range t.links {
		at, _ := chart.Height(l.Value)
		color := s.nodeColor(m, l.Source)
		if m.Nodes[l.Target].Muted {
			color = s.colours.Residual
		}
		from, to := strconv.Itoa(l.Source), strconv.Itoa(l.Target)
		if s.rtl {
			from, to = to, from
		}
		out = append(out, flowLink{from, to, at, flowLineStyle{color.Hex()}})
	}
	return out
}

// flowInk writes the labels of nodes and the values of the links that are wide
// enough for them.
func (s *scene) flowInk(m *chart.Model, t stream, k *sankey) {
	boxes := make([]area, len(k.nodes))
	for i, n := range k.nodes {
		boxes[i] = area{k.corner.x + n.x, k.corner.y + n.y, k.thick, n.high}
		if s.rtl { // The option is mirrored already, the ink is not.
			boxes[i].x = s.width - boxes[i].x - k.thick
		}
		s.nodeLabel(m, t, i, t.labels[i], boxes[i])
	}
	for i, l := range t.links {
		offset, width := k.links[i].reach, k.links[i].high
		if s.rtl {
			offset = k.links[i].leave
		}
		if t.inside || width < s.set.leading || !s.valueFits(m, t, l) {
			continue
		}
		node := boxes[l.Target]
		s.stack(node.x-4, node.y+offset+width/2, []string{clean(l.Display)}, end, s.colours.Text)
	}
	s.finish()
}

// valueFits reports whether the value of a link has room before its target,
// beside the labels of the layer before.
func (s *scene) valueFits(m *chart.Model, t stream, l chart.Link) bool {
	taken := 0.0
	for i, n := range m.Nodes {
		if n.Layer == m.Nodes[l.Target].Layer-1 && n.Layer > 0 {
			taken = max(taken, s.set.widest(t.labels[i])+pad)
		}
	}
	return s.set.width(clean(l.Display))+taken+2*pad <= t.apart
}

// nodeLabel writes the label of node i beside its box: outside at the first
// and the last layer where there is width, over the links elsewhere.
func (s *scene) nodeLabel(m *chart.Model, t stream, i int, lines []string, box area) {
	layer, last := m.Nodes[i].Layer, t.layers-1
	left := layer == 0 && !t.inside || layer == last && t.inside
	x, at := box.x+box.w+4, start
	if left {
		x, at = box.x-4, end
	}
	fill := s.colours.Text
	if m.Nodes[i].Muted {
		fill = s.colours.Quiet
	}
	s.float(x, box.y+box.h/2-float64(len(lines)-1)*s.set.leading/2, lines, at, fill)
}
