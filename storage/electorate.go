package storage

import (
	"fmt"
	"strings"
	"time"

	"beirat/board"
)

type electorRow struct {
	Poll      board.ID `db:"poll_id"`
	Seat      board.ID `db:"seat_id"`
	ExOfficio bool     `db:"ex_officio"`
	Present   bool     `db:"present"`
	Recused   bool     `db:"recused"`
	Voted     bool     `db:"voted"`
	Technical bool     `db:"technical"`
	Person    board.ID `db:"person_id"`
	Name      string   `db:"name"`
	Language  string   `db:"language"`
}

const (
	electorColumns = `SELECT e.poll_id, e.seat_id, e.ex_officio, e.present, e.recused, e.technical,
		CASE WHEN b.seat_id IS NULL AND r.seat_id IS NULL THEN 0 ELSE 1 END AS voted, e.person_id, p.name, p.language FROM `
	electorTables = `elector e JOIN person p ON p.id = e.person_id
		LEFT JOIN ballot b ON b.poll_id = e.poll_id AND b.seat_id = e.seat_id
		LEFT JOIN roll r ON r.poll_id = e.poll_id AND r.seat_id = e.seat_id `
	electorSelect = electorColumns + electorTables
)

func (tx *Tx) electors(query string, args ...any) ([]board.Elector, error) {
	var rows []electorRow
	err := tx.all(&rows, query, args...)
	electors := make([]board.Elector, len(rows))
	for i, r := range rows {
		electors[i] = board.Elector{Poll: r.Poll, Seat: r.Seat, ExOfficio: r.ExOfficio, Present: r.Present, Recused: r.Recused, Technical: r.Technical, Voted: r.Voted,
			Person: board.Person{ID: r.Person, Name: r.Name, Language: r.Language}}
	}
	return electors, err
}

// insertElectors writes many rows with one statement.
func (tx *Tx) insertElectors(poll board.ID, electors []board.Elector) error {
	const row, most = "(?, ?, ?, ?, ?, ?)", 100
	for len(electors) > 0 {
		some := electors[:min(most, len(electors))]
		if len(some) < most {
			some = some[:1] // so that only two texts are ever prepared
		}
		electors = electors[len(some):]
		args := make([]any, 0, 6*len(some))
		for _, e := range some {
			args = append(args, int64(poll), int64(e.Seat), int64(e.Person.ID), flag(e.ExOfficio), flag(e.Present), flag(e.Recused))
		}
		rows := row + strings.Repeat(", "+row, len(some)-1)
		if _, err := tx.exec("INSERT INTO elector (poll_id, seat_id, person_id, ex_officio, present, recused) VALUES "+rows, args...); err != nil {
			return err
		}
	}
	return nil
}

// Electors lists the electorate of a poll, by seat.
func (tx *Tx) Electors(poll board.ID) ([]board.Elector, error) {
	return tx.electors(electorSelect+"WHERE e.poll_id = ? ORDER BY e.seat_id", int64(poll))
}

// ElectorsFor lists the electors of a poll that concern a person: it had the
// vote when the poll opened, or holds the seat now or is its delegate.
// Whether it may vote is for board.Poll.MayVote to say.
func (tx *Tx) ElectorsFor(poll, person board.ID) ([]board.Elector, error) {
	// CROSS JOIN tells SQLite to begin with the few seats, not with the many electors.
	return tx.electors(electorColumns+`(SELECT seat_id FROM elector WHERE poll_id = ? AND person_id = ?
			UNION SELECT seat_id FROM holder WHERE person_id = ? AND until_at = 0
			UNION SELECT seat_id FROM delegate WHERE person_id = ? AND until_at = 0) s CROSS JOIN `+electorTables+`
		WHERE e.poll_id = ? AND e.seat_id = s.seat_id ORDER BY e.seat_id`,
		int64(poll), int64(person), int64(person), int64(person), int64(poll))
}

// Missing lists the electors that have not voted: neither the recused, nor
// where presence is by name those who are not there.
func (tx *Tx) Missing(poll board.ID) ([]board.Elector, error) {
	return tx.electors(electorSelect+`JOIN poll o ON o.id = e.poll_id
		WHERE e.poll_id = ? AND b.seat_id IS NULL AND r.seat_id IS NULL AND e.recused = 0 AND (o.present_by_name = 0 OR e.present = 1)
		ORDER BY e.seat_id`, int64(poll))
}

