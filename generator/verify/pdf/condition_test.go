package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func numbersOf(list []Violation) []string {
	set := map[string]bool{}
	for _, v := range list {
		set[v.Condition.Number()] = true
	}
	return slices.Sorted(maps.Keys(set))
}

func TestWhatTheProgramWritesFailsNoCondition(t *testing.T) {
	data := good(t)
	for name, data := range map[string][]byte{"as written": data, "taken apart and put together": taken(t, data).baked()} {
		list, err := Check(data)
		if err != nil || len(list) > 0 {
			t.Errorf("%s: got %v and the error %v, want nothing", name, list, err)
		}
	}
}

// A breaking makes a good file fail conditions: that of its name, and those
// that cannot but fail with it.
type breaking struct {
	change func(*clay)
	with   []string
}

// edits replaces texts in the objects, by pairs of old and new.
func edits(pairs ...string) breaking {
	return breaking{change: func(c *clay) {
		for i := 0; i < len(pairs); i += 2 {
			c.edit(pairs[i], pairs[i+1])
		}
	}}
}

// datas replaces texts in the streams, by pairs of old and new.
func datas(pairs ...string) breaking {
	return breaking{change: func(c *clay) {
		for i := 0; i < len(pairs); i += 2 {
			c.data(pairs[i], pairs[i+1])
		}
	}}
}

func (b breaking) and(numbers ...string) breaking { b.with = numbers; return b }

const catalogAt = "/Type /Catalog"

// catalogs adds entries to the catalog.
func catalogs(entries string) breaking { return edits(catalogAt, entries+" "+catalogAt) }

// states adds a graphics state to the resources and takes it.
func states(entries string) breaking {
	return breaking{change: func(c *clay) {
		c.edit("/XObject << >>", "/ExtGState << /G1 << "+entries+" >> >> /XObject << >>")
		c.data(start, start+"/Artifact BMC q /G1 gs Q EMC\n")
	}}
}

// start is how the contents of the page begin.
const start = "1 0 0 -1 0 600 cm\n"

// forms adds a form or an image to the resources and paints it.
func forms(dict string) breaking {
	return breaking{change: func(c *clay) {
		n := c.stream("<< /BBox [0 0 1 1] /Type /XObject "+dict+" >>", nil)
		c.edit("/XObject << >>", fmt.Sprintf("/XObject << /X9 %d 0 R >>", n))
		c.data(start, start+"/Artifact BMC /X9 Do EMC\n")
	}}
}

// annotations makes the link an annotation of another type, in an Annot.
func annotations(kind string) breaking {
	return edits("/Subtype /Link", "/Subtype /"+kind, "/S /Link", "/S /Annot")
}

// sets adds a set of glyphs to the font.
func sets(bits ...byte) breaking {
	return breaking{change: func(c *clay) {
		n := c.stream("<< >>", bits)
		c.edit("/FontFile2", "/CIDSet "+spelled(value{kind: kindReference, num: float64(n)})+" /FontFile2")
	}}
}

const silent = "\n/Artifact BMC q 0 0 1 1 re "

// bare is the condition that annotations without an appearance fail.
var bare = []string{"PDF/A-3 6.3.3-1"}

