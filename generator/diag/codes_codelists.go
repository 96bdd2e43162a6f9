package diag

// codelistEntries explains the codes K…: code lists, languages and themes.
var codelistEntries = []Entry{}
