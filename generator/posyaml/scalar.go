package posyaml

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"htsm/generator/diag"
	"htsm/generator/schema"
)

// The patterns are written in the part of the syntax that Go and ECMAScript
// share, because editors match them too.
const (
	slugPattern    = `^[a-z][a-z0-9-]{0,63}$`
	namePattern    = `^[a-z][a-z0-9_]{0,63}$`
	decimalPattern = `^-?[0-9]{1,17}([.][0-9]{1,9})?$`
)

var wholeForm = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,17})$`)

// Line returns the type of a text of one line, not empty, of at most 1000
// characters.
func Line() Type[Text] {
	return textType(&schema.Shape{Doc: "a text", Min: 1, Max: 1000}, func(*reader, *node) bool { return true })
}

// Slug returns the type of names of reports, audiences and the like: lower-case
// letters, digits and hyphens, at most 64 characters, starting with a letter.
func Slug() Type[Text] {
	return Match("a name such as monthly-brief (lower-case letters, digits and hyphens)", slugPattern)
}

// Name returns the type of names of columns: as [Slug], with underscores
// instead of hyphens.
func Name() Type[Text] {
	return Match("a column name such as crime_type (lower-case letters, digits and underscores)", namePattern)
}

// Decimal returns the type of decimal numbers with at most 9 fraction digits;
// package num parses every one.
func Decimal() Type[Text] { return Match("a number such as 12.5", decimalPattern) }

// Match returns the type of texts that match an anchored pattern; what says
// in a phrase what they are. It panics if the pattern does not compile.
func Match(what, pattern string) Type[Text] {
	form := regexp.MustCompile(pattern)
	shape := &schema.Shape{Doc: what, Pattern: pattern, Max: 1000}
	return textType(shape, func(r *reader, n *node) bool {
		return form.MatchString(n.text) || r.fail(n, "Y016", "", "%s is not %s", quote(n.text), what)
	})
}

// OneOf returns the type of texts that are one of the words.
func OneOf(words ...string) Type[Text] {
	words = slices.Clone(words)
	return textType(&schema.Shape{Doc: "one word", Words: words}, func(r *reader, n *node) bool {
		return slices.Contains(words, n.text) ||
			r.fail(n, "Y015", diag.Nearest(n.text, "known words", words), "%s is not one of the words allowed here", quote(n.text))
	})
}

// textType reads a scalar of one line whose length fits the shape, and then
// asks valid, which reports what is wrong.
func textType(shape *schema.Shape, valid func(*reader, *node) bool) Type[Text] {
	return Type[Text]{shape, func(r *reader, n *node) (Text, bool) {
		if !r.want(n, shape) {
			return Text{Pos: n.pos}, false
		}
		if !n.plain {
			n = &node{pos: n.pos, text: strings.TrimRight(n.text, "\n")}
		}
		size := int64(utf8.RuneCountInString(n.text))
		wrong := outside(shape, size, fmt.Sprintf("the text has %d characters", size))
		switch {
		case strings.Contains(n.text, "\n"):
			r.fail(n, "Y023", "fold the lines with >- before them", "want one line of text, not several")
		case wrong != "":
			r.fail(n, "Y018", "", "%s", wrong)
		case valid(r, n):
			return Text{n.text, n.pos}, true
		}
		return Text{Pos: n.pos}, false
	}}
}

// Whole returns the type of whole numbers from least to most, both allowed.
func Whole(least, most int64) Type[Number] {
	shape := &schema.Shape{Form: schema.Number, Doc: "a whole number", Min: least, Max: most}
	return Type[Number]{shape, func(r *reader, n *node) (Number, bool) {
		if !r.want(n, shape) {
			return Number{Pos: n.pos}, false
		}
		value, err := strconv.ParseInt(n.text, 10, 64)
		if err != nil || !n.plain || !wholeForm.MatchString(n.text) {
			return Number{Pos: n.pos}, r.fail(n, "Y017", "write digits only, without quotes, sign and spaces", "want a whole number, not %s", quote(n.text))
		}
		if value < least || value > most {
			return Number{Pos: n.pos}, r.fail(n, "Y018", "", "%d lies outside %d to %d", value, least, most)
		}
		return Number{value, n.pos, true}, true
	}}
}

// TrueFalse returns the type of the words true and false.
func TrueFalse() Type[Bool] {
	shape := &schema.Shape{Form: schema.Flag, Doc: "true or false"}
	return Type[Bool]{shape, func(r *reader, n *node) (Bool, bool) {
		if !r.want(n, shape) {
			return Bool{Pos: n.pos}, false
		}
		if !n.plain || n.text != "true" && n.text != "false" {
			return Bool{Pos: n.pos}, r.fail(n, "Y017", "write true or false, without quotes", "want true or false, not %s", quote(n.text))
		}
		return Bool{n.text == "true", n.pos, true}, true
	}}
}
