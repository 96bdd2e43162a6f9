package tagged

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"

	"htsm/generator/typeface"
)

// subset builds a TrueType font whose glyph i is shape i-1 of the list and
// whose glyph 0 is that of the source. The parts of composite glyphs follow
// behind. Tables of the source were checked when it was loaded.
func subset(f *typeface.Font, list []shape) []byte {
	s := &subsetter{font: f, order: []shape{{parts: []part{{}}, advance: f.Advance(0)}}, numbers: map[uint16]uint16{}}
	s.order = append(s.order, list...)
	for i, sh := range s.order {
		if _, ok := s.numbers[sh.parts[0].glyph]; !ok && len(sh.parts) == 1 {
			s.numbers[sh.parts[0].glyph] = uint16(i)
		}
	}
	var glyf bytes.Buffer
	var metrics []byte
	loca := []byte{0, 0, 0, 0}
	most := 1
	for i := 0; i < len(s.order); i++ { // order grows with the parts found
		outline := s.outline(s.order[i])
		most = max(most, len(s.order[i].parts))
		glyf.Write(outline)
		for glyf.Len()%4 != 0 {
			glyf.WriteByte(0)
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.Len()))
		metrics = binary.BigEndian.AppendUint16(metrics, uint16(math.Round(s.order[i].advance*float64(f.UnitsPerEm())/1000)))
		metrics = binary.BigEndian.AppendUint16(metrics, uint16(leftOf(outline)))
	}
	head := bytes.Clone(f.Table("head"))
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	hhea := bytes.Clone(f.Table("hhea"))
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.order)))
	return sfnt([]table{
		{"cvt ", f.Table("cvt ")},
		{"fpgm", f.Table("fpgm")},
		{"glyf", glyf.Bytes()},
		{"head", head},
		{"hhea", hhea},
		{"hmtx", metrics},
		{"loca", loca},
		{"maxp", limits(f.Table("maxp"), len(s.order), most)},
		{"prep", f.Table("prep")},
	})
}

// limits returns the maxp table for a number of glyphs and the greatest
// number of parts of a shape.
func limits(maxp []byte, glyphs, parts int) []byte {
	out := bytes.Clone(maxp)
	binary.BigEndian.PutUint16(out[4:], uint16(glyphs))
	if len(out) < 32 || parts < 2 {
		return out
	}
	raise := func(at, to int) {
		binary.BigEndian.PutUint16(out[at:], uint16(min(0xFFFF, max(to, int(binary.BigEndian.Uint16(out[at:]))))))
	}
	simple, composite := int(binary.BigEndian.Uint16(out[6:])), int(binary.BigEndian.Uint16(out[10:]))
	raise(10, parts*max(simple, composite)) // points of a composite
	simple, composite = int(binary.BigEndian.Uint16(out[8:])), int(binary.BigEndian.Uint16(out[12:]))
	raise(12, parts*max(simple, composite)) // its contours
	raise(28, parts)
	raise(30, int(binary.BigEndian.Uint16(out[30:]))+1) // depth
	return out
}

// leftOf returns the left edge of an outline.
func leftOf(outline []byte) int16 {
	if len(outline) < 10 {
		return 0
	}
	return int16(binary.BigEndian.Uint16(outline[2:]))
}

type subsetter struct {
	font    *typeface.Font
	order   []shape           // by new glyph
	numbers map[uint16]uint16 // first new glyph of each source glyph
}

// number returns the new glyph of a source glyph; one that is new follows
// behind the others.
func (s *subsetter) number(glyph uint16) uint16 {
	n, ok := s.numbers[glyph]
	if !ok {
		n = uint16(len(s.order))
		s.numbers[glyph] = n
		s.order = append(s.order, shape{parts: []part{{glyph: glyph}}, advance: s.font.Advance(glyph)})
	}
	return n
}

