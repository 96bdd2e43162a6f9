package compose

import (
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/lang"
	"htsm/generator/release"
)

// Slots are what stands in the places of a message.
type slots map[string][]doc.Inline

// sentence returns a message whose places take inlines, so that its figures
// stay bound to their cells.
func (c *composer) sentence(pieces []lang.Piece, in slots) []doc.Inline {
	var out []doc.Inline
	for _, p := range pieces {
		if p.Param == "" {
			out = append(out, &doc.Text{Text: p.Text})
			continue
		}
		fill, ok := in[p.Param]
		if !ok {
			panic("compose: a sentence leaves out its place " + p.Param)
		}
		out = append(out, fill...)
	}
	return out
}

// phrase returns the message of a key as [composer.sentence] does.
func (c *composer) phrase(key string, in slots) []doc.Inline {
	return c.sentence(c.l.Pieces(key), in)
}

// plain returns text for a place of a sentence.
func (c *composer) plain(text string) []doc.Inline {
	return []doc.Inline{&doc.Text{Text: c.l.Isolate(text)}}
}

// joined returns parts with a separator between them.
func (c *composer) joined(key string, parts [][]doc.Inline) []doc.Inline {
	var out []doc.Inline
	for i, p := range parts {
		if i > 0 {
			out = append(out, &doc.Text{Text: c.say(key)})
		}
		out = append(out, p...)
	}
	return out
}

// listed returns parts as a list in a sentence: "A", "A and B", "A, B and C".
func (c *composer) listed(parts [][]doc.Inline) []doc.Inline {
	last := len(parts) - 1
	if last < 1 {
		return c.joined("list.comma", parts)
	}
	out := c.joined("list.comma", parts[:last])
	out = append(out, &doc.Text{Text: c.say("list.and")})
	return append(out, parts[last]...)
}

// bound returns a figure of a sentence, bound to the cell of a table.
func (c *composer) bound(t *release.Table, i int, key string) []doc.Inline {
	v, m, _ := columnOf(t, i, key)
	return []doc.Inline{&doc.ValueRef{Ref: refTo(t, i, key), Value: v, Display: c.flagged(v, c.published(v, m))}}
}

// refTo returns the reference to a cell, as narratives write it.
func refTo(t *release.Table, i int, key string) string { return t.ID + "." + t.Rows[i].Key + "." + key }

// columnOf returns the value of a row in the column with a key and its measure,
// and whether there is such a column.
func columnOf(t *release.Table, i int, key string) (release.Value, head.Measure, bool) {
	for j, col := range t.Cols {
		if col.Key == key {
			return t.Cells[i][j], col.Measure, true
		}
	}
	return release.Value{}, head.Measure{}, false
}

// boundCount returns a count of units as it stands in a sentence, such as "12
// records", bound to its cell.
func (c *composer) boundCount(t *release.Table, i int, column, message string) []doc.Inline {
	n := slots{"n": c.bound(t, i, column)}
	v, _, _ := columnOf(t, i, column)
	if d, ok := v.Number(); ok {
		return c.sentence(c.l.PluralPieces(message, d), n)
	}
	return c.phrase(message, n)
}

// boundInterval returns the interval of a cell, bound to it.
func (c *composer) boundInterval(t *release.Table, i int, key string) ([]doc.Inline, bool) {
	v, m, _ := columnOf(t, i, key)
	_, _, level, ok := v.Interval()
	if !ok {
		return nil, false
	}
	low, high := v.Limits()
	limit := func(end string, v release.Value) []doc.Inline {
		return []doc.Inline{&doc.ValueRef{Ref: refTo(t, i, key+end), Value: v, Display: c.flagged(v, c.published(v, m)), Aside: true}}
	}
	return c.phrase("number.interval-short", slots{
		"level": c.plain(c.count(int64(level))),
		"low":   limit(".low", low),
		"high":  limit(".high", high),
	}), true
}

// boundChance returns the adjusted p of a cell, bound to it or to the column
// that shows it.
func (c *composer) boundChance(t *release.Table, i int, key string) ([]doc.Inline, bool) {
	v, _, _ := columnOf(t, i, key)
	p, ok := v.Adjusted()
	if !ok {
		return nil, false
	}
	chance, at := v.Chance(), key+".p"
	if printed, _, ok := columnOf(t, i, "adjusted-p"); ok && printed.Status() == release.Published {
		chance, at = printed, "adjusted-p"
	}
	n, _ := chance.Number()
	sign := "=\u00a0"
	if release.UnderChance(p) {
		sign = "≤\u00a0"
	}
	ref := &doc.ValueRef{Ref: refTo(t, i, at), Value: chance, Display: c.l.Isolate(sign + c.l.Number(n)), Aside: at != "adjusted-p"}
	return c.phrase("finding.p", slots{"p": {ref}}), true
}

// inSentence returns a title as it stands within a sentence.
func (c *composer) inSentence(title string) string { return lang.Lower(title) }
