package invitations

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// resending is to whom an invitation goes once more.
type resending string

const (
	toMissed    resending = "missed"    // those who could not be reached
	toEverybody resending = "everybody" // all of them, as where the place is another one
)

// inviting is what is said of a call.
type inviting struct {
	meeting   commands.ThingParam
	second    commands.FlagParam
	confirm   commands.FlagParam
	stood     commands.NumberParam // the Sequence of the meeting that was shown
	resend    commands.ChoiceParam[resending]
	otherwise commands.NumberParam // the ID of a person who was invited on another way
}

// invite calls a meeting. What is missing, and that it is late, is shown first.
func (f *Invitations) invite(meeting commands.ThingParam) commands.Command {
	p := inviting{
		meeting: meeting, second: commands.Flag("second_call").Optional(false), confirm: commands.Flag("confirm").Hidden(),
		stood: commands.Number("stood_sequence", 0, 1<<30).Hidden(), resend: commands.Choice("resend", toMissed, toEverybody).Hidden(),
		otherwise: commands.Number("invited_otherwise", 1, 1<<53).Hidden(),
	}
	return commands.Command{
		Path: "meeting.invite", Right: board.Chairing,
		Params:   []commands.Param{p.meeting, p.second, p.confirm, p.stood, p.resend, p.otherwise},
		Needless: func(*commands.Call) []string { return []string{p.second.Name()} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			switch {
			case p.otherwise.Given(c):
				return f.inviteOtherwise(ctx, c, p)
			case p.resend.Of(c) == toMissed:
				return f.inviteAgain(ctx, c, p)
			}
			return f.call(ctx, c, p)
		},
	}
}

// call sends the invitation, or shows it with what speaks against it.
func (f *Invitations) call(ctx context.Context, c *commands.Call, p inviting) (reply chat.Reply, err error) {
	asked := false
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, err := f.callable(tx, p.meeting.Of(c).ID)
		if err != nil {
			return err
		}
		if last, called := lastFor(s.meeting, s.calls); called && p.resend.Of(c) != toEverybody && (last.Second || !p.second.Of(c)) {
			asked, reply = true, f.calledAlready(s)
			return nil
		}
		lacks, err := s.lacks(tx)
		if err != nil {
			return err
		}
		moved := p.stood.Given(c) && p.stood.Of(c) != s.meeting.Sequence
		if moved || !p.confirm.Of(c) && (c.Pressed() || len(lacks) > 0) {
			asked, reply = true, s.preview(c, p, lacks, moved)
		}
		return nil
	})
	if err != nil || asked {
		return reply, err
	}
	return f.send(ctx, c, p)
}

// callable is a meeting that can be called: its date stands, and is not past.
func (f *Invitations) callable(tx *storage.Tx, id board.ID) (sheet, error) {
	m, err := tx.Meeting(id)
	if err != nil {
		return sheet{}, err
	}
	title := commands.MeetingTitle(m)
	switch {
	case !m.Ahead():
		return sheet{}, commands.Refuse("meeting.not_ahead."+string(m.State), "Meeting", title).With(showButton(m))
	case m.State == board.MeetingTentative:
		return sheet{}, commands.Refuse("invitation.not_fixed", "Meeting", title, "Dated", !m.Starts.IsZero()).With(moreButton(m))
	case !m.Starts.After(f.db.Now()):
		return sheet{}, commands.Refuse("invitation.past", "Meeting", title, "Starts", m.Starts).With(moreButton(m))
	}
	return f.look(tx, m)
}

// lacks is what speaks against calling the meeting as it is now.
func (s sheet) lacks(tx *storage.Tx) ([]chat.Text, error) {
	var lacks []chat.Text
	if s.meeting.Form() == board.Unsaid {
		lacks = append(lacks, chat.T("invitation.lacks.place"))
	}
	if len(s.items) == 0 {
		lacks = append(lacks, chat.T("invitation.lacks.agenda"))
	}
	if s.late() {
		lacks = append(lacks, chat.T("invitation.lacks.late", "Days", s.profile.InvitationDays, "Latest", s.latest()))
	}
	var silent []string
	for _, who := range s.people.asked() {
		reachable, err := reachable(tx, who.ID)
		if err != nil {
			return nil, err
		}
		if who.seat != 0 && !reachable {
			silent = append(silent, who.Name)
		}
	}
	if len(silent) > 0 {
		lacks = append(lacks, chat.T("invitation.lacks.people", "Names", silent, "N", len(silent)))
	}
	return lacks, nil
}

