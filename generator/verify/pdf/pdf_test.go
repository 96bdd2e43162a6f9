package pdf_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"htsm/generator/verify/pdf"
)

// made writes a file of objects, numbered from 1, with a cross-reference
// stream. Object 1 is the catalog. A stream is written as its dictionary, a
// line feed and its data.
func made(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	table := []byte{0, 0, 0, 0}
	for i, o := range objects {
		table = append(table, 1, byte(b.Len()>>16), byte(b.Len()>>8), byte(b.Len()))
		if head, data, ok := strings.Cut(o, "\n"); ok {
			o = fmt.Sprintf("%s /Length %d >>\nstream\n%s\nendstream", strings.TrimSuffix(head, ">>"), len(data), data)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 3 0] /Root 1 0 R %s /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, len(objects)+1, trailer, len(table), table, at)
	return b.Bytes()
}

const cmap = "<< >>\n1 beginbfchar <05> <00410042> endbfchar 2 beginbfrange <61> <7A> <0061> <30> <31> [<0030> <0031>] endbfrange 1 beginbfchar <20> <0020> endbfchar"

// one writes a file of one page with the structure K, and more objects from
// number 10 on.
func one(content, k string, more ...string) []byte {
	return made("", append([]string{
		"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 6 0 R >> /XObject << /X1 9 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>",
		"<< /Type /StructTreeRoot /K " + k + " >>",
		"<< >>\n" + content,
		"<< /Type /Font /Subtype /TrueType /ToUnicode 7 0 R >>",
		cmap,
		"null",
		"<< /Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 0] >>\nBT /F1 9 Tf 1 0 0 1 0 50 Tm (in a form) Tj ET",
	}, more...)...)
}

func all(*pdf.Node) bool { return false }

