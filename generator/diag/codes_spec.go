package diag

// specEntries explains the codes S…: report specifications.
var specEntries = []Entry{
	{
		Code:   "S001",
		Title:  "a report is not named as its file",
		Text:   "A report is found by the name of its file, and its editions are filed under it. Both must be the same word; the file ends in .yaml.",
		Before: "report: brief        # in bulletin.yaml",
		After:  "report: bulletin",
	},
	{
		Code:   "S002",
		Title:  "TLP:WHITE is obsolete",
		Text:   "Version 2.0 of the Traffic Light Protocol (2022) renamed WHITE to CLEAR.",
		Before: "marking: {tlp: WHITE}",
		After:  "marking: {tlp: CLEAR}",
	},
	{
		Code:  "S003",
		Title: "a report claims to be classified",
		Text:  "This program and the systems that it runs on are not accredited for classified information of the European Union. Stop, tell your security officer, and do not commit the file.",
	},
	{
		Code:   "S004",
		Title:  "a handling code needs more",
		Text:   "H2 allows no dissemination without the permission of the provider: state the recorded consent. H3 stands for other restrictions: state them, so that they can be printed.",
		Before: "marking: {tlp: AMBER, handling: [H2]}",
		After:  "marking: {tlp: AMBER, handling: [H2], consent: \"Unit X, 2026-10-02, ref. 4711\"}",
	},
	{
		Code:   "S005",
		Title:  "percentages on few units need a reason",
		Text:   "A percentage on fewer than 20 units moves by more than 5 points with each of them. If there is a reason to print it all the same, state it; readers see it as a note.",
		Before: "minimum: 10",
		After:  "minimum: 10\nreason: The whole population is known.",
	},
	{
		Code:  "S006",
		Title: "sections are nested too deep",
		Text:  "Readers lose their way below the third level.",
	},
	{
		Code:   "S007",
		Title:  "an option does not go with what is shown",
		Text:   "The kind of a chart and its number of rows mean nothing for a table, and the method of a statistic has no columns.",
		Before: "{table: volume, as: bar}",
		After:  "{chart: volume, as: bar}",
	},
	{
		Code:   "S008",
		Title:  "no edition can come out on a day",
		Text:   "The dates under next are days of the calendar, each under the period that the edition of that day covers. The period has the length of those of the report, and is over before the day.",
		Before: "next: {dates: {2026-11: 2026-11-30}}",
		After:  "next: {dates: {2026-11: 2026-12-15}}",
	},
}