// reachable tells whether a person can be written to, as far as that is known.
func reachable(tx *storage.Tx, who board.ID) (bool, error) {
	accounts, err := tx.Accounts(who)
	return slices.ContainsFunc(accounts, func(a storage.Account) bool { return a.Unreachable.IsZero() }), err
}

// preview shows the invitation as it would go out.
func (s sheet) preview(c *commands.Call, p inviting, lacks []chat.Text, moved bool) chat.Reply {
	m := chat.Say(chat.T("invitation.preview", "Meeting", commands.MeetingTitle(s.meeting), "Moved", moved))
	for _, lack := range lacks {
		m = m.With(chat.Para{Text: lack})
	}
	if !s.late() {
		m = m.With(chat.Para{Text: chat.T("invitation.in_time", "Days", s.profile.InvitationDays, "Latest", s.latest())})
	}
	m = m.With(chat.Para{Text: chat.T("invitation.preview.text", "N", len(s.people.asked()))}).With(s.text(person{}, call{second: p.second.Of(c), late: s.late()})...)
	label := "invitation.button.send"
	if len(lacks) > 0 {
		label = "invitation.button.send_anyway"
	}
	pairs := []string{"confirm", "yes", "stood_sequence", strconv.Itoa(s.meeting.Sequence)}
	if p.second.Of(c) {
		pairs = append(pairs, "second_call", "yes")
	}
	if p.resend.Given(c) {
		pairs = append(pairs, "resend", string(p.resend.Of(c)))
	}
	return say(m, commands.MeetingButton(label, s.meeting, "meeting.invite", pairs...), agendaButton(s.meeting), moreButton(s.meeting))
}

// calledAlready says that a meeting was called, and whom that did not reach.
func (f *Invitations) calledAlready(s sheet) chat.Reply {
	names := s.people.names(func(p person) bool { return p.seat != 0 && slices.Contains(s.called.Missing, p.seat) })
	m := chat.Say(chat.T("invitation.already", "Meeting", commands.MeetingTitle(s.meeting), "At", s.called.At.In(s.zone), "Late", s.called.Late, "Names", names, "N", len(names)))
	row := []chat.Button{commands.MeetingButton("invitation.button.everybody", s.meeting, "meeting.invite", "resend", string(toEverybody)), answersButton(s.meeting)}
	if len(names) > 0 {
		row = append([]chat.Button{commands.MeetingButton("invitation.button.missed", s.meeting, "meeting.invite", "resend", string(toMissed))}, row...)
	}
	return say(m, row...)
}

// send keeps that the meeting is called and plans the letters.
func (f *Invitations) send(ctx context.Context, c *commands.Call, p inviting) (chat.Reply, error) {
	var s sheet
	again := false
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if _, err := tx.LockMeeting(c.Board.ID, p.meeting.Of(c).ID); err != nil {
			return err
		}
		var err error
		if s, err = f.callable(tx, p.meeting.Of(c).ID); err != nil {
			return err
		}
		last, called := lastFor(s.meeting, s.calls)
		if again = called && p.resend.Of(c) != toEverybody && (last.Second || !p.second.Of(c)); again {
			return nil // somebody else did, in the same moment
		}
		if err := s.announced(tx, called); err != nil {
			return err
		}
		text := words.Printer{Language: words.Language(s.board.Language)}.Print(agenda(s.items, false, 0))
		call, err := tx.Invite(board.Invitation{Board: s.board.ID, Meeting: s.meeting.ID, Starts: s.meeting.Starts, Latest: s.latest(), Late: s.late(),
			Second: p.second.Of(c), Agenda: text, Sequence: s.meeting.Sequence})
		if err != nil {
			return err
		}
		for _, who := range s.people.asked() {
			if err := f.callOne(tx, call, board.Invited{Seat: who.seat, Person: who.Person}); err != nil {
				return err
			}
		}
		return f.showLater(tx, s.meeting)
	})
	switch {
	case err != nil:
		return chat.Reply{}, err
	case again:
		return f.calledAlready(s), nil
	}
	return say(chat.Say(chat.T("invitation.sent", "Meeting", commands.MeetingTitle(s.meeting), "N", len(s.people.asked()), "Late", s.late(), "Latest", s.latest())),
		answersButton(s.meeting), showButton(s.meeting)), nil
}

