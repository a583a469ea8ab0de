package storage

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"beirat/board"
)

type termRow struct {
	ID       board.ID `db:"id"`
	Board    board.ID `db:"board_id"`
	Number   int      `db:"number"`
	First    string   `db:"first_day"`
	Last     string   `db:"last_day"`
	Over     int64    `db:"over_at"`
	Profile  board.ID `db:"profile_id"`
	Outcome  string   `db:"outcome"`
	Basis    string   `db:"basis"`
	Person   board.ID `db:"person_id"`
	Archived int64    `db:"archived_at"`
}

// PastTerms lists the terms of a board that are archived, the first one first.
func (tx *Tx) PastTerms(of board.ID) ([]board.PastTerm, error) {
	var rows []termRow
	err := tx.all(&rows, "SELECT id, board_id, number, first_day, last_day, over_at, profile_id, outcome, basis, person_id, archived_at FROM term WHERE board_id = ? ORDER BY number", int64(of))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	zone, err := tx.boardZone(of)
	if err != nil {
		return nil, err
	}
	list := make([]board.PastTerm, len(rows))
	for i, r := range rows {
		list[i] = board.PastTerm{ID: r.ID, Board: r.Board, Number: r.Number, Over: moment(r.Over), Profile: r.Profile,
			Outcome: r.Outcome, Basis: r.Basis, By: r.Person, Archived: moment(r.Archived)}
		if list[i].Term, err = parseTerm(r.First, r.Last, zone); err != nil {
			return nil, fmt.Errorf("term %d of board %d: %w", r.Number, of, err)
		}
	}
	return list, nil
}

// TermSeats lists who had which seat in an archived term, by group, seat and time.
func (tx *Tx) TermSeats(term board.ID) ([]board.TermSeat, error) {
	list, err := tx.termSeats(`SELECT t.seat_id, t.seat_position, t.group_id, t.group_key, t.group_name, t.group_seats, t.group_position, t.organisation,
			t.delegate, t.from_at, t.until_at, `+nowPerson+`WHERE t.term_id = ? ORDER BY t.group_position, t.group_id, t.seat_position, t.delegate, t.from_at, t.id`, "term_seat", int64(term))
	if err != nil {
		return nil, fmt.Errorf("seats in the term with id %d: %w", term, err)
	}
	return list, nil
}

// SeatsBetween lists who had which seat of a board at any moment from one time
// until another, or voted for who had it, in the order of TermSeats; From and
// Until are within these times, Until is zero for who still had it at the end.
func (tx *Tx) SeatsBetween(of board.ID, from, until time.Time) ([]board.TermSeat, error) {
	const columns = ` s.id AS seat_id, s.position AS seat_position, g.id AS group_id, g.group_key, g.name AS group_name, g.seats AS group_seats,
		g.position AS group_position, h.person_id, h.from_at, h.until_at, h.id
		FROM seat s JOIN seat_group g ON g.id = s.group_id `
	list, err := tx.termSeats(`SELECT t.seat_id, t.seat_position, t.group_id, t.group_key, t.group_name, t.group_seats, t.group_position, t.organisation,
			t.delegate, t.from_at, t.until_at, `+nowPerson+`ORDER BY t.group_position, t.group_id, t.seat_position, t.delegate, t.from_at, t.id`, `(
			SELECT 0 AS delegate, h.organisation,`+columns+`JOIN holder h ON h.seat_id = s.id WHERE s.board_id = ? AND h.from_at < ? AND (h.until_at = 0 OR h.until_at > ?)
			UNION ALL
			SELECT 1 AS delegate, '' AS organisation,`+columns+`JOIN delegate h ON h.seat_id = s.id WHERE s.board_id = ? AND h.from_at < ? AND (h.until_at = 0 OR h.until_at > ?)
		)`, int64(of), milli(until), milli(from), int64(of), milli(until), milli(from))
	if err != nil {
		return nil, fmt.Errorf("seats of board %d between two times: %w", of, err)
	}
	for i := range list {
		if list[i].From.Before(from) {
			list[i].From = moment(milli(from))
		}
		if !list[i].Until.Before(until) {
			list[i].Until = time.Time{}
		}
	}
	return list, nil
}

