package xlsx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"htsm/generator/doc"
	"htsm/generator/doctest"
)

func TestLibreOfficeReadsNumbersAndLeavesFormulasAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip("LibreOffice is not installed: ", err)
	}
	d := doctest.Sample()
	payload := `=HYPERLINK("https://example.org/";"x")`
	d.Notes[0].Text = []doc.Inline{&doc.Text{Text: payload}}
	dir := t.TempDir()
	book := filepath.Join(dir, "annex.xlsx")
	if err := os.WriteFile(book, bytesOf(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	const everySheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
	cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", everySheet, "--outdir", dir, book)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for name, want := range map[string]string{
		"annex-Notes.csv":   strings.ReplaceAll(payload, `"`, `""`),
		"annex-Table_1.csv": "Exploitation sexuelle,Femmes,588,45.8%,9%",
		"annex-Cover.csv":   "TLP:AMBER",
	} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(string(content), `"1,284"`, "1284"); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", name, want, got)
		}
	}
}
