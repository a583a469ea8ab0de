package storage

import (
	"errors"
	"fmt"
	"time"

	"beirat/board"
)

// Home is a channel that belongs to a board; a board may have several.
type Home struct {
	Board                     board.ID
	Platform, Server, Channel string
}

type boardRow struct {
	ID       board.ID `db:"id"`
	Name     string   `db:"name"`
	Language string   `db:"language"`
	Zone     string   `db:"zone"`
	Land     string   `db:"land"`
	Purpose  string   `db:"purpose"`
	Contact  string   `db:"contact"`
	Start    string   `db:"term_start"`
	Last     string   `db:"term_last"`
	Next     string   `db:"term_next"`
}

const boardColumns = "b.id, b.name, b.language, b.zone, b.land, b.purpose, b.contact, b.term_start, b.term_last, b.term_next"

func (db *DB) board(r boardRow) (board.Board, error) {
	b := board.Board{ID: r.ID, Name: r.Name, Language: r.Language, Zone: r.Zone, Land: r.Land, Purpose: r.Purpose, Contact: r.Contact}
	zone, err := db.zone(r.Zone)
	if err != nil {
		return b, fmt.Errorf("board %d: %w", r.ID, err)
	}
	if b.Term.Start, err = parseDay(r.Start, zone); err != nil {
		return b, fmt.Errorf("board %d: %w", r.ID, err)
	}
	if b.Term.Last, err = parseDay(r.Last, zone); err != nil {
		return b, fmt.Errorf("board %d: %w", r.ID, err)
	}
	if b.Next, err = parseDay(r.Next, zone); err != nil {
		return b, fmt.Errorf("board %d: %w", r.ID, err)
	}
	return b, nil
}

// A day is stored as its date in the board's zone and given back as 00:00 of it.
func formatDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func parseDay(text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.ParseInLocation(time.DateOnly, text, zone)
}

