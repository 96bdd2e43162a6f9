package plot

import (
	"encoding/json"
	"fmt"

	"htsm/generator/asset"
)

// A ring is a closed line of points in degrees, x for longitude and y for
// latitude.
type ring []spot

// readWorld returns the outer rings of all countries of the world map.
func readWorld() ([]ring, error) {
	data, err := asset.Read("countries-110m.json")
	if err != nil {
		return nil, err
	}
	var topology struct {
		Transform struct{ Scale, Translate [2]float64 }
		Arcs      [][][2]float64
		Objects   struct {
			Countries struct {
				Geometries []struct {
					Type string
					Arcs json.RawMessage
				}
			}
		}
	}
	if err := json.Unmarshal(data, &topology); err != nil {
		return nil, fmt.Errorf("read the world map: %w", err)
	}
	arcs := make([]ring, len(topology.Arcs))
	for i, steps := range topology.Arcs { // Each step counts from the one before.
		x, y := 0.0, 0.0
		for _, step := range steps {
			x, y = x+step[0], y+step[1]
			at := spot{x*topology.Transform.Scale[0] + topology.Transform.Translate[0], y*topology.Transform.Scale[1] + topology.Transform.Translate[1]}
			arcs[i] = append(arcs[i], at)
		}
	}
	var out []ring
	for _, g := range topology.Objects.Countries.Geometries {
		polygons, err := polygonsOf(g.Type, g.Arcs)
		if err != nil {
			return nil, fmt.Errorf("read the world map: %w", err)
		}
		for _, p := range polygons {
			one, err := outline(p, arcs)
			if err != nil {
				return nil, fmt.Errorf("read the world map: %w", err)
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// polygonsOf returns the rings of a geometry as lists of arcs, by polygon.
func polygonsOf(kind string, raw json.RawMessage) ([][][]int, error) {
	if kind == "Polygon" {
		one := make([][][]int, 1)
		return one, json.Unmarshal(raw, &one[0])
	}
	var many [][][]int
	return many, json.Unmarshal(raw, &many)
}

// outline joins the arcs of the first ring of a polygon; ^n is arc n from its
// end to its start. Holes are countries of their own.
func outline(polygon [][]int, arcs []ring) (ring, error) {
	var out ring
	if len(polygon) == 0 {
		return nil, nil
	}
	for _, n := range polygon[0] {
		back := n < 0
		if back {
			n = ^n
		}
		if n >= len(arcs) {
			return nil, fmt.Errorf("there is no arc %d", n)
		}
		for k := range arcs[n] {
			if back {
				k = len(arcs[n]) - 1 - k
			}
			out = append(out, arcs[n][k])
		}
	}
	return out, nil
}

// clipped returns the part of a ring within a, which may run along its edges.
func (r ring) clipped(a area) ring {
	keep := func(in ring, inside func(spot) bool, meet func(a, b spot) spot) ring {
		var out ring
		for i, b := range in {
			a := in[(i+len(in)-1)%len(in)]
			if inside(a) != inside(b) {
				out = append(out, meet(a, b))
			}
			if inside(b) {
				out = append(out, b)
			}
		}
		return out
	}
	atX := func(x float64) func(a, b spot) spot {
		return func(a, b spot) spot { return spot{x, a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x)} }
	}
	atY := func(y float64) func(a, b spot) spot {
		return func(a, b spot) spot { return spot{a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y), y} }
	}
	r = keep(r, func(s spot) bool { return s.x >= a.x }, atX(a.x))
	r = keep(r, func(s spot) bool { return s.x <= a.x+a.w }, atX(a.x+a.w))
	r = keep(r, func(s spot) bool { return s.y >= a.y }, atY(a.y))
	return keep(r, func(s spot) bool { return s.y <= a.y+a.h }, atY(a.y+a.h))
}

// simplified leaves out points closer than least to the one before.
func (r ring) simplified(least float64) ring {
	var out ring
	for _, s := range r {
		if n := len(out); n > 0 {
			dx, dy := s.x-out[n-1].x, s.y-out[n-1].y
			if dx*dx+dy*dy < least*least {
				continue
			}
		}
		out = append(out, s)
	}
	return out
}
