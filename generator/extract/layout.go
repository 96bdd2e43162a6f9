package extract

import (
	"bytes"
	"fmt"
	"strings"

	"htsm/generator/contract"
)

// newLayout compiles the layout of a date column: yyyy, mm, dd and, for one
// or two digits, m and d; "*" stands for any text up to the character that
// follows it; all else stands for itself. The empty layout is ISO.
func newLayout(s string, t contract.Type) (layout, error) {
	if s == "" {
		switch t {
		case contract.Date:
			s = "yyyy-mm-dd"
		case contract.Month:
			s = "yyyy-mm"
		case contract.Year:
			s = "yyyy"
		default:
			return nil, nil
		}
	}
	var l layout
	seen := ""
	for rest := s; rest != ""; {
		n := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
		switch k := rest[0]; {
		case k == 'y' && n == 4, (k == 'm' || k == 'd') && n <= 2:
			l = append(l, part{kind: k, width: n})
			seen += string(k)
		case strings.IndexByte("ymd", k) >= 0:
			return nil, fmt.Errorf("the layout %q holds %q, which is none of yyyy, mm, m, dd, d", s, rest[:n])
		case k == '*' && n > 1:
			return nil, fmt.Errorf("the layout %q holds %q", s, rest[:n])
		case k == '*':
			l = append(l, part{kind: k})
		default:
			for range n {
				l = append(l, part{literal: k})
			}
		}
		rest = rest[n:]
	}
	for i, p := range l {
		if p.kind == '*' && i+1 < len(l) && l[i+1].kind != 0 {
			return nil, fmt.Errorf("the layout %q has no character behind the *", s)
		}
	}
	want := map[contract.Type]string{contract.Date: "ymd", contract.Month: "ym", contract.Year: "y"}[t]
	if len(seen) != len(want) || strings.Trim(want, seen) != "" {
		return nil, fmt.Errorf("the layout %q must hold each of %s once", s, strings.Join(strings.Split(want, ""), ", "))
	}
	return l, nil
}

// parse reads a date; a month or a year has the month or the day 1. It reports
// false if the text does not have the form.
func (l layout) parse(b []byte) (y, m, d int, ok bool) {
	m, d = 1, 1
	for i, p := range l {
		switch p.kind {
		case 0:
			if len(b) == 0 || b[0] != p.literal {
				return 0, 0, 0, false
			}
			b = b[1:]
		case '*':
			n := len(b)
			if i+1 < len(l) {
				if n = bytes.IndexByte(b, l[i+1].literal); n < 0 {
					return 0, 0, 0, false
				}
			}
			b = b[n:]
		default:
			n := 0
			value := 0
			for n < len(b) && n < max(p.width, 2) && b[n]-'0' <= 9 {
				value = value*10 + int(b[n]-'0')
				n++
			}
			if n < p.width {
				return 0, 0, 0, false
			}
			b = b[n:]
			switch p.kind {
			case 'y':
				y = value
			case 'm':
				m = value
			default:
				d = value
			}
		}
	}
	return y, m, d, len(b) == 0
}
