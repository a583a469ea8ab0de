package storage

import (
	"errors"
	"fmt"
	"time"

	"beirat/board"
)

// Groups lists the seat groups of a board by position.
func (tx *Tx) Groups(of board.ID) ([]board.Group, error) {
	var rows []struct {
		ID        board.ID `db:"id"`
		Board     board.ID `db:"board_id"`
		Key       string   `db:"group_key"`
		Name      string   `db:"name"`
		Seats     int      `db:"seats"`
		ExOfficio bool     `db:"ex_officio"`
		Position  int      `db:"position"`
	}
	err := tx.all(&rows, "SELECT id, board_id, group_key, name, seats, ex_officio, position FROM seat_group WHERE board_id = ? ORDER BY position, id", int64(of))
	groups := make([]board.Group, len(rows))
	for i, row := range rows {
		groups[i] = board.Group(row)
	}
	return groups, err
}

type seatRow struct {
	ID               board.ID `db:"id"`
	Board            board.ID `db:"board_id"`
	Position         int      `db:"position"`
	GroupID          board.ID `db:"group_id"`
	GroupKey         string   `db:"group_key"`
	GroupName        string   `db:"group_name"`
	GroupSeats       int      `db:"group_seats"`
	ExOfficio        bool     `db:"ex_officio"`
	GroupPosition    int      `db:"group_position"`
	HolderID         board.ID `db:"holder_id"`
	HolderName       string   `db:"holder_name"`
	HolderLanguage   string   `db:"holder_language"`
	Organisation     string   `db:"organisation"`
	DelegateID       board.ID `db:"delegate_id"`
	DelegateName     string   `db:"delegate_name"`
	DelegateLanguage string   `db:"delegate_language"`
}

func (r seatRow) seat() board.Seat {
	return board.Seat{
		ID: r.ID, Board: r.Board, Position: r.Position, Organisation: r.Organisation,
		Group: board.Group{ID: r.GroupID, Board: r.Board, Key: r.GroupKey, Name: r.GroupName, Seats: r.GroupSeats,
			ExOfficio: r.ExOfficio, Position: r.GroupPosition},
		Holder:   board.Person{ID: r.HolderID, Name: r.HolderName, Language: r.HolderLanguage},
		Delegate: board.Person{ID: r.DelegateID, Name: r.DelegateName, Language: r.DelegateLanguage},
	}
}

const seatSelect = `SELECT s.id, s.board_id, s.position,
		g.id AS group_id, g.group_key, g.name AS group_name, g.seats AS group_seats, g.ex_officio, g.position AS group_position,
		COALESCE(hp.id, 0) AS holder_id, COALESCE(hp.name, '') AS holder_name, COALESCE(hp.language, '') AS holder_language,
		COALESCE(h.organisation, '') AS organisation,
		COALESCE(dp.id, 0) AS delegate_id, COALESCE(dp.name, '') AS delegate_name, COALESCE(dp.language, '') AS delegate_language
	FROM seat s
	JOIN seat_group g ON g.id = s.group_id
	LEFT JOIN holder h ON h.seat_id = s.id AND h.until_at = 0
	LEFT JOIN person hp ON hp.id = h.person_id
	LEFT JOIN delegate d ON d.seat_id = s.id AND d.until_at = 0
	LEFT JOIN person dp ON dp.id = d.person_id `

// seatsOf are the ids of the seats that a person (two arguments) holds now or
// votes for as the delegate.
const seatsOf = `(SELECT seat_id FROM holder WHERE person_id = ? AND until_at = 0
	UNION ALL SELECT seat_id FROM delegate WHERE person_id = ? AND until_at = 0)`

// Seats lists the seats of a board, vacant ones too, by group and position.
func (tx *Tx) Seats(of board.ID) ([]board.Seat, error) {
	return tx.seats(seatSelect+"WHERE s.board_id = ? ORDER BY g.position, g.id, s.position", int64(of))
}

func (tx *Tx) seats(query string, args ...any) ([]board.Seat, error) {
	var rows []seatRow
	err := tx.all(&rows, query, args...)
	seats := make([]board.Seat, len(rows))
	for i, row := range rows {
		seats[i] = row.seat()
	}
	return seats, err
}

