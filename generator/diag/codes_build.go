package diag

// buildEntries explains the codes B…: building and publishing.
var buildEntries = []Entry{
	{
		Code:  "B001",
		Title: "there are no reports",
		Text:  "The folder reports/ holds no spec. Run the command in the folder of the project, the one that holds reports/ and data/.",
	},
	{
		Code:  "B002",
		Title: "a report does not exist",
		Text:  "A report is named by its file in reports/ without .yaml.",
	},
	{
		Code:   "B003",
		Title:  "a contract does not exist",
		Text:   "The field extract names a contract: data/NAME.contract.yaml.",
		Before: "extract: detection",
		After:  "extract: detections",
	},
	{
		Code:  "B004",
		Title: "a code list does not exist",
		Text:  "The field list of a column names a code list: data/codes/NAME.yaml.",
	},
	{
		Code:  "B005",
		Title: "a contract names a code that its list does not have",
		Text:  "Mappings, indicators and residual codes must lead to codes of the code list of their column. Correct the code, or add it to the list.",
	},
	{
		Code:  "B010",
		Title: "no edition ends in the period",
		Text:  "An edition is built when its last month lies in the period asked for: a quarter in March, June, September and December, a year in December.",
	},
	{
		Code:  "B011",
		Title: "a published figure has nothing to stand beside",
		Text:  "The report expects a published figure, but this build shows no number there: there is no observation, or the base is too small.",
	},
	{
		Code:  "B012",
		Title: "a published figure is not reproduced",
		Text:  "The report expects a published figure within a stated difference, and this build gives another number. Either the extract is of another vintage, or the filter, the unit or the published figure differs. The edition is not built, since one of both misleads.",
	},
	{
		Code:  "B013",
		Title: "an expectation points to a figure that does not exist",
		Text:  "The row or the column of the reference does not exist in the statistic. The CSV files of an edition show the keys of rows and columns.",
	},
	{
		Code:  "B014",
		Title: "a narrative refers to a row that this edition does not have",
		Text:  "The value of the row does not occur in the period, or is summed under all other. The sentence shows that there is no observation. Correct the reference, raise top, or reword the sentence so that it stands without the figure.",
	},
	{
		Code:  "B015",
		Title: "a column is not in this edition",
		Text:  "The report shows a column that the statistic does not have in the period. Columns that stand for values of the data may be absent from an edition; any other is a mistake. The CSV files of an edition show the keys of columns.",
	},
	{
		Code:  "B016",
		Title: "a report cannot be built",
		Text:  "A statistic could not be computed, or the document that came of it is not sound. The other reports are built. If the message names nothing in the report that could be changed, it is a fault of the program.",
	},
	{
		Code:  "B017",
		Title: "the record of the last edition cannot be used",
		Text:  "An edition remembers what the one before it printed, by the file record.json beside it. That file is not one, is of another version of the program, or is that of another edition. Without it nobody can say which figures were revised, so the edition is not built. Build the edition before it again with --revise.",
	},
	{
		Code:  "B018",
		Title: "an edition cannot be made as of a day",
		Text:  "The command line asks for what was entered until a day, but the contract of the extract does not say which column holds the date of entry. Name it with reported:, or leave --as-of out.",
	},
	{
		Code:  "B019",
		Title: "something does not fit a workbook",
		Text:  "A sheet of Excel holds 1,048,576 rows and 16,384 columns, a cell 32,767 characters and no control characters, a head 255 characters, a number 15 digits. Nothing is cut: the report is not built. Show fewer rows or a shorter text; tables too long for a workbook can be split over several with where.",
	},
	{
		Code:  "B020",
		Title: "the frame of the site cannot be read",
		Text:  "A layout below site/layout is not a template, or a file below site/static is missing. The message names the file and the line. A preview shows the mistake until it is mended.",
	},
}
