package compose

import (
	"cmp"
	"slices"
	"strconv"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/release"
)

// explanations returns what must be read with the marks of a chart.
func (c *composer) explanations(m *chart.Model) []string {
	gap := slices.ContainsFunc(m.Series, hasGap)
	switch m.Kind {
	case chart.Years:
		if n := len(m.Series); n > 2 {
			years := c.say("period.over-years", "first", m.Series[0].Name, "last", m.Series[n-2].Name)
			return []string{c.say("chart.years-band", "years", years)}
		} else if n == 2 {
			return []string{c.say("chart.years-band", "years", m.Series[0].Name)}
		}
	case chart.Cycle:
		return []string{c.say("chart.cycle-lines")}
	case chart.Sparklines:
		return []string{c.say("chart.own-scale")}
	case chart.Bump:
		if gap {
			return []string{c.say("chart.ranks-shown")}
		}
	case chart.Funnel:
		return []string{c.say("chart.no-cohort")}
	case chart.DotMap:
		return []string{c.say("chart.disc-area")}
	case chart.Bubble:
		if len(m.Series) > 2 {
			return []string{c.say("chart.disc-area")}
		}
	}
	return nil
}

// flow fills nodes and links from a matrix: rows flow to columns. What is not
// published, and zero, makes no link.
func (c *composer) flow(m *chart.Model, t *release.Table, v view) {
	from, to := map[int]int{}, map[int]int{}
	node := func(index map[int]int, at, layer int, label string, grey bool) int {
		if k, ok := index[at]; ok {
			return k
		}
		index[at] = len(m.Nodes)
		m.Nodes = append(m.Nodes, chart.Node{Label: label, Layer: layer, Muted: grey})
		return index[at]
	}
	for _, i := range v.rows {
		for _, j := range v.columns {
			value := t.Cells[i][j]
			if n, ok := value.Number(); !ok || n.Sign() <= 0 {
				continue
			}
			m.Links = append(m.Links, chart.Link{
				Source: node(from, i, 0, c.rowLabel(t, i), muted(t.Rows[i].Kind)),
				Target: node(to, j, 1, c.short(t.Cols[j].Label), muted(t.Cols[j].Kind)),
				Value:  value, Display: c.published(value, t.Cols[j].Measure),
			})
		}
	}
}

// keepLargest leaves no more links and nodes in a chart than its kind can
// show: the largest links, and the nodes that they join.
func keepLargest(m *chart.Model, v *view) {
	most, nodes := chart.MaxLinks, chart.MaxNodes
	if m.Kind == chart.Chord {
		nodes = chart.MaxChord
	}
	order := make([]int, len(m.Links))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, _ := chart.Height(m.Links[a].Value)
		y, _ := chart.Height(m.Links[b].Value)
		return cmp.Compare(y, x)
	})
	kept, used := map[int]bool{}, map[int]bool{}
	for _, k := range order {
		l, room := m.Links[k], nodes-len(used)
		for _, n := range []int{l.Source, l.Target} {
			if !used[n] {
				room--
			}
		}
		if len(kept) == most || room < 0 {
			continue
		}
		kept[k], used[l.Source], used[l.Target] = true, true, true
	}
	if len(kept) == len(m.Links) {
		return
	}
	v.smallest = len(m.Links) - len(kept)
	place := make([]int, len(m.Nodes))
	var list []chart.Node
	for i, n := range m.Nodes {
		place[i] = len(list)
		if used[i] {
			list = append(list, n)
		}
	}
	var links []chart.Link
	for k, l := range m.Links {
		if kept[k] {
			l.Source, l.Target = place[l.Source], place[l.Target]
			links = append(links, l)
		}
	}
	m.Nodes, m.Links = list, links
}

