package diag

// extractEntries explains the codes X…: data extracts.
var extractEntries = []Entry{}
