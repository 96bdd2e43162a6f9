package pipeline

import (
	"slices"

	"htsm/generator/codes"
	"htsm/generator/diag"
)

// lists answers what extract, plan and stats must know of code lists.
type lists struct{ book *codes.Book }

// Has reports whether a list has a code.
func (l lists) Has(list, code string) bool {
	k, ok := l.book.List(list)
	if !ok {
		return false
	}
	_, ok = k.Code(code)
	return ok
}

// Near returns a hint that names the codes of a list close to an unknown one.
func (l lists) Near(list, code string) string {
	k, ok := l.book.List(list)
	if !ok {
		return diag.Nearest(list, "code lists", l.book.Names())
	}
	var all []string
	for _, c := range k.Codes {
		all = append(all, c.Code)
	}
	return diag.Nearest(code, "codes of "+list, all)
}

// Residual reports whether a code says nothing.
func (l lists) Residual(list, code string) bool {
	k, ok := l.book.List(list)
	if !ok {
		return false
	}
	c, ok := k.Code(code)
	return ok && c.Residual
}

// Rank returns the place of a code in a list whose order means something.
func (l lists) Rank(list, code string) (int, bool) {
	k, ok := l.book.List(list)
	if !ok || !k.Ordered {
		return 0, false
	}
	i := slices.IndexFunc(k.Codes, func(c codes.Code) bool { return c.Code == code })
	return i, i >= 0
}
