package invitations

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// plan plans the reminders of a meeting, instead of those that were planned for
// what it was before.
func (f *Invitations) plan(tx *storage.Tx, m board.Meeting) error {
	key := storage.JobKey(m.Board, m.ID)
	for _, kind := range []string{RemindKind, DueKind, ComingKind, NudgeKind} {
		if err := tx.DropAll(kind, key+"/"); err != nil {
			return err
		}
	}
	now := f.db.Now()
	if m.State != board.MeetingFixed || !m.Starts.After(now) {
		return nil
	}
	b, err := tx.Board(m.Board)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(m.Board)
	if err != nil {
		return err
	}
	holidays := board.HolidaysOf(b.Land)
	starts := m.Starts.In(f.db.Zone(b.Zone))
	for _, r := range profile.Quiet.MeetingReminders(starts, now, holidays) {
		if err := tx.Later(RemindKind, key+"/"+string(r.Kind), r.At, nil); err != nil {
			return err
		}
	}
	for i, at := range profile.Quiet.InvitationReminders(board.LatestInvitation(starts, profile.InvitationDays), now, holidays) {
		if err := tx.Later(DueKind, key+"/"+strconv.Itoa(i+1), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// remind does the work of RemindKind: of those who are not away it finds out whom
// it concerns. One that comes late, into quiet hours, waits; one that would come
// after the meeting has begun is dropped.
func (f *Invitations) remind(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	which := board.ReminderKind(j.Key[len(storage.JobKey(ids[0], ids[1]))+1:])
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		s, err := f.look(tx, m)
		if err != nil {
			return err
		}
		at := s.profile.Quiet.Next(s.now, board.HolidaysOf(s.board.Land))
		if m.State != board.MeetingFixed || at.IsZero() || !at.Before(m.Starts) {
			return fmt.Errorf("%w: the meeting has begun, or is not held then", commands.ErrDropped)
		}
		away, err := tx.Away(m.Board)
		if err != nil {
			return err
		}
		for _, p := range s.people {
			if away[p.ID].Covers(at) || !s.concerns(p, which) {
				continue
			}
			if err := tx.Later(ComingKind, storage.JobKey(m.Board, m.ID, p.ID)+"/"+string(which), at, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// concerns tells whether somebody is reminded: a week before who has not
// answered, later who comes.
func (s sheet) concerns(p person, which board.ReminderKind) bool {
	said := s.answer(p)
	if p.represented {
		return false
	}
	if which == board.WeekBefore {
		return said == "" && s.asks()
	}
	return said == board.ComesInPerson || said == board.ComesOnline
}

// comingLetter is the letter of ComingKind.
func (f *Invitations) comingLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	ids, err := j.IDs(3)
	if err != nil {
		return commands.Letter{}, err
	}
	which := board.ReminderKind(j.Key[len(storage.JobKey(ids...))+1:])
	return f.toOne(ctx, j, func(_ *storage.Tx, s sheet, to person) (commands.Letter, error) {
		m := s.meeting
		letter := commands.Letter{Reminder: true, Before: m.Starts}
		if m.State != board.MeetingFixed || !s.now.Before(m.Starts) || !s.concerns(to, which) {
			letter.Drop = "answered since, or the meeting is not ahead any more"
			return letter, nil
		}
		if which == board.WeekBefore {
			letter.Message = chat.Say(chat.T("invitation.remind.week", "Starts", m.Starts), chat.T("invitation.letter.ask")).
				With(chat.Actions(append(answerButtons(m, ""), agendaButton(m))))
			return letter, nil
		}
		online := s.answer(to) == board.ComesOnline
		letter.Urgent = which == board.HourBefore
		letter.Message = chat.Say(chat.T("invitation.remind.coming", "Starts", m.Starts, "Now", s.now), at(m, online)).
			With(chat.Actions{agendaButton(m), commands.MeetingButton("invitation.button.excused", m, "meeting.attend", "attendance", string(board.Excused))})
		return letter, nil
	})
}

// at says where somebody has to be who comes, in the room or online.
func at(m board.Meeting, online bool) chat.Text {
	if online {
		return chat.T("invitation.online", "Link", m.Link, "DialIn", m.DialIn)
	}
	return chat.T("invitation.room", "Place", m.Place)
}

// due does the work of DueKind and MovedKind: where the meeting was not called for
// the date that it has, chair and office are told.
func (f *Invitations) due(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		s, err := f.look(tx, m)
		if err != nil {
			return err
		}
		at := s.profile.Quiet.Next(s.now, board.HolidaysOf(s.board.Land))
		if m.State != board.MeetingFixed || s.called.Invited || at.IsZero() || !at.Before(m.Starts) {
			return fmt.Errorf("%w: called already, or not held then", commands.ErrDropped)
		}
		told, err := tx.Coordinators(m.Board, s.now)
		if err != nil {
			return err
		}
		for _, id := range told {
			key := storage.JobKey(m.Board, m.ID, id) + "/" + strconv.FormatInt(at.Unix()/60, 10)
			err = errors.Join(err, tx.Later(NudgeKind, key, at, nil))
		}
		return err
	})
}

// nudgeLetter is the letter of NudgeKind: the meeting is to be called.
func (f *Invitations) nudgeLetter(ctx context.Context, j storage.Job) (commands.Letter, error) {
	return f.toOne(ctx, j, func(_ *storage.Tx, s sheet, to person) (commands.Letter, error) {
		m := s.meeting
		letter := commands.Letter{Reminder: true, Before: s.latest().AddDate(0, 0, 1)}
		if m.State != board.MeetingFixed || s.called.Invited || !s.now.Before(m.Starts) || !to.chair {
			letter.Drop = "called already, or not held then"
			return letter, nil
		}
		letter.Message = chat.Say(chat.T("invitation.nudge", "Meeting", commands.MeetingTitle(m), "Starts", m.Starts, "Days", s.profile.InvitationDays,
			"Latest", s.latest(), "Late", s.late(), "Anew", len(s.calls) > 0)).
			With(chat.Actions{commands.MeetingButton("invitation.button.invite", m, "meeting.invite"), agendaButton(m), moreButton(m)})
		return letter, nil
	})
}

// nearly is how many days before the last one for an invitation in time it is an
// open task to send it.
const nearly = 7

// Tasks are what a person still owes: to say whether they come, and chair and
// office to call the meetings.
func (f *Invitations) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	var tasks []commands.Task
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		ahead, err := f.ahead(tx, c.Board.ID)
		if err != nil {
			return err
		}
		for _, m := range ahead {
			s, err := f.look(tx, m)
			if err != nil {
				return err
			}
			if who, concerned := s.people.of(c.Who.Person.ID); concerned && !who.represented && s.asks() && s.answer(who) == "" {
				tasks = append(tasks, commands.Task{Text: chat.T("invitation.task.answer", "Starts", m.Starts), Buttons: answerButtons(m, ""), Due: m.Starts})
			}
			if c.Who.Chairs() && !s.called.Invited && !s.now.Before(s.latest().AddDate(0, 0, -nearly)) {
				tasks = append(tasks, commands.Task{Text: chat.T("invitation.task.invite", "Starts", m.Starts, "Latest", s.latest(), "Late", s.late()),
					Buttons: []chat.Button{commands.MeetingButton("invitation.button.invite", m, "meeting.invite")}, Due: s.latest().AddDate(0, 0, 1)})
			}
		}
		return nil
	})
	return tasks, err
}

