package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"

	"htsm/generator/diag"
)

// A worker holds the records of batches against the plan. Everything that
// workers keep adds up to the same, whoever took which batch.
type worker struct {
	plan    *plan
	lists   Lists
	file    string
	coding  string // The encoding of the file, for hints.
	columns []columnState
	scratch []byte
	marks   []bool      // The columns in which the record holds a total value.
	sums    []groupSums // Parallel to the checks.
}

// A columnState is what a worker knows of a column.
type columnState struct {
	entries  map[string]*entry // By spelling.
	interned map[string]*entry // By value of the snapshot.
	profile  profile
}

func newWorker(r *run) *worker {
	w := &worker{plan: r.plan, lists: r.lists, file: r.file, coding: r.c.Source.Encoding}
	w.columns, w.marks = make([]columnState, len(r.plan.columns)), make([]bool, len(r.plan.columns))
	for i := range w.columns {
		w.columns[i] = columnState{entries: map[string]*entry{}, interned: map[string]*entry{}, profile: newProfile()}
	}
	w.sums = make([]groupSums, len(r.plan.checks))
	return w
}

// intern returns the value with a text that may be changed afterwards.
func (w *worker) intern(i int, text []byte) value {
	s := &w.columns[i]
	e, ok := s.interned[string(text)]
	if !ok {
		e = &entry{value: value{known: true, text: bytes.Clone(text)}}
		if len(s.interned) < maxEntries && len(text) <= maxSpelling {
			s.interned[string(text)] = e
		}
	}
	v := e.value
	v.entry = e
	return v
}

// A result is what became of the records of a batch.
type result struct {
	columns  []vector
	counts   Counts
	faults   []listed
	kinds    map[diag.Code]int64
	unique   [][]uniqueKey // For each check, in the order of the rows.
	totals   []totalRow
	overflow bool // A check of totals has too many groups.
}

// A listed fault has its place and its words.
type listed struct {
	diag.Diagnostic
	check bool
}

func newResult(columns int) *result {
	return &result{columns: make([]vector, columns), kinds: map[diag.Code]int64{}}
}

// reset makes r ready for the next batch.
func (r *result) reset(checks int) {
	for i := range r.columns {
		r.columns[i].reset()
	}
	r.counts, r.faults, r.totals = Counts{}, nil, nil
	clear(r.kinds)
	r.unique = make([][]uniqueKey, checks)
}

// take holds a batch against the plan.
func (w *worker) take(b *batch) {
	b.result.reset(len(w.plan.checks))
	clean := bytes.IndexByte(b.text, 0) < 0 && utf8.Valid(b.text)
	r := row{w: w, b: b, values: make([]value, len(w.plan.columns))}
	for i, x := range b.records {
		r.x, r.index, r.bad = x, i, false
		n := &b.result.counts
		switch {
		case x.bad != nil:
			w.malformed(b, x)
			r.bad = true
		case blank(b, x):
			n.Blank++
			continue
		case !w.formed(b, x, clean):
			r.bad = true
		case w.isTotal(&r):
			if !r.bad {
				n.Totals++
			}
		default:
			w.keep(&r)
		}
		n.Records++
		if r.bad {
			n.Rejected++
		}
	}
}

// formed reports whether a record has as many cells as the header, each of
// them text.
func (w *worker) formed(b *batch, x record, clean bool) bool {
	cells := b.spans[x.first : x.first+x.count]
	if len(cells) != w.plan.width {
		w.ragged(b, x)
		return false
	}
	for i, s := range cells {
		length := s.end&^doubled - s.start
		if length > MaxField {
			w.report(b, x, i, fault{code: "X025"}, func() string { return "a cell is longer than 1 MiB" })
			return false
		}
		if clean {
			continue
		}
		if code, what, hint := badText(b.text[s.start:s.start+length], w.coding); code != "" {
			w.report(b, x, i, fault{code: code, hint: hint}, func() string { return "the cell holds " + what })
			return false
		}
	}
	return true
}

// ragged reports a record with more or fewer cells than the header.
func (w *worker) ragged(b *batch, x record) {
	hint := "a cell that holds the delimiter needs quotes"
	n, field := int(x.count), w.plan.width
	if n < w.plan.width {
		field = n - 1
	} else if last := b.spans[x.first+x.count-1]; n == w.plan.width+1 && last.start == last.end {
		hint = "the row ends with a delimiter"
	}
	w.report(b, x, field, fault{code: "X020", hint: hint}, func() string {
		return fmt.Sprintf("the row has %d cells, the header %d", n, w.plan.width)
	})
}

// malformed reports a record that the tokenizer could not make out.
func (w *worker) malformed(b *batch, x record) {
	d := diag.Diagnostic{Pos: x.bad.pos, Code: x.bad.code, Message: x.bad.message, Hint: x.bad.hint}
	d.Pos.File = w.file
	if b.result.kinds[d.Code]++; b.result.kinds[d.Code] <= MaxListed {
		b.result.faults = append(b.result.faults, listed{d, false})
	}
}

