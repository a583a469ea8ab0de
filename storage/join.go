package storage

import (
	"fmt"
	"slices"

	"beirat/board"
)

// TakenError says that two persons who would become one have an account each on
// the same platform.
type TakenError struct{ First, Second Account }

func (e *TakenError) Error() string { return "both have an account on " + e.First.Platform }

// Join makes one person of two, with the accounts of both, by the rule
// board.Join, whose refusals it gives; the first is the one who goes on where
// the rule does not care. Seats, roles, absence and running proposals of the
// other are moved. Ballots, electorates and what is over stay as they are, and
// the other remains as the name on them. A *TakenError if both have an account
// on one platform.
func (tx *Tx) Join(first, second board.ID) (stays board.ID, err error) {
	if err := tx.holdPeople(first, second); err != nil {
		return 0, err
	}
	if err := tx.parted(first, second); err != nil {
		return 0, err
	}
	a, err := tx.belonging(first)
	if err != nil {
		return 0, err
	}
	b, err := tx.belonging(second)
	if err != nil {
		return 0, err
	}
	to, from, err := board.Join(a, b)
	if err != nil {
		return 0, fmt.Errorf("person %d and person %d: %w", first, second, err)
	}
	if err := tx.move(from, to.Person); err != nil {
		return 0, fmt.Errorf("person %d becomes person %d: %w", from.Person, to.Person, err)
	}
	return to.Person, tx.note(0, "person.join", Entity("person", to.Person), Entity("person", from.Person))
}

// LockPerson holds a person until the transaction ends: who else forgets them, or
// gives them a seat, a role or a vote, waits.
func (tx *Tx) LockPerson(person board.ID) error { return tx.holdPeople(person) }

// holdPeople lets whoever gives one of them a seat, a role or a vote wait.
func (tx *Tx) holdPeople(people ...board.ID) error {
	if tx.reading {
		return ErrReadOnly
	}
	slices.Sort(people) // who holds the same two waits at the first
	for _, id := range people {
		var held board.ID
		if err := tx.get(&held, "SELECT id FROM person WHERE id = ? {{FOR UPDATE}}", int64(id)); err != nil {
			return fmt.Errorf("person %d: %w", id, err)
		}
	}
	return nil
}

// parted is an error unless the accounts of two persons are on different platforms.
func (tx *Tx) parted(first, second board.ID) error {
	have, err := tx.Accounts(first)
	if err != nil {
		return err
	}
	more, err := tx.Accounts(second)
	for _, a := range have {
		for _, b := range more {
			if a.Platform == b.Platform {
				return &TakenError{First: a, Second: b}
			}
		}
	}
	return err
}

func (tx *Tx) belonging(person board.ID) (b board.Belonging, err error) {
	b.Person = person
	if err = tx.all(&b.Votes, "SELECT DISTINCT board_id FROM seat WHERE id IN "+seatsOf+" ORDER BY board_id", int64(person), int64(person)); err != nil {
		return b, err
	}
	if err = tx.all(&b.Roles, "SELECT DISTINCT board_id FROM role_holder WHERE person_id = ? ORDER BY board_id", int64(person)); err != nil {
		return b, err
	}
	return b, tx.all(&b.Running, `SELECT DISTINCT e.poll_id FROM elector e JOIN poll p ON p.id = e.poll_id
		WHERE p.state = 'open' AND (e.person_id = ? OR e.seat_id IN `+seatsOf+`) ORDER BY e.poll_id`,
		int64(person), int64(person), int64(person))
}

