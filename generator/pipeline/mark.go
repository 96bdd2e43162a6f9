package pipeline

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/pdf/object"
	"htsm/generator/publish"
	"htsm/generator/recipient"
	"htsm/generator/render/pdf"
	"htsm/generator/verify"
	paper "htsm/generator/verify/pdf"
)

// Copies says whose copies to make of the editions of an order.
type Copies struct {
	List       string   // The path of the list of recipients in the project.
	Recipients []string // Identifiers; empty: all of the list.
	Folder     string   // Copies are written below it; it must be outside of the site.
	// Password returns the password of a recipient whose copies are encrypted;
	// empty if there is none.
	Password func(id string) (string, error)
	Random   io.Reader // Of keys and salts; required for encrypted copies.
}

// Mark makes copies of published editions, each marked for its recipient: the
// same document, with the name of the recipient and a serial on every page. An
// edition that is not published as it would be built now is an error of its
// report. Apart from encrypted copies, whose keys are random, the same order
// gives the same bytes.
func Mark(ctx context.Context, w World, o Order, c Copies) (Result, error) {
	var diags diag.List
	h := open(w, &diags)
	list, ok := recipient.Load(w.Project, c.List, &diags)
	if ok {
		list, ok = recipient.Find(list, c.Recipients, c.List, &diags)
	}
	if !ok || diags.HasErrors() {
		return Result{Problems: diags.All(), Invalid: true}, nil
	}
	passwords, err := c.passwords(list, &diags)
	if err != nil {
		return Result{}, err
	}
	if diags.HasErrors() {
		return Result{Problems: diags.All(), Invalid: true}, nil
	}
	if err := o.Site.Apart(c.Folder); err != nil {
		return Result{}, err
	}
	o.Revise = ""
	o.copier = &copier{site: o.Site, list: list, passwords: passwords}
	if len(passwords) > 0 {
		o.copier.master = make([]byte, 32)
		if _, err := io.ReadFull(c.Random, o.copier.master); err != nil {
			return Result{}, fmt.Errorf("draw keys: %w", err)
		}
	}
	o.Audiences = slices.DeleteFunc(audiencesOf(list), func(a string) bool { return len(o.Audiences) > 0 && !slices.Contains(o.Audiences, a) })
	if len(o.Audiences) == 0 {
		return Result{}, fmt.Errorf("no recipient is of the audiences asked for")
	}
	return h.run(ctx, o, &diags, func(editions []*publish.Edition, result *Result) error {
		copies := o.copier.of(editions)
		for _, r := range list {
			if !slices.ContainsFunc(copies, func(k publish.Copy) bool { return k.Recipient == r.ID }) {
				diags.Warnf(r.Pos, "R004", "look at the audience and the languages", "%s gets no copy of what was asked for", r.ID)
			}
		}
		for _, k := range copies {
			result.Built = append(result.Built, path.Join(k.Recipient, k.Name))
		}
		slices.Sort(result.Built)
		h.log("writing %d copies", len(copies))
		return o.Site.WriteCopies(c.Folder, copies)
	})
}

// passwords returns the passwords of those whose copies are encrypted.
func (c Copies) passwords(list []recipient.Recipient, diags *diag.List) (map[string]string, error) {
	out := map[string]string{}
	for _, r := range list {
		if !r.Encrypt {
			continue
		}
		password := ""
		if c.Password != nil {
			var err error
			if password, err = c.Password(r.ID); err != nil {
				return nil, fmt.Errorf("password of %s: %w", r.ID, err)
			}
		}
		if !object.Strong(password) {
			diags.Errorf(r.Pos, "R006", "a password has 12 to 127 printable characters of ASCII", "the password of %s is missing or cannot be used", r.ID)
			continue
		}
		out[r.ID] = password
	}
	return out, nil
}

func audiencesOf(list []recipient.Recipient) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.Audience)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A copier makes the copies of editions while they are built.
type copier struct {
	site      publish.Site
	list      []recipient.Recipient
	passwords map[string]string
	master    []byte // From which the random bytes of each copy follow, in whatever order they are made.
	adding    sync.Mutex
	copies    map[*publish.Edition][]publish.Copy
}

