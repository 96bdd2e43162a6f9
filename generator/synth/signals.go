package synth

import "htsm/generator/period"

// A SignalKind says what a signal looks like in the numbers.
type SignalKind uint8

// The kinds of signals.
const (
	Emerging  SignalKind = iota // A combination of codes becomes frequent among some rows.
	NewCode                     // A code appears that was never used.
	Displaced                   // A share of some rows moves from one value to another.
	Vanished                    // Rows of one kind stop.
	Appeared                    // Rows of one kind start.
	Seasonal                    // Rows of one kind peak in the same months of every year.
	Rising                      // An amount rises month by month.
	Coverage                    // A reporting authority starts to report.
)

// A Match is a condition on a row: the cell of Column is Value, or holds it as
// one of several codes. For the column leg_prices the value is a leg of the
// route, such as "TUR>GRC".
type Match struct{ Column, Value string }

// A Signal is something that [Write] plants for a statistic to find.
type Signal struct {
	Name    string
	Kind    SignalKind
	From    period.Month // The first month of the change, by event date; no month for Seasonal.
	Among   []Match      // The rows that the signal is about; empty: all.
	Shows   []Match      // What those rows come to hold, or, for Vanished, held.
	Instead []Match      // What they held before, for Displaced.
	Peak    []int        // The months of the year of a Seasonal peak, 1 to 12.
}

const (
	newConcealment = "motorhome"
	risingLeg      = "TUR>GRC"
	lateReporter   = "BGR"
	emergingAmong  = "COL"
	displacedOf    = "GIN"
	displacedFrom  = "GIN>MLI>DZA>LBY>ITA"
	displacedTo    = "GIN>MLI>DZA>ESP"
	vanishing      = "IRQ>BLR>POL>DEU"
	appearing      = "SDN>TCD>LBY>GRC"
)

// The first months of the signals.
var (
	emergingFrom  = period.Of(2026, 6)
	newCodeFrom   = period.Of(2026, 8)
	displacedOn   = period.Of(2026, 5)
	vanishedFrom  = period.Of(2025, 9)
	appearedFrom  = period.Of(2026, 7)
	risingFrom    = period.Of(2026, 1)
	reportingFrom = period.Of(2025, 3)
)

// Signals returns the signals in the order of the package comment.
func Signals() []Signal {
	return []Signal{
		{
			Name: "online-debt-bondage", Kind: Emerging, From: emergingFrom,
			Among: []Match{{"crime_type", "THB"}, {"nationality", emergingAmong}},
			Shows: []Match{{"recruitment", "online_ad"}, {"control", "debt_bondage"}},
		},
		{
			Name: "motorhomes", Kind: NewCode, From: newCodeFrom,
			Among: []Match{{"crime_type", "SOM"}, {"border_type", "land"}},
			Shows: []Match{{"concealment", newConcealment}},
		},
		{
			Name: "libya-to-algeria", Kind: Displaced, From: displacedOn,
			Among:   []Match{{"crime_type", "SOM"}, {"nationality", displacedOf}},
			Shows:   []Match{{"eu_route", "WMR"}},
			Instead: []Match{{"eu_route", "CMR"}},
		},
		{Name: "belarus-corridor", Kind: Vanished, From: vanishedFrom, Shows: []Match{{"route", vanishing}}},
		{Name: "crete-corridor", Kind: Appeared, From: appearedFrom, Shows: []Match{{"route", appearing}}},
		{
			Name: "summer-at-sea", Kind: Seasonal,
			Among: []Match{{"crime_type", "SOM"}},
			Shows: []Match{{"border_type", "sea"}},
			Peak:  []int{7, 8, 9},
		},
		{Name: "aegean-price", Kind: Rising, From: risingFrom, Shows: []Match{{"leg_prices", risingLeg}}},
		{Name: "late-reporter", Kind: Coverage, From: reportingFrom, Shows: []Match{{"reporting_country", lateReporter}}},
	}
}

// seasons gives the weight of a sea corridor by month of the year in 1000; the
// mean is 1000.
var seasons = [12]uint64{540, 560, 700, 860, 1030, 1270, 1480, 1520, 1400, 1140, 860, 640}

// risenBy returns the price of the rising leg in 1000 of its base price.
func risenBy(m period.Month) int {
	if m < risingFrom {
		return 1000
	}
	return 1000 + 60*int(m-risingFrom+1)
}
