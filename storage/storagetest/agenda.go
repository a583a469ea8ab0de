package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/storage"
)

// agendaReads are the methods of Tx of agendas and guests that change nothing.
const agendaReads = " Agenda Item LockItem WaitingItems ProposedItems SourcedItems PollItems MeetingGuest MeetingGuests GuestStays IdeaRound IdeaRounds ItemIdeas "

// agendaChanges are a call of every other one.
func (w *world) agendaChanges(b beirat) map[string]func(tx *storage.Tx) error {
	m := w.meeting(b, day(2026, 12, 12).Add(18*time.Hour))
	item, guest, gone, idea := w.item(b, m, "Erstes"), w.guest(b, m), w.guest(b, m), w.idea(b, 3, "Ein Pavillon")
	going := w.item(b, m, "Mit Ideen")
	w.ideaRound(going)
	return map[string]func(tx *storage.Tx) error{
		"CreateItem": func(tx *storage.Tx) error {
			_, err := tx.CreateItem(board.AgendaItem{Board: b.ID, Kind: board.Report, Title: "Bericht", State: board.ItemSet})
			return err
		},
		"SaveItem":    func(tx *storage.Tx) error { return tx.SaveItem(item) },
		"OrderAgenda": func(tx *storage.Tx) error { return tx.OrderAgenda(m, []board.ID{going.ID, item.ID}) },
		"InviteGuest": func(tx *storage.Tx) error {
			_, err := tx.InviteGuest(board.MeetingGuest{Board: b.ID, Meeting: m.ID, Name: "Ina Stern"})
			return err
		},
		"SaveGuest":   func(tx *storage.Tx) error { return tx.SaveGuest(guest) },
		"RemoveGuest": func(tx *storage.Tx) error { return tx.RemoveGuest(gone) },
		"OpenIdeaRound": func(tx *storage.Tx) error {
			_, err := tx.OpenIdeaRound(board.IdeaRound{Item: item.ID, Board: b.ID, Closes: w.clock.Now().Add(time.Hour)})
			return err
		},
		"CloseIdeaRound": func(tx *storage.Tx) error { return tx.CloseIdeaRound(b.ID, going.ID) },
		"LinkIdea":       func(tx *storage.Tx) error { return tx.LinkIdea(b.ID, item.ID, idea.ID) },
	}
}

// item is one that stands on the agenda of a meeting.
func (w *world) item(b beirat, m board.Meeting, title string) board.AgendaItem {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.AgendaItem, error) {
		return tx.CreateItem(board.AgendaItem{Board: b.ID, Meeting: m.ID, Kind: board.Deliberation, Title: title, State: board.ItemSet, Public: true})
	})
}

func (w *world) guest(b beirat, m board.Meeting) board.MeetingGuest {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.MeetingGuest, error) {
		return tx.InviteGuest(board.MeetingGuest{Board: b.ID, Meeting: m.ID, Name: "Dr. Ada Wolf", Organisation: "Verkehrsverbund", Mail: "ada.wolf@example.org"})
	})
}

func (w *world) ideaRound(i board.AgendaItem) board.IdeaRound {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.IdeaRound, error) {
		return tx.OpenIdeaRound(board.IdeaRound{Item: i.ID, Board: i.Board, Closes: w.clock.Now().Add(time.Hour)})
	})
}

// agendaTitles are the titles on the agenda of a meeting, which must be numbered from 1.
func (w *world) agendaTitles(m board.Meeting) []string {
	w.Helper()
	var titles []string
	for at, i := range read1(w, func(tx *storage.Tx) ([]board.AgendaItem, error) { return tx.Agenda(m.ID) }) {
		titles = append(titles, i.Title)
		if i.Position != at+1 {
			w.Errorf("%q is number %d, not %d", i.Title, i.Position, at+1)
		}
	}
	return titles
}

