package proceedings

import (
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/when"
)

// timed tells whether it matters when somebody did so.
func (a arrival) timed() bool { return a == arrived || a == online || a == gone }

// moment is when somebody came or left: now, or a time of day within the meeting.
func (r room) moment(c *commands.Call, at commands.TextParam) (time.Time, error) {
	m := r.meeting
	if !at.Given(c) {
		if m.State == board.MeetingHeld {
			return c.Now, commands.Mistake(at.Name(), "proceeding.at.needed", "Meeting", commands.MeetingTitle(m))
		}
		return c.Now, nil
	}
	opened, until := m.Opened.In(r.zone), c.Now
	if !m.Closed.IsZero() {
		until = m.Closed.In(r.zone)
	}
	year, month, day := opened.Date()
	reading, err := when.Understand(at.Of(c), time.Date(year, month, day, 0, 0, 0, 0, r.zone))
	if err != nil || reading.Day {
		return c.Now, commands.Mistake(at.Name(), "proceeding.at.unclear", "Typed", commands.Cut(at.Of(c)))
	}
	said := reading.Time
	if said.Before(opened.Truncate(time.Minute)) && !said.AddDate(0, 0, 1).After(until) { // past midnight
		said = said.AddDate(0, 0, 1)
	}
	if said.Before(opened.Truncate(time.Minute)) || said.After(until) {
		return c.Now, commands.Mistake(at.Name(), "proceeding.at.outside", "From", opened, "Until", until, "Over", !m.Closed.IsZero())
	}
	if said.Before(opened) {
		said = opened
	}
	return said, nil
}

// noteOne notes what is said about one, tells the votes of the meeting, and says
// in a sentence what is known of them now.
func (f *Proceedings) noteOne(tx *storage.Tx, r room, who attendee, t told) (chat.Text, error) {
	if t.how == recused || t.how == taking {
		return f.noteRecusal(tx, r, who, t)
	}
	times, err := f.noteTimes(tx, r, who, t)
	if err != nil {
		return chat.Text{}, err
	}
	if who.Seat != 0 && r.meeting.State == board.MeetingOpen {
		here := len(times) > 0 && times[len(times)-1].Here()
		if err := f.polls.Attend(tx, r.meeting, who.Seat, here); err != nil {
			return chat.Text{}, err
		}
	}
	return chat.T("proceeding.present.done", "Name", who.name, "Self", who.self, "Times", r.span(times), "Never", len(times) == 0,
		"Guest", who.Guest != 0, "Voter", who.voter, "Beside", who.Seat == 0 && who.Guest == 0), nil
}

// noteTimes keeps when somebody was there.
func (f *Proceedings) noteTimes(tx *storage.Tx, r room, who attendee, t told) ([]board.Presence, error) {
	var (
		times []board.Presence
		known = r.times(who.Presence)
		err   error
	)
	switch t.how {
	case arrived, online:
		as := who.Presence
		as.Meeting, as.Online = r.meeting.ID, t.how == online
		if n := len(known); !t.timed && n > 0 && known[n-1].Here() && known[n-1].Online == as.Online && known[n-1].Person.ID == as.Person.ID {
			if t.many {
				return known, nil
			}
			return nil, commands.Refuse("proceeding.present.here", "Name", who.name, "Self", who.self, "Since", known[n-1].From.In(r.zone))
		}
		if times, err = board.Arrive(known, as, t.at); err == nil && r.meeting.State == board.MeetingHeld && times[len(times)-1].Here() {
			times[len(times)-1].Until = r.meeting.Closed
		}
	case gone:
		if n := len(known); !t.timed && n > 0 && !known[n-1].Here() {
			if t.many {
				return known, nil
			}
			return nil, commands.Refuse("proceeding.present.gone", "Name", who.name, "Self", who.self, "Since", known[n-1].Until.In(r.zone))
		}
		times, err = board.Leave(known, t.at)
	}
	if err != nil {
		return nil, refusal(err, who, known, r)
	}
	return times, tx.SetPresences(r.meeting, who.Presence, times)
}

// refusal turns a rule's no into its sentence about somebody.
func refusal(err error, who attendee, known []board.Presence, r room) error {
	var no board.Refusal
	if !errors.As(err, &no) {
		return err
	}
	var since time.Time
	if len(known) > 0 {
		since = known[len(known)-1].From.In(r.zone)
	}
	return commands.Refuse("proceeding.present.no."+string(no), "Name", who.name, "Self", who.self, "Since", since)
}

// noteRecusal notes that a seat takes no part in an item (P11), or does after all.
func (f *Proceedings) noteRecusal(tx *storage.Tx, r room, who attendee, t told) (chat.Text, error) {
	if who.Seat == 0 {
		return chat.Text{}, commands.Refuse("proceeding.recuse.no_seat", "Name", who.name, "Self", who.self)
	}
	item, err := findItem(tx, r.meeting, t.item)
	if err != nil {
		return chat.Text{}, err
	}
	about := []any{"Name", who.name, "Self", who.self, "Item", itemName(item, t.chairs)}
	if t.how == taking {
		return chat.T("proceeding.recuse.back", about...), f.takesPart(tx, r.meeting, item, who.Seat, about)
	}
	if r.meeting.State == board.MeetingOpen {
		if err := f.polls.Concerned(tx, r.meeting, item.ID, who.Seat); err != nil {
			return chat.Text{}, err
		}
	}
	fresh, err := tx.RecuseItem(r.meeting, item.ID, who.Seat)
	if err == nil && !fresh {
		err = commands.Refuse("proceeding.recuse.again", about...)
	}
	return chat.T("proceeding.recuse.done", about...), err
}

// takesPart takes a recusal back, as long as no vote on the item went by it.
func (f *Proceedings) takesPart(tx *storage.Tx, m board.Meeting, item board.AgendaItem, seat board.ID, about []any) error {
	polls, err := tx.MeetingPolls(m.ID)
	if err != nil {
		return err
	}
	for _, p := range polls {
		if p.Item == item.ID {
			return commands.Refuse("proceeding.recuse.voted", append(about, "Number", p.Number)...)
		}
	}
	err = tx.UnrecuseItem(m, item.ID, seat)
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Refuse("proceeding.recuse.never", about...)
	}
	return err
}
