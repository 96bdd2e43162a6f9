package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"htsm/generator/compose"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/period"
	"htsm/generator/plot"
	"htsm/generator/render/pdf"
)

// The narratives of the sample in the languages that it does not have.
var (
	spanish = "Los servicios notificaron **{{ volume.total.count }} personas** detectadas en el mes, {{ volume.THB.count }} de ellas por trata de personas.[^nota] Los cambios figuran en {{ table:volume }}.\n\n" +
		"- Una primera observación: {{ routes.CMR.share }}.\n- La segunda, en {{ figure:trend }}.\n\n[^nota]: Una persona detectada dos veces se cuenta dos veces.\n"
	arabic = "أبلغت الأجهزة عن **{{ volume.total.count }} شخصًا** كُشفوا خلال الشهر، منهم {{ volume.THB.count }} بسبب الاتجار بالأشخاص (THB).[^note] وترد التغيرات في {{ table:volume }}.\n\n" +
		"- الملاحظة الأولى: {{ routes.CMR.share }} على طريق وسط البحر المتوسط.\n- والثانية في {{ figure:trend }}.\n\n[^note]: الشخص الذي يُكشف مرتين يُعدّ مرتين.\n"
)

var twoLanguages = regexp.MustCompile(`fr: ("[^"]*")(,\s*|\n\s*)en: "[^"]*"`)

// sampleInFourLanguages returns the project with its monthly brief in Spanish
// and Arabic too: every title is another one.
func sampleInFourLanguages(t *testing.T) fstest.MapFS {
	t.Helper()
	files, root := fstest.MapFS{}, os.DirFS(filepath.Join("..", ".."))
	for _, pattern := range []string{"data/*.yaml", "data/*.csv", "data/codes/*.yaml", "reports/eu-monthly-brief.yaml", "reports/eu-monthly-brief/*.md"} {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: data}
		}
	}
	delete(files, "data/recipients.yaml")
	spec, n := files["reports/eu-monthly-brief.yaml"], 0
	text := strings.Replace(string(spec.Data), "languages: [fr, en]", "languages: [fr, en, es, ar]", 1)
	spec.Data = []byte(twoLanguages.ReplaceAllStringFunc(text, func(pair string) string {
		n++
		between := twoLanguages.FindStringSubmatch(pair)[2]
		return pair + between + fmt.Sprintf("es: \"Título %d: ¿qué cambia en la trata y el tráfico?\"", n) + between + fmt.Sprintf("ar: \"العنوان %d، الاتجار بالأشخاص وتهريب المهاجرين\"", n)
	}))
	for _, name := range []string{"summary", "routes", "modus-operandi"} {
		files["reports/eu-monthly-brief/"+name+".es.md"] = &fstest.MapFile{Data: []byte(spanish)}
		files["reports/eu-monthly-brief/"+name+".ar.md"] = &fstest.MapFile{Data: []byte(arabic)}
	}
	return files
}

// A brief is a document of an edition, and what prints it.
type brief struct {
	doc   *doc.Document
	print func() []byte
}

// briefsOf builds the edition of August 2026 for partners, as a preview does,
// and returns it by language.
func briefsOf(t *testing.T, files fstest.MapFS) map[string]brief {
	t.Helper()
	month := period.Of(2026, 8)
	p := OpenPreview(World{Project: files, Scratch: t.TempDir(), Version: "test"}, Order{Reports: []string{"eu-monthly-brief"}, Months: period.Span{First: month, Last: month}})
	defer p.Close()
	if err := p.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if len(p.jobs) != 1 || p.jobs[0].plan == nil {
		t.Fatal(p.Problems())
	}
	tasks, err := p.newest(t.Context(), p.jobs[0])
	if err != nil || len(tasks) != 1 {
		t.Fatal(err, tasks)
	}
	k, h, out := tasks[0], p.house, map[string]brief{}
	for _, a := range k.job.plan.Audiences {
		if a.Name != "partners" {
			continue
		}
		for _, language := range a.Languages {
			var diags diag.List
			raw, _, err := p.tables(t.Context(), k, &diags)
			if err != nil || diags.HasErrors() {
				t.Fatal(err, diags.All())
			}
			l, _ := h.languages.Locale(language)
			made := k.source.edition(k.job.plan, h.Version)
			made.CutOff, made.Sources = k.cutOff, h.named(l, made.Sources)
			in := compose.Input{
				Plan: k.job.plan, Audience: a, Locale: l, Book: h.book, Theme: h.theme, Span: k.span,
				Tables: applied(a.Policy, raw), Narrative: h.narrative(k.job.name, language), Edition: made,
			}
			d, err := compose.Document(in, &diags)
			if err != nil || diags.HasErrors() {
				t.Fatal(err, diags.All())
			}
			out[language] = brief{d, printing(t, h, d)}
		}
	}
	return out
}

