package compose

import (
	"math"

	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/num"
)

// axis gives the value axis of a chart round ticks, written in the language.
// Bars, and every axis of counts and shares, start at zero.
func (c *composer) axis(m *chart.Model) {
	low, high := 0.0, 0.0
	stack := make([]float64, len(m.Categories))
	for _, s := range m.Series {
		for i, p := range s.Points {
			h, ok := chart.Height(p.Value)
			if !ok {
				continue
			}
			if m.Kind.Stacks() {
				stack[i] += h
				h = stack[i]
			}
			low, high = min(low, h), max(high, h)
			if a, b, _, ok := p.Value.Interval(); ok && !m.Kind.Stacks() {
				low, high = min(low, a.Float64()), max(high, b.Float64())
			}
		}
	}
	if low == high {
		high = 1
	}
	step, scale := niceStep((high - low) / 5)
	if whole(m.Measure) && scale > 0 { // There is no half person.
		scale = 0
		if step = 5; high-low <= 5 { // Every other step with a fraction is 2.5.
			step = 1
		}
	}
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	m.Axis.Min, m.Axis.Max = first*step, last*step
	for k := first; k <= last; k++ {
		d, ok := num.FromFloat(k*step, scale)
		if !ok {
			continue
		}
		m.Axis.Ticks = append(m.Axis.Ticks, chart.Tick{At: d.Float64(), Text: c.tick(m.Measure, d)})
	}
}

// squares gives a chart of squares the number that one of them stands for, a
// round one with which the longest row is short enough to be counted, and says
// it.
func (c *composer) squares(m *chart.Model) {
	const most = 40
	largest, integers := 0.0, true
	for _, p := range m.Series[0].Points {
		if h, ok := chart.Height(p.Value); ok {
			largest = max(largest, h)
			integers = integers && h == math.Round(h)
		}
	}
	if largest == 0 {
		largest = 1
	}
	step, scale := niceStep(largest / most)
	if integers && scale > 0 { // As on an axis.
		scale = 0
		if step = 5; largest <= most {
			step = 1
		}
	}
	d, _ := num.FromFloat(step, scale)
	m.Axis = chart.Axis{Max: d.Float64()}
	m.Words = append(m.Words, c.say("chart.square", "value", c.l.Value(m.Measure, d)))
}

// whole reports whether figures of a measure are whole numbers.
func whole(m head.Measure) bool {
	return m.Quantity == head.Count || m.Quantity == head.Difference
}

// percent gives a chart an axis from 0 to 100 per cent.
func (c *composer) percent(m *chart.Model) {
	m.Axis = chart.Axis{Max: 100}
	for at := int64(0); at <= 100; at += 20 {
		text := c.tick(head.Measure{Quantity: head.Share}, num.Int(at))
		m.Axis.Ticks = append(m.Axis.Ticks, chart.Tick{At: float64(at), Text: text})
	}
}

// tick returns the text of a tick: the axis title says the currency.
func (c *composer) tick(m head.Measure, d num.Decimal) string {
	if m.Quantity == head.Amount {
		return c.l.Number(d)
	}
	return c.l.Value(m, d)
}

// niceStep returns the least of 1, 2, 2.5 and 5 times a power of ten that is
// not under rough, and the fraction digits that its multiples need.
func niceStep(rough float64) (step float64, scale uint8) {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, k := range []float64{1, 2, 2.5, 5, 10} {
		if step = k * power; step >= rough*(1-1e-9) {
			break
		}
	}
	for x := step; scale < 6 && math.Abs(x-math.Round(x)) > 1e-9; scale++ {
		x *= 10
	}
	return step, scale
}
