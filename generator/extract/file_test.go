package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

func TestAFileThatIsNoExtractIsRefused(t *testing.T) {
	windowsText := contract.Source{Encoding: "windows-1252", Rejects: contract.Rejects{PerMille: 1000}}
	header := "id,detected_on,crime,price,note\n"
	wide := "id" + strings.Repeat(",x", MaxColumns) + "\n"
	for _, c := range []struct {
		source contract.Source
		text   string
		want   string
	}{
		{contract.Source{}, "\xff\xfei\x00", "data/t.csv: error[X002]: the file is UTF-16"},
		{contract.Source{}, "PK\x03\x04...", "data/t.csv: error[X002]: the file is a spreadsheet or another ZIP archive"},
		{contract.Source{}, "\xd0\xcf\x11\xe0...", "data/t.csv: error[X002]: the file is an old spreadsheet"},
		{contract.Source{}, "PAR1...", "data/t.csv: error[X002]: the file is Parquet"},
		{contract.Source{}, "\x1f\x8b...", "data/t.csv: error[X002]: the file is a gzip archive"},
		{windowsText, "\xff\xfei\x00", "data/t.csv: error[X002]: the file is UTF-16"},
		{windowsText, "\xef\xbb\xbfid", "data/t.csv: error[X002]: the file is UTF-8"},
		{windowsText, header + "1,,,,Côte\n", "data/t.csv: error[X002]: the file is UTF-8, the contract says windows-1252"},
		{contract.Source{}, "\n \n", "data/t.csv: error[X003]: the file is empty"},
		{contract.Source{}, header + "\n", "data/t.csv: error[X004]: the file has a header and no record"},
		{contract.Source{}, "a,b\n", "data/t.csv:1:1: error[X005]: the header holds none of the columns of the contract"},
		{contract.Source{}, strings.ReplaceAll(header, "note", "nota"), `data/t.csv:1:1: error[X005]: the column "note" is missing`},
		{contract.Source{}, "id,\"no\nte\",id\n", `data/t.csv:2:5: error[X006]: the header "id" was already used in column 1`},
		{contract.Source{}, "sep=;\n" + header, `data/t.csv:1:5: error[X009]: the file says that its columns are separated by ";", the contract ","`},
		{contract.Source{}, "id,\"note\n", "data/t.csv:1:4: error[X022]: a quote is opened and not closed within 1 MiB"},
		{contract.Source{}, "id,n\x00te\n", "data/t.csv:1:4: error[X023]: the header of column 2 holds a NUL byte"},
		{contract.Source{}, "id,n\xf4te\n", "data/t.csv:1:4: error[X024]: the header of column 2 holds a byte that is no character of utf-8"},
		{contract.Source{}, wide, "data/t.csv:1:1: error[X027]: the header has 2001 columns and 4003 bytes; at most 2000 and 65536 are allowed"},
	} {
		con := caseContract()
		con.Source = c.source
		_, diags, err := read(t, con, c.text)
		var said []string
		for _, d := range diags {
			d.Hint = ""
			said = append(said, d.String())
		}
		if !errors.Is(err, ErrBroken) || !strings.Contains(strings.Join(said, "\n")+"\n", c.want+"\n") {
			t.Errorf("%.40q: %v\ngot  %s\nwant %s", c.text, err, strings.Join(said, "\n     "), c.want)
		}
	}
}

func TestAByteWithoutCharacterIsRejectedInWindows1252(t *testing.T) {
	c := caseContract()
	windows(&c)
	set, diags, err := read(t, c, "id,detected_on,crime,price,note\n1,,,,\x81\n2,,,,\x80\n")
	if err != nil || len(diags) != 1 || diags[0].Message != "the cell holds a byte that is no character of windows-1252" {
		t.Fatal(err, diags)
	}
	if got := rows(t, set.Snapshot)[1][4]; got != "€" {
		t.Errorf("got %q", got)
	}
}

