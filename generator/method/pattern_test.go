package method_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"htsm/generator/method/association"
	"htsm/generator/method/pattern"
)

// patternRunners holds family F05, frequent profiles.
func patternRunners() map[string]runner {
	return map[string]runner{
		"frequent_itemsets": runItemsets,
		"association_rules": runRules,
		"sequence_patterns": runSequences,
	}
}

// A vocabulary numbers labels in their order.
type vocabulary struct {
	labels  []string
	numbers map[string]int
}

func newVocabulary(labels []string) vocabulary {
	labels = slices.Compact(slices.Sorted(slices.Values(labels)))
	v := vocabulary{labels: labels, numbers: make(map[string]int)}
	for i, label := range labels {
		v.numbers[label] = i
	}
	return v
}

func (v vocabulary) encode(labels []string) []int {
	var items []int
	for _, label := range labels {
		items = append(items, v.numbers[label])
	}
	return items
}

func (v vocabulary) decode(items []int) []string {
	labels := []string{}
	for _, item := range items {
		labels = append(labels, v.labels[item])
	}
	return labels
}

func readTransactions(t *testing.T, v vector) ([]pattern.Transaction, vocabulary) {
	t.Helper()
	in := input[struct {
		Transactions companion
		Separator    string
	}](t, v)
	var sets [][]string
	var all []string
	for _, text := range v.read(t, in.Transactions).column(t, "items") {
		set := strings.Split(text, in.Separator)
		sets = append(sets, set)
		all = append(all, set...)
	}
	labels := newVocabulary(all)
	var transactions []pattern.Transaction
	for _, set := range sets {
		transactions = append(transactions, pattern.Transaction{Items: labels.encode(set), Count: 1})
	}
	return transactions, labels
}

func runItemsets(t *testing.T, v vector) any {
	transactions, labels := readTransactions(t, v)
	n := len(transactions)
	expected := expectation[struct {
		Rows []struct {
			Top []struct{ Items []string }
		}
	}](t, v)
	rows := []object{}
	for i, support := range input[struct{ Thresholds []float64 }](t, v).Thresholds {
		least := int64(math.Ceil(support*float64(n) - 1e-9))
		sets, err := pattern.Frequent(transactions, pattern.Options{MinCount: least})
		if err != nil {
			t.Fatal(err)
		}
		closed, maximal := 0, 0
		sizes, counts := object{}, map[string]int64{}
		for _, s := range sets {
			if s.Closed {
				closed++
			}
			if s.Maximal {
				maximal++
			}
			size := strconv.Itoa(len(s.Items))
			number, _ := sizes[size].(int)
			sizes[size] = number + 1
			counts[strings.Join(labels.decode(s.Items), "|")] = s.Count
		}
		// Sets of equal count may stand in any order: each expected set is
		// looked up, and the counts must fall as ours do.
		top := []object{}
		for k, want := range expected.Rows[i].Top {
			name := strings.Join(slices.Sorted(slices.Values(want.Items)), "|")
			if counts[name] != sets[k].Count {
				t.Errorf("set %d at %v: %s has the count %d, ours %d", k, support, name, counts[name], sets[k].Count)
			}
			top = append(top, object{"items": want.Items, "count": counts[name]})
		}
		rows = append(rows, object{
			"min_support": support, "min_count": least, "frequent": len(sets), "closed": closed,
			"maximal": maximal, "by_size": sizes, "top": top,
		})
	}
	return object{"rows": rows}
}

