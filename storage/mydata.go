package storage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"beirat/board"
)

// OwnRow is a row of the database that tells of a person.
type OwnRow struct {
	Board  board.ID // 0: it belongs to none
	Table  string
	Told   Told
	As     []string   // the columns by which it tells of them, of PersonalData
	Values []OwnValue // in the order of the columns; what is empty is left out
}

// OwnValue is what a column of a row says.
type OwnValue struct {
	Name string
	// Value is a string, an int64 or a time.Time in UTC; of a column that names a
	// person it is a Whose, of one that refers to a thing what people know it by:
	// "12 Soll die Stadt …".
	Value any
}

// Whose is who a column names, as the one who reads it is told.
type Whose string

// The persons.
const (
	You     Whose = "you"
	Another Whose = "another"
)

// Of is what a column of the row says; nil: nothing.
func (r OwnRow) Of(column string) any {
	for _, v := range r.Values {
		if v.Name == column {
			return v.Value
		}
	}
	return nil
}

// Own reads every row that tells of a person, and of those who have become that
// person, by PersonalData: table by table, each row once. What a column says of
// somebody else is only that it is somebody else. It knows no table by name:
// what is added to PersonalData is read from then on.
func (tx *Tx) Own(person board.ID, do func(OwnRow)) error {
	selves, err := tx.Selves(person)
	if err != nil {
		return err
	}
	said := spelling{selves: selves, things: map[string]string{}}
	for _, table := range toldTables() {
		columns, err := tx.columnsOf(table.name)
		if err != nil {
			return fmt.Errorf("columns of %s: %w", table.name, err)
		}
		seen := map[string]bool{}
		var rows []OwnRow
		for _, self := range selves {
			err := tx.ownRows(table, columns, ownership{person: person, self: self}, func(r OwnRow) {
				if key := fmt.Sprint(r); len(selves) == 1 || !seen[key] {
					seen[key] = len(selves) > 1
					rows = append(rows, r)
				}
			})
			if err != nil {
				return fmt.Errorf("what %s says of person %d: %w", table.name, self, err)
			}
		}
		for _, r := range rows { // their table is read to its end
			if err := tx.spellOut(r, said); err != nil {
				return fmt.Errorf("what %s says of person %d: %w", table.name, person, err)
			}
			do(r)
		}
	}
	return nil
}

// toldTable is a table with the columns by which its rows tell of somebody, of
// those that they are told of.
type toldTable struct {
	name   string
	told   []PersonalColumn
	people []string // its columns that name a person by the id
}

func toldTables() []toldTable {
	var tables []toldTable
	for _, c := range PersonalData() {
		at := slices.IndexFunc(tables, func(t toldTable) bool { return t.name == c.Table })
		if at < 0 {
			tables, at = append(tables, toldTable{name: c.Table}), len(tables)
		}
		if c.Told != "" {
			tables[at].told = append(tables[at].told, c)
		}
		if strings.HasPrefix(c.Condition(), c.Column+" = ?") {
			tables[at].people = append(tables[at].people, c.Column)
		}
	}
	return slices.DeleteFunc(tables, func(t toldTable) bool { return len(t.told) == 0 })
}

// hidden tells whether none of those columns by which a row tells of the person
// shows a column of it.
func (t toldTable) hidden(by []int, column string) bool {
	for _, i := range by {
		if !slices.Contains(strings.Fields(t.told[i].Hidden), column) {
			return false
		}
	}
	return true
}

// columnsOf are the columns of a table as they are now, but for those that hold
// bytes.
func (tx *Tx) columnsOf(table string) ([]string, error) {
	var rows []struct {
		Name string `db:"name"`
		Type string `db:"type"`
	}
	query := "SELECT name, type FROM pragma_table_info(?) ORDER BY cid"
	if tx.db.kind == "postgres" {
		query = `SELECT CAST(column_name AS TEXT) AS name, CAST(data_type AS TEXT) AS type FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position`
	}
	err := tx.all(&rows, query, table)
	var names []string
	for _, r := range rows {
		if !strings.EqualFold(r.Type, "BLOB") && !strings.EqualFold(r.Type, "bytea") {
			names = append(names, r.Name)
		}
	}
	return names, err
}

// ownership is whose rows are looked for: those of the person as one of those who
// they are.
type ownership struct{ person, self board.ID }

