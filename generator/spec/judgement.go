package spec

import (
	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

// A Judgement is what the analysts make of the figures. How probable they hold
// it to be and how sure they are of that are fields of their own, never part of
// a statistic.
type Judgement struct {
	Pos         diag.Pos
	Text        Words // May refer to figures as narratives do.
	Probability Text  // A word of Probabilities.
	Confidence  Text  // A word of Confidences.
}

// Probabilities lists the words of probability from the least to the greatest:
// the yardstick of the Professional Head of Intelligence Assessment of the
// United Kingdom.
func Probabilities() []string {
	return []string{"remote-chance", "highly-unlikely", "unlikely", "realistic-possibility", "likely", "highly-likely", "almost-certain"}
}

// Confidences lists the words for how sure analysts are, from the least to the
// greatest.
func Confidences() []string { return []string{"low", "moderate", "high"} }

func judgementType() posyaml.Type[Judgement] {
	return posyaml.Object[Judgement]{
		Name: "judgement",
		Doc:  "A key judgement of the analysts. It stands at the front, with its probability and confidence beside it.",
		At:   func(j *Judgement) *diag.Pos { return &j.Pos },
		Fields: []posyaml.Field[Judgement]{
			{
				Name: "text", Required: true,
				Doc:   "What is judged, without a word of probability. It may refer to figures as narratives do.",
				Value: posyaml.In(wordsType(), func(j *Judgement) *Words { return &j.Text }),
			},
			{
				Name: "probability", Required: true,
				Doc:   "How probable it is, on one fixed scale.",
				Value: posyaml.In(posyaml.OneOf(Probabilities()...), func(j *Judgement) *Text { return &j.Probability }),
			},
			{
				Name: "confidence", Required: true,
				Doc:   "How sure the analysts are, which depends on their sources.",
				Value: posyaml.In(posyaml.OneOf(Confidences()...), func(j *Judgement) *Text { return &j.Confidence }),
			},
		},
	}.Type()
}
