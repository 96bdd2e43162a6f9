package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/pipeline"
)

// A title of spaces that do not break is a text everywhere but in the metadata
// of PDF, where spaces at the ends do not count: the file has no title, and
// PDF/UA-1 asks for one (Matterhorn Protocol 1.1, 06-003).
func TestAPDFThatFailsPDFUAIsNotPublished(t *testing.T) {
	p := newPress(t)
	p.build(t, "")
	before := tree(t, p.site.Link)
	p.edit("reports/one.yaml", "title: T", "title: \"\\u00a0\"")
	r, err := pipeline.Build(t.Context(), p.world, pipeline.Order{
		Reports: []string{"one"}, Months: period.Span{First: period.Of(2026, 9), Last: period.Of(2026, 9)},
		Revise: "the title was wrong", Site: p.site, Date: "2026-11-16", Workers: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Release != "" || len(r.Built) != 0 || !slices.Equal(r.Failed, []string{"one"}) {
		t.Errorf("got the release %q of %v, failed %v", r.Release, r.Built, r.Failed)
	}
	if diff := cmp.Diff([]string{"reports/one.yaml:1:9 V001"}, codesOf(r)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s\n%v", diff, r.Problems)
	}
	if !slices.ContainsFunc(r.Problems, func(d diag.Diagnostic) bool { return strings.Contains(d.Message, "06-003") }) {
		t.Errorf("no problem names the condition: %v", r.Problems)
	}
	if diff := cmp.Diff(before, tree(t, p.site.Link)); diff != "" {
		t.Errorf("the release that was live is changed (-want +got):\n%s", diff)
	}
}
