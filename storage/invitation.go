package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

type invitationRow struct {
	ID       board.ID `db:"id"`
	Board    board.ID `db:"board_id"`
	Meeting  board.ID `db:"meeting_id"`
	Wall     string   `db:"wall"`
	Latest   string   `db:"latest_day"`
	Zone     string   `db:"zone"`
	Late     bool     `db:"late"`
	Second   bool     `db:"second"`
	Agenda   string   `db:"agenda"`
	Sequence int      `db:"sequence"`
	By       board.ID `db:"person_id"`
	At       int64    `db:"made_at"`
}

const invitationSelect = `SELECT i.id, i.board_id, i.meeting_id, i.wall, i.latest_day, m.zone, i.late, i.second, i.agenda, i.sequence, i.person_id, i.made_at
	FROM invitation i JOIN meeting m ON m.id = i.meeting_id `

func (r invitationRow) invitation(db *DB) (board.Invitation, error) {
	i := board.Invitation{ID: r.ID, Board: r.Board, Meeting: r.Meeting, Late: r.Late, Second: r.Second, Agenda: r.Agenda, Sequence: r.Sequence,
		By: r.By, At: moment(r.At)}
	zone := db.Zone(r.Zone)
	var err error
	if i.Starts, err = parseWall(r.Wall, zone); err == nil {
		i.Latest, err = time.ParseInLocation(time.DateOnly, r.Latest, zone)
	}
	if err != nil {
		return i, fmt.Errorf("invitation with id %d: %w", r.ID, err)
	}
	return i, nil
}

// Invite keeps that a meeting is called, and gives the call its ID. Starts is the
// date that people are invited to and Latest a day in its zone; who is invited
// is kept by InviteTo. The caller has locked the meeting.
func (tx *Tx) Invite(i board.Invitation) (board.Invitation, error) {
	now := tx.now()
	i.By, i.At = tx.by.Person, moment(now)
	var err error
	i.ID, err = tx.insert(`INSERT INTO invitation (board_id, meeting_id, wall, latest_day, late, second, agenda, sequence, person_id, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(i.Board), int64(i.Meeting), formatWall(i.Starts), i.Latest.Format(time.DateOnly), flag(i.Late), flag(i.Second), i.Agenda, i.Sequence, int64(i.By), now)
	if err != nil {
		return i, fmt.Errorf("invitation to the meeting with id %d: %w", i.Meeting, err)
	}
	return i, tx.note(i.Board, "meeting.invite", Entity("meeting", i.Meeting), fmt.Sprintf("sequence %d late %t second %t", i.Sequence, i.Late, i.Second))
}

// InviteTo keeps that a person was called, for the seat they vote for, with what
// became of it; one who was called before is called again.
func (tx *Tx) InviteTo(call board.Invitation, who board.Invited) error {
	err := tx.must(`INSERT INTO invited (invitation_id, person_id, seat_id, state, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (invitation_id, person_id) DO UPDATE SET seat_id = excluded.seat_id, state = excluded.state, at = excluded.at`,
		int64(call.ID), int64(who.Person.ID), int64(who.Seat), string(who.State), tx.now())
	if err != nil {
		return fmt.Errorf("invitation %d to person %d: %w", call.ID, who.Person.ID, err)
	}
	return tx.note(call.Board, "meeting.invited", Entity("meeting", call.Meeting), Entity("person", who.Person.ID)+" "+string(who.State))
}

// Invitation is a call of a meeting by its id, without the seats.
func (tx *Tx) Invitation(id board.ID) (board.Invitation, error) {
	var row invitationRow
	if err := tx.get(&row, invitationSelect+"WHERE i.id = ?", int64(id)); err != nil {
		return board.Invitation{}, fmt.Errorf("invitation with id %d: %w", id, err)
	}
	return row.invitation(tx.db)
}

// Invitations lists the calls of a meeting, the last one last, with the seats that
// were called. A seat is missing where none of those who were called for it could
// be reached; a letter that is on its way is taken for one that arrives.
func (tx *Tx) Invitations(meeting board.ID) ([]board.Invitation, error) {
	var rows []invitationRow
	if err := tx.all(&rows, invitationSelect+"WHERE i.meeting_id = ? ORDER BY i.id", int64(meeting)); err != nil {
		return nil, fmt.Errorf("invitations to the meeting with id %d: %w", meeting, err)
	}
	var seats []struct {
		Invitation board.ID `db:"invitation_id"`
		Seat       board.ID `db:"seat_id"`
		Missed     int      `db:"missed"`
	}
	err := tx.all(&seats, `SELECT invitation_id, seat_id, MIN(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS missed
		FROM invited WHERE seat_id > 0 AND invitation_id IN (SELECT id FROM invitation WHERE meeting_id = ?)
		GROUP BY invitation_id, seat_id ORDER BY invitation_id, seat_id`, int64(meeting))
	if err != nil {
		return nil, fmt.Errorf("whom the meeting with id %d was called to: %w", meeting, err)
	}
	var calls []board.Invitation
	for _, row := range rows {
		call, err := row.invitation(tx.db)
		if err != nil {
			return nil, err
		}
		for _, s := range seats {
			if s.Invitation != call.ID {
				continue
			}
			call.Invited = append(call.Invited, s.Seat)
			if s.Missed == 1 {
				call.Missing = append(call.Missing, s.Seat)
			}
		}
		calls = append(calls, call)
	}
	return calls, nil
}

// InvitedPeople lists who was called by an invitation, those with a seat first,
// with what became of it.
func (tx *Tx) InvitedPeople(invitation board.ID) ([]board.Invited, error) {
	var rows []struct {
		Seat board.ID `db:"seat_id"`
		personRow
		State string `db:"state"`
		At    int64  `db:"at"`
	}
	err := tx.all(&rows, `SELECT i.seat_id, p.id, p.name, p.language, i.state, i.at FROM invited i JOIN person q ON q.id = i.person_id
		JOIN person p ON p.id = CASE WHEN q.now_id = 0 THEN q.id ELSE q.now_id END
		WHERE i.invitation_id = ? ORDER BY CASE WHEN i.seat_id = 0 THEN 1 ELSE 0 END, i.seat_id, i.at, p.id`, int64(invitation))
	if err != nil {
		return nil, fmt.Errorf("who was called by invitation %d: %w", invitation, err)
	}
	people := make([]board.Invited, len(rows))
	for i, r := range rows {
		people[i] = board.Invited{Invitation: invitation, Seat: r.Seat, Person: r.person(), State: board.InvitedState(r.State), At: moment(r.At)}
	}
	return people, nil
}
