package extract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"htsm/generator/diag"
)

// A header is the first record of the file.
type header struct {
	run     *run
	names   []string
	pos     []diag.Pos
	used    []bool
	missing []string
}

// headerOf reports names that occur twice.
func (r *run) headerOf(names []string, pos []diag.Pos) *header {
	for i, n := range names {
		if first := slices.Index(names, n); first < i && n != "" {
			r.diags.Errorf(pos[i], "X006", "give each column its own header", "the header %q was already used in column %d", n, first+1)
		}
	}
	return &header{run: r, names: names, pos: pos, used: make([]bool, len(names))}
}

// find returns the indices of headers, and notes those that are missing.
func (h *header) find(names ...string) []int {
	out := make([]int, len(names))
	for i, n := range names {
		out[i] = slices.Index(h.names, n)
		if out[i] < 0 || n == "" {
			h.missing = append(h.missing, n)
			out[i] = 0
			continue
		}
		h.used[out[i]] = true
	}
	return out
}

// near returns a hint for a header that is missing.
func (h *header) near(name string) string {
	for _, n := range h.names {
		if strings.EqualFold(n, name) {
			return fmt.Sprintf("the file writes it %q; capital letters count", n)
		}
	}
	return diag.Nearest(name, "columns of the file", slices.DeleteFunc(slices.Clone(h.names), func(n string) bool { return n == "" }))
}

// report reports the columns that are missing, and those that nothing reads.
func (h *header) report() {
	diags := h.run.diags
	if len(h.missing) > 0 && !slices.Contains(h.used, true) && !h.anyFold() {
		hint := "the first line must be the header"
		for _, d := range []string{",", ";", "\t", "|"} {
			if len(h.names) == 1 && strings.Count(h.names[0], d) >= len(h.missing)-1 && len(h.missing) > 1 {
				hint = fmt.Sprintf("the columns seem to be separated by %q: set the delimiter in the contract", d)
			}
		}
		diags.Errorf(h.pos[0], "X005", hint, "the header holds none of the columns of the contract")
		return
	}
	for _, n := range h.missing {
		diags.Errorf(h.pos[0], "X005", h.near(n), "the column %q is missing", n)
	}
	last := len(h.names) - 1
	for i, n := range h.names {
		switch {
		case h.used[i] || slices.Index(h.names, n) < i && n != "":
		case n == "" && i == last:
			diags.Warnf(h.pos[i], "X008", "write no delimiter at the end of a line", "the header ends with a delimiter; the column behind it is ignored")
		case n == "":
			diags.Warnf(h.pos[i], "X008", "give the column a header", "column %d has no header and is ignored", i+1)
		default:
			diags.Warnf(h.pos[i], "X007", "add it to the contract, or leave it out of the extract", "the column %q is not in the contract and is ignored", n)
		}
	}
}

// anyFold reports whether a missing header differs from one of the file by
// capital letters only.
func (h *header) anyFold() bool {
	return slices.ContainsFunc(h.missing, func(m string) bool {
		return slices.ContainsFunc(h.names, func(n string) bool { return strings.EqualFold(m, n) })
	})
}

// readHeader reads the first record that is not blank, and a line "sep=;"
// before it. It reports false if the file cannot be read on.
func (r *run) readHeader(b *batch) ([]string, []diag.Pos, bool) {
	t := r.text
	t.fill()
	whole := diag.Pos{File: r.file}
	if s, ok := foreign(t.buf, t.src.windows); ok {
		r.diags.Errorf(whole, "X002", s.hint, "the file is %s", s.what)
		return nil, nil, false
	}
	if !t.src.windows && bytes.HasPrefix(t.buf, []byte(byteOrderMark)) {
		t.pos = len(byteOrderMark)
	}
	if !r.separatorLine() {
		return nil, nil, false
	}
	for t.record(b) {
		b.text = t.buf
		x := b.records[len(b.records)-1]
		if x.bad != nil {
			x.bad.pos.File = r.file
			r.diags.Errorf(x.bad.pos, x.bad.code, x.bad.hint, "%s", x.bad.message)
			return nil, nil, false
		}
		if blank(b, x) {
			r.counts.Blank++
			continue
		}
		return r.headerNames(b, x)
	}
	if t.err == nil {
		r.diags.Errorf(whole, "X003", "export the extract again", "the file is empty")
	}
	return nil, nil, false
}

// headerNames returns the cells of the header and their places.
func (r *run) headerNames(b *batch, x record) ([]string, []diag.Pos, bool) {
	spans := b.spans[x.first : x.first+x.count]
	begin := diag.Pos{File: r.file, Line: int(x.line), Col: 1}
	if n := r.text.pos - int(x.start); len(spans) > MaxColumns || n > MaxHeader {
		r.diags.Errorf(begin, "X027", "take only the columns of the contract", "the header has %d columns and %d bytes; at most %d and %d are allowed", len(spans), n, MaxColumns, MaxHeader)
		return nil, nil, false
	}
	names, pos := make([]string, len(spans)), make([]diag.Pos, len(spans))
	for i, s := range spans {
		pos[i] = placeOf(r.file, b.text, x, s)
		names[i] = string(bytes.TrimSpace(unquote(b.text, s)))
	}
	for i, n := range names {
		if code, what, hint := badText([]byte(n), r.c.Source.Encoding); code != "" {
			r.diags.Errorf(pos[i], code, hint, "the header of column %d holds %s", i+1, what)
			return nil, nil, false
		}
	}
	return names, pos, true
}

// separatorLine skips a first line "sep=;", which spreadsheets write. It
// reports false if the line contradicts the contract.
func (r *run) separatorLine() bool {
	t := r.text
	line, _, _ := bytes.Cut(t.buf[t.pos:min(len(t.buf), t.pos+7)], []byte{'\n'})
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if len(line) != 5 || !strings.EqualFold(string(line[:4]), "sep=") {
		return true
	}
	if line[4] != t.comma {
		r.diags.Errorf(diag.Pos{File: r.file, Line: 1, Col: 5}, "X009", "set the delimiter in the contract", "the file says that its columns are separated by %q, the contract %q", line[4:5], string(rune(t.comma)))
		return false
	}
	t.skipLine(t.pos)
	return true
}