// announced keeps that the items stand on the first call for a date: what came
// after that for another date is not late for this one.
func (s sheet) announced(tx *storage.Tx, called bool) error {
	for _, i := range s.items {
		if called || !i.Late {
			continue
		}
		i.Late = false
		if err := tx.SaveItem(i); err != nil {
			return err
		}
	}
	return nil
}

// callOne plans the letter to one.
func (f *Invitations) callOne(tx *storage.Tx, call board.Invitation, who board.Invited) error {
	if err := tx.InviteTo(call, who); err != nil {
		return err
	}
	return tx.Later(InviteKind, storage.JobKey(call.Board, call.ID, who.Person.ID), f.db.Now(), nil)
}

// inviteAgain sends the invitation once more to whom it did not reach.
func (f *Invitations) inviteAgain(ctx context.Context, c *commands.Call, p inviting) (chat.Reply, error) {
	var names []string
	var m board.Meeting
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		call, s, err := f.lastCall(tx, c, p)
		if err != nil {
			return err
		}
		m = s.meeting
		people, err := tx.InvitedPeople(call.ID)
		if err != nil {
			return err
		}
		for _, who := range s.people.asked() {
			at := slices.IndexFunc(people, func(i board.Invited) bool { return i.Person.ID == who.ID })
			if at >= 0 && people[at].State != board.InvitedMissed {
				continue
			}
			names = append(names, who.Name)
			if err := f.callOne(tx, call, board.Invited{Seat: who.seat, Person: who.Person}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return say(chat.Say(chat.T("invitation.sent_again", "Meeting", commands.MeetingTitle(m), "Names", names, "N", len(names))), answersButton(m), showButton(m)), nil
}

// inviteOtherwise keeps that somebody was invited on another way, as by mail.
func (f *Invitations) inviteOtherwise(ctx context.Context, c *commands.Call, p inviting) (chat.Reply, error) {
	var who person
	var m board.Meeting
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		call, s, err := f.lastCall(tx, c, p)
		if err != nil {
			return err
		}
		m = s.meeting
		var concerned bool
		if who, concerned = s.people.of(board.ID(p.otherwise.Of(c))); !concerned {
			return commands.Refuse("invitation.nobody", "Meeting", commands.MeetingTitle(m)).With(answersButton(m))
		}
		if err := tx.InviteTo(call, board.Invited{Seat: who.seat, Person: who.Person, State: board.InvitedOtherwise}); err != nil {
			return err
		}
		return f.showLater(tx, m)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return say(chat.Say(chat.T("invitation.otherwise", "Meeting", commands.MeetingTitle(m), "Name", who.Name)), answersButton(m), showButton(m)), nil
}

// lastCall is the call for the date that a meeting has; a refusal if there is none.
func (f *Invitations) lastCall(tx *storage.Tx, c *commands.Call, p inviting) (board.Invitation, sheet, error) {
	if _, err := tx.LockMeeting(c.Board.ID, p.meeting.Of(c).ID); err != nil {
		return board.Invitation{}, sheet{}, err
	}
	s, err := f.callable(tx, p.meeting.Of(c).ID)
	if err != nil {
		return board.Invitation{}, s, err
	}
	call, called := lastFor(s.meeting, s.calls)
	if !called {
		return call, s, commands.Refuse("invitation.not_called", "Meeting", commands.MeetingTitle(s.meeting)).With(moreButton(s.meeting))
	}
	return call, s, nil
}