// add makes the copies of an edition, which must be the published one.
func (c *copier) add(l *lang.Locale, t task, e *publish.Edition, d *doc.Document, print printer, diags *diag.List) error {
	m, err := c.site.Manifest(e.Audience)
	if err != nil {
		return err
	}
	name := fileName(d)
	sum := checksumOf(e.Artifacts, name+".pdf")
	old := m.Find(e.Language, e.Report, e.Period)
	if old == nil || !slices.ContainsFunc(old.Files, func(f publish.File) bool { return f.SHA256 == sum && path.Base(f.Path) == name+".pdf" }) {
		diags.Errorf(t.job.plan.Report.Name.Pos, "R005", "publish it with htsm build", "%s is not published as it would be built now", path.Join(e.Audience, e.Dir()))
		return nil
	}
	var made []publish.Copy
	for _, r := range c.list {
		if !r.Gets(e.Audience, e.Language) {
			continue
		}
		serial := recipient.Serial(sum, r.ID)
		k := publish.Copy{
			Serial: serial, Recipient: r.ID, Audience: e.Audience, Language: e.Language, Report: e.Report, Edition: e.Period,
			Revision: e.Revision, Published: sum, Encrypted: r.Encrypt, Name: name + "-" + strings.ToLower(serial) + ".pdf",
		}
		if k.Data, err = checkedCopy(d, print, c.mark(l, r, serial)); err != nil {
			return fmt.Errorf("copy for %s: %w", r.ID, err)
		}
		made = append(made, k)
	}
	c.adding.Lock()
	defer c.adding.Unlock()
	if c.copies == nil {
		c.copies = map[*publish.Edition][]publish.Copy{}
	}
	c.copies[e] = made
	return nil
}

// checkedCopy prints a copy and reads it back as it does published files. A
// copy that is encrypted is read back as it is before that, since nothing here
// opens it again; then its encryption is held against PDF/UA-1.
func checkedCopy(d *doc.Document, print printer, m *pdf.Copy) ([]byte, error) {
	open := *m
	open.Password, open.Random = "", nil
	data, err := print(&open)
	if err != nil {
		return nil, err
	}
	if err := verify.PDF(d, data); err != nil {
		return nil, err
	}
	if m.Password == "" {
		return data, nil
	}
	if data, err = print(m); err != nil {
		return nil, err
	}
	violations, err := paper.Check(data)
	if err != nil {
		return nil, fmt.Errorf("read the encrypted file: %w", err)
	}
	if len(violations) > 0 {
		return nil, &verify.Nonconformity{Violations: violations}
	}
	return data, nil
}

// mark returns what makes a document the copy of a recipient.
func (c *copier) mark(l *lang.Locale, r recipient.Recipient, serial string) *pdf.Copy {
	m := &pdf.Copy{Mark: l.Text("frame.copy", "recipient", r.Name, "serial", serial), Serial: serial, Rights: l.Text("frame.copy-rights", "recipient", r.Name, "serial", serial)}
	if r.Encrypt {
		m.Rights += " " + l.Text("frame.copy-encrypted")
		m.Password, m.Random = c.passwords[r.ID], stream(c.master, serial)
	}
	return m
}

// of returns the copies of editions in their order.
func (c *copier) of(editions []*publish.Edition) []publish.Copy {
	var out []publish.Copy
	for _, e := range editions {
		out = append(out, c.copies[e]...)
	}
	return out
}

// stream returns random bytes that follow from a secret and a name: AES in
// counter mode under a key for the name alone.
func stream(master []byte, name string) io.Reader {
	mac := hmac.New(sha256.New, master)
	io.WriteString(mac, name) // A hash takes everything.
	block, err := aes.NewCipher(mac.Sum(nil))
	if err != nil {
		panic("pipeline: " + err.Error()) // The key has 32 bytes.
	}
	return cipher.StreamReader{S: cipher.NewCTR(block, make([]byte, aes.BlockSize)), R: zeros{}}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func checksumOf(list []publish.Artifact, name string) string {
	for _, a := range list {
		if a.Path == name {
			sum := sha256.Sum256(a.Data)
			return hex.EncodeToString(sum[:])
		}
	}
	return ""
}
