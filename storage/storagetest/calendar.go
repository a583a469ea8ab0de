package storagetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// What of calendars changes nothing, and what is the bot's own memory.
const (
	calendarReads = " CalendarOf CalendarNamed PublishedMeetings DatedMeetings AgendasOf AnnouncedOf "
	calendarQuiet = " PublishMeeting SaveAnnounced "
)

// calendarChanges are a call of every other one.
func (w *world) calendarChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
	w.calendarOf(b, 0)
	w.calendarOf(b, b.people[2].ID)
	return map[string]func(tx *storage.Tx) error{
		"OpenCalendar":   func(tx *storage.Tx) error { _, err := tx.OpenCalendar(b.ID, b.people[3].ID); return err },
		"CloseCalendar":  func(tx *storage.Tx) error { return tx.CloseCalendar(b.ID, 0) },
		"CloseCalendars": func(tx *storage.Tx) error { _, err := tx.CloseCalendars(b.ID); return err },
		"PublishMeeting": func(tx *storage.Tx) error { return tx.PublishMeeting(m.ID) },
		"SaveAnnounced": func(tx *storage.Tx) error {
			return tx.SaveAnnounced(storage.Announced{Meeting: m.ID, Home: storage.Home{Platform: "chat"}, Ref: "1"})
		},
	}
}

// calendarOf is the name under which a person reads a calendar.
func (w *world) calendarOf(b beirat, person board.ID) string {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (storage.CalendarAddress, error) { return tx.OpenCalendar(b.ID, person) }).Name
}

