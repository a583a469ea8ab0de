package discord

import (
	"errors"
	"strings"
	"testing"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

// outgoing is a message to the board's channel.
func (s *town) outgoing(text string, rows ...chat.Block) chat.Outgoing {
	return chat.Outgoing{Key: "job/1", Server: s.guild.ID, Channel: s.rat.ID, Language: "de", Message: chat.Say(chat.Written(text)).With(rows...)}
}

func TestTheSameKeyIsShownOnce(t *testing.T) {
	s := newTown(t)
	var refs []string
	for range 3 {
		ref, err := s.Send(t.Context(), s.outgoing("Abstimmung 12"))
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, ref)
	}
	if seen := s.anna.Sees(s.rat.ID); len(seen) != 1 || refs[0] != refs[2] || refs[0] != reference(s.rat.ID, seen[0].ID) {
		t.Errorf("%d messages, %v", len(seen), refs)
	}
}

func TestWhatAnEarlierProgramSentUnheardIsFound(t *testing.T) {
	s := newTown(t)
	o := s.outgoing("Abstimmung 12", chat.Actions{vote("ja")}, chat.Image{Name: "bild.png", PNG: []byte("PNG"), Alt: chat.Written("Sechs Ja")})
	first, err := s.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Key, o.Again = "job/1 when its nonce is forgotten", true
	again, err := s.adapter().Send(t.Context(), o)
	if err != nil || again != first || len(s.anna.Sees(s.rat.ID)) != 1 {
		t.Errorf("%s, %v; %d messages", again, err, len(s.anna.Sees(s.rat.ID)))
	}
	o.Message = chat.Say(chat.Written("Abstimmung 13"))
	if other, err := s.adapter().Send(t.Context(), o); err != nil || other == first {
		t.Errorf("another message is taken for it: %v", err)
	}
}

func TestAnEditLeavesNothingOfWhatWasThere(t *testing.T) {
	s := newTown(t)
	long := strings.Repeat("Ein langer Satz über die Radwege. ", 100)
	ref, err := s.Send(t.Context(), s.outgoing(long, chat.Actions{vote("ja")}))
	if err != nil {
		t.Fatal(err)
	}
	o := s.outgoing("Beendet", chat.Image{Name: "bild.png", PNG: []byte("PNG"), Alt: chat.Written("Sechs Ja")})
	if err := s.Edit(t.Context(), ref, o); err != nil {
		t.Fatal(err)
	}
	m := s.anna.Sees(s.rat.ID)[0]
	if m.Content != "Beendet\n\nSechs Ja" || len(m.Embeds) != 0 || len(m.Components) != 0 || len(m.Attachments) != 1 || m.Attachments[0].Description != "Sechs Ja" {
		t.Errorf("%q, %d embeds, %d rows, %+v", m.Content, len(m.Embeds), len(m.Components), m.Attachments)
	}
	if err := s.Edit(t.Context(), ref, s.outgoing(long)); err != nil {
		t.Fatal(err)
	}
	if m := s.anna.Sees(s.rat.ID)[0]; m.Content != "" || len(m.Embeds) != 1 || len(m.Attachments) != 0 {
		t.Errorf("%q, %d embeds, %d files", m.Content, len(m.Embeds), len(m.Attachments))
	}
}

func TestWhatIsTooLongForAMessageStandsInAFile(t *testing.T) {
	s := newTown(t)
	text := strings.Repeat("Über die Radwege 🚲 wird beraten.\n", 400)
	if _, err := s.Send(t.Context(), s.outgoing(text)); err != nil {
		t.Fatal(err)
	}
	m := s.anna.Sees(s.rat.ID)[0]
	if len(m.Attachments) != 1 || strings.TrimRight(string(m.Attachments[0].Content), "\n") != strings.TrimRight(text, "\n") {
		t.Errorf("%d files", len(m.Attachments))
	}
	if last := m.Embeds[len(m.Embeds)-1].Description; !strings.HasSuffix(last, "die hier angehängt ist.") {
		t.Errorf("it ends %q", last)
	}
}

func TestAMessageThatIsGoneIsGone(t *testing.T) {
	s := newTown(t)
	ref, err := s.Send(t.Context(), s.outgoing("Abstimmung 12"))
	if err != nil {
		t.Fatal(err)
	}
	s.server.Erase(s.anna.Sees(s.rat.ID)[0])
	for _, gone := range []string{ref, "5/6", "a reference of another platform"} {
		if err := s.Edit(t.Context(), gone, s.outgoing("Beendet")); !errors.Is(err, chat.ErrGone) {
			t.Errorf("%s: %v", gone, err)
		}
	}
}

func TestWhoTakesNoMessagesIsUnreachable(t *testing.T) {
	s := newTown(t)
	private := chat.Outgoing{Key: "job/2", Account: s.anna.ID, Language: "de", Message: chat.Say(chat.Written("Ihre Stimme fehlt noch."))}
	if _, err := s.Send(t.Context(), private); err != nil {
		t.Fatal(err)
	}
	if direct := s.anna.Direct(s.application.BotID); len(direct) != 1 || direct[0].Content != "Ihre Stimme fehlt noch." {
		t.Errorf("%+v", direct)
	}
	s.anna.DMs(false)
	private.Key = "job/3"
	if _, err := s.Send(t.Context(), private); !errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("%v", err)
	}
	private.Account = "123456789012345678"
	if _, err := s.Send(t.Context(), private); !errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("nobody's account: %v", err)
	}
}

func TestPeopleAreFoundByTheirNames(t *testing.T) {
	s := newTown(t)
	s.bert.Display("Herr Bert")
	two := s.server.NewUser("cora", "de")
	two.Display("Anna")
	s.guild.Add(two, false)
	for name, want := range map[string]*fakediscord.User{
		"anna": s.anna, "@ANNA": s.anna, "<@" + s.bert.ID + ">": s.bert, "herr bert": s.bert, "cora": two,
	} {
		if got, err := s.Find(t.Context(), s.guild.ID, name); err != nil || got.Account != want.ID {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "@", "ann", "beirat", "<@99>", "<@" + s.application.BotID + ">", "everyone", strings.Repeat("x", 200)} {
		if got, err := s.Find(t.Context(), s.guild.ID, name); !errors.Is(err, chat.ErrNobody) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestWhoMayReadAChannelIsInIt(t *testing.T) {
	s := newTown(t)
	closed := s.guild.NewChannel("verwaltung")
	closed.Overwrite(s.guild.ID, 0, int64(viewChannel))
	closed.Overwrite(s.application.BotID, int64(viewChannel), 0)
	stranger := s.server.NewUser("fremd", "de")
	for _, c := range []struct {
		name    string
		channel string
		who     *fakediscord.User
		want    bool
	}{
		{"a member is in an open channel", s.rat.ID, s.bert, true},
		{"a member is not in a closed one", closed.ID, s.bert, false},
		{"an administrator is in every channel", closed.ID, s.anna, true},
		{"a stranger is in none", s.rat.ID, stranger, false},
		{"in a channel that is gone is nobody", "99", s.bert, false},
	} {
		in, err := s.InChannel(t.Context(), s.guild.ID, c.channel, c.who.ID)
		if err != nil || in != c.want {
			t.Errorf("%s: %t, %v", c.name, in, err)
		}
	}
}
