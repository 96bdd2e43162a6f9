package doctest

import (
	"fmt"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/table"
)

func (s *sample) summary() *doc.Section {
	return &doc.Section{ID: "s1", Number: "1", Title: "Synthèse", Blocks: []doc.Block{
		&doc.KeyFigures{ID: "k-volume", Items: []doc.KeyFigure{
			s.key("Victimes de traite identifiées", table.CountOf(1284), head.Count, "+8 % sur un mois", "+3 % sur un an"),
			s.key("Franchissements détectés", table.CountOf(18640), head.Count, "−12 % sur un mois"),
			s.key("Part du recrutement en ligne", table.ShareOf(437, 1012, 20), head.Share, "n = 1 012 victimes"),
			s.key("Décès constatés en mer", table.CountOf(3), head.Count, "Donnée confidentielle"),
		}},
		paragraph(
			&doc.Text{Text: "En octobre 2026, les services ont identifié "}, s.ref("volume.thb.count", table.CountOf(1284), head.Count),
			&doc.Text{Text: " victimes de "}, &doc.Term{Body: say("traite des êtres humains"), Definition: "Recrutement, transport ou accueil d’une personne par la contrainte aux fins d’exploitation.", Target: "s1"},
			&doc.NoteRef{Note: 1}, &doc.Text{Text: ", soit "}, s.ref("volume.thb.change", table.ChangeOf(1189, 1284, 20), head.Change),
			&doc.Text{Text: " sur un mois. Le "}, &doc.Strong{Body: say("recrutement en ligne")},
			&doc.Text{Text: " reste le premier mode opératoire ("}, &doc.CrossRef{Target: "t-recruitment", Text: "tableau 1"}, &doc.Text{Text: ")."},
		),
		&doc.Callout{Kind: doc.Caution, Title: "À lire avant de comparer", Body: []doc.Block{
			paragraph(&doc.Text{Text: "Deux services ont changé d’application en septembre : la hausse de leurs déclarations ne dit rien de la criminalité."}, &doc.NoteRef{Note: 2}),
		}},
	}}
}

func (s *sample) trend() *doc.Section {
	thb := []int64{1102, 1180, 1044, 1095, 1210, 1188, 1232, 1247, 1150, 1098, 1130, 1189, 1284}
	som := []int64{21480, 17310, 12950, 10120, 9870, 12440, 15010, 18330, 20760, 23910, 24480, 21190, 18640}
	var lines []line
	for i := range thb {
		month := fmt.Sprintf("%d-%02d", 2025+(i+9)/12, (i+9)%12+1)
		lines = append(lines, line{month, []string{month}, head.Plain, []table.Cell{table.CountOf(thb[i]), table.CountOf(som[i])}})
	}
	data := s.table("f-trend-data", "", []string{"Mois"}, []head.Col{
		column("thb", "Victimes de traite (nombre)", head.Count), column("som", "Franchissements (nombre)", head.Count),
	}, lines)
	f := s.figure("f-trend", "Figure 1", "Les détections refluent depuis août, la traite progresse",
		"Courbes mensuelles d’octobre 2025 à octobre 2026. Les franchissements culminent à 24 480 en août puis reculent à 18 640 ; les victimes passent de 1 102 à 1 284.",
		chart.Line, data)
	f.Notes = []doc.NoteID{2}
	return &doc.Section{ID: "s2", Number: "2", Title: "Évolution mensuelle", Blocks: []doc.Block{
		paragraph(&doc.Text{Text: "La "}, &doc.CrossRef{Target: "f-trend", Text: "figure 1"}, &doc.Text{Text: " couvre treize mois. La saison explique l’essentiel du recul des franchissements ; la hausse de la traite, elle, "}, &doc.Emph{Body: say("dépasse")}, &doc.Text{Text: " la variation usuelle du mois."}),
		f,
	}}
}

func (s *sample) modes() *doc.Section {
	return &doc.Section{ID: "s3", Number: "3", Title: "Modes opératoires", Sections: []*doc.Section{
		{ID: "s3-1", Number: "3.1", Title: "Recrutement", Blocks: []doc.Block{
			paragraph(&doc.Text{Text: "Chaque victime peut avoir été recrutée de plusieurs façons."}),
			s.recruitment(),
		}},
		{ID: "s3-2", Number: "3.2", Title: "Moyens de contrôle", Blocks: []doc.Block{s.control()}},
	}, Blocks: []doc.Block{s.modesOverview()}}
}

