package synth

import "strconv"

// Columns returns the names of the columns in their order.
func Columns() []string {
	return []string{
		"record_id", "case_id", "reporting_country", "crime_type", "event_date", "report_date", "border_type",
		"eu_route", "route", "crossing_point", "nationality", "sex", "age_group", "persons", "minors", "vessels",
		"transport", "concealment", "document_fraud", "document_type", "recruitment", "recruiter_relation",
		"control", "exploitation", "duration_band", "leg_prices", "price_currency", "payment", "suspects",
		"source_grade", "information_grade", "handling",
	}
}

func appendHeader(b []byte) []byte {
	for i, name := range Columns() {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, name...)
	}
	return append(b, '\n')
}

// appendRow writes the record in the order of Columns.
func (a *author) appendRow(b []byte) []byte {
	r := &a.rec
	b = appendID(b, "R-", r.number)
	b = appendID(append(b, ','), "C-", r.chapter)
	b = appendCell(b, r.flow.reporter)
	b = appendCell(b, crimeType(r.flow.trafficking))
	b = appendCell(b, a.calendar.days[r.event])
	b = appendCell(b, a.calendar.days[r.reported])
	b = appendCell(b, borderCodes[r.border])
	b = appendCell(b, r.flow.route)
	b = append(b, ',')
	if r.path != nil {
		b = append(b, r.path.text...)
	}
	b = appendCell(b, r.point)
	b = appendCell(b, r.nationality)
	b = appendCell(b, r.sex)
	b = appendCell(b, r.age)
	b = appendCount(b, r.persons, 1)
	b = appendCount(b, r.minors, 0)
	b = appendCount(b, r.vessels, 1)
	b = appendMask(append(b, ','), transportCodes, r.transport)
	b = appendMask(append(b, ','), concealmentCodes, r.concealment)
	b = appendMask(append(b, ','), fraudCodes, r.fraud)
	b = appendCell(b, r.document)
	b = appendMask(append(b, ','), recruitmentCodes, r.recruitment)
	b = appendMask(append(b, ','), relationCodes, r.relation)
	b = appendMask(append(b, ','), controlCodes, r.control)
	b = appendMask(append(b, ','), exploitationCodes, r.exploitation)
	b = appendCell(b, r.duration)
	b = a.appendPrices(append(b, ','))
	b = appendCell(b, r.currency)
	b = appendMask(append(b, ','), paymentCodes, r.payment)
	b = appendCount(b, r.suspects, 0)
	b = appendCell(b, r.source)
	b = appendCell(b, r.grade)
	b = appendCell(b, r.handling)
	return append(b, '\n')
}

func crimeType(trafficking bool) string {
	if trafficking {
		return "THB"
	}
	return "SOM"
}

func appendCell(b []byte, text string) []byte { return append(append(b, ','), text...) }

// appendCount writes a number, or an empty cell if it is below least.
func appendCount(b []byte, n, least int) []byte {
	b = append(b, ',')
	if n < least {
		return b
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// appendID writes a number with at least seven digits after a prefix.
func appendID(b []byte, prefix string, n int) []byte {
	b = append(b, prefix...)
	for limit := 1_000_000; n < limit && limit > 1; limit /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// appendPrices writes one amount per leg of the route, joined by semicolons;
// a leg without a price is empty between its semicolons.
func (a *author) appendPrices(b []byte) []byte {
	r := &a.rec
	if !r.priced {
		return b
	}
	for leg := range r.path.prices {
		if leg > 0 {
			b = append(b, ';')
		}
		if r.prices[leg] == 0 {
			continue
		}
		b = strconv.AppendInt(b, int64(r.prices[leg]/100), 10)
		if r.prices[leg]%100 != 0 {
			b = append(b, ".50"...)
		}
	}
	return b
}