// ownRows reads the rows of a table that tell of one person.
func (tx *Tx) ownRows(table toldTable, columns []string, whose ownership, do func(OwnRow)) error {
	of := "0"
	var conditions, terms []string
	var first, last []any
	for _, c := range table.told {
		conditions = append(conditions, "("+c.Condition()+")")
		terms = append(terms, "CASE WHEN "+c.Condition()+" THEN 1 ELSE 0 END")
		for range strings.Count(c.Condition(), "?") {
			first, last = append(first, int64(whose.self)), append(last, int64(whose.self))
		}
		if c.Board != "" {
			of = c.Board
		}
	}
	terms = append(terms, "COALESCE("+of+", 0)")
	for _, column := range columns {
		said := table.said(column)
		terms = append(terms, said)
		for range strings.Count(said, "?") {
			first = append(first, int64(whose.person))
		}
	}
	query := "SELECT " + strings.Join(terms, ", ") + " FROM " + table.name + " WHERE " + strings.Join(conditions, " OR ") + table.order(columns)

	values, places := make([]any, len(terms)), make([]any, len(terms))
	for i := range values {
		places[i] = &values[i]
	}
	return tx.each(query, append(first, last...), places, func() { do(table.row(columns, values)) })
}

// order puts the rows in the order in which they came, as far as that is kept.
func (t toldTable) order(columns []string) string {
	for _, column := range []string{"id", "at", "number"} {
		if slices.Contains(columns, column) {
			return " ORDER BY " + t.name + "." + column
		}
	}
	return ""
}

// said is an expression of SQL for what a column says to the person.
func (t toldTable) said(column string) string {
	full := t.name + "." + column
	if slices.Contains(t.people, column) {
		return "CASE WHEN COALESCE(" + full + ", 0) = 0 THEN '' WHEN " + full + " IN " + selvesOf + " THEN '" + string(You) + "' ELSE '" + string(Another) + "' END"
	}
	if reference := referenceOf(t.name, column); reference != "" {
		return reference
	}
	return full
}

// row makes a row of what was read.
func (t toldTable) row(columns []string, values []any) OwnRow {
	row := OwnRow{Table: t.name}
	var by []int
	for i, c := range t.told {
		if n, _ := values[i].(int64); n != 0 {
			by = append(by, i)
			row.As = append(row.As, c.Column)
		}
	}
	row.Told = t.told[by[0]].Told
	n, _ := values[len(t.told)].(int64)
	row.Board = board.ID(n)
	for i, column := range columns {
		value := ownValue(column, values[len(t.told)+1+i])
		if who, is := value.(string); is && slices.Contains(t.people, column) {
			value = Whose(who)
		}
		if value != nil && !nameless(column) && !t.hidden(by, column) {
			row.Values = append(row.Values, OwnValue{Name: strings.TrimSuffix(column, "_id"), Value: value})
		}
	}
	return row
}

// nameless tells whether a column says nothing to people.
func nameless(column string) bool { return column == "id" || column == "board_id" }

// ownValue is a value as it is told; nil: nothing is said.
func ownValue(column string, value any) any {
	if bytes, is := value.([]byte); is {
		value = string(bytes)
	}
	switch value := value.(type) {
	case string:
		if value == "" {
			return nil
		}
	case int64:
		if isMoment(column) {
			if value == 0 {
				return nil
			}
			return moment(value)
		}
		if value == 0 && strings.HasSuffix(column, "_id") {
			return nil
		}
	case time.Time:
		return value.UTC()
	}
	return value
}

// isMoment tells whether a column holds a time, by the way they are called.
func isMoment(column string) bool {
	return column == "at" || column == "since" || strings.HasSuffix(column, "_at") || column == "lease_until"
}

// Tolds lists the headings in the order in which they are read.
func Tolds() []Told {
	return []Told{ToldIdentity, ToldSettings, ToldSeats, ToldConsent, ToldVotes, ToldContributions, ToldStrategy, ToldMeetings, ToldTasks,
		ToldFeedback, ToldAnswers, ToldLetters, ToldLog}
}

// ToldColumns are the columns that Own tells of, by table, as the values are
// called.
func (tx *Tx) ToldColumns() (map[string][]string, error) {
	all := map[string][]string{}
	for _, table := range toldTables() {
		columns, err := tx.columnsOf(table.name)
		if err != nil {
			return nil, fmt.Errorf("columns of %s: %w", table.name, err)
		}
		by := make([]int, len(table.told))
		for i := range by {
			by[i] = i
		}
		for _, column := range columns {
			if !nameless(column) && !table.hidden(by, column) {
				all[table.name] = append(all[table.name], strings.TrimSuffix(column, "_id"))
			}
		}
	}
	return all, nil
}
