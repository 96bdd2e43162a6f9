package lang

// Statistics returns the names of the statistics that the catalogues explain
// with the messages statistic.NAME.title and the like, sorted.
func Statistics() []string {
	return []string{
		"breaks", "completeness", "concentration", "co-occurrence", "corridors", "coverage", "crosstab", "delay",
		"deseasonalised", "displacement", "distribution", "duration", "emergence", "forecast", "legs", "network",
		"new-corridors", "origin-destination", "prevalence", "prices", "profiles", "quantiles", "ranking", "rate", "ratio",
		"redistribution", "seasonality", "series", "share-series", "trend", "turnover", "unusual-months", "volume",
	}
}

func statisticKeys() []Key {
	var keys []Key
	for _, name := range Statistics() {
		keys = append(
			keys,
			text("statistic."+name+".title", "Usual title of a table or figure of the statistic "+name+"."),
			text("statistic."+name+".of", "The same with the variable it is about.", "variable"),
			text("statistic."+name+".text", "What the statistic "+name+" is and how it is computed, for readers."),
			text("statistic."+name+".reading", "How one row of its table reads, or what to beware of."),
		)
	}
	return keys
}

func methodKeys() []Key {
	keys := []Key{
		text("method.unit", "The counting unit.", "unit"),
		text("method.reference-date", "The column that decides the month.", "column"),
		text("method.measure-rows", "Records are counted."),
		text("method.measure-sum", "A column is summed.", "column"),
		text("method.vintage", "The extract, its date and its checksum.", "extract", "date", "checksum"),
		counted("method.rows", "Rows of the extract that were read."),
		counted("method.rejected", "Rows of the extract that were rejected."),
		text("method.denominator", "The base of shares of multi-response variables."),
		text("method.rounding", "Figures are rounded once."),
		text("method.small-base", "The smallest base of a share.", "minimum"),
		text("method.disclosure", "Small counts are withheld.", "threshold"),
		text("method.disclosure-secondary", "Tables from which a withheld count could be had are withheld."),
		text("method.disclosure-rounded", "Counts are rounded.", "base"),
		text("method.disclosure-none", "Nothing is withheld."),
		text("method.intervals", "What an interval means.", "level"),
		text("method.no-tests", "No test was run."),
		counted("method.tests", "How many tests were run and how many stood out; n counts tests.", "flagged", "q"),
		text("method.words-of-change", "When a change is called a rise or a fall."),
		text("method.provisional", "Recent months are provisional."),
		text("method.cut-off", "Only records entered until a day are counted.", "date"),
		text("method.no-cut-off", "The extract does not say when a record was entered, so that an older edition cannot be made as of its own day."),
		text("method.reproduced", "A published figure that was reproduced.", "value", "published", "source"),
		text("method.reproducible", "The same inputs give the same figures.", "version"),
	}
	keys = append(keys, testKeys()...)
	for _, name := range intervalNames() {
		keys = append(keys, text("method-name."+name, "The method "+name+" within a sentence."))
	}
	return keys
}

// testKeys are the words of the table of all tests.
func testKeys() []Key {
	keys := []Key{
		text("method.tests-title", "Title of the table of all tests."),
		text("method.tests-statistic", "Head of its rows."),
		text("method.tests-kind", "Head of the kinds of tests."),
		text("method.tests-run", "How many tests were run."),
		text("method.tests-withheld", "How many of them are behind withheld figures."),
		text("method.tests-before", "How many stand out before adjustment.", "level"),
		text("method.tests-after", "How many stand out after adjustment.", "q"),
		text("method.tests-note", "Why the numbers of tests that stand out are withheld."),
		text("unit-head.tests", "The unit of the table of all tests."),
	}
	for _, name := range []string{"breaks", "displacement", "emergence", "new-corridors", "other", "prices", "ranking", "redistribution", "seasonality", "trend", "unusual-months", "volume"} {
		keys = append(keys, text("test-name."+name, "The kind of test of "+name+"; other stands for any that has no name."))
	}
	return keys
}

// revisionKeys are the words for what the last edition printed otherwise.
func revisionKeys() []Key {
	return []Key{
		text("revision.title", "Title of the table of revised figures."),
		text("revision.first", "There is no earlier edition to compare with."),
		text("revision.edition", "An edition with the last day whose entries it counts.", "edition", "date"),
		text("revision.none", "No printed figure is different now; edition is the last one.", "edition"),
		counted("revision.listed", "How many printed figures are different now; edition is the last one.", "edition"),
		counted("revision.unlisted", "How many revised figures are not listed, because the difference would disclose a small count."),
		text("revision.lapsed", "Introduces what the last edition flagged and this one does not.", "edition"),
		text("column.period", "Head of the column of periods."),
		text("column.statistic", "Head of the column of titles of statistics."),
		text("column.printed-before", "Head of the column of figures as the last edition printed them."),
		text("column.printed-now", "Head of the column of figures as this edition prints them."),
		text("column.revision", "Head of the column of differences between the two."),
		text("column.revision-change", "The same relative to the figure printed before."),
	}
}

// intervalNames are the methods of intervals that package table may name.
func intervalNames() []string {
	return []string{
		"bootstrap", "clopper-pearson", "forecast", "garwood", "garwood-clustered", "mack", "newcombe", "newcombe-clustered", "order-statistics", "rate-ratio", "rate-ratio-clustered", "wilson",
		"wilson-clustered",
	}
}

