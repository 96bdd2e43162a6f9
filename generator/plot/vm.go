package plot

import (
	_ "embed"
	"errors"
	"fmt"
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
	return drawing, nil
}

// close waits for running work and ends all machines.
func (p *pool) close() error {
	var errs []error
	for range cap(p.slots) {
		if vm := <-p.slots; vm != nil {
			errs = append(errs, vm.Close())
		}
	}
	close(p.slots)
	return errors.Join(errs...)
}
