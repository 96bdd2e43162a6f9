package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
)

// unpacked returns the bytes of a file, and all that is packed in it: the parts
// of a workbook, the streams of a PDF and the text that a reader of it sees.
func unpacked(name string) ([][]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	out := [][]byte{data}
	switch filepath.Ext(name) {
	case ".xlsx":
		parts, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, err
		}
		for _, p := range parts.File {
			f, err := p.Open()
			if err != nil {
				return nil, err
			}
			text, err := io.ReadAll(f)
			if err != nil {
				return nil, err
			}
			out = append(out, text)
		}
	case ".pdf":
		for _, at := range regexp.MustCompile(`stream\r?\n`).FindAllIndex(data, -1) {
			r, err := zlib.NewReader(bytes.NewReader(data[at[1]:]))
			if err != nil {
				continue // A stream that is not deflated: its bytes are looked at as they are.
			}
			text, err := io.ReadAll(r)
			if err != nil {
				return nil, err
			}
			out = append(out, text)
		}
		if tool, err := exec.LookPath("pdftotext"); err == nil {
			text, err := exec.Command(tool, name, "-").Output()
			if err != nil {
				return nil, err
			}
			out = append(out, text)
		}
	}
	return out, nil
}
