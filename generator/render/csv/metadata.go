package csv

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
)

// Metadata returns the description of a CSV file as JSON: the tabular metadata
// of the W3C ("Metadata Vocabulary for Tabular Data", 2015), which stands next
// to the file under its name with "-metadata.json" behind. It says what the
// columns hold, in which unit, which codes the flags are, what the notes say,
// and what the edition was made from. The file is the name of the CSV file. It
// returns an error if a text cannot be written.
func Metadata(d *doc.Document, g doc.Grid, file string) ([]byte, error) {
	names, err := heads(g.Table, neutral)
	if err != nil {
		return nil, fmt.Errorf("csv: table %s: %w", g.ID, err)
	}
	label := g.Label
	if g.Figure != nil {
		label = g.Figure.Label
	}
	m := d.Meta
	context, err := json.Marshal([]any{"http://www.w3.org/ns/csvw", map[string]string{"@language": m.Language}})
	if err != nil {
		return nil, fmt.Errorf("csv: table %s: %w", g.ID, err)
	}
	out := tableMeta{
		Context: context, URL: file,
		Title: strings.TrimSpace(label + " " + doc.Plain(g.Caption)), Description: g.Summary, Language: m.Language,
		Publisher: m.Publisher, Identifier: m.Reference, Created: m.Dated, Temporal: m.Edition, Source: g.Source,
		Rights:  strings.Join(append([]string{m.Marking.Text}, m.Marking.Handling...), " – "),
		Dialect: dialect{Encoding: "utf-8", Delimiter: ",", Quote: `"`, Double: true, Header: true, Ends: []string{"\r\n"}},
		Schema:  schemaMeta{Key: "key", Columns: columnsMeta(g.Table, names)},
		Notes:   notesMeta(d, g),
	}
	for _, s := range d.Sources {
		out.Derived = append(out.Derived, sourceMeta{Title: s.Name, File: s.File, SHA256: s.SHA256})
	}
	body, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("csv: table %s: %w", g.ID, err)
	}
	return append(body, '\n'), nil
}

type tableMeta struct {
	Context     json.RawMessage `json:"@context"`
	URL         string          `json:"url"`
	Title       string          `json:"dc:title"`
	Description string          `json:"dc:description,omitempty"`
	Language    string          `json:"dc:language"`
	Publisher   string          `json:"dc:publisher,omitempty"`
	Identifier  string          `json:"dc:identifier"`
	Created     string          `json:"dc:created"`
	Temporal    string          `json:"dc:temporal"`
	Rights      string          `json:"dc:rights"`
	Source      string          `json:"dc:source,omitempty"`
	Derived     []sourceMeta    `json:"prov:wasDerivedFrom,omitempty"`
	Dialect     dialect         `json:"dialect"`
	Schema      schemaMeta      `json:"tableSchema"`
	Notes       []noteMeta      `json:"notes,omitempty"`
}

type sourceMeta struct {
	Title  string `json:"dc:title"`
	File   string `json:"schema:name"`
	SHA256 string `json:"schema:sha256"`
}

type dialect struct {
	Encoding  string   `json:"encoding"`
	Delimiter string   `json:"delimiter"`
	Quote     string   `json:"quoteChar"`
	Double    bool     `json:"doubleQuote"`
	Header    bool     `json:"header"`
	Ends      []string `json:"lineTerminators"`
}

type schemaMeta struct {
	Columns []columnMeta `json:"columns"`
	Key     string       `json:"primaryKey"`
}

type columnMeta struct {
	Name        string       `json:"name"`
	Titles      string       `json:"titles"` // As in the first line of the file.
	Description string       `json:"dc:description,omitempty"`
	Quantity    string       `json:"dc:type,omitempty"`
	Unit        string       `json:"schema:unitText,omitempty"`
	Currency    string       `json:"schema:currency,omitempty"`
	Type        datatypeMeta `json:"datatype"`
	Separator   string       `json:"separator,omitempty"`
	Required    bool         `json:"required,omitempty"`
}

type datatypeMeta struct {
	Base   string `json:"base"`
	Format string `json:"format,omitempty"`
}

type noteMeta struct {
	Kind string `json:"type"` // neutralised, symbol or note.
	Text string `json:"text"`
}

// columnsMeta describes the columns under their heads in the file.
func columnsMeta(t *doc.Table, names []string) []columnMeta {
	text := datatypeMeta{Base: "string"}
	out := []columnMeta{
		{Description: "The key of the row, the same in all languages.", Type: text, Required: true},
		{Description: "What the row is.", Type: datatypeMeta{"string", "row|total|other|residual"}, Required: true},
	}
	for _, s := range t.Stub {
		out = append(out, columnMeta{Description: s, Type: text})
	}
	for j, c := range t.Cols {
		base := "integer"
		if slices.ContainsFunc(t.Rows, func(r doc.Row) bool { n, ok := r.Cells[j].Value.Number(); return ok && n.Scale() > 0 }) {
			base = "decimal"
		}
		out = append(out,
			columnMeta{
				Description: c.Text, Quantity: quantity(c.Measure.Quantity), Unit: unitOf(t, c),
				Currency: c.Measure.Currency, Type: datatypeMeta{Base: base},
			},
			columnMeta{
				Description: "Why there is no number, or what must be known of it.", Separator: ";",
				Type: datatypeMeta{"string", "suppressed|missing|undefined|small-base|small-past|provisional|revised|unreliable"},
			})
	}
	for i := range out {
		out[i].Name, out[i].Titles = variable(names[i]), names[i]
	}
	return out
}

// unitOf returns what the numbers of a column count or measure.
func unitOf(t *doc.Table, c doc.Col) string {
	switch c.Measure.Quantity {
	case head.Count, head.Difference:
		return t.Unit
	case head.Share, head.Change:
		return "%"
	case head.Points:
		return "percentage points"
	}
	return ""
}

// quantity returns the word for what a column measures.
func quantity(q head.Quantity) string {
	switch q {
	case head.Count:
		return "count"
	case head.Share:
		return "share"
	case head.Change:
		return "change"
	case head.Difference:
		return "difference"
	case head.Mean:
		return "mean"
	case head.Index:
		return "index"
	case head.Amount:
		return "amount"
	case head.Estimate:
		return "estimate"
	case head.Points:
		return "points"
	case head.Probability:
		return "probability"
	}
	return ""
}

// variable returns a name as URI templates have it (RFC 6570, 2.3): letters,
// digits and the underscore, everything else by its bytes.
func variable(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_' && i > 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// notesMeta returns what must be known of the table: how its texts are kept
// from being formulas, its symbols, its notes.
func notesMeta(d *doc.Document, g doc.Grid) []noteMeta {
	out := []noteMeta{{"neutralised", "A text that begins, after spaces, with one of = + - @ in either width has an apostrophe before it; numbers are written as they are. The Parquet file has every text as it is."}}
	for _, line := range g.Legend {
		out = append(out, noteMeta{"symbol", line})
	}
	used := map[doc.NoteID]bool{}
	mark := func(list []doc.NoteID) {
		for _, id := range list {
			used[id] = true
		}
	}
	mark(g.Table.Notes)
	if g.Figure != nil {
		mark(g.Figure.Notes)
	}
	for _, c := range g.Cols {
		mark(c.Notes)
	}
	for _, r := range g.Rows {
		for _, h := range r.Heads {
			mark(h.Notes)
		}
		for _, c := range r.Cells {
			mark(c.Notes)
		}
	}
	for _, n := range d.Notes {
		if used[n.ID] {
			out = append(out, noteMeta{"note", doc.Plain(n.Text)})
		}
	}
	return out
}