var agenda = map[string]func(*testing.T, *world){
	"an agenda item is kept as it is": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
		g := w.guest(b, m)
		p := write1(w, func(tx *storage.Tx) (board.Poll, error) {
			return tx.CreatePoll(board.Poll{Board: b.ID, Question: "Bänke?", State: board.Open}, nil)
		})
		want := board.AgendaItem{Board: b.ID, Meeting: m.ID, Position: 1, Kind: board.Impulse, Title: "Nachtbusse", Text: "Was fährt?", Minutes: 20, Presenter: "Ada Wolf",
			Guest: g.ID, Documents: "https://example.org/a.pdf", Public: true, Poll: p.ID, State: board.ItemSet, Source: "poll:1", Template: true, Late: true,
			Proposer: b.people[0].ID, At: w.clock.Now()}
		made := write1(w, func(tx *storage.Tx) (board.AgendaItem, error) { return tx.CreateItem(want) })
		want.ID = made.ID
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.AgendaItem, error) { return tx.Item(made.ID) })); diff != "" {
			t.Error(diff)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.LockItem(other.ID, made.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("locked from another board: %v", err)
		}
		for what, list := range map[string]func(tx *storage.Tx) ([]board.AgendaItem, error){
			"of its poll": func(tx *storage.Tx) ([]board.AgendaItem, error) { return tx.PollItems(b.ID, p.ID) },
			"made of":     func(tx *storage.Tx) ([]board.AgendaItem, error) { return tx.SourcedItems(b.ID) },
		} {
			if got := read1(w, list); len(got) != 1 || got[0].ID != made.ID {
				t.Errorf("%s: %+v", what, got)
			}
		}
		m.State = board.MeetingHeld
		w.write(func(tx *storage.Tx) error { _, err := tx.SaveMeeting(m, board.MeetingEnded); return err })
		if got := read1(w, func(tx *storage.Tx) ([]board.AgendaItem, error) { return tx.SourcedItems(b.ID) }); len(got) != 0 {
			t.Errorf("after the meeting: %+v", got)
		}
	},
	"the items of a meeting are numbered without a gap, whatever comes and goes": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m, next := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour)), w.meeting(b, day(2027, 3, 11).Add(18*time.Hour))
		one, two, three := w.item(b, m, "eins"), w.item(b, m, "zwei"), w.item(b, m, "drei")
		expect := func(of board.Meeting, titles ...string) {
			t.Helper()
			if diff := cmp.Diff(titles, w.agendaTitles(of)); diff != "" {
				t.Error(diff)
			}
		}
		expect(m, "eins", "zwei", "drei")
		w.write(func(tx *storage.Tx) error { return tx.OrderAgenda(m, []board.ID{three.ID, one.ID, two.ID}) })
		expect(m, "drei", "eins", "zwei")
		one.Title = "eins, neu"
		w.write(func(tx *storage.Tx) error { return tx.SaveItem(one) })
		expect(m, "drei", "eins, neu", "zwei")
		three.State = board.ItemRemoved
		w.write(func(tx *storage.Tx) error { return tx.SaveItem(three) })
		expect(m, "eins, neu", "zwei")
		one.Meeting = next.ID
		w.write(func(tx *storage.Tx) error { return tx.SaveItem(one) })
		expect(m, "zwei")
		expect(next, "eins, neu")
		two.Meeting = 0
		w.write(func(tx *storage.Tx) error { return tx.SaveItem(two) })
		expect(m)
		if waiting := read1(w, func(tx *storage.Tx) ([]board.AgendaItem, error) { return tx.WaitingItems(b.ID) }); len(waiting) != 1 || waiting[0].ID != two.ID || waiting[0].Position != 0 {
			t.Errorf("%+v", waiting)
		}
		two.Meeting = next.ID
		w.write(func(tx *storage.Tx) error { return tx.SaveItem(two) })
		expect(next, "eins, neu", "zwei")
	},
	"what is proposed stands on no agenda until it is taken": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
		proposed := write1(w, func(tx *storage.Tx) (board.AgendaItem, error) {
			return tx.CreateItem(board.AgendaItem{Board: b.ID, Meeting: m.ID, Kind: board.Other, Title: "Lärm", State: board.ItemProposed, Proposer: b.people[2].ID})
		})
		w.item(b, m, "Bänke")
		if got := read1(w, func(tx *storage.Tx) ([]board.AgendaItem, error) { return tx.ProposedItems(b.ID) }); len(got) != 1 || got[0].ID != proposed.ID {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff([]string{"Bänke"}, w.agendaTitles(m)); diff != "" {
			t.Error(diff)
		}
		proposed.State = board.ItemSet
		w.write(func(tx *storage.Tx) error { return tx.SaveItem(proposed) })
		if diff := cmp.Diff([]string{"Bänke", "Lärm"}, w.agendaTitles(m)); diff != "" {
			t.Error(diff)
		}
	},
	"of many who add to an agenda at once none takes the number of another": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
		atOnce(6, func(int) {
			err := w.try(func(tx *storage.Tx) error {
				if _, err := tx.LockMeeting(b.ID, m.ID); err != nil {
					return err
				}
				_, err := tx.CreateItem(board.AgendaItem{Board: b.ID, Meeting: m.ID, Kind: board.Other, Title: "etwas", State: board.ItemSet})
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
		if got := w.agendaTitles(m); len(got) != 6 {
			t.Errorf("%v", got)
		}
	},
	"a guest is kept as they were invited, and is gone when removed": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, day(2026, 12, 10).Add(18*time.Hour))
		g := w.guest(b, m)
		want := board.MeetingGuest{ID: g.ID, Board: b.ID, Meeting: m.ID, Name: "Dr. Ada Wolf", Organisation: "Verkehrsverbund", Mail: "ada.wolf@example.org", By: 77, At: w.clock.Now()}
		if diff := cmp.Diff(want, read1(w, func(tx *storage.Tx) (board.MeetingGuest, error) { return tx.MeetingGuest(g.ID) })); diff != "" {
			t.Error(diff)
		}
		want.Person, want.Until, want.Named = w.person("ada").ID, w.clock.Now().Add(time.Hour), true
		w.write(func(tx *storage.Tx) error { return tx.SaveGuest(want) })
		guests := func() []board.MeetingGuest {
			return read1(w, func(tx *storage.Tx) ([]board.MeetingGuest, error) { return tx.MeetingGuests(m.ID) })
		}
		if diff := cmp.Diff([]board.MeetingGuest{want}, guests()); diff != "" {
			t.Error(diff)
		}
		stays := func() int {
			return len(read1(w, func(tx *storage.Tx) ([]board.MeetingGuest, error) {
				return tx.GuestStays(b.ID, want.Person, w.clock.Now())
			}))
		}
		if stays() != 1 {
			t.Error("the guest does not stay")
		}
		w.write(func(tx *storage.Tx) error { return tx.RemoveGuest(want) })
		if got := guests(); len(got) != 0 || stays() != 0 {
			t.Errorf("%+v", got)
		}
		if err := w.try(func(tx *storage.Tx) error { return tx.RemoveGuest(want) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("removed twice: %v", err)
		}
	},
	"a guest who becomes one person with another is a guest still": func(t *testing.T, w *world) {
		b := w.beirat("one")
		g := w.guest(b, w.meeting(b, day(2026, 12, 12)))
		p := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("other", "elsewhere", "elsewhere") })
		g.Person, g.Until = p.ID, w.clock.Now().Add(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.SaveGuest(g) })
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(p.ID, b.people[0].ID) })
		got := read1(w, func(tx *storage.Tx) ([]board.MeetingGuest, error) { return tx.GuestStays(b.ID, stays, w.clock.Now()) })
		if len(got) != 1 || stays == p.ID {
			t.Errorf("person %d is now %d: %+v", p.ID, stays, got)
		}
	},
	"a round of ideas goes on until it is closed, and its ideas lead back to it": func(t *testing.T, w *world) {
		b := w.beirat("one")
		i := w.item(b, w.meeting(b, day(2026, 12, 10).Add(18*time.Hour)), "Impuls")
		r := w.ideaRound(i)
		now := w.clock.Now()
		if diff := cmp.Diff(board.IdeaRound{Item: i.ID, Board: b.ID, Opened: now, Closes: now.Add(time.Hour), By: 77}, r); diff != "" {
			t.Error(diff)
		}
		rounds := func() []board.IdeaRound {
			return read1(w, func(tx *storage.Tx) ([]board.IdeaRound, error) { return tx.IdeaRounds(b.ID) })
		}
		if diff := cmp.Diff([]board.IdeaRound{r}, rounds()); diff != "" {
			t.Error(diff)
		}
		idea := w.idea(b, 0, "Bänke")
		for range 2 {
			w.write(func(tx *storage.Tx) error { return tx.LinkIdea(b.ID, i.ID, idea.ID) })
		}
		if diff := cmp.Diff([]int{1}, w.numbersOf(func(tx *storage.Tx) ([]board.Idea, error) { return tx.ItemIdeas(i.ID) })); diff != "" {
			t.Error(diff)
		}
		w.clock.move(time.Minute)
		w.write(func(tx *storage.Tx) error { return tx.CloseIdeaRound(b.ID, i.ID) })
		if got := rounds(); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		if err := w.try(func(tx *storage.Tx) error { return tx.CloseIdeaRound(b.ID, i.ID) }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("closed twice: %v", err)
		}
		again := w.ideaRound(i)
		if !again.Opened.Equal(now) || !again.Closed.IsZero() || !again.Closes.Equal(w.clock.Now().Add(time.Hour)) {
			t.Errorf("%+v", again)
		}
	},
}