func accessibility() map[string]breaking {
	full := []byte{0xFF, 0xFF, 0xFF, 0xE0}
	return map[string]breaking{
		"01-003": datas("/P << /MCID 2 >> BDC", "/P << /MCID 2 >> BDC /Artifact BMC EMC"),
		"01-004": datas("/Reference << /MCID 0 >> BDC", "/Artifact BMC /Reference << /MCID 0 >> BDC", "EMC\n", "EMC EMC\n"),
		"01-005": datas("/H1 << /MCID 1 >> BDC", "0 0 1 1 re f /H1 << /MCID 1 >> BDC"),
		"01-007": edits("/Marked true", "/Marked true /Suspects true"),
		"7.1-12": edits("/P 12 0 R /Pg 3 0 R /S /H2", "/Pg 3 0 R /S /H2"),
		"02-001": edits("/S /P /", "/S /Text /"),
		"02-003": edits("/IDTree", "/RoleMap << /Aa /Bb /Bb /Aa >> /IDTree", "/S /H2", "/S /Aa").and("02-001"),
		"02-004": edits("/IDTree", "/RoleMap << /Reference /Span >> /IDTree"),
		"06-001": edits("/Metadata 46 0 R", ""),
		"06-002": datas("<pdfuaid:part>1", "<pdfuaid:part>2"),
		"06-003": datas("dc:title", "dc:sourc", "/dc:title", "/dc:sourc"),
		"07-001": edits("/DisplayDocTitle true", ""),
		"07-002": edits("/DisplayDocTitle true", "/DisplayDocTitle false"),
		"09-004": edits("/S /TBody", "/S /Div"),
		"09-004 ~ a cell that spans rows that do not exist": edits("/S /TD", "/A << /O /Table /RowSpan 2 >> /S /TD"),
		"09-004 ~ a row that is too short":                  edits("/S /TD", "/A << /O /Table /ColSpan 2 >> /S /TD"),
		"09-005":                                            edits("/S /LBody", "/S /P"),
		"09-006":                                            edits("/S /TOC ", "/S /Sect "),
		"10-001":                                            datas("<0001> <004F>", "<0031> <004F>"),
		"11-001":                                            edits("/Lang (fr)", "").and("11-002", "11-003", "11-006"),
		"11-002":                                            edits("/Lang (fr)", "", "/K [8] ", "/K [8] /Lang (fr) ").and("11-001", "11-003", "11-006"),
		"11-003":                                            edits("/Lang (fr)", "", "/S /Document", "/S /Document /Lang (fr)").and("11-006"),
		"11-004":                                            edits("/Lang (fr)", "", "/Lang (en)", "").and("11-001", "11-002", "11-003", "11-006"),
		"11-006":                                            edits("/Lang (fr)", "", "/S /Document", "/S /Document /Lang (fr)", "/Outlines 41 0 R", ""),
		"13-004":                                            edits("/Alt (A picture)", ""),
		"14-002":                                            edits("/S /H1", "/S /H2"),
		"14-003":                                            edits("/S /H2", "/S /H3"),
		"14-006":                                            edits("/S /H1", "/S /H", "/S /H2", "/S /H"),
		"14-007":                                            edits("/S /H2", "/S /H"),
		"15-003":                                            edits("/Scope /Column", ""),
		"17-002":                                            edits("/Alt (A picture)", "", "/S /Figure", "/S /Formula"),
		"19-003":                                            edits("/ID (n-1)", ""),
		"19-004":                                            edits("/ID (n-2)", "/ID (n-1)"),
		"20-001":                                            catalogs("/OCProperties << /D << /Name (a) >> /Configs [<< >>] >>"),
		"20-002":                                            catalogs("/OCProperties << /D << /Name () >> >>"),
		"20-003":                                            catalogs("/OCProperties << /D << /Name (a) /AS [] >> >>"),
		"21-001":                                            edits("/UF (d.csv)", ""),
		"25-001":                                            catalogs("/AcroForm << /XFA [] /Fields [] >>"),
		"26-001":                                            {change: func(c *clay) { c.trailer += " /Encrypt << /Filter /Standard >>" }},
		"26-002":                                            {change: func(c *clay) { c.trailer += " /Encrypt << /Filter /Standard /P -3904 >>" }},
		"28-002":                                            edits("/Subtype /Link", "/Subtype /Text").and(bare...),
		"28-004":                                            {change: func(c *clay) { annotations("Text").change(c); c.edit("/Contents (leads on)", "") }, with: bare},
		"28-006":                                            annotations("Movie").and(bare...),
		"28-007":                                            annotations("TrapNet").and(bare...),
		"28-008":                                            edits("/Tabs /S", ""),
		"28-009":                                            edits("/Tabs /S", "/Tabs /R"),
		"28-010":                                            annotations("Widget").and(bare...),
		"28-011":                                            edits("/S /Link", "/S /Span"),
		"28-012":                                            edits("/Contents (leads on)", ""),
		"30-001":                                            forms("/Subtype /Form /Ref << >>"),
		"31-004":                                            edits("/CIDToGIDMap /Identity", "/CIDToGIDMap /Identical"),
		"31-005":                                            edits("/CIDToGIDMap /Identity", ""),
		"31-009":                                            edits("/FontFile2", "/FontFile9"),
		"31-011":                                            datas("[<00010002000300040005>]", "[<0100>]", "<0001> <004F>", "<0100> <004F>", "<000100020003>", "<010000020003>"),
		"31-014":                                            sets(full[:3]...),
		"31-015":                                            sets(0xFF, 0xFF, 0xFF, 0xFF, 0xFF),
		"31-016":                                            edits("[1 [781 618", "[1 [781 620"),
		"31-027":                                            edits("/ToUnicode 10 0 R", ""),
		"31-028":                                            datas("<0001> <004F>", "<0001> <0000>"),
		"31-029":                                            datas("<0001> <004F>", "<0001> <FEFF>"),
		"31-030":                                            datas("<00010002000300040005>", "<00000002000300040005>", "<0001> <004F>", "<0000> <004F>", "<000100020003>", "<000000020003>"),
	}
}

