package diag

// narrativeEntries explains the codes N…: narratives.
var narrativeEntries = []Entry{}
