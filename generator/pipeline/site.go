package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"htsm/generator/catalogue"
	"htsm/generator/portal"
	"htsm/generator/publish"
	"htsm/generator/render/html"
	"htsm/generator/verify"
)

// publish puts the editions on disk, with the pages that lead to them.
func (h *house) publish(o Order, editions []*publish.Edition, result *Result) error {
	result.Rendered = len(editions)
	audiences := audiencesIn(result.Built)
	for _, e := range editions {
		result.Built = append(result.Built, path.Join(e.Audience, e.Dir()))
		audiences = append(audiences, e.Audience)
	}
	slices.Sort(result.Built)
	if len(result.Built) == 0 {
		return nil
	}
	slices.Sort(audiences)
	audiences = slices.Compact(audiences)
	pages := h.pages(o)
	if len(editions) == 0 && h.unchanged(o, audiences, pages) {
		result.Release = o.Site.Live()
		h.log("everything is current")
		return nil
	}
	draft, err := h.release(o)
	if err != nil {
		return err
	}
	for _, e := range editions {
		if err := draft.Add(e); err != nil {
			return err
		}
	}
	for _, name := range audiences {
		shared, err := h.shared(o, draft, name)
		if err != nil {
			return fmt.Errorf("pages of %s: %w", name, err)
		}
		if err := draft.Share(name, pages, shared); err != nil {
			return err
		}
	}
	h.log("publishing %d editions", len(editions))
	result.Release, err = draft.Publish(verify.Fresh)
	return err
}

// audiencesIn returns the audiences of places of editions.
func audiencesIn(places []string) []string {
	var out []string
	for _, p := range places {
		name, _, _ := strings.Cut(p, "/")
		out = append(out, name)
	}
	return out
}

// pages returns the checksum of what the pages outside of editions follow from,
// but for the editions; empty if that is not known.
func (h *house) pages(o Order) string {
	if h.Program == "" {
		return ""
	}
	text := h.Program + "\n" + o.Address
	for _, name := range slices.Sorted(maps.Keys(h.sums)) {
		text += "\n" + name + " " + h.sums[name]
	}
	return sumOf([]byte(text))
}

// unchanged reports whether the pages of audiences follow from the same.
func (h *house) unchanged(o Order, audiences []string, pages string) bool {
	for _, name := range audiences {
		m, err := h.live(o, name)
		if err != nil || pages == "" || m.Pages != pages {
			return false
		}
	}
	return true
}

// shared returns the files of an audience that belong to no edition: the pages
// of the site, and the assets that published editions load.
func (h *house) shared(o Order, draft *publish.Draft, audience string) ([]publish.Artifact, error) {
	list, err := draft.Editions(audience)
	if err != nil {
		return nil, err
	}
	s := &portal.Site{House: h.portal, Audience: audience, Address: o.Address, Editions: list, Contents: map[string]*catalogue.Contents{}}
	seen := map[string]bool{}
	for _, e := range list { // Newest first.
		place := path.Join(e.Language, e.Report)
		if seen[place] {
			continue
		}
		seen[place] = true
		data, err := draft.File(audience, e, catalogue.Name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // Published before editions had contents.
		}
		if err != nil {
			return nil, err
		}
		if s.Contents[e.Dir()], err = catalogue.Read(data); err != nil {
			return nil, err
		}
	}
	out, err := s.Pages()
	if err != nil {
		return nil, err
	}
	old, err := o.Site.Files(audience, portal.AssetsDir)
	if err != nil {
		return nil, err
	}
	for _, f := range old {
		if !slices.ContainsFunc(out, func(n publish.Artifact) bool { return n.Path == f.Path }) {
			out = append(out, f)
		}
	}
	return out, nil
}

// look loads the layouts of pages and the files that they load.
func (h *house) look() error {
	assets, err := portal.LoadAssets(h.theme, h.Frame)
	if err != nil {
		return fmt.Errorf("load frame of the site: %w", err)
	}
	layouts, err := html.ReadLayouts(h.Frame)
	if err != nil {
		return fmt.Errorf("load frame of the site: %w", err)
	}
	h.portal = &portal.House{Languages: h.languages, Book: h.book, Theme: h.theme, Assets: assets, Layouts: layouts}
	return nil
}
