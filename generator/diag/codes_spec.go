package diag

// specEntries explains the codes S…: report specifications.
var specEntries = []Entry{}
