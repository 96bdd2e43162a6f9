package compose

import (
	"slices"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/num"
	"htsm/generator/prose"
	"htsm/generator/spec"
)

// judgements returns the section of the key judgements, which has no number and
// stands before all others, or nil if the report has none.
func (c *composer) judgements() *doc.Section {
	if len(c.Plan.Report.Judgements) == 0 {
		return nil
	}
	list := &doc.List{Ordered: true}
	for _, j := range c.Plan.Report.Judgements {
		list.Items = append(list.Items, c.judgement(j))
	}
	note := &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: c.say("judgement.note")}}}
	return &doc.Section{ID: "judgements", Title: c.say("section.judgements"), Blocks: []doc.Block{list, note}}
}

// judgement returns a judgement and, beneath it, how probable it is held to be.
func (c *composer) judgement(j spec.Judgement) []doc.Block {
	text, _ := j.Text.In(c.l.Tag())
	var found diag.List
	n, ok := prose.Parse(j.Pos.File, []byte(text), c.l, &found)
	var blocks []doc.Block
	if ok {
		blocks, _ = n.Blocks(&resolver{c}, &found)
	}
	for _, d := range found.All() { // Its places are those of the text; the report names that of the field.
		d.Pos = j.Text.Pos
		c.diags.Add(d)
	}
	low, high := probabilityRange(j.Probability.Value)
	assessment := c.say(
		"judgement.assessment", "probability", c.say("probability."+j.Probability.Value),
		"range", c.say("number.range", "low", c.l.Percent(num.Int(low)), "high", c.l.Percent(num.Int(high))),
		"confidence", c.say("confidence."+j.Confidence.Value),
	)
	return append(blocks, &doc.Paragraph{Text: []doc.Inline{&doc.Emph{Body: []doc.Inline{&doc.Text{Text: assessment}}}}})
}

// probabilityRange returns what a word of probability stands for, in per cent.
func probabilityRange(word string) (low, high int64) {
	ranges := [][2]int64{{0, 5}, {10, 20}, {25, 35}, {40, 50}, {55, 75}, {80, 90}, {95, 100}}
	i := slices.Index(spec.Probabilities(), word)
	return ranges[i][0], ranges[i][1]
}
