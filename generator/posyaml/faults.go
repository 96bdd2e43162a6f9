package posyaml

import "htsm/generator/diag"

const (
	maxShown = 100  // Faults of one file that are worth reading.
	maxKept  = 1000 // Faults that are kept to find the first of them.
)

// faults collects the errors of one file. The zero faults is empty.
type faults struct {
	kept diag.List
	n    int
}

func (f *faults) errorf(pos diag.Pos, code diag.Code, hint, format string, args ...any) {
	if f.n++; f.n <= maxKept {
		f.kept.Errorf(pos, code, hint, format, args...)
	}
}

// first returns the first errors by their place, and one that counts the
// others.
func (f *faults) first() []diag.Diagnostic {
	all := f.kept.All()
	if f.n <= maxShown || len(all) <= maxShown {
		return all
	}
	var more diag.List
	more.Errorf(all[maxShown].Pos, "Y024", "mend those above first", "%d more faults are not shown", f.n-maxShown)
	return append(all[:maxShown:maxShown], more.All()...)
}