func TestColumnsThatNothingReadsDrawAWarning(t *testing.T) {
	set, diags, err := read(t, caseContract(), ",extra,note,price,crime,detected_on,id,\n0,1,n,5,THB,2025-01-02,x,\n")
	if err != nil {
		t.Fatal(err, diags)
	}
	want := []string{
		"data/t.csv:1:1: warning[X008]: column 1 has no header and is ignored",
		`data/t.csv:1:2: warning[X007]: the column "extra" is not in the contract and is ignored`,
		"data/t.csv:1:40: warning[X008]: the header ends with a delimiter; the column behind it is ignored",
	}
	for i, d := range diags {
		d.Hint = ""
		if d.String() != want[i] {
			t.Errorf("got  %v\nwant %s", d, want[i])
		}
	}
	if got := lines(t, set); got[0] != "x|2025-01-02|THB|500|n" {
		t.Errorf("got %q", got)
	}
}

func TestALayoutThatCannotBeReadIsAnError(t *testing.T) {
	for _, layout := range []string{"dd/mm", "dd/mm/yy", "dd/dd/yyyy", "ddd/mm/yyyy"} {
		c := contract.Contract{Columns: []contract.Column{{Name: "day", Type: contract.Date, Layout: layout}}}
		if _, _, err := read(t, c, "day\n"); err == nil || errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), fmt.Sprintf("the layout %q", layout)) {
			t.Errorf("%s: %v", layout, err)
		}
	}
}

// A failing file breaks off after its text.
type failing struct{ *strings.Reader }

var errDisk = errors.New("the disk is gone")

func (f failing) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err == io.EOF {
		err = errDisk
	}
	return n, err
}

func (f failing) Stat() (fs.FileInfo, error) { return nil, errDisk }

func (f failing) Close() error { return nil }

func (f failing) Open(string) (fs.File, error) { return f, nil }

func TestAFileThatBreaksOffIsAnError(t *testing.T) {
	for _, text := range []string{"", "id\n1", "id\n" + strings.Repeat("1\n", 500_000)} {
		c := contract.Contract{File: "t.contract.yaml", Source: contract.Source{Path: "t.csv", Delimiter: ','}, Columns: []contract.Column{{Name: "id"}}}
		var diags diag.List
		_, err := Open(t.Context(), failing{strings.NewReader(text)}, &c, testLists, Options{Snapshot: filepath.Join(t.TempDir(), "t")}, &diags)
		if !errors.Is(err, errDisk) {
			t.Errorf("%d bytes: %v", len(text), err)
		}
	}
}

func TestACancelledReadingStops(t *testing.T) {
	c := contract.Contract{File: "t.contract.yaml", Source: contract.Source{Path: "t.csv", Delimiter: ','}, Columns: []contract.Column{{Name: "id"}}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	files := fstest.MapFS{"t.csv": {Data: []byte("id\n" + strings.Repeat("1\n", 3_000_000))}}
	var diags diag.List
	_, err := Open(ctx, files, &c, testLists, Options{Snapshot: filepath.Join(t.TempDir(), "t")}, &diags)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestProgressIsToldOnceInAQuarterOfAMillionRecords(t *testing.T) {
	c := contract.Contract{
		File: "data/t.contract.yaml", Name: "t", Columns: []contract.Column{{Name: "n", Type: contract.Integer}},
		Source: contract.Source{Path: "t.csv", Encoding: "utf-8", Delimiter: ',', Decimal: '.'},
	}
	files := fstest.MapFS{"data/t.csv": {Data: []byte("n\n" + strings.Repeat("7\n", 600_000))}}
	var diags diag.List
	var told []int64
	o := Options{Snapshot: filepath.Join(t.TempDir(), "t.parquet"), Progress: func(n int64) { told = append(told, n/progressEvery) }}
	if _, err := Open(t.Context(), files, &c, testLists, o, &diags); err != nil {
		t.Fatal(err, diags.All())
	}
	if len(told) != 2 || told[0] != 1 || told[1] != 2 {
		t.Errorf("told at %v quarters of a million", told)
	}
}