// Office is what of it stands on the office's sheet.
func (f *Invitations) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	ahead, err := f.ahead(tx, c.Board.ID)
	if err != nil {
		return nil, err
	}
	var lines []commands.OfficeLine
	for _, m := range ahead {
		s, err := f.look(tx, m)
		if err != nil {
			return nil, err
		}
		if missed := s.people.names(s.missed); len(missed) > 0 {
			lines = append(lines, commands.OfficeLine{Section: commands.OfficePeople, Text: chat.T("invitation.office.missed", "Starts", m.Starts, "Names", missed, "N", len(missed)),
				Due: m.Starts, Buttons: []chat.Button{answersButton(m)}})
		}
		if !s.called.Invited {
			lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Text: chat.T("invitation.task.invite", "Starts", m.Starts, "Latest", s.latest(), "Late", s.late()),
				Due: s.latest().AddDate(0, 0, 1), Buttons: []chat.Button{commands.MeetingButton("invitation.button.invite", m, "meeting.invite")}})
			continue
		}
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeTexts, Text: chat.T("invitation.office.text", "Starts", m.Starts), Due: m.Starts, Copy: s.toCopy()})
	}
	return lines, nil
}

// toCopy is the invitation for guests without an account and whoever else is
// written to by mail: public items only.
func (s sheet) toCopy() []chat.Text {
	paras := make([]chat.Text, 0, 4)
	for _, block := range s.text(person{guest: -1}, call{second: s.called.Second}) {
		if para, is := block.(chat.Para); is {
			paras = append(paras, para.Text)
		}
	}
	return paras
}
