package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"htsm/generator/catalogue"
	"htsm/generator/portal"
	"htsm/generator/publish"
	"htsm/generator/verify"
)

// publish puts the editions on disk, with the pages that lead to them.
func (h *house) publish(o Order, editions []*publish.Edition, result *Result) error {
	if len(editions) == 0 {
		return nil
	}
	draft, err := o.Site.Open()
	if err != nil {
		return err
	}
	defer draft.Close()
	for _, e := range editions {
		if err := draft.Add(e); err != nil {
			return err
		}
		result.Built = append(result.Built, path.Join(e.Audience, e.Dir()))
	}
	slices.Sort(result.Built)
	for _, name := range draft.Audiences() {
		shared, err := h.shared(o, draft, name)
		if err != nil {
			return fmt.Errorf("pages of %s: %w", name, err)
		}
		if err := draft.Share(name, shared); err != nil {
			return err
		}
	}
	h.log("publishing %d editions", len(editions))
	result.Release, err = draft.Publish(verify.Release)
	return err
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
