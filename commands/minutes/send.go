package minutes

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// touch makes the card of the meeting true.
func (f *Minutes) touch(tx *storage.Tx, m board.Meeting) error {
	return tx.Later("show", storage.Entity("meeting", m.ID), f.db.Now(), nil)
}

// awake is when a letter that can wait is sent: now, or as soon as it is not quiet.
func (f *Minutes) awake(tx *storage.Tx, b board.Board) (time.Time, error) {
	profile, err := tx.Profile(b.ID)
	if err != nil {
		return time.Time{}, err
	}
	now := f.db.Now()
	if at := profile.Quiet.Next(now.In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land)); !at.IsZero() {
		return at, nil
	}
	return now, nil
}

// send plans the letter with the files for everybody of the board, but for the
// one who calls.
func (f *Minutes) send(tx *storage.Tx, c *commands.Call, m board.Meeting) error {
	people, err := tx.Everybody(m.Board)
	if err != nil {
		return err
	}
	at, err := f.awake(tx, c.Board)
	if err != nil {
		return err
	}
	for _, person := range people {
		if person == c.Who.Person.ID { // has them in hand
			continue
		}
		if err := tx.Later(FinishedKind, storage.JobKey(m.Board, m.ID, person), at, nil); err != nil {
			return err
		}
	}
	return nil
}

// finishedLetter is the letter of FinishedKind, with the files of the last version.
func (f *Minutes) finishedLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	var s sheet
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, ids[2])
		if err != nil {
			return err
		}
		s, err = f.sheet(tx, b, ids[1], who)
		return err
	})
	letter = commands.Letter{Board: ids[0], Person: ids[2]}
	if no, is := refused(err); is {
		letter.Drop = "no minutes: " + no.Text.Key
		return letter, nil
	}
	if err != nil {
		return letter, err
	}
	if !s.inside || s.minutes.Version == 0 {
		letter.Drop = "belongs to the board no more, or nothing is finished"
		return letter, nil
	}
	title := commands.MeetingTitle(s.meeting)
	letter.Line = chat.T("minutes.finished.line", "Meeting", title)
	letter.Message = chat.Say(chat.T("minutes.finished.letter", "Meeting", title, "Version", s.version.Number, "Private", s.version.Private != "", "Approved", s.minutes.State == board.MinutesApproved))
	for _, p := range s.parts() {
		file, err := f.file(s, p, asPDF)
		if err != nil {
			return letter, err
		}
		letter.Message = letter.Message.With(file)
	}
	row := chat.Actions{showButton(s.meeting)}
	if s.minutes.State != board.MinutesApproved {
		row = append(row, button("minutes.button.object", s.meeting, "meeting.minutes_object"))
	}
	letter.Message = letter.Message.With(row)
	return letter, nil
}
