package storage

import (
	"fmt"
	"strconv"

	"beirat/board"
)

type dateSearchRow struct {
	ID      board.ID              `db:"id"`
	Board   board.ID              `db:"board_id"`
	Meeting board.ID              `db:"meeting_id"`
	State   board.DateSearchState `db:"state"`
	Zone    string                `db:"zone"`
	Opened  int64                 `db:"opened_at"`
	Closes  int64                 `db:"closes_at"`
	Ended   int64                 `db:"ended_at"`
	By      board.ID              `db:"person_id"`
}

const dateSearchSelect = "SELECT id, board_id, meeting_id, state, zone, opened_at, closes_at, ended_at, person_id FROM date_search "

// CreateDateSearch keeps a search that opens now, with its dates, whose Starts
// are in the board's zone. ErrExists if one is open for the meeting. The caller
// has locked the meeting.
func (tx *Tx) CreateDateSearch(s board.DateSearch) (board.DateSearch, error) {
	if tx.reading {
		return s, ErrReadOnly
	}
	zone, err := tx.zoneOf(s.Board)
	if err != nil {
		return s, err
	}
	open, err := tx.dateSearches("WHERE meeting_id = ? AND state = 'open'", int64(s.Meeting))
	if err == nil && len(open) > 0 {
		err = ErrExists
	}
	if err != nil {
		return s, fmt.Errorf("search for the date of the meeting with id %d: %w", s.Meeting, err)
	}
	in := tx.db.Zone(zone)
	s.State, s.By, s.Opened, s.Closes = board.SearchOpen, tx.by.Person, moment(tx.now()).In(in), moment(milli(s.Closes)).In(in)
	s.ID, err = tx.insert("INSERT INTO date_search (board_id, meeting_id, state, zone, opened_at, closes_at, ended_at, person_id) VALUES (?, ?, ?, ?, ?, ?, 0, ?) RETURNING id",
		int64(s.Board), int64(s.Meeting), string(s.State), zone, milli(s.Opened), milli(s.Closes), int64(s.By))
	if err != nil {
		return s, fmt.Errorf("search for the date of the meeting with id %d: %w", s.Meeting, err)
	}
	for i, o := range s.Options {
		s.Options[i].ID, err = tx.insert("INSERT INTO date_option (search_id, number, wall, starts_at) VALUES (?, ?, ?, ?) RETURNING id",
			int64(s.ID), o.Number, formatWall(o.Starts), milli(o.Starts))
		if err != nil {
			return s, fmt.Errorf("date %d of the meeting with id %d: %w", o.Number, s.Meeting, err)
		}
	}
	return s, tx.note(s.Board, "date.search", Entity("meeting", s.Meeting), strconv.Itoa(len(s.Options)))
}

// SaveDateSearch keeps State, Closes and Ended of a search that the caller has
// locked.
func (tx *Tx) SaveDateSearch(s board.DateSearch) error {
	err := tx.must("UPDATE date_search SET state = ?, closes_at = ?, ended_at = ? WHERE id = ? AND board_id = ?",
		string(s.State), milli(s.Closes), milli(s.Ended), int64(s.ID), int64(s.Board))
	if err != nil {
		return fmt.Errorf("search with id %d for a date: %w", s.ID, err)
	}
	return tx.note(s.Board, "date."+string(s.State), Entity("meeting", s.Meeting), "")
}

// DateSearch is a search by its id.
func (tx *Tx) DateSearch(id board.ID) (board.DateSearch, error) {
	return tx.dateSearch("WHERE id = ?", int64(id))
}

// LockDateSearch is DateSearch, and holds it until the transaction ends: lock it
// before it is answered or saved.
func (tx *Tx) LockDateSearch(id board.ID) (board.DateSearch, error) {
	if tx.reading {
		return board.DateSearch{}, ErrReadOnly
	}
	return tx.dateSearch("WHERE id = ? {{FOR UPDATE}}", int64(id))
}

// OpenDateSearch is the search for the date of a meeting that is open, its
// deadline over or not; ErrNotFound if none is.
func (tx *Tx) OpenDateSearch(meeting board.ID) (board.DateSearch, error) {
	return tx.dateSearch("WHERE meeting_id = ? AND state = 'open'", int64(meeting))
}

// LastDateSearch is the search for the date of a meeting that was opened last,
// whatever its state; ErrNotFound if there was none.
func (tx *Tx) LastDateSearch(meeting board.ID) (board.DateSearch, error) {
	return tx.dateSearch("WHERE meeting_id = ? ORDER BY id DESC LIMIT 1", int64(meeting))
}

// OpenDateSearches lists the searches of a board that are open, by deadline.
func (tx *Tx) OpenDateSearches(of board.ID) ([]board.DateSearch, error) {
	return tx.dateSearches("WHERE board_id = ? AND state = 'open' ORDER BY closes_at, id", int64(of))
}

func (tx *Tx) dateSearch(which string, args ...any) (board.DateSearch, error) {
	found, err := tx.dateSearches(which, args...)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.DateSearch{}, fmt.Errorf("search for a date: %w", err)
	}
	return found[0], nil
}

func (tx *Tx) dateSearches(which string, args ...any) ([]board.DateSearch, error) {
	var rows []dateSearchRow
	if err := tx.all(&rows, dateSearchSelect+which, args...); err != nil {
		return nil, err
	}
	found := make([]board.DateSearch, len(rows))
	for i, r := range rows {
		zone := tx.db.Zone(r.Zone)
		found[i] = board.DateSearch{ID: r.ID, Board: r.Board, Meeting: r.Meeting, State: r.State, By: r.By,
			Opened: moment(r.Opened).In(zone), Closes: moment(r.Closes).In(zone), Ended: moment(r.Ended)}
		if r.Ended != 0 {
			found[i].Ended = found[i].Ended.In(zone)
		}
		var options []struct {
			ID     board.ID `db:"id"`
			Number int      `db:"number"`
			Wall   string   `db:"wall"`
		}
		if err := tx.all(&options, "SELECT id, number, wall FROM date_option WHERE search_id = ? ORDER BY number", int64(r.ID)); err != nil {
			return nil, err
		}
		for _, o := range options {
			starts, err := parseWall(o.Wall, zone)
			if err != nil {
				return nil, fmt.Errorf("date %d of search %d: %w", o.Number, r.ID, err)
			}
			found[i].Options = append(found[i].Options, board.DateOption{ID: o.ID, Number: o.Number, Starts: starts})
		}
	}
	return found, nil
}
