package synth

import "htsm/generator/period"

// A record is one row before it is written. Texts are codes; "" and the empty
// mask are empty cells.
type record struct {
	flow            *flow
	number, chapter int // The numbers of the record and of its case.
	reported, event int // Days.
	border          border
	path            *path
	point           string
	nationality     string
	sex, age        string
	persons, minors int // Minors: -1 if empty.
	vessels         int // 0 if empty.
	transport       mask
	concealment     mask
	fraud           mask
	document        string
	recruitment     mask
	relation        mask
	control         mask
	exploitation    mask
	duration        string
	prices          [5]int // Hundredths; 0 is empty.
	priced          bool
	currency        string
	payment         mask
	suspects        int // -1 if empty.
	source, grade   string
	handling        string
}

// An author draws one record after the other into rec.
type author struct {
	*dice
	calendar *calendar
	null     bool
	words    words
	rec      record
	lags     odds
	lagsOf   int          // The day of report that lags belongs to.
	open     []int        // The last case of each flow, 0 for none.
	cases    int          // The number of cases so far.
	month    period.Month // The month of the event of rec.
	summary  Summary
}

func newAuthor(o Options, c *calendar) *author {
	return &author{
		dice: newDice(o.Seed, streamOfRecords), calendar: c, null: o.Null,
		words: newWords(), lagsOf: -1, open: make([]int, len(c.flows)),
	}
}

// draw draws the next record, reported on the given day.
func (a *author) draw(reported int) {
	if a.lagsOf != reported {
		a.lags, a.lagsOf = a.calendar.lags(reported), reported
	}
	event := reported - a.lags.draw(a.dice)
	a.month = a.calendar.month[event]
	index := a.calendar.flowOf(a.dice, event)
	a.rec = record{
		flow: &a.calendar.flows[index], number: a.rec.number + 1,
		reported: reported, event: event, minors: -1, suspects: -1,
	}
	a.drawCase(index)
	a.drawPlace()
	a.drawPeople()
	a.drawTravel()
	a.drawTrafficking()
	a.drawPrices()
	a.drawSource()
	a.plant()
	a.count()
}

func (a *author) count() {
	a.summary.Records++
	a.summary.Persons += int64(a.rec.persons)
	if a.rec.flow.trafficking {
		a.summary.Trafficking++
	}
}

// empty reports whether the cell of a column stays empty.
func (a *author) empty(g gaps) bool {
	chance := g.smuggling
	if a.rec.flow.trafficking {
		chance = g.trafficking
	}
	if chance == 1000 {
		return true
	}
	return a.hit(min(chance*a.rec.flow.care/100, 960))
}

// drawCase lets a record in six belong to the last case of its flow.
func (a *author) drawCase(index int) {
	if a.open[index] == 0 || !a.hit(165) {
		a.cases++
		a.open[index] = a.cases
	}
	a.rec.chapter = a.open[index]
}

func (a *author) drawPlace() {
	r, f := &a.rec, a.rec.flow
	r.border = f.border
	if f.trafficking && a.hit(640) {
		r.border = inland // Victims are found at work rather than at a border.
	}
	if r.border != inland && !a.empty(pointGap) {
		r.point = f.point.draw(a.dice)
	}
	if len(f.paths) > 0 && !a.empty(routeGap) {
		r.path = &f.paths[0]
		if len(f.paths) > 1 && a.hit(210) {
			r.path = &f.paths[a.between(1, len(f.paths)-1)]
		}
	}
}

func (a *author) drawPeople() {
	r, f, w := &a.rec, a.rec.flow, &a.words
	r.nationality = f.nationality.draw(a.dice)
	if !a.empty(sexGap) {
		r.sex = w.sex[f.form].draw(a.dice)
	}
	if !a.empty(ageGap) {
		r.age = w.age[f.form].draw(a.dice)
	}
	if f.trafficking {
		r.persons = w.trafficked.draw(a.dice)
	} else {
		r.persons = w.smuggled[f.border].draw(a.dice)
	}
	if !a.empty(minorsGap) {
		r.minors = a.drawMinors()
	}
	if r.border == sea && !a.empty(pointGap) {
		r.vessels = 1 + r.persons/70
	}
}

// drawMinors draws a number that agrees with the age group of most of the
// group.
func (a *author) drawMinors() int {
	r := &a.rec
	fewer := (r.persons - 1) / 2
	switch {
	case r.age == "0-11" || r.age == "12-17":
		return r.persons - min(fewer, int(a.below(uint64(fewer/2+1))))
	case fewer == 0 || a.hit(420):
		return 0
	}
	return a.between(0, max(1, fewer/2))
}

func (a *author) drawTravel() {
	r, f, w := &a.rec, a.rec.flow, &a.words
	if !a.empty(transportGap) && r.path != nil || !f.trafficking && a.hit(300) {
		r.transport = f.means.draw(a.dice, 160, 3)
	}
	if !a.empty(concealmentGap) {
		r.concealment = f.concealment.draw(a.dice, 110, 2)
	}
	paper := fraudGap
	if f.border == sea {
		paper = gaps{930, fraudGap.trafficking}
	}
	if !a.empty(paper) {
		r.fraud = w.fraud.draw(a.dice, 130, 2)
		r.document = w.document.draw(a.dice)
	}
	if !a.empty(paymentGap) {
		r.payment = w.payment.draw(a.dice, 300, 3)
	}
	if !a.empty(suspectsGap) {
		r.suspects = w.suspects.draw(a.dice)
	}
}

func (a *author) drawTrafficking() {
	r, f, w := &a.rec, a.rec.flow, &a.words
	if !a.empty(recruitmentGap) {
		r.recruitment = w.recruitment[f.form].draw(a.dice, 340, 4)
	}
	if !a.empty(relationGap) {
		r.relation = w.relation.draw(a.dice, 90, 2)
	}
	if !f.trafficking {
		return
	}
	if !a.empty(controlGap) {
		r.control = w.control[f.form].draw(a.dice, 620, 6)
	}
	if !a.empty(formGap) {
		r.exploitation = w.exploitation[f.form].draw(a.dice, 140, 3)
	}
	if !a.empty(durationGap) {
		r.duration = w.duration.draw(a.dice)
	}
}

func (a *author) drawSource() {
	r, w := &a.rec, &a.words
	if !a.empty(gradeGap) {
		r.source, r.grade = w.source.draw(a.dice), w.grade.draw(a.dice)
	}
	r.handling = w.handling.draw(a.dice)
}

// plant adds the signals that are not a matter of how many records there are.
func (a *author) plant() {
	if a.null {
		return
	}
	r := &a.rec
	if r.flow.trafficking && r.nationality == emergingAmong && a.month >= emergingFrom && a.hit(560) {
		r.recruitment = r.recruitment&^a.words.recruitment[0].alone | onlineAd
		r.control = r.control&^a.words.control[0].alone | debtBondage
	}
	if !r.flow.trafficking && r.border == land && r.concealment != 0 && a.month >= newCodeFrom && a.hit(300) {
		r.concealment = motorhome
	}
}