var calendar = map[string]func(*testing.T, *world){
	"a calendar has an address that stays the same and that nobody can guess": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		names := []string{w.calendarOf(b, 0), w.calendarOf(b, b.people[0].ID), w.calendarOf(b, b.people[1].ID), w.calendarOf(other, 0)}
		for i, name := range names {
			if len(name) < 26 || slices.Index(names, name) != i {
				t.Errorf("address %d is %q", i, name)
			}
		}
		if again := w.calendarOf(b, 0); again != names[0] {
			t.Errorf("it became %q", again)
		}
		got := read1(w, func(tx *storage.Tx) (storage.CalendarAddress, error) { return tx.CalendarNamed(names[1]) })
		if got != (storage.CalendarAddress{Board: b.ID, Person: b.people[0].ID, Name: names[1]}) {
			t.Errorf("%q is %+v", names[1], got)
		}
	},
	"an address that was closed leads nowhere, and others go on": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		public, mine, yours, elsewhere := w.calendarOf(b, 0), w.calendarOf(b, b.people[0].ID), w.calendarOf(b, b.people[1].ID), w.calendarOf(other, other.people[0].ID)
		leads := func(name string) bool {
			err := w.db.Read(t.Context(), func(tx *storage.Tx) error { _, err := tx.CalendarNamed(name); return err })
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				t.Fatal(err)
			}
			return err == nil
		}
		w.write(func(tx *storage.Tx) error { return tx.CloseCalendar(b.ID, b.people[0].ID) })
		if leads(mine) || !leads(yours) || !leads(public) {
			t.Error("closing one's own closed another one")
		}
		if again := w.calendarOf(b, b.people[0].ID); again == mine {
			t.Error("the new address is the old one")
		}
		closed := write1(w, func(tx *storage.Tx) (int64, error) { return tx.CloseCalendars(b.ID) })
		if closed != 2 || leads(yours) || !leads(public) || !leads(elsewhere) {
			t.Errorf("%d were closed", closed)
		}
	},
	"the address of somebody who became another person is that person's": func(t *testing.T, w *world) {
		b := w.beirat("one")
		name := w.calendarOf(b, b.people[0].ID)
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) {
			p, err := tx.Meet("other", "elsewhere", "elsewhere")
			if err != nil {
				return 0, err
			}
			return tx.Join(p.ID, b.people[0].ID)
		})
		if a := read1(w, func(tx *storage.Tx) (storage.CalendarAddress, error) { return tx.CalendarNamed(name) }); a.Person != stays {
			t.Errorf("it is that of person %d, not %d", a.Person, stays)
		}
	},
	"closing one's address closes those of whom one was before": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("other", "elsewhere", "elsewhere") })
		old := w.calendarOf(b, p.ID)
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(p.ID, b.people[0].ID) })
		w.write(func(tx *storage.Tx) error { return tx.CloseCalendar(b.ID, stays) })
		if err := w.db.Read(t.Context(), func(tx *storage.Tx) error { _, err := tx.CalendarNamed(old); return err }); stays == p.ID || !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("of person %d, who is %d: %v", p.ID, stays, err)
		}
	},
	"what was published stays published": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		m, undated := w.meeting(b, day(2026, 12, 10)), write1(w, func(tx *storage.Tx) (board.Meeting, error) {
			return tx.CreateMeeting(board.Meeting{Board: b.ID, Kind: board.Ordinary, State: board.MeetingTentative})
		})
		first := w.meeting(b, day(2026, 11, 10))
		w.write(func(tx *storage.Tx) error { return errors.Join(tx.PublishMeeting(m.ID), tx.PublishMeeting(m.ID)) })
		if got := read1(w, func(tx *storage.Tx) (map[board.ID]bool, error) { return tx.PublishedMeetings(b.ID) }); len(got) != 1 || !got[m.ID] {
			t.Errorf("published: %v", got)
		}
		if got := read1(w, func(tx *storage.Tx) (map[board.ID]bool, error) { return tx.PublishedMeetings(other.ID) }); len(got) != 0 {
			t.Errorf("published elsewhere: %v", got)
		}
		var dated []board.ID
		for _, m := range read1(w, func(tx *storage.Tx) ([]board.Meeting, error) { return tx.DatedMeetings(b.ID) }) {
			dated = append(dated, m.ID)
		}
		if !slices.Equal(dated, []board.ID{first.ID, m.ID}) {
			t.Errorf("with a date are %v; %d has none", dated, undated.ID)
		}
	},
	"the agendas of all meetings are those of each": func(t *testing.T, w *world) {
		b := w.beirat("one")
		one, two := w.meeting(b, day(2026, 12, 10)), w.meeting(b, day(2027, 3, 11))
		w.write(func(tx *storage.Tx) error {
			for i, m := range []board.Meeting{one, two, one} {
				item := board.AgendaItem{Board: b.ID, Meeting: m.ID, Kind: board.Report, Title: "Punkt", Public: i > 0, State: board.ItemSet}
				if _, err := tx.CreateItem(item); err != nil {
					return err
				}
			}
			return nil
		})
		agendas := read1(w, func(tx *storage.Tx) (map[board.ID][]board.AgendaItem, error) { return tx.AgendasOf(b.ID) })
		if len(agendas) != 2 || len(agendas[one.ID]) != 2 || agendas[one.ID][0].Public || !agendas[one.ID][1].Public || len(agendas[two.ID]) != 1 {
			t.Errorf("%+v", agendas)
		}
	},
	"what a platform announces of a meeting is kept by place": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2026, 12, 10))
		here, there := storage.Home{Platform: "chat", Server: "s", Channel: "c"}, storage.Home{Platform: "chat", Server: "s", Channel: "d"}
		for _, ref := range []string{"1", "2"} {
			w.write(func(tx *storage.Tx) error {
				return tx.SaveAnnounced(storage.Announced{Meeting: m.ID, Home: here, Ref: ref, Says: "says" + ref})
			})
		}
		at := func(h storage.Home) storage.Announced {
			return read1(w, func(tx *storage.Tx) (storage.Announced, error) { return tx.AnnouncedOf(m.ID, h) })
		}
		if a := at(here); a.Ref != "2" || a.Says != "says2" {
			t.Errorf("here stands %+v", a)
		}
		if a := at(there); a.Ref != "" || a.Says != "" {
			t.Errorf("there stands %+v", a)
		}
	},
}
