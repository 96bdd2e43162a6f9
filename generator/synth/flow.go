package synth

import (
	"slices"
	"strings"

	"htsm/generator/period"
)

// A flow is a corridor as one authority reports it.
type flow struct {
	route       string
	border      border
	trafficking bool
	form        form
	weight      uint64
	path        string // The full route.
	paths       []path // The ways to write it; the first is the full one.
	nationality choice
	reporter    string
	care        int // How many cells the reporter leaves empty, in 100 of the usual.
	point       choice
	means       menu
	concealment menu
}

// A path is one way to write a route, with the base price of each leg.
type path struct {
	text   string
	prices []int
	rising []bool // The leg whose price rises.
}

// Smuggling counts for more than trafficking: about 65 of 100 records.
const (
	smugglingFactor   = 12_000
	traffickingFactor = 10_000
)

// newFlows returns every corridor once for each of its reporters.
func newFlows() []flow {
	var flows []flow
	for _, c := range smuggling() {
		flows = append(flows, c.flows(smugglingFactor, false)...)
	}
	for _, c := range trafficking() {
		flows = append(flows, c.flows(traffickingFactor, true)...)
	}
	return flows
}

func (c corridor) flows(factor uint64, trafficking bool) []flow {
	reporters := choose(c.by)
	base := flow{
		route: c.route, border: c.border, trafficking: trafficking, form: c.form, path: c.stops,
		paths: paths(c.stops, c.prices), nationality: choose(c.of),
		means:       menuOf(transportCodes, transportByBorder[c.border]),
		concealment: menuOf(concealmentCodes, concealmentByBorder[c.border]),
	}
	if c.means != "" {
		base.means = menuOf(transportCodes, c.means)
	}
	var flows []flow
	before := uint64(0)
	for i, reporter := range reporters.codes {
		f := base
		share := reporters.odds[i] - before
		before = reporters.odds[i]
		f.reporter, f.care = reporter, careOf(reporter)
		f.weight = c.weight * factor * share / reporters.odds.total()
		f.point = choose(pointsOf(c.at, reporter))
		flows = append(flows, f)
	}
	return flows
}

// pointsOf keeps the crossing points of the reporter's own borders.
func pointsOf(text, reporter string) string {
	points := slices.DeleteFunc(strings.Fields(text), func(point string) bool {
		return !strings.HasPrefix(point, reporter)
	})
	return strings.Join(points, " ")
}

// careOf says how many cells a reporter leaves empty, in 100 of the usual.
func careOf(reporter string) int {
	switch reporter {
	case "DEU", "NLD", "SWE", "FIN":
		return 55
	case "ESP", "FRA", "AUT", "BEL", "DNK":
		return 80
	case "HUN", "HRV", "ROU":
		return 135
	case "BGR", "CYP", "MLT":
		return 165
	}
	return 100
}

// paths returns the full route, the route without each of its stops between
// the ends, and the ends alone. The price of two legs that became one is the
// sum of theirs.
func paths(stops, prices string) []path {
	if stops == "" {
		return nil
	}
	all := strings.Split(stops, ">")
	var amounts []int
	for _, word := range strings.Fields(prices) {
		_, amount := splitWeight("leg*" + word)
		amounts = append(amounts, int(amount))
	}
	var keep [][]int
	every := make([]int, len(all))
	for i := range all {
		every[i] = i
	}
	keep = append(keep, every)
	for i := 1; i < len(all)-1; i++ {
		keep = append(keep, slices.Delete(slices.Clone(every), i, i+1))
	}
	if len(all) > 3 {
		keep = append(keep, []int{0, len(all) - 1})
	}
	out := make([]path, 0, len(keep))
	for _, places := range keep {
		out = append(out, along(all, amounts, places))
	}
	return out
}

func along(all []string, amounts, places []int) path {
	p := path{text: all[places[0]]}
	for i, place := range places[1:] {
		from := places[i]
		sum := 0
		for _, amount := range amounts[from:place] {
			sum += amount
		}
		p.text += ">" + all[place]
		p.prices = append(p.prices, sum)
		p.rising = append(p.rising, all[from]+">"+all[place] == risingLeg)
	}
	return p
}

// weigh returns the cumulative weights of the flows for every month.
func weigh(flows []flow, o Options) [][]uint64 {
	d := newDice(o.Seed, streamOfMonths)
	var byMonth [][]uint64
	for m := o.From; m <= o.To; m++ {
		swing := map[string]uint64{}
		weights := make([]uint64, len(flows))
		for i, f := range flows {
			weights[i] = f.weight
			if o.Null {
				continue
			}
			group := f.route
			if f.trafficking {
				group = "THB/" + f.reporter
			}
			if swing[group] == 0 {
				swing[group] = uint64(d.between(920, 1080))
			}
			weights[i] = f.weightIn(m) * swing[group] / 1000
		}
		byMonth = append(byMonth, oddsOf(weights...))
	}
	return byMonth
}

// What stays on the one corridor and what the other grows to, in 1000. What
// the first loses, 650 of its weight of 330, the second gains on its 140.
const (
	displacedKept  = 350
	displacedGrown = 2532
)

// weightIn returns the weight of the flow in a month with all signals.
func (f *flow) weightIn(m period.Month) uint64 {
	w := f.weight
	switch {
	case f.reporter == lateReporter && m < reportingFrom,
		f.path == vanishing && m >= vanishedFrom,
		f.path == appearing && m < appearedFrom:
		return 0
	}
	if !f.trafficking && m >= displacedOn {
		switch f.path {
		case displacedFrom:
			w = w * displacedKept / 1000
		case displacedTo:
			w = w * displacedGrown / 1000
		}
	}
	if !f.trafficking && f.border == sea {
		w = w * seasons[m.Number()-1] / 1000
	}
	return w
}
