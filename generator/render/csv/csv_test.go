package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/release"
	"htsm/generator/render/csv"
)

func TestFileHoldsExactlyTheReleasedNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, table := range doctest.Random(t).Grids() {
			records := read(t, table.Table)
			if len(records) != len(table.Rows)+1 {
				t.Fatalf("%d records for %d rows", len(records), len(table.Rows))
			}
			for i, r := range table.Rows {
				for j, c := range r.Cells {
					at := 2 + len(table.Stub) + 2*j
					number, flag := records[i+1][at], records[i+1][at+1]
					want := ""
					if n, ok := c.Value.Number(); ok && c.Value.Status() == release.Published {
						want = n.String()
					}
					if number != want {
						t.Fatalf("row %q has %q for %s, want %q", r.Key, number, c.Display, want)
					}
					if number == "" && flag == "" {
						t.Fatalf("row %q has neither number nor flag for %s", r.Key, c.Display)
					}
				}
			}
		}
	})
}

func TestTextsComeBackAndAreNeverFormulas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, table := range doctest.Random(t).Grids() {
			records := read(t, table.Table)
			for i, r := range table.Rows {
				texts := []string{r.Key}
				for _, h := range r.Heads {
					texts = append(texts, h.Text)
				}
				for k, want := range texts {
					at := k
					if k > 0 {
						at = k + 1 // Behind the kind.
					}
					got := records[i+1][at]
					if got != want && got != "'"+want {
						t.Fatalf("the text %q came back as %q", want, got)
					}
					if strings.HasPrefix(want, "=") && got == want {
						t.Fatalf("the text %q is a formula", got)
					}
				}
			}
			for _, head := range records[0] {
				if strings.ContainsAny(head[:1], "=+-@") {
					t.Fatalf("the head %q is a formula", head)
				}
			}
		}
	})
}

func TestHeadsAreUnique(t *testing.T) {
	table := &doc.Table{
		ID: "t-x", Stub: []string{"key", "count", "count", "Zone"},
		Cols: []doc.Col{{Key: "count"}, {Key: "share"}},
	}
	want := []string{"key", "kind", "key_2", "count_2", "count_3", "Zone", "count", "count_flag", "share", "share_flag"}
	if diff := cmp.Diff(want, read(t, table)[0]); diff != "" {
		t.Errorf("heads (-want +got):\n%s", diff)
	}
}

func TestFormulasAreNeutralised(t *testing.T) {
	for _, text := range []string{"=1+1", "+33 6", "-2", "@SUM(A1)", "＝1", "－1", "＋1", "＠x", "  =1", "\u00a0=1", "\u202f-1"} {
		if got := head(t, text); got != "'"+text {
			t.Errorf("%q is written as %q", text, got)
		}
	}
	for _, text := range []string{"", "a=b", "12", "'x", "–", "Côte d’Ivoire", "\"=1\""} {
		if got := head(t, text); got != text {
			t.Errorf("%q is written as %q", text, got)
		}
	}
}

func TestControlCharactersAreErrors(t *testing.T) {
	for _, text := range []string{"\t=1", "\r=1", "a\nb", "a\x00b", "a\xff"} {
		table := &doc.Table{ID: "t-x", Stub: []string{"x"}, Rows: []doc.Row{{Key: "k", Heads: []doc.RowHead{{Text: text}}}}}
		if err := csv.Render(io.Discard, table); err == nil {
			t.Errorf("the text %q was taken", text)
		}
	}
}

func TestSampleTable(t *testing.T) {
	var b bytes.Buffer
	for _, table := range doctest.Sample().Grids() {
		if table.ID == "t-recruitment" {
			if err := csv.Render(&b, table.Table); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := strings.ReplaceAll(`key,kind,Forme d’exploitation,Sexe,count,count_flag,share,share_flag,change-previous,change-previous_flag
sexual/f,row,Exploitation sexuelle,Femmes,588,,45.8,,9,
sexual/m,row,Exploitation sexuelle,Hommes,42,,3.3,,35,
labour/f,row,Travail forcé,Femmes,121,,9.4,,3,
labour/m,row,Travail forcé,Hommes,301,,23.4,,5,
begging/f,row,Mendicité forcée,Femmes,22,,1.7,,,small-past
organ/m,row,Prélèvement d’organes,Hommes,,suppressed,,suppressed,,suppressed
other,other,Toutes les autres formes,,112,,8.7,,11,
unknown,residual,Non précisé,,95,,7.4,,2,
total,total,Ensemble,,1284,,100.0,,8,
`, "\n", "\r\n")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
}

type fataler interface {
	Helper()
	Fatal(args ...any)
}

func read(t fataler, table *doc.Table) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := csv.Render(&b, table); err != nil {
		t.Fatal(err)
	}
	records, err := stdcsv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// head returns how the head of a row is written.
func head(t fataler, text string) string {
	t.Helper()
	return read(t, &doc.Table{ID: "t-x", Stub: []string{"x"}, Rows: []doc.Row{{Key: "k", Heads: []doc.RowHead{{Text: text}}}}})[1][2]
}
