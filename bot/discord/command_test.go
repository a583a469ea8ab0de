package discord

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

func TestACommandReachesTheProgramAsItWasTyped(t *testing.T) {
	s := newTown(t)
	values := []fakediscord.Value{{Name: "frage", Value: "Mehr Radwege?"}, {Name: "mehrheit", Value: "two_thirds"}, {Name: "geheim", Value: true},
		{Name: "quorum", Value: 6}, {Name: "berichtet", Value: s.bert.ID}}
	for _, c := range []struct {
		name   string
		path   []string
		values []fakediscord.Value
		want   chat.Do
	}{
		{"a verb with all kinds of values", []string{"abstimmung", "neu"}, values, chat.Command{Path: "poll.create", Values: map[string]string{
			"question": "Mehr Radwege?", "majority": "two_thirds", "secret": "yes", "quorum": "6", "reporter": "bert"}}},
		{"a verb alone", []string{"abstimmung", "neu"}, nil, chat.Command{Path: "poll.create", Values: map[string]string{}}},
		{"the one word", []string{"beirat"}, nil, chat.Command{Line: "/beirat"}},
		{"the one word with a line", []string{"beirat"}, []fakediscord.Value{{Name: "was", Value: "abstimmung 12 ja"}}, chat.Command{Line: "/beirat abstimmung 12 ja"}},
		{"a line with a slash of its own", []string{"beirat"}, []fakediscord.Value{{Name: "was", Value: "/abstimmung 12 ja"}}, chat.Command{Line: "/abstimmung 12 ja"}},
	} {
		o := s.did(s.anna.Slash(t.Context(), s.rat.Place(), c.path, c.values))
		events := s.handled()
		if len(events) != 1 {
			t.Fatalf("%s: handled %v", c.name, events)
		}
		e := events[0]
		if d := cmp.Diff(c.want, e.Do); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
		want := chat.Actor{Account: s.anna.ID, Name: "anna", Locale: "de", Admin: true}
		if e.Actor != want || e.Place != (chat.Place{Server: s.guild.ID, Channel: s.rat.ID}) || e.Platform != Name {
			t.Errorf("%s: %+v at %+v", c.name, e.Actor, e.Place)
		}
		if len(o.Messages) != 1 || !o.Messages[0].Ephemeral || o.Messages[0].Content != "gut" {
			t.Errorf("%s is answered %+v", c.name, o.Messages)
		}
	}
}

func TestWhoRunsNoGuildIsNoAdministrator(t *testing.T) {
	s := newTown(t)
	s.did(s.bert.Slash(t.Context(), s.rat.Place(), []string{"board"}, nil))
	if e := s.handled()[0]; e.Actor.Admin || e.Actor.Locale != "en-GB" {
		t.Errorf("%+v", e.Actor)
	}
}

func TestWhatIsDoneInAConversationWithTheBotHasNoPlace(t *testing.T) {
	s := newTown(t)
	s.did(s.anna.Slash(t.Context(), fakediscord.Place{DM: s.application.BotID}, []string{"beirat"}, nil))
	if e := s.handled()[0]; !e.Place.Private() || e.Actor.Account != s.anna.ID {
		t.Errorf("%+v", e)
	}
}

func TestWhatIsTypedIsCompleted(t *testing.T) {
	s := newTown(t)
	var asked chat.Asking
	s.suggest = func(a chat.Asking) []chat.Choice {
		asked = a
		return []chat.Choice{{Value: "morgen", Label: chat.Written("morgen: Montag, 23. November 2026")}, {Value: strings.Repeat("x", 101)}}
	}
	values := []fakediscord.Value{{Name: "frage", Value: "Radwege?"}, {Name: "bis", Value: "mor"}}
	choices, err := s.anna.Complete(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, values, "bis")
	if err != nil || len(choices) != 1 || choices[0].Value != "morgen" {
		t.Errorf("%v, %v", choices, err)
	}
	want := chat.Asking{Path: "poll.create", Name: "closes", Typed: "mor", Values: map[string]string{"question": "Radwege?"}}
	if d := cmp.Diff(want, asked); d != "" {
		t.Errorf("asked (-want +got):\n%s", d)
	}
	if events := s.handled(); len(events) != 0 {
		t.Errorf("what is only typed was done: %v", events)
	}
}

func TestCommandsAreRegisteredOnlyWhenTheyChanged(t *testing.T) {
	s := newTown(t)
	registrations := func() int { return len(s.server.Requests("PUT", "/applications")) }
	if registrations() != 1 {
		t.Fatalf("they were registered %d times", registrations())
	}
	again := s.adapter()
	if changed, err := again.Register(t.Context()); changed || err != nil || registrations() != 1 {
		t.Errorf("without a change they were registered again: %t, %v", changed, err)
	}
	other := s.adapter(lineSpec())
	if changed, err := other.Register(t.Context()); !changed || err != nil || registrations() != 2 {
		t.Errorf("after a change they were not registered: %t, %v", changed, err)
	}
}

func TestACommandThatNobodyKnowsAnyMoreIsSaidToBe(t *testing.T) {
	s := newTown(t)
	s.commands = newRegistry([]chat.Spec{lineSpec()}) // as if an older program had registered the others
	o := s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil))
	if len(o.Messages) != 1 || !strings.Contains(o.Messages[0].Content, "nicht mehr") || len(s.handled()) != 0 {
		t.Errorf("%+v", o.Messages)
	}
}

func TestMoreThanDiscordTakesIsLeftToTheForm(t *testing.T) {
	spec := pollSpec()
	for n := range 30 {
		more := spec.Verbs[0].Params[0]
		more.Typed = chat.Names{"de": fmt.Sprintf("frage%d", n), "en": fmt.Sprintf("question%d", n)}
		spec.Verbs[0].Params = append(spec.Verbs[0].Params, more)
	}
	s := newTown(t, lineSpec(), spec)
	if n := len(s.commands.commands()[1].Options[0].Options); n != 25 {
		t.Errorf("%d options are registered", n)
	}
}

func TestAThreadIsWhereItsChannelIs(t *testing.T) {
	for name, c := range map[string]struct{ told, want string }{
		"a thread":                {`{"guild_id":"1","channel_id":"9","channel":{"type":11,"parent_id":"2"}}`, "2"},
		"a channel in a category": {`{"guild_id":"1","channel_id":"2","channel":{"type":0,"parent_id":"7"}}`, "2"},
		"a direct message":        {`{"channel_id":"5","channel":{"type":1}}`, ""},
	} {
		var i interaction
		if err := json.Unmarshal([]byte(c.told), &i); err != nil {
			t.Fatal(err)
		}
		if got := i.place().Channel; got != c.want {
			t.Errorf("%s is in %q, want %q", name, got, c.want)
		}
	}
}
