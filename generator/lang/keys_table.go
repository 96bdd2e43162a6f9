package lang

import (
	"slices"
	"strconv"

	"htsm/generator/head"
)

func columnKeys() []Key {
	return []Key{
		text("column.count", "A count of units."),
		text("column.share", "A share of all."),
		text("column.share-answered", "A share of those with the variable known."),
		text("column.cumulative-share", "Shares summed from the first row."),
		text("column.change-previous", "Relative change on the period before."),
		text("column.change-same-last-year", "Relative change on the same period of last year."),
		text("column.change-rolling-12", "Relative change of twelve months on the twelve before."),
		text("column.change-year-to-date", "Relative change of the year to date on last year."),
		text("column.same-reporters-previous", "The same change on the reporting authorities of both periods."),
		text("column.same-reporters-same-last-year", "The same change on the reporting authorities of both periods."),
		text("column.same-reporters-rolling-12", "The same change on the reporting authorities of both periods."),
		text("column.same-reporters-year-to-date", "The same change on the reporting authorities of both periods."),
		text("column.difference-previous", "Difference in units from the period before."),
		text("column.difference-same-last-year", "Difference in units from the same period of last year."),
		text("column.difference-rolling-12", "Difference in units of twelve months from the twelve before."),
		text("column.difference-year-to-date", "Difference in units of the year to date from last year."),
		text("column.previous", "Count of the period before."),
		text("column.same-last-year", "Count of the same period of last year."),
		text("column.rolling-12", "Count of the last twelve months."),
		text("column.year-to-date", "Count from January to the period."),
		text("column.previous-before", "Count of the period before, beside a change."),
		text("column.same-last-year-before", "Count of the same period of last year, beside a change."),
		text("column.rolling-12-before", "Count of the twelve months before the last twelve."),
		text("column.year-to-date-before", "Count of the same months of last year."),
		text("column.n", "The base of shares."),
		text("column.answered", "Units with the variable known."),
		text("column.known", "Units with a known value."),
		text("column.missing", "Units without a known value."),
		text("column.completeness", "Share of units with a known value."),
		text("column.lift", "Lift of a pair (observed over expected)."),
		text("column.jaccard", "Jaccard index of a pair."),
		text("column.both", "Units with both codes of a pair."),
		text("column.first", "Units with the first code of a pair."),
		text("column.second", "Units with the second code of a pair."),
		text("column.expected", "Expected count."),
		text("column.median", "Median."),
		text("column.p25", "First quartile."),
		text("column.p75", "Third quartile."),
		text("column.minimum", "Smallest value."),
		text("column.mean", "Mean."),
		text("column.ratio", "Ratio of two sums."),
		text("column.origin", "Place of origin."),
		text("column.destination", "Place of destination."),
		text("column.departure", "Start of a leg."),
		text("column.arrival", "End of a leg."),
		text("column.route", "Ordered route."),
		text("column.month", "Month."),
		text("column.quarter", "Quarter."),
		text("column.year", "Year."),
		text("column.variable", "A variable of the data."),
		text("column.pair", "A pair of codes."),
		text("column.prices", "Number of prices known."),
		text("column.low", "Lower bound of an interval.", "level"),
		text("column.rank", "Place of a figure among those of its column or row, the greatest first.", "column"),
		text("column.high", "Upper bound of an interval.", "level"),
		text("column.adjusted-p", "Adjusted p of a test."),
		text("column.p", "p-value of the test of a row."),
		text("column.index", "Index, average = 100."),
		text("column.rate", "Units per million inhabitants and year."),
		text("column.inhabitants", "Inhabitants on average."),
	}
}

