package lang

// caveatKeys are the remarks that statistics and compose put beside tables.
func caveatKeys() []Key {
	return []Key{
		text("caveat.multi-response", "Units may have several codes."),
		text("caveat.small-base", "Shares under a base are not shown.", "minimum"),
		text("caveat.small-past", "Relative changes from small counts are not shown.", "minimum"),
		text("caveat.provisional", "Reports arrive late."),
		text("caveat.provisional-estimated", "Reports arrive late; the estimated completeness of the last of the provisional months.", "months", "month", "share"),
		text("caveat.no-conversion", "Amounts are not converted nor adjusted for prices."),
		text("caveat.detections", "Standing sentence: detections are not prevalence."),
		text("caveat.residuals", "Residual categories stand last and are not ranked."),
		text("caveat.unknown-bounds", "Worst-case bounds of the largest share, where more than a tenth is unknown.", "name", "unknown", "total", "low", "high"),
		text("caveat.unknown-part", "More than a tenth is unknown; the shares rest on different bases.", "unknown", "total"),
		text("caveat.unknown-many", "More than two fifths are unknown, so that no shares are shown.", "unknown", "total"),
		text("caveat.legs", "Legs are not cases."),
		text("caveat.profiles", "How a model of profiles is to be read, with the part of uncertainty that it takes away.", "entropy"),
		text("caveat.no-profiles", "The codes form no profiles."),
		text("caveat.no-forecast", "A forecast is not printed, since it did not stand its trial."),
		text("caveat.share-of-codes", "The codes of which at least one counts.", "codes"),
		text("caveat.ends-only", "Only origin and destination count, not transit."),
		text("caveat.ratio-of-sums", "A ratio of sums, not a mean of ratios."),
		text("caveat.withheld", "A table is withheld because a small count could be had back from it."),
		text("caveat.rounded", "Counts are rounded to a base.", "base"),
		text("caveat.minimum-override", "Shares are shown on smaller bases, with the reason.", "minimum", "reason"),
		text("caveat.interval", "What the intervals are.", "level", "method"),
		text("caveat.rank-uncertain", "Neighbours in a ranking may not differ: their intervals overlap."),
		text("caveat.other-reporters", "Shares are compared, but authorities have records in one of the two periods alone; the period is the earlier one.", "period", "names"),
		text("caveat.unread-before", "Nothing is compared with an earlier period that begins before the extract.", "period"),
		text("caveat.unread-window", "The period begins before the extract, whose first month is given.", "month"),
		text("caveat.unknown-silent", "Where so many are unknown, nothing is said of shifts of shares."),
		text("caveat.history-break", "The history begins with a break in the series, in the month given.", "month"),
		text("caveat.same-reporters", "Authorities with records in one of two compared periods alone; the period is the earlier one.", "period", "names"),
		text("caveat.same-delay", "Months are compared as they were known after the same delay."),
		text("caveat.detector-flexible", "Which detector was used: five years of history or more."),
		text("caveat.detector-bayes", "Which detector was used: two to four years of history."),
		text("caveat.detector-ears", "Which detector was used: one to two years of history."),
		text("caveat.detector-none", "The history is too short for a detector."),
		text("caveat.history-short", "There are too few years of complete months."),
		text("caveat.turnover", "An estimated turnover is a product, not an observation."),
	}
}

// noteKeys are notes that codes and maps carry by agreement between states.
func noteKeys() []Key {
	return []Key{
		text("note.kosovo", "Mandatory note on references to Kosovo (UNSCR 1244)."),
		text("note.boundaries", "Mandatory note under a map (United Nations)."),
	}
}

