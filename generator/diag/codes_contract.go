package diag

// contractEntries explains the codes C…: extract contracts.
var contractEntries = []Entry{}
