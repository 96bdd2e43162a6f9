package lang

import (
	"slices"
	"strings"
)

// A Key declares one message of the catalogues.
type Key struct {
	Name string
	// Params are the placeholders. Every form of the message uses each of them;
	// only forms other than "other" may leave out the n of Counted. Of a caveat
	// they run parallel to its counts, then to its labels.
	Params []string
	// Counted messages have plural forms that agree with the placeholder n,
	// which Params includes.
	Counted bool
	// Figured messages are counted ones whose every form shows n: the number is
	// bound to its source.
	Figured bool
	// Digitless messages must not hold a digit: they stand for a number that
	// is withheld or that does not exist.
	Digitless bool
	About     string // What the message is for, for translators.
}

// Keys returns every declared message, sorted by name. To add a message,
// declare it in one of the lists and write it in every catalogue.
func Keys() []Key {
	all := slices.Concat(
		numberKeys(), frameKeys(), coverKeys(), referenceKeys(), columnKeys(), findingKeys(), rowKeys(), monthKeys(), profileKeys(), nameKeys(),
		unitKeys(), symbolKeys(), sourceKeys(), caveatKeys(), noteKeys(), changeKeys(), sentenceKeys(), judgementKeys(), statisticKeys(),
		methodKeys(), revisionKeys(), markingKeys(), alternativeKeys(), chartKeys(), sectionKeys(), siteKeys(), portalKeys(), scriptKeys(), qualityKeys(), proseKeys(),
	)
	slices.SortFunc(all, func(a, b Key) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// text declares a message with placeholders.
func text(name, about string, params ...string) Key {
	return Key{Name: name, About: about, Params: params}
}

// counted declares a message with plural forms; n comes before the params.
func counted(name, about string, params ...string) Key {
	return Key{Name: name, About: about, Params: append([]string{"n"}, params...), Counted: true}
}

// figured declares a message with plural forms that all show the number.
func figured(name, about string, params ...string) Key {
	k := counted(name, about, params...)
	k.Figured = true
	return k
}

// digitless declares a message that stands where there is no number.
func digitless(name, about string) Key {
	return Key{Name: name, About: about, Digitless: true}
}
