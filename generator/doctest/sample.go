package doctest

import (
	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// Sample returns a realistic brief in French of six sections, with invented
// figures released at a threshold of 5. Every call returns the same document.
func Sample() *doc.Document {
	s := &sample{hand: french(), policy: release.Policy{Threshold: 5}}
	d := &doc.Document{
		Meta:  sampleMeta(),
		Words: words(),
		Body: []*doc.Section{
			s.summary(), s.trend(), s.modes(), s.routes(), s.victims(), s.method(),
		},
		Notes: []doc.Note{
			{ID: 1, Text: []doc.Inline{&doc.Text{Text: "Une affaire peut relever de plusieurs modes opératoires : les parts ne s’additionnent pas."}}},
			{ID: 2, Text: []doc.Inline{&doc.Text{Text: "Données provisoires : deux services n’avaient pas transmis leurs données à la date d’arrêté."}}},
			{ID: 3, Text: []doc.Inline{
				&doc.Text{Text: "Définition de la "},
				&doc.Link{URL: "https://www.unodc.org/unodc/en/human-trafficking/protocol.html", Body: []doc.Inline{&doc.Text{Text: "convention de Palerme"}}},
				&doc.Text{Text: ", article 3."},
			}},
		},
		Sources: []doc.Source{
			{Name: "Extraction des affaires, octobre 2026", File: "detections-2026-10.csv", SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
			{Name: "Spécification du rapport", File: "eu-monthly-brief.yaml", SHA256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"},
		},
	}
	return d
}

func sampleMeta() doc.Meta {
	return doc.Meta{
		Report: "eu-monthly-brief", Edition: "2026-10", Audience: "partners", Language: "fr",
		Title:    "Traite des êtres humains et trafic de migrants",
		Subtitle: "Bulletin mensuel des modes opératoires et des itinéraires",
		Period:   "Octobre 2026", CutOff: "Données arrêtées au 2 novembre 2026", Dated: "2026-11-02",
		Publisher: "Cellule d’analyse", Next: "Novembre 2026, le 15 décembre 2026",
		Contact:      doc.Contact{Name: "Cellule d’analyse, guichet TEH–TIM", Email: "thb-som@police.example", Phone: "+32 2 555 01 00"},
		Reference:    "HTSM-2026-10-fr-partners",
		Distribution: "Services partenaires désignés",
		Marking: doc.Marking{
			Text: "TLP:AMBER", Foreground: "#FFC000", Background: "#000000",
			Handling: []string{"H1 : ces informations ne peuvent être produites en justice sans l’accord de l’émetteur."},
		},
		Revision: 1, Reason: "Correction des données de septembre d’un service déclarant.",
		Facts: []doc.MetaRow{
			{Label: "Période", Text: "Octobre 2026"},
			{Label: "Date d’arrêté", Text: "Données arrêtées au 2 novembre 2026"},
			{Label: "Champ", Text: "Affaires ouvertes dans les 27 États membres"},
			{Label: "Unité", Text: "Victimes identifiées ; franchissements détectés"},
			{Label: "Comparaisons", Text: "Mois précédent, même mois de 2025, douze mois glissants"},
			{Label: "Secret", Text: "Aucun nombre de 1 à 4 n’est publié"},
			{Label: "Diffusion", Text: "Services partenaires désignés"},
			{Label: "Référence", Text: "HTSM-2026-10-fr-partners"},
			{Label: "Révision", Text: "Révision 1 : correction des données de septembre d’un service déclarant"},
		},
	}
}

// A sample makes the parts of the sample.
type sample struct {
	hand   hand
	policy release.Policy
}

// A line is one row of a sample table.
type line struct {
	key   string
	heads []string
	kind  head.RowKind
	cells []table.Cell
}

func (s *sample) table(id, unit string, stub []string, cols []head.Col, lines []line) *doc.Table {
	raw := &table.Table{Unit: head.Unit(unit), Cols: cols}
	for _, name := range stub {
		raw.Stub = append(raw.Stub, head.Dimension{Name: name})
	}
	for _, l := range lines {
		r := head.Row{Key: l.key, Kind: l.kind}
		for _, h := range l.heads {
			r.Labels = append(r.Labels, head.OfRaw(h))
		}
		raw.Rows = append(raw.Rows, r)
		raw.Cells = append(raw.Cells, l.cells)
	}
	return s.hand.grid(id, s.policy.Apply(raw))
}

// one returns the released value of a cell with its display.
func (s *sample) one(c table.Cell, q head.Quantity) (release.Value, string) {
	m := head.Measure{Quantity: q}
	v := s.policy.Apply(&table.Table{
		Rows: []head.Row{{Key: "x"}}, Cols: []head.Col{{Key: "x", Measure: m}}, Cells: [][]table.Cell{{c}},
	}).Cells[0][0]
	return v, s.hand.value(v, m)
}

func (s *sample) ref(name string, c table.Cell, q head.Quantity) *doc.ValueRef {
	v, display := s.one(c, q)
	return &doc.ValueRef{Ref: name, Value: v, Display: display}
}

func (s *sample) key(label string, c table.Cell, q head.Quantity, details ...string) doc.KeyFigure {
	v, display := s.one(c, q)
	return doc.KeyFigure{Label: label, Value: v, Display: display, Details: details}
}

func (s *sample) figure(id, label, caption, alt string, kind chart.Kind, data *doc.Table) *doc.Figure {
	m := s.hand.plotted(kind, data)
	m.Title = caption
	return &doc.Figure{
		ID: id, Label: label, Caption: say(caption), Alt: alt, Chart: m, Data: data,
		Source: "Extraction des affaires arrêtée au 2 novembre 2026.",
	}
}

func column(key, text string, q head.Quantity) head.Col {
	return head.Col{Key: key, Label: head.OfRaw(text), Measure: head.Measure{Quantity: q}}
}

func say(text string) []doc.Inline { return []doc.Inline{&doc.Text{Text: text}} }

func paragraph(list ...doc.Inline) *doc.Paragraph { return &doc.Paragraph{Text: list} }
