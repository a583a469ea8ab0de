package storage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

// Cast keeps a ballot, in place of an earlier one of the seat, and gives that
// one; zero if there was none. The time of the ballot is Now. Call LockPoll
// (shared) and ask the rules first; a secret vote is no place for it.
// ErrNotFound if the seat is not in the electorate, board.ErrRecused if it
// recused itself.
func (tx *Tx) Cast(b board.Ballot) (previous board.Ballot, err error) {
	// The elector is held so that a recusal in another transaction waits, or is seen.
	added, err := tx.exec(`INSERT INTO ballot (poll_id, seat_id, person_id, choice, cast_at, taken_by, note)
		SELECT poll_id, seat_id, CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT) FROM elector
		WHERE poll_id = ? AND seat_id = ? AND recused = 0 {{FOR SHARE}}
		ON CONFLICT (poll_id, seat_id) DO NOTHING`,
		int64(b.Person), string(b.Choice), tx.now(), int64(b.By), b.Note, int64(b.Poll), int64(b.Seat))
	if err != nil {
		return previous, fmt.Errorf("ballot of seat %d in poll %d: %w", b.Seat, b.Poll, err)
	}
	if added != 0 {
		return previous, tx.notePoll(b.Poll, "poll.cast", Entity("seat", b.Seat))
	}
	previous, err = tx.Recast(b)
	if !errors.Is(err, ErrNotFound) {
		return previous, err
	}
	return previous, tx.whyNotTaken(b.Poll, b.Seat)
}

// whyNotTaken tells why a seat's ballot was not added: ErrNotFound if the seat is
// not in the electorate, board.ErrRecused if it recused itself, else ErrExists.
func (tx *Tx) whyNotTaken(poll, seat board.ID) error {
	var recused bool
	err := tx.get(&recused, "SELECT recused FROM elector WHERE poll_id = ? AND seat_id = ?", int64(poll), int64(seat))
	switch {
	case err != nil:
	case recused:
		return board.ErrRecused
	default:
		err = ErrExists
	}
	return fmt.Errorf("ballot of seat %d in poll %d: %w", seat, poll, err)
}

// Recast is Cast for a seat that is known to have voted; ErrNotFound if it has
// not.
func (tx *Tx) Recast(b board.Ballot) (previous board.Ballot, err error) {
	if tx.reading {
		return previous, ErrReadOnly
	}
	if previous, err = tx.ballot(b.Poll, b.Seat, " {{FOR NO KEY UPDATE}}"); err != nil {
		return previous, err
	}
	err = tx.must("UPDATE ballot SET person_id = ?, choice = ?, cast_at = ?, taken_by = ?, note = ? WHERE poll_id = ? AND seat_id = ?",
		int64(b.Person), string(b.Choice), tx.now(), int64(b.By), b.Note, int64(b.Poll), int64(b.Seat))
	if err != nil {
		return previous, fmt.Errorf("ballot of seat %d in poll %d: %w", b.Seat, b.Poll, err)
	}
	return previous, tx.notePoll(b.Poll, "poll.cast", Entity("seat", b.Seat))
}

// Ballot is the ballot of a seat; ErrNotFound if it has not voted.
func (tx *Tx) Ballot(poll, seat board.ID) (board.Ballot, error) { return tx.ballot(poll, seat, "") }

func (tx *Tx) ballot(poll, seat board.ID, lock string) (board.Ballot, error) {
	var row struct {
		Person board.ID     `db:"person_id"`
		Choice board.Choice `db:"choice"`
		At     int64        `db:"cast_at"`
		By     board.ID     `db:"taken_by"`
		Note   string       `db:"note"`
	}
	err := tx.get(&row, "SELECT person_id, choice, cast_at, taken_by, note FROM ballot WHERE poll_id = ? AND seat_id = ?"+lock, int64(poll), int64(seat))
	if err != nil {
		return board.Ballot{}, fmt.Errorf("ballot of seat %d in poll %d: %w", seat, poll, err)
	}
	return board.Ballot{Poll: poll, Seat: seat, Person: row.Person, Choice: row.Choice, At: moment(row.At), By: row.By, Note: row.Note}, nil
}

// Count is what a poll's electorate amounts to now. What the ballots say is
// read by Piles.
type Count struct {
	Electors  int // the whole electorate, with the recused
	Recused   int
	Present   int // marked present and not recused
	Technical int // noted as kept from voting by technical trouble; without a ballot and not recused
	Voted     int // ballots, or seats on the roll of a secret vote
}

