package workbook

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
)

// allowed are the parts that a workbook may have: none that runs, reaches out
// or keeps what was deleted.
var allowed = regexp.MustCompile(`^(\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml|` +
	`xl/(workbook|styles|theme/theme1|worksheets/sheet\d+|tables/table\d+|charts/chart\d+|drawings/drawing\d+)\.xml|` +
	`xl/((worksheets|drawings)/)?_rels/(workbook|sheet\d+|drawing\d+)\.xml\.rels|xl/media/image\d+\.png)$`)

func countable(c doc.Col) bool {
	return c.Measure.Quantity == head.Count || c.Measure.Quantity == head.Difference
}

// book checks the parts, the names and how the workbook opens.
func (l *linter) book() {
	for _, name := range l.names {
		if !allowed.MatchString(name) {
			l.add(23, nil, "the part %s does not belong here", name)
		}
	}
	for _, part := range l.names {
		rels, err := l.relations(part)
		if err != nil {
			l.add(23, nil, "%v", err)
		}
		for _, id := range sortedKeys(rels) {
			if rels[id].external {
				l.add(23, nil, "%s leads out of the workbook, to %s", part, rels[id].target)
			}
		}
	}
	for _, v := range l.root.Views {
		if v.ActiveTab != 0 || v.FirstSheet != 0 {
			l.add(18, nil, "it does not open at the first sheet")
		}
	}
	for _, n := range l.root.Names {
		if n.Hidden == "1" || n.Hidden == "true" {
			l.add(7, nil, "the name %s is hidden", n.Name)
		}
		if strings.ContainsFunc(n.Name, func(r rune) bool { return r > 0x7E }) {
			l.add(21, nil, "the name %q is not ASCII", n.Name)
		}
		if l.named(sheetOf(n.Text)) == nil {
			l.add(20, nil, "the name %s stands for %q", n.Name, n.Text)
		}
	}
}

// properties checks the properties of the file.
func (l *linter) properties() {
	m := l.d.Meta
	var core struct {
		Title    string `xml:"title"`
		Subject  string `xml:"subject"`
		Creator  string `xml:"creator"`
		Keywords string `xml:"keywords"`
		Language string `xml:"language"`
		Created  string `xml:"created"`
		Modified string `xml:"modified"`
	}
	if err := l.decode("docProps/core.xml", &core); err != nil {
		l.add(16, nil, "%v", err)
	}
	stamp := m.Dated + "T00:00:00Z"
	for _, p := range []struct{ name, got, want string }{
		{"title", core.Title, m.Title},
		{"subject", core.Subject, m.Subtitle},
		{"creator", core.Creator, m.Publisher},
		{"keywords", core.Keywords, m.Marking.Text},
		{"language", core.Language, m.Language},
		{"date of creation", core.Created, stamp},
		{"date of change", core.Modified, stamp},
	} {
		if p.got != p.want {
			l.add(16, nil, "the %s is %q, not %q", p.name, p.got, p.want)
		}
	}
	var custom struct {
		List []struct {
			Name string `xml:"name,attr"`
			Text string `xml:"lpwstr"`
		} `xml:"property"`
	}
	if err := l.decode("docProps/custom.xml", &custom); err != nil {
		l.add(17, nil, "%v", err)
	}
	has := func(name, value string) {
		for _, p := range custom.List {
			if (name == "" || p.Name == name) && p.Text == value {
				return
			}
		}
		l.add(17, nil, "there is no property %s of the value %q", name, value)
	}
	has("Marking", m.Marking.Text)
	has("Edition", m.Edition)
	has("Audience", m.Audience)
	has("Reference", m.Reference)
	for _, s := range l.d.Sources {
		has("", s.SHA256)
	}
}

// looks checks type, contrast, wrapping and fills of the cells of a sheet.
func (l *linter) looks(s *Sheet) {
	used := map[int]bool{}
	for i, r := range s.rows {
		for _, col := range sortedKeys(r) {
			c := r[col]
			if i > 0 && !c.Number && c.style >= 0 && c.style < len(l.styles.Cells) && !l.styles.Cells[c.style].Alignment.Wrap {
				l.add(15, s, "a text of row %d does not wrap", i+1)
			}
			used[c.style] = true
		}
	}
	for _, style := range sortedKeys(used) {
		if style < 0 || style >= len(l.styles.Cells) {
			l.add(15, s, "there is no style %d", style)
			continue
		}
		x := l.styles.Cells[style]
		if x.Fill > 1 && x.Fill < len(l.styles.Fills) && (l.styles.Fills[x.Fill].Gradient != nil || l.styles.Fills[x.Fill].Pattern.Type != "none") {
			l.add(9, s, "cells are filled")
		}
		if x.Font < 0 || x.Font >= len(l.styles.Fonts) {
			l.add(15, s, "there is no font %d", x.Font)
			continue
		}
		f := l.styles.Fonts[x.Font]
		if size, err := strconv.ParseFloat(f.Size.Val, 64); err != nil || size < 12 || f.Name.Val != "Arial" {
			l.add(15, s, "cells are set in %s of %s points", f.Name.Val, f.Size.Val)
		}
		if f.Color.RGB != "" && contrast(f.Color.RGB) < 4.5 {
			l.add(15, s, "the colour %s is too pale", f.Color.RGB)
		}
	}
	for _, c := range s.view.Columns {
		if c.Width < 8 || c.Width > 120 {
			l.add(15, s, "the column %d is %v wide", c.Min, c.Width)
		}
	}
}

// contrast returns the contrast of a colour, AARRGGBB or RRGGBB, on white
// (WCAG 2.2, relative luminance).
func contrast(rgb string) float64 {
	if len(rgb) == 8 {
		rgb = rgb[2:]
	}
	n, err := strconv.ParseUint(rgb, 16, 32)
	if err != nil || len(rgb) != 6 {
		return 0
	}
	channel := func(shift uint) float64 {
		c := float64(n>>shift&0xFF) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 1.05 / (0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0) + 0.05)
}
