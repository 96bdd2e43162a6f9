package engine

import (
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"htsm/generator/diag"
	"htsm/generator/period"
)

// The types of the columns of a snapshot, as DuckDB names them.
const (
	text  = "VARCHAR"
	whole = "BIGINT"
	day   = "DATE"
)

// A statement is a text of SQL and the values bound to its parameters. Only
// the names of columns that exist, quoted, ever become part of the text.
type statement struct {
	sql  strings.Builder
	args []driver.NamedValue
}

// bind appends a parameter with the value v.
func (s *statement) bind(v driver.Value) {
	s.args = append(s.args, driver.NamedValue{Ordinal: len(s.args) + 1, Value: v})
	s.sql.WriteByte('?')
}

// bindAll appends a parameter for each value, with commas between them.
func bindAll[T any](s *statement, values []T) {
	for i, v := range values {
		if i > 0 {
			s.sql.WriteString(", ")
		}
		s.bind(v)
	}
}

// literal quotes a text as a string of SQL. It is used while the snapshot is
// opened, where no parameter can stand.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// identifier quotes the name of a column.
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// column returns the quoted name and the type of a column. It is an error if
// there is none, or if its type is not one of the wanted; none wanted accepts
// any.
func (d *duck) column(name string, wanted ...string) (quoted, kind string, err error) {
	kind, ok := d.columns[name]
	if !ok {
		known := slices.Sorted(maps.Keys(d.columns))
		return "", "", fmt.Errorf("no column %q in the snapshot (%s)", name, diag.Nearest(name, "columns", known))
	}
	for _, w := range wanted {
		if w == kind {
			return identifier(name), kind, nil
		}
	}
	if len(wanted) > 0 {
		return "", "", fmt.Errorf("column %q is a %s column, not %s", name, kind, strings.Join(wanted, " or "))
	}
	return identifier(name), kind, nil
}

// names returns the keys of q, for messages.
func (q Query) names() string {
	if len(q.Keys) == 0 {
		return "nothing"
	}
	names := make([]string, len(q.Keys))
	for i, k := range q.Keys {
		names[i] = strconv.Quote(k.Column)
	}
	return strings.Join(names, ", ")
}

// group writes the statement for q.
func (d *duck) group(q Query) (*statement, error) {
	s := new(statement)
	if n := len(q.Where) + len(q.Keys) + len(q.Sums) + len(q.Distinct) + len(q.Known); n > maxTerms {
		return nil, fmt.Errorf("%d conditions, keys and measures; at most %d are allowed", n, maxTerms)
	}
	var order, by []string
	s.sql.WriteString("SELECT ")
	for i, k := range q.Keys {
		e, err := d.key(k)
		if err != nil {
			return nil, err
		}
		s.sql.WriteString(e + ", ")
		by = append(by, strconv.Itoa(i+1))
		order = append(order, strconv.Itoa(i+1)+" ASC NULLS FIRST")
	}
	s.sql.WriteString("count(*)")
	for _, name := range q.Sums {
		c, _, err := d.column(name, whole)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&s.sql, ", CAST(coalesce(sum(%s), 0) AS HUGEINT)", c)
	}
	for _, name := range q.Distinct {
		c, _, err := d.column(name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&s.sql, ", count(DISTINCT %s)", c)
	}
	for _, name := range q.Known {
		c, _, err := d.column(name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&s.sql, ", count(%s)", c)
	}
	s.sql.WriteString(" FROM snapshot")
	for i, c := range q.Where {
		s.sql.WriteString([]string{" WHERE (", " AND ("}[min(i, 1)])
		if err := d.condition(s, c); err != nil {
			return nil, err
		}
		s.sql.WriteByte(')')
	}
	if len(by) > 0 {
		s.sql.WriteString(" GROUP BY " + strings.Join(by, ", ") + " ORDER BY " + strings.Join(order, ", "))
	}
	return s, nil
}

// key returns the expression for a key.
func (d *duck) key(k Key) (string, error) {
	if !k.Month {
		c, _, err := d.column(k.Column)
		return c, err
	}
	c, _, err := d.column(k.Column, day)
	// The number of the month, as package period counts.
	return fmt.Sprintf("CAST(year(%s) * 12 + month(%s) - 1 AS BIGINT)", c, c), err
}

