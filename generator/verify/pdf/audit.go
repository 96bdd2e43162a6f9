package pdf

import "slices"

// An audit is what was noted of a file while its pages were read.
type audit struct {
	found   []Violation
	known   map[Violation]bool // Without conditions' sentences.
	fonts   map[int]*font      // That text is shown in, by object number.
	devices [len(deviceNames)]use
}

// A use is the first place where something is used; the zero use is none.
type use struct{ page, object int }

// The colours of devices, and the conditions that they fail without an output
// intent of as many colours.
var (
	deviceNames  = [...]string{"DeviceGray", "DeviceRGB", "DeviceCMYK"}
	deviceRules  = [...]string{"6.2.4.3-4", "6.2.4.3-2", "6.2.4.3-3"}
	deviceColors = [...]int{1, 3, 4}
)

// device notes that colours of a device are used.
func (f *file) device(name string, page, object int) {
	if i := slices.Index(deviceNames[:], name); i >= 0 && f.devices[i] == (use{}) {
		f.devices[i] = use{page, object}
	}
}

// maxSaved is how deep PDF/A lets graphics states be nested.
const maxSaved = 28

// watch notes what an operator does before it is run.
func (r *reader) watch(name string, args []value, resources value) {
	page := r.number + 1
	switch name {
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ":
		r.paints()
	case "sh":
		r.paints()
		r.resource("Shading", args, resources)
	case "q":
		if len(r.saved) >= maxSaved {
			r.file.violates("6.1.13-8", page, 0, "")
		}
	case "g", "G":
		r.file.device("DeviceGray", page, 0)
	case "rg", "RG":
		r.file.device("DeviceRGB", page, 0)
	case "k", "K":
		r.file.device("DeviceCMYK", page, 0)
	case "cs", "CS":
		r.space(args, resources)
	case "scn", "SCN":
		if n := len(args); n > 0 && args[n-1].kind == kindName {
			r.resource("Pattern", args[n-1:], resources)
		}
	case "gs":
		r.resource("ExtGState", args, resources)
	case "Do":
		r.resource("XObject", args, resources)
	case "Tf":
		r.resource("Font", args, resources)
	case "ri":
		if len(args) == 1 {
			r.file.intent(args[0].text, page, 0)
		}
	default:
		if !slices.Contains(quiet, name) {
			r.file.violates("6.2.2-1", page, 0, "%.20q", name)
		}
	}
}

// quiet lists the operators that show nothing and name nothing, in no order
// but that of how often they are met.
var quiet = []string{
	"Tm", "BT", "ET", "EMC", "BDC", "l", "m", "c", "re", "h", "Q", "cm", "n", "w", "d", "BMC", "Ts", "W", "J", "j", "W*", "M", "i",
	"Td", "TD", "T*", "'", "\"", "Tc", "Tw", "Tz", "TL", "Tr", "v", "y", "sc", "SC", "MP", "DP", "BX", "EX", "d0", "d1", "BI", "ID", "EI",
}

// paints notes that something is shown in the open sequences.
func (r *reader) paints() {
	for i := len(r.marks) - 1; i >= 0; i-- {
		if m := r.marks[i]; m.artifact {
			return
		} else if m.mcid != unmarked {
			r.page.painted[m.mcid] = true
			return
		}
	}
	r.file.violates("01-005", r.number+1, 0, "")
}

// nested notes where a sequence must not begin.
func (r *reader) nested(m mark) {
	for _, outer := range r.marks {
		if m.artifact && outer.mcid != unmarked {
			r.file.violates("01-003", r.number+1, 0, "in marked content %d", outer.mcid)
		}
		if m.mcid != unmarked && outer.artifact {
			r.file.violates("01-004", r.number+1, 0, "marked content %d", m.mcid)
		}
	}
}

// resource notes a named resource that does not exist or is not the reader's
// own. The first argument is the name.
func (r *reader) resource(kind string, args []value, resources value) {
	if len(args) == 0 || r.inherits || r.file.get(r.file.get(resources, kind), args[0].text).kind == kindNull {
		name := ""
		if len(args) > 0 {
			name = args[0].text
		}
		r.file.violates("6.2.2-2", r.number+1, 0, "%s %.40q", kind, name)
	}
}

// space notes the colours of a space.
func (r *reader) space(args []value, resources value) {
	if len(args) != 1 || args[0].text == "Pattern" {
		return
	}
	name := args[0].text
	if slices.Contains(deviceNames[:], name) {
		r.file.device(name, r.number+1, 0)
		return
	}
	r.resource("ColorSpace", args, resources)
	r.file.device(r.file.get(r.file.get(resources, "ColorSpace"), name).text, r.number+1, 0)
}

// intent notes a rendering intent that the standard does not have.
func (f *file) intent(name string, page, object int) {
	if !slices.Contains([]string{"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}, name) {
		f.violates("6.2.6-1", page, object, "%.40q", name)
	}
}