// data returns the outline of a source glyph.
func (s *subsetter) data(g uint16) []byte {
	loca, glyf := s.font.Table("loca"), s.font.Table("glyf")
	var from, to int
	if binary.BigEndian.Uint16(s.font.Table("head")[50:]) == 1 {
		if 4*int(g)+8 > len(loca) {
			return nil
		}
		from, to = int(binary.BigEndian.Uint32(loca[4*int(g):])), int(binary.BigEndian.Uint32(loca[4*int(g)+4:]))
	} else {
		if 2*int(g)+4 > len(loca) {
			return nil
		}
		from, to = 2*int(binary.BigEndian.Uint16(loca[2*int(g):])), 2*int(binary.BigEndian.Uint16(loca[2*int(g)+2:]))
	}
	if from >= to || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

// The flags of a part of a composite glyph.
const (
	wordArguments   = 0x01
	offsetArguments = 0x02
	oneScale        = 0x08
	moreParts       = 0x20
	twoScales       = 0x40
	twoByTwo        = 0x80
)

// outline returns the outline of a shape with all parts renumbered.
func (s *subsetter) outline(sh shape) []byte {
	if len(sh.parts) > 1 {
		return s.compose(sh.parts)
	}
	data := s.data(sh.parts[0].glyph)
	if len(data) < 10 || int16(binary.BigEndian.Uint16(data)) >= 0 {
		return data
	}
	data = bytes.Clone(data)
	for at := 10; at+4 <= len(data); {
		flags := binary.BigEndian.Uint16(data[at:])
		binary.BigEndian.PutUint16(data[at+2:], s.number(binary.BigEndian.Uint16(data[at+2:])))
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&twoByTwo != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			break
		}
	}
	return data
}

// compose writes a composite glyph of parts at their offsets. Parts without
// an outline, such as spaces, are left out.
func (s *subsetter) compose(parts []part) []byte {
	var body []byte
	box := [4]int{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16}
	flagsAt := 0
	for _, p := range parts {
		data := s.data(p.glyph)
		if len(data) < 10 {
			continue
		}
		edge := func(at int, shift int16) int { return int(int16(binary.BigEndian.Uint16(data[at:]))) + int(shift) }
		box[0], box[1] = min(box[0], edge(2, p.dx)), min(box[1], edge(4, p.dy))
		box[2], box[3] = max(box[2], edge(6, p.dx)), max(box[3], edge(8, p.dy))
		flagsAt = len(body)
		body = binary.BigEndian.AppendUint16(body, wordArguments|offsetArguments|moreParts)
		body = binary.BigEndian.AppendUint16(body, s.number(p.glyph))
		body = binary.BigEndian.AppendUint16(body, uint16(p.dx))
		body = binary.BigEndian.AppendUint16(body, uint16(p.dy))
	}
	if len(body) == 0 {
		return nil
	}
	binary.BigEndian.PutUint16(body[flagsAt:], wordArguments|offsetArguments)
	out := []byte{0xFF, 0xFF}
	for _, v := range box {
		out = binary.BigEndian.AppendUint16(out, uint16(int16(v)))
	}
	return append(out, body...)
}

type table struct {
	tag  string
	data []byte
}

// sfnt assembles a TrueType file from tables in the order of their tags.
func sfnt(tables []table) []byte {
	tables = slices.DeleteFunc(tables, func(t table) bool { return len(t.data) == 0 })
	power, log := 1, 0
	for power*2 <= len(tables) {
		power, log = power*2, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{len(tables), power * 16, log, (len(tables) - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	offset := 12 + 16*len(tables)
	head := 0
	for _, t := range tables {
		if t.tag == "head" {
			head = offset
		}
		out = append(out, t.tag...)
		for _, v := range []uint32{checksum(t.data), uint32(offset), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		offset += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	const magic = 0xB1B0AFBA
	binary.BigEndian.PutUint32(out[head+8:], magic-checksum(out))
	return out
}

// checksum adds the bytes up as big-endian words, the last filled with zeros.
func checksum(data []byte) uint32 {
	sum := uint32(0)
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
