package diag

// planEntries explains the codes P…: what a report asks for and what exists.
var planEntries = []Entry{
	{
		Code:  "P001",
		Title: "a language has no catalogue",
		Text:  "A report can be built in the languages of templates/lang. Correct the tag, or add the catalogue.",
	},
	{
		Code:  "P002",
		Title: "rounding hides small counts as zero",
		Text:  "With a rounding base larger than twice the threshold, counts that may be published are rounded to 0, which reads as none at all.",
	},
	{
		Code:  "P003",
		Title: "a narrative does not exist",
		Text:  "A section names a narrative, which is one Markdown file for each language: reports/REPORT/NAME.LANGUAGE.md. Every language of every audience needs its own.",
	},
	{
		Code:  "P004",
		Title: "a text lacks a language",
		Text:  "Titles stand in every language in which the report is built.",
	},
	{
		Code:  "P005",
		Title: "a brief cannot be made for each value of a column",
		Text:  "Only a column with one code or one text in each row divides the rows into briefs.",
	},
	{
		Code:  "P006",
		Title: "a column does not exist",
		Text:  "Specs name columns as the contract does, not as the header of the data.",
	},
	{
		Code:  "P007",
		Title: "a column identifies people or cases",
		Text:  "The contract marks the column as identifying. Such columns serve to count and to check, and are never shown or grouped by.",
	},
	{
		Code:  "P008",
		Title: "a code does not exist",
		Text:  "The value of a condition must be a code of the code list of the column.",
	},
	{
		Code:  "P009",
		Title: "a reference to a figure is not well-formed",
		Text:  "A figure is named by statistic, row and column, joined by points. Two parts mean the row total.",
	},
	{
		Code:  "P010",
		Title: "a period is not well-formed",
		Text:  "A period is a month such as 2026-10, a quarter such as 2026-Q3 or a year such as 2026.",
	},
	{
		Code:  "P011",
		Title: "a number is not well-formed",
		Text:  "Numbers in specs are written with a point and without grouping, whatever the language of the report.",
	},
	{
		Code:  "P012",
		Title: "a report has no statistic of a name",
		Text:  "Sections, narratives and expectations name statistics by the key under statistics.",
	},
	{
		Code:  "P013",
		Title: "a statistic does not exist",
		Text:  "The field is names the kind of statistic. The manual, reports/README.md, lists all of them.",
	},
	{
		Code:  "P014",
		Title: "a comparison does not exist",
		Text:  "Figures are compared with the period before, the same period of last year, the twelve months before the last twelve, or the year to date.",
	},
	{
		Code:  "P015",
		Title: "a statistic does not take an option",
		Text:  "Every statistic has options of its own, which the manual lists; an option that is not used would promise what does not happen.",
	},
	{
		Code:  "P016",
		Title: "a statistic lacks an option",
		Text:  "The statistic cannot be computed without the option.",
	},
	{
		Code:  "P017",
		Title: "percentages on small bases need a reason",
		Text:  "Percentages on fewer than 20 units mislead. Where they are needed, as for reproducing a published table, the reason stands beneath the table.",
	},
	{
		Code:  "P018",
		Title: "a column does not fit a statistic",
		Text:  "Each option of a statistic takes columns of certain types.",
	},
	{
		Code:  "P019",
		Title: "a column cannot be summed",
		Text:  "Only whole numbers are summed: sums of decimals are not exact.",
	},
	{
		Code:  "P020",
		Title: "a window does not exist",
		Text:  "A window is the period of the edition, the year to date, or a number of months that end with the period.",
	},
	{
		Code:  "P021",
		Title: "a rounding does not exist",
		Text:  "Figures are rounded by the rule of the house, or as published: two significant digits.",
	},
	{
		Code:  "P022",
		Title: "a level is out of range",
		Text:  "Intervals are computed for levels from 50 to 99 per cent; 95 is usual.",
	},
	{
		Code:  "P023",
		Title: "a currency is not a code",
		Text:  "Currencies are named by their ISO 4217 code, in capitals.",
	},
	{
		Code:  "P024",
		Title: "a chart does not exist",
		Text:  "The manual lists the kinds of charts.",
	},
	{
		Code:  "P026",
		Title: "an expectation in a report of many briefs",
		Text:  "An expectation is one published figure, which cannot hold for the brief of every country. Write a report of its own with the country as a filter.",
	},
	{
		Code:  "P027",
		Title: "a condition does not fit its column",
		Text:  "The values of a condition are of the type of the column: whole numbers, days, months or years. Amounts and decimals cannot be filtered by.",
	},
	{
		Code:  "P028",
		Title: "a statistic takes one column",
		Text:  "Only some statistics nest several columns of row heads; the others would leave out all but the first.",
	},
	{
		Code:  "P029",
		Title: "a chart does not fit a statistic",
		Text:  "A range draws low, middle and high of prices, a flow and a map the cells of a matrix, a share-stack the parts of a whole, a pyramid two groups; years, cycles and sparklines draw months. Other statistics have nothing to put there.",
	},
	{
		Code:  "P025",
		Title: "a statistic is not shown",
		Text:  "The statistic is computed but stands nowhere. It may still serve the narratives.",
	},
	{
		Code:  "P040",
		Title: "a column has no population list",
		Text:  "A rate divides by inhabitants. The contract names, under populations, a CSV file with the inhabitants that each code of the column stands for.",
	},
}
