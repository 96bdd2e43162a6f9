package finding_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"htsm/generator/diag"
	"htsm/generator/finding"
)

// proofs names, for each rule, a test that fails without it.
var proofs = map[diag.Code]string{
	"H001": "release/release_test.go TestRatioOnASmallBaseShowsItsCounts",
	"H002": "stats/reliable_test.go TestSharesThatAreNotReliableAreFlagged",
	"H003": "stats/reliable_test.go TestRatesOfFewEventsAreFlagged",
	"H004": "compose/compose_test.go TestWordsOfChangeAreOnlyUsedWhereTheyAreAllowed",
	"H005": "compose/claims_test.go TestASentenceThatNoTestSupportsIsMarked",
	"H006": "prose/claim_test.go TestStableFiguresAreRefused",
	"H007": "release/release_test.go TestNoChangeIsShownFromZeroNorFromASmallCount",
	"H008": "compose/findings_test.go TestProvisionalFiguresOfFindingsAreMarked",
	"H009": "doc/validate_test.go TestEveryFaultOfADocumentIsFound",
	"H010": "compose/claims_test.go TestSourcesSayWhatFiguresRestOn",
	"H011": "compose/claims_test.go TestSeveralAnswersAreSaid",
	"H012": "plot/marks_test.go TestBarsOfSmallMultiplesShareOneScaleFromZero",
	"H013": "compose/tests_test.go TestEveryTestIsCountedInTheMethodPart",
	"H014": "compose/claims_test.go TestTheMethodPartSaysWhatFiguresCannotShow",
	"H015": "compose/findings_test.go TestWithoutFindingsTheFixedPhraseStands",
	"H016": "compose/judgements_test.go TestJudgementsStandApartInEveryLanguage",
	"H017": "compose/comparability_test.go TestWhatKeepsPeriodsApartStandsAtTheFront",
	"H018": "stats/unknown_test.go TestSharesOfWhatIsPartlyUnknownHaveBoundsOrAreNotShown",
	"H019": "stats/first_test.go TestMonthsBeforeTheExtractAreMissingNotZero",
	"H020": "compose/comparability_test.go TestAChangeOverABreakHasNoWords",
	"H021": "stats/ranking_test.go TestRanksAreUndecidedWhereIntervalsOfNeighboursOverlap",
}

func TestEveryRuleIsExplainedAndTested(t *testing.T) {
	explained := map[diag.Code]bool{}
	for _, e := range diag.Entries() {
		if strings.HasPrefix(string(e.Code), "H") {
			explained[e.Code] = true
		}
	}
	for _, r := range finding.Rules() {
		if !explained[r.Code] {
			t.Errorf("%s is not explained", r.Code)
		}
		delete(explained, r.Code)
		file, name, ok := strings.Cut(proofs[r.Code], " ")
		if !ok {
			t.Errorf("%s has no test", r.Code)
			continue
		}
		text, err := os.ReadFile("../" + file)
		if err != nil {
			t.Errorf("%s: %v", r.Code, err)
		} else if !regexp.MustCompile(`(?m)^func ` + name + `\(`).Match(text) {
			t.Errorf("%s: %s has no test %s", r.Code, file, name)
		}
	}
	for code := range explained {
		t.Errorf("%s is in no list of rules", code)
	}
}

// TestTheManualOfRulesIsUpToDate holds the honesty contract in the manual
// against the program. UPDATE=1 rewrites it.
func TestTheManualOfRulesIsUpToDate(t *testing.T) {
	const file, open, end = "../../reports/README.md", "<!-- honesty -->\n", "<!-- /honesty -->"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), open)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s lacks the markers of the honesty contract", file)
	}
	want := "\n| code | rule | what it does | kept by |\n| --- | --- | --- | --- |\n"
	for _, r := range finding.Rules() {
		e, _ := diag.Explain(r.Code)
		want += fmt.Sprintf("| `%s` | %s. %s | %s | %s |\n", r.Code, strings.ToUpper(e.Title[:1])+e.Title[1:], e.Text, r.Effect, r.Where)
	}
	want += "\n"
	if old == want {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatalf("the honesty contract of %s is out of date: make golden", file)
	}
	if err := os.WriteFile(file, []byte(before+open+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
