package storage

import (
	"fmt"
	"slices"

	"beirat/board"
)

type measureRow struct {
	ID      board.ID           `db:"id"`
	Board   board.ID           `db:"board_id"`
	Number  int                `db:"number"`
	Title   string             `db:"title"`
	Text    string             `db:"content"`
	Author  board.ID           `db:"person_id"`
	At      int64              `db:"created_at"`
	Version int                `db:"version"`
	State   board.MeasureState `db:"state"`
	Moved   int64              `db:"moved_at"`
	Why     string             `db:"why"`
	Place   int                `db:"place"`
	Round   board.ID           `db:"round_id"`
	Ordered int64              `db:"ordered_at"`
}

const measureSelect = `SELECT m.id, m.board_id, m.number, m.title, m.content, m.person_id, m.created_at, m.version,
	m.state, m.moved_at, m.why, m.place, COALESCE(m.round_id, 0) AS round_id, m.ordered_at FROM measure m `

func (r measureRow) measure() board.Measure {
	return board.Measure{
		ID: r.ID, Board: r.Board, Number: r.Number, Title: r.Title, Text: r.Text, Author: r.Author, At: moment(r.At), Version: r.Version,
		State: r.State, Moved: moment(r.Moved), Why: r.Why, Place: r.Place, Round: r.Round, Ordered: moment(r.Ordered),
	}
}

// measures are those of a query, without their links.
func (tx *Tx) measures(query string, args ...any) ([]board.Measure, error) {
	var rows []measureRow
	if err := tx.all(&rows, measureSelect+query, args...); err != nil {
		return nil, fmt.Errorf("measures: %w", err)
	}
	measures := make([]board.Measure, len(rows))
	for i, row := range rows {
		measures[i] = row.measure()
	}
	return measures, nil
}

// measure is the one of a query, with its links.
func (tx *Tx) measure(query string, args ...any) (board.Measure, error) {
	found, err := tx.measures(query, args...)
	if err != nil {
		return board.Measure{}, err
	}
	if len(found) == 0 {
		return board.Measure{}, fmt.Errorf("measure %v: %w", args, ErrNotFound)
	}
	return found[0], tx.withLinks(found, "WHERE l.measure_id = ?", int64(found[0].ID))
}

// measureLink is a table of links.
type measureLink struct {
	name, column string
	of           func(*board.MeasureLinks) *[]board.ID
}

// measureLinks are the tables of links, of which each knows its place.
func measureLinks() []measureLink {
	return []measureLink{
		{"measure_field", "field_id", func(l *board.MeasureLinks) *[]board.ID { return &l.Fields }},
		{"measure_statement", "statement_id", func(l *board.MeasureLinks) *[]board.ID { return &l.Statements }},
		{"measure_after", "after_id", func(l *board.MeasureLinks) *[]board.ID { return &l.After }},
		{"measure_idea", "idea_id", func(l *board.MeasureLinks) *[]board.ID { return &l.Ideas }},
	}
}

// withLinks gives measures their links; which are read is said by a query over
// the links l.
func (tx *Tx) withLinks(measures []board.Measure, which string, args ...any) error {
	at := make(map[board.ID]int, len(measures))
	for i, m := range measures {
		at[m.ID] = i
	}
	for _, table := range measureLinks() {
		var rows []struct {
			Measure board.ID `db:"measure_id"`
			Thing   board.ID `db:"thing_id"`
		}
		err := tx.all(&rows, "SELECT l.measure_id, l."+table.column+" AS thing_id FROM "+table.name+" l "+which+" ORDER BY l.measure_id, l."+table.column, args...)
		if err != nil {
			return fmt.Errorf("%s: %w", table.name, err)
		}
		for _, row := range rows {
			if i, known := at[row.Measure]; known {
				links := table.of(&measures[i].Links)
				*links = append(*links, row.Thing)
			}
		}
	}
	return nil
}

// link adds links of one kind to a measure.
func (tx *Tx) link(table measureLink, measure board.ID, things []board.ID) error {
	things = slices.Compact(slices.Sorted(slices.Values(things)))
	for _, thing := range things {
		if _, err := tx.exec("INSERT INTO "+table.name+" (measure_id, "+table.column+") VALUES (?, ?)", int64(measure), int64(thing)); err != nil {
			return fmt.Errorf("%s of measure with id %d: %w", table.name, measure, err)
		}
	}
	return nil
}