// Count counts a poll's electors. The statement sees one state of the
// database; hold the poll exclusively if nothing may be added after.
func (tx *Tx) Count(poll board.ID) (Count, error) {
	var row struct {
		Electors  int `db:"electors"`
		Recused   int `db:"recused"`
		Present   int `db:"present"`
		Technical int `db:"technical"`
		Voted     int `db:"voted"`
	}
	id := int64(poll)
	err := tx.get(&row, `SELECT p.electors,
			(SELECT COUNT(*) FROM elector WHERE poll_id = ? AND recused = 1) AS recused,
			(SELECT COUNT(*) FROM elector WHERE poll_id = ? AND present = 1 AND recused = 0) AS present,
			(SELECT COUNT(*) FROM elector e WHERE e.poll_id = ? AND e.technical = 1 AND e.recused = 0
				AND NOT EXISTS (SELECT 1 FROM ballot b WHERE b.poll_id = e.poll_id AND b.seat_id = e.seat_id)
				AND NOT EXISTS (SELECT 1 FROM roll r WHERE r.poll_id = e.poll_id AND r.seat_id = e.seat_id)) AS technical,
			(SELECT COUNT(*) FROM ballot WHERE poll_id = ?) + (SELECT COUNT(*) FROM roll WHERE poll_id = ?) AS voted
		FROM poll p WHERE p.id = ?`, id, id, id, id, id, id)
	if err != nil {
		return Count{}, fmt.Errorf("count poll with id %d: %w", poll, err)
	}
	return Count(row), nil
}

// Piles are a poll's ballots by what they say, in the order of the choices'
// texts; those of a secret vote come out of the urn, which is opened only when
// the poll ends and after: before, ErrSealed.
func (tx *Tx) Piles(p board.Poll) ([]board.Pile, error) {
	if p.Secret {
		return tx.openUrn(p)
	}
	var rows []struct {
		Choice board.Choice `db:"choice"`
		N      int          `db:"n"`
	}
	if err := tx.all(&rows, "SELECT choice, COUNT(*) AS n FROM ballot WHERE poll_id = ? GROUP BY choice", int64(p.ID)); err != nil {
		return nil, fmt.Errorf("ballots of poll with id %d: %w", p.ID, err)
	}
	piles := make([]board.Pile, len(rows))
	for i, r := range rows {
		piles[i] = board.Pile(r)
	}
	slices.SortFunc(piles, func(a, b board.Pile) int { return strings.Compare(string(a.Choice), string(b.Choice)) }) // by bytes, as no database need
	return piles, nil
}

// Object keeps a seat's objection to a circular poll; a second one of the same
// seat changes nothing.
func (tx *Tx) Object(poll, seat, person board.ID) error {
	added, err := tx.exec("INSERT INTO objection (poll_id, seat_id, person_id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		int64(poll), int64(seat), int64(person), tx.now())
	if err != nil {
		return fmt.Errorf("objection of seat %d in poll %d: %w", seat, poll, err)
	}
	if added == 0 {
		return nil
	}
	return tx.notePoll(poll, "poll.object", Entity("seat", seat))
}

// Objections is how many seats objected.
func (tx *Tx) Objections(poll board.ID) (int, error) {
	var number int
	return number, tx.get(&number, "SELECT COUNT(*) FROM objection WHERE poll_id = ?", int64(poll))
}

// Owed lists the open polls of a board in which a person may vote now and has
// not, the soonest deadline first, at most limit. It is board.Poll.Accept and
// MayVote as a query.
func (tx *Tx) Owed(person, of board.ID, limit int) ([]board.Poll, error) {
	return tx.polls(pollSelect+`WHERE p.board_id = ? AND p.state = 'open' AND p.closes_at > ? AND EXISTS (
			SELECT 1 FROM elector e
			JOIN holder h ON h.seat_id = e.seat_id AND h.until_at = 0
			LEFT JOIN delegate d ON d.seat_id = e.seat_id AND d.until_at = 0
			WHERE e.poll_id = p.id AND e.seat_id IN `+seatsOf+`
			AND COALESCE(d.person_id, h.person_id) = ? AND (e.ex_officio = 1 OR e.person_id = ?)
			AND e.recused = 0 AND (p.present_by_name = 0 OR e.present = 1)
			AND NOT EXISTS (SELECT 1 FROM ballot b WHERE b.poll_id = e.poll_id AND b.seat_id = e.seat_id)
			AND NOT EXISTS (SELECT 1 FROM roll r WHERE r.poll_id = e.poll_id AND r.seat_id = e.seat_id))
		ORDER BY p.closes_at, p.number`+first(limit),
		int64(of), tx.now(), int64(person), int64(person), int64(person), int64(person))
}
