package portal

import (
	"htsm/generator/codes"
	"htsm/generator/lang"
	"htsm/generator/render/html"
)

// definitions returns the page of definitions and methods: what each statistic
// is, what symbols and markings mean, and the code lists.
func (v *view) definitions() html.SitePage {
	p := html.SitePage{
		Frame: v.frame("definitions.html", v.homeLink()), Name: "definitions", Title: v.say("site.definitions"), Intro: []string{v.say("site.definitions-intro")},
	}
	var statistics html.Definitions
	for _, name := range lang.Statistics() {
		key := "statistic." + name
		statistics = append(statistics, html.Definition{
			ID: "statistic-" + name, Term: v.say(key + ".title"), Text: v.say(key+".text") + " " + v.say(key+".reading"),
		})
	}
	p.Parts = append(p.Parts,
		html.Part{ID: "subject", Title: v.say("site.subject"), Blocks: []html.Block{html.Prose{v.say("abbreviation.distinction"), v.say("abbreviation.thb"), v.say("abbreviation.som"), v.say("abbreviation.mo")}}},
		html.Part{ID: "statistics", Title: v.say("site.statistics"), Blocks: []html.Block{statistics}},
		html.Part{ID: "symbols", Title: v.say("frame.legend"), Blocks: []html.Block{v.symbols()}},
		html.Part{ID: "protection", Title: v.say("section.disclosure"), Blocks: []html.Block{html.Prose{v.say("method.disclosure-secondary"), v.say("method.rounding"), v.say("method.denominator")}}},
		html.Part{ID: "markings", Title: v.say("site.marking"), Blocks: []html.Block{v.markings()}},
	)
	for _, name := range v.Book.Names() {
		if list, ok := v.Book.List(name); ok {
			p.Parts = append(p.Parts, v.codes(list))
		}
	}
	return p
}

func (v *view) symbols() html.Prose {
	var out html.Prose
	for _, name := range []string{"suppressed", "missing", "undefined", "small-past", "provisional", "revised", "unreliable"} {
		out = append(out, v.say("legend."+name, "symbol", v.say("symbol."+name)))
	}
	return out
}

func (v *view) markings() html.Definitions {
	var out html.Definitions
	for _, level := range []string{"RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"} {
		out = append(out, html.Definition{Term: "TLP:" + level, Text: v.say("tlp." + level)})
	}
	for _, code := range []string{"H0", "H1", "H2", "H3"} {
		out = append(out, html.Definition{Term: code, Text: v.say("handling." + code)})
	}
	return out
}

// codes returns a code list as a table.
func (v *view) codes(list *codes.List) html.Part {
	g := html.Grid{Caption: v.listTitle(list), Heads: []string{v.say("site.label"), v.say("site.code")}}
	for _, c := range list.Codes {
		g.Rows = append(g.Rows, []html.GridCell{{Text: list.Label(c.Code, v.tag)}, {Text: c.Code, Code: true}})
	}
	return html.Part{ID: "list-" + list.Name, Title: g.Caption, Intro: list.Source, Blocks: []html.Block{g}}
}

// listTitle returns the title of a code list in the language, or in English.
func (v *view) listTitle(list *codes.List) string {
	for _, tag := range append([]string{v.tag, "en"}, list.Languages()...) {
		if t := list.Title[tag]; t != "" {
			return t
		}
	}
	return list.Name
}
