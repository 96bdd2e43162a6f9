package diag

// themeEntries explains the codes T…: the theme.
var themeEntries = []Entry{
	{
		Code:   "T001",
		Title:  "the theme cannot be read well",
		Text:   "Text needs a contrast of 7 on paper, quiet text and links 4.5, marks of charts 3, or readers with weak sight lose them; and the sizes of type grow from note to cover. Make the colour darker, or correct the size.",
		Before: "colours:\n  quiet: \"#9AA0AA\"",
		After:  "colours:\n  quiet: \"#596273\"",
	},
}
