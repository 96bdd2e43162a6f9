package diag

// yamlEntries explains the codes Y…: the form of YAML files.
var yamlEntries = []Entry{}
