package verify_test

import (
	"strings"
	"testing"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/verify"
)

// arabic returns the sample with texts from right to left that hold what is
// hard to read back: isolates, raised marks and numbers with signs.
func arabic() *doc.Document {
	d := doctest.Sample()
	d.Meta.Language, d.Meta.RightToLeft = "ar", true
	d.Meta.Title = "الطرق الأكثر استخداماً، تقريباً"
	d.Body[0].Blocks = append([]doc.Block{&doc.Paragraph{Text: []doc.Inline{
		&doc.Text{Text: "بلغ التغير \u2066−12.5%\u2069 مقارنةً بـ\u2066EUR\u2069، والسلطات المبلِّغة 1,234 (مؤقتاً)؛ وغيرها"},
	}}}, d.Body[0].Blocks...)
	t := firstTable(d)
	t.Rows[0].Heads[0].Text = "مقسوماً، مُعدَّل \u2066TLP:AMBER\u2069"
	t.Rows[0].Cells[0].Display = "\u2066−5\u2069"
	return d
}

func TestArabicReadsBackFromEveryFormat(t *testing.T) {
	d := arabic()
	file, html, workbook := paper(t, d), page(t, d), book(t, d)
	for name, err := range map[string]error{"pdf": verify.PDF(d, file), "html": verify.HTML(d, html), "xlsx": verify.XLSX(d, workbook)} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	firstTable(d).Rows[0].Heads[0].Text = "مقسوم، مُعدَّل \u2066TLP:AMBER\u2069"
	for name, err := range map[string]error{"pdf": verify.PDF(d, file), "html": verify.HTML(d, html), "xlsx": verify.XLSX(d, workbook)} {
		if err == nil || !strings.Contains(err.Error(), "مقسوم") {
			t.Errorf("%s: a letter less gives %v", name, err)
		}
	}
}
