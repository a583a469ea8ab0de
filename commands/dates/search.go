package dates

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// asked are the values of meeting.dates.
type asked struct {
	meeting   commands.ThingParam
	proposals commands.TextParam
	closes    commands.TimeParam
	anyway    commands.FlagParam
	end       commands.FlagParam
	names     commands.FlagParam
	page      commands.NumberParam
	propose   commands.FlagParam
}

// dates opens the search for the date of a meeting, and shows it.
func (f *Dates) dates() commands.Command {
	a := asked{
		meeting: commands.Thing("meeting", f.meeting), proposals: commands.Text("proposals").Long(), closes: commands.Time("closes").Future(),
		anyway: commands.Flag("anyway"), end: commands.Flag("end"), names: commands.Flag("names"), page: commands.Number("page", 1, board.MostDates).Hidden(),
		propose: commands.Flag("propose").Hidden(),
	}
	return commands.Command{
		Path: "meeting.dates", Right: board.Inside, Params: []commands.Param{a.meeting, a.proposals, a.closes, a.anyway, a.end, a.names, a.page, a.propose},
		Needless: func(*commands.Call) []string { return []string{"anyway", "end", "names"} },
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			changes := a.proposals.Given(c) || a.closes.Given(c) || a.end.Of(c) || a.propose.Of(c)
			if changes && !c.Who.Chairs() {
				return chat.Reply{}, commands.Refuse("date.chairing")
			}
			switch {
			case a.end.Of(c):
				return f.end(ctx, c, a)
			case a.proposals.Given(c):
				return f.open(ctx, c, a)
			case a.closes.Given(c):
				return f.extend(ctx, c, a)
			}
			return f.show(ctx, c, a)
		},
	}
}

// open opens a search: for the meeting that is named, else for the one that has
// no date yet, else for a new one.
func (f *Dates) open(ctx context.Context, c *commands.Call, a asked) (chat.Reply, error) {
	options, err := read(c, a.proposals.Of(c))
	if err != nil {
		return chat.Reply{}, err
	}
	s := board.DateSearch{Board: c.Board.ID, Options: options}
	if s.Closes, err = deadline(c, a, options); err != nil {
		return chat.Reply{}, err
	}
	var t table
	var confirm bool
	err = f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		m, err := f.wanted(tx, c, a)
		if err != nil {
			return err
		}
		if !a.anyway.Of(c) { // what needs a confirmation changes nothing yet
			if t, err = f.tableOf(tx, m, s); err != nil {
				return err
			}
			if confirm = t.onHoliday(); confirm {
				return nil
			}
		}
		if m.ID == 0 {
			if m, err = tx.CreateMeeting(m); err != nil {
				return err
			}
			if err := f.tell(tx, board.MeetingPlanned, board.Meeting{}, m); err != nil {
				return err
			}
		}
		s.Meeting = m.ID
		made, err := tx.CreateDateSearch(s)
		if errors.Is(err, storage.ErrExists) {
			return commands.Refuse("date.open.already", "Meeting", commands.MeetingTitle(m)).With(showButton(m))
		}
		if err != nil {
			return err
		}
		if err := f.planOpening(tx, c.Board, made); err != nil {
			return err
		}
		t, err = f.tableOf(tx, m, made)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if confirm {
		return t.confirms(c, a), nil
	}
	lines := make([]chat.Text, len(t.search.Options))
	for i, o := range t.search.Options {
		lines[i] = t.line(o)
	}
	return reply(chat.Say(
		chat.T("date.open.done", "Meeting", commands.MeetingTitle(t.meeting), "People", len(t.audience.asked), "Closes", t.search.Closes),
		chat.T("date.lines", "Lines", lines),
	), showButton(t.meeting), meetingButton(t.meeting)), nil
}

// wanted is the meeting whose date is searched; one without an ID is still to be
// planned.
func (f *Dates) wanted(tx *storage.Tx, c *commands.Call, a asked) (board.Meeting, error) {
	fresh := board.Meeting{Board: c.Board.ID, Kind: board.Ordinary, State: board.MeetingTentative, Minutes: usualMinutes}
	id := a.meeting.Of(c).ID
	if id == 0 {
		waiting, err := tentative(tx, c.Board.ID)
		switch {
		case err != nil:
			return fresh, err
		case len(waiting) == 0:
			return fresh, nil
		case len(waiting) > 1:
			return fresh, commands.Mistake("meeting", "commands.which")
		}
		id = waiting[0].ID
	}
	m, err := tx.LockMeeting(c.Board.ID, id)
	if err != nil {
		return m, err
	}
	return m, searchable(m)
}

// usualMinutes is how long a meeting is to last of which nobody said it.
const usualMinutes = 120

// seen is how many meetings are looked through for those without a date.
const seen = 50

// tentative are the meetings whose date does not stand yet.
func tentative(tx *storage.Tx, of board.ID) ([]board.Meeting, error) {
	all, err := tx.Meetings(of, seen)
	var waiting []board.Meeting
	for _, m := range all {
		if m.State == board.MeetingTentative {
			waiting = append(waiting, m)
		}
	}
	return waiting, err
}

// searchable says why no date is searched for a meeting; nil if one can be.
func searchable(m board.Meeting) error {
	if m.State == board.MeetingTentative {
		return nil
	}
	return commands.Refuse("date.open.not."+string(m.State), "Meeting", commands.MeetingTitle(m), "Starts", m.Starts).With(meetingButton(m))
}

// deadline is until when answers are taken: as it was said, else like that of a
// poll, but a day before the first date at the latest.
func deadline(c *commands.Call, a asked, options []board.DateOption) (time.Time, error) {
	first := options[0].Starts
	if a.closes.Given(c) {
		closes := a.closes.Of(c)
		if !closes.Before(first) {
			return closes, commands.Mistake("closes", "date.open.late", "Closes", closes, "Starts", first)
		}
		return closes, nil
	}
	closes := time.Date(c.Now.Year(), c.Now.Month(), c.Now.Day()+usualDays, board.UsualHour, 0, 0, 0, c.Now.Location())
	if latest := first.AddDate(0, 0, -1); closes.After(latest) {
		closes = latest
	}
	if !closes.After(c.Now.Add(time.Hour)) {
		return closes, commands.Mistake("closes", "date.open.soon", "Starts", first)
	}
	return closes, nil
}

// usualDays is how long a search runs of which nobody said it.
const usualDays = 7
