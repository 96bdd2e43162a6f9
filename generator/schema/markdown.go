package schema

import (
	"fmt"
	"strings"
)

// Markdown returns one table of fields for every Object that root is made of,
// in the order in which a reader meets them. Every table stands under a
// heading of the third level with the name of its object.
func Markdown(root *Shape) string {
	var b strings.Builder
	for _, o := range objects(root, nil) {
		fmt.Fprintf(&b, "### %s\n\n%s%s\n\n", o.Name, o.Doc, groups(o))
		b.WriteString("| field | value | without it | meaning |\n| --- | --- | --- | --- |\n")
		for _, m := range o.Members {
			absent := ""
			switch {
			case m.Required:
				absent = "required"
			case m.Default != "":
				absent = "`" + m.Default + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", m.Name, cell(phrase(m.Shape)), cell(absent), cell(m.Doc))
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// objects adds the objects that s is made of to those found already.
func objects(s *Shape, found []*Shape) []*Shape {
	switch s.Form {
	case List, Map:
		return objects(s.Of, found)
	case Choice:
		for _, c := range s.Choices {
			found = objects(c, found)
		}
	case Object:
		for _, f := range found {
			if f.Name == s.Name {
				return found
			}
		}
		found = append(found, s)
		for _, m := range s.Members {
			found = objects(m.Shape, found)
		}
	}
	return found
}

// groups says which fields exclude or need each other.
func groups(o *Shape) string {
	switch {
	case len(o.Exactly) > 0:
		return " Exactly one of " + listed(o.Exactly, "and") + " must be given."
	case len(o.Some) > 0:
		return " At least one of " + listed(o.Some, "and") + " must be given."
	}
	return ""
}

// phrase says what a value of shape s is, in the words of the tables.
func phrase(s *Shape) string {
	switch s.Form {
	case Number:
		return fmt.Sprintf("whole number, %d to %d", s.Min, s.Max)
	case Flag:
		return "`true` or `false`"
	case List:
		return "list of " + several(s.Of)
	case Map:
		return "by " + noun(s.Key) + ": " + phrase(s.Of)
	case Choice:
		return alternatives(s.Choices)
	case Object:
		return fmt.Sprintf("[%s](#%s)", s.Name, s.Name)
	}
	if len(s.Words) > 0 {
		return listed(s.Words, "or")
	}
	if strings.Contains(s.Doc, " (") {
		return noun(s)
	}
	return strings.TrimPrefix(s.Doc, "a ")
}

// alternatives joins the phrases of a choice. One text or a list of such texts
// makes one phrase.
func alternatives(choices []*Shape) string {
	var all []string
	for i := 0; i < len(choices); i++ {
		c := choices[i]
		if next := i + 1; c.Form == Text && next < len(choices) && choices[next].Form == List && choices[next].Of.Doc == c.Doc {
			all = append(all, "one or several "+several(c))
			i++
			continue
		}
		all = append(all, phrase(c))
	}
	return strings.Join(all, ", or ")
}

// several says what the items of a list are.
func several(s *Shape) string {
	switch {
	case s.Form != Text:
		return phrase(s)
	case len(s.Words) > 0:
		return listed(s.Words, "or")
	}
	return noun(s) + "s"
}

// noun returns the word for a text without its examples: "name" for "a name
// such as monthly-brief".
func noun(s *Shape) string {
	word, _, _ := strings.Cut(strings.TrimPrefix(s.Doc, "a "), " (")
	word, _, _ = strings.Cut(word, " such as ")
	return word
}

// listed joins words as a sentence does.
func listed(words []string, conjunction string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i > 0 && i == len(words)-1:
			b.WriteString(" " + conjunction + " ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString("`" + w + "`")
	}
	return b.String()
}

// cell protects the bars of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
