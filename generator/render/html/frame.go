package html

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"htsm/generator/doc"
)

// A Frame is what stands around the text of every page: the marking, the menu,
// the trail, the languages. Every Href in it is relative to the page. The zero
// Frame makes a bare page.
type Frame struct {
	Layouts   *Layouts // Nil for those of package site.
	Styles    []string // Style sheets, in order.
	Icon      string   // What a browser shows beside the title; empty for none.
	First     []string // Classic scripts that run before the page is shown, in order.
	Scripts   []string // Classic scripts that run after the page was read, in order.
	Home      Link     // The home page of the language; no Href for none.
	Menu      []Link   // The main pages of the site; that of this page is Current.
	Trail     []Link   // The pages above this one, the uppermost first.
	Local     []Link   // The pages of the same edition; this one is Current.
	Languages []Link   // The page in all languages; that of the page is Current.
	Default   string   // The page for readers of any other language; empty for none.
	Data      []Link   // The same for machines: feeds, JSON, CSV. Each has a Type.
	Canonical string   // The address to cite for this page, if it is another one.
	Moved     bool     // Sends the reader on to Canonical at once.
	Latest    string   // Where the newest edition of the same report is found; empty for none.
	History   string   // The list of all editions of the same report; empty for none.
	Notice    *Notice  // A remark above the page, such as on a newer edition; nil for none.
	Words     FrameWords
}

// FrameWords are the texts of a frame that its links do not have.
type FrameWords struct {
	Skip      string // "Skip to the text".
	Menu      string // The name of the menu.
	Trail     string // The name of the trail: "You are here".
	Local     string // The name of the pages of an edition.
	Languages string // The name of the list of languages.
	// Script holds the texts of the controls that a script adds, by name. A page
	// without scripts never shows them.
	Script []Word
}

// A Word is a text of a script with its name, of lower-case ASCII letters and
// hyphens.
type Word struct{ Name, Text string }

// A Link points to another file of the site.
type Link struct {
	Text     string
	Href     string
	Language string // BCP 47 tag of the target, for links between languages.
	Type     string // The media type of the target, for links to data.
	Current  bool   // The target is the page itself.
}

// A Notice is a remark above a page with a link; the link may be empty. A
// Latent one is hidden until a style sheet of the page shows elements of the
// class "latent".
type Notice struct {
	Text   string
	Link   Link
	Latent bool
}

// A frameView is what the layouts show of a frame.
type frameView struct {
	Frame
	Dir    string
	Banner banner
}

func (f Frame) view(m doc.Marking, rightToLeft bool) frameView {
	return frameView{Frame: f, Dir: direction(rightToLeft), Banner: bannerOf(m)}
}

// A banner is a marking with the class that colours it.
type banner struct{ Text, Class string }

// bannerOf returns the banner of a marking. Its class is the text in lower
// case with hyphens, such as "tlp-amber-strict", which the style sheet knows.
func bannerOf(m doc.Marking) banner {
	class := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(m.Text))
	return banner{m.Text, class}
}

func direction(rightToLeft bool) string {
	if rightToLeft {
		return "rtl"
	}
	return "ltr"
}

// check returns an error unless every link of the frame stays within the site.
func (f Frame) check() error {
	links := []Link{f.Home, {Href: f.Default}, {Href: f.Icon}, {Href: f.Canonical}, {Href: f.Latest}, {Href: f.History}}
	for _, list := range [][]Link{f.Menu, f.Trail, f.Local, f.Languages, f.Data} {
		links = append(links, list...)
	}
	for _, list := range [][]string{f.Styles, f.First, f.Scripts} {
		for _, href := range list {
			links = append(links, Link{Href: href})
		}
	}
	if f.Notice != nil {
		links = append(links, f.Notice.Link)
	}
	return checkLinks(links)
}

func checkLinks(links []Link) error {
	var faults []error
	for _, l := range links {
		faults = append(faults, relative(l.Href))
	}
	return errors.Join(faults...)
}

// relative returns an error unless href stays within the site.
func relative(href string) error {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(href, "/") || strings.Contains(href, `\`) {
		return fmt.Errorf("html: the link %q is not relative", href)
	}
	return nil
}
