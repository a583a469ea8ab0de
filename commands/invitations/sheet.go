package invitations

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// sheet is a meeting with how it was called and who says that they come, in the
// zone of the board.
type sheet struct {
	meeting board.Meeting
	board   board.Board
	profile board.Profile
	zone    *time.Location
	now     time.Time
	people  round
	calls   []board.Invitation
	called  board.Called
	answers []board.Attendance
	items   []board.AgendaItem
}

// look reads it.
func (f *Invitations) look(tx *storage.Tx, m board.Meeting) (sheet, error) {
	s := sheet{meeting: m}
	var err error
	if s.board, err = tx.Board(m.Board); err != nil {
		return s, err
	}
	s.zone = f.db.Zone(s.board.Zone)
	s.now = f.db.Now().In(s.zone)
	if s.profile, err = tx.Profile(m.Board); err != nil {
		return s, err
	}
	if s.people, err = around(tx, m); err != nil {
		return s, err
	}
	if s.calls, err = tx.Invitations(m.ID); err != nil {
		return s, err
	}
	s.called = board.CallOf(m, s.calls, s.people.seats())
	if s.answers, err = tx.Attendances(m.ID); err != nil {
		return s, err
	}
	s.items, err = tx.Agenda(m.ID)
	return s, err
}

// latest is 00:00 of the last day on which the meeting can be called in time.
func (s sheet) latest() time.Time {
	return board.LatestInvitation(s.meeting.Starts, s.profile.InvitationDays)
}

// late tells whether it would be too late to call the meeting now.
func (s sheet) late() bool {
	return board.LateInvitation(s.now, s.meeting.Starts, s.profile.InvitationDays)
}

// turnout counts the answers of the seats.
func (s sheet) turnout() board.Turnout {
	return board.TurnoutOf(s.meeting, s.people.seats(), s.answers)
}

// members is how many the board counts as its members.
func (s sheet) members(seats []board.Seat) int {
	if s.profile.Base == board.StatutorySeats {
		return len(seats)
	}
	return len(s.people.seats())
}

// answer is what somebody says of the date that the meeting has; empty if they
// have said nothing, or nothing that still fits.
func (s sheet) answer(p person) board.AttendanceAnswer {
	for _, a := range s.answers {
		if a.Seat == p.seat && a.Person.ID == p.ID && s.meeting.Holds(a) {
			return a.Answer
		}
	}
	return ""
}

// asks tells whether people are asked whether they come: the meeting was called,
// be it for another date.
func (s sheet) asks() bool { return len(s.calls) > 0 && s.meeting.State == board.MeetingFixed }

// answerButtons are the ways in which somebody can take part, but for the one
// that they said already.
func answerButtons(m board.Meeting, said board.AttendanceAnswer) []chat.Button {
	var row []chat.Button
	for _, how := range board.AttendanceAnswers() {
		if how != said && m.Attend(how) == nil {
			row = append(row, commands.MeetingButton("invitation.button."+string(how), m, "meeting.attend", "attendance", string(how)))
		}
	}
	return row
}

// where says where a meeting is, for those whom it concerns.
func where(m board.Meeting) chat.Text {
	return chat.T("invitation.where", "Place", m.Place, "Link", m.Link, "DialIn", m.DialIn, "Form", chat.T("meeting.form."+string(m.Form())))
}

// agenda is the agenda as it is sent: to a guest the public items and their own.
func agenda(items []board.AgendaItem, guest bool, own board.ID) chat.Text {
	var lines []chat.Text
	for n, i := range items {
		if guest && !i.Public && (own == 0 || i.Guest != own) {
			continue
		}
		lines = append(lines, chat.T("invitation.item", "N", n+1, "Title", i.Title, "Minutes", i.Minutes, "Presenter", i.Presenter, "Public", i.Public))
	}
	if len(lines) == 0 {
		return chat.T("invitation.agenda.none")
	}
	return chat.T("invitation.agenda", "Items", lines)
}
