package invitations

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// answers tells the board who comes, and chair and office also who does not, who
// has not answered, whom the invitation did not reach, and whether the meeting is
// likely to have its quorum.
func (f *Invitations) answers(meeting commands.ThingParam) commands.Command {
	return commands.Command{
		Path: "meeting.answers", Right: board.Inside, Params: []commands.Param{meeting}, Hidden: true,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var message chat.Message
			var s sheet
			err := f.db.Read(ctx, func(tx *storage.Tx) error {
				m, err := tx.Meeting(meeting.Of(c).ID)
				if err != nil {
					return err
				}
				if s, err = f.look(tx, m); err != nil {
					return err
				}
				seats, err := tx.Seats(m.Board)
				if err != nil {
					return err
				}
				message = s.list(c.Who.Chairs(), s.members(seats))
				return nil
			})
			if err != nil {
				return chat.Reply{}, err
			}
			row := []chat.Button{showButton(s.meeting)}
			if c.Who.Chairs() && s.meeting.Ahead() {
				row = append(row, commands.MeetingButton("invitation.button.note", s.meeting, "meeting.attend"), commands.MeetingButton("invitation.button.invite", s.meeting, "meeting.invite"))
			}
			return say(message, row...), nil
		},
	}
}

// list is who comes, for one who may or may not know who is missing.
func (s sheet) list(chairs bool, members int) chat.Message {
	answered := func(how board.AttendanceAnswer) []string {
		return s.people.names(func(p person) bool { return s.answer(p) == how })
	}
	m := chat.Say(chat.T("invitation.list", "Meeting", commands.MeetingTitle(s.meeting)), counts(s.turnout()))
	part := func(key string, names []string) {
		if len(names) > 0 {
			m = m.With(chat.Para{Text: chat.T("invitation.list."+key, "Names", names, "N", len(names))})
		}
	}
	part("in_person", answered(board.ComesInPerson))
	part("online", answered(board.ComesOnline))
	if !chairs {
		return m
	}
	part("excused", answered(board.Excused))
	part("open", answered(""))
	part("missed", s.people.names(s.missed))
	if quorum := s.expected(members); !quorum.IsZero() {
		m = m.With(chat.Para{Text: quorum})
	}
	return m
}

// missed tells whether the invitation did not reach somebody with a vote.
func (s sheet) missed(p person) bool {
	for _, seat := range s.called.Missing {
		if p.seat == seat {
			return true
		}
	}
	return false
}

// expected says whether so many come that the meeting will have its quorum.
func (s sheet) expected(members int) chat.Text {
	needed, t := board.QuorumNeeded(s.profile.Quorum, members), s.turnout()
	switch {
	case !s.meeting.Ahead():
		return chat.Text{}
	case s.called.Second:
		return chat.T("invitation.expected.second")
	case needed == 0:
		return chat.Text{}
	}
	return chat.T("invitation.expected", "Coming", t.Coming(), "Needed", needed, "Open", t.Open, "Enough", t.Coming() >= needed, "Possible", t.Coming()+t.Open >= needed)
}
