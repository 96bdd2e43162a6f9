package diag

// langEntries explains the codes L…: catalogues of languages.
var langEntries = []Entry{
	{
		Code:  "L001",
		Title: "a file of the language folder is not named after a language",
		Text:  "Every language is one file, named after its BCP 47 tag in its usual form: fr.yaml, pt-BR.yaml. Rename the file, or move it out of the folder.",
	},
	{
		Code:   "L002",
		Title:  "a catalogue lacks a message",
		Text:   "Every catalogue has every message, so that no document ever lacks a word. The hint says what the message is for; the other catalogues show it in their languages.",
		Before: "messages:\n  total: Total",
		After:  "messages:\n  total: Total\n  unknown: Not specified",
	},
	{
		Code:   "L003",
		Title:  "a catalogue has a message that the program does not know",
		Text:   "The name of a message is misspelt, or the message is no longer used. A new message is first declared in generator/lang.",
		Before: "unknwon: Not specified",
		After:  "unknown: Not specified",
	},
	{
		Code:   "L004",
		Title:  "a message has other placeholders than those declared",
		Text:   "A placeholder is a name in braces, which the program replaces. Each one must be used, because a sentence without its number or its name says something else; none can be added.",
		Before: `caveat.rounded: "Counts are rounded to multiples of {bas}."`,
		After:  `caveat.rounded: "Counts are rounded to multiples of {base}."`,
	},
	{
		Code:   "L005",
		Title:  "a message has other plural forms than the language",
		Text:   "A message that agrees with a number has one text for each plural category that whole numbers and decimals have in the language (Unicode CLDR): one and other in English, six of them in Arabic.",
		Before: `unit.cases: "{n} case(s)"`,
		After:  `unit.cases: {one: "{n} case", other: "{n} cases"}`,
	},
	{
		Code:   "L006",
		Title:  "a list of a catalogue is too short or too long",
		Text:   "A year has twelve months and a quotation two marks.",
		Before: `quotes: ["“"]`,
		After:  `quotes: ["“", "”"]`,
	},
	{
		Code:   "L007",
		Title:  "a symbol for a number that is not shown holds a digit",
		Text:   "Such a symbol would be read as the number itself, or give away how great it is. Use letters, as in [c].",
		Before: `symbol.suppressed: "<5"`,
		After:  `symbol.suppressed: "[c]"`,
	},
}
