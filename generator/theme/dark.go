package theme

// A Pair is a colour on paper with the one that stands for it on a dark screen.
type Pair struct{ Light, Dark Color }

// Pairs returns each colour that a chart is drawn in with that of a dark screen,
// always in the same order and each colour of paper once. What reads on a ground
// on paper reads on its pair: text that [Colours.On] chose has a contrast of at
// least 4.5 there too.
func (t *Theme) Pairs() []Pair {
	light, dark := t.Colours, t.Dark
	out := []Pair{
		{light.Paper, dark.Paper},
		{light.Text, dark.Text},
		{light.Quiet, dark.Quiet},
		{Color{}, Color{}},
		{light.Grid, dark.Grid},
		{light.Absent, dark.Absent},
		{light.Band, dark.Band},
	}
	ground := func(a, b Color) { out = append(out, Pair{a, t.under(a, b)}) }
	for i := range light.Palette {
		ground(light.Hue(i), dark.Hue(i))
	}
	ground(light.Accent, dark.Accent)
	ground(light.Rule, dark.Rule)
	ground(light.Residual, dark.Residual)
	ground(light.Past, dark.Past)
	for i := range Shades + 1 {
		part := float64(i) / Shades
		ground(light.Shade(part), dark.Shade(part))
		ground(light.Shade(-part), dark.Shade(-part))
	}
	for n := 2; n <= MaxHues; n++ {
		for i := 1; i < n; i++ {
			ground(light.Fading(i, n), dark.Fading(i, n))
		}
	}
	seen := map[Color]bool{}
	kept := out[:0]
	for _, p := range out {
		if !seen[p.Light] {
			seen[p.Light] = true
			kept = append(kept, p)
		}
	}
	return kept
}

// under returns the shade next to dark on which the ink of light reads.
func (t *Theme) under(light, dark Color) Color {
	ink, end := Color{}, Color{255, 255, 255}
	switch t.Colours.On(light) {
	case t.Colours.Paper:
		ink = t.Dark.Paper
	case t.Colours.Text:
		ink, end = t.Dark.Text, t.Dark.Paper
	}
	for i := range 1001 {
		if c := mix(dark, end, float64(i)/1000); Contrast(ink, c) >= 4.5 {
			return c
		}
	}
	return end
}

// Fading returns the grey of series i of n, counted from 0, in a category that
// is not ranked: Residual, and then ever nearer to Grid.
func (c Colours) Fading(i, n int) Color {
	return Ramp{From: c.Residual, To: c.Grid}.At(float64(i) / float64(n))
}
