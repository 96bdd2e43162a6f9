package diag

// verifyEntries explains the codes V…: what was made does not pass its checks.
var verifyEntries = []Entry{
	{
		Code:  "V001",
		Title: "a PDF is not accessible",
		Text:  "The file fails a condition of PDF/UA-1: people who cannot see it would not get all of it. The message names the condition by its number in the Matterhorn Protocol 1.1, and the page or the object. The edition is not published. If the message speaks of a text of yours, such as a missing alternative text, complete it; otherwise it is a fault of the program.",
	},
	{
		Code:  "V002",
		Title: "a PDF is not fit for an archive",
		Text:  "The file follows PDF/UA-1 but fails a condition of PDF/A-3a: it could not be shown truly in years to come. The message names the clause of ISO 19005-3, and the page or the object. The edition is not published. It is a fault of the program.",
	},
}
