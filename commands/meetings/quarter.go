package meetings

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// The work of noticing in time that a quarter would have no meeting.
const (
	QuarterKind       = "meeting.quarter"        // key: board; looks at the quarter that runs
	QuarterLetterKind = "meeting.quarter_letter" // key: board/person/day; a letter to chair and office
)

// Begin plans what the meetings of every board need by themselves, where it is
// not planned yet.
func (f *Meetings) Begin(ctx context.Context) error {
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		if err != nil {
			return err
		}
		for _, b := range boards {
			if err := f.planQuarter(tx, b.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// Seated is told when a seat got another holder or voter: a board that was just
// founded is looked after from then on.
func (f *Meetings) Seated(tx *storage.Tx, of, _ board.ID) error { return f.planQuarter(tx, of) }

// planQuarter plans the next look at the quarter of a board; none when its term
// is over by then.
func (f *Meetings) planQuarter(tx *storage.Tx, of board.ID) error {
	b, err := tx.Board(of)
	if err != nil {
		return err
	}
	profile, err := tx.Profile(of)
	if err != nil {
		return err
	}
	at := profile.Quiet.QuarterLook(f.db.Now().In(f.db.Zone(b.Zone)), board.HolidaysOf(b.Land))
	if at.IsZero() || b.Term.Ended(at) {
		return nil
	}
	return tx.Later(QuarterKind, storage.JobKey(of), at, nil)
}

// lookAtQuarter does the work of QuarterKind.
func (f *Meetings) lookAtQuarter(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		if err := f.planQuarter(tx, b.ID); err != nil {
			return err
		}
		profile, err := tx.Profile(b.ID)
		if err != nil {
			return err
		}
		now := f.db.Now().In(f.db.Zone(b.Zone))
		at := profile.Quiet.Next(now, board.HolidaysOf(b.Land))
		first, end := board.Quarter(now)
		if b.Term.Ended(now) || !b.Term.Begun(end.Add(-time.Minute)) || !at.Before(end) {
			return nil
		}
		held, _, err := meetingsOf(tx, b.ID, first, end)
		if err != nil || held {
			return err
		}
		people, err := tx.Coordinators(b.ID, at)
		if err != nil {
			return err
		}
		for _, person := range people {
			if err := tx.Later(QuarterLetterKind, storage.JobKey(b.ID, person)+"/"+at.Format("20060102"), at, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// meetingsOf tells whether a meeting is held between two moments, or its date
// stands, and which one is the first that is only intended.
func meetingsOf(tx *storage.Tx, of board.ID, first, end time.Time) (held bool, intended board.Meeting, err error) {
	all, err := tx.MeetingsBetween(of, first, end)
	for _, m := range all {
		switch m.State {
		case board.MeetingFixed, board.MeetingOpen, board.MeetingHeld:
			held = true
		case board.MeetingTentative:
			if intended.ID == 0 {
				intended = m
			}
		case board.MeetingCancelled:
		}
	}
	return held, intended, err
}

// quarterLetter is the letter of QuarterLetterKind.
func (f *Meetings) quarterLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if letter.Person, err = tx.NowID(ids[1]); err != nil {
			return err
		}
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		who, err := tx.Standing(b.ID, letter.Person)
		if err != nil {
			return err
		}
		now := f.db.Now().In(f.db.Zone(b.Zone))
		first, end := board.Quarter(now)
		held, intended, err := meetingsOf(tx, b.ID, first, end)
		switch {
		case err != nil:
			return err
		case !who.Has(board.Chair) && !who.Has(board.Office):
			letter.Drop = "neither chair nor office any more"
		case held:
			letter.Drop = "there is a meeting now"
		}
		letter.Message = quarterMessage(b.ID, intended, end, now)
		return nil
	})
	return letter, err
}

func quarterMessage(of board.ID, intended board.Meeting, end, now time.Time) chat.Message {
	last := end.AddDate(0, 0, -1)
	if intended.ID != 0 {
		past := !intended.Starts.After(now)
		row := chat.Actions{button("meeting.button.move", intended, "meeting.move", stands(intended)...)}
		if !past {
			row = append(chat.Actions{button("meeting.button.fix", intended, "meeting.fix", stands(intended)...)}, row...)
		}
		return chat.Say(chat.T("meeting.quarter.intended", "Last", last, "Meeting", named(intended), "Starts", intended.Starts, "Past", past)).With(row)
	}
	return chat.Say(chat.T("meeting.quarter.none", "Last", last)).With(chat.Actions{
		commands.Button(chat.T("cmd.meeting.plan.title"), of, "meeting.plan"),
		commands.Button(chat.T("meeting.button.dates"), of, "meeting.dates"),
	})
}

// Office is what the office should know: meetings that nobody opened, and a quarter
// without one, once it is time to see to it.
func (f *Meetings) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	lines, err := officeUnopened(tx, c)
	if err != nil {
		return nil, err
	}
	quarter, err := officeQuarter(tx, c)
	return append(lines, quarter...), err
}

func officeQuarter(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	first, end := board.Quarter(c.Now)
	if c.Now.Before(end.AddDate(0, 0, -board.QuarterDays)) || c.Board.Term.Ended(c.Now) {
		return nil, nil
	}
	held, intended, err := meetingsOf(tx, c.Board.ID, first, end)
	if err != nil || held {
		return nil, err
	}
	line := commands.OfficeLine{Section: commands.OfficeDue, Due: end.AddDate(0, 0, -1), Text: chat.T("meeting.quarter.office", "Last", end.AddDate(0, 0, -1)),
		Buttons: []chat.Button{commands.Button(chat.T("cmd.meeting.plan.title"), c.Board.ID, "meeting.plan")}}
	if intended.ID != 0 && intended.Starts.After(c.Now) {
		line.Buttons = []chat.Button{button("meeting.button.fix", intended, "meeting.fix", stands(intended)...)}
	}
	return []commands.OfficeLine{line}, nil
}