// move gives another person what somebody holds and where they are reached.
func (tx *Tx) move(from board.Belonging, to board.ID) error {
	goes, stays := int64(from.Person), int64(to)
	for _, change := range []struct {
		query string
		args  []any
	}{
		{"UPDATE holder SET person_id = ? WHERE person_id = ? AND until_at = 0", []any{stays, goes}},
		{"UPDATE delegate SET person_id = ? WHERE person_id = ? AND until_at = 0", []any{stays, goes}},
		{`INSERT INTO role_holder (board_id, person_id, role, since) SELECT board_id, CAST(? AS BIGINT), role, since FROM role_holder WHERE person_id = ?
			ON CONFLICT DO NOTHING`, []any{stays, goes}},
		{"DELETE FROM role_holder WHERE person_id = ?", []any{goes}},
		{`INSERT INTO absence (board_id, person_id, from_at, until_at) SELECT board_id, CAST(? AS BIGINT), from_at, until_at FROM absence WHERE person_id = ?
			ON CONFLICT DO NOTHING`, []any{stays, goes}},
		{"DELETE FROM absence WHERE person_id = ?", []any{goes}},
		{`INSERT INTO digest (board_id, person_id, rhythm, weekday, hour, quiet_own, quiet_from, quiet_to)
			SELECT board_id, CAST(? AS BIGINT), rhythm, weekday, hour, quiet_own, quiet_from, quiet_to FROM digest WHERE person_id = ? ON CONFLICT DO NOTHING`, []any{stays, goes}},
		{"DELETE FROM digest WHERE person_id = ?", []any{goes}},
		{"UPDATE kept_letter SET person_id = ? WHERE person_id = ?", []any{stays, goes}},
		{"UPDATE poll SET proposer_id = ? WHERE proposer_id = ? AND state IN ('open', 'planned')", []any{stays, goes}},
		{"UPDATE meeting_task SET owner_id = ? WHERE owner_id = ? AND done_at = 0", []any{stays, goes}},
		{"UPDATE meeting_guest SET person_id = ? WHERE person_id = ?", []any{stays, goes}},
		{`INSERT INTO feedback_asked (round_id, person_id) SELECT a.round_id, CAST(? AS BIGINT) FROM feedback_asked a JOIN feedback_round r ON r.id = a.round_id
			WHERE a.person_id = ? AND r.state = 'open' ON CONFLICT DO NOTHING`, []any{stays, goes}},
		{`INSERT INTO feedback_giver (round_id, person_id) SELECT g.round_id, CAST(? AS BIGINT) FROM feedback_giver g JOIN feedback_round r ON r.id = g.round_id
			WHERE g.person_id = ? AND r.state = 'open' ON CONFLICT DO NOTHING`, []any{stays, goes}},
		{`INSERT INTO feedback_rating (round_id, person_id, task, rating) SELECT f.round_id, CAST(? AS BIGINT), f.task, f.rating FROM feedback_rating f
			JOIN feedback_round r ON r.id = f.round_id WHERE f.person_id = ? AND r.state = 'open' ON CONFLICT DO NOTHING`, []any{stays, goes}},
		{"DELETE FROM feedback_rating WHERE person_id = ? AND round_id IN (SELECT id FROM feedback_round WHERE state = 'open')", []any{goes}},
		{"UPDATE feedback_point SET person_id = ? WHERE person_id = ? AND round_id IN (SELECT id FROM feedback_round WHERE state = 'open')", []any{stays, goes}},
		{"DELETE FROM link_code WHERE person_id IN (?, ?)", []any{stays, goes}},
		{"UPDATE person SET now_id = ? WHERE id = ? OR now_id = ?", []any{stays, goes, goes}},
		{"UPDATE account SET was_id = person_id, person_id = ? WHERE person_id = ?", []any{stays, goes}},
		{`UPDATE person SET language = (SELECT o.language FROM person o WHERE o.id = ?) WHERE id = ? AND language = ''`, []any{goes, stays}},
	} {
		if _, err := tx.exec(change.query, change.args...); err != nil {
			return err
		}
	}
	if err := tx.seatAnswers(to); err != nil {
		return err
	}
	for _, of := range slices.Compact(slices.Sorted(slices.Values(append(from.Votes, from.Roles...)))) {
		if err := tx.note(of, "person.join", Entity("person", to), Entity("person", from.Person)); err != nil {
			return err
		}
	}
	return nil
}

// Parting are those of a person's accounts that go if the person parts them: of
// the one through which they ask for it that one alone, if it came to the person
// from another (see Tx.Join), else all that came; none if none did.
func Parting(all []Account, platform, account string) []Account {
	came := slices.DeleteFunc(slices.Clone(all), func(a Account) bool { return a.Was == 0 })
	asks := slices.IndexFunc(came, func(a Account) bool { return a.Platform == platform && a.Account == account })
	if asks >= 0 {
		return came[asks : asks+1]
	}
	return came
}

// Part gives accounts that came to a person from another back to that one, with
// the name and the past they had before; seats, roles and votes stay with the
// person. It gives those that went, which are those of Parting.
func (tx *Tx) Part(person board.ID, platform, account string) ([]Account, error) {
	if err := tx.holdPeople(person); err != nil {
		return nil, err
	}
	all, err := tx.Accounts(person)
	if err != nil {
		return nil, err
	}
	went := Parting(all, platform, account)
	for _, a := range went {
		if err := tx.must("UPDATE account SET person_id = was_id, was_id = 0 WHERE platform = ? AND account = ?", a.Platform, a.Account); err != nil {
			return nil, fmt.Errorf("%s account %s: %w", a.Platform, a.Account, err)
		}
		if _, err := tx.exec("UPDATE person SET now_id = 0 WHERE id = ?", int64(a.Was)); err != nil {
			return nil, err
		}
		if err := tx.note(0, "person.part", Entity("person", person), Entity("person", a.Was)); err != nil {
			return nil, err
		}
	}
	return went, nil
}

// Today is who a person is now: themselves, or who they have become by Join,
// which waits until this transaction ends. Ask it before a seat or a role is given
// to somebody who was looked up before.
func (tx *Tx) Today(person board.ID) (board.Person, error) {
	if tx.reading {
		return board.Person{}, ErrReadOnly
	}
	var row struct {
		personRow
		Now board.ID `db:"now_id"`
	}
	if err := tx.get(&row, "SELECT id, name, language, now_id FROM person WHERE id = ? {{FOR KEY SHARE}}", int64(person)); err != nil {
		return board.Person{}, fmt.Errorf("person %d: %w", person, err)
	}
	if row.Now != 0 {
		return tx.Today(row.Now)
	}
	return row.person(), nil
}

// NowID is Today for what only reads: who a person is now, who may become another
// at any moment.
func (tx *Tx) NowID(person board.ID) (board.ID, error) {
	var now board.ID
	if err := tx.get(&now, "SELECT CASE WHEN now_id = 0 THEN id ELSE now_id END FROM person WHERE id = ?", int64(person)); err != nil {
		return 0, fmt.Errorf("person %d: %w", person, err)
	}
	return now, nil
}

// Selves are a person and those who have become that person, in whose names
// what is over still stands.
func (tx *Tx) Selves(person board.ID) ([]board.ID, error) {
	var selves []board.ID
	err := tx.all(&selves, "SELECT o.id FROM person o WHERE o.id IN "+selvesOf+" ORDER BY CASE WHEN o.now_id = 0 THEN 0 ELSE 1 END, o.id", int64(person), int64(person))
	return selves, err
}

// selvesOf are those of Selves in a query, in which each "?" is the person. Of a
// stranger, who has no id, it is nobody: everybody who is themselves has become
// nobody.
const selvesOf = "(SELECT id FROM person WHERE id = ? OR now_id = ? AND now_id <> 0)"
