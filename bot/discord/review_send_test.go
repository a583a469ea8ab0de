package discord

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

// heavy is a file that Discord does not take.
func heavy() chat.File {
	return chat.File{Name: "stimmen.csv", Type: "text/csv", Content: make([]byte, 11<<20), About: chat.Written("Die Stimmen")}
}

func TestAFileThatIsTooLargeIsSaidToBeMissing(t *testing.T) {
	s := newTown(t)
	s.wanted = "413 40005"
	long := strings.Repeat("Über die Radwege wird beraten.\n", 400)
	missing := func(where, text string) {
		t.Helper()
		if strings.Contains(text, "hier angehängt ist") || !strings.Contains(text, "nimmt") || !strings.Contains(text, "Geschäftsstelle") {
			t.Errorf("%s: it ends %q", where, text[max(0, len(text)-120):])
		}
	}
	ref, err := s.Send(t.Context(), s.outgoing("Ergebnis", heavy()))
	if err != nil {
		t.Fatal(err)
	}
	card := s.anna.Sees(s.rat.ID)[0]
	missing("sent", card.Content)
	if err := s.Edit(t.Context(), ref, s.outgoing(long, heavy())); err != nil {
		t.Fatal(err)
	}
	card = s.anna.Sees(s.rat.ID)[0]
	missing("edited", card.Embeds[1].Description)
	s.reply(func(chat.Event) chat.Reply {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("Hier:")).With(heavy(), chat.Actions{vote("ja")})}, Language: "de"}
	})
	o := s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, nil))
	missing("answered", o.Messages[0].Content)
	if !o.Messages[0].Ephemeral || len(o.Messages[0].Components) != 1 {
		t.Errorf("answered %+v", o.Messages[0])
	}
	if err := s.anna.Write(t.Context(), fakediscord.Place{DM: s.application.BotID}, "export"); err != nil {
		t.Fatal(err)
	}
	s.until(func() bool { return len(s.anna.Direct(s.application.BotID)) == 2 })
	missing("written", s.anna.Direct(s.application.BotID)[1].Content)
}

func TestAnEarlierTryWithoutItsFilesIsFound(t *testing.T) {
	s := newTown(t)
	s.wanted = "413 40005"
	o := s.outgoing("Ergebnis", heavy())
	first, err := s.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Key, o.Again = "job/1 when its nonce is forgotten", true
	if again, err := s.adapter().Send(t.Context(), o); err != nil || again != first {
		t.Errorf("%s, %v", again, err)
	}
}

func TestAnEarlierTryIsFoundBehindManyMessages(t *testing.T) {
	s := newTown(t)
	first, err := s.Send(t.Context(), s.outgoing("Abstimmung 12"))
	if err != nil {
		t.Fatal(err)
	}
	for n := range 150 {
		if err := s.bert.Write(t.Context(), s.rat.Place(), fmt.Sprint("Wortmeldung ", n)); err != nil {
			t.Fatal(err)
		}
	}
	o := s.outgoing("Abstimmung 12")
	o.Key, o.Again = "job/1 when its nonce is forgotten", true
	if again, err := s.adapter().Send(t.Context(), o); err != nil || again != first {
		t.Errorf("%s, %v", again, err)
	}
}

func TestTheSameKeyIsShownInEveryChannel(t *testing.T) {
	s := newTown(t)
	other := s.guild.NewChannel("verkehr")
	o := s.outgoing("Abstimmung 12")
	for _, channel := range []string{s.rat.ID, other.ID} {
		o.Channel = channel
		if _, err := s.Send(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if seen := s.anna.Sees(channel); len(seen) != 1 {
			t.Errorf("%d messages in %s", len(seen), channel)
		}
	}
}

// The town's office may let a new application take the place of the first one.
func TestAMessageOfAnEarlierAccountIsSentAnew(t *testing.T) {
	s := newTown(t)
	s.wanted = "403 50005"
	ref, err := s.Send(t.Context(), s.outgoing("Abstimmung 12"))
	if err != nil {
		t.Fatal(err)
	}
	later := s.server.NewApplication("beirat-neu")
	s.server.Invite(later, s.guild, everything)
	s.application = later
	if err := s.adapter().Edit(t.Context(), ref, s.outgoing("Beendet")); !errors.Is(err, chat.ErrGone) {
		t.Errorf("%v", err)
	}
}

func TestAPersonIsFoundAmongManyWhoseNamesBeginLikeTheirs(t *testing.T) {
	s := newTown(t)
	for n := range 150 {
		s.guild.Add(s.server.NewUser(fmt.Sprintf("zora%03d", n), "de"), false)
	}
	zora := s.server.NewUser("zora", "de")
	s.guild.Add(zora, false)
	if who, err := s.Find(t.Context(), s.guild.ID, "zora"); err != nil || who.Account != zora.ID {
		t.Errorf("%+v, %v", who, err)
	}
}
