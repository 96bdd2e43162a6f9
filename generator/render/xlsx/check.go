package xlsx

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Limits of the format (Microsoft, "Excel specifications and limits").
const (
	maxText   = excelize.TotalCellChars // UTF-16 units of a cell.
	maxName   = 255                     // Of the head of a marked-up table, a property, a print header.
	maxDigits = 15                      // Significant digits of a number.
)

// A LimitError says what does not fit the format. Such a text or table can be
// had in the other formats.
type LimitError struct{ What string }

// Error returns what does not fit.
func (e *LimitError) Error() string { return e.What }

// checkText returns an error if s cannot be stored in a cell as it is.
func checkText(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("a text is not UTF-8")
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF {
			return &LimitError{fmt.Sprintf("the text %.40q holds the character %U, which a cell cannot hold", s, r)}
		}
	}
	return checkLength(escapeX(s), maxText)
}

// checkLength returns an error if s has more than limit UTF-16 units.
func checkLength(s string, limit int) error {
	if len(s) <= limit {
		return nil // No text has more characters than bytes.
	}
	if n := len(utf16.Encode([]rune(s))); n > limit {
		return &LimitError{fmt.Sprintf("the text %.40q has %d characters, more than %d", s, n, limit)}
	}
	return nil
}

// checkSize returns an error if a sheet has too many rows or columns.
func checkSize(rows, cols int) error {
	if rows > excelize.TotalRows || cols > excelize.MaxColumns {
		return &LimitError{fmt.Sprintf("%d rows and %d columns do not fit on a sheet of %d and %d", rows, cols, excelize.TotalRows, excelize.MaxColumns)}
	}
	return nil
}

// escapeX escapes what the format would read as the escape of a character
// (ECMA-376 part 1, 22.9.2.19, ST_Xstring). Excelize leaves that to its
// callers.
func escapeX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '_' && isEscape(s[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// isEscape reports whether s begins with an escape such as "_x0041_".
func isEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	return strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
