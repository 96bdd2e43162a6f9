package synth

// drawPrices draws the prices of the legs. Within an answered row a leg in
// four is not known.
func (a *author) drawPrices() {
	r := &a.rec
	if r.path == nil || a.empty(priceGap) {
		return
	}
	per100 := a.drawCurrency()
	for leg, base := range r.path.prices {
		if len(r.path.prices) > 1 && a.hit(250) {
			continue
		}
		if r.path.rising[leg] && !a.null {
			base = base * risenBy(a.month) / 1000
		}
		// The sum of two even throws: 70 to 130 % of the base, most near it.
		amount := base * (700 + a.between(0, 300) + a.between(0, 300)) / 1000
		r.prices[leg] = rounded(amount * per100 / 100)
		if a.hit(40) {
			r.prices[leg] += 50
		}
		r.priced = true
	}
	if !r.priced {
		r.currency = ""
	}
}

// drawCurrency sets the currency of the record and returns its worth of 100
// euros.
func (a *author) drawCurrency() int {
	r := &a.rec
	throw := a.below(100)
	switch route := r.flow.route; {
	case route == "EXUK" && throw < 40:
		r.currency = "GBP"
		return 85
	case (route == "EMR" || route == "WBR") && throw < 8:
		r.currency = "TRY"
		return 4000
	case throw < 26:
		r.currency = "USD"
		return 109
	}
	r.currency = "EUR"
	return 100
}

// rounded returns an amount in hundredths, rounded as people name prices: to
// ten, fifty or five hundred.
func rounded(amount int) int {
	step := 10
	switch {
	case amount >= 20_000:
		step = 500
	case amount >= 500:
		step = 50
	}
	return max(step, (amount+step/2)/step*step) * 100
}
