package storage

import (
	"fmt"

	"beirat/board"
)

type seriesRow struct {
	ID        board.ID `db:"id"`
	Board     board.ID `db:"board_id"`
	Rule      string   `db:"rule"`
	FirstWall string   `db:"first_wall"`
	MadeWall  string   `db:"made_wall"`
	Zone      string   `db:"zone"`
	Minutes   int      `db:"minutes"`
	Place     string   `db:"place"`
	Link      string   `db:"link"`
	DialIn    string   `db:"dial_in"`
	By        board.ID `db:"person_id"`
	At        int64    `db:"created_at"`
	Told      int64    `db:"told_at"`
	Ended     int64    `db:"ended_at"`
}

const seriesSelect = `SELECT id, board_id, rule, first_wall, made_wall, zone, minutes, place, link, dial_in, person_id, created_at, told_at, ended_at FROM meeting_series `

func (r seriesRow) series(db *DB) (board.Series, error) {
	s := board.Series{ID: r.ID, Board: r.Board, Minutes: r.Minutes, Place: r.Place, Link: r.Link, DialIn: r.DialIn,
		By: r.By, At: moment(r.At), Told: moment(r.Told), Ended: moment(r.Ended)}
	zone := db.Zone(r.Zone)
	var err error
	if s.Rule, err = board.ParseSeriesRule(r.Rule); err != nil {
		return s, fmt.Errorf("series with id %d: %w", r.ID, err)
	}
	if s.First, err = parseWall(r.FirstWall, zone); err != nil {
		return s, fmt.Errorf("series with id %d: %w", r.ID, err)
	}
	if s.Made, err = parseWall(r.MadeWall, zone); err != nil {
		return s, fmt.Errorf("series with id %d: %w", r.ID, err)
	}
	return s, nil
}

// CreateSeries keeps a series of meetings and gives it its ID; First is in the
// board's zone.
func (tx *Tx) CreateSeries(s board.Series) (board.Series, error) {
	zone, err := tx.zoneOf(s.Board)
	if err != nil {
		return s, err
	}
	now := tx.now()
	s.By, s.At = tx.by.Person, moment(now)
	s.ID, err = tx.insert(`INSERT INTO meeting_series (board_id, rule, first_wall, made_wall, zone, minutes, place, link, dial_in, person_id, created_at, told_at, ended_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id`,
		int64(s.Board), s.Rule.String(), formatWall(s.First), formatWall(s.Made), zone, s.Minutes, s.Place, s.Link, s.DialIn, int64(s.By), now, milli(s.Told))
	if err != nil {
		return s, fmt.Errorf("series of board %d: %w", s.Board, err)
	}
	return s, tx.note(s.Board, "meeting.series", Entity("series", s.ID), s.Rule.String())
}

// SaveSeries keeps what changed of a series that the caller has locked.
func (tx *Tx) SaveSeries(s board.Series) error {
	err := tx.must(`UPDATE meeting_series SET rule = ?, first_wall = ?, made_wall = ?, minutes = ?, place = ?, link = ?, dial_in = ?, told_at = ?, ended_at = ?
		WHERE id = ? AND board_id = ?`,
		s.Rule.String(), formatWall(s.First), formatWall(s.Made), s.Minutes, s.Place, s.Link, s.DialIn, milli(s.Told), milli(s.Ended), int64(s.ID), int64(s.Board))
	if err != nil {
		return fmt.Errorf("series with id %d: %w", s.ID, err)
	}
	return tx.note(s.Board, "meeting.series", Entity("series", s.ID), s.Rule.String())
}

// Series is the series of a board that goes on; ErrNotFound if none does.
func (tx *Tx) Series(of board.ID) (board.Series, error) {
	return tx.series("WHERE board_id = ? AND ended_at = 0 ORDER BY id DESC LIMIT 1", int64(of))
}

// SeriesByID is a series, be it ended.
func (tx *Tx) SeriesByID(id board.ID) (board.Series, error) {
	return tx.series("WHERE id = ?", int64(id))
}

// LockSeries reads the series of a board that goes on and holds it until the
// transaction ends; ErrNotFound if none does.
func (tx *Tx) LockSeries(of board.ID) (board.Series, error) {
	if tx.reading {
		return board.Series{}, ErrReadOnly
	}
	return tx.series("WHERE board_id = ? AND ended_at = 0 ORDER BY id DESC LIMIT 1 {{FOR UPDATE}}", int64(of))
}

// SeriesMeetings lists the meetings that came from a series, by their dates.
func (tx *Tx) SeriesMeetings(id board.ID) ([]board.Meeting, error) {
	return tx.meetings("WHERE series_id = ? ORDER BY starts_at, number", int64(id))
}

func (tx *Tx) series(which string, args ...any) (board.Series, error) {
	var row seriesRow
	if err := tx.get(&row, seriesSelect+which, args...); err != nil {
		return board.Series{}, fmt.Errorf("series of meetings: %w", err)
	}
	return row.series(tx.db)
}
