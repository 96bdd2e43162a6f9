package plot

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/theme"
)

// How ECharts lays flows out and draws them, by its driver and its defaults.
const (
	sankeyRounds  = 32
	sankeyCooling = 0.99
	linkOpacity   = 0.45
	curveness     = 0.5
)

// A sankey is a Sankey option as ECharts lays it out: nodes keep the layer
// that the option gives them and move up and down in it until the links are
// short (Bostock's d3-sankey, which ECharts follows). Places count from the
// corner of its area.
type sankey struct {
	corner spot
	wide   float64
	high   float64
	thick  float64 // The width of a node.
	gap    float64 // Between two nodes of a layer.
	nodes  []sankeyNode
	links  []sankeyLink
	layers [][]int // The nodes of each layer that has any, from the top down.
}

type sankeyNode struct {
	layer       int
	x, y        float64
	high        float64
	value       float64 // The greater of what comes in and what goes out.
	in, out     []int   // Links.
	fill        theme.Color
	comes, goes float64
}

type sankeyLink struct {
	from, to     int
	value, high  float64
	leave, reach float64 // Its tops at both ends, from those of the nodes.
	fill         theme.Color
}

// sankeyOf lays out the option of c for a scene of a size.
func sankeyOf(c *charts.Sankey, width, height float64) *sankey {
	one := c.MultiSeries[0]
	k := &sankey{
		corner: spot{decimal(one.Left), decimal(one.Top)},
		wide:   width - decimal(one.Left) - decimal(one.Right), high: height - decimal(one.Top) - decimal(one.Bottom),
		thick: float64(*one.NodeWidth), gap: float64(*one.NodeGap),
	}
	k.read(one)
	k.scale()
	k.settle()
	k.order()
	return k
}

// read takes nodes and links from the option.
func (k *sankey) read(one charts.SingleSeries) {
	nodes, _ := one.Data.([]opts.SankeyNode)
	last := 0
	for _, n := range nodes {
		k.nodes = append(k.nodes, sankeyNode{layer: *n.Depth, fill: colour(n.ItemStyle.Color)})
		last = max(last, *n.Depth)
	}
	links, _ := one.Links.([]flowLink)
	for i, l := range links {
		from, _ := strconv.Atoi(l.Source)
		to, _ := strconv.Atoi(l.Target)
		k.links = append(k.links, sankeyLink{from: from, to: to, value: l.Value, fill: colour(l.LineStyle.Color)})
		k.nodes[from].out, k.nodes[from].goes = append(k.nodes[from].out, i), k.nodes[from].goes+l.Value
		k.nodes[to].in, k.nodes[to].comes = append(k.nodes[to].in, i), k.nodes[to].comes+l.Value
	}
	all := make([][]int, last+1)
	for i := range k.nodes {
		n := &k.nodes[i]
		n.value = max(n.comes, n.goes)
		n.x = float64(n.layer) * (k.wide - k.thick) / float64(max(last, 1))
		all[n.layer] = append(all[n.layer], i)
	}
	k.layers = slices.DeleteFunc(all, func(layer []int) bool { return len(layer) == 0 })
}

// scale gives nodes and links their heights, so that the fullest layer fills
// the area, and the nodes their order as first places.
func (k *sankey) scale() {
	unit := math.Inf(1)
	for _, layer := range k.layers {
		sum := 0.0
		for _, i := range layer {
			sum += k.nodes[i].value
		}
		if sum > 0 {
			unit = min(unit, (k.high-float64(len(layer)-1)*k.gap)/sum)
		}
	}
	if len(k.links) == 0 {
		unit = 0 // The nodes are places alone.
	}
	for _, layer := range k.layers {
		for rank, i := range layer {
			k.nodes[i].y, k.nodes[i].high = float64(rank), k.nodes[i].value*unit
		}
	}
	for i := range k.links {
		k.links[i].high = k.links[i].value * unit
	}
}

