package invitations

import (
	"context"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// call is what is said of an invitation besides the meeting itself.
type call struct{ second, late bool }

// text is the invitation as one reads it; a person who is nobody stands for a
// member. Its first line names no more than the card does: it shows on lock
// screens.
func (s sheet) text(to person, how call) []chat.Block {
	m := s.meeting
	paras := []chat.Text{
		chat.T("invitation.letter", "Board", s.board.Name, "Starts", m.Starts),
		chat.T("invitation.letter.when", "Title", m.Title, "Starts", m.Starts, "Ends", m.Ends()),
		where(m),
		agenda(s.items, to.guest != 0, to.guest),
	}
	if how.second {
		paras = append(paras, chat.T("invitation.letter.second"))
	}
	if how.late {
		paras = append(paras, chat.T("invitation.letter.late", "Days", s.profile.InvitationDays))
	}
	blocks := make([]chat.Block, len(paras))
	for i, para := range paras {
		blocks[i] = chat.Para{Text: para}
	}
	return blocks
}

// Letter is the letter of InviteKind: to each who is called to a meeting.
func (f *Invitations) Letter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2]}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.Invitation(ids[1])
		if err != nil {
			return err
		}
		// It may wait for a digest only where it still comes in time.
		letter.Urgent, letter.Before = i.Late, i.Latest.AddDate(0, 0, 1)
		m, err := tx.Meeting(i.Meeting)
		if err != nil {
			return err
		}
		s, err := f.look(tx, m)
		if err != nil {
			return err
		}
		to, concerned := s.people.of(ids[2])
		switch {
		case !concerned || to.represented:
			letter.Drop = "the meeting does not concern them any more"
		case !m.Ahead() || !i.Starts.Equal(m.Starts):
			letter.Drop = "the meeting is at another time, or not ahead any more"
		}
		letter.Line, letter.Opens = chat.T("invitation.line", "Starts", m.Starts), commands.MeetingButton("meeting.button.show", m, "meeting.show")
		letter.Message = chat.Message{Blocks: s.text(to, call{second: i.Second, late: i.Late})}
		letter.Message = letter.Message.With(chat.Para{Text: chat.T("invitation.letter.ask")}, chat.Actions(append(answerButtons(m, ""), agendaButton(m))))
		return nil
	})
	return letter, err
}

// missedAfter is how long it takes until it is told whom an invitation did not
// reach: then it is known of everybody.
const missedAfter = 2 * time.Minute

// Delivered records what became of an invitation, and tells who has to know that
// it did not arrive.
func (f *Invitations) Delivered(ctx context.Context, j storage.Job, state string) error {
	ids, err := j.IDs(3)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		i, err := tx.Invitation(ids[1])
		if err != nil {
			return err
		}
		people, err := tx.InvitedPeople(i.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(people, func(who board.Invited) bool { return who.Person.ID == ids[2] })
		if at < 0 || people[at].State == board.InvitedOtherwise {
			return nil
		}
		who := people[at]
		if who.State = board.InvitedState(state); who.State != board.InvitedMissed {
			return tx.InviteTo(i, who)
		}
		if err := tx.InviteTo(i, who); err != nil {
			return err
		}
		told, err := tx.Coordinators(i.Board, f.db.Now())
		if err != nil {
			return err
		}
		if i.By != 0 && !slices.Contains(told, i.By) {
			told = append(told, i.By)
		}
		for _, person := range told {
			if err := tx.Later(MissedKind, storage.JobKey(i.Board, i.ID, person), f.db.Now().Add(missedAfter), nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// missedLetter is the letter of MissedKind: whom an invitation did not reach.
func (f *Invitations) missedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2]}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		i, err := tx.Invitation(ids[1])
		if err != nil {
			return err
		}
		m, err := tx.Meeting(i.Meeting)
		if err != nil {
			return err
		}
		people, err := tx.InvitedPeople(i.ID)
		if err != nil {
			return err
		}
		var missed []board.Invited
		var names []string
		seats := 0
		for _, who := range people {
			if who.State == board.InvitedMissed && who.Person.ID != letter.Person {
				missed, names = append(missed, who), append(names, who.Person.Name)
				seats += min(1, int(who.Seat))
			}
		}
		if len(missed) == 0 || !m.Ahead() || !i.Starts.Equal(m.Starts) {
			letter.Drop = "everybody was reached, or the meeting is not ahead any more"
			return nil
		}
		letter.Before = m.Starts
		letter.Message = chat.Say(chat.T("invitation.missed", "Meeting", commands.MeetingTitle(m), "Names", names, "N", len(names), "Members", seats)).
			With(chat.Actions(missedButtons(m, missed)))
		return nil
	})
	return letter, err
}

// missedButtons send the invitation again, or note that somebody was invited on
// another way.
func missedButtons(m board.Meeting, missed []board.Invited) []chat.Button {
	row := []chat.Button{commands.MeetingButton("invitation.button.missed", m, "meeting.invite", "resend", string(toMissed))}
	for _, who := range missed {
		b := commands.MeetingButton("invitation.button.otherwise", m, "meeting.invite", "invited_otherwise", strconv.FormatInt(int64(who.Person.ID), 10))
		b.Label.Args = map[string]any{"Name": who.Person.Name}
		row = append(row, b)
	}
	return row
}
