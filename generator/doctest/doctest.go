// Package doctest makes documents for the tests of renderers.
//
// [Random] makes valid documents of any shape with hostile texts; [Sample]
// makes one realistic brief. Both take their numbers through
// [release.Policy.Apply], which is the only way to make values. It is not for
// the program itself: only tests import it. Invariant: every document that it
// returns passes [doc.Document.Validate] and holds no control character.
package doctest

import (
	"fmt"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
)

// A hand writes values as one language does.
type hand struct {
	group, point, minus, percent string
	zero                         rune // The digit zero of the script.
}

func french() hand {
	return hand{group: "\u202f", point: ",", minus: "−", percent: "\u00a0%", zero: '0'}
}
func english() hand { return hand{group: ",", point: ".", minus: "-", percent: "%", zero: '0'} }
func arabic() hand {
	return hand{group: "٬", point: "٫", minus: "\u061c-", percent: "٪\u061c", zero: '٠'}
}

// value returns the display of v.
func (h hand) value(v release.Value, m head.Measure) string {
	n, ok := v.Number()
	if !ok {
		return symbol(v.Status())
	}
	if v.Status() == release.CountOnly {
		base, _ := v.Base()
		return h.number(n, false) + " / " + h.number(base, false)
	}
	switch m.Quantity {
	case head.Share:
		return h.number(n, false) + h.percent
	case head.Change:
		return h.number(n, true) + h.percent
	case head.Difference, head.Points:
		return h.number(n, true)
	default:
		return h.number(n, false)
	}
}

func symbol(s release.Status) string {
	switch s {
	case release.Suppressed:
		return "[c]"
	case release.Undefined:
		return "[z]"
	case release.SmallPast:
		return "[low]"
	default:
		return "[x]"
	}
}

func (h hand) number(n num.Decimal, signed bool) string {
	whole, frac, negative := n.Digits()
	var b strings.Builder
	switch {
	case negative:
		b.WriteString(h.minus)
	case signed && n.Sign() > 0:
		b.WriteString("+")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(h.group)
		}
		b.WriteRune(h.zero + r - '0')
	}
	if frac != "" {
		b.WriteString(h.point)
		for _, r := range frac {
			b.WriteRune(h.zero + r - '0')
		}
	}
	return b.String()
}

// text returns the words of a label: its raw text, which is all that the
// tables of this package use.
func text(l head.Label) string { return l.Text }

// grid turns a released table into the body of a document's table.
func (h hand) grid(id string, r *release.Table) *doc.Table {
	out := &doc.Table{ID: id, Unit: string(r.Unit)}
	for _, d := range r.Stub {
		out.Stub = append(out.Stub, d.Name)
	}
	grouped := false
	for _, c := range r.Cols {
		out.Cols = append(out.Cols, doc.Col{Key: c.Key, Text: text(c.Label), Measure: c.Measure, Kind: c.Kind})
		g := text(c.Group)
		grouped = grouped || g != ""
		if last := len(out.Groups) - 1; last >= 0 && out.Groups[last].Text == g {
			out.Groups[last].Span++
		} else {
			out.Groups = append(out.Groups, doc.Group{Text: g, Span: 1})
		}
	}
	if !grouped {
		out.Groups = nil
	}
	used := map[string]bool{}
	for i, row := range r.Rows {
		line := doc.Row{Key: row.Key, Kind: row.Kind, Heads: make([]doc.RowHead, len(r.Stub))}
		for l, label := range row.Labels {
			line.Heads[l].Text = text(label)
		}
		for j, v := range r.Cells[i] {
			display := h.value(v, r.Cols[j].Measure)
			used[display] = true
			line.Cells = append(line.Cells, doc.Cell{Value: v, Display: display})
		}
		out.Rows = append(out.Rows, line)
	}
	out.Legend = legend(used)
	return out
}

// legend explains the symbols that were used, in a fixed order.
func legend(used map[string]bool) (out []string) {
	for _, s := range []struct{ mark, means string }{
		{"[c]", "donnée confidentielle"},
		{"[low]", "base trop faible pour une variation"},
		{"[x]", "donnée non disponible"},
		{"[z]", "sans objet"},
	} {
		if used[s.mark] {
			out = append(out, fmt.Sprintf("%s : %s", s.mark, s.means))
		}
	}
	return out
}

// words returns the texts of the frame.
func words() doc.Words {
	return doc.Words{
		Contents: "Sommaire", Page: "Page {page} sur {pages}", Notes: "Notes", Note: "Note {number}",
		BackToText: "Retour au texte", Part: "partie {part} sur {parts}", Again: "{label} (suite)", DataTable: "Données de la figure", Download: "Télécharger",
		Source: "Source", Cover: "Couverture", Tables: "Tableaux", SheetName: "Feuille",
		SheetTitle: "Titre de la feuille", NoteText: "Texte de la note",
		OneTable: "Cette feuille contient un seul tableau.", Legend: "Symboles", Languages: "Langues",
		Skip: "Aller au texte", Sources: "Provenance", File: "Fichier", Unit: "Unité",
		HeadUnit: "{head} ({unit})", NoBlanks: "Aucune cellule n’est vide.", BlankNotes: "Une cellule vide signifie qu’il n’y a pas de note.",
	}
}