// settle moves the nodes towards those that they are linked to, from the last
// layer to the first and back, ever less. With a node that has no link ECharts
// leaves all where they are.
func (k *sankey) settle() {
	k.part()
	if slices.ContainsFunc(k.nodes, func(n sankeyNode) bool { return n.value == 0 }) {
		return
	}
	step := 1.0
	for range sankeyRounds {
		step *= sankeyCooling
		for _, layer := range slices.Backward(k.layers) {
			k.pull(layer, step, false)
		}
		k.part()
		for _, layer := range k.layers {
			k.pull(layer, step, true)
		}
		k.part()
	}
}

// pull moves the nodes of a layer towards the mean of those that they are
// linked to before them, or after them.
func (k *sankey) pull(layer []int, step float64, before bool) {
	for _, i := range layer {
		n := &k.nodes[i]
		links := n.out
		if before {
			links = n.in
		}
		if len(links) == 0 {
			continue
		}
		sum, weight := 0.0, 0.0
		for _, l := range links {
			other := k.links[l].to
			if before {
				other = k.links[l].from
			}
			sum += (k.nodes[other].y + k.nodes[other].high/2) * k.links[l].value
			weight += k.links[l].value
		}
		n.y += (sum/weight - n.y - n.high/2) * step
	}
}

// part moves the nodes of each layer apart, down and then up from the foot of
// the area.
func (k *sankey) part() {
	for _, layer := range k.layers {
		slices.SortStableFunc(layer, func(a, b int) int { return cmp.Compare(k.nodes[a].y, k.nodes[b].y) })
		edge := 0.0
		for _, i := range layer {
			n := &k.nodes[i]
			n.y = max(n.y, edge)
			edge = n.y + n.high + k.gap
		}
		if edge-k.gap <= k.high {
			continue
		}
		edge = k.high + k.gap
		for _, i := range slices.Backward(layer) {
			n := &k.nodes[i]
			if n.y+n.high+k.gap <= edge {
				edge = n.y
				continue
			}
			n.y = edge - k.gap - n.high
			edge = n.y
		}
	}
}

// order stacks the links at each node in the order of their other ends.
func (k *sankey) order() {
	for i := range k.nodes {
		n := &k.nodes[i]
		slices.SortStableFunc(n.out, func(a, b int) int { return cmp.Compare(k.nodes[k.links[a].to].y, k.nodes[k.links[b].to].y) })
		slices.SortStableFunc(n.in, func(a, b int) int {
			return cmp.Compare(k.nodes[k.links[a].from].y, k.nodes[k.links[b].from].y)
		})
		at := 0.0
		for _, l := range n.out {
			k.links[l].leave, at = at, at+k.links[l].high
		}
		at = 0
		for _, l := range n.in {
			k.links[l].reach, at = at, at+k.links[l].high
		}
	}
}

// marks returns what ECharts draws: the links, then the nodes on them.
// Without a link it draws nothing.
func (k *sankey) marks() []drawable {
	var out []drawable
	if len(k.links) == 0 {
		return nil
	}
	for _, l := range k.links {
		from, to := k.nodes[l.from], k.nodes[l.to]
		out = append(out, ribbon{
			from: spot{k.corner.x + from.x + k.thick, k.corner.y + from.y + l.leave},
			to:   spot{k.corner.x + to.x, k.corner.y + to.y + l.reach},
			wide: max(1, l.high), fill: l.fill,
		})
	}
	for _, n := range k.nodes {
		out = append(out, rectangle(k.corner.x+n.x, k.corner.y+n.y, k.thick, n.high, n.fill))
	}
	return out
}

// A ribbon is a link of a flow: a bent band between two level ends, given by
// their upper corners.
type ribbon struct {
	from, to spot
	wide     float64
	fill     theme.Color
}

func (r ribbon) svg(w *markup) {
	bend := r.from.x*(1-curveness) + r.to.x*curveness
	at := func(x, y float64) string { return number(x) + " " + number(y) }
	w.open("path")
	w.attr("d", "M"+at(r.from.x, r.from.y)+"C"+at(bend, r.from.y)+" "+at(bend, r.to.y)+" "+at(r.to.x, r.to.y)+
		"L"+at(r.to.x, r.to.y+r.wide)+"C"+at(bend, r.to.y+r.wide)+" "+at(bend, r.from.y+r.wide)+" "+at(r.from.x, r.from.y+r.wide)+"Z")
	w.paint(r.fill, linkOpacity, nil, 0)
}