// CreateBoard makes a board with its home, its groups with vacant seats, and
// board.DefaultProfile as version 1 of its rules. ErrExists if the home has a
// board. The days of the term are taken as they read in their own location.
func (tx *Tx) CreateBoard(b board.Board, groups []board.Group, home Home) (board.Board, error) {
	if _, err := tx.BoardAt(home.Platform, home.Server, home.Channel); err == nil {
		return b, fmt.Errorf("a board in %s %s: %w", home.Platform, home.Channel, ErrExists)
	} else if !errors.Is(err, ErrNotFound) {
		return b, err
	}
	if _, err := tx.db.zone(b.Zone); err != nil {
		return b, err
	}
	id, err := tx.insert(`INSERT INTO board (name, language, zone, land, purpose, contact, term_start, term_last, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		b.Name, b.Language, b.Zone, b.Land, b.Purpose, b.Contact, formatDay(b.Term.Start), formatDay(b.Term.Last), tx.now())
	if err != nil {
		return b, fmt.Errorf("create a board: %w", err)
	}
	b.ID, home.Board = id, id
	if err := tx.addHome(home); err != nil {
		return b, err
	}
	for i, g := range groups {
		g.Board, g.Position = id, i+1
		if err := tx.addGroup(g); err != nil {
			return b, err
		}
	}
	profile := board.DefaultProfile()
	profile.Board = id
	if _, err := tx.insertProfile(profile); err != nil {
		return b, err
	}
	return b, tx.note(id, "board.create", Entity("board", id), home.Platform)
}

func (tx *Tx) addGroup(g board.Group) error {
	id, err := tx.insert("INSERT INTO seat_group (board_id, group_key, name, seats, ex_officio, position) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
		int64(g.Board), g.Key, g.Name, g.Seats, flag(g.ExOfficio), g.Position)
	if err != nil {
		return fmt.Errorf("seat group %s: %w", g.Key, err)
	}
	for position := 1; position <= g.Seats; position++ {
		if err := tx.must("INSERT INTO seat (board_id, group_id, position) VALUES (?, ?, ?)", int64(g.Board), int64(id), position); err != nil {
			return err
		}
	}
	return nil
}

// Board is a board by its id.
func (tx *Tx) Board(id board.ID) (board.Board, error) {
	var row boardRow
	if err := tx.get(&row, "SELECT "+boardColumns+" FROM board b WHERE b.id = ?", int64(id)); err != nil {
		return board.Board{}, fmt.Errorf("board %d: %w", id, err)
	}
	return tx.db.board(row)
}

// LockBoard lets one change of a board, of its seats, roles or rules, wait for
// the other, so that what was read before it still holds. Votes do not wait.
func (tx *Tx) LockBoard(id board.ID) error {
	if tx.reading {
		return ErrReadOnly
	}
	var locked board.ID
	if err := tx.get(&locked, "SELECT id FROM board WHERE id = ? {{FOR NO KEY UPDATE}}", int64(id)); err != nil {
		return fmt.Errorf("board %d: %w", id, err)
	}
	return nil
}

// BoardAt is the board whose home this channel is; ErrNotFound if it is none.
func (tx *Tx) BoardAt(platform, server, channel string) (board.Board, error) {
	var row boardRow
	err := tx.get(&row, "SELECT "+boardColumns+` FROM home h JOIN board b ON b.id = h.board_id
		WHERE h.platform = ? AND h.server = ? AND h.channel = ?`, platform, server, channel)
	if err != nil {
		return board.Board{}, fmt.Errorf("board in %s %s: %w", platform, channel, err)
	}
	return tx.db.board(row)
}

// Boards lists every board of the installation, by id.
func (tx *Tx) Boards() ([]board.Board, error) {
	return tx.boards("SELECT " + boardColumns + " FROM board b ORDER BY b.id")
}

// BoardsOf lists the boards in which a person holds a seat, votes as a
// delegate or has a role, by id.
func (tx *Tx) BoardsOf(person board.ID) ([]board.Board, error) {
	return tx.boards("SELECT "+boardColumns+` FROM board b WHERE b.id IN (
			SELECT s.board_id FROM holder h JOIN seat s ON s.id = h.seat_id WHERE h.person_id = ? AND h.until_at = 0
			UNION SELECT s.board_id FROM delegate d JOIN seat s ON s.id = d.seat_id WHERE d.person_id = ? AND d.until_at = 0
			UNION SELECT r.board_id FROM role_holder r WHERE r.person_id = ?)
		ORDER BY b.id`, int64(person), int64(person), int64(person))
}

func (tx *Tx) boards(query string, args ...any) ([]board.Board, error) {
	var rows []boardRow
	if err := tx.all(&rows, query, args...); err != nil {
		return nil, err
	}
	list := make([]board.Board, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = tx.db.board(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// SaveBoard changes what a board is called and how it is set up.
func (tx *Tx) SaveBoard(b board.Board) error {
	if _, err := tx.db.zone(b.Zone); err != nil {
		return err
	}
	err := tx.must(`UPDATE board SET name = ?, language = ?, zone = ?, land = ?, purpose = ?, contact = ?, term_start = ?, term_last = ? WHERE id = ?`,
		b.Name, b.Language, b.Zone, b.Land, b.Purpose, b.Contact, formatDay(b.Term.Start), formatDay(b.Term.Last), int64(b.ID))
	if err != nil {
		return fmt.Errorf("board %d: %w", b.ID, err)
	}
	return tx.note(b.ID, "board.save", Entity("board", b.ID), "")
}

// Homes lists the channels of a board.
func (tx *Tx) Homes(of board.ID) ([]Home, error) {
	var rows []struct {
		Board    board.ID `db:"board_id"`
		Platform string   `db:"platform"`
		Server   string   `db:"server"`
		Channel  string   `db:"channel"`
	}
	err := tx.all(&rows, "SELECT board_id, platform, server, channel FROM home WHERE board_id = ? ORDER BY platform, server, channel", int64(of))
	homes := make([]Home, len(rows))
	for i, row := range rows {
		homes[i] = Home(row)
	}
	return homes, err
}

// AddHome gives a board one more channel; ErrExists if the channel has a board.
func (tx *Tx) AddHome(h Home) error {
	if err := tx.addHome(h); err != nil {
		return err
	}
	return tx.note(h.Board, "board.home", Entity("board", h.Board), h.Platform)
}

func (tx *Tx) addHome(h Home) error {
	added, err := tx.exec("INSERT INTO home (platform, server, channel, board_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		h.Platform, h.Server, h.Channel, int64(h.Board))
	if err == nil && added == 0 {
		err = ErrExists
	}
	if err != nil {
		return fmt.Errorf("home %s %s: %w", h.Platform, h.Channel, err)
	}
	return nil
}

// RemoveHome takes a channel from a board; ErrNotFound if it is none of its
// homes. Whether it is the last one is for the caller to ask. What is shown
// there stays, and is remembered in case the channel becomes a home again.
func (tx *Tx) RemoveHome(h Home) error {
	err := tx.must("DELETE FROM home WHERE platform = ? AND server = ? AND channel = ? AND board_id = ?", h.Platform, h.Server, h.Channel, int64(h.Board))
	if err != nil {
		return fmt.Errorf("home %s %s of board %d: %w", h.Platform, h.Channel, h.Board, err)
	}
	return tx.note(h.Board, "board.unhome", Entity("board", h.Board), h.Platform)
}
