package extract

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A failer is a test, of this or the other package.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// split returns the cells of all records of a text, and the places of those
// that could not be made out. The number of lines comes last.
func split(tb failer, r io.Reader, comma byte) (records [][]string, bad []badRecord, n int64) {
	tb.Helper()
	t := newTokenizer(newDecoder(r, false), comma)
	b := new(batch)
	for {
		ok, err := t.next(b)
		if err != nil {
			tb.Fatal(err)
		}
		if !ok {
			return records, bad, t.lines()
		}
		for _, x := range b.records {
			if x.bad != nil {
				bad = append(bad, *x.bad)
				continue
			}
			var cells []string
			for _, s := range b.spans[x.first : x.first+x.count] {
				cells = append(cells, string(unquote(b.text, s)))
			}
			records = append(records, cells)
		}
	}
}

// drawText draws a cell, with a liking for what is hard.
func drawText(t *rapid.T) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", " ", `"`, `""`, ",", "\n", "\r\n", "a\r\nb", ";", "é€", "\r", "x"}),
		rapid.StringOf(rapid.RuneFrom([]rune("ab\",;\n\ré "))),
		rapid.String(),
	).Draw(t, "cell")
}

func TestWhatEncodingCSVWritesIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		comma := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "comma")
		width := rapid.IntRange(2, 5).Draw(t, "width")
		var want [][]string
		for range rapid.IntRange(0, 6).Draw(t, "records") {
			var cells []string
			for range width {
				cells = append(cells, drawText(t))
			}
			want = append(want, cells)
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = comma
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		got, bad, _ := split(t, &b, byte(comma))
		if d := cmp.Diff(want, got); d != "" || bad != nil {
			t.Fatalf("%v (-want +got)\n%s", bad, d)
		}
	})
}

func TestRecoveryBeginsAtTheEndOfTheLineOfTheFault(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		records []string
		bad     []string
		lines   int64
	}{
		"stray quote":                       {"a\n5\" pipe\nb\n", []string{"a", "b"}, []string{"2:2 X021"}, 3},
		"stray quote in the last line":      {"a\n5\" pipe", []string{"a"}, []string{"2:2 X021"}, 2},
		"text behind a quote":               {"\"a\"b,c\nd\n", []string{"d"}, []string{"1:4 X021"}, 2},
		"quote never closed":                {"a\n\"b\nc\nd", []string{"a", "c", "d"}, []string{"2:1 X022"}, 4},
		"quote closed by that of another":   {"\"a\nb,\"c\",d\ne\n", []string{"b|c|d", "e"}, []string{"1:1 X022"}, 3},
		"quote opened in a second line":     {"\"a\nb\",\"c\nd\n", []string{"d"}, []string{"2:4 X022"}, 3},
		"stray quote behind a quoted break": {"\"a\nb\",c\"\nd\n", []string{"d"}, []string{"2:5 X021"}, 3},
		"two faults in a row":               {"\"a\n\"b\nc", []string{"c"}, []string{"1:1 X022", "2:1 X022"}, 3},
		"lone carriage returns":             {"a\r\"b\rc\"d\re", []string{"a", "e"}, []string{"2:1 X022", "3:2 X021"}, 4},
		"mixed line ends in quotes":         {"\"a\r\nb\rc\nd\",e\"\nf", []string{"f"}, []string{"4:5 X021"}, 5},
		"characters and not bytes count":    {"é€,ü\"\n", nil, []string{"1:5 X021"}, 1},
		"no text":                           {"", nil, nil, 0},
		"an empty last line":                {"a\n\n", []string{"a", ""}, nil, 2},
		"a line end inside quotes":          {"\"a\n\nb\"\nc", []string{"a\n\nb", "c"}, nil, 4},
		"quoted empty":                      {`"",""""`, []string{`|"`}, nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got, bad, n := split(t, strings.NewReader(c.text), ',')
			var records, places []string
			for _, r := range got {
				records = append(records, strings.Join(r, "|"))
			}
			for _, x := range bad {
				x.pos.File = "f"
				places = append(places, strings.TrimPrefix(x.pos.String(), "f:")+" "+string(x.code))
			}
			if d := cmp.Diff(c.records, records); d != "" {
				t.Errorf("records (-want +got)\n%s", d)
			}
			if d := cmp.Diff(c.bad, places); d != "" {
				t.Errorf("faults (-want +got)\n%s", d)
			}
			if n != c.lines {
				t.Errorf("%d lines, want %d", n, c.lines)
			}
		})
	}
}

func TestRecordsDoNotDependOnHowTheFileIsRead(t *testing.T) {
	var b strings.Builder
	for i := range 40_000 {
		b.WriteString([]string{"a,\"b\nc\"\r\n", "5\",x\n", "é,\"\"\"\"\r", "\"open,\n", "x,y\n"}[i*i%5])
	}
	b.WriteString(strings.Repeat("w", MaxRecord) + ",1\n\"" + strings.Repeat("v", 3*chunk) + "\",2\n")
	want, wantBad, wantLines := split(t, strings.NewReader(b.String()), ',')
	for name, r := range map[string]io.Reader{
		"data with the error": iotest.DataErrReader(strings.NewReader(b.String())),
		"half reads":          iotest.HalfReader(strings.NewReader(b.String())),
	} {
		got, bad, n := split(t, r, ',')
		if !cmp.Equal(want, got) || len(bad) != len(wantBad) || n != wantLines {
			t.Errorf("%s: %d records, %d faults, %d lines; want %d, %d, %d", name, len(got), len(bad), n, len(want), len(wantBad), wantLines)
		}
	}
	if last := want[len(want)-1]; len(last[0]) != 3*chunk || last[1] != "2" {
		t.Errorf("the last record has %d bytes and %q", len(last[0]), last[1])
	}
}

// plainLines counts line ends as the package defines them.
func plainLines(text []byte) int64 {
	s := strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\r", "\n")
	n := int64(strings.Count(s, "\n"))
	if s != "" && !strings.HasSuffix(s, "\n") {
		n++
	}
	return n
}

func FuzzReader(f *testing.F) {
	found, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "prototypes", "ingest-cases", "*.csv"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range found {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, byte(0))
	}
	for _, s := range []string{"id,crime\n1,THB\n", "a\r\"b\rc\"d\re", "\"\n\"\"\n\"x\n", "sep=;\nid;crime\n", "id,crime\n\xff,\x00\n"} {
		f.Add([]byte(s), byte(1))
	}
	f.Fuzz(func(t *testing.T, text []byte, how byte) {
		c := caseContract()
		c.Source.Delimiter = []rune{',', ';', '\t', '|'}[how%4]
		if how&4 != 0 {
			c.Source.Encoding = "windows-1252"
		}
		set, diags, err := read(t, c, string(text))
		if err != nil && err != ErrBroken {
			t.Fatal(err)
		}
		n := plainLines(text)
		for _, d := range diags {
			if int64(d.Pos.Line) > max(n, 1) || d.Pos.Line < 0 || d.Pos.Col > len(text)+1 {
				t.Errorf("%v lies outside a file of %d lines and %d bytes", d, n, len(text))
			}
		}
		if set == nil {
			return
		}
		k := set.Counts
		if k.Lines != n || k.Records != k.Kept+k.Rejected+k.Totals || k.Rows != k.Kept || k.Records+k.Blank >= n+1 {
			t.Errorf("%+v does not account for %d lines", k, n)
		}
		if got := len(rows(t, set.Snapshot)) - 1; int64(got) != k.Rows {
			t.Errorf("%d rows in the snapshot, %d counted", got, k.Rows)
		}
	})
}
