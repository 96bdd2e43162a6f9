package diag

// honestyEntries explains the codes H…: what may be said of a figure. What a rule
// does to a build stands in the list of rules of package finding.
var honestyEntries = []Entry{
	{
		Code:  "H001",
		Title: "no percentage on a base under 20",
		Text:  "Where fewer than 20 units are the base, one unit more or less moves a percentage by more than five points. The two counts are shown instead, as in 3 of 14. A report can lower the limit if it states the reason, which is then printed.",
	},
	{
		Code:  "H002",
		Title: "a share that is not reliable is flagged",
		Text:  "A share is flagged if its effective base is under 30, if its interval is 30 points wide or more, or if it is wider than 5 points and than 130 per cent of the share: the standard of the National Center for Health Statistics of the United States (Parker et al. 2017). Records of several units count as one in the effective base where they vary (Kish 1965).",
	},
	{
		Code:  "H003",
		Title: "a rate with fewer than 20 events is flagged",
		Text:  "A ratio of sums whose numerator is under 20 has a relative standard error above 22 per cent even if chance alone is at work.",
	},
	{
		Code:  "H004",
		Title: "words of change only where a test, an interval and the periods allow them",
		Text:  "A change is called an increase or a decrease only if its p, adjusted over all tests of the edition, is at most 0.05, its interval excludes zero and both periods are complete; where reporting authorities came or went between them, the change on the authorities of both periods must be as clear, in the same direction. In any other case the fixed phrase stands: no clear change, with the interval. It does not say that nothing changed.",
	},
	{
		Code:   "H005",
		Title:  "a narrative says that figures changed, but no test supports it",
		Text:   "A sentence with a word of change and with references to figures must have one among them whose change holds in the same direction, or whose row states such a finding. The words are those of the lists prose.rise-words and prose.fall-words of each language. A word that is denied, as in did not rise, says that there was no rise: that needs a fall that holds, since a test that finds no rise does not show that there was none. No clear rise may be said unless one was found. The edition is built, and a remark stands behind the sentence: narratives are often written before the figures are known. Reword the sentence, or refer to the figure that changed.",
		Before: "Detections rose to {{ volume.total.count }}.",
		After:  "There were {{ volume.total.count }} detections, {{ volume.total.change-previous }} on the month before.",
	},
	{
		Code:   "H006",
		Title:  "a narrative says that figures are stable",
		Text:   "A test that finds no change does not show that there is none: that would need a margin within which figures count as equal, and a test of it. Say that there is no clear change. The words are those of the list prose.stable-words of each language.",
		Before: "The total is stable at {{ volume.total.count }}.",
		After:  "There is no clear change; the total is {{ volume.total.count }}.",
	},
	{
		Code:  "H007",
		Title: "no change in per cent from fewer than 20",
		Text:  "Where the earlier count is under 20, both counts are printed and no relative change; from zero there is none at all.",
	},
	{
		Code:  "H008",
		Title: "provisional and revised figures are marked",
		Text:  "Figures of months of which less than 80 per cent of the records are estimated to have come in (chain ladder, Mack 1993), or of the last two months before the extract where the dates of entry are too few to tell, carry [p], in tables, figures and sentences, and a note says how complete they are; figures that differ from the last edition [r]. Provisional months are never given words of change.",
	},
	{
		Code:  "H009",
		Title: "a suppressed figure has a symbol and a reason",
		Text:  "A suppressed figure is shown as [c], and the legend says why and that it does not mean zero. Findings, tests and intervals of suppressed figures are not told.",
	},
	{
		Code:  "H010",
		Title: "every figure has its unit, its base, its source and its reporters",
		Text:  "Beneath each table and each chart stand the extract with its date, n with the unit, the number of units with the variable known if it differs, and the number of reporting authorities.",
	},
	{
		Code:  "H011",
		Title: "shares of variables with several answers say so",
		Text:  "Where a unit may have several codes, a note says that counts may add up to more than the total and percentages to more than 100.",
	},
	{
		Code:  "H012",
		Title: "bars start at zero, and no chart has two axes",
		Text:  "The length of a bar is the figure. A chart has one axis of values; what does not fit it stands in another chart.",
	},
	{
		Code:  "H013",
		Title: "all tests are listed, and adjusted together",
		Text:  "The method part, which stands behind the sections of a report that does not show it, lists the tests of each statistic, with those flagged before and after the adjustment of Benjamini and Hochberg (1995) over the edition. Tests of figures that no table shows count as well.",
	},
	{
		Code:  "H014",
		Title: "detections are not prevalence",
		Text:  "The method part of every edition says that recorded cases reflect the activity of authorities as well as the phenomenon and do not measure its prevalence; it says how figures are rounded and what intervals mean.",
	},
	{
		Code:  "H015",
		Title: "findings are told by the program, with their evidence",
		Text:  "Sentences of findings name only what holds after adjustment or follows from a stated rule, the strongest evidence first, each with the observed and the expected or earlier figure, interval, adjusted p and reporting authorities. If there is nothing, the fixed phrase stands.",
	},
	{
		Code:  "H016",
		Title: "judgements of analysts stand apart from statistics",
		Text:  "What analysts hold to be probable stands in the key judgements, with a word of one fixed scale and their confidence as fields of their own. It is never mixed with an interval or a test, and means the same in every language.",
	},
	{
		Code:  "H017",
		Title: "what keeps periods from being compared is said at the front",
		Text:  "Events that the contract declares (a new form or code list, an operation, entries made up for) and authorities that began or ceased to report stand in a remark in the first section. A change over an event that breaks the series, of counts or of shares, is not tested, carries [b] and is given no word of change; histories that judge what is new, unusual or a trend begin with that event, and a note says so. Where an authority came into the extract or went out of it between two compared periods, the change on the authorities of both periods stands beside that of all, unless what the others reported could be had from the two.",
	},
	{
		Code:  "H018",
		Title: "what is unknown is not left out in silence",
		Text:  "Nothing tells that units whose variable is unknown are like the others. Where they are more than 10 per cent of the units in scope, the worst-case bounds of the largest share stand beside the table: x of n, and x and all unknown of n (Horowitz and Manski 1995, Econometrica 63:281-302). Where they are more than 40 per cent, no share is shown, but counts, and no shift of shares is tested or named. Bounds stand only where the table shows its total and how many are unknown.",
	},
	{
		Code:  "H019",
		Title: "what lies before the extract is missing, not zero",
		Text:  "Months before the first month of the extract were not read. They are not available in tables and charts, and comparisons of counts and of shares with a period that begins before the extract are not made; a remark says where the period itself begins before it.",
	},
	{
		Code:  "H020",
		Title: "no percentage of periods that cannot be compared",
		Text:  "Key figures and sentences of months for which reports are still expected, and of changes over a break in the series, give both counts and the fixed phrase in place of a change in per cent.",
	},
	{
		Code:  "H021",
		Title: "neighbours in a ranking may not differ",
		Text:  "Where the intervals of two rows that follow each other in a ranking overlap, a remark beside the table says that neighbours may not differ. Lists in an order of their own, such as age groups, are not rankings.",
	},
}
