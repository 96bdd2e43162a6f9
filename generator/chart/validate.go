package chart

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"htsm/generator/release"
)

// The largest charts. A reader cannot use more, and a table can hold the rest.
const (
	MaxCategories = 120
	MaxPoints     = 1500 // Categories × series.
	MaxNodes      = 60
	MaxChord      = 24 // Nodes of a Chord.
	MaxLayers     = 6
	MaxLinks      = 150
	MaxTicks      = 12
	MaxWords      = 12
	MaxSquares    = 100 // Of one category of a DotMatrix.
	MaxParts      = 7   // Series that only their colour tells apart, residuals aside.
	MaxLabel      = 300 // Characters of a label, a name or an axis title.
	MaxDisplay    = 60  // Characters of a displayed value or a tick.
)

// Height returns where v stands on the value axis, as a number for geometry
// only. It reports false for a value that is not published as a number of
// that axis: suppressed, undefined, missing, or a count in place of a ratio.
func Height(v release.Value) (float64, bool) {
	n, ok := v.Number()
	if !ok || v.Status() != release.Published {
		return 0, false
	}
	return n.Float64(), true
}

// Validate reports the first way in which m is not a chart that can be drawn:
// too many or too few parts, lists that are not parallel, an axis without an
// extent, links that go nowhere or backwards, texts that are too long.
func (m *Model) Validate() error {
	if int(m.Kind) >= len(names()) {
		return fmt.Errorf("chart: unknown %s", m.Kind)
	}
	for _, check := range []func() error{m.checkTexts, m.checkSeries, m.checkAxis, m.checkFlow} {
		if err := check(); err != nil {
			return fmt.Errorf("%s chart: %w", m.Kind, err)
		}
	}
	return nil
}

func (m *Model) checkTexts() error {
	if len(m.Words) > MaxWords {
		return fmt.Errorf("%d lines of words; the most is %d", len(m.Words), MaxWords)
	}
	texts := append([]string{m.Category, m.Value}, m.Words...)
	for _, c := range m.Categories {
		texts = append(texts, c.Label)
	}
	for _, s := range m.Series {
		texts = append(texts, s.Name)
	}
	for _, n := range m.Nodes {
		texts = append(texts, n.Label)
	}
	if i := slices.IndexFunc(texts, tooLong(MaxLabel)); i >= 0 {
		return fmt.Errorf("the label %.30q… has more than %d characters", texts[i], MaxLabel)
	}
	var shown []string
	for _, s := range m.Series {
		for _, p := range s.Points {
			shown = append(shown, p.Display)
		}
	}
	for _, l := range m.Links {
		shown = append(shown, l.Display)
	}
	for _, n := range m.Nodes {
		shown = append(shown, n.Display)
	}
	for _, t := range slices.Concat(m.Axis.Ticks, m.Across.Ticks) {
		shown = append(shown, t.Text)
	}
	if i := slices.IndexFunc(shown, tooLong(MaxDisplay)); i >= 0 {
		return fmt.Errorf("the value %.30q… has more than %d characters", shown[i], MaxDisplay)
	}
	return nil
}

func tooLong(limit int) func(string) bool {
	return func(s string) bool { return len(s) > limit && utf8.RuneCountInString(s) > limit }
}

func (m *Model) checkSeries() error {
	if m.Kind.HasNodes() {
		return nil
	}
	least, most := m.Kind.SeriesLimits()
	if n := len(m.Series); n < least || n > most {
		return fmt.Errorf("%d series; it takes %d to %d", n, least, most)
	}
	if n, most := len(m.Categories), m.Kind.CategoryLimit(); n == 0 || n > most {
		return fmt.Errorf("%d categories; it takes 1 to %d", n, most)
	}
	if n := len(m.Categories) * len(m.Series); n > MaxPoints {
		return fmt.Errorf("%d points; the most is %d", n, MaxPoints)
	}
	for i, s := range m.Series {
		if len(s.Points) != len(m.Categories) {
			return fmt.Errorf("series %d has %d points for %d categories", i+1, len(s.Points), len(m.Categories))
		}
		if s.Ranks != nil && len(s.Ranks) != len(m.Categories) {
			return fmt.Errorf("series %d has %d ranks for %d categories", i+1, len(s.Ranks), len(m.Categories))
		}
	}
	switch m.Kind {
	case Pyramid, Funnel, Radial:
		return m.checkStack()
	case DotMatrix:
		return m.checkSquares()
	case Bubble:
		return m.checkSizes()
	case Shares, Stacked, Area:
		return m.checkParts()
	case Range:
		return m.checkRange()
	}
	return nil
}

// checkParts refuses more parts than there are hues, and what checkStack
// refuses.
func (m *Model) checkParts() error {
	strong := 0
	for _, s := range m.Series {
		if !s.Muted {
			strong++
		}
	}
	if strong > MaxParts {
		return fmt.Errorf("%d parts besides residuals; the most is %d", strong, MaxParts)
	}
	return m.checkStack()
}