// modesOverview has two levels of row heads, residual rows and a total.
func (s *sample) modesOverview() *doc.Table {
	const total = 1284
	row := func(key, form, sex string, kind head.RowKind, before, now int64) line {
		return line{key, []string{form, sex}, kind, []table.Cell{table.CountOf(now), table.ShareOf(now, total, 20), table.ChangeOf(before, now, 20)}}
	}
	b := s.table("t-recruitment", "Victimes", []string{"Forme d’exploitation", "Sexe"}, []head.Col{
		column("count", "Victimes (nombre)", head.Count), column("share", "Part (%)", head.Share), column("change-previous", "Variation sur un mois (%)", head.Change),
	}, []line{
		row("sexual/f", "Exploitation sexuelle", "Femmes", head.Plain, 540, 588),
		row("sexual/m", "Exploitation sexuelle", "Hommes", head.Plain, 31, 42),
		row("labour/f", "Travail forcé", "Femmes", head.Plain, 118, 121),
		row("labour/m", "Travail forcé", "Hommes", head.Plain, 287, 301),
		row("begging/f", "Mendicité forcée", "Femmes", head.Plain, 17, 22),
		row("organ/m", "Prélèvement d’organes", "Hommes", head.Plain, 2, 3),
		row("other", "Toutes les autres formes", "", head.Other, 101, 112),
		row("unknown", "Non précisé", "", head.Residual, 93, 95),
		row("total", "Ensemble", "", head.Total, 1189, total),
	})
	b.Label, b.Caption = "Tableau 1", say("Victimes identifiées par forme d’exploitation et par sexe, octobre 2026")
	b.Summary = "Nombre, part et variation mensuelle des victimes pour cinq formes d’exploitation, avec le total en dernière ligne."
	b.Source = "Extraction des affaires arrêtée au 2 novembre 2026 ; n = 1 284 victimes, 27 services déclarants."
	b.Cols[1].Notes = []doc.NoteID{1}
	b.Notes = []doc.NoteID{2}
	return b
}

func (s *sample) recruitment() *doc.Figure {
	row := func(key, label string, kind head.RowKind, x int64) line {
		return line{key, []string{label}, kind, []table.Cell{table.ShareOf(x, 1012, 20)}}
	}
	data := s.table("f-recruitment-data", "", []string{"Mode de recrutement"}, []head.Col{column("share", "Part des victimes (%)", head.Share)}, []line{
		row("online", "Annonces et réseaux sociaux", head.Plain, 437), row("family", "Famille ou proches", head.Plain, 241),
		row("lover", "Séduction (« lover boy »)", head.Plain, 188), row("agency", "Agence de placement", head.Plain, 97),
		row("abduction", "Enlèvement", head.Plain, 4), row("unknown", "Non précisé", head.Residual, 49),
	})
	f := s.figure("f-recruitment", "Figure 2", "Quatre victimes sur dix sont recrutées en ligne",
		"Barres classées : annonces et réseaux sociaux 43 %, famille ou proches 24 %, séduction 19 %, agence 10 % ; enlèvement confidentiel.",
		chart.Bar, data)
	f.Notes = []doc.NoteID{1}
	return f
}

// control has groups of columns.
func (s *sample) control() *doc.Table {
	group := func(name string, c head.Col) head.Col { c.Group = head.OfRaw(name); return c }
	cols := []head.Col{
		group("Octobre 2025", column("count-2025", "Nombre", head.Count)), group("Octobre 2025", column("share-2025", "Part (%)", head.Share)),
		group("Octobre 2026", column("count-2026", "Nombre", head.Count)), group("Octobre 2026", column("share-2026", "Part (%)", head.Share)),
		group("", column("difference", "Écart", head.Difference)),
	}
	row := func(key, label string, kind head.RowKind, before, now int64) line {
		return line{key, []string{label}, kind, []table.Cell{
			table.CountOf(before), table.ShareOf(before, 871, 20), table.CountOf(now), table.ShareOf(now, 1012, 20), table.DifferenceOf(before, now),
		}}
	}
	b := s.table("t-control", "Victimes", []string{"Moyen de contrôle"}, cols, []line{
		row("debt", "Servitude pour dettes", head.Plain, 298, 371), row("documents", "Confiscation des documents", head.Plain, 301, 322),
		row("violence", "Violences physiques", head.Plain, 274, 260), row("vulnerability", "Abus de vulnérabilité", head.Plain, 188, 231),
		row("rite", "Rituel ou serment", head.Plain, 8, 0), row("unknown", "Non précisé", head.Residual, 60, 74),
	})
	b.Label, b.Caption = "Tableau 2", say("Moyens de contrôle des victimes, octobre 2025 et octobre 2026")
	b.Source = "Extraction des affaires arrêtée au 2 novembre 2026 ; victimes dont le moyen de contrôle est connu."
	return b
}

