package pdf

import (
	"bytes"
	"math"
	"slices"
)

// checkSyntax holds the bytes of the file against the rules of ISO 19005-3,
// 6.1.
func (f *file) checkSyntax() {
	head := f.data[:min(len(f.data), 16)]
	version, rest, _ := bytes.Cut(head, []byte("\n"))
	version = bytes.TrimSuffix(version, []byte("\r"))
	if len(version) != len("%PDF-1.7") || !bytes.HasPrefix(version, []byte("%PDF-1.")) || version[7] < '0' || version[7] > '7' {
		f.violates("6.1.2-1", 0, 0, "%q", version)
	}
	if len(rest) < 5 || rest[0] != '%' || rest[1] < 128 || rest[2] < 128 || rest[3] < 128 || rest[4] < 128 {
		f.violates("6.1.2-2", 0, 0, "")
	}
	if end := bytes.TrimSuffix(bytes.TrimSuffix(f.data, []byte("\n")), []byte("\r")); !bytes.HasSuffix(end, []byte("%%EOF")) {
		f.violates("6.1.3-3", 0, 0, "")
	}
	id := f.get(f.trailer, "ID").list
	if len(id) != 2 || id[0].kind != kindText || id[0].text == "" {
		f.violates("6.1.3-1", 0, 0, "")
	}
}

// checkEncryption looks at what the encryption permits (ISO 32000-1, 7.6.3).
func (f *file) checkEncryption() {
	const accessibility = 1 << 9 // Bit 10: extraction for accessibility.
	p, ok := f.get(f.trailer, "Encrypt").dict["P"]
	switch {
	case !ok:
		f.violates("26-001", 0, 0, "")
	case int64(p.num)&accessibility == 0:
		f.violates("26-002", 0, 0, "P is %d", int64(p.num))
	}
}

// checkObjects looks at every object of the file.
func (f *file) checkObjects() {
	associated := map[int]bool{} // Files that something is associated with.
	var files []int
	for _, n := range sortedKeys(f.places) {
		v := f.object(n)
		f.checkValue(v, n, associated)
		if f.get(v, "EF").kind == kindDict {
			files = append(files, n)
		}
	}
	for _, n := range files {
		if !associated[n] {
			f.violates("6.8-4", 0, n, "")
		}
	}
}

// checkValue looks at a value within an object, and at all values within it.
func (f *file) checkValue(v value, object int, associated map[int]bool) {
	switch v.kind {
	case kindNumber:
		f.checkNumber(v.num, object)
	case kindText:
		if len(v.text) > 32767 {
			f.violates("6.1.13-3", 0, object, "")
		}
	case kindName:
		if len(v.text) > 127 {
			f.violates("6.1.13-4", 0, object, "")
		}
	case kindStream:
		f.checkStream(v, object)
	}
	for _, item := range v.list {
		f.checkValue(item, object, associated)
	}
	if v.dict == nil {
		return
	}
	for _, key := range sortedKeys(v.dict) {
		item := v.dict[key]
		if len(key) > 127 {
			f.violates("6.1.13-4", 0, object, "")
		}
		f.checkEntry(v, key, item, object, associated)
		if item.kind != kindReference {
			f.checkValue(item, object, associated)
		}
	}
}

// checkEntry looks at an entry of a dictionary by its key.
func (f *file) checkEntry(v value, key string, item value, object int, associated map[int]bool) {
	switch key {
	case "S":
		f.checkAction(v, object)
	case "AA":
		f.violates("6.5.2-1", 0, object, "%s", key)
	case "XFA":
		f.violates("25-001", 0, object, "")
	case "NeedAppearances":
		if f.resolve(item).text == "true" {
			f.violates("6.4.1-3", 0, object, "")
		}
	case "AF":
		for _, file := range f.resolve(item).list {
			associated[int(file.num)] = true
		}
	case "EF":
		f.checkEmbedded(v, object)
	case "ExtGState":
		for _, name := range sortedKeys(f.resolve(item).dict) {
			f.checkState(f.get(f.resolve(item), name), object)
		}
	case "ColorSpace", "CS":
		f.device(f.resolve(item).text, 0, object)
	case "AlternatePresentations", "PresSteps":
		f.violates("6.10-1", 0, object, "%s", key)
	case "Requirements":
		f.violates("6.11-1", 0, object, "")
	}
}