// checkSizes refuses discs with an area below zero.
func (m *Model) checkSizes() error {
	if len(m.Series) < 3 {
		return nil
	}
	for i, p := range m.Series[2].Points {
		if at, ok := Height(p.Value); ok && at < 0 {
			return fmt.Errorf("the size of category %d is below zero", i+1)
		}
	}
	return nil
}

// checkSquares refuses more squares than a reader can count, and what
// checkStack refuses.
func (m *Model) checkSquares() error {
	for i, p := range m.Series[0].Points {
		if at, ok := Height(p.Value); ok && at > MaxSquares*m.Axis.Max {
			return fmt.Errorf("category %d has more than %d squares", i+1, MaxSquares)
		}
	}
	return m.checkStack()
}

// checkStack refuses numbers below zero, which have no place in a stack, in a
// funnel, on a circle, among squares and on neither side of a pyramid.
func (m *Model) checkStack() error {
	for i, s := range m.Series {
		for _, p := range s.Points {
			if at, ok := Height(p.Value); ok && at < 0 {
				return fmt.Errorf("series %d has a number below zero", i+1)
			}
		}
	}
	return nil
}

// checkRange refuses a category whose values do not rise from low to high.
func (m *Model) checkRange() error {
	for i := range m.Categories {
		last := math.Inf(-1)
		for _, s := range m.Series {
			at, ok := Height(s.Points[i].Value)
			if ok && at < last {
				return fmt.Errorf("the values of category %d do not rise", i+1)
			}
			if ok {
				last = at
			}
		}
	}
	return nil
}

func (m *Model) checkAxis() error {
	if !m.Kind.HasAxis() {
		return nil
	}
	if m.Kind == Shares && (m.Axis.Min != 0 || m.Axis.Max != 100) {
		return fmt.Errorf("the axis goes from %v to %v, not from 0 to 100 per cent", m.Axis.Min, m.Axis.Max)
	}
	if m.Kind == Bubble {
		if err := m.Across.check(); err != nil {
			return fmt.Errorf("horizontally, %w", err)
		}
	}
	return m.Axis.check()
}

// check reports the first fault of an axis.
func (a Axis) check() error {
	if !finite(a.Min) || !finite(a.Max) || a.Min >= a.Max {
		return fmt.Errorf("the axis goes from %v to %v", a.Min, a.Max)
	}
	if len(a.Ticks) > MaxTicks {
		return fmt.Errorf("%d ticks; the most is %d", len(a.Ticks), MaxTicks)
	}
	for i, t := range a.Ticks {
		if !finite(t.At) || t.At < a.Min || t.At > a.Max {
			return fmt.Errorf("the tick %v lies outside the axis", t.At)
		}
		if i > 0 && t.At <= a.Ticks[i-1].At {
			return fmt.Errorf("the ticks do not rise at %v", t.At)
		}
	}
	return nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) && math.Abs(x) < 1e18 }

// checkFlow checks what the kinds with nodes have.
func (m *Model) checkFlow() error {
	if !m.Kind.HasNodes() {
		return nil
	}
	least, most := 2, MaxNodes
	switch m.Kind {
	case Chord:
		most = MaxChord
	case DotMap:
		least = 1
	}
	if n := len(m.Nodes); n < least || n > most {
		return fmt.Errorf("%d nodes; it takes %d to %d", n, least, most)
	}
	for _, n := range m.Nodes {
		if (m.Kind == Map || m.Kind == DotMap) && !(math.Abs(n.Lat) <= 90 && math.Abs(n.Lon) <= 180) {
			return fmt.Errorf("a node at latitude %v and longitude %v", n.Lat, n.Lon)
		}
		if n.Layer < 0 || n.Layer >= MaxLayers {
			return fmt.Errorf("the layer %d of a node; the layers are 0 to %d", n.Layer, MaxLayers-1)
		}
		if at, ok := Height(n.Value); ok && at < 0 {
			return fmt.Errorf("the node %.30q has a number below zero", n.Label)
		}
	}
	if m.Kind == DotMap {
		return nil
	}
	return m.checkLinks()
}

func (m *Model) checkLinks() error {
	if n := len(m.Links); n == 0 || n > MaxLinks {
		return fmt.Errorf("%d links; it takes 1 to %d", n, MaxLinks)
	}
	for i, l := range m.Links {
		inside := func(k int) bool { return k >= 0 && k < len(m.Nodes) }
		if !inside(l.Source) || !inside(l.Target) {
			return fmt.Errorf("link %d has no node at one end", i+1)
		}
		if m.Kind != Flow && l.Source == l.Target {
			return fmt.Errorf("link %d goes nowhere", i+1)
		}
		if m.Kind == Flow && m.Nodes[l.Source].Layer >= m.Nodes[l.Target].Layer {
			return fmt.Errorf("link %d does not go forward", i+1)
		}
		if at, ok := Height(l.Value); ok && at < 0 {
			return fmt.Errorf("link %d has a number below zero", i+1)
		}
	}
	return nil
}
