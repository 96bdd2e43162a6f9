package synth_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/codes"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/num"
	"htsm/generator/synth"
)

// promise returns the contract and the code lists of the sample.
func promise(t *testing.T) (*contract.Contract, *codes.Book) {
	t.Helper()
	var diags diag.List
	c, ok := contract.Load(os.DirFS("../.."), "data/detections.contract.yaml", &diags)
	b := codes.Load(os.DirFS("../.."), "data/codes", &diags)
	if !ok || diags.HasErrors() {
		t.Fatal(diags.All())
	}
	return c, b
}

func TestEveryRowKeepsTheContract(t *testing.T) {
	c, book := promise(t)
	var names []string
	for _, col := range c.Columns {
		names = append(names, col.Name)
	}
	if diff := cmp.Diff(synth.Columns(), names); diff != "" {
		t.Fatalf("columns (-synth +contract):\n%s", diff)
	}
	for _, null := range []bool{false, true} {
		o := sample
		o.Records, o.Null = 30_000, null
		for _, r := range extract(t, o) {
			for i := range c.Columns {
				col := &c.Columns[i]
				if wrong := breach(t, c, col, book, r); wrong != "" {
					t.Fatalf("%s, column %s: %q %s", r["record_id"], col.Name, r[col.Name], wrong)
				}
			}
		}
	}
}

// breach returns how a cell breaks the contract, or "".
func breach(t *testing.T, c *contract.Contract, col *contract.Column, book *codes.Book, r row) string {
	t.Helper()
	cell := r[col.Name]
	if cell == "" {
		if col.Required {
			return "is required"
		}
		return ""
	}
	parts := []string{cell}
	if col.Separator != "" {
		parts = strings.Split(cell, col.Separator)
	}
	for _, part := range parts {
		switch col.Type {
		case contract.Code, contract.Codes, contract.Path:
			list, ok := book.List(col.List)
			if !ok {
				return "belongs to no list"
			}
			if _, ok := list.Code(part); !ok {
				return "is no code of " + list.Name + "; " + list.Suggest(part)
			}
		case contract.Integer, contract.Amounts:
			if part == "" && col.Type == contract.Amounts {
				continue
			}
			n, err := num.Parse(part)
			if err != nil || n.Scale() > col.Scale || outside(n, col) {
				return "is no such number"
			}
		case contract.Date:
			if _, err := time.Parse(time.DateOnly, part); err != nil {
				return "is no day"
			}
		case contract.Text, contract.Decimal, contract.Month, contract.Year:
		}
	}
	if along, ok := c.Column(col.Along); ok && strings.Count(r[along.Name], along.Separator) != len(parts) {
		return "does not run along " + r[along.Name]
	}
	return ""
}

func outside(n num.Decimal, col *contract.Column) bool {
	return col.Min != nil && n.Cmp(*col.Min) < 0 || col.Max != nil && n.Cmp(*col.Max) > 0
}

func TestTheSampleUsesResidualsGapsAndRareCodes(t *testing.T) {
	c, book := promise(t)
	rows := extract(t, sample)
	for i := range c.Columns {
		col := &c.Columns[i]
		list, ok := book.List(col.List)
		if !ok || col.Required || col.Name == "route" {
			continue
		}
		used := map[string]int{}
		for _, r := range rows {
			for _, code := range strings.Split(r[col.Name], ";") {
				used[code]++
			}
		}
		if used[""] == 0 && col.Name != "border_type" && col.Name != "nationality" {
			t.Errorf("%s is never empty", col.Name)
		}
		if residual := list.Residuals(); len(residual) > 0 && !slices.ContainsFunc(residual, func(code string) bool { return used[code] > 0 }) {
			t.Errorf("%s never holds one of %v", col.Name, residual)
		}
	}
}

func TestEverySignalNamesColumnsAndCodesThatExist(t *testing.T) {
	c, book := promise(t)
	for _, s := range synth.Signals() {
		for _, m := range slices.Concat(s.Among, s.Shows, s.Instead) {
			col, ok := c.Column(m.Column)
			if !ok {
				t.Errorf("%s: no column %s", s.Name, m.Column)
				continue
			}
			stops := strings.Split(m.Value, ">")
			if col.Type == contract.Amounts {
				col, _ = c.Column(col.Along)
			}
			list, _ := book.List(col.List)
			for _, code := range stops {
				if _, ok := list.Code(code); !ok {
					t.Errorf("%s: %s has no code %s", s.Name, list.Name, code)
				}
			}
		}
	}
}
