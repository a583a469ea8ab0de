package meetings

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// The work of telling everybody concerned where a meeting stands.
const (
	NewsKind       = "meeting.news"        // key: board/meeting; finds out what is new, and for whom
	NewsLetterKind = "meeting.news_letter" // key: board/meeting/person/second; a letter
)

// pressing is how long before its beginning what happens to a meeting is told at
// once. Else it waits until it cannot be undone any more.
const pressing = 2 * time.Hour

// planNews plans that everybody hears of a change, once, however often there is
// another one meanwhile: the news are what differs from what was told before.
func (f *Meetings) planNews(tx *storage.Tx, before, m board.Meeting) error {
	if before.State != board.MeetingFixed && m.State != board.MeetingFixed {
		return nil
	}
	now := f.db.Now()
	at := now.Add(commands.Undoing)
	if presses(now, before, m) {
		at = now
	}
	key := storage.JobKey(m.Board, m.ID)
	if err := tx.Drop(NewsKind, key); err != nil {
		return err
	}
	return tx.Later(NewsKind, key, at, nil)
}

// presses tells whether one of these meetings begins so soon that what happens to
// it is told at once.
func presses(now time.Time, meetings ...board.Meeting) bool {
	return slices.ContainsFunc(meetings, func(m board.Meeting) bool {
		return m.Starts.After(now) && m.Starts.Before(now.Add(pressing))
	})
}

// newsOf is what those who were told of a meeting do not know yet, as its sentence
// "meeting.news." is called; empty if there is nothing.
func newsOf(told, m board.Meeting, now time.Time) string {
	knew := told.State == board.MeetingFixed
	switch {
	case m.State == board.MeetingCancelled && knew:
		return "cancelled"
	case m.State == board.MeetingTentative && knew:
		return "open"
	case m.State != board.MeetingFixed || !m.Ends().After(now):
		return ""
	case told.State == board.MeetingCancelled:
		return "restored"
	case !knew:
		return "set"
	case m.Differs(told):
		return "moved"
	}
	return ""
}

// news is the payload of NewsLetterKind.
type news struct {
	What string        `json:"what"`
	Was  board.Meeting `json:"was"`
	Now  board.Meeting `json:"now"`
}

// findNews does the work of NewsKind.
func (f *Meetings) findNews(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(2)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		m, err := tx.LockMeeting(ids[0], ids[1])
		if err != nil {
			return err
		}
		told, err := tx.ToldMeeting(m.ID)
		if err != nil {
			return err
		}
		told.Number, told.Title = m.Number, m.Title
		now := f.db.Now()
		what := newsOf(told, m, now)
		if what == "" {
			return fmt.Errorf("%w: nothing is new", commands.ErrDropped)
		}
		if err := tx.TellMeeting(m, now); err != nil {
			return err
		}
		calls, err := tx.Invitations(m.ID)
		if err != nil || what == "set" && len(calls) > 0 { // who is invited already knows
			return err
		}
		people, err := concernedBy(tx, m)
		if err != nil {
			return err
		}
		for _, person := range people {
			key := storage.JobKey(m.Board, m.ID, person) + "/" + strconv.FormatInt(now.Unix(), 10)
			if err := tx.Later(NewsLetterKind, key, now, news{what, told, m}); err != nil {
				return err
			}
		}
		return nil
	})
}

// concernedBy are those who are told of a meeting: who is told of all of them, and
// its guests with an account, each once.
func concernedBy(tx *storage.Tx, m board.Meeting) ([]board.ID, error) {
	people, err := tx.Everybody(m.Board)
	if err != nil {
		return nil, err
	}
	guests, err := tx.MeetingGuests(m.ID)
	for _, g := range guests {
		if g.Person != 0 && !slices.Contains(people, g.Person) {
			people = append(people, g.Person)
		}
	}
	return people, err
}

// newsLetter is the letter of NewsLetterKind.
func (f *Meetings) newsLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	var n news
	if err := json.Unmarshal(j.Payload, &n); err != nil {
		return letter, fmt.Errorf("payload of job %d: %w", j.ID, err)
	}
	ids, err := j.IDs(3)
	if err != nil {
		return letter, err
	}
	letter.Board = ids[0]
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if letter.Person, err = tx.NowID(ids[2]); err != nil {
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
		people, err := concernedBy(tx, n.Now)
		if err != nil {
			return err
		}
		if !who.May(board.Inside) && !slices.Contains(people, letter.Person) {
			letter.Drop = "no part of the board any more"
		}
		zone := f.db.Zone(b.Zone)
		if letter.Before = n.Now.Starts; n.Was.Starts.After(f.db.Now()) && n.Was.Starts.Before(letter.Before) {
			letter.Before = n.Was.Starts
		}
		letter.Message = chat.Say(chat.T("meeting.news."+n.What, moved(in(n.Was, zone), in(n.Now, zone))...)).
			With(append(newsButtons(n.What, n.Now), button("meeting.button.more", n.Now, "meeting.more")))
		return nil
	})
	return letter, err
}

// newsButtons lead to the meeting, and to the file for the calendar where there is a
// new date.
func newsButtons(what string, m board.Meeting) chat.Actions {
	row := chat.Actions{showButton(m)}
	if what == "cancelled" || what == "open" {
		return row
	}
	return append(row, button("calendar.button", m, "meeting.calendar"))
}

// in is a meeting that was kept as text, with its date in its zone again.
func in(m board.Meeting, zone *time.Location) board.Meeting {
	if !m.Starts.IsZero() {
		m.Starts = m.Starts.In(zone)
	}
	return m
}
