package meetings

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/when"
)

// longest is how long a meeting may last, in minutes; usual is how long one lasts
// of which nobody says it.
const (
	shortest = 5
	longest  = 24 * 60
	usual    = 120
)

// weighed is what speaks against a meeting as it is to be: what somebody has to
// confirm, and what they are only told.
type weighed struct{ ask, told []chat.Text }

// weigh looks at the date of a meeting. A date outside the term is refused.
func (f *Meetings) weigh(tx *storage.Tx, c *commands.Call, m board.Meeting) (w weighed, err error) {
	if m.Starts.IsZero() {
		return w, nil
	}
	if term := c.Board.Term; !term.Begun(m.Starts) || term.Ended(m.Ends().Add(-time.Minute)) {
		return w, commands.Mistake("starts", "meeting.outside_term", "First", term.Start, "Last", term.Last, "Begun", term.Begun(m.Starts))
	}
	school, err := tx.SchoolHolidays(m.Board)
	if err != nil {
		return w, err
	}
	w.day(m, board.Marks(m.Starts, board.HolidaysOf(c.Board.Land), school, f.Custom))
	near, err := tx.MeetingsBetween(m.Board, m.Starts.Add(-longest*time.Minute), m.Ends())
	if err != nil {
		return w, err
	}
	for _, other := range near {
		stands := other.Ahead() || other.State == board.MeetingOpen
		if other.ID != m.ID && stands && other.Ends().After(m.Starts) {
			w.ask = append(w.ask, chat.T("meeting.weigh.overlap", "Meeting", named(other), "Starts", other.Starts, "Ends", other.Ends()))
		}
	}
	return w, nil
}

// day sorts what is on that day: a public holiday is to be confirmed.
func (w *weighed) day(m board.Meeting, marks []board.DayMark) {
	if len(marks) == 0 {
		return
	}
	said := chat.T("meeting.weigh.day", "Starts", m.Starts, "Marks", commands.Marked(marks))
	for _, mark := range marks {
		if mark.Kind == board.PublicHoliday {
			w.ask = append(w.ask, said)
			return
		}
	}
	w.told = append(w.told, said)
}

// length is how long a meeting lasts: to the hour at which it ends, else as many
// minutes as are given, else as before.
func length(c *commands.Call, starts time.Time, ends commands.TimeParam, minutes commands.NumberParam, before int) (int, error) {
	switch {
	case !ends.Given(c) && minutes.Given(c):
		return minutes.Of(c), nil
	case !ends.Given(c):
		return before, nil
	case starts.IsZero():
		return 0, commands.Mistake(ends.Name(), "meeting.ends.no_start")
	}
	// "bis 20 Uhr" is said of the day on which the meeting begins.
	year, month, day := starts.Date()
	read, err := when.Understand(ends.Text(c), time.Date(year, month, day, 0, 0, 0, 0, starts.Location()).Add(-time.Minute))
	if err != nil || read.Day {
		return 0, commands.Mistake(ends.Name(), "meeting.ends.hour")
	}
	lasts := int(read.Time.Sub(starts) / time.Minute)
	switch {
	case read.Time.Hour() == 0 && read.Time.Minute() == 0 && lasts <= 0 && lasts > -longest:
		lasts += longest
	case lasts <= 0:
		return 0, commands.Mistake(ends.Name(), "meeting.ends.before", "Starts", starts, "Ends", read.Time)
	}
	if lasts < shortest || lasts > longest {
		return 0, commands.Mistake(ends.Name(), "meeting.ends.length", "Min", shortest, "Max", longest/60)
	}
	if minutes.Given(c) && minutes.Of(c) != lasts && minutes.Of(c) != before { // a form brings along how long it was
		return 0, commands.Mistake(minutes.Name(), "meeting.ends.contradict", "Starts", starts, "Ends", read.Time, "N", lasts)
	}
	return lasts, nil
}

// hour is the moment at which a meeting begins; a mere day is a mistake.
func hour(c *commands.Call, starts commands.TimeParam) (time.Time, error) {
	if starts.Day(c) {
		return time.Time{}, commands.Mistake(starts.Name(), "meeting.plan.hour", "Day", starts.Reading(c).Time)
	}
	return starts.Of(c), nil
}
