package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"htsm/generator/doc"
	"htsm/generator/doctest"
)

// long returns a brief of some twelve pages: the sample with eight charts, ten
// tables and text between them, and an annex table of some rows. In Arabic it
// is laid out from right to left; the words stay French.
func long(language string, rows int) *doc.Document {
	d := doctest.Sample()
	d.Meta.Language, d.Meta.RightToLeft = language, language == "ar"
	var figures []*doc.Figure
	for _, g := range d.Grids() {
		if g.Figure != nil {
			figures = append(figures, g.Figure)
		}
	}
	words := []doc.Inline{&doc.Text{Text: strings.Repeat("Les services déclarants communiquent chaque mois leurs signalements, dont les itinéraires inhabituels. ", 4)}}
	text := &doc.Paragraph{Text: words}
	s := &doc.Section{ID: "long", Title: "Annexe", Blocks: []doc.Block{text}}
	for n := range 8 {
		f := *figures[n%len(figures)]
		data := *f.Data
		f.ID, f.Label, data.ID = fmt.Sprintf("f-long-%d", n), fmt.Sprintf("Figure %d", 100+n), fmt.Sprintf("t-data-%d", n)
		f.Data = &data
		s.Blocks = append(s.Blocks, &f, text)
	}
	for n := range 10 {
		t := *table(d)
		t.ID, t.Label = fmt.Sprintf("t-long-%d", n), fmt.Sprintf("Tableau %d", 100+n)
		s.Blocks = append(s.Blocks, text, &t)
	}
	if rows > 0 {
		t := *table(d)
		t.ID, t.Label, t.Rows = "t-annex", "Tableau A", nil
		for i := range rows {
			r := table(d).Rows[i%len(table(d).Rows)]
			r.Key = fmt.Sprint(i)
			t.Rows = append(t.Rows, r)
		}
		s.Blocks = append(s.Blocks, &t)
	}
	d.Body = append(d.Body, s)
	return d
}

// shared are options whose charts are drawn once for all documents.
func shared(b *testing.B) Options {
	o := options(b)
	draw := o.Charts
	drawn := map[string][]byte{}
	for _, g := range long("fr", 0).Grids() {
		if f := g.Figure; f != nil {
			svg, err := draw(f)
			if err != nil {
				b.Fatal(err)
			}
			drawn[f.ID] = svg
		}
	}
	o.Charts = func(f *doc.Figure) ([]byte, error) { return drawn[f.ID], nil }
	return o
}

// BenchmarkBrief measures a brief without an annex and with annexes of two
// sizes.
func BenchmarkBrief(b *testing.B) {
	o := shared(b)
	for _, rows := range []int{0, 2_000, 20_000} {
		d := long("fr", rows)
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				var out bytes.Buffer
				if err := Render(&out, d, o); err != nil {
					b.Fatal(err)
				}
				size = out.Len()
			}
			b.ReportMetric(float64(size), "B/file")
		})
	}
}

// BenchmarkHundredBriefs measures a hundred briefs in four languages, made by
// one worker or several.
func BenchmarkHundredBriefs(b *testing.B) {
	o := shared(b)
	var list []*doc.Document
	for _, language := range []string{"fr", "en", "es", "ar"} {
		list = append(list, long(language, 0))
	}
	for _, workers := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			const briefs = 100
			for b.Loop() {
				orders := make(chan *doc.Document)
				var group sync.WaitGroup
				for range workers {
					group.Go(func() {
						for d := range orders {
							if err := Render(io.Discard, d, o); err != nil {
								b.Error(err)
							}
						}
					})
				}
				for i := range briefs {
					orders <- list[i%len(list)]
				}
				close(orders)
				group.Wait()
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/briefs, "ms/brief")
		})
	}
}

func TestTheBriefThatIsMeasuredHasTwelvePagesOrMore(t *testing.T) {
	data := rendered(t, long("fr", 0), options(t))
	upright, landscape := boxes(t, data)
	if n := upright + landscape; n < 12 || n > 24 {
		t.Errorf("it has %d pages", n)
	}
}
