package asset_test

import (
	"bytes"
	"strings"
	"testing"

	"htsm/generator/asset"
)

// names are the files that other packages ask for; make assets must place
// each of them.
func names() []string {
	return []string{
		"echarts.min.js", "countries-110m.json",
		"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf",
		"NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf", "NotoSansMath-Regular.ttf",
		"NotoSans-Regular.woff2", "NotoSans-Bold.woff2", "NotoSans-Italic.woff2", "NotoSansExt-Regular.woff2", "NotoSansExt-Bold.woff2",
		"NotoSansArabic-Regular.woff2", "NotoSansArabic-Bold.woff2",
		"echarts.LICENSE.txt", "echarts.NOTICE.txt", "world-atlas.LICENSE.txt",
		"NotoSans.OFL.txt", "NotoSansArabic.OFL.txt", "NotoSansMath.OFL.txt",
		"hyphen-en.txt", "hyphen-es.txt", "hyphen-fr.txt", "hyphen.LICENSE.txt",
	}
}

func TestReadReturnsEveryFileThatTheProgramEmbeds(t *testing.T) {
	for _, name := range names() {
		data, err := asset.Read(name)
		if err != nil {
			t.Errorf("Read(%q): %v", name, err)
			continue
		}
		if len(data) == 0 {
			t.Errorf("Read(%q) is empty", name)
		}
	}
}

func TestFontsAreOfTheirFormatAndLicencesAreTheirs(t *testing.T) {
	for _, name := range names() {
		data, err := asset.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".ttf") && !bytes.HasPrefix(data, []byte{0, 1, 0, 0}) {
			t.Errorf("%s starts with % x, not the TrueType signature", name, data[:4])
		}
		if strings.HasSuffix(name, ".woff2") && !bytes.HasPrefix(data, []byte("wOF2")) {
			t.Errorf("%s starts with % x, not the WOFF2 signature", name, data[:4])
		}
		if strings.HasSuffix(name, ".OFL.txt") && !bytes.Contains(data, []byte("SIL Open Font License")) {
			t.Errorf("%s is not the font licence", name)
		}
	}
}

func TestReadOfAMissingFileSaysWhatToRun(t *testing.T) {
	for _, name := range []string{"absent.ttf", "", "../asset.go", "/etc/passwd"} {
		_, err := asset.Read(name)
		want := "asset " + name + " is missing: run 'make assets'"
		if err == nil || err.Error() != want {
			t.Errorf("Read(%q) error = %v, want %q", name, err, want)
		}
	}
}
