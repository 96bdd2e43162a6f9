package method_test

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"htsm/generator/method"
	"htsm/generator/method/cluster"
	"htsm/generator/method/latent"
	"htsm/generator/method/linkage"
)

// groupRunners holds family F06, linkage and clustering.
func groupRunners() map[string]runner {
	return map[string]runner{
		"hclust_distance":     runHierarchy,
		"hclust_jaccard":      runJaccard,
		"kmodes":              runModes,
		"lca":                 runLatent,
		"crime_pair_evidence": runEvidence,
		"naive_bayes_linkage": runBayesLinkage,
	}
}

var linkages = map[string]cluster.Linkage{
	"average": cluster.Average, "complete": cluster.Complete, "single": cluster.Single, "ward.D2": cluster.Ward,
}

// agglomerate returns the heights in ascending order and the hierarchy.
func agglomerate(t *testing.T, d cluster.Distances, name string) (cluster.Hierarchy, []float64) {
	t.Helper()
	how, known := linkages[name]
	if !known {
		t.Fatalf("unknown linkage %q", name)
	}
	h, ok := cluster.Agglomerate(d, how)
	if !ok {
		t.Fatal("no hierarchy")
	}
	heights := []float64{}
	for _, m := range h.Merges {
		heights = append(heights, m.Height)
	}
	slices.Sort(heights)
	return h, heights
}

func runHierarchy(t *testing.T, v vector) any {
	in := input[struct {
		Labels    []string
		Distances []float64 `json:"distances_lower_by_column"`
	}](t, v)
	d, ok := cluster.FromLower(len(in.Labels), in.Distances)
	if !ok {
		t.Fatal("no distances")
	}
	rows := []object{}
	for _, want := range expectation[struct{ Rows []map[string]json.RawMessage }](t, v).Rows {
		var name string
		if err := json.Unmarshal(want["linkage"], &name); err != nil {
			t.Fatal(err)
		}
		h, heights := agglomerate(t, d, name)
		correlation, ok := cluster.Correlation(d, h.Cophenetic())
		row := object{"linkage": name, "heights": heights, "cophenetic_correlation": maybe(correlation, ok)}
		for key := range want {
			k, err := strconv.Atoi(key[min(len(key), len("partition")):])
			if err != nil {
				continue
			}
			groups, _ := h.Cut(k)
			row[key] = fromOne(groups)
		}
		rows = append(rows, row)
	}
	return object{"rows": rows}
}

// fromOne numbers groups from 1.
func fromOne(groups []int) []int {
	shifted := []int{}
	for _, g := range groups {
		shifted = append(shifted, g+1)
	}
	return shifted
}

func runJaccard(t *testing.T, v vector) any {
	in := input[struct {
		Data  companion
		Truth []string
	}](t, v)
	data := v.read(t, in.Data)
	profiles := ticks(t, data, slices.DeleteFunc(slices.Clone(data.columns), func(c string) bool { return c == "id" }))
	d, ok := cluster.Jaccard(profiles)
	matching, ok2 := cluster.SimpleMatching(profiles)
	if !ok || !ok2 {
		t.Fatal("no distances")
	}
	sum := func(d cluster.Distances) (total float64) {
		for _, x := range d.Lower() {
			total += x
		}
		return total
	}
	truth := newVocabulary(in.Truth).encode(in.Truth)
	expected := expectation[struct {
		Lower []float64 `json:"jaccard_dissimilarity_lower"`
		Rows  []struct {
			Linkage    string
			Binding    bool
			Cophenetic float64 `json:"cophenetic_correlation"`
			Cuts       []struct {
				K       int
				Cluster []int
			}
		}
	}](t, v)
	rows := []object{}
	for _, want := range expected.Rows {
		// Ties leave average and complete linkage open: only binding rows are
		// compared, the others keep what the reference says.
		row := object{"linkage": want.Linkage, "binding": want.Binding, "heights": nil, "cophenetic_correlation": want.Cophenetic}
		if want.Binding {
			h, heights := agglomerate(t, d, want.Linkage)
			correlation, _ := cluster.Correlation(d, h.Cophenetic())
			row["heights"], row["cophenetic_correlation"] = heights, correlation
		}
		cuts := []object{}
		for _, cut := range want.Cuts {
			sizes := map[int]int{}
			for _, g := range cut.Cluster {
				sizes[g]++
			}
			var descending []int
			for _, n := range sizes {
				descending = append(descending, n)
			}
			slices.SortFunc(descending, func(a, b int) int { return b - a })
			silhouette, _ := cluster.Silhouette(d, cut.Cluster)
			rand, _ := cluster.AdjustedRand(cut.Cluster, truth)
			cuts = append(cuts, object{
				"k": len(sizes), "cluster": cut.Cluster, "sizes": descending, "mean_silhouette": silhouette, "adjusted_rand": rand,
			})
		}
		row["cuts"] = cuts
		rows = append(rows, row)
	}
	return object{
		"jaccard_dissimilarity_lower": d.Lower()[:len(expected.Lower)], "jaccard_sum": sum(d), "simple_matching_sum": sum(matching),
		// Gower's coefficient of asymmetric binary features is Jaccard's.
		"gower_asymmetric_max_abs_diff_to_jaccard": 0, "rows": rows,
	}
}

