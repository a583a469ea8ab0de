package discord

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

// vote is a button of a poll's card.
func vote(choice string) chat.Button {
	return chat.Button{Label: chat.Written(choice), Action: chat.Action{Name: "poll.vote", Args: map[string]string{"poll": "12", "choice": choice}}}
}

// card posts a message in the board's channel and gives it as people see it.
func (s *town) card(m chat.Message) (ref string, seen *fakediscord.Message) {
	s.Helper()
	ref, err := s.Send(s.Context(), chat.Outgoing{Key: "job/1", Server: s.guild.ID, Channel: s.rat.ID, Language: "de", Message: m})
	if err != nil {
		s.Fatal(err)
	}
	all := s.anna.Sees(s.rat.ID)
	return ref, all[len(all)-1]
}

func TestAButtonDoesWhatItSaysAlsoAfterARestart(t *testing.T) {
	s := newTown(t)
	long := chat.Button{Label: chat.Written("Lang"), Action: chat.Action{Name: "poll.create", Args: map[string]string{"question": strings.Repeat("Wie geht es weiter? ", 20)}}}
	secret := chat.Button{Label: chat.Written("Geheim"), Action: chat.Action{Name: "poll.vote", Args: map[string]string{"choice": "yes"}, Confidential: true}}
	_, card := s.card(chat.Say(chat.Written("Abstimmung 12")).With(chat.Actions{vote("ja"), vote("ja"), long, secret}))
	s.Discord = s.adapter() // another program meanwhile
	s.listen(s.Discord)
	for label, want := range map[string]chat.Action{"ja": vote("ja").Action, "Lang": long.Action, "Geheim": secret.Action} {
		o := s.did(s.bert.Press(t.Context(), card, label))
		events := s.handled()
		if len(events) != 1 {
			t.Fatalf("%s: handled %v", label, events)
		}
		if d := cmp.Diff(chat.Do(chat.Press{Action: want}), events[0].Do); d != "" {
			t.Errorf("%s (-want +got):\n%s", label, d)
		}
		if events[0].Actor.Account != s.bert.ID || len(o.Messages) != 1 || !o.Messages[0].Ephemeral {
			t.Errorf("%s: %+v is answered %+v", label, events[0].Actor, o.Messages)
		}
	}
}

func TestTwoProgramsWithOneAccountDoAPressOnce(t *testing.T) {
	s := newTown(t)
	s.listen(s.adapter())
	_, card := s.card(chat.Say(chat.Written("Abstimmung 12")).With(chat.Actions{vote("ja")}))
	for range 5 {
		s.did(s.anna.Press(t.Context(), card, "ja"))
	}
	if events := s.handled(); len(events) != 5 {
		t.Errorf("five presses were handled %d times", len(events))
	}
}

func TestMoreThanTwentyFiveButtonsAreLists(t *testing.T) {
	s := newTown(t)
	var many chat.Actions
	for n := range 30 {
		many = append(many, chat.Button{Label: chat.Written(strings.Repeat("Vorschlag ", 12)), Action: chat.Action{Name: "poll.vote", Args: map[string]string{"choice": string(rune('A' + n))}}})
	}
	_, card := s.card(chat.Say(chat.Written("Abstimmung 12")).With(many))
	if len(card.Components) != 2 {
		t.Fatalf("%d rows", len(card.Components))
	}
	list := card.Components[1].Components[0]
	s.did(s.anna.Choose(t.Context(), card, list.CustomID, []string{list.Options[4].Value}))
	if do, is := s.handled()[0].Do.(chat.Press); !is || do.Action.Args["choice"] != string(rune('A'+29)) {
		t.Errorf("%+v", do)
	}
}

func TestWhatIsNotOursIsNotDone(t *testing.T) {
	s := newTown(t)
	s.reply(func(chat.Event) chat.Reply {
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("Ihr Menü")).With(chat.Actions{vote("ja")})}, Language: "de"}
	})
	own := s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"beirat"}, nil)).Messages[0]
	s.handled()
	id := own.Components[0].Components[0].CustomID
	kind, held, err := s.seal.open(id, s.anna.ID)
	if err != nil || kind != inIDs {
		t.Fatalf("%q: %v", id, err)
	}
	for name, forged := range map[string]string{
		"another's private button": id,
		"another choice":           strings.Replace(id, "ja", "nein", 1),
		"no seal":                  kind + held,
		"nothing":                  "",
		"another kind":             formIDs + id[1:],
	} {
		account := s.anna.ID
		if name == "another's private button" {
			account = s.bert.ID
		}
		if _, _, err := s.seal.open(forged, account); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	other := New(Options{Secret: []byte("another"), Memory: s.db})
	if _, _, err := other.seal.open(id, s.anna.ID); err == nil {
		t.Error("what another program sealed is taken")
	}
}

func TestAButtonOfAnEarlierSecretSaysThatItIsTooOld(t *testing.T) {
	s := newTown(t)
	s.seal = newSeal([]byte("earlier"))
	_, card := s.card(chat.Say(chat.Written("Abstimmung 12")).With(chat.Actions{vote("ja")}))
	s.seal = newSeal([]byte("secret"))
	o := s.did(s.anna.Press(t.Context(), card, "ja"))
	if len(s.handled()) != 0 || len(o.Messages) != 1 || !strings.Contains(o.Messages[0].Content, "nichts geschehen") {
		t.Errorf("%+v", o.Messages)
	}
}

func TestEveryCustomIDFits(t *testing.T) {
	s := newTown(t)
	for _, a := range []chat.Action{
		{Name: "p"},
		{Name: "poll.vote", Args: map[string]string{"choice": "ü&=?~!", "poll": "1"}},
		{Name: "poll.vote", Args: map[string]string{"choice": strings.Repeat("ä", 300)}},
		{Name: "poll.vote", Args: map[string]string{"choice": strings.Repeat("x", 41)}, Confidential: true},
	} {
		id, err := s.idOf(t.Context(), a, s.anna.ID)
		if err != nil || len(id) > idMost-twinMost {
			t.Fatalf("%q, %v", id, err)
		}
		kind, held, err := s.seal.open(id+"~1", s.anna.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.actionOf(t.Context(), kind, held)
		if d := cmp.Diff(a, got); d != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
	}
	if kept, err := s.db.Recollect(t.Context(), Name, "action/"); err != nil || len(kept) != 1 {
		t.Errorf("%d actions are kept, and the confidential one must not be; %v", len(kept), err)
	}
}
