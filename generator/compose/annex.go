package compose

import (
	"fmt"

	"htsm/generator/doc"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// annexID is the identifier of the annex.
const annexID = "annex"

// A deferred table stands in the annex.
type deferredTable struct {
	table *release.Table
	show  spec.Show
}

// deferred keeps a table for the annex and returns the line in its place.
func (c *composer) deferred(t *release.Table, s spec.Show) doc.Block {
	c.annexed = append(c.annexed, deferredTable{t, s})
	at := c.annexIDs[len(c.annexed)-1]
	ref := &doc.CrossRef{Target: at, Text: c.say("ref.table", "number", c.labels[at])}
	if len(t.Rows) == 0 { // A remark stands there.
		ref.Target = annexID
	}
	return &doc.Paragraph{Text: c.phrase("annex.see", slots{"table": {ref}})}
}

// numberAnnex gives the tables of the annex their numbers, behind all others, in
// the order of the report.
func (c *composer) numberAnnex(list []spec.Section) {
	for _, s := range list {
		for _, show := range s.Show {
			if show.Annex.Value {
				c.nTables++
				id := c.id("t", show.Statistic.Value)
				c.labels[id] = fmt.Sprint(c.nTables)
				c.annexIDs = append(c.annexIDs, id)
			}
		}
		c.numberAnnex(s.Sections)
	}
}

// annex returns the section of the tables that were put there, or nil.
func (c *composer) annex() *doc.Section {
	if len(c.annexed) == 0 {
		return nil
	}
	out := &doc.Section{ID: annexID, Title: c.say("section.annex")}
	for _, d := range c.annexed {
		out.Blocks = append(out.Blocks, c.table(d.table, d.show))
	}
	return out
}
