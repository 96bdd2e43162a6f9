package theme

import (
	"strconv"

	"htsm/generator/posyaml"
)

// color is the type of a colour such as "#1A2B3C".
func color() posyaml.Type[Color] {
	text := posyaml.Match(`a colour such as "#1A2B3C"`, `^#[0-9A-F]{6}$`)
	return posyaml.Convert(text, func(t posyaml.Text) Color {
		if len(t.Value) != 7 {
			return Color{}
		}
		v, err := strconv.ParseUint(t.Value[1:], 16, 24)
		if err != nil {
			return Color{} // The pattern has reported it.
		}
		return Color{uint8(v >> 16), uint8(v >> 8), uint8(v)}
	})
}

// points is the type of a size in whole points.
func points() posyaml.Type[float64] {
	return posyaml.Convert(posyaml.Whole(1, 96), func(n posyaml.Number) float64 { return float64(n.Value) })
}

func required[T, V any](name, doc string, t posyaml.Type[V], place func(*T) *V) posyaml.Field[T] {
	return posyaml.Field[T]{Name: name, Doc: doc, Required: true, Value: posyaml.In(t, place)}
}

func themeType() posyaml.Type[Theme] {
	return posyaml.Object[Theme]{
		Name: "theme",
		Doc:  "The looks that paper, screen and sheet share.",
		Fields: []posyaml.Field[Theme]{
			required("colours", "The colours.", coloursType(tlp()), func(t *Theme) *Colours { return &t.Colours }),
			required("dark", "The colours on a dark screen.", coloursType(), func(t *Theme) *Colours { return &t.Dark }),
			required("type", "The typeface and its sizes.", typeType(), func(t *Theme) *Type { return &t.Type }),
			required("space", "The distances.", spaceType(), func(t *Theme) *Space { return &t.Space }),
		},
	}.Type()
}

func tlp() posyaml.Field[Colours] {
	return required("tlp", "The colours of the Traffic Light Protocol 2.0.", tlpType(), func(c *Colours) *TLP { return &c.TLP })
}

// coloursType is the type of a set of colours with what more it has.
func coloursType(more ...posyaml.Field[Colours]) posyaml.Type[Colours] {
	one := func(name, doc string, place func(*Colours) *Color) posyaml.Field[Colours] {
		return required(name, doc, color(), place)
	}
	return posyaml.Object[Colours]{
		Name: "colours",
		Doc:  "Every colour of the house.",
		Fields: append([]posyaml.Field[Colours]{
			one("paper", "What everything stands on.", func(c *Colours) *Color { return &c.Paper }),
			one("text", "Running text.", func(c *Colours) *Color { return &c.Text }),
			one("quiet", "Notes, axis texts and units.", func(c *Colours) *Color { return &c.Quiet }),
			one("accent", "Links and the signature rule.", func(c *Colours) *Color { return &c.Accent }),
			one("rule", "Lines of tables.", func(c *Colours) *Color { return &c.Rule }),
			one("grid", "Lines behind data.", func(c *Colours) *Color { return &c.Grid }),
			one("band", "The ground of callouts.", func(c *Colours) *Color { return &c.Band }),
			one("residual", "Categories that are not ranked.", func(c *Colours) *Color { return &c.Residual }),
			one("past", "The past beside the present.", func(c *Colours) *Color { return &c.Past }),
			one("absent", "The ground of a cell without a number.", func(c *Colours) *Color { return &c.Absent }),
			required("palette", "The hues of series, in order of use.", paletteType(), func(c *Colours) *[]Color { return &c.Palette }),
			required("ramp", "Shades from nothing to much.", rampType(), func(c *Colours) *Ramp { return &c.Ramp }),
			one("loss", "The end of the shades for numbers below zero.", func(c *Colours) *Color { return &c.Loss }),
		}, more...),
	}.Type()
}

