package synth

import "strconv"

// Words are the vocabularies, compiled.
type words struct {
	sex, age                           []choice // By form.
	relation, fraud, payment           menu
	document, duration                 choice
	source, grade, handling            choice
	recruitment, control, exploitation []menu // By form.
	trafficked, suspects               count
	smuggled                           [len(borderCodes)]count
}

// The codes that signals add.
var (
	onlineAd    = maskOf(recruitmentCodes, "online_ad")
	debtBondage = maskOf(controlCodes, "debt_bondage")
	motorhome   = maskOf(concealmentCodes, newConcealment)
)

func maskOf(vocabulary []string, code string) mask { return 1 << place(vocabulary, code) }

func newWords() words {
	w := words{
		relation: menuOf(relationCodes, relationOdds),
		fraud:    menuOf(fraudCodes, fraudOdds),
		payment:  menuOf(paymentCodes, paymentOdds),
		document: choose(documentOdds), duration: choose(durationOdds),
		source: choose(sourceOdds), grade: choose(gradeOdds), handling: choose(handlingOdds),
		trafficked: countOf(traffickOdds), suspects: countOf(suspectOdds),
	}
	for form := range sexByForm {
		w.sex = append(w.sex, choose(sexByForm[form]))
		w.age = append(w.age, choose(ageByForm[form]))
		w.recruitment = append(w.recruitment, menuOf(recruitmentCodes, recruitmentByForm[form]))
		w.control = append(w.control, menuOf(controlCodes, controlByForm[form]))
		w.exploitation = append(w.exploitation, menuOf(exploitationCodes, exploitationByForm[form]))
	}
	for border, text := range [...]string{sea: smuggleSea, land: smuggleLand, air: smuggleAir, inland: smuggleInland} {
		w.smuggled[border] = countOf(text)
	}
	return w
}

// A count draws a number from classes that each begin at a lower bound; the
// number is even within its class.
type count struct {
	low  []int
	odds odds
}

func countOf(text string) count {
	c := choose(text)
	n := count{odds: c.odds}
	for _, code := range c.codes {
		low, err := strconv.Atoi(code)
		if err != nil {
			panic("synth: a class of the tables is not a number: " + code)
		}
		n.low = append(n.low, low)
	}
	return n
}

func (c *count) draw(d *dice) int {
	i := c.odds.draw(d)
	if i+1 < len(c.low) && c.low[i+1] > c.low[i]+1 {
		return d.between(c.low[i], c.low[i+1]-1)
	}
	return c.low[i]
}