// nowPerson is who somebody in {SEATS} (t) is today, who may have become another
// person by Join.
const nowPerson = `p.id AS person_id, p.name AS person_name, p.language AS person_language
	FROM {SEATS} t JOIN person o ON o.id = t.person_id JOIN person p ON p.id = CASE WHEN o.now_id = 0 THEN o.id ELSE o.now_id END `

func (tx *Tx) termSeats(query, seats string, args ...any) ([]board.TermSeat, error) {
	var rows []struct {
		Seat         board.ID `db:"seat_id"`
		SeatPosition int      `db:"seat_position"`
		Group        board.ID `db:"group_id"`
		Key          string   `db:"group_key"`
		GroupName    string   `db:"group_name"`
		Seats        int      `db:"group_seats"`
		Position     int      `db:"group_position"`
		Organisation string   `db:"organisation"`
		Delegate     bool     `db:"delegate"`
		From         int64    `db:"from_at"`
		Until        int64    `db:"until_at"`
		Person       board.ID `db:"person_id"`
		Name         string   `db:"person_name"`
		Language     string   `db:"person_language"`
	}
	err := tx.all(&rows, strings.Replace(query, "{SEATS}", seats, 1), args...)
	list := make([]board.TermSeat, len(rows))
	for i, r := range rows {
		list[i] = board.TermSeat{Seat: r.Seat, Position: r.SeatPosition, Person: board.Person{ID: r.Person, Name: r.Name, Language: r.Language},
			Group:        board.Group{ID: r.Group, Key: r.Key, Name: r.GroupName, Seats: r.Seats, Position: r.Position},
			Organisation: r.Organisation, Delegate: r.Delegate, From: moment(r.From), Until: moment(r.Until)}
	}
	return list, err
}

