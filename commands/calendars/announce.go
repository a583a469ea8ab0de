package calendars

import (
	"cmp"
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// AnnounceKind is the work of making what platforms show of a meeting besides its
// card equal to what is true. Key: board and meeting.
const AnnounceKind = "announce"

// Announcement is what everybody on a server may know of a meeting, as of a
// moment, and when it is to be looked at again; zero: never. The place where it
// is said is filled in by who says it.
func (f *Calendars) Announcement(ctx context.Context, j storage.Job) (m board.Meeting, a chat.Announcement, again time.Time, err error) {
	ids, err := j.IDs(2)
	if err != nil {
		return m, a, again, err
	}
	var public almanac
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if public.owner, err = tx.Board(ids[0]); err != nil {
			return err
		}
		if m, err = tx.Meeting(ids[1]); err != nil {
			return err
		}
		items, err := tx.Agenda(m.ID)
		public.agendas = map[board.ID][]board.AgendaItem{m.ID: items}
		return err
	})
	if err != nil {
		return m, a, again, err
	}
	public.say = words.Printer{Language: words.Language(public.owner.Language)}
	now := f.db.Now()
	a = chat.Announcement{
		Key: m.UID, Language: public.owner.Language, State: announced(m, now), Starts: m.Starts, Ends: m.Ends(),
		Title: cmp.Or(m.Title, public.say.Print(commands.MeetingTitle(m))), About: public.about(m), Place: m.Place,
	}
	if a.State == chat.AnnouncedAhead || a.State == chat.AnnouncedOpen {
		again = m.Ends().Add(graceAfter)
	}
	return m, a, again, nil
}

// graceAfter is how long after its planned end a meeting that nobody has closed
// counts as over.
const graceAfter = 12 * time.Hour

// announced is where a meeting stands for those who are not in it. One whose date
// does not stand any more is for them one that was cancelled.
func announced(m board.Meeting, now time.Time) chat.AnnouncementState {
	switch {
	case m.State == board.MeetingHeld, !m.Starts.IsZero() && !now.Before(m.Ends().Add(graceAfter)) && m.State != board.MeetingCancelled:
		return chat.AnnouncedOver
	case m.State == board.MeetingCancelled, m.State == board.MeetingTentative:
		return chat.AnnouncedCancelled
	case m.State == board.MeetingOpen, !now.Before(m.Starts):
		return chat.AnnouncedOpen
	}
	return chat.AnnouncedAhead
}

// announce plans that platforms show what is true of a meeting.
func (f *Calendars) announce(tx *storage.Tx, m board.Meeting) error {
	return tx.Later(AnnounceKind, storage.JobKey(m.Board, m.ID), f.db.Now(), nil)
}
