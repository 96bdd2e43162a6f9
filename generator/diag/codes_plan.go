package diag

// planEntries explains the codes P…: reports that do not fit what exists.
var planEntries = []Entry{}
