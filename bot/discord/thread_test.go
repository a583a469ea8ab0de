package discord

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

// beginning is a message to the board's channel that begins a conversation.
func (s *town) beginning(name string) chat.Outgoing {
	o := s.outgoing("Die Arbeitsgruppe 1 sind Anna und Bert.")
	o.Message = o.Message.Beginning(chat.Written(name))
	return o
}

// begun is how often it was asked for a thread.
func (s *town) begun() int { return len(s.server.Requests("POST", "/channels/"+s.rat.ID+"/messages/")) }

func TestAMessageBeginsItsThreadOnce(t *testing.T) {
	s := newTown(t)
	o := s.beginning("Arbeitsgruppe 1")
	ref, err := s.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Again = true
	s.wanted = "160004"
	for _, d := range []*Discord{s.Discord, s.adapter()} { // the second one after a restart
		if again, err := d.Send(t.Context(), o); err != nil || again != ref {
			t.Fatalf("%s, %v", again, err)
		}
		if err := d.Edit(t.Context(), ref, o); err != nil {
			t.Fatal(err)
		}
	}
	seen := s.anna.Sees(s.rat.ID)
	if len(seen) != 1 || seen[0].Thread() == nil || seen[0].Thread().Name != "Arbeitsgruppe 1" {
		t.Fatalf("%d messages: %+v", len(seen), seen[0].Thread())
	}
	if n := s.begun(); n != 2 {
		t.Errorf("it was asked for %d times, not once by each program", n)
	}
}

func TestWhatIsSaidInAThreadBelongsToItsBoard(t *testing.T) {
	s := newTown(t)
	if _, err := s.Send(t.Context(), s.beginning("Arbeitsgruppe 1")); err != nil {
		t.Fatal(err)
	}
	thread := s.anna.Sees(s.rat.ID)[0].Thread()
	s.did(s.anna.Slash(t.Context(), thread.Place(), []string{"beirat"}, nil))
	if e := s.handled()[0]; e.Place.Channel != s.rat.ID || e.Place.Server != s.guild.ID {
		t.Errorf("it was said at %+v", e.Place)
	}
}

func TestAThreadsNameIsCut(t *testing.T) {
	s := newTown(t)
	if _, err := s.Send(t.Context(), s.beginning(strings.Repeat("Zukunft 🚲 ", 30))); err != nil {
		t.Fatal(err)
	}
	name := s.anna.Sees(s.rat.ID)[0].Thread().Name
	if n := utf8.RuneCountInString(name); n > 100 || n < 80 || !utf8.ValidString(name) {
		t.Errorf("%d characters: %q", n, name)
	}
}

func TestAPrivateMessageBeginsNoThread(t *testing.T) {
	s := newTown(t)
	o := chat.Outgoing{Key: "job/2", Account: s.anna.ID, Language: "de", Message: chat.Say(chat.Written("Guten Tag.")).Beginning(chat.Written("Gruppe"))}
	if _, err := s.Send(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if s.anna.Direct(s.application.BotID)[0].Thread() != nil {
		t.Error("it begins one")
	}
}

func TestWithoutThePermissionForThreadsEverythingElseWorks(t *testing.T) {
	s := newTown(t)
	s.rat.Overwrite(s.application.BotID, 0, fakediscord.CreateThreads)
	o := s.beginning("Arbeitsgruppe 1")
	ref, err := s.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.Edit(t.Context(), ref, o); err != nil {
			t.Fatal(err)
		}
	}
	if s.begun() != 1 || strings.Count(s.log.String(), "may the bot create public threads") != 1 {
		t.Errorf("asked %d times\n%s", s.begun(), s.log)
	}
	s.rat.Overwrite(s.application.BotID, fakediscord.CreateThreads, 0)
	if err := s.adapter().Edit(t.Context(), ref, o); err != nil {
		t.Fatal(err)
	}
	if s.anna.Sees(s.rat.ID)[0].Thread() == nil {
		t.Error("with the permission it has none either")
	}
}

func TestAThreadThatBeganUnheardIsFine(t *testing.T) {
	s := newTown(t)
	s.client.first = time.Millisecond
	s.server.Break(fakediscord.Fault{Kind: fakediscord.Did, Times: 1, Match: func(r fakediscord.Request) bool { return strings.HasSuffix(r.Path, "/threads") }})
	if _, err := s.Send(t.Context(), s.beginning("Arbeitsgruppe 1")); err != nil {
		t.Fatal(err)
	}
	if s.anna.Sees(s.rat.ID)[0].Thread() == nil || s.begun() != 2 || strings.Contains(s.log.String(), "no thread") {
		t.Errorf("asked %d times\n%s", s.begun(), s.log)
	}
}

func TestAThreadThatDiscordCouldNotBeginBeginsLater(t *testing.T) {
	s := newTown(t)
	s.client.first = time.Millisecond
	s.server.Break(fakediscord.Fault{Kind: fakediscord.DidNot, Match: func(r fakediscord.Request) bool { return strings.HasSuffix(r.Path, "/threads") }})
	o := s.beginning("Arbeitsgruppe 1")
	ref, err := s.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	s.server.Mend()
	if err := s.Edit(t.Context(), ref, o); err != nil {
		t.Fatal(err)
	}
	if s.anna.Sees(s.rat.ID)[0].Thread() == nil {
		t.Error("it has none")
	}
}
