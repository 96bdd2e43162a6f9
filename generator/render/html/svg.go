package html

import (
	"bytes"
	"fmt"
	stdhtml "html"
	"strings"
)

// drawingElements are the elements that a chart may use.
const drawingElements = " svg g path rect circle ellipse line polyline polygon text tspan title desc defs clippath lineargradient radialgradient stop pattern mask use symbol marker "

// checkSVG returns the identifiers of an SVG element, or an error if it holds
// anything but a drawing: other elements, event handlers, styles, links that
// leave it, comments or instructions. It is a second wall: package plot makes
// drawings only.
func checkSVG(svg []byte) (ids []string, err error) {
	if !bytes.HasPrefix(svg, []byte("<svg")) {
		return nil, fmt.Errorf("the chart is not an SVG element")
	}
	rest := svg
	for {
		start := bytes.IndexByte(rest, '<')
		if start < 0 {
			return ids, nil
		}
		rest = rest[start+1:]
		end := tagEnd(rest)
		if end < 0 {
			return nil, fmt.Errorf("the chart has a tag without an end")
		}
		id, err := checkTag(string(rest[:end]))
		if err != nil {
			return nil, err
		}
		if id != "" {
			ids = append(ids, id)
		}
		rest = rest[end+1:]
	}
}

// tagEnd returns the position of the ">" that ends a tag, and -1 for none.
func tagEnd(b []byte) int {
	var quote byte
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// checkTag checks what stands between "<" and ">" and returns its identifier.
func checkTag(tag string) (id string, err error) {
	tag = strings.TrimSuffix(tag, "/")
	name, rest, _ := strings.Cut(strings.TrimPrefix(tag, "/"), " ")
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" || !strings.Contains(drawingElements, " "+name+" ") {
		return "", fmt.Errorf("the chart holds the element %q", name)
	}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		key, after, ok := strings.Cut(rest, "=")
		if !ok || after == "" || after[0] != '"' && after[0] != '\'' {
			return "", fmt.Errorf("the chart has a malformed attribute in %q", name)
		}
		end := strings.IndexByte(after[1:], after[0])
		if end < 0 {
			return "", fmt.Errorf("the chart has a malformed attribute in %q", name)
		}
		key = strings.ToLower(strings.TrimSpace(key))
		value := stdhtml.UnescapeString(after[1 : 1+end])
		rest = after[end+2:]
		if !drawingAttribute(key, value) {
			return "", fmt.Errorf("the chart has the attribute %q", key)
		}
		if key == "id" {
			id = value
		}
	}
	return id, nil
}

// drawingAttribute reports whether an attribute only draws.
func drawingAttribute(key, value string) bool {
	switch {
	case strings.HasPrefix(key, "on"), key == "style", strings.ContainsAny(key, "<\"'&\t\n\r"):
		return false
	case key == "href", key == "xlink:href":
		return strings.HasPrefix(value, "#")
	case strings.Contains(value, "url("):
		return strings.HasPrefix(value, "url(#")
	}
	return true
}