// report adds a fault in a cell. The words are only made if it is listed.
func (w *worker) report(b *batch, x record, field int, f fault, words func() string) {
	if b.result.kinds[f.code]++; b.result.kinds[f.code] > MaxListed {
		return
	}
	pos := placeOf(w.file, b.text, x, b.spans[int(x.first)+field])
	b.result.faults = append(b.result.faults, listed{diag.Diagnostic{Pos: pos, Code: f.code, Message: words(), Hint: f.hint}, f.check})
}

// placeOf returns where a cell of a record begins, its quote included.
func placeOf(file string, text []byte, x record, s span) diag.Pos {
	at := int(s.start)
	if at > int(x.start) && text[at-1] == '"' {
		at--
	}
	line, column := position(text, int(x.start), x.line, at)
	return diag.Pos{File: file, Line: int(line), Col: column}
}

// badText returns why a text cannot be read, and what to do about it.
func badText(b []byte, encoding string) (code diag.Code, what, hint string) {
	if bytes.IndexByte(b, 0) >= 0 {
		return "X023", "a NUL byte", "the file is damaged, or it is UTF-16"
	}
	if utf8.Valid(b) {
		return "", "", ""
	}
	if encoding == "windows-1252" {
		return "X024", "a byte that is no character of windows-1252", "the file is damaged, or it has another encoding"
	}
	return "X024", "a byte that is no character of utf-8", "many spreadsheets write windows-1252; the contract says utf-8"
}

// isTotal reports whether a record is a sum of others, and notes it for the
// checks of totals.
func (w *worker) isTotal(r *row) bool {
	clear(w.marks)
	found := false
	for _, t := range w.plan.totals {
		c := w.plan.columns[t.column]
		b := r.cell(c.fields[0])
		to, ok := c.mapping[string(b)]
		if slices.Contains(t.values, string(b)) || ok && slices.Contains(t.values, to) {
			w.marks[t.column], found = true, true
		}
	}
	if found {
		w.noteTotal(r)
	}
	return found
}

// keep reads a record, runs the checks of rows and appends it to the columns.
func (w *worker) keep(r *row) {
	for _, i := range w.plan.order {
		r.values[i] = r.read(i)
	}
	w.spread(r, w.append)
	if !r.bad {
		r.b.result.counts.Kept++
	}
}

// spread calls f for every row that a record stands for: itself, or one for
// each cell of a wide extract that is not empty. It calls nothing if the
// record has a fault.
func (w *worker) spread(r *row, f func(*row)) {
	if w.plan.wide == nil {
		if !r.bad {
			f(r)
		}
		return
	}
	var rows []wideRow
	for _, x := range w.plan.wide {
		if b := r.cell(x.field); len(b) > 0 {
			rows = append(rows, wideRow{x.day, r.one(w.plan.valueCol, x.field, b)})
		}
	}
	if r.bad {
		return
	}
	for _, x := range rows {
		r.values[w.plan.periodCol] = value{known: true, n: x.day}
		r.values[w.plan.valueCol] = x.value
		f(r)
	}
}

// A wideRow is one cell of a wide record.
type wideRow struct {
	day   int64
	value value
}

// append adds the values of a row to the columns of the batch.
func (w *worker) append(r *row) {
	for i, v := range r.values {
		r.b.result.columns[i].add(w.plan.columns[i], v)
		w.columns[i].profile.add(w.plan.columns[i], v)
	}
	r.b.result.counts.Rows++
	w.check(r)
}

// A uniqueKey stands for the values of a row in the columns of a check: the
// first half of a SHA-256, so that no data can be made to collide.
type uniqueKey struct {
	hash   [16]byte
	record int // Of the batch.
}

// maxKey is how long a text may be to stand in a key or a set itself. A longer
// one stands there as its SHA-256, so that no data can fill the memory.
const maxKey = 64

// keyOf appends the values of a row to dst so that different values differ.
func keyOf(dst []byte, p *plan, values []value, columns []int) []byte {
	for _, i := range columns {
		v := values[i]
		switch c := p.columns[i]; {
		case !v.known:
			dst = append(dst, 0)
		case c.isNumber() || c.isDate():
			dst = binary.BigEndian.AppendUint64(append(dst, 1), uint64(v.n))
		case len(v.text) > maxKey:
			sum := sha256.Sum256(v.text)
			dst = append(append(dst, 2), sum[:]...)
		default:
			dst = append(append(dst, 3, byte(len(v.text))), v.text...)
		}
	}
	return dst
}

// hashOf returns the key of a row.
func hashOf(key []byte) [16]byte {
	sum := sha256.Sum256(key)
	return [16]byte(sum[:16])
}
