package discord

import (
	"errors"
	"strings"
	"testing"
	"time"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

func (s *town) meeting() chat.Announcement {
	starts := time.Now().AddDate(0, 0, 20)
	return chat.Announcement{Key: "meeting-1", Server: s.guild.ID, Channel: s.rat.ID, Language: "de", State: chat.AnnouncedAhead,
		Title: "Vierte Sitzung", About: "Tagesordnung:\nTOP 1: Radwege", Place: "Rathaus", Starts: starts, Ends: starts.Add(2 * time.Hour)}
}

// announces announces, and gives the events that stand.
func (s *town) announces(a chat.Announcement) (ref string, events []fakediscord.Event) {
	s.Helper()
	ref, err := s.Announce(s.Context(), a)
	if err != nil {
		s.Fatal(err)
	}
	return ref, s.guild.Events()
}

func TestAMeetingStandsAmongTheEventsOfTheServer(t *testing.T) {
	s := newTown(t)
	a := s.meeting()
	ref, events := s.announces(a)
	if len(events) != 1 || ref == "" || events[0].Name != a.Title || events[0].Place != "Rathaus" || !strings.HasPrefix(events[0].Description, a.About) ||
		!events[0].Start.Equal(a.Starts) || !events[0].End.Equal(a.Ends) {
		t.Fatalf("%q %+v", ref, events)
	}
	if again, events := s.announces(a); again != ref || len(events) != 1 { // the answer was not heard
		t.Errorf("announced again: %q %+v", again, events)
	}
	a.Ref, a.Starts, a.Ends, a.Title, a.Place = ref, a.Starts.AddDate(0, 0, 7), a.Ends.AddDate(0, 0, 7), strings.Repeat("ä", 300), ""
	if _, events := s.announces(a); len(events) != 1 || !events[0].Start.Equal(a.Starts) || len([]rune(events[0].Name)) != 100 || events[0].Place == "" {
		t.Errorf("moved: %+v", events)
	}
	a.About = strings.Repeat("„ä“🗳️ ", 1000)
	if again, events := s.announces(a); again != ref || len(events) != 1 {
		t.Errorf("with a long agenda: %+v", events)
	}
	a.State = chat.AnnouncedOpen
	if _, events := s.announces(a); events[0].Status != 2 {
		t.Errorf("opened: %+v", events)
	}
	a.State = chat.AnnouncedOver
	for range 2 {
		if ref, events := s.announces(a); ref != "" || len(events) != 1 || events[0].Status != 3 {
			t.Errorf("over: %q %+v", ref, events)
		}
	}
}

func TestAMeetingThatIsOffIsNoEvent(t *testing.T) {
	s := newTown(t)
	a := s.meeting()
	a.Ref, _ = s.announces(a)
	a.State = chat.AnnouncedCancelled
	for range 2 {
		if ref, events := s.announces(a); ref != "" || len(events) != 1 || events[0].Status != 4 {
			t.Errorf("%q %+v", ref, events)
		}
	}
	a.State, a.Ref = chat.AnnouncedAhead, "" // it was undone
	if ref, events := s.announces(a); ref == "" || len(events) != 2 || events[0].Status != 1 {
		t.Errorf("restored: %q %+v", ref, events)
	}
	held := s.meeting()
	held.Key = "meeting-2"
	held.Ref, _ = s.announces(held)
	held.State = chat.AnnouncedOver
	if _, events := s.announces(held); len(events) != 3 || events[2].Status != 3 {
		t.Errorf("held without having begun there: %+v", events)
	}
}

func TestWhereDiscordTakesNoMoreEventsOneIsLeftOut(t *testing.T) {
	s := newTown(t)
	for n := range 100 {
		a := s.meeting()
		a.Key += strings.Repeat("x", n+1)
		s.announces(a)
	}
	if _, err := s.Announce(t.Context(), s.meeting()); !errors.Is(err, chat.ErrNotAnnounced) {
		t.Errorf("the 101st: %v", err)
	}
}

func TestWhatNotEverybodySeesIsNoEvent(t *testing.T) {
	s := newTown(t)
	s.rat.Overwrite(s.guild.ID, 0, int64(viewChannel))
	s.rat.Overwrite(s.application.BotID, int64(viewChannel), 0)
	if ref, events := s.announces(s.meeting()); ref != "" || len(events) != 0 {
		t.Errorf("%q %+v", ref, events)
	}
}