// pairs fills nodes and links from a table of pairs, or from a matrix whose
// rows and columns may be the same codes. What is not published, what is zero
// and what joins a code with itself makes no link.
func (c *composer) pairs(m *chart.Model, t *release.Table, v view) {
	index := map[string]int{}
	node := func(l head.Label, side string, grey bool) int {
		key := side
		if l.Kind == head.Code {
			key = l.List + ":" + l.Codes[0]
		}
		if _, ok := index[key]; !ok {
			index[key] = len(m.Nodes)
			m.Nodes = append(m.Nodes, chart.Node{Label: c.short(l), Muted: grey})
		}
		return index[key]
	}
	link := func(from, to head.Label, i, j int) {
		value := t.Cells[i][j]
		if n, ok := value.Number(); !ok || n.Sign() <= 0 || loop(from, to) {
			return
		}
		row, col := t.Rows[i], t.Cols[j]
		m.Links = append(m.Links, chart.Link{
			Source: node(from, "row "+row.Key, muted(row.Kind)), Target: node(to, "column "+col.Key, muted(col.Kind)),
			Value: value, Display: c.published(value, col.Measure),
		})
	}
	for _, i := range v.rows {
		if labels := t.Rows[i].Labels; len(labels) > 1 {
			link(labels[0], labels[1], i, v.columns[0])
			continue
		}
		for _, j := range v.columns {
			link(t.Rows[i].Labels[0], t.Cols[j].Label, i, j)
		}
	}
}

// loop reports whether two heads are the same code.
func loop(a, b head.Label) bool {
	return a.Kind == head.Code && b.Kind == head.Code && a.List == b.List && slices.Equal(a.Codes, b.Codes)
}

// discs fills the places of a map from rows. A row that has no point on the
// map has no disc.
func (c *composer) discs(m *chart.Model, t *release.Table, v view) {
	j := v.columns[0]
	for _, i := range v.rows {
		l := t.Rows[i].Labels[0]
		lat, lon, ok := c.point(l)
		if !ok {
			continue
		}
		value := t.Cells[i][j]
		m.Nodes = append(m.Nodes, chart.Node{
			Label: c.short(l), Lat: lat, Lon: lon, Muted: muted(t.Rows[i].Kind),
			Value: value, Display: c.published(value, t.Cols[j].Measure),
		})
	}
}

// ranks fills categories and series of a bump chart: over periods in rows the
// columns are ranked, otherwise the rows over the columns.
func (c *composer) ranks(m *chart.Model, t *release.Table, v view) {
	m.Value = c.say("chart.axis-rank", "measure", m.Value)
	c.series(m, t, v)
	if !m.Timeline {
		turned := make([]chart.Series, len(m.Categories))
		var over []chart.Category
		for i, category := range m.Categories {
			turned[i].Name = category.Label
			for _, s := range m.Series {
				turned[i].Points = append(turned[i].Points, s.Points[i])
			}
		}
		for _, s := range m.Series {
			over = append(over, chart.Category{Label: s.Name})
		}
		m.Categories, m.Series, m.Timeline = over, turned, true
	}
	for i := range m.Categories {
		values := make([]release.Value, len(m.Series))
		for k, s := range m.Series {
			values[k] = s.Points[i].Value
		}
		for k, rank := range release.Ranks(values) {
			m.Series[k].Ranks = append(m.Series[k].Ranks, chart.Point{Value: rank, Display: c.cell(rank, rankMeasure)})
		}
	}
	for k := range min(len(m.Series), chart.MaxTicks) {
		m.Axis.Ticks = append(m.Axis.Ticks, chart.Tick{At: float64(k + 1), Text: c.l.Number(num.Int(int64(k + 1)))})
	}
}

// rankMeasure is how ranks are read: numbers that count nothing.
var rankMeasure = head.Measure{Quantity: head.Estimate}

