package workbook

import "encoding/xml"

// A drawn is the drawing of a sheet: charts or a picture.
type drawn struct {
	alts    []string // Of the objects of the drawing.
	picture []byte
	charts  []*chartPart // None for a picture.
}

// A chartPart is a chart of Excel's own.
type chartPart struct {
	Lang    valued     `xml:"lang"`
	Title   []string   `xml:"chart>title>tx>rich>p>r>t"`
	Axes    []axisPart `xml:"chart>plotArea>valAx"`
	Colours []struct {
		Val string `xml:"val,attr"`
	} `xml:"txPr>p>pPr>defRPr>solidFill>srgbClr"`
	Bars  []seriesPart `xml:"chart>plotArea>barChart>ser"`
	Lines []seriesPart `xml:"chart>plotArea>lineChart>ser"`
	Areas []seriesPart `xml:"chart>plotArea>areaChart>ser"`
	Radar []seriesPart `xml:"chart>plotArea>radarChart>ser"`
	Discs []discPart   `xml:"chart>plotArea>bubbleChart>ser"`
	Dots  []discPart   `xml:"chart>plotArea>scatterChart>ser"`
}

type axisPart struct {
	Title []string `xml:"title>tx>rich>p>r>t"`
}

type seriesPart struct {
	Name   string      `xml:"tx>strRef>f"`
	Said   string      `xml:"tx>v"`
	Labels string      `xml:"cat>strRef>f"`
	Levels string      `xml:"cat>multiLvlStrRef>f"`
	Dates  string      `xml:"cat>numRef>f"`
	Values numbersPart `xml:"val>numRef"`
}

// A discPart is the series of one disc.
type discPart struct {
	Name   string      `xml:"tx>strRef>f"`
	Across numbersPart `xml:"xVal>numRef"`
	Up     numbersPart `xml:"yVal>numRef"`
	Size   numbersPart `xml:"bubbleSize>numRef"`
}

// A numbersPart is a reference to cells with the numbers that a preview shows.
type numbersPart struct {
	Ref   string `xml:"f"`
	Cache struct {
		Count valued `xml:"ptCount"`
		Pt    []struct {
			At int    `xml:"idx,attr"`
			V  string `xml:"v"`
		} `xml:"pt"`
	} `xml:"numCache"`
}

// drawing reads the drawing of a sheet.
func (b *Book) drawing(part string) (*drawn, error) {
	type object struct {
		Alt struct {
			Descr string `xml:"descr,attr"`
		} `xml:"nvGraphicFramePr>cNvPr"`
		AltPicture struct {
			Descr string `xml:"descr,attr"`
		} `xml:"nvPicPr>cNvPr"`
	}
	var raw struct {
		XMLName xml.Name
		Anchors []struct {
			Frames   []object `xml:"graphicFrame"`
			Pictures []object `xml:"pic"`
		} `xml:",any"`
	}
	if err := b.decode(part, &raw); err != nil {
		return nil, err
	}
	out := &drawn{}
	for _, a := range raw.Anchors {
		for _, f := range a.Frames {
			out.alts = append(out.alts, f.Alt.Descr)
		}
		for _, p := range a.Pictures {
			out.alts = append(out.alts, p.AltPicture.Descr)
		}
	}
	rels, err := b.relations(part)
	if err != nil {
		return nil, err
	}
	for _, id := range sortedKeys(rels) {
		switch r := rels[id]; r.kind {
		case "chart":
			c := &chartPart{}
			if err := b.decode(r.target, c); err != nil {
				return nil, err
			}
			out.charts = append(out.charts, c)
		case "image":
			out.picture = b.parts[r.target]
		}
	}
	return out, nil
}
