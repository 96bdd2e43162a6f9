package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"htsm/generator/pipeline"
	"htsm/generator/publish"
)

// serve shows the newest edition of every report as it would be built now, and
// shows it again whenever a file is saved.
func serve(ctx context.Context, args []string, w world) int {
	f := newFlags("serve", w)
	port := f.Int("port", 8080, "listen on this `port` of this machine alone; 0 takes a free one")
	span := f.String("period", "", "show the last edition of `period` (default: the last complete month of the extract)")
	out := f.String("site", filepath.Join("site", "public"), "compare with the editions that are published under `folder`")
	names, status, ok := parse(f, args)
	if !ok {
		return status
	}
	order := pipeline.Order{Reports: names, Site: publish.Site{Link: inDir(w, *out)}}
	var err error
	if order.Months, err = parseSpan(*span); err != nil {
		fmt.Fprintf(w.stderr, "htsm: %v\n", err)
		return invalid
	}
	place, err := worldOf(w, true)
	if err != nil {
		return fail(w, err)
	}
	if looks := filepath.Join(w.dir, "templates"); isDir(looks) {
		place.Looks = os.DirFS(looks)
	}
	if frame := filepath.Join(w.dir, "site"); isDir(filepath.Join(frame, "layout")) && isDir(filepath.Join(frame, "static")) {
		place.Frame = os.DirFS(frame)
	}
	listener, err := listen(*port)
	if err != nil {
		return fail(w, err)
	}
	p := &previewer{preview: pipeline.OpenPreview(place, order), project: place.Project, host: listener.Addr().String(), readers: map[chan struct{}]bool{}}
	watch, err := newWatcher(place.Project, "reports", "data", "templates", "site/layout", "site/static")
	if err == nil {
		err = p.refresh(ctx, nil)
	}
	if err != nil {
		return fail(w, errors.Join(err, listener.Close(), p.preview.Close()))
	}
	fmt.Fprintf(w.stderr, "http://%s/ shows the reports as they are now; stop with Ctrl-C\n", listener.Addr())
	watched := make(chan error, 1)
	ctx, stop := context.WithCancel(ctx)
	go func() {
		watched <- watch.run(ctx, func(changed []string) {
			start := w.now()
			if err := p.refresh(ctx, changed); err != nil {
				fmt.Fprintf(w.stderr, "htsm: %v\n", err) // The next change may put it right.
			}
			fmt.Fprintf(w.stderr, "read %s again (%s)\n", strings.Join(changed, ", "), w.now().Sub(start).Round(time.Millisecond))
		})
		stop()
	}()
	err = serveUntil(ctx, listener, p)
	stop()
	if err = errors.Join(err, <-watched, p.preview.Close()); err != nil {
		return fail(w, err)
	}
	return done
}

// show shows a published site.
func show(ctx context.Context, args []string, w world) int {
	f := newFlags("show", w)
	port := f.Int("port", 8080, "listen on this `port` of this machine alone; 0 takes a free one")
	rest, status, ok := parse(f, args)
	if !ok {
		return status
	}
	dir, err := siteDir(w, rest)
	if err != nil {
		return fail(w, err)
	}
	listener, err := listen(*port)
	if err != nil {
		return fail(w, err)
	}
	fmt.Fprintf(w.stderr, "http://%s/ shows %s; stop with Ctrl-C\n", listener.Addr(), dir)
	if err := serveUntil(ctx, listener, http.FileServer(http.Dir(dir))); err != nil {
		return fail(w, err)
	}
	return done
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// listen listens on this machine alone.
func listen(port int) (net.Listener, error) {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return l, nil
}

// serveUntil answers requests until ctx ends.
func serveUntil(ctx context.Context, l net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
