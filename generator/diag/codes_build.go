package diag

// buildEntries explains the codes B…: building, verifying and publishing.
var buildEntries = []Entry{}