func archive() map[string]breaking {
	color := func(operator string) breaking {
		return breaking{change: func(c *clay) {
			c.edit("/OutputIntents [45 0 R]", "")
			c.edit("/Group << /CS /DeviceRGB /S /Transparency >>", "")
			s := string(c.streams[38])
			s = strings.ReplaceAll(strings.ReplaceAll(s, " rg\n", " "+operator+"\n"), " RG\n", " "+operator+"\n")
			c.streams[38] = []byte(s)
		}}
	}
	paint := func(operators string) breaking {
		return datas(start, strings.TrimSpace(start)+silent+operators+" f Q EMC\n")
	}
	return map[string]breaking{
		"6.1.2-1":      {change: func(c *clay) { c.head = strings.Replace(c.head, "1.7", "1.9", 1) }},
		"6.1.2-2":      {change: func(c *clay) { c.head = strings.Replace(c.head, "\xe2", "a", 1) }},
		"6.1.3-1":      {change: func(c *clay) { c.trailer, _, _ = strings.Cut(c.trailer, "/ID") }},
		"6.1.3-3":      {change: func(c *clay) { c.tail += "more" }},
		"6.1.7.1-1":    {change: func(c *clay) { c.longer = 5 }},
		"6.1.7.1-3":    edits("/Length1", "/F (other.ttf) /Length1"),
		"6.1.7.2-1":    {change: func(c *clay) { c.stream("<< /Filter /LZWDecode >>", nil) }},
		"6.1.13-1":     catalogs("/Big 2147483648"),
		"6.1.13-2":     catalogs("/Big 1" + strings.Repeat("0", 39) + ".0"),
		"6.1.13-5":     catalogs("/Small 0." + strings.Repeat("0", 40) + "1"),
		"6.1.13-3":     edits("(A picture)", "("+strings.Repeat("A", 32768)+")"),
		"6.1.13-4":     catalogs("/PageLayout /" + strings.Repeat("A", 128)),
		"6.1.13-8":     paint(strings.Repeat("q ", 28) + strings.Repeat("Q ", 28)),
		"6.1.13-11":    edits("[0 0 400 600]", "[0 0 400 60000]"),
		"6.2.2-1":      paint("hello"),
		"6.2.2-2":      edits("/Resources 37 0 R", "", "/Type /Pages", "/Resources 37 0 R /Type /Pages"),
		"6.2.3-1":      datas("mntrRGB", "linkRGB").and("PDF/A-3 6.2.4.3-2"),
		"6.2.3-2":      edits("/OutputIntents [45 0 R]", "/OutputIntents [45 0 R << /S /GTS_PDFX /DestOutputProfile 46 0 R >>]"),
		"6.2.4.3-2":    color("rg"),
		"6.2.4.3-3":    color("k"),
		"6.2.4.3-4":    color("g"),
		"6.2.5-1":      states("/TR /Identity"),
		"6.2.6-1":      paint("/Loud ri"),
		"6.2.8-1":      forms("/Subtype /Image /Interpolate true"),
		"6.2.8-4":      forms("/Subtype /Image /BitsPerComponent 3"),
		"6.2.9-1":      forms("/Subtype /Form /OPI << >>"),
		"6.2.10-1":     states("/BM /Loud"),
		"6.2.11.2-1":   edits("/Subtype /CIDFontType2", "/Subtype /CIDFontType9"),
		"6.2.11.7.3-1": datas("<0001> <004F>", "<0001> <E000>"),
		"6.3.3-1":      {change: func(c *clay) { annotations("Text").change(c) }},
		"6.3.2-1":      edits(" /F 4 ", " "),
		"6.3.2-2":      edits(" /F 4 ", " /F 6 "),
		"6.4.1-3":      catalogs("/AcroForm << /NeedAppearances true /Fields [] >>"),
		"6.5.1-1":      edits("/S /URI /URI (https://example.org/)", "/S /JavaScript /JS (a)"),
		"6.5.1-2":      edits("/S /URI /URI (https://example.org/)", "/S /Named /N /Print"),
		"6.5.2-1":      catalogs("/AA << >>"),
		"6.6.2.1-2":    datas("<?xpacket begin", "<?xpacket bytes=\"9\" begin"),
		"6.6.2.1-4":    datas("</x:xmpmeta>", "</x:xmpmetb>"),
		"6.6.2.3.1-1":  datas("namespaceURI>http://www.aiim.org/pdfua", "namespaceURI>http://www.aiim.org/other"),
		"6.6.4-2":      datas("<pdfaid:part>3", "<pdfaid:part>2"),
		"6.6.4-3":      datas("conformance>A<", "conformance>B<"),
		"6.7.2.2-1":    edits("/Marked true", "/Marked false"),
		"6.7.4-1":      edits("/Lang (en)", "/Lang (e_n)"),
		"6.8-1":        edits("/Subtype /text#2Fcsv", ""),
		"6.8-3":        edits("/AFRelationship /Data", ""),
		"6.8-4":        edits("/AF [6 0 R]", "", "/AF [6 0 R]", ""),
		"6.10-1":       edits("/Tabs", "/PresSteps << >> /Tabs"),
		"6.11-1":       catalogs("/Requirements []"),
	}
}

