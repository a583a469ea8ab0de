package bot

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	reader "github.com/arran4/golang-ical"

	"beirat/board"
	"beirat/chat"
	"beirat/config"
	"beirat/storage"
)

// subscribers is a world whose calendars are reached over the web.
type subscribers struct {
	*world
	pages http.Handler
}

func newSubscribers(t *testing.T) *subscribers {
	w := newWorld(t)
	w.calendars.Site = "https://beirat.musterstadt.de/app"
	return &subscribers{w, w.pages(nil, config.Config{PublicURL: w.calendars.Site}, slog.New(slog.DiscardHandler))}
}

var feedAddress = regexp.MustCompile(`https://beirat\.musterstadt\.de(/app/calendar/[a-z0-9]{26}\.ics)`)

// addresses are where somebody is told that calendars are, the public one first.
func (s *subscribers) addresses(who, line string) (paths []string, said string) {
	s.Helper()
	said = s.says(who, line)
	for _, found := range feedAddress.FindAllStringSubmatch(said, -1) {
		paths = append(paths, found[1])
	}
	return paths, said
}

func (s *subscribers) fetch(path string) (int, string) {
	s.Helper()
	w := httptest.NewRecorder()
	s.pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	content, err := io.ReadAll(w.Body)
	s.must(err)
	return w.Code, string(content)
}

// events are the entries of a calendar, by the beginning of their summary.
func (s *subscribers) events(path string) map[string]*reader.VEvent {
	s.Helper()
	code, content := s.fetch(path)
	if code != http.StatusOK {
		s.Fatalf("%s: %d %s", path, code, content)
	}
	c, err := reader.ParseCalendar(strings.NewReader(content))
	s.must(err)
	found := map[string]*reader.VEvent{}
	for _, e := range c.Events() {
		summary, _, _ := strings.Cut(e.GetProperty(reader.ComponentPropertySummary).Value, " · ")
		found[summary] = e
	}
	return found
}

func value(e *reader.VEvent, name reader.ComponentProperty) string {
	if e == nil || e.GetProperty(name) == nil {
		return ""
	}
	return e.GetProperty(name).Value
}

// plans keeps a meeting, and tells everybody who hears of it.
func (s *subscribers) plans(m board.Meeting) board.Meeting {
	s.Helper()
	m.Board, m.Kind, m.Minutes = s.board.ID, board.Ordinary, 120
	s.write(func(tx *storage.Tx) (err error) {
		if m, err = tx.CreateMeeting(m); err != nil {
			return err
		}
		return s.meetings.Tell(tx, board.MeetingPlanned, board.Meeting{}, m)
	})
	return m
}

func (s *subscribers) changes(before board.Meeting, what board.MeetingChange, change func(*board.Meeting)) board.Meeting {
	s.Helper()
	m := before
	change(&m)
	s.write(func(tx *storage.Tx) (err error) {
		if m, err = tx.SaveMeeting(m, what); err != nil {
			return err
		}
		return s.meetings.Tell(tx, what, before, m)
	})
	return m
}

func (s *subscribers) in(days int) time.Time {
	berlin := s.db.Zone("Europe/Berlin")
	now := s.clock.Now().In(berlin)
	return time.Date(now.Year(), now.Month(), now.Day()+days, 18, 0, 0, 0, berlin)
}

