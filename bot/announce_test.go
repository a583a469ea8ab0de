package bot

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// gazette is a town that announces, and fails as it is told.
type gazette struct {
	*town
	stands map[string]chat.Announcement // by key
	asked  int
	fails  error // it is not heard that it was announced
	never  error
}

func (g *gazette) Announce(_ context.Context, a chat.Announcement) (string, error) {
	g.asked++
	if g.never != nil {
		return "", g.never
	}
	if a.Card == "" {
		return "", chat.ErrNoCard
	}
	ref := "event-" + a.Key
	if a.State == chat.AnnouncedOver || a.State == chat.AnnouncedCancelled {
		delete(g.stands, a.Key)
		ref = ""
	} else {
		g.stands[a.Key] = a
	}
	fails := g.fails
	g.fails = nil
	return ref, fails
}

func newGazette(t *testing.T) (*subscribers, *gazette) {
	s := newSubscribers(t)
	g := &gazette{town: s.town, stands: map[string]chat.Announcement{}}
	b, err := New(s.db, Options{Platforms: []chat.Platform{g}, Log: slog.New(slog.NewJSONHandler(s.log, nil))})
	s.must(err)
	s.Bot = b
	return s, g
}

// settles does what is due within the next hours.
func (s *subscribers) settles(d time.Duration) {
	s.Helper()
	for end := s.clock.Now().Add(d); s.waits(end); {
	}
}

func TestAMeetingIsAnnouncedFromWhenItsDateStandsUntilItIsOver(t *testing.T) {
	s, g := newGazette(t)
	m := s.plans(board.Meeting{State: board.MeetingTentative, Starts: s.in(20), Title: "Vierte"})
	s.settles(time.Hour)
	if g.asked != 0 {
		t.Error("it was announced before its date stood")
	}
	m = s.changes(m, board.MeetingSet, func(m *board.Meeting) {
		m.State, m.Place, m.Link = board.MeetingFixed, "Rathaus", "https://video.musterstadt.de/42"
	})
	s.settles(time.Hour)
	a := g.stands[m.UID]
	if a.Title != "Vierte" || a.Place != "Rathaus" || a.Card == "" || a.State != chat.AnnouncedAhead || !a.Starts.Equal(m.Starts) || !a.Ends.Equal(m.Ends()) || a.About != "" {
		t.Errorf("announced: %+v", a)
	}
	asked := g.asked
	s.write(func(tx *storage.Tx) error { return s.calendars.Hear(tx, board.MeetingMoved, m, m) })
	s.settles(time.Hour)
	if g.asked != asked {
		t.Error("it was announced again without a change")
	}
	m = s.changes(m, board.MeetingMoved, func(m *board.Meeting) { m.Starts = m.Starts.AddDate(0, 0, 7) })
	s.settles(time.Hour)
	if a := g.stands[m.UID]; !a.Starts.Equal(m.Starts) {
		t.Errorf("after it was moved: %+v", a)
	}
	s.settles(m.Ends().Add(13 * time.Hour).Sub(s.clock.Now()))
	if len(g.stands) != 0 {
		t.Errorf("nobody closed it, and half a day later stands %+v", g.stands)
	}
}

func TestAMeetingThatIsCancelledIsAnnouncedNoMore(t *testing.T) {
	s, g := newGazette(t)
	m := s.plans(board.Meeting{State: board.MeetingFixed, Starts: s.in(20)})
	s.settles(time.Hour)
	if len(g.stands) != 1 {
		t.Fatal("it is not announced")
	}
	s.changes(m, board.MeetingCalledOff, func(m *board.Meeting) { m.State = board.MeetingCancelled })
	s.settles(time.Hour)
	if len(g.stands) != 0 {
		t.Errorf("there stands %+v", g.stands)
	}
}

func TestAnAnnouncementThatWasNotHeardIsOne(t *testing.T) {
	s, g := newGazette(t)
	g.fails = errors.New("the line broke")
	m := s.plans(board.Meeting{State: board.MeetingFixed, Starts: s.in(20)})
	s.settles(time.Hour)
	var known storage.Announced
	s.read(func(tx *storage.Tx) (err error) {
		known, err = tx.AnnouncedOf(m.ID, storage.Home{Platform: "town", Server: "s1", Channel: "c1"})
		return err
	})
	if len(g.stands) != 1 || known.Ref != "event-"+m.UID {
		t.Errorf("there stands %+v, known is %+v", g.stands, known)
	}
}

func TestAPlatformThatTakesNoAnnouncementHoldsUpNothing(t *testing.T) {
	s, g := newGazette(t)
	g.never = chat.ErrNotAnnounced
	s.plans(board.Meeting{State: board.MeetingFixed, Starts: s.in(20)})
	s.settles(time.Hour)
	parked, err := s.db.Parked(t.Context())
	if err != nil || len(parked) != 0 || g.asked != 1 {
		t.Errorf("asked %d times, put aside: %v, %v", g.asked, parked, err)
	}
	g.never = errors.New("the server is away")
	s.plans(board.Meeting{State: board.MeetingFixed, Starts: s.in(40)})
	s.settles(24 * time.Hour)
	if parked, err := s.db.Parked(t.Context()); err != nil || len(parked) != 0 || g.asked < 3 {
		t.Errorf("asked %d times, put aside: %v, %v", g.asked, parked, err)
	}
}
