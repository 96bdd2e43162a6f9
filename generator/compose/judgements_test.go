package compose_test

import (
	"strings"
	"testing"

	"htsm/generator/compose"
	"htsm/generator/diag"
)

const judged = `report: brief
title: Brief
extract: small
period: month
languages: [en, fr, es, ar]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 3}}
statistics:
  volume: {is: volume, by: crime, compare: previous}
judgements:
  - text: {en: "Networks moved, with {{ volume.total.count }} persons.", fr: "Les réseaux se sont déplacés : {{ volume.total.count }} personnes.", es: "Las redes se desplazaron: {{ volume.total.count }} personas.", ar: "انتقلت الشبكات: {{ volume.total.count }} شخصاً."}
    probability: highly-likely
    confidence: moderate
sections:
  - {title: Volume, show: [{table: volume}]}
`

func TestJudgementsStandApartInEveryLanguage(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"Key judgements", "Networks moved, with 160 persons.", "Probability: highly likely (80% to 90%). Confidence: moderate."},
		"fr": {"Principales appréciations", "Les réseaux se sont déplacés~: 160 personnes.", "Probabilité~: très probable (de 80~% à 90~%). Confiance~: moyenne."},
		"es": {"Valoraciones principales", "Las redes se desplazaron: 160 personas.", "Probabilidad: muy probable (de 80~% a 90~%). Confianza: media."},
		"ar": {"التقديرات الرئيسية", "انتقلت الشبكات: 160 شخصاً.", "الاحتمال: مرجح جداً (من <80%> إلى <90%>). مستوى الثقة: متوسط."},
	} {
		d := document(t, newDesk(t).input(t, judged, language, volume()))
		if d.Body[0].ID != "judgements" || d.Body[0].Number != "" || d.Body[1].Number != "1" {
			t.Errorf("%s: the first sections are %s %q and %q", language, d.Body[0].ID, d.Body[0].Number, d.Body[1].Number)
		}
		var got []string
		for _, f := range d.Facts() {
			if strings.HasPrefix(f.Place, "judgements/") {
				got = append(got, readable(f.Display))
			}
		}
		if len(got) != 4 || strings.Join(got[:3], "|") != strings.Join(want, "|") {
			t.Errorf("%s:\n got %q\nwant %q", language, got, want)
		}
	}
}

func TestFaultsOfJudgementsAreSaidAtTheirField(t *testing.T) {
	var diags diag.List
	in := newDesk(t).input(t, strings.Replace(judged, "with {{ volume.total.count }}", "with {{ volume.total.nothing }}", 1), "en", volume())
	if _, err := compose.Document(in, &diags); err != nil {
		t.Fatal(err)
	}
	all := diags.All()
	if len(all) != 1 || all[0].Code != "N032" || all[0].Pos.Line != 11 {
		t.Errorf("reported %v", all)
	}
}