// printing returns what prints a document as it is then; charts are drawn once.
func printing(t *testing.T, h *house, d *doc.Document) func() []byte {
	drawn := map[string][]byte{}
	charts := func(f *doc.Figure) (svg []byte, err error) {
		if drawn[f.ID] == nil {
			drawn[f.ID], err = h.plotter.SVG(f.Chart, plot.Frame{ID: f.ID, Title: f.Label, Desc: f.Alt, RightToLeft: d.Meta.RightToLeft})
		}
		return drawn[f.ID], err
	}
	return func() []byte {
		var b bytes.Buffer
		if err := pdf.Render(&b, d, pdf.Options{Theme: h.theme, Fonts: h.fonts, Words: h.words, Charts: charts, Generator: h.Version}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
}

// inPoppler returns the text of a file as pdftotext prints it, in the order in
// which the pages are written. Without the program the test is skipped, or
// fails where tools are required.
func inPoppler(t *testing.T, file []byte) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatal("pdftotext is not installed")
		}
		t.Skip("pdftotext is not installed")
	}
	cmd := exec.CommandContext(t.Context(), program, "-raw", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(file)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// embedded is a run from right to left as poppler marks it.
var embedded = regexp.MustCompile("\u202b[^\u202c\n]*\u202c")

// logical returns a text of poppler in the order of reading, without what
// shows nothing. Poppler writes every word on a line of its own that holds
// letters from right to left; where a sign or a raised mark parts the word, the
// parts stand in the order of sight, from left to right.
func logical(d *doc.Document, text string) string {
	if !d.Meta.RightToLeft {
		return bare(text)
	}
	lines, marked := strings.SplitAfter(text, "\n"), regexp.MustCompile(`^\f?(?:`+regexp.QuoteMeta(d.Meta.Marking.Text)+` )?`)
	for i, line := range lines {
		var parts []string
		head := marked.FindString(line) // The running title begins with the marking.
		line, at := line[len(head):], 0
		for _, run := range embedded.FindAllStringIndex(line, -1) {
			parts, at = append(parts, line[at:run[0]], line[run[0]:run[1]]), run[1]
		}
		parts = append(parts, strings.TrimRight(line[at:], "\n"))
		for k, p := range parts {
			if !strings.ContainsFunc(p, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				signs := []rune(p)
				slices.Reverse(signs)
				parts[k] = string(signs)
			}
		}
		slices.Reverse(parts)
		lines[i] = head + strings.Join(parts, "") + "\n"
	}
	return bare(strings.Join(lines, ""))
}

// bare drops marks of direction and the raised marks of Arabic, which poppler
// puts before or behind their letters, and makes one of all forms of a letter.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || r >= 0x64B && r <= 0x65F || r == 0x670 {
			return -1
		}
		if unicode.Is(unicode.Zs, r) {
			return ' '
		}
		return r
	}, s)
}

// find returns where a fact stands in a text of poppler, and -1 if it stands
// nowhere. White space stands or not, and the marks of notes stand between, but
// not within numbers.
func find(text, fact string) (from, to int) {
	want := strings.Join(strings.Fields(bare(fact)), "")
	first, _ := utf8.DecodeRuneInString(want)
	for from := range text {
		if r, _ := utf8.DecodeRuneInString(text[from:]); r != first {
			continue
		}
		if n, ok := begins(text[from:], want); ok {
			return from, from + n
		}
	}
	return -1, -1
}

// begins reports whether a text begins with a fact without spaces, and how long
// that is in the text.
func begins(text, want string) (int, bool) {
	at, before := 0, '0' // No mark stands before the fact.
	for _, r := range want {
		for {
			got, n := utf8.DecodeRuneInString(text[at:])
			mark := unicode.IsDigit(got) && !unicode.IsDigit(before) && !unicode.IsDigit(r)
			if n == 0 || got != r && !mark && !unicode.IsSpace(got) {
				return 0, false
			}
			at += n
			if got == r {
				break
			}
		}
		before = r
	}
	return at, true
}

// onPages returns the facts of d that stand in the text of its pages, in order:
// not the data of figures that are drawn whole, not the marking and not the
// notes, which stand where pages end.
func onPages(d *doc.Document) (out []doc.Fact) {
	drawn := map[string]bool{}
	for _, k := range d.Grids() {
		drawn[k.ID] = k.Figure != nil && !k.Figure.Rest
	}
	for _, f := range d.Facts() {
		if id, _, _ := strings.Cut(f.Place, "/"); !drawn[id] && f.Place != "marking" && id != "note" && f.Display != "" {
			out = append(out, f)
		}
	}
	return out
}

// framed are the places before which texts of the frame stand: the cover, a
// drawing, the unit of a table, and words such as "Source".
var framed = regexp.MustCompile(`^(title|period|f-.*|[^/]+/(caption|head/0|source|legend\d+))$`)