// paletteType reads one to MaxHues colours under the names of their rank, so
// that there cannot be too many.
func paletteType() posyaml.Type[[]Color] {
	names := [MaxHues]string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh"}
	type palette [MaxHues]Color
	var fields []posyaml.Field[palette]
	for i, name := range names {
		fields = append(fields, required(name, "One hue.", color(), func(p *palette) *Color { return &p[i] }))
	}
	object := posyaml.Object[palette]{Name: "palette", Doc: "The hues of series.", Fields: fields}
	return posyaml.Convert(object.Type(), func(p palette) []Color { return p[:] })
}

func rampType() posyaml.Type[Ramp] {
	return posyaml.Object[Ramp]{
		Name: "ramp",
		Doc:  "A passage from one colour to another.",
		Fields: []posyaml.Field[Ramp]{
			required("from", "The colour of nothing.", color(), func(r *Ramp) *Color { return &r.From }),
			required("to", "The colour of much.", color(), func(r *Ramp) *Color { return &r.To }),
		},
	}.Type()
}

func tlpType() posyaml.Type[TLP] {
	return posyaml.Object[TLP]{
		Name: "tlp",
		Doc:  "A text colour for each label, all on one ground.",
		Fields: []posyaml.Field[TLP]{
			required("ground", "What the labels stand on.", color(), func(t *TLP) *Color { return &t.Ground }),
			required("red", "TLP:RED.", color(), func(t *TLP) *Color { return &t.Red }),
			required("amber", "TLP:AMBER and TLP:AMBER+STRICT.", color(), func(t *TLP) *Color { return &t.Amber }),
			required("green", "TLP:GREEN.", color(), func(t *TLP) *Color { return &t.Green }),
			required("clear", "TLP:CLEAR.", color(), func(t *TLP) *Color { return &t.Clear }),
		},
	}.Type()
}

func typeType() posyaml.Type[Type] {
	return posyaml.Object[Type]{
		Name: "type",
		Doc:  "The typeface and its sizes in points.",
		Fields: []posyaml.Field[Type]{
			required("family", "The name of the typeface.", familyType(), func(t *Type) *string { return &t.Family }),
			required("note", "Notes, tables and charts.", points(), func(t *Type) *float64 { return &t.Note }),
			required("body", "Running text.", points(), func(t *Type) *float64 { return &t.Body }),
			required("lead", "Titles of figures and small heads.", points(), func(t *Type) *float64 { return &t.Lead }),
			required("head", "Heads of sections.", points(), func(t *Type) *float64 { return &t.Head }),
			required("title", "The title of a brief; key figures.", points(), func(t *Type) *float64 { return &t.Title }),
			required("cover", "The title on a cover.", points(), func(t *Type) *float64 { return &t.Cover }),
			{
				Name: "justify", Doc: "Running text on paper is set to both sides.", Default: "false",
				Value: posyaml.In(posyaml.Convert(posyaml.TrueFalse(), func(b posyaml.Bool) bool { return b.Value }), func(t *Type) *bool { return &t.Justify }),
			},
		},
	}.Type()
}

func familyType() posyaml.Type[string] {
	text := posyaml.Match("a name such as Noto Sans", `^[A-Za-z][A-Za-z ]{0,40}$`)
	return posyaml.Convert(text, func(t posyaml.Text) string { return t.Value })
}

func spaceType() posyaml.Type[Space] {
	return posyaml.Object[Space]{
		Name: "space",
		Doc:  "The distances in points.",
		Fields: []posyaml.Field[Space]{
			required("hair", "Between a mark and its label.", points(), func(s *Space) *float64 { return &s.Hair }),
			required("small", "Between lines that belong together.", points(), func(s *Space) *float64 { return &s.Small }),
			required("base", "Between paragraphs.", points(), func(s *Space) *float64 { return &s.Base }),
			required("large", "Around figures and tables.", points(), func(s *Space) *float64 { return &s.Large }),
			required("vast", "Between chapters.", points(), func(s *Space) *float64 { return &s.Vast }),
		},
	}.Type()
}
