package storage

import (
	"fmt"

	"beirat/board"
)

// Acknowledge keeps that a person was given a notice, or said that they read it,
// in the version of the text as it is now; again is no error. Its time is Now. It
// tells whether it was new.
func (tx *Tx) Acknowledge(of, person board.ID, n board.Notice) (fresh bool, err error) {
	rows, err := tx.exec("INSERT INTO acknowledgement (board_id, person_id, notice, version, said_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		int64(of), int64(person), string(n), n.Version(), tx.now())
	if err != nil {
		return false, fmt.Errorf("notice %s of person %d in board %d: %w", n, person, of, err)
	}
	if rows == 0 {
		return false, nil
	}
	return true, tx.note(of, "acknowledgement.save", Entity("person", person), fmt.Sprintf("%s, text %d", n, n.Version()))
}

// Acknowledged is what a person, or somebody who has become that person, said
// last of a notice; its version is zero if they said nothing.
func (tx *Tx) Acknowledged(of, person board.ID, n board.Notice) (board.Acknowledgement, error) {
	var rows []struct {
		Version int   `db:"version"`
		At      int64 `db:"said_at"`
	}
	a := board.Acknowledgement{Board: of, Person: person, Notice: n}
	if person == 0 {
		return a, nil
	}
	err := tx.all(&rows, `SELECT version, said_at FROM acknowledgement WHERE board_id = ? AND notice = ?
		AND person_id IN `+selvesOf+" ORDER BY version DESC, said_at DESC"+first(1),
		int64(of), string(n), int64(person), int64(person))
	if err == nil && len(rows) > 0 {
		a.Version, a.At = rows[0].Version, moment(rows[0].At)
	}
	return a, err
}

// Acknowledging are the people who said that they read a notice of a board as it
// is now. Who has become another person stands there as that one.
func (tx *Tx) Acknowledging(of board.ID, n board.Notice) (map[board.ID]bool, error) {
	var people []board.ID
	err := tx.all(&people, `SELECT DISTINCT CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END FROM acknowledgement a JOIN person p ON p.id = a.person_id
		WHERE a.board_id = ? AND a.notice = ? AND a.version >= ?`, int64(of), string(n), n.Version())
	said := map[board.ID]bool{}
	for _, id := range people {
		said[id] = true
	}
	return said, err
}