// Seat is a seat with its group, holder and delegate.
func (tx *Tx) Seat(id board.ID) (board.Seat, error) {
	var row seatRow
	if err := tx.get(&row, seatSelect+"WHERE s.id = ?", int64(id)); err != nil {
		return board.Seat{}, fmt.Errorf("seat %d: %w", id, err)
	}
	return row.seat(), nil
}

// HolderAt is the person who held a seat at a moment; zero if nobody did.
func (tx *Tx) HolderAt(seat board.ID, at time.Time) (board.Person, error) {
	var id board.ID
	ms := at.UnixMilli()
	err := tx.get(&id, "SELECT person_id FROM holder WHERE seat_id = ? AND from_at <= ? AND (until_at = 0 OR until_at > ?) ORDER BY id DESC"+first(1), int64(seat), ms, ms)
	if errors.Is(err, ErrNotFound) {
		return board.Person{}, nil
	}
	if err != nil {
		return board.Person{}, fmt.Errorf("holder of seat %d: %w", seat, err)
	}
	return tx.Person(id)
}

// TakeSeat gives a seat to a person; who held it before, and a delegate, lose
// it at the same moment. The history stays.
func (tx *Tx) TakeSeat(seat, person board.ID, organisation string) error {
	if err := tx.emptySeat(seat); err != nil {
		return err
	}
	err := tx.must("INSERT INTO holder (seat_id, person_id, organisation, from_at) VALUES (?, ?, ?, ?)", int64(seat), int64(person), organisation, tx.now())
	if err != nil {
		return fmt.Errorf("seat %d for person %d: %w", seat, person, err)
	}
	if err := tx.seatAnswers(person); err != nil {
		return err
	}
	return tx.noteSeat(seat, "seat.take", Entity("person", person))
}

// LeaveSeat makes a seat vacant and ends its delegation.
func (tx *Tx) LeaveSeat(seat board.ID) error {
	if err := tx.emptySeat(seat); err != nil {
		return err
	}
	return tx.noteSeat(seat, "seat.leave", "")
}

func (tx *Tx) emptySeat(seat board.ID) error {
	if err := tx.lockSeat(seat); err != nil {
		return err
	}
	if _, err := tx.exec("UPDATE holder SET until_at = ? WHERE seat_id = ? AND until_at = 0", tx.now(), int64(seat)); err != nil {
		return err
	}
	_, err := tx.exec("UPDATE delegate SET until_at = ? WHERE seat_id = ? AND until_at = 0", tx.now(), int64(seat))
	return err
}

// lockSeat lets one change of a seat wait for the other.
func (tx *Tx) lockSeat(seat board.ID) error {
	if tx.reading {
		return ErrReadOnly
	}
	var id board.ID
	if err := tx.get(&id, "SELECT id FROM seat WHERE id = ? {{FOR NO KEY UPDATE}}", int64(seat)); err != nil {
		return fmt.Errorf("seat %d: %w", seat, err)
	}
	return nil
}

// Delegate lets a person vote instead of the holder, until another is named or
// the seat changes hands; person 0: the holder votes again. Whether the seat
// may have a delegate is not asked here.
func (tx *Tx) Delegate(seat, person board.ID) error {
	if err := tx.lockSeat(seat); err != nil {
		return err
	}
	if _, err := tx.exec("UPDATE delegate SET until_at = ? WHERE seat_id = ? AND until_at = 0", tx.now(), int64(seat)); err != nil {
		return err
	}
	if person == 0 {
		return tx.noteSeat(seat, "seat.delegate", "")
	}
	err := tx.must("INSERT INTO delegate (seat_id, person_id, from_at) VALUES (?, ?, ?)", int64(seat), int64(person), tx.now())
	if err != nil {
		return fmt.Errorf("delegate %d for seat %d: %w", person, seat, err)
	}
	if err := tx.seatAnswers(person); err != nil {
		return err
	}
	return tx.noteSeat(seat, "seat.delegate", Entity("person", person))
}
