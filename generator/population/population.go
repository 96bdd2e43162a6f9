// Package population reads how many people live where: the bases of rates.
//
// A list is a small CSV file of data/ beside a contract, with a code, a date and
// a number in each line. It is not for extracts: it holds no case. Invariant: of
// a code there is one figure a month at most, and each is a whole number above 0.
package population

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"time"

	"htsm/generator/diag"
	"htsm/generator/period"
)

// The limits of a list.
const (
	MaxBytes   = 16 << 20
	MaxLines   = 200_000
	MaxPeople  = 20_000_000_000 // More than ever lived at once.
	MaxAge     = 36             // The months for which a figure is used before a newer one is needed.
	mostFaults = 100
)

// A List holds the figures of one file. The zero List has none.
type List struct {
	SHA256  string // Of the file, hexadecimal.
	figures map[string][]figure
}

type figure struct {
	from   period.Month
	people int64
}

// Codes answers which codes exist.
type Codes interface {
	// Has reports whether a code list has a code.
	Has(list, code string) bool
	// Near returns a hint that names the codes of a list close to an unknown one.
	Near(list, code string) string
}

// Read reads the list at name below fsys: UTF-8 text with the header
// code,date,population, then a line for each figure. The code is one of the code
// list, the date a day such as 2026-01-01 or a year, which stands for its first
// of January; the population is a whole number of people. Lines that begin with
// # are remarks. It reports every fault to diags, the first hundred of them by
// line and column; if there is one it returns nil and false.
func Read(fsys fs.FS, name, list string, codes Codes, diags *diag.List) (*List, bool) {
	data, err := readFile(fsys, name)
	if err != nil {
		diags.Errorf(diag.Pos{File: name}, "X080", "populations are taken from the folder of the contract", "the population list cannot be read: %v", err)
		return nil, false
	}
	sum := sha256.Sum256(data)
	r := &reader{name: name, list: list, codes: codes, diags: diags, out: &List{SHA256: hex.EncodeToString(sum[:]), figures: map[string][]figure{}}}
	r.read(bytes.TrimPrefix(data, []byte("\ufeff")))
	if r.faults > 0 {
		return nil, false
	}
	for _, f := range r.out.figures { // In any order: each is sorted by itself.
		slices.SortFunc(f, func(a, b figure) int { return cmp.Compare(a.from, b.from) })
	}
	return r.out, true
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("it has more than %d bytes", MaxBytes)
	}
	return data, nil
}

type reader struct {
	name, list string
	codes      Codes
	diags      *diag.List
	out        *List
	faults     int
}

func (r *reader) errorf(line, col int, code diag.Code, hint, format string, args ...any) {
	if r.faults++; r.faults <= mostFaults {
		r.diags.Errorf(diag.Pos{File: r.name, Line: line, Col: col}, code, hint, format, args...)
	}
}

func (r *reader) read(data []byte) {
	in := csv.NewReader(bytes.NewReader(data))
	in.Comment, in.FieldsPerRecord, in.ReuseRecord = '#', -1, true
	header := true
	for lines := 0; ; lines++ {
		record, err := in.Read()
		var fault *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			if header {
				r.errorf(1, 1, "X080", "begin with the line code,date,population", "the population list is empty")
			}
			return
		case errors.As(err, &fault):
			r.errorf(fault.Line, fault.Column, "X081", "", "the line is no CSV: %v", fault.Err)
			return // What follows may be part of a quoted text.
		case lines > MaxLines:
			line, col := in.FieldPos(0)
			r.errorf(line, col, "X080", "", "the population list has more than %d lines", MaxLines)
			return
		case header && !slices.Equal(record, []string{"code", "date", "population"}):
			line, col := in.FieldPos(0)
			r.errorf(line, col, "X080", "begin with the line code,date,population", "the header is not code,date,population")
			return
		case header:
			header = false
		default:
			r.line(in, record)
		}
	}
}

func (r *reader) line(in *csv.Reader, record []string) {
	if len(record) != 3 {
		line, col := in.FieldPos(0)
		r.errorf(line, col, "X081", "write code,date,population", "the line has %d cells, not 3", len(record))
		return
	}
	at := func(i int) (int, int) { return in.FieldPos(i) }
	code, faults := record[0], r.faults
	if !r.codes.Has(r.list, code) {
		line, col := at(0)
		r.errorf(line, col, "X082", r.codes.Near(r.list, code), "the code list %q has no code %q", r.list, code)
	}
	from, ok := monthOf(record[1])
	if !ok {
		line, col := at(1)
		r.errorf(line, col, "X081", "write a day such as 2026-01-01, or a year", "%q is no date", record[1])
	}
	people, err := strconv.ParseInt(record[2], 10, 64)
	if err != nil || people < 1 || people > MaxPeople {
		line, col := at(2)
		r.errorf(line, col, "X081", "write a whole number above 0, without groups", "%q is no population", record[2])
	}
	if r.faults > faults {
		return
	}
	known := r.out.figures[code]
	if slices.ContainsFunc(known, func(f figure) bool { return f.from == from }) {
		line, col := at(1)
		r.errorf(line, col, "X083", "remove one of the two lines", "%s has two populations for %v", code, from)
		return
	}
	r.out.figures[code] = append(known, figure{from, people})
}

// monthOf returns the month from which a figure counts.
func monthOf(s string) (period.Month, bool) {
	if len(s) == 4 {
		s += "-01-01"
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil || day.Year() < 1000 {
		return 0, false
	}
	return period.Of(day.Year(), int(day.Month())), true
}

// At returns the people of a code in a month: the latest figure that counts
// from that month or before, unless it is older than MaxAge months. It reports
// false where there is none.
func (l *List) At(code string, m period.Month) (people int64, ok bool) {
	for _, f := range l.figures[code] {
		if f.from <= m {
			people, ok = f.people, m-f.from < MaxAge
		}
	}
	return people, ok
}
