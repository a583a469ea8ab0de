package discord

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

func TestAButtonMayCarryWhatOneTypes(t *testing.T) {
	s := newTown(t)
	for _, typed := range []string{"a~b", "~", "~1", "ü&=?~!", "100 % #1 +", "„so‟", "\u200b🚲"} {
		want := chat.Action{Name: "poll.vote", Args: map[string]string{"choice": typed}}
		id, err := s.idOf(t.Context(), want, "")
		if err != nil {
			t.Fatal(err)
		}
		kind, held, err := s.seal.open(id, s.anna.ID)
		if err != nil {
			t.Errorf("%q: %q: %v", typed, id, err)
			continue
		}
		got, err := s.actionOf(t.Context(), kind, held)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", typed, err, d)
		}
	}
}

// shaky fails once to remember.
type shaky struct {
	Memory
	failed bool
}

func (m *shaky) Remember(ctx context.Context, space, name string, value []byte) error {
	if !m.failed {
		m.failed = true
		return errors.New("the database is away")
	}
	return m.Memory.Remember(ctx, space, name, value)
}

func TestALongButtonIsKeptWhenTheDatabaseIsBack(t *testing.T) {
	s := newTown(t)
	s.options.Memory = &shaky{Memory: s.db}
	long := chat.Action{Name: "poll.create", Args: map[string]string{"question": strings.Repeat("Wie geht es weiter? ", 20)}}
	if _, err := s.idOf(t.Context(), long, ""); err == nil {
		t.Fatal("what was not kept is sent")
	}
	id, err := s.idOf(t.Context(), long, "")
	if err != nil {
		t.Fatal(err)
	}
	kind, held, err := s.seal.open(id, s.anna.ID)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.actionOf(t.Context(), kind, held)
	if d := cmp.Diff(long, got); d != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, d)
	}
}

func TestAListNamesEachActionOnce(t *testing.T) {
	s := newTown(t)
	var many chat.Actions
	for n := range 30 {
		many = append(many, vote(string(rune('A'+n/2))))
	}
	if _, card := s.card(chat.Say(chat.Written("Abstimmung 12")).With(many)); len(card.Components) == 0 {
		t.Error("nothing can be chosen")
	}
}

// Who does three things has them done in their order, also where the second needs
// nothing of the program.
func TestWhatNeedsNotToWaitLetsNobodyOvertake(t *testing.T) {
	var all turns
	first, second, third := all.queue("anna"), all.queue("anna"), all.queue("anna")
	second.end()
	select {
	case <-third.before:
		t.Fatal("the third thing is done before the first")
	default:
	}
	first.end()
	third.wait()
	third.end()
	all.mu.Lock()
	defer all.mu.Unlock()
	if len(all.last) != 0 {
		t.Errorf("%d people are remembered", len(all.last))
	}
}

// away cannot be asked whether something was done.
type away struct{ Memory }

func (away) Once(context.Context, string, string, string) (bool, string, []byte, error) {
	return false, "", nil, errors.New("the database is away")
}

func TestWhoeverComesWhileTheDatabaseIsAwayIsToldSo(t *testing.T) {
	s := newTown(t)
	_, card := s.card(chat.Say(chat.Written("Abstimmung 12")).With(chat.Actions{vote("ja")}))
	s.options.Memory = away{s.db}
	o := s.did(s.anna.Press(t.Context(), card, "ja"))
	if len(s.handled()) != 0 || len(o.Messages) != 1 || !strings.Contains(o.Messages[0].Content, "Es ist nichts geschehen.") {
		t.Errorf("answered %+v", o.Messages)
	}
	s.until(func() bool { return strings.Contains(s.log.String(), "the database is away") })
	if err := s.anna.Write(t.Context(), fakediscord.Place{DM: s.application.BotID}, "was ist offen"); err != nil {
		t.Fatal(err)
	}
	s.until(func() bool { return len(s.anna.Direct(s.application.BotID)) == 2 })
	if said := s.anna.Direct(s.application.BotID)[1].Content; !strings.Contains(said, "Es ist nichts geschehen.") {
		t.Errorf("a line is answered %q", said)
	}
}
