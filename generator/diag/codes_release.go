package diag

// releaseEntries explains the codes R…: disclosure control.
var releaseEntries = []Entry{}
