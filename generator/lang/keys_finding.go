package lang

// sentenceKeys are the sentences of findings, one set for all statistics, so
// that every language says the same strength. Their placeholders take figures
// that are bound to the cells of tables; evidence takes tests, intervals and
// where the figures stand, subject what the finding is about.
func sentenceKeys() []Key {
	return []Key{
		text("finding.intro", "Stands before the list of findings."),
		text("finding.none", "Stands in place of the list where there is no finding: the fixed phrase."),
		text("finding.withheld", "Findings on suppressed figures are left out."),
		text("finding.subject", "A value of the data with its variable.", "label", "variable"),
		text("finding.subject-with", "Two values that come together.", "first", "second"),
		text("finding.emerging", "A value is emerging.", "subject", "count", "within", "expected", "bound", "evidence"),
		text("finding.re-emerging", "A value is re-emerging.", "subject", "count", "within", "expected", "bound", "evidence"),
		text("finding.new", "A value is new.", "subject", "count", "within", "evidence"),
		text("finding.vanished", "A value has vanished.", "subject", "months", "evidence"),
		figured("finding.months", "Complete months in a sentence."),
		text("finding.corridor-new", "A route is new.", "subject", "count", "within", "before", "evidence"),
		text("finding.corridor-re-emerging", "A route is used again.", "subject", "count", "within", "before", "evidence"),
		text("finding.corridor-vanished", "A route has vanished.", "subject", "count", "within", "before", "evidence"),
		text("finding.rising", "A trend over years rises.", "subject", "period", "slope", "evidence"),
		text("finding.dearer", "Prices rose.", "subject", "median", "within", "before", "earlier", "evidence"),
		text("finding.cheaper", "Prices fell.", "subject", "median", "within", "before", "earlier", "evidence"),
		text("finding.seasonal", "A series has a season; month is the one with the highest index.", "subject", "month", "index", "period", "evidence"),
		text("finding.falling", "A trend over years falls.", "subject", "period", "slope", "evidence"),
		text("finding.unusually-high", "A month has more records than usual.", "subject", "count", "within", "expected", "bound", "evidence"),
		text("finding.unusually-low", "A month has fewer records than usual.", "subject", "count", "within", "expected", "bound", "evidence"),
		text("finding.stated", "Any other finding, by its word.", "subject", "state", "within", "evidence"),
		text("finding.shift", "Shares moved from some values to others.", "subject", "losers", "gainers", "earlier", "later", "evidence"),
		text("finding.shift-gain", "The share of some values grew.", "subject", "gainers", "earlier", "later", "evidence"),
		text("finding.shift-loss", "The share of some values shrank.", "subject", "losers", "earlier", "later", "evidence"),
		text("finding.shift-whole", "Shares moved, but no single value stands out.", "subject", "earlier", "later", "evidence"),
		text("finding.moved", "The share that one value lost to another.", "subject", "from", "to", "moved", "within", "evidence"),
		text("finding.shift-value", "A value with its earlier and later share and their difference.", "value", "before", "after", "difference", "evidence"),
		text("finding.divergence", "How far two distributions are apart.", "bits"),
		text("finding.change", "Relative changes that hold, with what they rest on.", "subject", "changes"),
		text("finding.rise", "A rise with both counts.", "size", "versus", "earlier", "later", "evidence"),
		text("finding.fall", "A fall with both counts.", "size", "versus", "earlier", "later", "evidence"),
		text("finding.p", "The adjusted p with its sign, such as = 0.003.", "p"),
		text("finding.by-rule", "The finding follows from a rule."),
	}
}
