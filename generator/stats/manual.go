package stats

import (
	"fmt"
	"strings"

	"htsm/generator/contract"
)

// Manual returns the part of the manual of the spec language that describes
// the statistics, as Markdown, sorted by name.
func Manual() string {
	var b strings.Builder
	for _, s := range All() {
		fmt.Fprintf(&b, "#### `%s`\n\n%s. %s\n\n", s.Name, s.Title, s.Text)
		fmt.Fprintf(&b, "```yaml\nstatistics:\n  example: %s\n```\n\n| option | needed | takes | meaning |\n| --- | --- | --- | --- |\n", s.Example)
		for _, n := range s.Needs {
			needed := ""
			if n.Required {
				needed = "yes"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", n.Option, needed, n.takes(), n.Doc)
		}
		fmt.Fprintf(&b, "\nUsual chart: `%s`.\n\n", s.Chart)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// takes returns what an option takes, in words.
func (n Need) takes() string {
	var types []string
	for _, t := range n.Types {
		types = append(types, contract.Names()[t])
	}
	if len(types) > 0 {
		return "a column of type " + strings.Join(types, ", ")
	}
	switch n.Option {
	case Compare:
		return "a list of " + strings.Join(Comparisons(), ", ")
	case Measure:
		return "an integer column, or rows"
	case Window:
		return "period, year-to-date, rolling-N"
	case Top, Minimum:
		return "a whole number"
	case Rounding:
		return "standard, published"
	case Currency:
		return "an ISO 4217 code"
	case Level:
		return "50 to 99"
	case Values:
		return "a list of codes"
	case Of, By, Across, Per:
	}
	return "a column"
}