func (s *sample) routes() *doc.Section {
	row := func(key, from, to string, kind head.RowKind, x int64) line {
		return line{key, []string{from, to}, kind, []table.Cell{table.CountOf(x)}}
	}
	data := s.table("f-routes-data", "", []string{"Départ", "Entrée"}, []head.Col{column("count", "Franchissements (nombre)", head.Count)}, []line{
		row("TR/GR", "Türkiye", "Grèce", head.Plain, 5210), row("LY/IT", "Libye", "Italie", head.Plain, 4980),
		row("TN/IT", "Tunisie", "Italie", head.Plain, 2140), row("MA/ES", "Maroc", "Espagne", head.Plain, 1875),
		row("BA/HR", "Bosnie-Herzégovine", "Croatie", head.Plain, 1632), row("MR/ES", "Mauritanie", "Espagne", head.Plain, 1490),
		row("other", "Autres", "Autres", head.Other, 1313),
	})
	f := s.figure("f-routes", "Figure 3", "Trois itinéraires font les deux tiers des franchissements",
		"Diagramme de flux des pays de départ vers les pays d’entrée ; Türkiye–Grèce 5 210, Libye–Italie 4 980, Tunisie–Italie 2 140.", chart.Flow, data)
	return &doc.Section{ID: "s4", Number: "4", Title: "Itinéraires", Blocks: []doc.Block{
		paragraph(&doc.Text{Text: "Le premier corridor va de Türkiye en Grèce avec "}, s.ref("corridors.TR/GR.count", table.CountOf(5210), head.Count), &doc.Text{Text: " franchissements."}),
		f,
	}}
}

func (s *sample) victims() *doc.Section {
	row := func(key, label string, a, b, c int64) line {
		return line{key, []string{label}, head.Plain, []table.Cell{table.CountOf(a), table.CountOf(b), table.CountOf(c)}}
	}
	data := s.table("f-age-data", "", []string{"Âge"}, []head.Col{
		column("f", "Femmes", head.Count), column("m", "Hommes", head.Count), column("u", "Non précisé", head.Count),
	}, []line{
		row("0-11", "Moins de 12 ans", 21, 18, 2), row("12-17", "12 à 17 ans", 146, 71, 9),
		row("18-29", "18 à 29 ans", 402, 151, 12), row("30+", "30 ans et plus", 248, 163, 41),
	})
	return &doc.Section{ID: "s5", Number: "5", Title: "Victimes", Blocks: []doc.Block{
		s.figure("f-age", "Figure 4", "Une victime sur cinq est mineure", "Carte de chaleur de quatre classes d’âge et de trois sexes ; le plus fort est celui des femmes de 18 à 29 ans, 402.", chart.Heat, data),
		&doc.Callout{Kind: doc.Withheld, Title: "Tableau non publié", Body: []doc.Block{paragraph(&doc.Text{Text: "La nationalité par service déclarant aurait permis de retrouver un nombre confidentiel."})}},
	}}
}

func (s *sample) method() *doc.Section {
	item := func(list ...doc.Inline) []doc.Block { return []doc.Block{paragraph(list...)} }
	return &doc.Section{ID: "s6", Number: "6", Title: "Méthode et limites", Blocks: []doc.Block{
		&doc.List{Items: [][]doc.Block{
			item(&doc.Text{Text: "Unité de compte : la victime identifiée"}, &doc.NoteRef{Note: 3}, &doc.Text{Text: ", colonne "}, &doc.Code{Text: "victim_id"}, &doc.Text{Text: "."}),
			item(&doc.Text{Text: "Date retenue : l’ouverture de l’affaire."}),
			append(item(&doc.Text{Text: "Restent hors champ :"}), &doc.List{Ordered: true, Items: [][]doc.Block{
				item(&doc.Text{Text: "les affaires classées ;"}), item(&doc.Text{Text: "les doublons entre services."}),
			}}),
		}},
		&doc.Quote{Body: []doc.Block{paragraph(&doc.Text{Text: "Ce que l’on compte, ce sont les affaires que les services voient, non la criminalité elle-même."})}},
	}}
}
