package object_test

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/pdf/object"
)

func TestNumHasThreeDecimalsAndNoExponent(t *testing.T) {
	tests := []struct {
		in   float64
		want string
	}{
		{0, "0"},
		{1, "1"},
		{-1, "-1"},
		{0.5, "0.5"},
		{-0.0004, "0"},
		{1.0005, "1.001"},
		{12.3456, "12.346"},
		{1e-9, "0"},
		{100000, "100000"},
		{math.NaN(), "0"},
		{math.Inf(1), "0"},
		{1e300, "0"},
		{10.010, "10.01"},
	}
	for _, tt := range tests {
		if got := object.Num(tt.in); got != tt.want {
			t.Errorf("Num(%v) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestNumIsWithinHalfAThousandth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64Range(-1e6, 1e6).Draw(t, "f")
		got, err := strconv.ParseFloat(object.Num(f), 64)
		if err != nil || math.Abs(got-f) > 0.0005001 {
			t.Errorf("Num(%v) = %q (%v)", f, object.Num(f), err)
		}
	})
}

func TestTextEscapesOrUsesUTF16(t *testing.T) {
	for in, want := range map[string]string{
		"":       "()",
		"a(b)\\": `(a\(b\)\\)`,
		"é":      "<FEFF00E9>",
		"😀":      "<FEFFD83DDE00>",
		"a\nb":   "<FEFF0061000A0062>",
	} {
		if got := object.Text(in); got != want {
			t.Errorf("Text(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestNameEscapesDelimiters(t *testing.T) {
	if got, want := object.Name("text/csv (x)"), "/text#2Fcsv#20#28x#29"; got != want {
		t.Errorf("Name = %s, want %s", got, want)
	}
}

// small writes a file with more objects than one object stream takes.
func small(objects int) []byte {
	var w object.Writer
	pages := w.Alloc()
	content := w.AddStream("", []byte("0 0 m"))
	page := w.Add("<< /Type /Page /Parent %s /MediaBox [0 0 100 100] /Contents %s >>", pages, content)
	w.Set(pages, "<< /Type /Pages /Count 1 /Kids [%s] >>", page)
	for i := range objects {
		w.Add("<< /N %d >>", i)
	}
	root := w.Add("<< /Type /Catalog /Pages %s >>", pages)
	return w.Bytes(root, w.Add("<< /Title (t) >>"))
}

func TestBytesAreAValidFile(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatal("qpdf is not installed")
		}
		t.Skip("qpdf is not installed")
	}
	for _, n := range []int{0, 200, 450} {
		path := filepath.Join(t.TempDir(), "t.pdf")
		if err := os.WriteFile(path, small(n), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(qpdf, "--check", path).CombinedOutput(); err != nil {
			t.Errorf("%d objects: qpdf: %v\n%s", n, err, out)
		}
	}
}

func TestSameObjectsGiveTheSameBytesAndOthersAnotherIdentifier(t *testing.T) {
	if !bytes.Equal(small(3), small(3)) {
		t.Error("two writers of the same objects differ")
	}
	id := func(b []byte) string { return string(b[bytes.Index(b, []byte("/ID [")):][:40]) }
	if id(small(3)) == id(small(4)) {
		t.Error("files of different objects have the same identifier")
	}
}