// condition appends the expression for c. It is never null, so that turning it
// around keeps the null rows.
func (d *duck) condition(s *statement, c Condition) error {
	switch {
	case c.Months != (period.Span{}):
		return d.months(s, c)
	case c.Until != "":
		return d.until(s, c)
	case c.Known:
		column, _, err := d.column(c.Column)
		if c.Not {
			column += " IS NULL"
		} else {
			column += " IS NOT NULL"
		}
		s.sql.WriteString(column)
		return err
	}
	if len(c.Values) > maxValues {
		return fmt.Errorf("%d values for column %q; at most %d are allowed", len(c.Values), c.Column, maxValues)
	}
	if c.Not {
		s.sql.WriteString("NOT ")
	}
	s.sql.WriteString("coalesce(")
	var err error
	if c.Each {
		err = d.oneOf(s, c)
	} else {
		err = d.in(s, c)
	}
	s.sql.WriteString(", false)")
	return err
}

// months appends a condition on calendar months.
func (d *duck) months(s *statement, c Condition) error {
	if c.Known || c.Each || c.Not || c.Values != nil {
		return fmt.Errorf("the condition on column %q has months and another form", c.Column)
	}
	column, _, err := d.column(c.Column, day)
	if err != nil {
		return err
	}
	end := c.Months.Last + 1
	s.sql.WriteString(column + " >= CAST(")
	s.bind(c.Months.First.String() + "-01")
	s.sql.WriteString(" AS DATE) AND " + column + " < CAST(")
	s.bind(end.String() + "-01")
	s.sql.WriteString(" AS DATE)")
	return nil
}

// until appends a condition on the last day of a date.
func (d *duck) until(s *statement, c Condition) error {
	if c.Known || c.Each || c.Not || c.Values != nil {
		return fmt.Errorf("the condition on column %q has a last day and another form", c.Column)
	}
	column, _, err := d.column(c.Column, day)
	if err != nil {
		return err
	}
	s.sql.WriteString("coalesce(" + column + " <= CAST(")
	s.bind(c.Until)
	s.sql.WriteString(" AS DATE), true)")
	return nil
}

// in appends the condition that a column holds one of the values.
func (d *duck) in(s *statement, c Condition) error {
	column, kind, err := d.column(c.Column)
	if err != nil {
		return err
	}
	if len(c.Values) == 0 {
		s.sql.WriteString("false")
		return nil
	}
	s.sql.WriteString(column + " IN (")
	switch kind {
	case whole:
		values := make([]int64, len(c.Values))
		for i, v := range c.Values {
			if values[i], err = strconv.ParseInt(v, 10, 64); err != nil {
				return fmt.Errorf("the value %q for column %q is not a whole number", v, c.Column)
			}
		}
		bindAll(s, values)
	case day:
		for i, v := range c.Values {
			if _, err := time.Parse(time.DateOnly, v); err != nil {
				return fmt.Errorf("the value %q for column %q is not a date", v, c.Column)
			}
			s.sql.WriteString([]string{"CAST(", ", CAST("}[min(i, 1)])
			s.bind(v)
			s.sql.WriteString(" AS DATE)")
		}
	default:
		bindAll(s, c.Values)
	}
	s.sql.WriteByte(')')
	return nil
}

// oneOf appends the condition that one of the joined codes of a column is in
// the values. A value that holds a separator, or nothing, is no code.
func (d *duck) oneOf(s *statement, c Condition) error {
	column, _, err := d.column(c.Column, text)
	if err != nil {
		return err
	}
	var values []string
	for _, v := range c.Values {
		if v != "" && !strings.ContainsAny(v, ";>") {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		s.sql.WriteString("false")
		return nil
	}
	fmt.Fprintf(&s.sql, "list_has_any(string_split(replace(%s, '>', ';'), ';'), [", column)
	bindAll(s, values)
	s.sql.WriteString("])")
	return nil
}

// bounds writes the statement for the first and last day of the column date
// and the last days of others.
func (d *duck) bounds(date string, latest []string) (*statement, error) {
	s := new(statement)
	c, _, err := d.column(date, day)
	if err != nil {
		return nil, err
	}
	if len(latest) > maxTerms {
		return nil, fmt.Errorf("%d columns; at most %d are allowed", len(latest), maxTerms)
	}
	fmt.Fprintf(&s.sql, "SELECT min(%s), max(%s)", c, c)
	for _, name := range latest {
		c, _, err := d.column(name, day)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&s.sql, ", max(%s)", c)
	}
	s.sql.WriteString(" FROM snapshot")
	return s, nil
}