// findingKeys are words for what the figures of a row show.
func findingKeys() []Key {
	return []Key{
		text("column.recorded", "Units recorded so far."),
		text("column.expected-by-now", "Share of the final count that is to be expected by now."),
		text("column.corrected", "A count corrected for late reports."),
		text("column.months-reporting", "Months, of twelve, in which an authority had a record."),
		text("column.reporting", "Authorities that reported: 1 or 0 beside one of them."),
		text("column.expected-reporters", "Authorities that were expected to report: 1 or 0 beside one of them."),
		text("column.turnover", "Estimated turnover at the median price."),
		text("column.turnover-low", "Estimated turnover at the first quartile of prices."),
		text("column.turnover-high", "Estimated turnover at the third quartile of prices."),
		text("column.p90", "Ninth decile."),
		text("column.days", "Group of columns that hold days."),
		text("column.codes-per-record", "How many codes a record has."),
		text("column.stops-between", "How many stops lie between the ends of a route."),
		text("column.cases-passing", "Units that pass through a place of transit."),
		text("column.legs-travelled", "Legs travelled, of which a unit may have several."),
		text("column.betweenness", "Share of pairs of origin and destination that lead through a place."),
		text("column.dependent-origins", "Origins that reach no destination without a place."),
		text("column.values-seen", "Number of different values seen."),
		text("column.values-expected", "Number of values to be expected with those not seen yet."),
		text("column.top-3-share", "Share of the three largest values."),
		text("column.concentration", "Sum of the squared shares."),
		text("column.profile", "Head of the groups of records that codes form."),
		text("column.share-profile", "Share of a profile in all records, and of a code in a profile."),
		text("column.stability", "How much a profile is the same in samples of the records."),
		text("column.effective-number", "Effective number of values."),
		text("column.deseasonalised", "A count without its season."),
		text("column.trend", "The trend of a monthly series."),
		text("column.level-before", "Mean month before a change of level."),
		text("column.level-after", "Mean month after a change of level."),
		text("column.prices-before", "Number of prices of an earlier period."),
		text("column.median-before", "Median of an earlier period."),
		text("column.superiority", "Chance that a price of the later period is above one of the earlier."),
		text("column.forecast", "A forecast."),
		text("column.scaled-error", "Error of a forecast over that of a naive one."),
		text("column.coverage", "Share of months that lay within their interval."),
		text("column.slope", "Change of a monthly count from one year to the next."),
		text("column.change-yearly", "The same in per cent of the mean month."),
		text("column.share-before", "Share in the earlier period."),
		text("column.difference-shares", "Difference of two shares."),
		text("column.divergence", "Divergence of two distributions, in bits."),
		text("column.shares-from", "The value whose share fell."),
		text("column.shares-to", "The value whose share rose."),
		text("column.share-moved", "Part of the whole that went from one value to another."),
		text("column.share-lost", "Change of the share that fell."),
		text("column.share-gained", "Change of the share that rose."),
		text("column.correlation", "Group of columns with the correlation of monthly changes."),
		text("column.lag-0", "No delay between two series."),
		text("column.lag-1", "A delay of one month."),
		text("column.lag-2", "A delay of two months."),
		text("column.lag-3", "A delay of three months."),
		text("column.reporters", "Distinct reporting authorities."),
		text("column.finding", "Head of the column of findings."),
		text("state.new", "A code that was never used before."),
		text("state.emerging", "A code that is more frequent than its past leads to expect."),
		text("state.re-emerging", "A code that is used again after a year without."),
		text("state.vanished", "A code that is no longer used."),
		text("state.unusually-high", "A month with more records than its past leads to expect."),
		text("state.unusually-low", "A month with fewer records than its past leads to expect."),
		text("state.displaced", "The shares of a group shifted."),
		text("state.gains", "The share of a value grew."),
		text("state.loses", "The share of a value shrank."),
		text("state.moved", "A share went from one value to another."),
		text("state.rising", "A series rises over the years."),
		text("state.falling", "A series falls over the years."),
		text("state.higher", "A higher level from a month on."),
		text("state.lower", "A lower level from a month on."),
		text("state.dearer", "Prices above those of an earlier period."),
		text("state.cheaper", "Prices below those of an earlier period."),
		text("state.seasonal", "A series with a season."),
		text("state.incomplete", "A month of which many reports are still expected."),
		text("state.silent", "An expected authority without a record."),
		text("state.chokepoint", "A place of the smallest set that cuts all routes."),
		text("state.link", "A place without which the network falls apart."),
		text("state.none", "Nothing stands out in a row."),
		text("state.withheld", "The figures behind a finding are withheld."),
		text("column.upper-bound", "The count above which a count stands out."),
		text("column.lower-bound", "The count below which a count stands out."),
		text("column.observed-expected", "Observed over expected."),
		text("column.silent-months", "Complete months without a record, up to now."),
	}
}

