package storage

import (
	"fmt"

	"beirat/board"
)

// Gatherings is how much a board keeps about a person from its meetings.
type Gatherings struct {
	Dates       int // proposed dates they said something to
	Answers     int // to invitations
	Invited     int // calls that were sent to them
	Presences   int // meetings they were at
	Items       int // of agendas that they brought in
	Notes       int // they wrote in meetings
	Tasks       int // they took on
	Objections  int // to minutes
	Impulses    int // meetings to which they were invited as a guest
	Addresses   int // of the calendar, made for them
	Preferences int // how and when they want to hear
}

// And is both together.
func (g Gatherings) And(more Gatherings) Gatherings {
	return Gatherings{
		Dates: g.Dates + more.Dates, Answers: g.Answers + more.Answers, Invited: g.Invited + more.Invited, Presences: g.Presences + more.Presences,
		Items: g.Items + more.Items, Notes: g.Notes + more.Notes, Tasks: g.Tasks + more.Tasks, Objections: g.Objections + more.Objections,
		Impulses: g.Impulses + more.Impulses, Addresses: g.Addresses + more.Addresses, Preferences: g.Preferences + more.Preferences,
	}
}

// Gatherings counts what a board keeps about a person from its meetings.
func (tx *Tx) Gatherings(of, person board.ID) (Gatherings, error) {
	var row struct {
		Dates       int `db:"dates"`
		Answers     int `db:"answers"`
		Invited     int `db:"invited"`
		Presences   int `db:"presences"`
		Items       int `db:"items"`
		Notes       int `db:"notes"`
		Tasks       int `db:"tasks"`
		Objections  int `db:"objections"`
		Impulses    int `db:"impulses"`
		Addresses   int `db:"addresses"`
		Preferences int `db:"preferences"`
	}
	b, p := int64(of), int64(person)
	err := tx.get(&row, `SELECT
			(SELECT COUNT(*) FROM date_answer a JOIN date_option o ON o.id = a.option_id JOIN date_search s ON s.id = o.search_id
				WHERE s.board_id = ? AND a.person_id = ?) AS dates,
			(SELECT COUNT(*) FROM attendance a JOIN meeting m ON m.id = a.meeting_id WHERE m.board_id = ? AND a.person_id = ?) AS answers,
			(SELECT COUNT(*) FROM invited a JOIN invitation i ON i.id = a.invitation_id WHERE i.board_id = ? AND a.person_id = ?) AS invited,
			(SELECT COUNT(DISTINCT meeting_id) FROM meeting_presence WHERE board_id = ? AND person_id = ?) AS presences,
			(SELECT COUNT(*) FROM agenda_item WHERE board_id = ? AND person_id = ?) AS items,
			(SELECT COUNT(*) FROM meeting_note WHERE board_id = ? AND person_id = ?) AS notes,
			(SELECT COUNT(*) FROM meeting_task WHERE board_id = ? AND owner_id = ?) AS tasks,
			(SELECT COUNT(*) FROM minutes_objection o JOIN minutes m ON m.id = o.minutes_id WHERE m.board_id = ? AND o.person_id = ?) AS objections,
			(SELECT COUNT(*) FROM meeting_guest WHERE board_id = ? AND person_id = ?) AS impulses,
			(SELECT COUNT(*) FROM calendar_address WHERE board_id = ? AND person_id = ?) AS addresses,
			(SELECT COUNT(*) FROM digest WHERE board_id = ? AND person_id = ?) AS preferences`,
		b, p, b, p, b, p, b, p, b, p, b, p, b, p, b, p, b, p, b, p, b, p)
	if err != nil {
		return Gatherings{}, fmt.Errorf("gatherings of person %d in board %d: %w", person, of, err)
	}
	return Gatherings(row), nil
}