// changeKeys are the phrases of change, one set for all statistics, so that
// every language says the same strength. Only a significant and comparable
// change is called a rise or a fall. The placeholder versus takes what
// [Locale.Versus] returns, within what [Locale.Within] returns, size a change
// without its sign, change one with it.
func changeKeys() []Key {
	return []Key{
		text("versus.plain", "Compared with a month, a year or a run of months.", "period"),
		text("versus.quarter", "Compared with a quarter.", "period"),
		text("within.plain", "In a month or a year.", "period"),
		text("within.quarter", "In a quarter.", "period"),
		text("within.run", "In a run of months.", "period"),
		text("change.rise", "A significant rise.", "size", "versus"),
		text("change.fall", "A significant fall.", "size", "versus"),
		text("change.no-clear", "The fixed phrase for a change that is not significant."),
		text("change.no-clear-with", "The fixed phrase with the earlier period, the change and its interval.", "versus", "change", "interval"),
		text("change.counts", "Both counts, where a relative change must not be shown.", "earlier", "later", "within"),
		text("change.earlier", "The earlier count, where the later one and the periods stand before it; within names the earlier period.", "earlier", "within"),
		text("change.untested", "A change without a test.", "change", "versus"),
		text("change.unread", "No change is given, as the earlier period begins before the extract.", "versus"),
		text("change.undefined", "No relative change exists, as the earlier count is zero.", "within"),
		text("change.withheld", "The change is withheld.", "versus"),
		text("change.not-comparable", "The periods cannot be compared."),
		text("change.with-interval", "A change with its interval.", "change", "interval"),
		text("change.same-reporters", "The change on the reporting authorities of both periods, with its interval.", "change"),
		text("comparability.title", "Title of the remark on what keeps periods from being compared."),
		text("comparability.event", "Something that happened to the data.", "date", "text"),
		text("comparability.break", "Something that breaks the series.", "date", "text"),
		text("comparability.new", "Authorities that report for the first time.", "names"),
		text("comparability.same-reporters", "The change of all, and that on the reporting authorities of both periods.", "title", "versus", "all", "same"),
		text("comparability.silent", "Authorities that did not report.", "names"),
		text("detail.change", "A change under a headline number.", "change", "versus"),
		text("detail.rolling-12", "Twelve months and their change.", "value", "change"),
		text("detail.year-to-date", "The year to date and its change.", "value", "change"),
		text("detail.counts", "Earlier and later count under a headline number.", "earlier", "later", "within"),
		text("detail.of", "A share with its numerator and base.", "x", "n", "unit"),
		text("detail.unit", "The unit and the period of a headline number.", "unit", "period"),
	}
}

func sectionKeys() []Key {
	return []Key{
		text("section.method", "Title of the method part where the report gives it none."),
		text("section.definitions", "Title of the definitions."),
		text("section.quality", "Title of the part on data quality."),
		text("section.disclosure", "Title of the part on protected counts."),
		text("section.tests", "Title of the part on intervals and tests."),
		text("section.limits", "Title of the part on limits."),
		text("section.reproduced", "Title of the part on published figures that were reproduced."),
		text("section.annex", "Title of the annex."),
		text("annex.see", "Stands where a table is that was put into the annex.", "table"),
		text("abbreviation.thb", "Trafficking in human beings, with its abbreviation."),
		text("abbreviation.som", "Smuggling of migrants, with its abbreviation."),
		text("abbreviation.mo", "Modus operandi, with its abbreviation."),
		text("abbreviation.distinction", "Why the two crimes are never one figure."),
	}
}

// judgementKeys are the words of the key judgements: one scale of probability and
// one of confidence, so that every language says the same strength.
func judgementKeys() []Key {
	keys := []Key{
		text("section.judgements", "Title of the key judgements."),
		text("judgement.assessment", "How probable a judgement is and how sure the analysts are.", "probability", "range", "confidence"),
		text("judgement.note", "What judgements are, and that they are no intervals."),
	}
	for _, p := range []string{"remote-chance", "highly-unlikely", "unlikely", "realistic-possibility", "likely", "highly-likely", "almost-certain"} {
		keys = append(keys, text("probability."+p, "A word of the scale of probability, from remote chance to almost certain."))
	}
	for _, c := range []string{"low", "moderate", "high"} {
		keys = append(keys, text("confidence."+c, "How sure the analysts are: low, moderate or high."))
	}
	return keys
}

// proseKeys say which literal numbers a narrative may hold without a warning.
func proseKeys() []Key {
	return []Key{
		text("prose.ordinals", "Letters that follow digits in an ordinal, separated by spaces."),
		text("prose.rise-words", "Words that say that something grew, in lower case, separated by spaces; * stands for any end of a word."),
		text("prose.fall-words", "Words that say that something shrank, as for rises."),
		text("prose.stable-words", "Words that say that nothing changed, as for rises."),
		text("prose.negation-words", "Words that deny what follows them, as for rises."),
		text("prose.restriction-words", "Words after a negation that take it back: not only."),
		text("prose.clear-words", "Words that say of a change that it is clear, as for rises."),
		text("prose.unsupported", "Stands behind a sentence whose words of change no test supports."),
		text("prose.before-number", "Words after which a number is a name, separated by spaces, in lower case: article, annex."),
	}
}