func TestTextIsReadInTheOrderOfTheStructure(t *testing.T) {
	for name, c := range map[string]struct{ content, k, want string }{
		"the order of the structure, not of the page": {
			"/P << /MCID 0 >> BDC BT /F1 9 Tf 1 0 0 1 0 90 Tm (second) Tj ET EMC /P << /MCID 1 >> BDC BT 1 0 0 1 0 10 Tm (first ) Tj ET EMC",
			"<< /S /P /Pg 3 0 R /K [1 0] >>", "first \nsecond",
		},
		"one line in several strings": {
			"/P << /MCID 0 >> BDC BT /F1 9 Tf 1 0 0 1 0 90 Tm [(ab) -20 (c)] TJ 1 0 0 1 30 90 Tm (de) Tj 1 0 0 1 40 93 Tm <66> Tj ET EMC",
			"<< /S /P /Pg 3 0 R /K 0 >>", "abcdef",
		},
		"codes that stand for several characters": {
			"/P << /MCID 0 >> BDC BT /F1 9 Tf 1 0 0 1 0 90 Tm (\\005\\60\\061) Tj ET EMC",
			"<< /S /P /Pg 3 0 R /K 0 >>", "AB01",
		},
		"a replacement text": {
			"/P << /MCID 0 >> BDC BT /F1 9 Tf 1 0 0 1 0 90 Tm (a ) Tj /Span << /ActualText <FEFF00E9> >> BDC (x) Tj (y) Tj EMC ( b) Tj ET EMC",
			"<< /S /P /Pg 3 0 R /K 0 >>", "a é b",
		},
		"reversed words": {
			"/P << /MCID 0 >> BDC BT /F1 9 Tf 1 0 0 1 0 90 Tm /ReversedChars BMC ( cba) Tj (fed) Tj EMC ET EMC",
			"<< /S /P /Pg 3 0 R /K 0 >>", "abc def",
		},
		"a drawing": {
			"/P << /MCID 0 >> BDC q 2 0 0 2 0 0 cm /X1 Do Q EMC",
			"<< /S /P /Pg 3 0 R /K << /Type /MCR /MCID 0 >> >>", "in a form",
		},
		"no artifacts": {
			"/Artifact BMC BT /F1 9 Tf 1 0 0 1 0 90 Tm (aside) Tj ET EMC /P << /MCID 7 >> BDC BT 1 0 0 1 0 90 Tm (text) Tj ET EMC",
			"[<< /S /P /Pg 3 0 R /K [7 << /Type /OBJR >> null] >>]", "text",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := pdf.Read(one(c.content, c.k))
			if err != nil {
				t.Fatal(err)
			}
			if got := d.Root.Text(all); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCellsKeepTheirSpansAndFiguresTheirAlternatives(t *testing.T) {
	d, err := pdf.Read(one("", "[<< /S /Table /K << /S /TR /K [<< /S /TH /A << /O /Table /ColSpan 3 >> >> << /S /TD /A [<< /O /Table /RowSpan 2 >>] >>] >> >> << /S /Figure /Alt (a \\(b\\) c) >>]"))
	if err != nil {
		t.Fatal(err)
	}
	row := d.Root.Below("TR")[0].Children()
	if row[0].ColSpan != 3 || row[0].RowSpan != 1 || row[1].RowSpan != 2 {
		t.Errorf("the spans are %d, %d and %d", row[0].ColSpan, row[0].RowSpan, row[1].RowSpan)
	}
	if alt := d.Root.Below("Figure")[0].Alt; alt != "a (b) c" {
		t.Errorf("the alternative is %q", alt)
	}
}

func TestTextOutsideOfTheStructureIsLoose(t *testing.T) {
	d, err := pdf.Read(one("/P << /MCID 0 >> BDC BT /F1 9 Tf (lost) Tj ET EMC /Artifact BMC BT (aside) Tj ET EMC", "[]"))
	if err != nil {
		t.Fatal(err)
	}
	if loose := d.Pages[0].Loose(); len(loose) != 1 || loose[0] != "lost" {
		t.Errorf("loose is %q, want lost", loose)
	}
	if text := d.Pages[0].Text(); text != "aside\nlost" {
		t.Errorf("the page holds %q", text)
	}
}

func TestWhatIsBrokenOrHarmfulIsAnError(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"no file":                   {[]byte("hello"), "not a PDF"},
		"no table":                  {[]byte("%PDF-1.7\n"), "no cross-reference"},
		"an encrypted file":         {made("/Encrypt 2 0 R", "<< >>", "<< >>"), "encrypted"},
		"a script":                  {one("", "[]", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), "JS"},
		"an action on opening":      {one("", "[]", "<< /OpenAction << >> >>"), "OpenAction"},
		"a program that is run":     {one("", "[]", "<< /A << /S /Launch /F (calc.exe) >> >>"), "Launch"},
		"a hidden name":             {one("", "[]", "<< /A << /S /La#75nch >> >>"), "Launch"},
		"a link that is not https":  {one("", "[]", "<< /S /URI /URI (http://example.org) >>"), "not https"},
		"no tags":                   {made("", "<< /Pages 2 0 R >>", "<< /Kids [3 0 R] >>", "<< /Type /Page /Contents 4 0 R >>", "<< >>\n"), "not tagged"},
		"no pages":                  {made("", "<< /Pages 2 0 R >>", "<< /Kids [] >>"), "no pages"},
		"pages in a circle":         {made("", "<< /Pages 2 0 R >>", "<< /Kids [2 0 R] >>"), "tree of pages"},
		"references in a circle":    {made("", "2 0 R", "1 0 R"), "circle"},
		"a length in a circle":      {made("", "<< >>", "<< /Length 2 0 R >> stream x endstream"), "hangs together"},
		"an element in itself":      {one("", "10 0 R", "<< /S /P /K 10 0 R >>"), "twice"},
		"content that is not there": {one("", "<< /S /P /Pg 3 0 R /K 4 >>"), "does not exist"},
		"content that stands twice": {one("/P << /MCID 0 >> BDC EMC", "<< /S /P /Pg 3 0 R /K [0 0] >>"), "twice"},
		"a page that is not there":  {one("", "<< /S /P /K 4 >>"), "page"},
		"an end without a start":    {one("EMC", "[]"), "did not begin"},
		"text without a font":       {one("BT (x) Tj ET", "[]"), "without a font"},
		"a form in itself":          {bytes.Replace(one("/X1 Do", "[]"), []byte("(in a form) Tj ET"), []byte("ET /X1 Do       "), 1), "too deeply"},
		"deep arrays":               {one(strings.Repeat("[", 100), "[]"), "syntax"},
		"a broken string":           {one("(abc", "[]"), "syntax"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := pdf.Read(c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got the error %v, want one with %q", err, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(one("/P << /MCID 0 >> BDC BT /F1 9 Tf 1 0 0 1 0 90 Tm [(ab) -20 (c)] TJ ET EMC /X1 Do", "<< /S /P /Pg 3 0 R /K [0] >>"))
	f.Add(one("q 1 0 0 1 0 0 cm Q BT /F1 9 Tf 0 -9 Td <0561> Tj ET", "[<< /S /Table /K [<< /S /TR >>] >> 10 0 R]", "<< /S /H1 >>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := pdf.Read(data)
		if err == nil {
			d.Root.Text(all)
		}
	})
}