func TestTheCalendarsTellEverybodyWhatTheyMayKnow(t *testing.T) {
	s := newSubscribers(t)
	fixed := s.plans(board.Meeting{State: board.MeetingFixed, Starts: s.in(20), Title: "Vierte", Place: "Rathaus", Link: "https://video.musterstadt.de/42"})
	s.plans(board.Meeting{State: board.MeetingTentative, Starts: s.in(100), Title: "Fünfte"})
	s.plans(board.Meeting{State: board.MeetingTentative, Title: "Sechste"})
	s.write(func(tx *storage.Tx) error {
		for title, public := range map[string]bool{"Radwege": true, "Personal": false} {
			item := board.AgendaItem{Board: s.board.ID, Meeting: fixed.ID, Kind: board.Report, Title: title, Public: public, State: board.ItemSet}
			if _, err := tx.CreateItem(item); err != nil {
				return err
			}
		}
		return nil
	})
	own, _ := s.addresses("m1", "/sitzung kalender")
	guest, said := s.addresses("guest", "/sitzung kalender")
	if len(own) != 2 || len(guest) != 1 || own[0] != guest[0] {
		t.Fatalf("told: %v, a guest %v", own, guest)
	}
	s.contains(said, "webcal://beirat.musterstadt.de"+guest[0])

	public := s.events(own[0])
	if len(public) != 1 || public["Vierte"] == nil {
		t.Errorf("everybody reads %v", public)
	}
	e := public["Vierte"]
	if got := value(e, reader.ComponentPropertyDescription); !strings.Contains(got, "Radwege") || strings.Contains(got, "Personal") || strings.Contains(got, "video") {
		t.Errorf("everybody reads %q", got)
	}
	if value(e, reader.ComponentPropertyStatus) != "CONFIRMED" || value(e, reader.ComponentPropertyUrl) != "" || value(e, reader.ComponentPropertyClass) != "PUBLIC" {
		t.Errorf("everybody reads %v", e)
	}
	inside := s.events(own[1])
	if len(inside) != 2 || value(inside["Vorgesehen: Fünfte"], reader.ComponentPropertyStatus) != "TENTATIVE" {
		t.Errorf("a member reads %v", inside)
	}
	e = inside["Vierte"]
	if got := value(e, reader.ComponentPropertyDescription); !strings.Contains(got, "Personal (nicht öffentlich)") || value(e, reader.ComponentPropertyUrl) != fixed.Link || value(e, reader.ComponentPropertyClass) != "PRIVATE" {
		t.Errorf("a member reads %q, %v", got, e)
	}
	for _, path := range own {
		_, content := s.fetch(path)
		s.lacks(content, "ATTENDEE", "ORGANIZER", "m1", "m11", "office")
	}
}

func TestProposedDatesStandInTheCalendarOfThoseInsideAndKeepNobodysTime(t *testing.T) {
	s := newSubscribers(t)
	m := s.plans(board.Meeting{State: board.MeetingTentative, Title: "Gesucht"})
	search := board.DateSearch{Board: s.board.ID, Meeting: m.ID, State: board.SearchOpen, Opened: s.clock.Now(), Closes: s.in(10),
		Options: []board.DateOption{{Number: 1, Starts: s.in(20)}, {Number: 2, Starts: s.in(130)}}} // on both sides of a clock change
	s.write(func(tx *storage.Tx) (err error) {
		search, err = tx.CreateDateSearch(search)
		return err
	})
	paths, _ := s.addresses("m1", "/sitzung kalender")
	_, content := s.fetch(paths[1])
	s.contains(content, "DTSTART;TZID=Europe/Berlin:20261216T180000", "DTSTART;TZID=Europe/Berlin:20270405T180000")
	if n := strings.Count(content, "STATUS:TENTATIVE\r\n"); n != 2 || strings.Count(content, "TRANSP:TRANSPARENT\r\n") != 2 {
		t.Errorf("%d are tentative:\n%s", n, content)
	}
	if public := s.events(paths[0]); len(public) != 0 {
		t.Errorf("everybody reads %v", public)
	}
	search.State, search.Ended = board.SearchSettled, s.clock.Now()
	s.write(func(tx *storage.Tx) error { return tx.SaveDateSearch(search) })
	s.changes(m, board.MeetingSet, func(m *board.Meeting) { m.State, m.Starts = board.MeetingFixed, s.in(20) })
	if inside := s.events(paths[1]); len(inside) != 1 || inside["Gesucht"] == nil {
		t.Errorf("after it was settled: %v", inside)
	}
}