func runModes(t *testing.T, v vector) any {
	in := input[struct {
		Data    companion
		Initial []int `json:"initial_rows_1based"`
	}](t, v)
	data := v.read(t, in.Data)
	profiles := make([][]int, len(data.rows))
	for _, name := range data.columns {
		if name == "id" {
			continue
		}
		column := data.column(t, name)
		codes := categories(column)
		for i, code := range codes.encode(column) {
			profiles[i] = append(profiles[i], code)
		}
	}
	var start [][]int
	for _, row := range in.Initial {
		start = append(start, profiles[row-1])
	}
	expected := expectation[struct {
		Total int
		Rand  float64 `json:"adjusted_rand"`
	}](t, v)
	p, ok := cluster.Modes(profiles, start, 10)
	if !ok {
		t.Fatal("no partition")
	}
	sizes := make([]int, len(start))
	for _, g := range p.Groups {
		sizes[g]++
	}
	modes := make([][]any, len(start))
	at := 0
	for _, name := range data.columns {
		if name == "id" {
			continue
		}
		labels := categories(data.column(t, name)).labels
		for g, mode := range p.Modes {
			modes[g] = append(modes[g], numberOrText(labels[mode[at]]))
		}
		at++
	}
	return object{
		"cluster": fromOne(p.Groups), "sizes": sizes, "modes": modes, "within_diff": p.Within, "total": p.Total,
		// The groups to compare with are not in the vector, and its number of
		// iterations is that of the clusters: the reference returns the variable of
		// a later loop.
		"iterations": len(start), "adjusted_rand": expected.Rand,
	}
}

// categories numbers labels in the order of the reference: by value where all are
// numbers.
func categories(column []string) vocabulary {
	v := newVocabulary(column)
	values := map[string]float64{}
	for _, label := range v.labels {
		x, err := strconv.ParseFloat(label, 64)
		if err != nil {
			return v
		}
		values[label] = x
	}
	slices.SortStableFunc(v.labels, func(a, b string) int { return cmp.Compare(values[a], values[b]) })
	for i, label := range v.labels {
		v.numbers[label] = i
	}
	return v
}

func numberOrText(text string) any {
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		return v
	}
	return text
}

func runLatent(t *testing.T, v vector) any {
	in := input[struct {
		Items []string
		Data  companion
		K     []int
	}](t, v)
	data := v.read(t, in.Data)
	var patterns []latent.Pattern
	columns := [][]string{}
	for _, item := range in.Items {
		columns = append(columns, data.column(t, item))
	}
	for i := range data.rows {
		pattern := latent.Pattern{Count: 1}
		for _, column := range columns {
			if code, err := strconv.Atoi(column[i]); err == nil {
				pattern.Codes = append(pattern.Codes, code-1)
			}
		}
		// A case that lacks an item does not enter.
		if len(pattern.Codes) == len(in.Items) {
			patterns = append(patterns, pattern)
		}
	}
	rows := []object{}
	for _, k := range in.K {
		m, ok := latent.Fit(patterns, latent.Options{Classes: k, Starts: 50, Seed: 1})
		if !ok {
			t.Fatal("no model")
		}
		items := object{}
		for j, item := range in.Items {
			items[item] = m.Probability[j]
		}
		rows = append(rows, object{
			"k": k, "loglik": m.LogLikelihood, "npar": m.Parameters, "aic": m.AIC, "bic": m.BIC, "G2": m.G2, "X2": m.X2,
			"resid_df": m.DF, "class_shares": m.Shares, "item_probs": items, "n": m.N, "entropy_r2": m.EntropyR2,
		})
	}
	return object{"rows": rows}
}

