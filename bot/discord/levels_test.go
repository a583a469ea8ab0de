package discord

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

// verbSpec is a group with verbs, each as "de/en".
func verbSpec(verbs ...string) chat.Spec {
	spec := pollSpec()
	spec.Verbs = nil
	for i, both := range verbs {
		de, en, _ := strings.Cut(both, "/")
		spec.Verbs = append(spec.Verbs, chat.Spec{Path: fmt.Sprintf("poll.v%d", i), Name: chat.Names{"de": de, "en": en}, About: chat.Names{"de": "Tut es", "en": "Does it"},
			Params: []chat.Offered{{Name: "bis", Typed: chat.Names{"de": "bis", "en": "until"}, About: chat.Names{"de": "Bis wann", "en": "Until when"}, Kind: chat.OfferWords, Asks: true}}})
	}
	return spec
}

func TestVerbsThatBeginAlikeStandBelowTheirFirstWord(t *testing.T) {
	s := newTown(t, lineSpec(), verbSpec("liste/list", "punkt neu/item new", "sitz frei/seat free", "punkt/item", "punkt nach oben/item move up"))
	shown := map[string][]string{}
	for _, c := range s.anna.Commands(s.guild.ID) {
		for _, verb := range c.Subcommands {
			shown[verb.Name] = nil
			for _, lower := range verb.Subcommands {
				shown[verb.Name] = append(shown[verb.Name], lower.Name)
			}
		}
	}
	want := map[string][]string{"liste": nil, "punkt": {"neu", "zeigen", "nach-oben"}, "sitz-frei": nil}
	if d := cmp.Diff(want, shown); d != "" {
		t.Errorf("shown (-want +got):\n%s", d)
	}
	for path, want := range map[string]string{"liste": "poll.v0", "punkt neu": "poll.v1", "sitz-frei": "poll.v2", "punkt zeigen": "poll.v3", "item show": "poll.v3", "item move-up": "poll.v4"} {
		s.did(s.anna.Slash(t.Context(), s.rat.Place(), append([]string{"abstimmung"}, strings.Fields(path)...), []fakediscord.Value{{Name: "bis", Value: "morgen"}}))
		events := s.handled()
		if d := cmp.Diff(chat.Command{Path: want, Values: map[string]string{"bis": "morgen"}}, events[len(events)-1].Do); d != "" {
			t.Errorf("%s (-want +got):\n%s", path, d)
		}
	}
}

func TestWhatIsTypedBelowALevelIsCompleted(t *testing.T) {
	s := newTown(t, lineSpec(), verbSpec("punkt neu/item new", "punkt weg/item gone"))
	var asked chat.Asking
	s.suggest = func(a chat.Asking) []chat.Choice {
		asked = a
		return []chat.Choice{{Value: "morgen", Label: chat.Written("morgen")}}
	}
	choices, err := s.anna.Complete(t.Context(), s.rat.Place(), []string{"abstimmung", "punkt", "weg"}, []fakediscord.Value{{Name: "bis", Value: "mor"}}, "bis")
	if err != nil || len(choices) != 1 {
		t.Errorf("%v, %v", choices, err)
	}
	if d := cmp.Diff(chat.Asking{Path: "poll.v1", Name: "bis", Typed: "mor", Values: map[string]string{}}, asked); d != "" {
		t.Errorf("asked (-want +got):\n%s", d)
	}
}

func TestVerbsThatWouldBeCalledTheSameBelowALevelStayWhereTheyAre(t *testing.T) {
	for name, verbs := range map[string][]string{
		"a bare word and one that shows it":      {"punkt/item", "punkt zeigen/item show"},
		"words that begin alike in one language": {"punkt neu/item new", "punkt alt/entry old"},
		"one alone":                              {"punkt neu/item new"},
	} {
		for _, verb := range levelled(verbSpec(verbs...)).Verbs {
			if len(verb.Verbs) > 0 {
				t.Errorf("%s: %v", name, verb)
			}
		}
	}
}

func TestACommandSaysNoMoreThanDiscordTakes(t *testing.T) {
	var verbs []string
	for n := range 25 {
		for m := range 6 {
			verbs = append(verbs, fmt.Sprintf("punkt%d nummer%d/item%d number%d", n, m, n, m))
		}
	}
	spec := verbSpec(verbs...)
	for i := range spec.Verbs {
		spec.Verbs[i].About["de"] = strings.Repeat("sagt ", 20)
	}
	newTown(t, lineSpec(), spec) // its server refuses what is too much
	registered := newRegistry([]chat.Spec{spec}).commands()
	if n := registered[0].weight(); n > commandWeightMost || n < commandWeightMost/2 {
		t.Errorf("it weighs %d", n)
	}
}
