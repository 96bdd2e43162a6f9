package tagged

import (
	"bytes"
	"encoding/binary"
	"math"
)

// sRGB builds an ICC version 2 display profile of IEC 61966-2-1 from its
// primaries (adapted to D50) and its transfer curve.
func sRGB() []byte {
	curve := transferCurve()
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", description("sRGB IEC61966-2.1")},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), "Public domain\x00"...)},
		{"wtpt", xyz(.9505, 1, 1.0891)},
		{"rXYZ", xyz(.43607, .22249, .01392)},
		{"gXYZ", xyz(.38515, .71687, .09708)},
		{"bXYZ", xyz(.14307, .06061, .7141)},
		{"rTRC", curve},
		{"gTRC", curve},
		{"bTRC", curve},
	}
	start := 128 + 4 + 12*len(tags)
	index := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var body bytes.Buffer
	shared := 0 // the three curves are one
	for _, t := range tags {
		at := start + body.Len()
		if t.name[1:] == "TRC" && shared != 0 {
			at = shared
		} else {
			body.Write(t.data)
			for body.Len()%4 != 0 {
				body.WriteByte(0)
			}
		}
		if t.name[1:] == "TRC" {
			shared = at
		}
		index = append(index, t.name...)
		index = binary.BigEndian.AppendUint32(index, uint32(at))
		index = binary.BigEndian.AppendUint32(index, uint32(len(t.data)))
	}
	head := make([]byte, 128)
	binary.BigEndian.PutUint32(head, uint32(start+body.Len()))
	copy(head[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	binary.BigEndian.PutUint16(head[24:], 2000) // year, month and day of the profile
	head[27], head[29] = 1, 1
	copy(head[36:], "acsp")
	copy(head[68:], xyz(.9642, 1, .8249)[8:])
	return append(append(head, index...), body.Bytes()...)
}

func xyz(values ...float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}

func description(s string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
	b = append(append(b, s...), 0)
	return append(b, make([]byte, 4+4+2+1+67)...)
}

func transferCurve() []byte {
	const n = 1024
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), n)
	for i := range n {
		v := float64(i) / (n - 1)
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}
