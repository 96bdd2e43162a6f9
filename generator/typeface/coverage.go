package typeface

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// The shaper of go-text/typesetting v0.3.5 skips a lookup for glyphs whose
// coverage range follows a range of 63 glyphs or more
// (github.com/go-text/typesetting/issues/278): Arabic letters do not join and
// quotation marks do not kern. Coverage lists are not affected, so the ranges
// of the tables concerned are replaced by lists when a font is loaded. A
// version that holds the repair (pull request 279) makes this file needless.

// listCoverage replaces range coverages in the layout tables of a font.
func listCoverage(f *font.Font, gsub, gpos []byte) error {
	places, err := subtables(gsub, 4, 7)
	if err != nil {
		return fmt.Errorf("table GSUB: %w", err)
	}
	for i, lookup := range f.GSUB.Lookups {
		for k, sub := range lookup.Subtables {
			src := withList(gsub, places, i, k)
			if src == nil {
				continue
			}
			if lookup.Subtables[k], err = parseGSUB(sub, src); err != nil {
				return fmt.Errorf("table GSUB: lookup %d: %w", i, err)
			}
		}
	}
	if places, err = subtables(gpos, 6, 9); err != nil {
		return fmt.Errorf("table GPOS: %w", err)
	}
	for i, lookup := range f.GPOS.Lookups {
		for k, sub := range lookup.Subtables {
			src := withList(gpos, places, i, k)
			if src == nil {
				continue
			}
			if lookup.Subtables[k], err = parseGPOS(sub, src); err != nil {
				return fmt.Errorf("table GPOS: lookup %d: %w", i, err)
			}
		}
	}
	return nil
}

func parseGSUB(sub tables.GSUBLookup, src []byte) (tables.GSUBLookup, error) {
	switch sub.(type) {
	case tables.SingleSubs:
		s, _, err := tables.ParseSingleSubs(src)
		return s, err
	case tables.MultipleSubs:
		s, _, err := tables.ParseMultipleSubs(src)
		return s, err
	case tables.AlternateSubs:
		s, _, err := tables.ParseAlternateSubs(src)
		return s, err
	case tables.LigatureSubs:
		s, _, err := tables.ParseLigatureSubs(src)
		return s, err
	}
	return sub, nil
}

func parseGPOS(sub tables.GPOSLookup, src []byte) (tables.GPOSLookup, error) {
	switch sub.(type) {
	case tables.SinglePos:
		s, _, err := tables.ParseSinglePos(src)
		return s, err
	case tables.PairPos:
		s, _, err := tables.ParsePairPos(src)
		return s, err
	case tables.CursivePos:
		s, _, err := tables.ParseCursivePos(src)
		return s, err
	case tables.MarkBasePos:
		s, _, err := tables.ParseMarkBasePos(src)
		return s, err
	case tables.MarkLigPos:
		s, _, err := tables.ParseMarkLigPos(src)
		return s, err
	case tables.MarkMarkPos:
		s, _, err := tables.ParseMarkMarkPos(src)
		return s, err
	}
	return sub, nil
}

var errShort = errors.New("shorter than it says")

// word reads a big-endian number; false when the bytes end before.
func word(b []byte, at int) (int, bool) {
	if at < 0 || at+2 > len(b) {
		return 0, false
	}
	return int(binary.BigEndian.Uint16(b[at:])), true
}

// absent is the place of a subtable that is left as it is.
const absent = -1

// subtables returns where the subtables of each lookup of a layout table
// stand, extensions resolved. Those of kinds beyond last, whose coverage
// stands elsewhere, are absent.
func subtables(table []byte, last, extension int) ([][]int, error) {
	if len(table) == 0 {
		return nil, nil
	}
	list, ok := word(table, 8)
	lookups, ok2 := word(table, list)
	if !ok || !ok2 {
		return nil, errShort
	}
	places := make([][]int, lookups)
	for i := range places {
		offset, ok := word(table, list+2+2*i)
		lookup := list + offset
		kind, ok2 := word(table, lookup)
		count, ok3 := word(table, lookup+4)
		if !ok || !ok2 || !ok3 {
			return nil, errShort
		}
		for k := range count {
			offset, ok := word(table, lookup+6+2*k)
			at, inner := lookup+offset, kind
			if kind == extension {
				if at+8 > len(table) {
					return nil, errShort
				}
				inner, _ = word(table, at+2)
				at += int(binary.BigEndian.Uint32(table[at+4:]))
			}
			if !ok || at > len(table) {
				return nil, errShort
			}
			if inner > last {
				at = absent
			}
			places[i] = append(places[i], at)
		}
	}
	return places, nil
}

// withList returns the bytes of a subtable with its range coverage replaced
// by a list behind them; nil when there is nothing to replace.
func withList(table []byte, places [][]int, lookup, sub int) []byte {
	if lookup >= len(places) || sub >= len(places[lookup]) || places[lookup][sub] == absent {
		return nil
	}
	at := places[lookup][sub]
	offset, ok := word(table, at+2)
	format, ok2 := word(table, at+offset)
	ranges, ok3 := word(table, at+offset+2)
	if !ok || !ok2 || !ok3 || format != 2 || ranges < 2 {
		return nil
	}
	var glyphs []byte
	for r := range ranges {
		record := at + offset + 4 + 6*r
		first, ok := word(table, record)
		last, ok2 := word(table, record+2)
		if !ok || !ok2 {
			return nil
		}
		for g := first; g <= last; g++ {
			glyphs = binary.BigEndian.AppendUint16(glyphs, uint16(g))
		}
	}
	// Offsets have 16 bits: what a subtable holds lies before this end, or
	// parsing reports it.
	src := append([]byte{}, table[at:min(len(table), at+0xFFFF)]...)
	binary.BigEndian.PutUint16(src[2:], uint16(len(src)))
	src = binary.BigEndian.AppendUint16(src, 1)
	src = binary.BigEndian.AppendUint16(src, uint16(len(glyphs)/2))
	return append(src, glyphs...)
}