// variant stands between the number of a condition and the words that tell one
// of its breakings from another.
const variant = " ~ "

// breakings returns every breaking by the number of its condition.
func breakings() map[string]breaking {
	all := accessibility()
	for clause, b := range archive() {
		all["PDF/A-3 "+clause] = b
	}
	return all
}

func TestABrokenFileFailsItsConditionAndNoOther(t *testing.T) {
	data := good(t)
	for number, b := range breakings() {
		t.Run(number, func(t *testing.T) {
			c := taken(t, data)
			b.change(c)
			list, err := Check(c.baked())
			if err != nil {
				t.Fatal(err)
			}
			number, _, _ := strings.Cut(number, variant)
			want := slices.Sorted(slices.Values(append([]string{number}, b.with...)))
			if diff := cmp.Diff(want, numbersOf(list)); diff != "" {
				t.Errorf("conditions failed (-want +got):\n%s%v", diff, list)
			}
		})
	}
}

func TestEveryConditionHasAFileThatFailsIt(t *testing.T) {
	all := map[string]bool{}
	for name := range breakings() {
		number, _, _ := strings.Cut(name, variant)
		all[number] = true
	}
	for _, c := range Conditions() {
		if !all[c.Number()] {
			t.Errorf("no file fails %s", c.Number())
		}
		delete(all, c.Number())
		if c.Text == "" || strings.HasSuffix(c.Text, ".") {
			t.Errorf("the text %q of %s is not a sentence without its period", c.Text, c.Number())
		}
	}
	for number := range all {
		t.Errorf("%s is no condition", number)
	}
}

func TestAViolationSaysWhereItIs(t *testing.T) {
	c := taken(t, good(t))
	c.edit("/S /H2", "/S /H3")
	c.edit("/Tabs /S", "/Tabs /R")
	list, err := Check(c.baked())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range list {
		got = append(got, v.String())
	}
	want := []string{
		"14-003 in object 25: a level of headings is left out (H3 follows H1)",
		"28-009 on page 1: the annotations of a page do not follow the structure (\"R\")",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever stands in a file, it is checked or refused, in bounded time. A
// mutation of a file of the program, its streams inflated, goes deeper than
// bytes of no meaning.
func FuzzCheck(f *testing.F) {
	data := taken(f, good(f)).baked()
	for i := range 64 {
		f.Add(i*len(data)/64, []byte([]string{"0 /S << [", "9", " 5 0 R ", "/K 1"}[i%4]))
	}
	f.Fuzz(func(t *testing.T, at int, with []byte) {
		at = int(uint(at) % uint(len(data)))
		list, _ := Check(slices.Concat(data[:at], with, data[min(len(data), at+len(with)):]))
		if len(list) > maxFound {
			t.Errorf("%d violations", len(list))
		}
		for _, v := range list {
			if v.Condition.Text == "" {
				t.Errorf("%s is no condition of the list", v)
			}
		}
	})
}