func rowKeys() []Key {
	return []Key{
		text("total", "A row or column of sums."),
		text("routes-known", "The units whose route is known."),
		text("other", "The rows that are not shown, summed."),
		text("unknown", "The units with an unknown value."),
		text("none", "Units with none of the codes."),
		text("all", "All units, as the name of a series."),
		text("past", "The earlier period, as the name of a series."),
		text("yes", "Yes."),
		text("no", "No."),
	}
}

// monthKeys are the months of the year as heads of rows.
func monthKeys() []Key {
	var keys []Key
	for i := range 12 {
		n := strconv.Itoa(i + 1)
		keys = append(keys, text("month-of-year."+n, "Month "+n+" of any year, as the head of a row."))
	}
	return keys
}

// profileKeys are the names of groups of records that codes form.
func profileKeys() []Key {
	var keys []Key
	for i := range 8 {
		n := strconv.Itoa(i + 1)
		keys = append(keys, text("profile."+n, "Profile "+n+", as the head of a row."))
	}
	return keys
}

// nameKeys are the names of usual columns, for contracts that give no title.
func nameKeys() []Key {
	var keys []Key
	for _, name := range []string{
		"age_band", "amount", "border_type", "citizenship", "concealment", "control", "crime_type", "date", "destination",
		"document_type", "exploitation", "gender", "month", "nationality", "origin", "payment", "persons", "platform",
		"recruitment", "relation", "reported", "reporting_country", "route", "sector", "sex", "transit", "transport",
		"vessels", "year",
	} {
		keys = append(keys, text("column-name."+name, "Name of the column "+name+", where the contract gives none."))
	}
	return keys
}

func unitKeys() []Key {
	var keys []Key
	for _, u := range head.Units() {
		keys = append(
			keys,
			figured("unit."+string(u), "A number of "+string(u)+" in a sentence."),
			text("unit-head."+string(u), "The unit "+string(u)+" in heads, without a number."),
			text("unit-name."+string(u), "One unit of "+string(u)+", as the counting unit of a report."),
		)
	}
	return keys
}

// symbolKeys are the shorthand of the UK Government Statistical Service
// (symbols in tables, 2022): letters in square brackets, the same in every
// language, each with a line for the legend.
func symbolKeys() []Key {
	marks := []Key{
		digitless("symbol.suppressed", "A value is withheld."),
		digitless("symbol.missing", "There is no observation."),
		digitless("symbol.undefined", "The definition gives no value."),
		digitless("symbol.small-past", "The earlier count is too small for a relative change."),
		digitless("symbol.low", "A value is rounded to zero but is not zero."),
		digitless("symbol.provisional", "A value is provisional."),
		digitless("symbol.revised", "A value was revised."),
		digitless("symbol.unreliable", "A value has a wide interval or few cases."),
		digitless("symbol.broken", "A change over a break in the series."),
	}
	keys := slices.Clone(marks)
	for _, m := range marks {
		name := m.Name[len("symbol."):]
		keys = append(keys, text("legend."+name, "Line of the legend for symbol."+name+".", "symbol"))
	}
	return append(
		keys,
		text("symbol.count-only", "Numerator and base instead of a share.", "x", "n"),
		text("symbol.flagged", "A value with a flag after it.", "value", "flag"),
		text("legend.count-only", "Line of the legend for a count instead of a share.", "minimum"),
	)
}

func sourceKeys() []Key {
	return []Key{
		text("source.extract", "The extract and its date.", "extract", "date"),
		text("source.period", "The months read.", "period"),
		text("source.n", "The base of a table; unit is a unit-head message.", "n", "unit"),
		text("source.answered", "Units with the variable known.", "n"),
		figured("source.reporters", "Distinct reporting authorities."),
	}
}