// withRanks gives the data of a chart of ranks a column behind the others for
// each column that is ranked, with the ranks that the chart draws.
func (c *composer) withRanks(data *doc.Table, t *release.Table, m *chart.Model, v view) {
	rows := slices.Sorted(slices.Values(slices.Concat(v.rows, v.unseen)))
	for k, j := range v.columns {
		data.Cols = append(data.Cols, doc.Col{
			Key: key(t.Cols[j].Key) + "-rank", Text: c.say("column.rank", "column", c.columnName(t, j)), Measure: rankMeasure,
		})
		for r, i := range rows {
			rank := chart.Point{Display: c.cell(release.Value{}, rankMeasure)}
			switch drawn := slices.Index(v.rows, i); {
			case drawn < 0:
			case timeline(t):
				rank = m.Series[k].Ranks[drawn]
			default: // The rows are ranked within each column.
				rank = m.Series[drawn].Ranks[k]
			}
			data.Rows[r].Cells = append(data.Rows[r].Cells, doc.Cell{Value: rank.Value, Display: rank.Display})
		}
	}
	if data.Groups != nil {
		data.Groups = append(data.Groups, doc.Group{Span: len(v.columns)})
	}
}

// bubbles fills the series of a bubble chart, each with its own measure, and
// both axes.
func (c *composer) bubbles(m *chart.Model, t *release.Table, v view) {
	for _, i := range v.rows {
		m.Categories = append(m.Categories, chart.Category{Label: c.rowLabel(t, i), Muted: muted(t.Rows[i].Kind)})
	}
	axes := [2]chart.Axis{}
	titles := [2]string{}
	for k, j := range v.columns {
		col := t.Cols[j]
		s := chart.Series{Name: c.columnName(t, j)}
		for _, i := range v.rows {
			s.Points = append(s.Points, chart.Point{Value: t.Cells[i][j], Display: c.published(t.Cells[i][j], col.Measure)})
		}
		m.Series = append(m.Series, s)
		if k < len(axes) {
			one := &chart.Model{Kind: chart.Bubble, Measure: col.Measure, Categories: m.Categories, Series: []chart.Series{s}}
			c.axis(one)
			axes[k] = one.Axis
			titles[k] = c.columnWords(col)
		}
	}
	m.Across, m.Axis = axes[0], axes[1]
	m.Category, m.Value = titles[0], titles[1]
}

// The years that a chart of years draws: the latest and those of its band.
const (
	bandYears  = 6
	cycleYears = 12
)

// years fills the months of the year from rows of months: a series for each
// year. Years before those that the kind draws become unseen.
func (c *composer) years(m *chart.Model, t *release.Table, v *view) {
	j := v.columns[0]
	at := map[period.Month]int{}
	var first, last period.Month
	for _, i := range v.rows {
		month := t.Rows[i].Labels[0].Span.First
		if at[month] = i; len(at) == 1 {
			first = month
		}
		first, last = min(first, month), max(last, month)
	}
	if len(at) == 0 || !timeline(t) {
		return
	}
	most := bandYears
	if m.Kind == chart.Cycle {
		most = cycleYears
	}
	from := max(first.Year(), last.Year()-most+1)
	if m.Kind == chart.Years && from == first.Year() && first.Number() > 1 && last.Year()-from > 1 {
		from++ // The last months of a year are no part of a band of years.
	}
	m.Timeline = true
	for _, name := range c.l.MonthsShort() {
		m.Categories = append(m.Categories, chart.Category{Label: name})
	}
	for year := from; year <= last.Year(); year++ {
		s := chart.Series{Name: strconv.Itoa(year), Pale: year < last.Year()}
		for number := range 12 {
			var value release.Value
			if i, ok := at[period.Of(year, number+1)]; ok {
				value = t.Cells[i][j]
			}
			s.Points = append(s.Points, chart.Point{Value: value, Display: c.published(value, t.Cols[j].Measure)})
		}
		m.Series = append(m.Series, s)
	}
	drawn := slices.DeleteFunc(slices.Clone(v.rows), func(i int) bool { return t.Rows[i].Labels[0].Span.First.Year() < from })
	v.unseen = slices.Concat(v.unseen, slices.DeleteFunc(v.rows, func(i int) bool { return slices.Contains(drawn, i) }))
	v.rows = drawn
}