// SetPresent notes whether the one who votes for a seat is at the meeting.
func (tx *Tx) SetPresent(poll, seat board.ID, present bool) error {
	if err := tx.must("UPDATE elector SET present = ? WHERE poll_id = ? AND seat_id = ?", flag(present), int64(poll), int64(seat)); err != nil {
		return fmt.Errorf("seat %d in poll %d: %w", seat, poll, err)
	}
	return tx.notePoll(poll, "poll.present", fmt.Sprintf("%s %t", Entity("seat", seat), present))
}

// SetTechnical notes that the one who votes for a seat could not for a
// technical reason, which is no abstention (P12), or takes that back. A ballot
// that comes yet counts all the same.
func (tx *Tx) SetTechnical(poll, seat board.ID, technical bool) error {
	if err := tx.must("UPDATE elector SET technical = ? WHERE poll_id = ? AND seat_id = ?", flag(technical), int64(poll), int64(seat)); err != nil {
		return fmt.Errorf("seat %d in poll %d: %w", seat, poll, err)
	}
	return tx.notePoll(poll, "poll.technical", fmt.Sprintf("%s %t", Entity("seat", seat), technical))
}

// Recuse takes a seat out of the vote for a conflict of interest; ErrExists
// if it has voted already.
func (tx *Tx) Recuse(poll, seat board.ID) error {
	if tx.reading {
		return ErrReadOnly
	}
	var recused bool
	err := tx.get(&recused, "SELECT recused FROM elector WHERE poll_id = ? AND seat_id = ? {{FOR NO KEY UPDATE}}", int64(poll), int64(seat))
	if err != nil {
		return fmt.Errorf("seat %d in poll %d: %w", seat, poll, err)
	}
	var ballots int
	err = tx.get(&ballots, `SELECT (SELECT COUNT(*) FROM ballot WHERE poll_id = ? AND seat_id = ?)
		+ (SELECT COUNT(*) FROM roll WHERE poll_id = ? AND seat_id = ?)`, int64(poll), int64(seat), int64(poll), int64(seat))
	if err == nil && ballots > 0 {
		err = ErrExists
	}
	if err != nil {
		return fmt.Errorf("a ballot of seat %d in poll %d: %w", seat, poll, err)
	}
	if err := tx.must("UPDATE elector SET recused = 1 WHERE poll_id = ? AND seat_id = ?", int64(poll), int64(seat)); err != nil {
		return err
	}
	return tx.notePoll(poll, "poll.recuse", Entity("seat", seat))
}

// Delivery tells whether the private message to a seat arrived: "sent" or "failed".
type Delivery struct {
	Poll, Seat board.ID
	State      string
	At         time.Time
}

// SetDelivery notes what came of the private message to a seat.
func (tx *Tx) SetDelivery(poll, seat board.ID, state string, at time.Time) error {
	err := tx.must(`INSERT INTO delivery (poll_id, seat_id, state, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (poll_id, seat_id) DO UPDATE SET state = excluded.state, at = excluded.at`, int64(poll), int64(seat), state, milli(at))
	if err != nil {
		return fmt.Errorf("delivery to seat %d in poll %d: %w", seat, poll, err)
	}
	return tx.notePoll(poll, "poll.delivery", Entity("seat", seat)+" "+state)
}

// Deliveries lists what is known of a poll's private messages, by seat.
func (tx *Tx) Deliveries(poll board.ID) ([]Delivery, error) {
	var rows []struct {
		Poll  board.ID `db:"poll_id"`
		Seat  board.ID `db:"seat_id"`
		State string   `db:"state"`
		At    int64    `db:"at"`
	}
	err := tx.all(&rows, "SELECT poll_id, seat_id, state, at FROM delivery WHERE poll_id = ? ORDER BY seat_id", int64(poll))
	list := make([]Delivery, len(rows))
	for i, r := range rows {
		list[i] = Delivery{Poll: r.Poll, Seat: r.Seat, State: r.State, At: moment(r.At)}
	}
	return list, err
}
