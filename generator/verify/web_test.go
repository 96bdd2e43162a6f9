package verify_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/verify"
)

// site returns a release for one audience with two pages, the first of which
// holds body.
func site(body string) fstest.MapFS {
	files := map[string]string{
		"index.html": "<!DOCTYPE html><title>t</title>" + body, "en/about.html": `<!DOCTYPE html><title>t</title><h1 id="top">t</h1>`,
		"style.css": "body {}", "manifest.json": "{}",
	}
	out := fstest.MapFS{}
	sums := ""
	for _, name := range []string{"en/about.html", "index.html", "manifest.json", "style.css"} {
		out["partners/"+name] = &fstest.MapFile{Data: []byte(files[name])}
		sums += fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(files[name])), name)
	}
	out["partners/SHA256SUMS"] = &fstest.MapFile{Data: []byte(sums)}
	return out
}

func TestSoundPagesPass(t *testing.T) {
	body := `<link rel="stylesheet" href="style.css"><p id="a"><a href="#a">x</a><a href="en/about.html#top">x</a><a href="https://example.org/#b">x</a>`
	if err := verify.Release(site(body)); err != nil {
		t.Error(err)
	}
}

func TestFaultsOfPagesAreFound(t *testing.T) {
	for body, want := range map[string]string{
		`<a href="nowhere.html">x</a>`:                           "points to nowhere.html, which does not exist",
		`<a href="#nowhere">x</a>`:                               "points to #nowhere, which is not in that page",
		`<a href="en/about.html#nowhere">x</a>`:                  "points to en/about.html#nowhere, which is not in that page",
		`<meta http-equiv="refresh" content="0; url=gone.html">`: "points to gone.html, which does not exist",
		`<img src="https://example.org/x.png">`:                  "from elsewhere",
		`<script src="//example.org/x.js"></script>`:             "from elsewhere",
		`<a href="http://example.org/">x</a>`:                    "from elsewhere",
		`<a href="javascript:alert(1)">x</a>`:                    "from elsewhere",
		`<script>alert(1)</script>`:                              "holds a script of its own",
		`<style>p{}</style>`:                                     "holds a style of its own",
		`<p style="color:red">x</p>`:                             "has the attribute style",
		`<p onclick="alert(1)">x</p>`:                            "has the attribute onclick",
		`<svg><a xlink:href="x" onload="y"></a></svg>`:           "has the attribute onload",
	} {
		if err := verify.Release(site(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", body, err, want)
		}
	}
}
