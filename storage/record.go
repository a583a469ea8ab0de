package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

// Tenure is a time in which a person held a seat, or voted for the one who did.
type Tenure struct {
	Group        board.Group // ID, Key and Name
	Organisation string
	Delegate     bool // voted for the holder
	From         time.Time
	Until        time.Time // zero: now
}

// Tenures lists every time in which a person held a seat of a board or voted
// for one, the ended ones too, the oldest first.
func (tx *Tx) Tenures(of, person board.ID) ([]Tenure, error) {
	var rows []struct {
		Group        board.ID `db:"group_id"`
		Key          string   `db:"group_key"`
		Name         string   `db:"name"`
		Organisation string   `db:"organisation"`
		Delegate     bool     `db:"delegate"`
		From         int64    `db:"from_at"`
		Until        int64    `db:"until_at"`
	}
	const times = ` s.id AS seat_id, g.id AS group_id, g.group_key, g.name, t.from_at, t.until_at, t.id AS time_id
		FROM seat s JOIN seat_group g ON g.id = s.group_id `
	err := tx.all(&rows, `SELECT group_id, group_key, name, organisation, delegate, from_at, until_at FROM (
			SELECT 0 AS delegate, t.organisation,`+times+`JOIN holder t ON t.seat_id = s.id WHERE s.board_id = ? AND t.person_id = ?
			UNION ALL
			SELECT 1 AS delegate, '' AS organisation,`+times+`JOIN delegate t ON t.seat_id = s.id WHERE s.board_id = ? AND t.person_id = ?
		) AS tenure ORDER BY from_at, delegate, time_id`, int64(of), int64(person), int64(of), int64(person))
	tenures := make([]Tenure, len(rows))
	for i, r := range rows {
		tenures[i] = Tenure{Group: board.Group{ID: r.Group, Board: of, Key: r.Key, Name: r.Name}, Organisation: r.Organisation,
			Delegate: r.Delegate, From: moment(r.From), Until: moment(r.Until)}
	}
	return tenures, err
}

// Record is how much a board keeps about a person.
type Record struct {
	Electorates int // polls in which they stand as entitled to vote
	Ballots     int // ballots of theirs, kept with the choice
	OnRoll      int // secret votes on whose roll their seat stands as having voted
	Taken       int // ballots that they wrote down for others, by telephone
	Objections  int
	Demands     int // secret votes that their seat asked for
	Dissents    int // minority opinions they wrote
	Answers     int // answers they gave for the administration
	Proposed    int // polls they proposed
	Changes     int // entries of the audit that name them as the one who did it
}

// And is both records together.
func (r Record) And(more Record) Record {
	return Record{
		Electorates: r.Electorates + more.Electorates, Ballots: r.Ballots + more.Ballots, OnRoll: r.OnRoll + more.OnRoll, Taken: r.Taken + more.Taken,
		Objections: r.Objections + more.Objections, Demands: r.Demands + more.Demands, Dissents: r.Dissents + more.Dissents,
		Answers: r.Answers + more.Answers, Proposed: r.Proposed + more.Proposed, Changes: r.Changes + more.Changes,
	}
}

// Record counts what a board keeps about a person. It reads more than a vote
// does, and is for the person who asks.
func (tx *Tx) Record(of, person board.ID) (Record, error) {
	var row struct {
		Electorates int `db:"electorates"`
		Ballots     int `db:"ballots"`
		OnRoll      int `db:"on_roll"`
		Taken       int `db:"taken"`
		Objections  int `db:"objections"`
		Demands     int `db:"demands"`
		Dissents    int `db:"dissents"`
		Answers     int `db:"answers"`
		Proposed    int `db:"proposed"`
		Changes     int `db:"changes"`
	}
	b, p := int64(of), int64(person)
	err := tx.get(&row, `SELECT
			(SELECT COUNT(*) FROM elector e JOIN poll ON poll.id = e.poll_id WHERE poll.board_id = ? AND e.person_id = ?) AS electorates,
			(SELECT COUNT(*) FROM ballot b JOIN poll ON poll.id = b.poll_id WHERE poll.board_id = ? AND b.person_id = ?) AS ballots,
			(SELECT COUNT(*) FROM roll r JOIN elector e ON e.poll_id = r.poll_id AND e.seat_id = r.seat_id
				JOIN poll ON poll.id = r.poll_id WHERE poll.board_id = ? AND e.person_id = ?) AS on_roll,
			(SELECT COUNT(*) FROM ballot b JOIN poll ON poll.id = b.poll_id WHERE poll.board_id = ? AND b.taken_by = ?) AS taken,
			(SELECT COUNT(*) FROM objection o JOIN poll ON poll.id = o.poll_id WHERE poll.board_id = ? AND o.person_id = ?) AS objections,
			(SELECT COUNT(*) FROM secrecy_demand d JOIN elector e ON e.poll_id = d.poll_id AND e.seat_id = d.seat_id
				JOIN poll ON poll.id = d.poll_id WHERE poll.board_id = ? AND e.person_id = ?) AS demands,
			(SELECT COUNT(*) FROM dissent d JOIN poll ON poll.id = d.poll_id WHERE poll.board_id = ? AND d.person_id = ?) AS dissents,
			(SELECT COUNT(*) FROM answer a JOIN poll ON poll.id = a.poll_id WHERE poll.board_id = ? AND a.person_id = ?) AS answers,
			(SELECT COUNT(*) FROM poll WHERE board_id = ? AND proposer_id = ?) AS proposed,
			(SELECT COUNT(*) FROM audit WHERE board_id = ? AND person_id = ?) AS changes`, b, p, b, p, b, p, b, p, b, p, b, p, b, p, b, p, b, p, b, p)
	if err != nil {
		return Record{}, fmt.Errorf("record of person %d in board %d: %w", person, of, err)
	}
	return Record(row), nil
}
