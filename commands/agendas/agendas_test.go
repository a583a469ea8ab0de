package agendas

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// desk is the feature on a database with a board and two meetings that are ahead.
type desk struct {
	*testing.T
	f           *Agendas
	db          *storage.DB
	board       board.Board
	guest       board.Person
	first, next board.Meeting
	now         *atomic.Int64
}

var begin = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

func newDesk(t *testing.T) *desk {
	now := new(atomic.Int64)
	db, err := storage.Open(t.Context(), storagetest.SQLite(t), func() time.Time { return begin.Add(time.Duration(now.Load())) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := &desk{T: t, f: New(db, commands.Finder{}, nil), db: db, now: now}
	d.write(func(tx *storage.Tx) (err error) {
		if d.board, err = tx.CreateBoard(board.Board{Name: "Beirat", Language: "de", Zone: "Europe/Berlin"}, nil, storage.Home{Platform: "console", Channel: "one"}); err != nil {
			return err
		}
		d.guest, err = tx.Meet("console", "ada", "ada")
		return err
	})
	d.first, d.next = d.meeting(board.Ordinary, 14), d.meeting(board.Ordinary, 28)
	return d
}

func (d *desk) write(do func(tx *storage.Tx) error) {
	d.Helper()
	if err := d.db.Write(d.Context(), storage.By{}, do); err != nil {
		d.Fatal(err)
	}
}

// meeting is one in so many days at noon, planned as people plan it.
func (d *desk) meeting(kind board.MeetingKind, days int) (m board.Meeting) {
	d.Helper()
	zone := d.db.Zone("Europe/Berlin")
	d.write(func(tx *storage.Tx) (err error) {
		m, err = tx.CreateMeeting(board.Meeting{Board: d.board.ID, Kind: kind, State: board.MeetingFixed, Minutes: 120,
			Starts: time.Date(2026, 11, 26+days, 12, 0, 0, 0, zone)})
		return errors.Join(err, d.f.Hear(tx, board.MeetingPlanned, board.Meeting{}, m))
	})
	return m
}

// becomes lets something happen to a meeting.
func (d *desk) becomes(m board.Meeting, change board.MeetingChange) board.Meeting {
	d.Helper()
	d.write(func(tx *storage.Tx) error {
		before, err := tx.Meeting(m.ID)
		if err != nil {
			return err
		}
		if m, err = tx.SaveMeeting(m, change); err != nil {
			return err
		}
		return d.f.Hear(tx, change, before, m)
	})
	return m
}

func (d *desk) item(m board.Meeting, i board.AgendaItem) board.AgendaItem {
	d.Helper()
	i.Board, i.Meeting, i.Kind, i.State, i.Public = d.board.ID, m.ID, board.Other, board.ItemSet, true
	d.write(func(tx *storage.Tx) (err error) {
		i, err = tx.CreateItem(i)
		return err
	})
	return i
}

func (d *desk) titles(m board.Meeting) (titles []string) {
	d.Helper()
	d.write(func(tx *storage.Tx) error {
		all, err := tx.Agenda(m.ID)
		if m.ID == 0 {
			all, err = tx.WaitingItems(d.board.ID)
		}
		for _, i := range all {
			titles = append(titles, i.Title)
		}
		return err
	})
	return titles
}

// work does what has fallen due of a kind, and tells how much that was.
func (d *desk) work(kind string) int {
	d.Helper()
	jobs, err := d.db.Claim(d.Context(), []string{kind}, 100, time.Minute)
	if err != nil {
		d.Fatal(err)
	}
	for _, j := range jobs {
		if err := d.f.Works()[kind](d.Context(), j); err != nil && !errors.Is(err, commands.ErrDropped) {
			d.Fatal(err)
		}
		if err := d.db.Finish(d.Context(), j); err != nil {
			d.Fatal(err)
		}
	}
	return len(jobs)
}

// at lets the clock stand at a moment.
func (d *desk) at(moment time.Time) { d.now.Store(int64(moment.Sub(begin))) }

func (d *desk) isGuest() (is bool) {
	d.Helper()
	d.write(func(tx *storage.Tx) error {
		standing, err := tx.Standing(d.board.ID, d.guest.ID)
		is = standing.Has(board.Guest)
		return err
	})
	return is
}

// invites the guest, with the account, to a meeting.
func (d *desk) invites(m board.Meeting) (g board.MeetingGuest) {
	d.Helper()
	d.write(func(tx *storage.Tx) (err error) {
		if g, err = d.f.stays(tx, m, board.MeetingGuest{Board: d.board.ID, Meeting: m.ID, Name: "Ada Wolf", Person: d.guest.ID}, false); err != nil {
			return err
		}
		g, err = tx.InviteGuest(g)
		return err
	})
	return g
}

func TestAGuestIsOneUntilTheEndOfTheDayAfter(t *testing.T) {
	d := newDesk(t)
	d.invites(d.first)
	end := time.Date(2026, 12, 12, 0, 0, 0, 0, d.first.Starts.Location())
	d.at(end.Add(-time.Minute))
	if d.work(LeaveKind) != 0 || !d.isGuest() {
		t.Error("no guest on the day after")
	}
	d.at(end)
	if d.work(LeaveKind) != 1 || d.isGuest() {
		t.Error("still a guest")
	}
}

func TestWhoComesToTwoMeetingsIsAGuestUntilTheLast(t *testing.T) {
	d := newDesk(t)
	first := d.invites(d.first)
	d.invites(d.next)
	d.at(first.Until)
	if d.work(LeaveKind); !d.isGuest() {
		t.Error("no guest before the second meeting")
	}
	d.write(func(tx *storage.Tx) error { return d.f.endStay(tx, first) })
	if !d.isGuest() {
		t.Error("no guest after one of two invitations was taken back")
	}
	d.at(first.Until.AddDate(0, 0, 14))
	if d.work(LeaveKind); d.isGuest() {
		t.Error("still a guest")
	}
}

func TestAGuestStaysAsLongAsTheMeetingIsPutOff(t *testing.T) {
	d := newDesk(t)
	g := d.invites(d.first)
	d.first.Starts = d.first.Starts.AddDate(0, 0, 3)
	d.becomes(d.first, board.MeetingMoved)
	d.at(g.Until)
	if d.work(LeaveKind); !d.isGuest() {
		t.Error("gone before the meeting")
	}
	d.at(g.Until.AddDate(0, 0, 3))
	if d.work(LeaveKind); d.isGuest() {
		t.Error("still a guest")
	}
}

func TestWhoWasAGuestForGoodStaysOne(t *testing.T) {
	d := newDesk(t)
	d.write(func(tx *storage.Tx) error { return tx.SetRole(d.board.ID, d.guest.ID, board.Guest, true) })
	d.write(func(tx *storage.Tx) error {
		g, err := d.f.stays(tx, d.first, board.MeetingGuest{Board: d.board.ID, Meeting: d.first.ID, Name: "Ada", Person: d.guest.ID}, true)
		if err != nil {
			return err
		}
		if g, err = tx.InviteGuest(g); err != nil {
			return err
		}
		return d.f.endStay(tx, g)
	})
	d.at(begin.AddDate(1, 0, 0))
	if d.work(LeaveKind) != 0 || !d.isGuest() {
		t.Error("an invitation took a role that it did not give")
	}
}

func TestWhatACancelledMeetingLeavesGoesOnOnceItCannotBeTakenBack(t *testing.T) {
	d := newDesk(t)
	d.item(d.first, board.AgendaItem{Title: "Begrüßung", Template: true})
	d.item(d.first, board.AgendaItem{Title: "Lärm"})
	d.invites(d.first)
	d.first.State = board.MeetingCancelled
	d.becomes(d.first, board.MeetingCalledOff)
	d.at(begin.Add(commands.Undoing - time.Second))
	if d.work(ReleaseKind) != 0 || len(d.titles(d.first)) != 2 {
		t.Error("it went while it could be taken back")
	}
	d.at(begin.Add(commands.Undoing))
	if d.work(ReleaseKind) != 1 || d.isGuest() {
		t.Error("a guest of a cancelled meeting")
	}
	if diff := cmp.Diff([]string{"Lärm"}, d.titles(d.next)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Begrüßung"}, d.titles(d.first)); diff != "" {
		t.Error(diff)
	}
}

func TestAMeetingThatIsRestoredHasItsAgenda(t *testing.T) {
	d := newDesk(t)
	d.item(d.first, board.AgendaItem{Title: "Lärm"})
	d.first.State = board.MeetingCancelled
	d.first = d.becomes(d.first, board.MeetingCalledOff)
	d.first.State = board.MeetingFixed
	d.becomes(d.first, board.MeetingRestored)
	d.at(begin.Add(time.Hour))
	if d.work(ReleaseKind) != 0 || len(d.titles(d.first)) != 1 {
		t.Errorf("%q, and %q next", d.titles(d.first), d.titles(d.next))
	}
}

func TestAPollToTalkAboutIsOnOneAgendaOnly(t *testing.T) {
	d := newDesk(t)
	for range 2 {
		d.write(func(tx *storage.Tx) error {
			p, err := tx.PollNumber(d.board.ID, 1)
			if errors.Is(err, storage.ErrNotFound) {
				p, err = tx.CreatePoll(board.Poll{Board: d.board.ID, Question: "Bänke am Markt?", State: board.Closed}, nil)
			}
			return errors.Join(err, d.f.Objected(tx, p))
		})
	}
	if diff := cmp.Diff([]string{"Bänke am Markt?"}, d.titles(d.first)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatWaitsComesToTheNextMeetingThatIsPlanned(t *testing.T) {
	d := newDesk(t)
	d.item(board.Meeting{}, board.AgendaItem{Title: "Lärm"})
	m := d.meeting(board.Constituent, 7)
	got := d.titles(m)
	if want := []string{"Begrüßung und Beschlussfähigkeit", "Kennenlernen", "Auftrag und Ziel des Beirats", "Regeln der Zusammenarbeit", "Lärm", "Wie es weitergeht", "Verschiedenes"}; !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	if waiting := d.titles(board.Meeting{}); len(waiting) != 0 {
		t.Errorf("%q wait", waiting)
	}
}

func TestWhatStandsOnAnAgendaIsOfferedForNone(t *testing.T) {
	d := newDesk(t)
	minutes, tasks := storage.Entity("minutes", 3), templateSource("tasks")
	d.f.Offers = []Offerer{func(*storage.Tx, board.Board, board.Meeting) ([]commands.AgendaOffer, error) {
		return []commands.AgendaOffer{{Source: "poll:7", Title: chat.Written("Bänke")}, {Source: minutes, Title: chat.Written("Protokoll")}, {Source: tasks, Title: chat.Written("Aufgaben")}}, nil
	}}
	offered := func(m board.Meeting) (sources []string) {
		d.write(func(tx *storage.Tx) error {
			all, err := d.f.offeredFor(tx, d.board, m)
			for _, o := range all {
				sources = append(sources, o.Source)
			}
			return err
		})
		return sources
	}
	if diff := cmp.Diff([]string{"poll:7", minutes, tasks}, offered(d.first)); diff != "" {
		t.Error(diff)
	}
	d.item(d.next, board.AgendaItem{Title: "Bänke", Source: "poll:7"})
	d.item(d.first, board.AgendaItem{Title: "Protokoll", Source: templateSource("minutes")})
	d.item(d.first, board.AgendaItem{Title: "Aufgaben", Source: tasks})
	if got := offered(d.first); len(got) != 0 {
		t.Errorf("offered: %q", got)
	}
	if diff := cmp.Diff([]string{minutes, tasks}, offered(d.next)); diff != "" {
		t.Error(diff)
	}
}

func TestAPublicItemComesBeforeWhatClosesTheMeeting(t *testing.T) {
	d := newDesk(t)
	d.write(func(tx *storage.Tx) error {
		_, err := d.f.insert(tx, d.board, d.first, ordinary, 0)
		return err
	})
	for n := range 2 {
		i := d.item(d.first, board.AgendaItem{Title: fmt.Sprint("Neues ", n)})
		d.write(func(tx *storage.Tx) error { return settle(tx, d.first, i.ID) })
	}
	got := d.titles(d.first)
	if want := []string{"Neues 0", "Neues 1", "Nächste Termine", "Verschiedenes"}; len(got) != 8 || !cmp.Equal(want, got[4:]) {
		t.Errorf("%q", got)
	}
}
