package posyaml

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// searchBudget bounds the bytes parsed again to find the place of a fault.
const searchBudget = 512 << 10

// syntaxError reports an error of yaml.v3. The library names a line in the
// text of the error only, and often the wrong one or none, so the place is
// searched: the first character that no readable beginning of the file holds.
func (p *parser) syntaxError(err error) {
	s := &search{parser: p, budget: searchBudget}
	line, col := s.place(lineOf(err))
	at := p.at(line, col)
	rest := p.from(line, max(col, 1))
	problem := problemOf(err)
	if strings.HasPrefix(problem, "unknown anchor") || problem == "found undefined tag handle" {
		p.errorf(at, "Y008", "put quotes around a text that starts with * or !", "aliases and tags are not part of this language")
		return
	}
	message, hint := explain(problem, rest)
	p.errorf(at, "Y005", hint, "%s", message)
}

// explain turns a problem that yaml.v3 found before rest into plain words.
func explain(problem string, rest []byte) (message, hint string) {
	switch {
	case bytes.HasPrefix(rest, []byte("\t")):
		return "a tab stands where spaces belong", "indent with spaces"
	case problem == "found character that cannot start any token" && len(rest) > 0:
		r, _ := utf8.DecodeRune(rest)
		return "a value cannot start with " + strconv.QuoteRune(r), "put the value in quotes"
	case problem == "mapping values are not allowed in this context":
		return "a colon does not belong here", "check the indentation, or put a text that holds a colon in quotes"
	case problem == "could not find expected ':'":
		return "a field needs a colon after its name", "write name: value"
	case problem == "found unexpected end of stream":
		return "this quotation mark is never closed", "close it, or write the text without quotes"
	case strings.HasPrefix(problem, "did not find expected ',' or"):
		return "this bracket is never closed, or a comma is missing", "check brackets and commas from here on"
	case problem == "did not find expected key", problem == "did not find expected '-' indicator":
		return "this does not fit the lines above", "check the indentation and the brackets"
	case problem == "did not find expected node content" && len(rest) > 0 && (rest[0] == '[' || rest[0] == '{'):
		return "a value is missing between these brackets", "remove a comma that is too many"
	case problem == "found unknown escape character":
		return "a backslash in double quotes starts an escape that does not exist", "use single quotes"
	}
	return "not valid YAML: " + problem, ""
}

var whereInError = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// lineOf returns the line that yaml.v3 wrote into the text of err, or 1.
func lineOf(err error) int {
	if m := whereInError.FindStringSubmatch(err.Error()); m != nil && m[1] != "" {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1
}

func problemOf(err error) string { return whereInError.ReplaceAllString(err.Error(), "") }

// A search looks for the longest beginning of a file that can be read.
type search struct {
	*parser
	budget int
}

// place returns the line and column after the longest readable beginning, and
// the given line without a column if the file is too large to search.
func (s *search) place(reported int) (line, col int) {
	good := s.lastGood()
	if good < 0 || good >= len(s.lines) {
		return min(reported, len(s.lines)), 0
	}
	text := bytes.TrimRight(s.lines[good], "\r")
	start := s.offset(good)
	cut := len(text)
	for cut > 0 && (inWord(text, cut) || s.problem(start+cut) != "") {
		cut--
	}
	if s.budget < 0 {
		return good + 1, 0
	}
	for cut < len(text) && text[cut] == ' ' {
		cut++
	}
	return good + 1, utf8.RuneCount(text[:cut]) + 1
}

// inWord reports whether a cut before text[n] would divide a word, in which no
// fault can start.
func inWord(text []byte, n int) bool {
	return n < len(text) && wordByte(text[n-1]) && wordByte(text[n])
}

func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b >= utf8.RuneSelf
}

// lastGood returns the greatest number of whole lines that can be read, and
// -1 if the search became too long. A beginning that ends inside brackets or
// quotes cannot be read although a longer one can, so each step also looks a
// few lines ahead.
func (s *search) lastGood() int {
	const ahead = 12
	good, bad := 0, len(s.lines)
	for {
		for bad-good > 1 {
			if mid := (good + bad) / 2; s.problem(s.offset(mid)) == "" {
				good = mid
			} else {
				bad = mid
			}
		}
		next, problem := 0, s.problem(s.offset(good+1))
		for k := good + 2; cutShort(problem) && k <= min(good+ahead, len(s.lines)) && next == 0; k++ {
			if problem = s.problem(s.offset(k)); problem == "" {
				next = k
			}
		}
		switch {
		case s.budget < 0:
			return -1
		case next == 0:
			return good
		}
		good, bad = next, len(s.lines)
	}
}

// offset returns the place in the source where the line after n lines starts.
func (s *search) offset(n int) int {
	at := 0
	for _, line := range s.lines[:n] {
		at += len(line) + 1
	}
	return min(at, len(s.src))
}

// cutShort reports whether a problem may be that the source ends too early.
func cutShort(problem string) bool {
	return strings.Contains(problem, "end of stream") || strings.HasPrefix(problem, "did not find expected")
}

// problem returns what yaml.v3 finds wrong with the first n bytes, and "" if
// they can be read. Once the budget is spent everything is wrong.
func (s *search) problem(n int) string {
	if s.budget -= n + 256; s.budget < 0 {
		return "the search takes too long"
	}
	dec := yaml.NewDecoder(bytes.NewReader(s.src[:n]))
	for range 3 {
		switch _, err := decodeSafely(dec); {
		case errors.Is(err, io.EOF):
			return ""
		case err != nil:
			return problemOf(err)
		}
	}
	return ""
}
