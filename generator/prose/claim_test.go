package prose_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/prose"
)

// claims returns the text of a narrative with its claims marked as <rise> and
// so on behind their sentences.
func claims(t *testing.T, language, text string) string {
	t.Helper()
	var diags diag.List
	n, ok := prose.Parse("x.md", []byte(text), locale(t, language), &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	blocks, _ := n.Blocks(&document{values: map[string]string{"volume.total.count": "9", "volume.THB.share": "4 %"}}, &diags)
	prose.Claims(blocks, locale(t, language), func(c prose.Claim) []doc.Inline {
		word := [...]string{"", "no ", "no clear "}[c.Denial] + [...]string{"rise", "fall", "stable"}[c.Direction]
		return []doc.Inline{&doc.Text{Text: "<" + word + ":" + c.Word + ":" + strings.Join(c.Refs, ",") + ">"}}
	})
	var out []string
	for _, b := range blocks {
		if p, ok := b.(*doc.Paragraph); ok {
			out = append(out, doc.Plain(p.Text))
		}
	}
	return strings.Join(out, "\n")
}

func TestClaimsAreSentencesWithAWordAndAReference(t *testing.T) {
	const ref = "{{ volume.total.count }}"
	for _, c := range []struct{ language, text, want string }{
		{"en", "Detections rose to " + ref + ".", "Detections rose to 9. <rise:rose:volume.total.count>"},
		{"en", "An increase. We count " + ref + ".", "An increase. We count 9."},
		{"en", "We count " + ref + ". That is **a decline**, to {{ volume.THB.share }}! Fine.", "We count 9. That is a decline, to 4 %! <fall:decline:volume.THB.share> Fine."},
		{"en", "The rose garden.", "The rose garden."},
		{"en", "We count " + ref + " on Wednesdays.", "We count 9 on Wednesdays."},
		{"fr", "Les détections ont *augmenté* : " + ref + ".", "Les détections ont augmenté\u00a0: 9. <rise:augmenté:volume.total.count>"},
		{"fr", "Une baisse, soit " + ref + ", puis " + "{{ volume.THB.share }}.", "Une baisse, soit 9, puis 4 %. <fall:baisse:volume.total.count,volume.THB.share>"},
		{"es", "Se observa un descenso: " + ref + ".", "Se observa un descenso: 9. <fall:descenso:volume.total.count>"},
		{"es", "Bajo este título, " + ref + ".", "Bajo este título, 9."},
		{"ar", "شهد الشهر ارتفاعاً إلى " + ref + ".", "شهد الشهر ارتفاعاً إلى 9. <rise:ارتفاعاً:volume.total.count>"},
		{"ar", "والانخفاض واضح: " + ref + ".", "والانخفاض واضح: 9. <fall:والانخفاض:volume.total.count>"},
	} {
		if diff := cmp.Diff(c.want, claims(t, c.language, c.text)); diff != "" {
			t.Errorf("%s %q (-want +got):\n%s", c.language, c.text, diff)
		}
	}
}

func TestDeniedWordsOfChangeSayThatThereWasNone(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"en", "Detections did not rise", "no rise:rise"},
		{"en", "Detections didn't really fall", "no fall:fall"},
		{"en", "There is no statistically significant increase", "no clear rise:increase"},
		{"en", "It did not clearly decline", "no clear fall:decline"},
		{"en", "They not only rose", "rise:rose"},
		{"en", "It is no longer rare, as detections rose", "rise:rose"},
		{"en", "The rise is not exceptional", "rise:rise"},
		{"fr", "Les détections n'ont pas augmenté", "no rise:augmenté"},
		{"fr", "Les détections ne baissent pas", "no fall:baissent"},
		{"fr", "On n'observe pas de hausse significative", "no clear rise:hausse"},
		{"fr", "Aucune baisse nette", "no clear fall:baisse"},
		{"fr", "La hausse n'est pas exceptionnelle", "rise:hausse"},
		{"es", "Las detecciones no aumentaron", "no rise:aumentaron"},
		{"es", "Sin un descenso claro", "no clear fall:descenso"},
		{"es", "No solo aumentaron", "rise:aumentaron"},
		{"ar", "لم ترتفع الحالات", "no rise:ترتفع"},
		{"ar", "ليس هناك انخفاض واضح", "no clear fall:انخفاض"},
		{"ar", "من دون زيادة", "no rise:زيادة"},
	} {
		got := claims(t, c.language, c.text+" {{ volume.total.count }}.")
		if _, got, _ = strings.Cut(got, "<"); got != c.want+":volume.total.count>" {
			t.Errorf("%s %q: %q, want %q", c.language, c.text, got, c.want)
		}
	}
}

func TestStableFiguresAreRefused(t *testing.T) {
	for language, word := range map[string]string{"en": "stable", "fr": "stables", "es": "estable", "ar": "مستقر"} {
		var diags diag.List
		_, ok := prose.Parse("x.md", []byte("A line.\n\nAll is "+word+" at {{ volume.total.count }}."), locale(t, language), &diags)
		all := diags.All()
		if ok || len(all) != 1 || all[0].Code != "H006" || all[0].Pos.Line != 3 || all[0].Pos.Col == 0 {
			t.Errorf("%s: %v", language, all)
		}
		diags = diag.List{}
		if _, ok := prose.Parse("x.md", []byte("All is "+word+"."), locale(t, language), &diags); !ok {
			t.Errorf("%s: a sentence without figures is refused: %v", language, diags.All())
		}
	}
}
