// Package csv renders one table as a CSV file for machines.
//
// The file is UTF-8 without a byte order mark, with commas, quotes as RFC 4180
// has them, and lines that end in CR LF. Those who want to read it in Excel
// have the workbook.
//
// The first line holds the heads, each further line one row of the table:
//
//   - key: the key of the row, the same in all languages;
//   - kind: row, total, other or residual;
//   - one column for each level of row heads, under the text of its head, in
//     the language of the document;
//   - for each column of the table KEY, a column KEY with the released decimal
//     (a point, no grouping; shares and changes in per cent), and a column
//     KEY_flag with what must be known of it.
//
// A flag is empty, or a list of words joined by semicolons: suppressed,
// missing, undefined, small-base, small-past say why there is no number;
// provisional, revised, unreliable qualify one. Where there is no number the
// field is empty.
//
// Texts are neutralised as OWASP ASVS 5.0, 1.2.10 asks: a text that begins,
// after spaces, as a formula would has an apostrophe before it. Numbers are
// written as they are, minus sign and all. Invariant: the file holds no number
// that is not published.
package csv

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
)

// Render writes t to w. It returns an error if a row does not fit the columns,
// or if a text is not UTF-8 or holds a control character.
func Render(w io.Writer, t *doc.Table) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	heads, err := heads(t, neutral)
	if err != nil {
		return fmt.Errorf("csv: table %s: %w", t.ID, err)
	}
	if err := out.Write(heads); err != nil {
		return fmt.Errorf("csv: table %s: %w", t.ID, err)
	}
	for _, r := range t.Rows {
		record, err := record(t, r)
		if err != nil {
			return fmt.Errorf("csv: table %s: row %q: %w", t.ID, r.Key, err)
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("csv: table %s: %w", t.ID, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("csv: table %s: %w", t.ID, err)
	}
	return nil
}

// Names returns the names of the columns as they are, not neutralised, for
// formats that hold the same columns. It returns an error if a name cannot be
// written.
func Names(t *doc.Table) ([]string, error) {
	return heads(t, func(s string) (string, error) { return s, Check(s) })
}

// heads returns the heads of the columns. A head of the stub that stands twice
// or is taken by a key is numbered.
func heads(t *doc.Table, neutral func(string) (string, error)) ([]string, error) {
	used := map[string]bool{"key": true, "kind": true}
	var columns []string
	for _, c := range t.Cols {
		key, err := neutral(c.Key)
		if err != nil {
			return nil, err
		}
		columns = append(columns, key, key+"_flag")
		used[key], used[key+"_flag"] = true, true
	}
	out := []string{"key", "kind"}
	for _, s := range t.Stub {
		text, err := neutral(s)
		if err != nil {
			return nil, err
		}
		name := text
		for n := 2; used[name]; n++ {
			name = fmt.Sprintf("%s_%d", text, n)
		}
		used[name] = true
		out = append(out, name)
	}
	return append(out, columns...), nil
}

func record(t *doc.Table, r doc.Row) ([]string, error) {
	if len(r.Heads) != len(t.Stub) || len(r.Cells) != len(t.Cols) {
		return nil, fmt.Errorf("%d heads and %d cells for %d and %d columns", len(r.Heads), len(r.Cells), len(t.Stub), len(t.Cols))
	}
	kind, err := Kind(r.Kind)
	if err != nil {
		return nil, err
	}
	key, err := neutral(r.Key)
	if err != nil {
		return nil, err
	}
	out := []string{key, kind}
	for _, h := range r.Heads {
		text, err := neutral(h.Text)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	for _, c := range r.Cells {
		number, flag, err := Fields(c.Value)
		if err != nil {
			return nil, err
		}
		out = append(out, number, flag)
	}
	return out, nil
}

// Fields returns the number and the flag of a value, either of which may be
// empty. It returns an error if the status of the value is not known.
func Fields(v release.Value) (number, flag string, err error) {
	var flags []string
	switch v.Status() {
	case release.Published:
		n, _ := v.Number()
		number = n.String()
	case release.Missing:
		flags = append(flags, "missing")
	case release.CountOnly:
		flags = append(flags, "small-base")
	case release.Suppressed:
		flags = append(flags, "suppressed")
	case release.Undefined:
		flags = append(flags, "undefined")
	case release.SmallPast:
		flags = append(flags, "small-past")
	default:
		return "", "", fmt.Errorf("unknown status %d", v.Status())
	}
	for _, f := range []struct {
		flag release.Flag
		word string
	}{{release.Provisional, "provisional"}, {release.Revised, "revised"}, {release.Unreliable, "unreliable"}, {release.Broken, "broken"}} {
		if v.Has(f.flag) {
			flags = append(flags, f.word)
		}
	}
	return number, strings.Join(flags, ";"), nil
}

// Kind returns the word for a kind of row. It returns an error for a kind that
// is not known.
func Kind(k head.RowKind) (string, error) {
	switch k {
	case head.Plain:
		return "row", nil
	case head.Total:
		return "total", nil
	case head.Other:
		return "other", nil
	case head.Residual:
		return "residual", nil
	}
	return "", fmt.Errorf("unknown kind of row %d", k)
}

// triggers are the characters with which spreadsheets begin a formula, in both
// widths.
const triggers = "=+-@＝＋－＠"

// Check returns an error if a text is not UTF-8 or holds a control character.
func Check(s string) error {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return fmt.Errorf("the text %.40q is not UTF-8 or holds a control character", s)
	}
	return nil
}

// neutral returns s so that no spreadsheet takes it for a formula.
func neutral(s string) (string, error) {
	if err := Check(s); err != nil {
		return "", err
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	if strings.ContainsRune(triggers, first) {
		return "'" + s, nil
	}
	return s, nil
}