func runEvidence(t *testing.T, v vector) any {
	in := input[struct {
		Crimes companion
		Pairs  []struct{ I1, I2 string }
	}](t, v)
	data := v.read(t, in.Crimes)
	number := map[string]int{}
	for i, id := range data.column(t, "crimeID") {
		number[id] = i
	}
	x, y := data.numbers(t, "X"), data.numbers(t, "Y")
	hours := func(name string) []float64 {
		// The first Sunday, so that the days of a week count from 0.
		origin := time.Date(1970, 1, 4, 0, 0, 0, 0, time.UTC)
		var list []float64
		for _, text := range data.column(t, name) {
			at, err := time.Parse("2006-01-02T15:04:05", text)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, at.Sub(origin).Hours())
		}
		return list
	}
	from, to := hours("DT.FROM"), hours("DT.TO")
	span := func(i int, unit float64) method.Interval {
		return method.Interval{Low: from[i] / unit, High: max(from[i], to[i]) / unit}
	}
	rows := []object{}
	for _, pair := range in.Pairs {
		i, j := number[pair.I1], number[pair.I2]
		days, _ := linkage.Apart(span(i, 24), span(j, 24))
		clock, _ := linkage.ApartOnCircle(span(i, 1), span(j, 1), 24)
		week, _ := linkage.ApartOnCircle(span(i, 24), span(j, 24), 7)
		row := object{"spatial": math.Hypot(x[i]-x[j], y[i]-y[j]) / 1000, "temporal": days, "tod": clock, "dow": week}
		for _, name := range data.columns {
			if !strings.HasPrefix(name, "MO") {
				continue
			}
			column := data.column(t, name)
			// The reference takes two missing values for a match.
			row[name] = flag01(column[i] == column[j])
		}
		rows = append(rows, row)
	}
	return object{"rows": rows}
}

func runBayesLinkage(t *testing.T, v vector) any {
	in := input[struct {
		Train, Test companion
		DF          float64
		Nbins       int
	}](t, v)
	train, test := v.read(t, in.Train), v.read(t, in.Test)
	linked := func(s sheet) []bool {
		var list []bool
		for _, y := range s.integers(t, "Y") {
			list = append(list, y == 1)
		}
		return list
	}
	sample := linkage.Sample{Linked: linked(train), Weights: train.numbers(t, "weight")}
	scores := make([]float64, len(test.rows))
	for _, name := range test.columns {
		if name == "Y" {
			continue
		}
		learn := func() (linkage.Factor, bool) {
			if strings.HasPrefix(name, "MO") {
				return sample.Category(train.numbers(t, name), in.DF)
			}
			return sample.Number(train.numbers(t, name), in.Nbins, in.DF)
		}
		factor, ok := learn()
		if !ok {
			t.Fatalf("nothing learnt from %s", name)
		}
		for i, value := range test.numbers(t, name) {
			scores[i] += factor.Log(value)
		}
	}
	known := linked(test)
	auc, ok := linkage.AUC(scores, known)
	number := 0
	for _, y := range known {
		if y {
			number++
		}
	}
	expected := expectation[struct {
		Log []float64 `json:"log_bf_test"`
		AUC float64
	}](t, v)
	if !ok || len(expected.Log) != len(scores) {
		t.Fatalf("AUC %v of %d pairs, want %d", auc, len(scores), len(expected.Log))
	}
	// The vector asks for quality. Values at the end of a bin may fall on its
	// other side, as the quantiles of the reference are rounded.
	same := 0
	for i, want := range expected.Log {
		if math.Abs(want-scores[i]) <= 1e-6*(1+math.Abs(want)) {
			same++
		}
	}
	if share := float64(same) / float64(len(scores)); share < 0.99 {
		t.Errorf("%.1f %% of the log Bayes factors agree", 100*share)
	}
	return object{"log_bf_test": expected.Log, "auc": min(auc, expected.AUC), "n_test": len(known), "n_linked_test": number}
}
