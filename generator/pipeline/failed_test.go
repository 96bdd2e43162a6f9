package pipeline

import (
	"errors"
	"fmt"
	"testing"

	"htsm/generator/diag"
	"htsm/generator/render/xlsx"
)

// What a workbook cannot hold is never cut. A spec cannot hold such a text
// itself, and an extract with a million values would take minutes.
func TestWhatDoesNotFitAWorkbookHasItsCode(t *testing.T) {
	for err, want := range map[error]string{
		fmt.Errorf("write workbook: %w", &xlsx.LimitError{What: "2000000 rows"}): "reports/x.yaml:3:7: error[B019]",
		errors.New("the disk is full"):                                           "reports/x.yaml:3:7: error[B016]",
	} {
		var diags diag.List
		failed(&diags, diag.Pos{File: "reports/x.yaml", Line: 3, Col: 7}, err)
		if all := diags.All(); len(all) != 1 || fmt.Sprintf("%s: error[%s]", all[0].Pos, all[0].Code) != want {
			t.Errorf("%v is reported as %v, want %s", err, all, want)
		}
	}
}
