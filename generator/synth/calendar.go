package synth

import (
	"fmt"

	"htsm/generator/period"
)

// longest is the greatest number of days between an event and its report.
const longest = 150

// A calendar holds the days of the extract and how many records to expect on
// each.
type calendar struct {
	days    []string       // Every day, ISO.
	month   []period.Month // The month of each day.
	flows   []flow
	byMonth [][]uint64 // Cumulative weights of the flows, by month since first.
	first   period.Month
	delays  [longest + 1]uint64
	load    odds // Cumulative weights of the days as days of report.
}

func newCalendar(o Options) *calendar {
	c := &calendar{first: o.From, flows: newFlows()}
	for m := o.From; m <= o.To; m++ {
		for day := 1; day <= m.Days(); day++ {
			c.days = append(c.days, fmt.Sprintf("%v-%02d", m, day))
			c.month = append(c.month, m)
		}
	}
	c.byMonth = weigh(c.flows, o)
	for lag := range c.delays {
		c.delays[lag] = delay(lag)
	}
	weights := make([]uint64, len(c.days))
	for day := range c.days {
		weights[day] = c.lags(day).total()
	}
	c.load = oddsOf(weights...)
	return c
}

// delay returns the weight of a delay in days: falling over six weeks, then a
// long thin tail that holds about one report in twenty.
func delay(lag int) uint64 {
	if lag <= 40 {
		return uint64((41 - lag) * (41 - lag))
	}
	return uint64(23 - (lag-40)/5)
}

// lags returns the odds of the delay of a record reported on a day: late
// reports come from days with many events.
func (c *calendar) lags(reported int) odds {
	n := min(longest, reported)
	o := make(odds, n+1)
	sum := uint64(0)
	for lag := range o {
		events := c.byMonth[c.month[reported-lag]-c.first]
		sum += events[len(events)-1] * c.delays[lag]
		o[lag] = sum
	}
	return o
}

// flowOf draws the flow of a record by the month of its event.
func (c *calendar) flowOf(d *dice, event int) int {
	return odds(c.byMonth[c.month[event]-c.first]).draw(d)
}

// each distributes the records over the days of report and calls f for every
// day in order. The numbers follow a multinomial distribution.
func (c *calendar) each(d *dice, records int, f func(reported, records int) error) error {
	return c.split(d, 0, len(c.days), records, f)
}

// split divides the records of the days from low to high-1 in two halves. It
// throws the dice once per record and level, which needs neither memory nor
// floating-point logarithms.
func (c *calendar) split(d *dice, low, high, records int, f func(reported, records int) error) error {
	if records == 0 {
		return nil
	}
	if high-low == 1 {
		return f(low, records)
	}
	middle := int(uint(low+high) >> 1)
	before := uint64(0)
	if low > 0 {
		before = c.load[low-1]
	}
	left, all := c.load[middle-1]-before, c.load[high-1]-before
	early := 0
	for range records {
		if d.below(all) < left {
			early++
		}
	}
	if err := c.split(d, low, middle, early, f); err != nil {
		return err
	}
	return c.split(d, middle, high, records-early, f)
}
