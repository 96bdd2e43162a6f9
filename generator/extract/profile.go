package extract

import (
	"crypto/sha256"
	"strconv"
	"time"
)

// A profile sums up the values of a column.
type profile struct {
	known, missing int64
	texts          map[string]struct{}
	numbers        map[int64]struct{}
	more           bool      // There are more than MaxValues different values.
	small          [256]bool // The numbers below 256 that were seen.
	min, max       int64     // Of numbers and days; only if numbers has one.
}

func newProfile() profile {
	return profile{texts: map[string]struct{}{}, numbers: map[int64]struct{}{}}
}

// add counts a value.
func (p *profile) add(c *column, v value) {
	if !v.known {
		p.missing++
		return
	}
	p.known++
	if c.isNumber() || c.isDate() {
		p.number(v.n)
		return
	}
	if v.entry != nil {
		if v.entry.seen {
			return
		}
		v.entry.seen = true
	}
	if p.more {
		return
	}
	text := v.text
	if len(text) > maxKey {
		sum := sha256.Sum256(text)
		text = sum[:]
	}
	if _, ok := p.texts[string(text)]; !ok {
		p.texts[string(text)] = struct{}{}
		p.more = len(p.texts) > MaxValues
	}
}

func (p *profile) number(n int64) {
	if len(p.numbers) == 0 {
		p.min, p.max = n, n
	}
	if n >= 0 && n < int64(len(p.small)) {
		if p.small[n] {
			return
		}
		p.small[n] = true
	}
	p.min, p.max = min(p.min, n), max(p.max, n)
	if p.more {
		return
	}
	p.numbers[n] = struct{}{}
	p.more = len(p.numbers) > MaxValues
}

// merge adds what another worker saw.
func (p *profile) merge(q profile) {
	p.known += q.known
	p.missing += q.missing
	if len(q.numbers) > 0 {
		if len(p.numbers) == 0 {
			p.min, p.max = q.min, q.max
		}
		p.min, p.max = min(p.min, q.min), max(p.max, q.max)
	}
	for t := range q.texts { // In any order: a union of sets.
		p.texts[t] = struct{}{}
	}
	for n := range q.numbers { // In any order, too.
		p.numbers[n] = struct{}{}
	}
	p.more = p.more || q.more || len(p.texts)+len(p.numbers) > MaxValues
}

// column returns the profile in the form that is published to other packages.
func (p *profile) column(c *column) Column {
	out := Column{Name: c.Name, Type: c.Type, Known: p.known, Missing: p.missing}
	out.Distinct = int64(min(len(p.texts)+len(p.numbers), MaxValues))
	out.More = p.more
	if len(p.numbers) > 0 {
		out.Min, out.Max = strconv.FormatInt(p.min, 10), strconv.FormatInt(p.max, 10)
		if c.isDate() {
			out.Min, out.Max = iso(p.min), iso(p.max)
		}
	}
	return out
}

// iso writes a number of days since 1970-01-01 as a date.
func iso(n int64) string { return time.Unix(n*86400, 0).UTC().Format(time.DateOnly) }