func TestWhatIsMovedOrCancelledStaysInTheCalendar(t *testing.T) {
	s := newSubscribers(t)
	m := s.plans(board.Meeting{State: board.MeetingFixed, Starts: s.in(20), Title: "Vierte"})
	never := s.plans(board.Meeting{State: board.MeetingTentative, Starts: s.in(40), Title: "Nie"})
	paths, _ := s.addresses("m1", "/sitzung kalender")
	first := s.events(paths[0])["Vierte"]
	s.clock.set(s.clock.Now().Add(time.Hour))
	m = s.changes(m, board.MeetingMoved, func(m *board.Meeting) { m.Starts = m.Starts.AddDate(0, 0, 7) })
	moved := s.events(paths[0])["Vierte"]
	if value(moved, reader.ComponentPropertyUniqueId) != value(first, reader.ComponentPropertyUniqueId) || value(first, reader.ComponentPropertySequence) != "0" ||
		value(moved, reader.ComponentPropertySequence) != "1" || value(moved, reader.ComponentPropertyLastModified) <= value(first, reader.ComponentPropertyLastModified) {
		t.Errorf("before %v\nafter %v", first, moved)
	}
	if at, err := moved.GetStartAt(); err != nil || !at.Equal(m.Starts) {
		t.Errorf("it begins %v, %v", at, err)
	}
	s.changes(m, board.MeetingCalledOff, func(m *board.Meeting) { m.State, m.Why = board.MeetingCancelled, "Hochwasser" })
	s.changes(never, board.MeetingCalledOff, func(m *board.Meeting) { m.State = board.MeetingCancelled })
	all := s.events(paths[0])
	e := all["Entfällt: Vierte"]
	if len(all) != 1 || value(e, reader.ComponentPropertyStatus) != "CANCELLED" || value(e, reader.ComponentPropertySequence) != "2" || value(e, reader.ComponentPropertyTransp) != "TRANSPARENT" {
		t.Errorf("after it was cancelled: %v", all)
	}
}

func TestAnAddressOfOnesOwnCanBeChangedAndEndsWithTheSeat(t *testing.T) {
	s := newSubscribers(t)
	first, _ := s.addresses("m1", "/sitzung kalender")
	second, said := s.addresses("m1", "/sitzung kalender neu=ja")
	s.contains(said, "gilt nicht mehr")
	if len(second) != 2 || second[1] == first[1] || second[0] != first[0] {
		t.Fatalf("first %v, then %v", first, second)
	}
	leads := func(path string) bool { code, _ := s.fetch(path); return code == http.StatusOK }
	if leads(first[1]) || !leads(second[1]) {
		t.Error("the old address leads on, or the new one does not")
	}
	office, _ := s.addresses("office", "/sitzung kalender")
	s.contains(s.says("m2", "/sitzung kalender sperren=ja"), "nur Vorsitz und Geschäftsstelle")
	if !leads(second[1]) {
		t.Error("a member closed it")
	}
	s.contains(s.does("office", chat.Press{Action: chat.Action{Name: "meeting.calendar", Args: map[string]string{"board": "1", "revoke": "yes"}}}), "sperren")
	if !leads(second[1]) {
		t.Error("a button closed it without asking")
	}
	s.contains(s.says("office", "/sitzung kalender sperren=ja"), "2 eigene Adressen")
	if leads(second[1]) || leads(office[1]) || !leads(second[0]) {
		t.Error("closing all closed the wrong ones")
	}
	third, _ := s.addresses("m1", "/sitzung kalender")
	s.write(func(tx *storage.Tx) error {
		seats, err := tx.Seats(s.board.ID)
		return errors.Join(err, tx.LeaveSeat(seats[0].ID))
	})
	if leads(third[1]) {
		t.Error("whoever has left goes on reading")
	}
	s.contains(s.says("guest", "/sitzung kalender neu=ja"), "nur Mitglieder")
}

func TestWithoutAnAddressOfTheProgramThereAreFilesOnly(t *testing.T) {
	s := newSubscribers(t)
	s.calendars.Site = ""
	s.plans(board.Meeting{State: board.MeetingFixed, Starts: s.in(20)})
	said := s.says("m1", "/sitzung kalender")
	s.contains(said, "Die IT der Stadt kann das einschalten", "BEGIN:VCALENDAR", "DTSTART;TZID=Europe/Berlin:20261216T180000")
	s.lacks(said, "webcal")
	s.contains(s.says("guest", "/sitzung kalender 1"), "BEGIN:VEVENT")
	s.plans(board.Meeting{State: board.MeetingTentative})
	s.contains(s.says("m1", "/sitzung kalender 2"), "noch keinen Termin")
	if pages := s.world.pages(nil, config.Config{}, nil); pages != nil {
		t.Error("it listens for what cannot come")
	}
}
