package diag

// codelistEntries explains the codes K…: code lists.
var codelistEntries = []Entry{
	{
		Code:  "K001",
		Title: "there are no code lists",
		Text:  "The folder of code lists cannot be read or holds no file ending in .yaml. Without code lists no code of the data has a label. Check the folder data/codes.",
	},
	{
		Code:   "K002",
		Title:  "a code list and its file have different names",
		Text:   "Contracts name a list, people look for a file: both must be the same name. Rename one of the two.",
		Before: "# data/codes/countries.yaml\nlist: country",
		After:  "# data/codes/countries.yaml\nlist: countries",
	},
	{
		Code:   "K003",
		Title:  "a code stands twice in a list",
		Text:   "A code that stands twice could have two labels, and nobody could say which one is printed. Keep one entry.",
		Before: "codes:\n  - {code: ITA, label: {en: Italy}}\n  - {code: ITA, label: {en: Italia}}",
		After:  "codes:\n  - {code: ITA, label: {en: Italy}}",
	},
	{
		Code:   "K004",
		Title:  "a code has no label in a language of the list",
		Text:   "The languages of a list are those of its title. Every code needs a label in each of them, or readers of one language would see a code. Add the label, or remove the language from the title until all labels are there.",
		Before: "title: {fr: Pays, en: Country}\ncodes:\n  - {code: ITA, label: {fr: Italie}}",
		After:  "title: {fr: Pays, en: Country}\ncodes:\n  - {code: ITA, label: {fr: Italie, en: Italy}}",
	},
	{
		Code:   "K005",
		Title:  "a label stands in a language that the list does not have",
		Text:   "The languages of a list are those of its title. Add the title in this language and a label to every code, or remove the label. The same holds for the languages under unreviewed.",
		Before: "title: {fr: Pays}\ncodes:\n  - {code: ITA, label: {fr: Italie, en: Italy}}",
		After:  "title: {fr: Pays, en: Country}\ncodes:\n  - {code: ITA, label: {fr: Italie, en: Italy}}",
	},
	{
		Code:   "K006",
		Title:  "the parent of a code is not known",
		Text:   "A parent is a code of the list that parents names, or, without parents, a code that stands before its children in the same list. Correct the name, or add the coarser code first.",
		Before: "parents: regions\ncodes:\n  - {code: ITA, label: {en: Italy}, parent: south_europe}",
		After:  "parents: regions\ncodes:\n  - {code: ITA, label: {en: Italy}, parent: southern_europe}",
	},
	{
		Code:   "K007",
		Title:  "a place is not on the globe",
		Text:   "Latitudes run from -90 to 90 and longitudes from -180 to 180 degrees; north and east are positive. The two are easily exchanged.",
		Before: "at: {lat: 121, lon: 23.5}",
		After:  "at: {lat: 23.5, lon: 121}",
	},
	{
		Code:   "K008",
		Title:  "two codes of a list have the same label",
		Text:   "Readers of this language could not tell the two rows apart. Make one of the labels more exact, or remove the code that is not used.",
		Before: "codes:\n  - {code: COD, label: {en: Congo}}\n  - {code: COG, label: {en: Congo}}",
		After:  "codes:\n  - {code: COD, label: {en: Congo (Dem. Rep. of the)}}\n  - {code: COG, label: {en: Congo}}",
	},
}