// checkNumber holds a number against the limits of ISO 19005-3, 6.1.13.
func (f *file) checkNumber(n float64, object int) {
	switch size := math.Abs(n); {
	case size > 3.403e38:
		f.violates("6.1.13-2", 0, object, "")
	case n > math.MaxInt32 || n < math.MinInt32:
		f.violates("6.1.13-1", 0, object, "%.0f", n)
	case size != 0 && size < 1.175e-38:
		f.violates("6.1.13-5", 0, object, "")
	}
}

func (f *file) checkStream(v value, object int) {
	for _, key := range []string{"F", "FFilter", "FDecodeParms"} {
		if _, ok := v.dict[key]; ok {
			f.violates("6.1.7.1-3", 0, object, "%s", key)
		}
	}
	filter := f.get(v, "Filter")
	for _, name := range append(filter.list, filter) {
		if name := f.resolve(name).text; name == "LZWDecode" || name == "Crypt" {
			f.violates("6.1.7.2-1", 0, object, "%s", name)
		}
	}
	_, ref := v.dict["Ref"]
	_, proxy := v.dict["OPI"]
	switch f.get(v, "Subtype").text {
	case "Image":
		if _, alternates := v.dict["Alternates"]; alternates || proxy || f.get(v, "Interpolate").text == "true" {
			f.violates("6.2.8-1", 0, object, "")
		}
		bits, mask := f.get(v, "BitsPerComponent"), f.get(v, "ImageMask").text == "true"
		if bits.kind == kindNumber && (mask && bits.num != 1 || !slices.Contains([]float64{1, 2, 4, 8, 16}, bits.num)) {
			f.violates("6.2.8-4", 0, object, "%.4g bits", bits.num)
		}
		if intent := f.get(v, "Intent"); intent.kind == kindName {
			f.intent(intent.text, 0, object)
		}
	case "Form":
		if ref {
			f.violates("30-001", 0, object, "")
		}
		if _, script := v.dict["PS"]; script || proxy || f.get(v, "Subtype2").text == "PS" {
			f.violates("6.2.9-1", 0, object, "")
		}
	case "PS":
		f.violates("6.2.9-1", 0, object, "")
	}
}

// checkAction looks at a dictionary that may be an action. Types of other
// dictionaries with an entry S do not have the names of actions.
func (f *file) checkAction(v value, object int) {
	switch action := f.get(v, "S").text; action {
	case "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "JavaScript", "GoToE":
		f.violates("6.5.1-1", 0, object, "%s", action)
	case "Named":
		if name := f.get(v, "N").text; !slices.Contains([]string{"NextPage", "PrevPage", "FirstPage", "LastPage"}, name) {
			f.violates("6.5.1-2", 0, object, "%.40q", name)
		}
	}
}

// blendModes are those of ISO 32000-1, tables 136 and 137.
var blendModes = []string{
	"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight", "SoftLight",
	"Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
}

// checkState looks at a graphics state.
func (f *file) checkState(v value, object int) {
	_, transfer := v.dict["TR"]
	_, phase := v.dict["HTP"]
	if again := f.get(v, "TR2"); transfer || phase || again.kind != kindNull && again.text != "Default" {
		f.violates("6.2.5-1", 0, object, "")
	}
	mode := f.get(v, "BM")
	for _, m := range append(mode.list, mode) {
		if m = f.resolve(m); m.kind == kindName && !slices.Contains(blendModes, m.text) {
			f.violates("6.2.10-1", 0, object, "%.40q", m.text)
		}
	}
	if intent := f.get(v, "RI"); intent.kind == kindName {
		f.intent(intent.text, 0, object)
	}
}

// checkEmbedded looks at the specification of an embedded file.
func (f *file) checkEmbedded(v value, object int) {
	if f.get(v, "F").text == "" || f.get(v, "UF").text == "" {
		f.violates("21-001", 0, object, "")
	}
	if f.get(v, "AFRelationship").kind != kindName {
		f.violates("6.8-3", 0, object, "")
	}
	file := f.get(f.get(v, "EF"), "F")
	if !bytes.Contains([]byte(f.get(file, "Subtype").text), []byte("/")) {
		f.violates("6.8-1", 0, object, "")
	}
}
