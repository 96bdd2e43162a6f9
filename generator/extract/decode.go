package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"unicode/utf8"
)

// A decoder turns the bytes of a file into UTF-8 and takes their SHA-256. A
// byte that stands for no character comes out as the byte 0xFF, which is no
// UTF-8 either, so one test finds both.
type decoder struct {
	src     io.Reader
	sum     hash.Hash
	windows bool   // Windows-1252, otherwise UTF-8.
	raw     []byte // Bytes of Windows-1252 still to be decoded.
	wide    bool   // A multi-byte character of UTF-8 was seen.
	broken  bool   // Bytes that are no UTF-8 were seen.
	tail    []byte // The beginning of a character of UTF-8 at the end of what was read.
}

func newDecoder(r io.Reader, windows bool) *decoder {
	return &decoder{src: r, sum: sha256.New(), windows: windows}
}

// chunk is how many bytes are read at a time.
const chunk = 128 << 10

// appendTo appends the next characters to dst. It returns io.EOF at the end,
// with nothing appended.
func (d *decoder) appendTo(dst []byte) ([]byte, error) {
	if !d.windows {
		start := len(dst)
		dst = append(dst, make([]byte, chunk)...)
		n, err := d.read(dst[start:])
		return dst[:start+n], err
	}
	if d.raw == nil {
		d.raw = make([]byte, chunk)
	}
	n, err := d.read(d.raw)
	d.watch(d.raw[:n])
	return decodeWindows(dst, d.raw[:n]), err
}

// read fills p as far as the file goes. It returns an error only if it read
// nothing, or cannot read on.
func (d *decoder) read(p []byte) (int, error) {
	n, err := io.ReadFull(d.src, p)
	d.sum.Write(p[:n])
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n, err
}

// decodeWindows appends the characters of Windows-1252 to dst.
func decodeWindows(dst, raw []byte) []byte {
	for _, b := range raw {
		switch {
		case b < 0x80:
			dst = append(dst, b)
		case b < 0xa0:
			dst = append(dst, windows1252[b-0x80]...)
		default:
			dst = append(dst, 0xc0|b>>6, 0x80|b&0x3f)
		}
	}
	return dst
}

// watch notes whether the bytes of a Windows-1252 file are UTF-8 after all.
func (d *decoder) watch(p []byte) {
	if d.broken {
		return
	}
	p = append(d.tail, p...)
	for len(p) > 0 && utf8.FullRune(p) {
		if p[0] < utf8.RuneSelf {
			p = p[1:]
			continue
		}
		r, n := utf8.DecodeRune(p)
		if r == utf8.RuneError && n == 1 {
			d.broken = true
			return
		}
		d.wide = true
		p = p[n:]
	}
	d.tail = bytes.Clone(p)
}

// isUTF8 reports whether a file read as Windows-1252 is UTF-8 with at least
// one character beyond ASCII. Text of Windows-1252 never is by chance.
func (d *decoder) isUTF8() bool { return d.wide && !d.broken && len(d.tail) == 0 }

// hash returns the SHA-256 of all bytes read.
func (d *decoder) hash() string { return hex.EncodeToString(d.sum.Sum(nil)) }

// windows1252 gives the characters of the bytes 0x80 to 0x9F (WHATWG Encoding
// Standard, index windows-1252, without its five control characters).
var windows1252 = [32]string{
	"€", "\xff", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\xff", "Ž", "\xff",
	"\xff", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\xff", "ž", "Ÿ",
}

// A signature is how files begin that are no text in the encoding named.
type signature struct{ begin, what, hint string }

// foreign returns what kind of file begins with head if it cannot be read.
func foreign(head []byte, windows bool) (signature, bool) {
	all := []signature{
		{"\xff\xfe", "UTF-16", "save it as UTF-8"},
		{"\xfe\xff", "UTF-16", "save it as UTF-8"},
		{"PK\x03\x04", "a spreadsheet or another ZIP archive", "export the sheet as CSV"},
		{"\xd0\xcf\x11\xe0", "an old spreadsheet", "export the sheet as CSV"},
		{"PAR1", "Parquet", "export the table as CSV"},
		{"\x1f\x8b", "a gzip archive", "unpack it"},
	}
	if windows {
		all = append(all, signature{byteOrderMark, "UTF-8", "write encoding: utf-8 in the contract"})
	}
	for _, s := range all {
		begin := []byte(s.begin)
		if windows {
			begin = decodeWindows(nil, begin)
		}
		if bytes.HasPrefix(head, begin) {
			return s, true
		}
	}
	return signature{}, false
}

// byteOrderMark may begin a file in UTF-8 and is no part of its text.
const byteOrderMark = "\xef\xbb\xbf"
