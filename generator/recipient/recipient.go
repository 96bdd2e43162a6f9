// Package recipient holds who gets a copy of an edition of their own, and the
// serial of the copy.
//
// The list is one file of the project, written by many hands and trusted by
// nobody. The package makes no copy and knows no password. Invariant: a
// Recipient that [Load] returns has an identifier of its own, a name of at most
// 80 visible characters and one audience.
package recipient

import (
	"crypto/sha256"
	"encoding/base32"
	"io/fs"
	"slices"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

// A Recipient is one who gets copies.
type Recipient struct {
	ID        string   // A slug.
	Name      string   // As it stands on the copy.
	Audience  string   // The identifier of the audience whose editions they get.
	Languages []string // Empty: every language of the audience.
	Encrypt   bool     // Their copies open with a password alone.
	Pos       diag.Pos // Of the identifier.
}

// Gets reports whether r gets editions for an audience in a language.
func (r Recipient) Gets(audience, language string) bool {
	return r.Audience == audience && (len(r.Languages) == 0 || slices.Contains(r.Languages, language))
}

// Most bounds the recipients of a list.
const Most = 500

// Load reads the list at path below fsys. It reports every fault to diags and
// returns false if there is one.
func Load(fsys fs.FS, path string, diags *diag.List) ([]Recipient, bool) {
	file, ok := posyaml.Read(fsys, path, diags)
	if !ok {
		return nil, false
	}
	list, ok := posyaml.Decode(file, listType(), diags)
	if !ok {
		return nil, false
	}
	if len(list) > Most {
		diags.Errorf(list[Most].Pos, "R002", "split the list, and give --recipients the part", "there are %d recipients; the most is %d", len(list), Most)
		return nil, false
	}
	first := map[string]diag.Pos{}
	for _, r := range list {
		if pos, repeated := first[r.ID]; repeated {
			diags.Errorf(r.Pos, "R001", "it stands in "+pos.String()+" already", "the recipient %q is listed twice", r.ID)
			ok = false
		}
		first[r.ID] = r.Pos
	}
	return list, ok
}

// Find returns the recipients with the given identifiers, in the order of the
// list; all without any. It reports unknown ones to diags, at path, and returns
// false if there is one.
func Find(list []Recipient, ids []string, path string, diags *diag.List) ([]Recipient, bool) {
	if len(ids) == 0 {
		return list, true
	}
	var known []string
	for _, r := range list {
		known = append(known, r.ID)
	}
	ok := true
	for _, id := range ids {
		if !slices.Contains(known, id) {
			diags.Errorf(diag.Pos{File: path}, "R003", diag.Nearest(id, "recipients", known), "there is no recipient %q", id)
			ok = false
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(r Recipient) bool { return !slices.Contains(ids, r.ID) }), ok
}

// crockford is the alphabet of serials: without I, L, O and U, which are
// misread (Crockford, Base 32).
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Serial returns the serial of the copy of a published file, given by its
// SHA-256, for the recipient with an identifier: twelve letters and digits in
// three groups. It is always the same for the same file and recipient, and
// another for any other but once in 2^60. It names a copy and proves nothing:
// whoever has the published file can compute the serials of others.
func Serial(published, id string) string {
	sum := sha256.Sum256([]byte("htsm copy\x00" + published + "\x00" + id))
	s := base32.NewEncoding(crockford).EncodeToString(sum[:10])
	return s[:4] + "-" + s[4:8] + "-" + s[8:12]
}

func listType() posyaml.Type[[]Recipient] {
	type file struct{ list []Recipient }
	t := posyaml.Object[file]{
		Name: "list of recipients",
		Doc:  "Who gets a copy of an edition of their own.",
		Fields: []posyaml.Field[file]{{
			Name: "recipients", Doc: "The recipients.", Required: true,
			Value: posyaml.In(posyaml.ListOf(recipientType()), func(f *file) *[]Recipient { return &f.list }),
		}},
	}.Type()
	return posyaml.Convert(t, func(f file) []Recipient { return f.list })
}

// draft is a recipient with the places of its texts.
type draft struct {
	id, name, audience posyaml.Text
	languages          []posyaml.Text
	encrypt            posyaml.Bool
}

func recipientType() posyaml.Type[Recipient] {
	name := posyaml.Match("a name of at most 80 characters", `^[^ ](.{0,78}[^ ])?$`)
	tag := posyaml.Match("a language such as fr", `^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	t := posyaml.Object[draft]{
		Name: "recipient",
		Doc:  "One who gets copies.",
		Fields: []posyaml.Field[draft]{
			{Name: "id", Doc: "Names the recipient in the program and in the folder of copies.", Required: true, Value: posyaml.In(posyaml.Slug(), func(d *draft) *posyaml.Text { return &d.id })},
			{Name: "name", Doc: "As it stands on every page of the copy.", Required: true, Value: posyaml.In(name, func(d *draft) *posyaml.Text { return &d.name })},
			{Name: "audience", Doc: "The audience whose editions the recipient gets.", Required: true, Value: posyaml.In(posyaml.Slug(), func(d *draft) *posyaml.Text { return &d.audience })},
			{Name: "languages", Doc: "The languages of the copies.", Default: "every language of the audience", Value: posyaml.In(posyaml.Many(tag), func(d *draft) *[]posyaml.Text { return &d.languages })},
			{Name: "encrypt", Doc: "Copies open with a password alone. They are no archival files then.", Default: "false", Value: posyaml.In(posyaml.TrueFalse(), func(d *draft) *posyaml.Bool { return &d.encrypt })},
		},
	}.Type()
	return posyaml.Convert(t, func(d draft) Recipient {
		r := Recipient{ID: d.id.Value, Name: d.name.Value, Audience: d.audience.Value, Encrypt: d.encrypt.Value, Pos: d.id.Pos}
		for _, l := range d.languages {
			r.Languages = append(r.Languages, l.Value)
		}
		return r
	})
}
