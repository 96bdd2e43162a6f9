package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"

	"htsm/generator/diag"
	"htsm/generator/pipeline"
)

// previewFiles are loaded by pages of the preview alone.
//
//go:embed preview/preview.js preview/preview.css
var previewFiles embed.FS

// A previewer serves a preview and tells its readers when it changed.
type previewer struct {
	preview *pipeline.Preview
	project fs.FS
	host    string // The address that it listens on; requests for another are refused.

	mu      sync.Mutex
	readers map[chan struct{}]bool
}

// refresh reads again what changed and then tells the readers.
func (p *previewer) refresh(ctx context.Context, changed []string) error {
	if err := p.preview.Refresh(ctx, changed); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for reader := range p.readers { // In any order: each is told.
		select {
		case reader <- struct{}{}:
		default: // It was told and has not read it yet.
		}
	}
	return nil
}

// ServeHTTP answers readers on this machine. A page of another site that reaches
// this address under its own name gets nothing (DNS rebinding).
func (p *previewer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if host, _, err := net.SplitHostPort(r.Host); err != nil || host != "localhost" && r.Host != p.host {
		http.Error(w, "this preview is for this machine alone", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only GET", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	switch {
	case name == "-/events":
		p.events(w, r)
	case strings.HasPrefix(name, "-/"):
		data, err := previewFiles.ReadFile("preview/" + strings.TrimPrefix(name, "-/"))
		p.write(w, name, data, err)
	case name == "":
		p.list(w, r)
	default:
		p.file(w, r, name)
	}
}

// events keeps a connection open and sends a line for each change.
func (p *previewer) events(w http.ResponseWriter, r *http.Request) {
	reader := make(chan struct{}, 1)
	p.mu.Lock()
	p.readers[reader] = true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.readers, reader)
		p.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	fmt.Fprint(w, ": listening\n\n")
	for control.Flush() == nil {
		select {
		case <-r.Context().Done():
			return
		case <-reader:
			fmt.Fprint(w, "event: change\ndata: now\n\n")
		}
	}
}

// file answers with a file of an edition; with the problems if it cannot be
// made.
func (p *previewer) file(w http.ResponseWriter, r *http.Request, name string) {
	data, problems, err := p.preview.File(r.Context(), name)
	if errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(name, ".html") {
		all := p.preview.Problems()
		w.WriteHeader(http.StatusNotFound)
		p.page(w, "Nothing is here yet: "+name, nil, all)
		return
	}
	if err == nil && data == nil {
		p.page(w, name, nil, problems)
		return
	}
	if err == nil && strings.HasSuffix(name, ".html") {
		data = p.dressed(data, problems)
	}
	p.write(w, name, data, err)
}

func (p *previewer) write(w http.ResponseWriter, name string, data []byte, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.Write(data)
}

// list answers with the list of editions.
func (p *previewer) list(w http.ResponseWriter, r *http.Request) {
	places, err := p.preview.Places(r.Context())
	if err != nil {
		p.write(w, "", nil, err)
		return
	}
	p.page(w, "Preview", places, p.preview.Problems())
}

// A problem is a diagnostic with the line that it is about.
type problem struct {
	diag.Diagnostic
	Line, Mark string
}

// problems returns diagnostics with their lines.
func (p *previewer) problems(list []diag.Diagnostic) []problem {
	var out []problem
	for _, d := range list {
		k := problem{Diagnostic: d}
		if text, err := fs.ReadFile(p.project, d.Pos.File); err == nil && d.Pos.Line > 0 {
			lines := strings.Split(string(text), "\n")
			if d.Pos.Line <= len(lines) {
				k.Line = strings.TrimRight(lines[d.Pos.Line-1], "\r")
				if at := d.Pos.Col - 1; at > 0 && at <= len([]rune(k.Line)) {
					k.Mark = strings.Repeat(" ", at) + "^"
				}
			}
		}
		out = append(out, k)
	}
	return out
}

var previewPage = template.Must(template.New("page").Parse(`{{define "problems"}}{{if .}}<section class="preview-problems" lang="en" dir="ltr"><h2>{{len .}} to look at</h2><ol>
{{range .}}<li><span class="place">{{.Pos}}</span>: {{.Message}} ({{.Code}}){{if .Line}}<pre>{{.Line}}{{if .Mark}}
{{.Mark}}{{end}}</pre>{{end}}{{if .Hint}}<p>{{.Hint}}</p>{{end}}</li>
{{end}}</ol></section>{{end}}{{end}}<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body>{{template "problems" .Problems}}<main class="preview-list"><h1>{{.Title}}</h1><ul>
{{range .Places}}<li><a href="/{{.Dir}}/index.html">{{.Title}}, {{.Edition}}</a> ({{.Audience}}, {{.Language}}, {{.Report}})</li>
{{end}}</ul></main></body></html>
`))

// page answers with a page of the preview itself.
func (p *previewer) page(w http.ResponseWriter, title string, places []pipeline.Place, problems []diag.Diagnostic) {
	var b bytes.Buffer
	err := previewPage.Execute(&b, struct {
		Title    string
		Places   []pipeline.Place
		Problems []problem
	}{title, places, p.problems(problems)})
	data := b.Bytes()
	if err == nil {
		data = p.dressed(data, nil)
	}
	p.write(w, "page.html", data, err)
}

// The policy of pages, and what the script that reloads them needs besides.
const (
	pagePolicy    = "form-action 'none'"
	previewPolicy = "form-action 'none'; connect-src 'self'"
	previewHead   = `<link rel="stylesheet" href="/-/preview.css"><script src="/-/preview.js" defer></script></head>`
	strictPolicy  = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'">`
)

// dressed returns a page with the script that reloads it and with problems
// above its text.
func (p *previewer) dressed(page []byte, problems []diag.Diagnostic) []byte {
	if bytes.Contains(page, []byte("Content-Security-Policy")) {
		page = bytes.Replace(page, []byte(pagePolicy), []byte(previewPolicy), 1)
	} else {
		page = bytes.Replace(page, []byte("<head>"), []byte("<head>"+strictPolicy), 1)
	}
	page = bytes.Replace(page, []byte("</head>"), []byte(previewHead), 1)
	if len(problems) == 0 {
		return page
	}
	var b bytes.Buffer
	if err := previewPage.ExecuteTemplate(&b, "problems", p.problems(problems)); err != nil {
		return page
	}
	open := bytes.Index(page, []byte("<body"))
	if open < 0 {
		return page
	}
	end := open + bytes.IndexByte(page[open:], '>') + 1
	return bytes.Join([][]byte{page[:end], b.Bytes(), page[end:]}, nil)
}
