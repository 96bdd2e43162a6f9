package plot

import (
	_ "embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"modernc.org/quickjs"

	"htsm/generator/asset"
)

//go:embed driver.js
var driverSource string

//go:embed press.js
var pressSource string

const (
	memoryLimit = 256 << 20 // Of one virtual machine, in bytes.
	timeLimit   = 20 * time.Second
)

// errClosed is returned for work that is given to a closed Plotter.
var errClosed = errors.New("the plotter is closed")

// A pool holds virtual machines that have ECharts loaded. They have no way to
// files, to the network or to the clock of the process but the language's own.
type pool struct {
	bytecode []byte
	slots    chan *quickjs.VM // A nil machine is still to be made.
	closing  sync.Once

	lock  sync.Mutex
	drawn map[string]string // By payload; at most maxDrawn.
}

// maxDrawn bounds the drawings that are kept: editions for several audiences
// often share a chart, and equal payloads give equal drawings.
const maxDrawn = 500

// known returns the drawing of a payload that was drawn before.
func (p *pool) known(payload string) (string, bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	drawing, ok := p.drawn[payload]
	return drawing, ok
}

// keep keeps a drawing. A full store is emptied, which costs less than a
// better rule saves.
func (p *pool) keep(payload, drawing string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.drawn == nil || len(p.drawn) >= maxDrawn {
		p.drawn = map[string]string{}
	}
	p.drawn[payload] = drawing
}

// newPool compiles ECharts for up to size machines.
func newPool(size int) (*pool, error) {
	library, err := asset.Read("echarts.min.js")
	if err != nil {
		return nil, err
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("start the virtual machine: %w", err)
	}
	defer vm.Close()
	code, err := vm.Compile(pressSource+"\n"+string(library)+"\n"+driverSource, quickjs.EvalGlobal)
	if err != nil {
		return nil, fmt.Errorf("compile ECharts: %w", err)
	}
	p := &pool{bytecode: code, slots: make(chan *quickjs.VM, size)}
	for range size {
		p.slots <- nil
	}
	return p, nil
}

// start makes a machine.
func (p *pool) start() (*quickjs.VM, error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("start the virtual machine: %w", err)
	}
	vm.SetMemoryLimit(memoryLimit)
	if err := vm.SetEvalTimeout(timeLimit); err != nil {
		return nil, errors.Join(err, vm.Close())
	}
	if _, err := vm.EvalBytecode(p.bytecode); err != nil {
		return nil, errors.Join(fmt.Errorf("load ECharts: %w", err), vm.Close())
	}
	return vm, nil
}

// draw runs the payload on a free machine and returns the places of nodes as
// JSON and the drawing. A machine that failed is not used again.
func (p *pool) draw(payload string) (string, error) {
	if drawing, ok := p.known(payload); ok {
		return drawing, nil
	}
	vm, ok := <-p.slots
	if !ok {
		return "", errClosed
	}
	defer func() { p.slots <- vm }()
	if vm == nil {
		var err error
		if vm, err = p.start(); err != nil {
			vm = nil
			return "", err
		}
	}
	out, err := vm.Call("htsmDraw", payload)
	if err != nil {
		err = errors.Join(fmt.Errorf("draw with ECharts: %w", err), vm.Close())
		vm = nil
		return "", err
	}
	drawing, ok := out.(string)
	if !ok {
		return "", fmt.Errorf("draw with ECharts: got %T in place of a drawing", out)
	}
	p.keep(payload, drawing)
	return drawing, nil
}

// close waits for running work and ends all machines. Only the first call
// does anything.
func (p *pool) close() error {
	var errs []error
	p.closing.Do(func() {
		for range cap(p.slots) {
			if vm := <-p.slots; vm != nil {
				errs = append(errs, vm.Close())
			}
		}
		close(p.slots)
	})
	return errors.Join(errs...)
}

// marks copies the drawing that ECharts made: shapes and their presentation
// attributes only. Clipping is left out, for no mark leaves its plot, and with
// it every identifier. It refuses what a mark cannot be, text among it.
func (w *markup) marks(svg string) error {
	d := xml.NewDecoder(strings.NewReader(svg))
	depth, skip := 0, 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the drawing: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch {
			case depth == 1: // The frame is ours.
			case skip > 0 || blank(t):
				skip++
			default:
				if err := w.mark(t); err != nil {
					return err
				}
			}
		case xml.EndElement:
			depth--
			switch {
			case skip > 0:
				skip--
			case depth > 0:
				w.b.WriteString("</" + t.Name.Local + ">\n")
			}
		case xml.CharData:
			if skip == 0 && strings.TrimSpace(string(t)) != "" {
				return errors.New("the drawing of the marks holds text")
			}
		}
	}
}

// blank reports whether an element can be left out: a style sheet, a clip, or
// a rectangle that shows nothing.
func blank(t xml.StartElement) bool {
	switch t.Name.Local {
	case "style", "defs", "clipPath":
		return true
	case "rect":
		return attribute(t, "fill") == "none" && attribute(t, "stroke") == ""
	}
	return false
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// mark writes the start of an element.
func (w *markup) mark(t xml.StartElement) error {
	switch t.Name.Local {
	case "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
	default:
		return fmt.Errorf("the drawing of the marks holds an element %q", t.Name.Local)
	}
	w.open(t.Name.Local)
	for _, a := range t.Attr {
		switch name := a.Name.Local; name {
		case "d", "points", "transform", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2",
			"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
			"stroke-linejoin", "stroke-linecap", "stroke-miterlimit", "opacity":
			if strings.Contains(a.Value, "url(") {
				return fmt.Errorf("the drawing of the marks refers to %q", a.Value)
			}
			w.attr(name, a.Value)
		}
	}
	w.b.WriteString(">")
	return nil
}