// listed is what stands before an item of a list.
var listed = regexp.MustCompile(`^(•|\d+\s*\.)$`)

// missing says which fact of d is the first that a text does not hold where it
// must stand: behind the one before it with nothing between them but the frame,
// or on the next page. It returns "" if there is none.
func missing(d *doc.Document, text string) string {
	at, above := 0, map[string]string{}
	for _, f := range onPages(d) {
		level := f.Place[:strings.Index(f.Place, "/")+1] + f.Place[strings.LastIndex(f.Place, "/")+1:]
		repeated := above[level] == f.Display && strings.HasPrefix(f.Place[strings.LastIndex(f.Place, "/")+1:], "head")
		above[level] = f.Display
		from, to := find(text[at:min(len(text), at+6_000)], f.Display)
		if from >= 0 {
			between := text[at : at+from]
			gap := strings.TrimSpace(between)
			if gap == "" || !repeated && (framed.MatchString(f.Place) || listed.MatchString(gap) || strings.Contains(between, "\f")) {
				at += to
				continue
			}
		}
		if !repeated { // Otherwise the head of the row above stands for both rows.
			return fmt.Sprintf("%s: %q does not stand at the beginning of %q", f.Place, f.Display, text[at:min(len(text), at+200)])
		}
	}
	return ""
}

// running returns a text of poppler in the order of reading without what stands
// where pages end: the notes, the marking, the reference and the number of the
// page, and the marking and the title of the next. The error names a note that
// is not there.
func running(d *doc.Document, text string) (string, error) {
	text = logical(d, text)
	for _, n := range d.Notes {
		found := false
		for at := 0; ; {
			from, to := find(text[at:], fmt.Sprintf("%d%s", n.ID, doc.Plain(n.Text)))
			if from < 0 {
				break
			}
			text, at, found = text[:at+from]+text[at+to:], at+from, true
		}
		if !found {
			return "", fmt.Errorf("note %d is missing", n.ID)
		}
	}
	pages := strings.Split(text, "\f")
	for i, page := range pages {
		if _, to := find(page, d.Meta.Marking.Text+d.Meta.Title); i > 0 && to > 0 {
			page = page[to:]
		}
		if from, _ := find(page, d.Meta.Marking.Text+d.Meta.Reference); from > 0 {
			page = page[:from]
		}
		pages[i] = page
	}
	return strings.Join(pages, "\f"), nil
}

// unread says what poppler does not read of d in a file of it; "" if it reads
// every fact in order.
func unread(t *testing.T, d *doc.Document, file []byte) string {
	t.Helper()
	text, err := running(d, inPoppler(t, file))
	if err != nil {
		return err.Error()
	}
	return missing(d, text)
}

func TestPopplerReadsEveryFactInOrderInEveryLanguage(t *testing.T) {
	briefs := briefsOf(t, sampleInFourLanguages(t))
	for _, language := range []string{"fr", "en", "es", "ar"} {
		t.Run(language, func(t *testing.T) {
			b := briefs[language]
			if n := len(onPages(b.doc)); n < 500 {
				t.Fatalf("the document holds only %d facts", n)
			}
			if said := unread(t, b.doc, b.print()); said != "" {
				t.Error(said)
			}
			table, i, j := inside(t, b.doc)
			row := table.Rows[i]
			place, was := table.ID+"/"+row.Key+"/", row.Cells[j].Display
			row.Cells[j].Display = strings.Replace(was, number.FindString(was), number.FindString(was)+"8", 1)
			file := b.print()
			row.Cells[j].Display = was
			if said := unread(t, b.doc, file); !strings.HasPrefix(said, place+table.Cols[j].Key+": ") {
				t.Errorf("of a changed number in %s it says %q", place, said)
			}
			rows := table.Rows
			table.Rows = slices.Delete(slices.Clone(rows), i, i+1)
			file = b.print()
			table.Rows = rows
			if said := unread(t, b.doc, file); !strings.HasPrefix(said, place) {
				t.Errorf("of missing numbers in %s it says %q", place, said)
			}
		})
	}
}

var number = regexp.MustCompile(`\d+`)

// inside returns a table with the places of a row, not the first, and of a
// number in it.
func inside(t *testing.T, d *doc.Document) (table *doc.Table, row, column int) {
	t.Helper()
	for _, k := range d.Grids() {
		if k.Figure != nil {
			continue
		}
		for i, r := range k.Table.Rows {
			if j := slices.IndexFunc(r.Cells, func(c doc.Cell) bool { return number.MatchString(c.Display) }); i > 0 && j >= 0 {
				return k.Table, i, j
			}
		}
	}
	t.Fatal("no table holds a number behind its first row")
	return nil, 0, 0
}
