package extract

import (
	"fmt"
	"strings"

	"htsm/generator/contract"
)

// A layout is the form of a date: runs of the letters y, m and d, and other
// bytes, which stand for themselves.
type layout []part

type part struct {
	kind        byte // 'y', 'm', 'd' or 0 for a literal.
	least, most int  // Digits of a run.
	literal     byte
}

// newLayout returns the layout of a date, month or year column: yyyy, mm and
// dd, and m and d for one or two digits. The empty layout is ISO.
func newLayout(s string, t contract.Type) (layout, error) {
	letters := map[contract.Type]string{contract.Date: "ymd", contract.Month: "ym", contract.Year: "y"}[t]
	if s == "" {
		s = "yyyy-mm-dd"[:[]int{0, 4, 7, 10}[len(letters)]]
	}
	var l layout
	seen := ""
	for rest := s; rest != ""; {
		run := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
		switch k := rest[0]; {
		case k == 'y' && run == 4, (k == 'm' || k == 'd') && run <= 2:
			l = append(l, part{kind: k, least: run, most: max(run, 2)})
			seen += string(k)
		case strings.IndexByte("ymd", k) >= 0:
			return nil, fmt.Errorf("the layout %q holds %q", s, rest[:run])
		default:
			run = 1
			l = append(l, part{literal: k})
		}
		rest = rest[run:]
	}
	if len(seen) != len(letters) || strings.Trim(letters, seen) != "" {
		return nil, fmt.Errorf("the layout %q does not hold each of %q once", s, letters)
	}
	return l, nil
}

// parse reads a date; a month or a year has the month or the day 1. It reports
// false if the text does not have the form.
func (l layout) parse(b []byte) (y, m, d int, ok bool) {
	m, d = 1, 1
	for _, p := range l {
		if p.kind == 0 {
			if len(b) == 0 || b[0] != p.literal {
				return 0, 0, 0, false
			}
			b = b[1:]
			continue
		}
		n, value := 0, 0
		for n < len(b) && n < p.most && b[n]-'0' <= 9 {
			value = value*10 + int(b[n]-'0')
			n++
		}
		if n < p.least {
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
	return y, m, d, len(b) == 0
}