// PlanTerm keeps which term is to follow; one that was planned before is
// replaced. Ask board.Term.Follows first. Its time is now.
func (tx *Tx) PlanTerm(n board.NextTerm) error {
	if _, err := tx.exec("DELETE FROM next_term WHERE board_id = ?", int64(n.Board)); err != nil {
		return fmt.Errorf("next term of board %d: %w", n.Board, err)
	}
	err := tx.must("INSERT INTO next_term (board_id, first_day, last_day, seats, rules, basis, person_id, planned_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		int64(n.Board), formatDay(n.Term.Start), formatDay(n.Term.Last), flag(n.Seats), flag(n.Rules), n.Basis, int64(tx.by.Person), tx.now())
	if err == nil {
		err = tx.must("UPDATE board SET term_next = ? WHERE id = ?", formatDay(n.Term.Start), int64(n.Board))
	}
	if err != nil {
		return fmt.Errorf("next term of board %d: %w", n.Board, err)
	}
	return tx.note(n.Board, "term.plan", Entity("board", n.Board), formatDay(n.Term.Start)+" "+formatDay(n.Term.Last))
}

// DropTerm takes back that a term is to follow; that none is planned is no error.
func (tx *Tx) DropTerm(of board.ID) error {
	if err := tx.unplanTerm(of); err != nil {
		return err
	}
	return tx.note(of, "term.drop", Entity("board", of), "")
}

func (tx *Tx) unplanTerm(of board.ID) error {
	_, err := tx.exec("DELETE FROM next_term WHERE board_id = ?", int64(of))
	if err == nil {
		err = tx.must("UPDATE board SET term_next = '' WHERE id = ?", int64(of))
	}
	if err != nil {
		return fmt.Errorf("next term of board %d: %w", of, err)
	}
	return nil
}

// NextTerm is the term that is planned to follow; ErrNotFound if none is.
func (tx *Tx) NextTerm(of board.ID) (board.NextTerm, error) {
	var r struct {
		First   string   `db:"first_day"`
		Last    string   `db:"last_day"`
		Seats   bool     `db:"seats"`
		Rules   bool     `db:"rules"`
		Basis   string   `db:"basis"`
		Person  board.ID `db:"person_id"`
		Planned int64    `db:"planned_at"`
	}
	if err := tx.get(&r, "SELECT first_day, last_day, seats, rules, basis, person_id, planned_at FROM next_term WHERE board_id = ?", int64(of)); err != nil {
		return board.NextTerm{}, fmt.Errorf("next term of board %d: %w", of, err)
	}
	zone, err := tx.boardZone(of)
	if err != nil {
		return board.NextTerm{}, err
	}
	n := board.NextTerm{Board: of, Seats: r.Seats, Rules: r.Rules, Basis: r.Basis, By: r.Person, Planned: moment(r.Planned)}
	if n.Term, err = parseTerm(r.First, r.Last, zone); err != nil {
		return n, fmt.Errorf("next term of board %d: %w", of, err)
	}
	return n, nil
}

func (tx *Tx) boardZone(of board.ID) (*time.Location, error) {
	name, err := tx.zoneOf(of)
	if err != nil {
		return nil, err
	}
	return tx.db.zone(name)
}

func parseTerm(first, last string, zone *time.Location) (t board.Term, err error) {
	if t.Start, err = parseDay(first, zone); err != nil {
		return t, err
	}
	t.Last, err = parseDay(last, zone)
	return t, err
}

// SetTerm gives the present term of a board other days, and keeps that it did.
// The days are taken as they read in their own location.
func (tx *Tx) SetTerm(b board.Board, to board.Term, basis string) error {
	number, err := tx.TermNumber(b.ID)
	if err != nil {
		return err
	}
	if _, err = tx.insert(`INSERT INTO term_change (board_id, number, first_before, last_before, first_day, last_day, basis, person_id, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, int64(b.ID), number, formatDay(b.Term.Start), formatDay(b.Term.Last),
		formatDay(to.Start), formatDay(to.Last), basis, int64(tx.by.Person), tx.now()); err == nil {
		err = tx.must("UPDATE board SET term_start = ?, term_last = ? WHERE id = ?", formatDay(to.Start), formatDay(to.Last), int64(b.ID))
	}
	if err != nil {
		return fmt.Errorf("term of board %d: %w", b.ID, err)
	}
	return tx.note(b.ID, "term.set", Entity("board", b.ID), formatDay(to.Start)+" "+formatDay(to.Last))
}

// TermChanges lists when the days of a board's terms became others, in order.
func (tx *Tx) TermChanges(of board.ID) ([]board.TermChange, error) {
	var rows []struct {
		ID          board.ID `db:"id"`
		Number      int      `db:"number"`
		FirstBefore string   `db:"first_before"`
		LastBefore  string   `db:"last_before"`
		First       string   `db:"first_day"`
		Last        string   `db:"last_day"`
		Basis       string   `db:"basis"`
		Person      board.ID `db:"person_id"`
		Made        int64    `db:"made_at"`
	}
	err := tx.all(&rows, "SELECT id, number, first_before, last_before, first_day, last_day, basis, person_id, made_at FROM term_change WHERE board_id = ? ORDER BY id", int64(of))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	zone, err := tx.boardZone(of)
	if err != nil {
		return nil, err
	}
	list := make([]board.TermChange, len(rows))
	for i, r := range rows {
		before, err := parseTerm(r.FirstBefore, r.LastBefore, zone)
		after, more := parseTerm(r.First, r.Last, zone)
		if err := errors.Join(err, more); err != nil {
			return nil, fmt.Errorf("change of the term of board %d: %w", of, err)
		}
		list[i] = board.TermChange{ID: r.ID, Board: of, Number: r.Number, Before: before, After: after, Basis: r.Basis, By: r.Person, Made: moment(r.Made)}
	}
	return list, nil
}

// TermNumber is the number of the present term of a board: one more than are archived.
func (tx *Tx) TermNumber(of board.ID) (int, error) {
	var n int
	if err := tx.get(&n, "SELECT COUNT(*) FROM term WHERE board_id = ?", int64(of)); err != nil {
		return 0, fmt.Errorf("terms of board %d: %w", of, err)
	}
	return n + 1, nil
}
