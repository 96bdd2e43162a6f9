// Package chart defines the format-neutral chart model: what a chart shows.
//
// A chart is complete: its texts are in one language, its values are released
// and formatted. Package plot decides where the ink goes. Invariant: a chart
// holds no number that is not a [release.Value]; a suppressed point has no
// height.
package chart

import (
	"htsm/generator/head"
	"htsm/generator/release"
)

// A Kind is the form of a chart.
type Kind uint8

// The kinds. The zero Kind is Bar.
const (
	Bar        Kind = iota // Ranked horizontal bars, one or a few series.
	Column                 // Vertical bars over ordered categories such as months.
	Stacked                // Vertical bars, series stacked.
	Line                   // Lines over ordered categories, with intervals where there are any.
	Heat                   // Categories × series, value as shade, display text in the cell.
	Flow                   // Nodes in layers and weighted links between them (Sankey).
	Range                  // Low–median–high per category (three series: low, middle, high).
	Shares                 // Horizontal bars of equal length, cut in proportion to the series.
	Slope                  // Two series, earlier and later: one line per category.
	Histogram              // Vertical bars over ordered classes, without gaps; one series.
	Pyramid                // Horizontal bars of two series, back to back.
	Map                    // Arrows between places on a map, as wide as their values.
	Years                  // Months of a year: the latest year as a line on the band of those before it.
	Cycle                  // Months of a year: for each month the years in order, with their middle value.
	Multiples              // One small chart for each series, all on one scale.
	Sparklines             // A list: one line over ordered categories for each series, each on its own scale.
	Bump                   // Lines of the ranks of the series in ordered categories.
	Chord                  // Nodes around a circle and ribbons between them.
	Funnel                 // Stages in order as centred bars; one series.
	DotMap                 // Discs on a map, their areas in proportion to the values.
	Bubble                 // Two series as places on two axes, a third one as the areas of discs.
	Dumbbell               // Two series, earlier and later: two dots and the line between them for each category.
	Area                   // Areas over ordered categories, series upon each other.
	Radial                 // Months of a year around a circle: the latest year on those before it.
	DotMatrix              // For each category a row of squares, each of which stands for as much as the axis is long; one series.
)

// A Model is a chart.
type Model struct {
	Kind       Kind
	Title      string // What is seen.
	Subtitle   string // What is measured, and n.
	Category   string // Title of the category axis; may be empty.
	Value      string // Title of the value axis with its unit.
	Measure    head.Measure
	Categories []Category
	Timeline   bool // The categories are periods in order: where room is short, some of their labels may be left out.
	Series     []Series
	Nodes      []Node   // Flow, Map, Chord and DotMap only.
	Links      []Link   // Flow, Map and Chord only.
	Axis       Axis     // The value axis of the kinds that HasAxis names, from 0 to 100 per cent for Shares.
	Across     Axis     // The horizontal value axis of a Bubble, whose title is Category.
	Words      []string // What must be read with the marks, such as the meaning of a symbol; drawn beneath them.
}

// A Category is one place on the category axis.
type Category struct {
	Label string
	Muted bool // A residual or "all other": drawn in grey, last.
}

// A Series is one named sequence of points, parallel to the categories.
type Series struct {
	Name   string
	Points []Point
	Ranks  []Point // Of a Bump: the places of the points in their categories, from 1; may be nil.
	Pale   bool    // Drawn in the pale tone: the past beside the present.
	Muted  bool    // A residual or "all other" among parts: drawn in grey, last.
}

// A Point is one value of a series. Display is the text that every format
// prints for it.
type Point struct {
	Value   release.Value
	Display string
}

// An Axis is a value axis with its ticks already written.
type Axis struct {
	Min, Max float64
	Ticks    []Tick
}

// A Tick is one mark of an axis.
type Tick struct {
	At   float64
	Text string
}

// A Node is a place of a Flow, a Map, a Chord or a DotMap. Layers count from 0
// in reading direction and are of a Flow alone; latitude and longitude are in
// degrees and of maps alone; Value and Display are of a DotMap alone.
type Node struct {
	Label    string
	Layer    int
	Muted    bool
	Lat, Lon float64
	Value    release.Value
	Display  string
}

// A Link is a flow between two nodes, given by their positions in
// Model.Nodes. In a Flow Source's layer is before Target's; in a Chord the two
// are a pair without a direction.
type Link struct {
	Source, Target int
	Value          release.Value
	Display        string
}
