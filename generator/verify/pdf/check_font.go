package pdf

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// checkFonts looks at the fonts in which text is shown.
func (f *file) checkFonts() {
	for _, n := range sortedKeys(f.fonts) {
		t := f.fonts[n]
		f.checkNames(t.dict, n)
		f.checkText(t, n)
		if t.wide {
			f.checkComposite(t, n)
			continue
		}
		if f.get(f.get(t.dict, "FontDescriptor"), "FontFile2").kind != kindStream {
			f.violates("31-009", 0, n, "")
		}
	}
}

// checkNames looks at what a font dictionary calls itself.
func (f *file) checkNames(font value, object int) {
	kinds := []string{"Type0", "TrueType", "CIDFontType2"}
	if f.get(font, "Type").text != "Font" || !slices.Contains(kinds, f.get(font, "Subtype").text) || f.get(font, "BaseFont").kind != kindName {
		f.violates("6.2.11.2-1", 0, object, "")
	}
}

// checkText looks at the map of a font to Unicode.
func (f *file) checkText(t *font, object int) {
	if f.get(t.dict, "ToUnicode").kind == kindNull {
		f.violates("31-027", 0, object, "")
		return
	}
	for code, page := range t.used { // In any order: all of a page are one violation.
		if t.text[code] == "" {
			f.violates("10-001", page+1, object, "")
		}
	}
	for _, text := range t.text { // In any order: all are one violation.
		if strings.ContainsRune(text, 0) {
			f.violates("31-028", 0, object, "")
		}
		if strings.ContainsAny(text, "\uFEFF\uFFFE") {
			f.violates("31-029", 0, object, "")
		}
	}
}

// checkComposite looks at the CID font of a composite font.
func (f *file) checkComposite(t *font, object int) {
	cid := value{}
	if list := f.get(t.dict, "DescendantFonts").list; len(list) == 1 {
		cid = f.resolve(list[0])
		f.checkNames(cid, object)
	}
	descriptor := f.get(cid, "FontDescriptor")
	program := f.get(descriptor, "FontFile2")
	if program.kind != kindStream {
		f.violates("31-009", 0, object, "")
		return
	}
	var glyphs []byte // Two bytes for each code; nil if they are the same.
	switch m := f.get(cid, "CIDToGIDMap"); {
	case m.kind == kindNull:
		f.violates("31-005", 0, object, "")
	case m.kind == kindStream:
		var err error
		if glyphs, err = f.inflate(m); err != nil {
			f.fail(err)
			return
		}
	case m.text != "Identity":
		f.violates("31-004", 0, object, "%.40q", m.text)
	}
	data, err := f.inflate(program)
	if err != nil {
		f.fail(err)
		return
	}
	face, ok := readFace(data)
	if !ok {
		f.violates("31-009", 0, object, "the font is broken")
		return
	}
	f.checkSet(descriptor, face, object)
	f.checkGlyphs(t, cid, face, glyphs, object)
}

// checkGlyphs looks at the glyphs of the codes that are shown. Of a font, one
// code stands for all that fail a condition.
func (f *file) checkGlyphs(t *font, cid value, face *face, glyphs []byte, object int) {
	widths := f.widths(cid)
	for _, code := range sortedKeys(t.used) {
		glyph := code
		if glyphs != nil {
			if glyph = 0; 2*code+1 < len(glyphs) {
				glyph = int(binary.BigEndian.Uint16(glyphs[2*code:]))
			}
		}
		switch {
		case glyph == 0:
			f.violates("31-030", t.used[code]+1, object, "")
		case !face.has(glyph):
			f.violates("31-011", 0, object, "code %d", code)
		default:
			want, known := widths[code]
			if !known {
				want = 1000
				if dw := f.get(cid, "DW"); dw.kind == kindNumber {
					want = dw.num
				}
			}
			if got := face.width(glyph); math.Abs(got-want) > 1 {
				f.violates("31-016", 0, object, "code %d is %.4g wide, in the font %.4g", code, want, got)
			}
		}
	}
}

// widths reads the widths of a CID font (ISO 32000-1, 9.7.4.3).
func (f *file) widths(cid value) map[int]float64 {
	out := map[int]float64{}
	list := f.get(cid, "W").list
	for i := 0; i+1 < len(list); {
		from, next := f.resolve(list[i]).int(), f.resolve(list[i+1])
		if next.kind == kindArray {
			for k, w := range next.list {
				out[from+k] = f.resolve(w).num
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		for code := from; code <= min(next.int(), from+maxCodes) && len(out) < maxCodes; code++ {
			out[code] = f.resolve(list[i+2]).num
		}
		i += 3
	}
	return out
}

// checkSet looks at the set of glyphs that a descriptor may list.
func (f *file) checkSet(descriptor value, face *face, object int) {
	stream := f.get(descriptor, "CIDSet")
	if stream.kind != kindStream {
		return
	}
	set, err := f.inflate(stream)
	if err != nil {
		f.fail(err)
		return
	}
	for glyph := range max(face.count, 8*len(set)) {
		listed := glyph/8 < len(set) && set[glyph/8]&(0x80>>(glyph%8)) != 0
		switch {
		case glyph < face.count && !listed:
			f.violates("31-014", 0, object, "glyph %d", glyph)
		case glyph >= face.count && listed:
			f.violates("31-015", 0, object, "glyph %d", glyph)
		}
	}
}

// A face is what is looked at in a TrueType font (Apple's TrueType Reference
// Manual, chapter 6).
type face struct {
	count    int // Glyphs.
	units    float64
	advances []byte // The table hmtx.
	long     int    // Glyphs with an advance of their own.
}

// readFace reads the tables head, hhea, maxp and hmtx, and reports whether
// they are whole.
func readFace(data []byte) (*face, bool) {
	tables := map[string][]byte{}
	if len(data) < 12 {
		return nil, false
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if len(data) < 12+16*(i+1) {
			return nil, false
		}
		entry := data[12+16*i:]
		from, size := uint64(binary.BigEndian.Uint32(entry[8:])), uint64(binary.BigEndian.Uint32(entry[12:]))
		if from+size > uint64(len(data)) {
			return nil, false
		}
		tables[string(entry[:4])] = data[from : from+size]
	}
	head, hhea, maxp := tables["head"], tables["hhea"], tables["maxp"]
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 6 || len(tables["glyf"]) == 0 {
		return nil, false
	}
	f := &face{
		count: int(binary.BigEndian.Uint16(maxp[4:])), units: float64(binary.BigEndian.Uint16(head[18:])),
		advances: tables["hmtx"], long: int(binary.BigEndian.Uint16(hhea[34:])),
	}
	return f, f.units > 0 && f.long > 0 && f.long <= f.count && len(f.advances) >= 4*f.long
}

func (f *face) has(glyph int) bool { return glyph < f.count }

// width returns the advance of a glyph in thousandths of the type size.
func (f *face) width(glyph int) float64 {
	return float64(binary.BigEndian.Uint16(f.advances[4*min(glyph, f.long-1):])) * 1000 / f.units
}