func runRules(t *testing.T, v vector) any {
	in := input[struct {
		Of         string  `json:"transactions_of"`
		Support    float64 `json:"min_support"`
		Confidence float64 `json:"min_confidence"`
		Minlen     int
	}](t, v)
	of := filepath.Join(v.folder, filepath.Base(in.Of)+".json")
	if _, err := os.Stat(of); err != nil {
		// A further set may lean on the vectors that it adds to.
		of = filepath.Join(sharedVectors(t), filepath.Base(in.Of)+".json")
	}
	transactions, labels := readTransactions(t, readVector(t, of))
	n := len(transactions)
	sets, err := pattern.Frequent(transactions, pattern.Options{MinCount: int64(math.Ceil(in.Support*float64(n) - 1e-9))})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := pattern.Rules(sets, int64(n), in.Confidence)
	if err != nil {
		t.Fatal(err)
	}
	lengths, found, number := object{}, map[string]object{}, 0
	for _, r := range rules {
		if len(r.If)+1 < in.Minlen {
			continue
		}
		number++
		length := strconv.Itoa(len(r.If) + 1)
		count, _ := lengths[length].(int)
		lengths[length] = count + 1
		found[strings.Join(labels.decode(r.If), "|")+">"+labels.labels[r.Then]] = ruleObject(r)
	}
	expected := expectation[struct {
		Rules []struct{ LHS, RHS []string }
	}](t, v)
	listed := []object{}
	for _, want := range expected.Rules {
		name := strings.Join(slices.Sorted(slices.Values(want.LHS)), "|") + ">" + strings.Join(want.RHS, "|")
		rule, ok := found[name]
		if !ok {
			t.Fatalf("no rule %s", name)
		}
		rule["lhs"], rule["rhs"] = want.LHS, want.RHS
		listed = append(listed, rule)
	}
	return object{"n_rules": number, "by_length": lengths, "rules": listed}
}

func ruleObject(r pattern.Rule) object {
	rule := object{
		"support": r.Support, "confidence": r.Confidence, "coverage": r.Coverage, "count": r.Table.Both,
		"leverage": r.Leverage, "conviction": r.Conviction, "fishersExactTest": r.P, "hyperConfidence": 1 - r.P,
	}
	for name, measure := range map[string]func(association.Fourfold) (float64, bool){
		"lift": association.Fourfold.Lift, "phi": association.Fourfold.Phi,
		"oddsRatio": association.Fourfold.SampleOddsRatio, "jaccard": association.Fourfold.Jaccard,
	} {
		value, ok := measure(r.Table)
		rule[name] = maybe(value, ok)
	}
	return rule
}

func runSequences(t *testing.T, v vector) any {
	in := input[struct {
		Sequences [][][]string
		MaxGap    *int `json:"max_gap"`
	}](t, v)
	var all []string
	for _, s := range in.Sequences {
		all = append(all, slices.Concat(s...)...)
	}
	labels := newVocabulary(all)
	var sequences []pattern.Sequence
	for _, s := range in.Sequences {
		sequence := pattern.Sequence{Count: 1}
		for _, event := range s {
			sequence.Events = append(sequence.Events, labels.encode(event))
		}
		sequences = append(sequences, sequence)
	}
	gap := 0
	if in.MaxGap != nil {
		gap = *in.MaxGap
	}
	expected := expectation[struct {
		Rows []struct {
			Support  float64 `json:"min_support"`
			Patterns []struct{ Pattern string }
		}
	}](t, v)
	rows := []object{}
	for _, row := range expected.Rows {
		least := int64(math.Ceil(row.Support*float64(len(sequences)) - 1e-9))
		found, err := pattern.Subsequences(sequences, gap, pattern.Options{MinCount: least})
		if err != nil {
			t.Fatal(err)
		}
		counts := map[string]int64{}
		for _, p := range found {
			var events []string
			for _, event := range p.Events {
				events = append(events, "{"+strings.Join(labels.decode(event), ",")+"}")
			}
			counts["<"+strings.Join(events, ",")+">"] = p.Count
		}
		patterns := []object{}
		for _, want := range row.Patterns {
			count, ok := counts[want.Pattern]
			patterns = append(patterns, object{"pattern": want.Pattern, "count": maybe(count, ok)})
		}
		rows = append(rows, object{"min_support": row.Support, "n_patterns": len(found), "patterns": patterns})
	}
	return object{"rows": rows}
}
