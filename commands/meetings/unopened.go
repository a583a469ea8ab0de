package meetings

import (
	"context"
	"fmt"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// The work of asking what became of a meeting that nobody opened.
const (
	UnopenedKind       = "meeting.unopened"        // key: board/meeting; some hours after its end
	UnopenedLetterKind = "meeting.unopened_letter" // key: board/meeting/person/day; a letter to chair and office
)

// unopened is how long after its end it is asked what became of a meeting.
const unopened = 3 * time.Hour

// passed tells whether a meeting that lies ahead by its state is over by the clock.
func passed(m board.Meeting, now time.Time) bool {
	return m.Ahead() && !m.Starts.IsZero() && !m.Ends().After(now)
}

// stateOf is where a meeting stands, in words.
func stateOf(m board.Meeting, now time.Time) chat.Text {
	if passed(m, now) {
		return chat.T("meeting.state.passed")
	}
	return chat.T("meeting.state." + string(m.State))
}

// planUnopened plans to ask what became of a meeting, as long as its date stands.
func (f *Meetings) planUnopened(tx *storage.Tx, m board.Meeting) error {
	key := storage.JobKey(m.Board, m.ID)
	if err := tx.Drop(UnopenedKind, key); err != nil || m.State != board.MeetingFixed {
		return err
	}
	return tx.Later(UnopenedKind, key, m.Ends().Add(unopened), nil)
}

// askUnopened does the work of UnopenedKind.
func (f *Meetings) askUnopened(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.LockMeeting(ids[0], ids[1])
		if err != nil {
			return err
		}
		now := f.db.Now()
		switch due := m.Ends().Add(unopened); {
		case m.State != board.MeetingFixed:
			return fmt.Errorf("%w: it was opened, or its date does not stand any more", commands.ErrDropped)
		case now.Before(due): // moved in the same moment
			return tx.Later(UnopenedKind, j.Key, due, nil)
		}
		at, err := f.awake(tx, m.Board, now)
		if err != nil {
			return err
		}
		people, err := tx.Coordinators(m.Board, at)
		if err != nil {
			return err
		}
		for _, person := range people {
			key := storage.JobKey(m.Board, m.ID, person) + "/" + m.Starts.Format("20060102")
			if err := tx.Later(UnopenedLetterKind, key, at, nil); err != nil {
				return err
			}
		}
		return f.Show(tx, m)
	})
}

// awake is a moment, or the next one that is not quiet.
func (f *Meetings) awake(tx *storage.Tx, of board.ID, t time.Time) (time.Time, error) {
	b, err := tx.Board(of)
	if err != nil {
		return t, err
	}
	profile, err := tx.Profile(of)
	if err != nil {
		return t, err
	}
	if at := profile.Quiet.Next(t.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)); !at.IsZero() {
		return at, nil
	}
	return t, nil // it is always quiet there
}

// unopenedLetter is the letter of UnopenedLetterKind.
func (f *Meetings) unopenedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter.Board, letter.Reminder = ids[0], true
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if letter.Person, err = tx.NowID(ids[2]); err != nil {
			return err
		}
		m, err := tx.Meeting(ids[1])
		if err != nil {
			return err
		}
		who, err := tx.Standing(ids[0], letter.Person)
		switch {
		case err != nil:
			return err
		case !who.Has(board.Chair) && !who.Has(board.Office):
			letter.Drop = "neither chair nor office any more"
		case m.State != board.MeetingFixed || !passed(m, f.db.Now()):
			letter.Drop = "it is known what became of the meeting"
		}
		letter.Line = chat.T("meeting.unopened.line", "Meeting", named(m))
		letter.Message = chat.Say(chat.T("meeting.unopened", "Meeting", named(m), "Starts", m.Starts)).With(chat.Actions{
			button("cmd.meeting.open.title", m, "meeting.open"),
			button("meeting.button.move", m, "meeting.move", stands(m)...),
			button("meeting.button.cancel", m, "meeting.cancel", stands(m)...),
		})
		return nil
	})
	return letter, err
}

// officeUnopened are lines about meetings of the past year that nobody opened.
func officeUnopened(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	all, err := tx.MeetingsBetween(c.Board.ID, c.Now.AddDate(-1, 0, 0), c.Now)
	var lines []commands.OfficeLine
	for _, m := range all {
		if m.State != board.MeetingFixed || !passed(m, c.Now) {
			continue
		}
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Due: m.Ends(), Text: chat.T("meeting.unopened.office", "Meeting", named(m), "Starts", m.Starts),
			Buttons: []chat.Button{button("meeting.button.more", m, "meeting.more")}})
	}
	return lines, err
}
