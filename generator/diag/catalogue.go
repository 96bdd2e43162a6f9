package diag

import (
	"cmp"
	"slices"
)

// An Entry explains one code to the person who has to mend the input.
type Entry struct {
	Code   Code   `json:"code"`
	Title  string `json:"title"`  // One line without a period.
	Text   string `json:"text"`   // Why it matters and what to do: whole sentences.
	Before string `json:"before"` // Input that draws the diagnostic; may be empty.
	After  string `json:"after"`  // The same input put right; empty if Before is.
}

// Entries returns the catalogue, sorted by code. The caller may change the
// slice.
func Entries() []Entry {
	all := slices.Concat(
		yamlEntries, specEntries, contractEntries, extractEntries, codelistEntries,
		planEntries, releaseEntries, honestyEntries, narrativeEntries, buildEntries, langEntries, themeEntries, recipientEntries,
		verifyEntries,
	)
	slices.SortFunc(all, func(a, b Entry) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

// Explain returns the entry of a code. It reports false if there is none.
func Explain(code Code) (Entry, bool) {
	all := Entries()
	i, ok := slices.BinarySearchFunc(all, code, func(e Entry, c Code) int { return cmp.Compare(e.Code, c) })
	if !ok {
		return Entry{}, false
	}
	return all[i], true
}
