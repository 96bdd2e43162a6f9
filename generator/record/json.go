package record

import (
	"htsm/generator/head"
	"htsm/generator/release"
)

// The types below are the form of the file. What is not given is left out.
type (
	file struct {
		Format     int             `json:"format"`
		Report     string          `json:"report"`
		Edition    string          `json:"edition"`
		Audience   string          `json:"audience"`
		CutOff     string          `json:"cutOff,omitempty"`
		Threshold  int64           `json:"threshold"`
		Tests      *fileFigure     `json:"tests,omitempty"`
		Flagged    *fileFigure     `json:"flagged,omitempty"`
		Q          string          `json:"q"`
		Statistics []fileStatistic `json:"statistics"`
		Findings   []fileFinding   `json:"findings"`
	}
	fileStatistic struct {
		ID         string       `json:"id"`
		Kind       string       `json:"kind"`
		Unit       string       `json:"unit"`
		Definition string       `json:"definition"`
		Withheld   bool         `json:"withheld,omitempty"`
		At         string       `json:"at"`
		Columns    []fileColumn `json:"columns"`
		Rows       []fileRow    `json:"rows"`
	}
	fileColumn struct {
		Key      string `json:"key"`
		Of       string `json:"of,omitempty"`
		At       string `json:"at,omitempty"`
		Quantity string `json:"quantity"`
		Partial  bool   `json:"partial,omitempty"`
	}
	fileRow struct {
		Key     string        `json:"key"`
		At      string        `json:"at,omitempty"`
		Partial bool          `json:"partial,omitempty"`
		Figures []*fileFigure `json:"figures"`
	}
	fileFigure struct {
		Is     string   `json:"is,omitempty"`
		Status string   `json:"status,omitempty"`
		Base   string   `json:"base,omitempty"`
		Flags  []string `json:"flags,omitempty"`
	}
	fileFinding struct {
		Statistic string      `json:"statistic"`
		Row       string      `json:"row"`
		Labels    []fileLabel `json:"labels,omitempty"`
		Word      string      `json:"word,omitempty"`
		Column    string      `json:"column,omitempty"`
		Rise      bool        `json:"rise,omitempty"`
	}
	fileLabel struct {
		Kind  string   `json:"kind"`
		List  string   `json:"list,omitempty"`
		Codes []string `json:"codes,omitempty"`
		Text  string   `json:"text,omitempty"`
		At    string   `json:"at,omitempty"`
	}
)

// statuses, quantities and labels list the words of the file in the order of
// the constants.
func statuses() []string {
	return []string{
		release.Missing: "missing", release.Published: "published", release.CountOnly: "count-only",
		release.Suppressed: "suppressed", release.Undefined: "undefined", release.SmallPast: "small-past",
	}
}

func quantities() []string {
	return []string{
		head.Count: "count", head.Share: "share", head.Change: "change", head.Difference: "difference", head.Mean: "mean",
		head.Index: "index", head.Amount: "amount", head.Estimate: "estimate", head.Points: "points",
		head.Probability: "probability",
	}
}

func labels() []string {
	return []string{
		head.Word: "word", head.Code: "code", head.Path: "path", head.Time: "time", head.Raw: "raw",
		head.Column: "column", head.Finding: "finding",
	}
}

// A namedFlag is a flag with its word.
type namedFlag struct {
	flag release.Flag
	name string
}

func flags() []namedFlag {
	return []namedFlag{{release.Provisional, "provisional"}, {release.Revised, "revised"}, {release.Unreliable, "unreliable"}, {release.Broken, "broken"}}
}
