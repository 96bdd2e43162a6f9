package verify

import (
	"encoding/json"
	"fmt"
	"slices"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
)

// Record reads the record of an edition back: it holds every figure of a
// statistic that the document shows, with its number and its flags, and none
// that the document does not show.
func Record(d *doc.Document, data []byte) error {
	got, err := recorded(data)
	if err != nil {
		return err
	}
	var diff differences
	want := map[head.Ref]bool{}
	for _, p := range d.Printed() {
		if want[p.Ref] {
			continue
		}
		want[p.Ref] = true
		text, ok := got[p.Ref]
		switch {
		case !ok && p.Value.Status() == release.Missing: // A sentence may ask for a row that the period does not have.
		case !ok && p.Value.Status() == release.Suppressed: // A withheld table has no rows.
		case !ok:
			diff.add("%s is missing", p.Ref)
		case text != inRecord(p.Value):
			diff.add("%s is %q, want %q", p.Ref, text, inRecord(p.Value))
		}
	}
	for _, ref := range refs(got) {
		if !want[ref] {
			diff.add("%s is not shown by the document", ref)
		}
	}
	return diff.err()
}

// recorded returns the figures of a record, each as status, number, base and
// flags in one text.
func recorded(data []byte) (map[head.Ref]string, error) {
	var file struct {
		Statistics []struct {
			ID      string
			Columns []struct{ Key string }
			Rows    []struct {
				Key     string
				Figures []*struct {
					Is, Status, Base string
					Flags            []string
				}
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("read record: %w", err)
	}
	out := map[head.Ref]string{}
	for _, s := range file.Statistics {
		for _, r := range s.Rows {
			if len(r.Figures) != len(s.Columns) {
				return nil, fmt.Errorf("row %s of %s has %d figures for %d columns", r.Key, s.ID, len(r.Figures), len(s.Columns))
			}
			for j, f := range r.Figures {
				if f != nil {
					out[head.Ref{Statistic: s.ID, Row: r.Key, Column: s.Columns[j].Key}] = fmt.Sprint(f.Status, "|", f.Is, "|", f.Base, "|", f.Flags)
				}
			}
		}
	}
	return out, nil
}

func inRecord(v release.Value) string {
	status := map[release.Status]string{
		release.Missing: "missing", release.CountOnly: "count-only", release.Suppressed: "suppressed",
		release.Undefined: "undefined", release.SmallPast: "small-past",
	}[v.Status()]
	number, base, flags := "", "", []string{}
	if n, ok := v.Number(); ok {
		number = n.String()
	}
	if n, ok := v.Base(); ok {
		base = n.String()
	}
	for i, name := range []string{"provisional", "revised", "unreliable"} {
		if v.Has(release.Flag(1 << i)) {
			flags = append(flags, name)
		}
	}
	return fmt.Sprint(status, "|", number, "|", base, "|", flags)
}

// refs returns the places of figures in the order of their names.
func refs(figures map[head.Ref]string) []head.Ref {
	var out []head.Ref
	for ref := range figures { // In any order: sorted below.
		out = append(out, ref)
	}
	slices.SortFunc(out, func(a, b head.Ref) int {
		return slices.Compare([]string{a.Statistic, a.Row, a.Column}, []string{b.Statistic, b.Row, b.Column})
	})
	return out
}
