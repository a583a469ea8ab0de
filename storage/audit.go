package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

// Audit is the record of one change. It is written in the transaction of the
// change and never changed. It says that a ballot was cast, never how.
type Audit struct {
	ID     board.ID
	Board  board.ID // 0: of the installation
	At     time.Time
	Person board.ID // who caused it; 0: Beirat itself
	Log    string
	What   string // "poll.cast", "seat.take", …
	Entity string // see Entity
	Detail string
}

// Entity names a stored thing in the audit and among the shown messages:
// "poll:7". The number is the ID, not the short number of the board.
func Entity(thing string, id board.ID) string { return fmt.Sprintf("%s:%d", thing, id) }

// Audits lists what changed in a board, newest first, at most limit; of one
// entity unless it is empty.
func (tx *Tx) Audits(of board.ID, entity string, limit int) ([]Audit, error) {
	const columns = "SELECT id, board_id, at, person_id, log, what, entity, detail FROM audit WHERE board_id = ?"
	var rows []struct {
		ID     board.ID `db:"id"`
		Board  board.ID `db:"board_id"`
		At     int64    `db:"at"`
		Person board.ID `db:"person_id"`
		Log    string   `db:"log"`
		What   string   `db:"what"`
		Entity string   `db:"entity"`
		Detail string   `db:"detail"`
	}
	var err error
	if entity == "" {
		err = tx.all(&rows, columns+" ORDER BY id DESC"+first(limit), int64(of))
	} else {
		err = tx.all(&rows, columns+" AND entity = ? ORDER BY id DESC"+first(limit), int64(of), entity)
	}
	list := make([]Audit, len(rows))
	for i, r := range rows {
		list[i] = Audit{ID: r.ID, Board: r.Board, At: moment(r.At), Person: r.Person, Log: r.Log, What: r.What, Entity: r.Entity, Detail: r.Detail}
	}
	return list, err
}

func (tx *Tx) note(of board.ID, what, entity, detail string) error {
	_, err := tx.exec("INSERT INTO audit (board_id, at, person_id, log, what, entity, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
		int64(of), tx.now(), int64(tx.by.Person), tx.by.Log, what, entity, detail)
	return err
}

func (tx *Tx) notePoll(poll board.ID, what, detail string) error {
	return tx.noteThing("poll", poll, what, detail)
}

func (tx *Tx) noteSeat(seat board.ID, what, detail string) error {
	return tx.noteThing("seat", seat, what, detail)
}

// noteThing and noteSecretly find the board of the thing, which is called as its
// table is, in the same statement.
func (tx *Tx) noteThing(thing string, id board.ID, what, detail string) error {
	return tx.must(`INSERT INTO audit (board_id, at, person_id, log, what, entity, detail)
		SELECT board_id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT) FROM `+thing+` WHERE id = ?`,
		tx.now(), int64(tx.by.Person), tx.by.Log, what, Entity(thing, id), detail, int64(id))
}

// noteSecretly is notePoll without who it was and where its log lines are: who
// has voted stands on the roll, and on nothing that has a time.
func (tx *Tx) noteSecretly(poll board.ID, what string) error {
	return tx.must(`INSERT INTO audit (board_id, at, person_id, log, what, entity, detail)
		SELECT board_id, CAST(? AS BIGINT), 0, '', CAST(? AS TEXT), CAST(? AS TEXT), '' FROM poll WHERE id = ?`,
		tx.now(), what, Entity("poll", poll), int64(poll))
}
