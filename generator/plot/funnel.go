package plot

import (
	"htsm/generator/chart"
)

// funnel lays out stages in order, each as a bar around one middle line, as
// wide as its number. Between two stages that have a number a pale shape leads
// from one to the next; a residual stands apart, in grey.
func (s *scene) funnel(m *chart.Model) {
	const thick, gap = 26.0, 14.0
	r := s.rowsOf(m, thick)
	r.pitch = max(r.pitch, thick+gap)
	y := s.axisTitle(m, 0)
	from := r.edge()
	if r.above {
		y = s.categoryTitle(m, 0, y, start)
	} else {
		y = s.categoryTitle(m, r.column, y, end)
	}
	a := area{from, y + r.lead, s.width - from - 1, r.pitch * float64(len(m.Categories))}
	s.height = a.y + a.h
	s.labelRows(m, r, a)
	most, value := 0.0, 0.0
	for i, p := range m.Series[0].Points {
		h, _ := height(m, i, 0)
		most, value = max(most, h), max(value, s.set.width(clean(p.Display)))
	}
	widest := a.w
	if value+4 > widest/4 { // So that a value beside its bar has room.
		widest = max(a.w/3, a.w-2*(value+pad))
	}
	wide := func(i int) (float64, bool) {
		h, ok := height(m, i, 0)
		if !ok || most == 0 {
			return 0, ok
		}
		return h / most * widest, true
	}
	mid := a.x + a.w/2
	for i, c := range m.Categories {
		top := a.y + (float64(i)+0.5)*r.pitch - thick/2
		w, ok := wide(i)
		if next, also := 0.0, false; i+1 < len(m.Categories) && !c.Muted && !m.Categories[i+1].Muted && ok {
			if next, also = wide(i + 1); also {
				s.back = append(s.back, patch{spots: []spot{
					{mid - w/2, top + thick}, {mid + w/2, top + thick}, {mid + next/2, top + r.pitch}, {mid - next/2, top + r.pitch},
				}, fill: s.colours.Grid})
			}
		}
		s.stage(m, i, mid, top, w, thick, ok)
	}
	s.finish()
}

// stage draws stage i, whose bar is w wide, with its value within the bar or
// beside it.
func (s *scene) stage(m *chart.Model, i int, mid, top, w, thick float64, ok bool) {
	text := clean(m.Series[0].Points[i].Display)
	color := s.colours.Hue(0)
	if m.Categories[i].Muted {
		color = s.colours.Residual
	}
	if ok {
		shown := max(w, 1)
		s.stand(rectangle(mid-shown/2, top, shown, thick, color), tip(m, i, 0))
	}
	y := top + thick/2
	switch {
	case !ok:
		s.say(label{spot: spot{mid, y}, text: text, at: middle, fill: s.colours.Quiet})
	case s.set.width(text)+8 <= w:
		s.say(label{spot: spot{mid, y}, text: text, at: middle, fill: s.colours.On(color)})
	default:
		s.say(label{spot: spot{mid + w/2 + pad, y}, text: text, fill: s.colours.Text, halo: &s.colours.Paper})
	}
}
