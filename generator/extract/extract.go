// Package extract reads data extracts against their contracts and writes what
// holds as a typed snapshot.
//
// Rows come in through the package's own reader, which knows physical lines
// and columns, loses nothing in silence and refuses a row with a reason. The
// package computes no statistic and judges no contract: the contract is taken
// as consistent. It does not read snapshots; package engine does.
//
// A snapshot is a Parquet file with one column for each column of the
// contract:
//
//   - Text and Code: the text or the code. White space around a cell is not
//     part of it.
//   - Codes: the codes joined by ";", in the order of the data and without
//     repetition. Null is a group that was not answered, "" one that was
//     answered with none, which only indicators can say: in a row that answers
//     any indicator of a group, an empty one counts as no (CTDC codebook v2,
//     section 6).
//   - Path: the stops joined by ">". A path made of several columns is null
//     unless its first and its last column are known.
//   - Integer and Decimal: a 64-bit whole number, a decimal times 10^Scale.
//   - Amounts: as many scaled whole numbers as the path has legs, joined by
//     ";"; an amount that is not known is empty. Null if none is known.
//   - Date, Month and Year: a day, the first one of a month or a year.
//
// Null is "not known". Rows with a total value of [contract.Totals] are left
// out and counted.
//
// Reading takes up to 200 MiB, and up to 120 bytes a record for each check of
// unique rows, which remembers them all: 1.1 GiB for ten million records.
//
// Invariant: every record of the file is kept, rejected or left out as a
// total, and counted as such; the same bytes give the same snapshot, byte for
// byte, and the same diagnostics.
package extract

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// The limits of an extract. What lies beyond them is refused with a
// diagnostic.
const (
	MaxField   = 1 << 20     // Bytes of a cell.
	MaxRecord  = 4 << 20     // Bytes of a record.
	MaxColumns = 2000        // Columns of a file.
	MaxHeader  = 64 << 10    // Bytes of the header.
	MaxEntries = 64          // Codes, stops or amounts of a cell.
	MaxRecords = 100_000_000 // Records of a file.
	MaxListed  = 100         // Rejects that are listed for each kind; all are counted.
	MaxGroups  = 1 << 20     // Groups of rows that a check of totals compares.
	MaxValues  = 1000        // Distinct values that a profile counts.
)

// progressEvery is how many records lie between two calls of Options.Progress.
const progressEvery = 250_000

// ErrBroken is returned if the data break the contract. The diagnostics say
// where and why.
var ErrBroken = errors.New("the extract breaks its contract")

// Lists knows the code lists that a contract names.
type Lists interface {
	// Has reports whether a list holds a code.
	Has(list, code string) bool
	// Near returns a hint for a code that the list does not hold.
	Near(list, code string) string
}

// Options says where the snapshot goes.
type Options struct {
	Snapshot string // The file to write, in a folder that exists. It is replaced only by a whole snapshot.
	Workers  int    // Goroutines that hold rows against the contract; 0 means 2. The result does not depend on it.
	// Progress is called with the number of records read so far, once in every
	// quarter of a million or so; nil for never. It must not block for long.
	Progress func(records int64)
}

// A Set is an extract that was read.
type Set struct {
	Snapshot  string   // The path of the snapshot.
	Columns   []Column // In the order of the contract.
	Counts    Counts
	Rejects   []Rejects // The faults of the rejected records by kind, sorted by code.
	SHA256    string    // Of the bytes of the file, hexadecimal.
	Extracted string    // The date of the extract, ISO; empty if neither the contract nor the data have one.
}

// Counts accounts for every line and every record. Records is the sum of
// Kept, Rejected and Totals.
type Counts struct {
	Lines    int64 // Physical lines of the file.
	Blank    int64 // Records without a single value, which are skipped.
	Records  int64 // Records after the header that are not blank.
	Kept     int64
	Rejected int64
	Totals   int64 // Records left out because they are sums of others.
	Rows     int64 // Rows of the snapshot; more or fewer than Kept only if the extract is wide.
}

// Rejects counts the faults of one kind. A record may have several.
type Rejects struct {
	Code  diag.Code
	Count int64
}

// A Column is a column of the snapshot with the profile of its values.
type Column struct {
	Name     string
	Type     contract.Type
	Known    int64  // Rows with a value.
	Missing  int64  // Rows without.
	Distinct int64  // Different values, at most MaxValues.
	More     bool   // There are more different values than Distinct.
	Min, Max string // Of numbers and dates, as the snapshot holds them; ISO for dates. Empty if there is no value.
}

// Open reads the extract that c describes. The source path lies in fsys below
// the folder of c.File. Faults of the data go to diags; those that stop the
// build make Open return [ErrBroken], any other error is one of reading or
// writing. A record that breaks the contract is rejected, which stops the
// build only if more are rejected than the contract allows; a check that fails
// always does.
func Open(ctx context.Context, fsys fs.FS, c *contract.Contract, lists Lists, o Options, diags *diag.List) (*Set, error) {
	if o.Workers <= 0 {
		o.Workers = 2
	}
	name := path.Join(path.Dir(c.File), c.Source.Path)
	f, err := fsys.Open(name)
	if err != nil {
		diags.Errorf(c.Source.Pos, "X001", "the path is taken from the folder of the contract", "the extract %q cannot be opened: %v", name, cause(err))
		return nil, ErrBroken
	}
	defer f.Close()
	r := &run{c: c, lists: lists, file: name, workers: o.Workers, progress: o.Progress, diags: new(diag.List)}
	defer func() { diags.Add(r.diags.All()...) }()
	r.text = newTokenizer(newDecoder(f, c.Source.Encoding == "windows-1252"), byte(c.Source.Delimiter))
	if err := r.begin(); err != nil {
		return nil, fmt.Errorf("read extract %s: %w", name, err)
	}
	if r.diags.HasErrors() {
		return nil, ErrBroken
	}
	return r.write(ctx, o.Snapshot)
}

// write reads the records and writes the snapshot.
func (r *run) write(ctx context.Context, snapshot string) (*Set, error) {
	out, err := createSnapshot(snapshot, r.plan.columns)
	if err != nil {
		return nil, fmt.Errorf("write snapshot: %w", err)
	}
	defer out.discard()
	if err := r.stream(ctx, out); err != nil {
		return nil, fmt.Errorf("read extract %s: %w", r.file, err)
	}
	set := r.finish()
	if set == nil {
		return nil, ErrBroken
	}
	if err := out.commit(); err != nil {
		return nil, fmt.Errorf("write snapshot: %w", err)
	}
	set.Snapshot = snapshot
	return set, nil
}

// cause returns what is wrong with a file, without its path.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