// markingKeys say what the Traffic Light Protocol 2.0 (FIRST, 2022) and the
// handling codes of Europol mean.
func markingKeys() []Key {
	return []Key{
		text("tlp.RED", "Who may have a document marked TLP:RED."),
		text("tlp.AMBER+STRICT", "Who may have a document marked TLP:AMBER+STRICT."),
		text("tlp.AMBER", "Who may have a document marked TLP:AMBER."),
		text("tlp.GREEN", "Who may have a document marked TLP:GREEN."),
		text("tlp.CLEAR", "Who may have a document marked TLP:CLEAR."),
		text("handling.H0", "Handling code H0 in a sentence."),
		text("handling.H1", "Handling code H1 in a sentence."),
		text("handling.H2", "Handling code H2 in a sentence."),
		text("handling.H3", "Handling code H3 in a sentence."),
		text("handling.consent", "The recorded consent of the originator.", "consent"),
	}
}

// alternativeKeys are the parts of text alternatives of charts. A text
// alternative says what kind of chart it is, what it shows and its extremes;
// the table beneath gives every value.
func alternativeKeys() []Key {
	return []Key{
		counted("alt.bar", "Ranked bars; n counts categories.", "title"),
		counted("alt.column", "Vertical bars over time; n counts periods.", "title"),
		counted("alt.stacked", "Stacked bars over time; n counts periods.", "title"),
		counted("alt.line", "Lines over time; n counts periods.", "title"),
		counted("alt.heat", "Shaded grid; n counts rows.", "title", "columns"),
		counted("alt.flow", "Flow diagram; n counts flows.", "title"),
		counted("alt.range", "Ranges; n counts categories.", "title"),
		counted("alt.share-stack", "Bars of equal length, cut into shares; n counts bars.", "title"),
		counted("alt.slope", "Lines from an earlier to a later value; n counts lines.", "title"),
		counted("alt.histogram", "Vertical bars over ordered classes; n counts classes.", "title"),
		counted("alt.pyramid", "Bars of two series back to back; n counts categories.", "title"),
		counted("alt.map", "Flow map; n counts flows.", "title"),
		counted("alt.years", "The latest year on the band of earlier years; n counts years.", "title"),
		counted("alt.cycle", "The years of each month of the year; n counts years.", "title"),
		counted("alt.multiples", "Small charts on one scale; n counts them.", "title"),
		counted("alt.sparklines", "A list of small lines; n counts them.", "title"),
		counted("alt.bump", "Ranks over periods; n counts the series that are ranked.", "title"),
		counted("alt.chord", "Ribbons between nodes around a circle; n counts them.", "title"),
		counted("alt.funnel", "Stages as centred bars; n counts them.", "title"),
		counted("alt.dot-map", "Discs on a map; n counts places.", "title"),
		counted("alt.bubble", "Discs on two axes; n counts them.", "title"),
		counted("alt.dumbbell", "Two dots and the line between them; n counts categories.", "title"),
		counted("alt.area", "Areas over periods upon each other; n counts the periods.", "title"),
		counted("alt.radial", "The months of a year around a circle; n counts years.", "title"),
		counted("alt.dot-matrix", "Rows of squares; n counts categories.", "title"),
		text("alt.series", "Names of the series.", "names"),
		text("alt.from-to", "First and last period of an axis.", "first", "last"),
		text("alt.highest", "The greatest value.", "label", "value"),
		text("alt.lowest", "The smallest value.", "label", "value"),
		text("alt.only", "The only value.", "label", "value"),
		text("alt.equal", "All values are equal.", "value"),
		counted("alt.withheld", "Values that are withheld."),
		text("alt.none", "The chart has no value to show."),
		text("alt.table", "The data of the figure, in whatever form, give all values."),
	}
}

func chartKeys() []Key {
	return []Key{
		text("chart.axis-count", "Axis of counts; unit is a unit-head message.", "unit"),
		text("chart.axis-share", "Axis of shares; unit is a unit-head message.", "unit"),
		text("chart.axis-change", "Axis of relative changes."),
		text("chart.axis-points", "Axis of differences of percentages."),
		text("chart.axis-amount", "Axis of amounts.", "currency"),
		text("chart.axis-index", "Axis of pure ratios."),
		text("chart.withheld", "Legend of the symbol of withheld values.", "symbol"),
		text("chart.parts-shown", "Note on a chart of shares some of which are withheld or missing."),
		text("chart.not-drawn", "Note on columns or rows that only the table of a figure shows.", "names"),
		counted("chart.first-rows-not-drawn", "Note on the earliest periods, which only the table of a figure shows."),
		text("chart.years-band", "Beneath a chart of years: what the band and the dashes are.", "years"),
		text("chart.cycle-lines", "Beneath a cycle plot: what its lines are."),
		text("chart.square", "Beneath rows of squares: what one of them stands for.", "value"),
		text("chart.own-scale", "Beneath sparklines: each has a scale of its own."),
		text("chart.axis-rank", "Axis of ranks; measure is the title of the axis of the values that are ranked.", "measure"),
		text("chart.ranks-shown", "Beneath a bump chart with gaps."),
		text("chart.no-cohort", "Beneath a funnel: its stages do not follow the same persons."),
		text("chart.disc-area", "Beneath discs: their areas are in proportion to the values."),
		counted("chart.smallest-not-drawn", "Note on the smallest links, which only the table of a figure shows."),
		counted("chart.rows-not-drawn", "Note on the rows that only the table of a figure shows."),
	}
}
