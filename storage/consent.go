package storage

import (
	"fmt"

	"beirat/board"
)

// SaveConsent keeps what a person says about being named, after what they said
// before. Its time is Now. A No is said for those too who have become that
// person: they stay unnamed when they part again. A Yes is said for nobody else.
func (tx *Tx) SaveConsent(c board.Consent) error {
	speaks := []board.ID{c.Person}
	if !c.Given {
		selves, err := tx.Selves(c.Person)
		if err != nil {
			return err
		}
		speaks = selves
	}
	var id board.ID
	var err error
	for _, person := range speaks {
		id, err = tx.insert("INSERT INTO consent (board_id, person_id, given, version, said_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
			int64(c.Board), int64(person), flag(c.Given), c.Version, tx.now())
		if err != nil {
			return fmt.Errorf("consent of person %d in board %d: %w", person, c.Board, err)
		}
	}
	return tx.note(c.Board, "consent.save", Entity("consent", id), fmt.Sprintf("given %t, text %d", c.Given, c.Version))
}

// ConsentOf is what a person said last, be it as somebody who has become that
// person; Said is zero if they said nothing.
func (tx *Tx) ConsentOf(of, person board.ID) (board.Consent, error) {
	var rows []struct {
		Given   bool  `db:"given"`
		Version int   `db:"version"`
		Said    int64 `db:"said_at"`
	}
	c := board.Consent{Board: of, Person: person}
	if person == 0 { // nobody: it is what those have not become who are themselves
		return c, nil
	}
	err := tx.all(&rows, "SELECT given, version, said_at FROM consent WHERE board_id = ? AND person_id IN "+selvesOf+" ORDER BY id DESC"+first(1), int64(of), int64(person), int64(person))
	if err != nil || len(rows) == 0 {
		return c, err
	}
	c.Given, c.Version, c.Said = rows[0].Given, rows[0].Version, moment(rows[0].Said)
	return c, nil
}

// Consenting are the names of those who consent now to be named, by person. Who
// has become one of them stands there too, with the same name.
func (tx *Tx) Consenting(of board.ID) (map[board.ID]string, error) {
	var rows []struct {
		Person board.ID `db:"person"`
		Given  bool     `db:"given"`
	}
	err := tx.all(&rows, `SELECT CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END AS person, c.given
		FROM consent c JOIN person p ON p.id = c.person_id WHERE c.board_id = ? ORDER BY c.id`, int64(of))
	if err != nil {
		return nil, err
	}
	given := map[board.ID]bool{}
	for _, r := range rows {
		given[r.Person] = r.Given
	}
	named := map[board.ID]string{}
	for person, yes := range given {
		if !yes {
			continue
		}
		if err := tx.nameAll(named, person); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// nameAll names a person and those who have become that person.
func (tx *Tx) nameAll(named map[board.ID]string, person board.ID) error {
	who, err := tx.Person(person)
	if err != nil {
		return err
	}
	selves, err := tx.Selves(person)
	for _, self := range selves {
		named[self] = who.Name
	}
	return err
}
