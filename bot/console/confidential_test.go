package console

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"beirat/chat"
)

// everything is all that the notebook holds, in a fixed order.
func (n notebook) everything() string {
	var all []string
	for name, value := range n {
		all = append(all, name+" "+string(value))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func TestNothingOfASecretBallotIsRemembered(t *testing.T) {
	final := func(choice string) chat.Actions {
		return chat.Actions{{Label: chat.Written("Endgültig abgeben"), Action: chat.Action{Name: "poll.cast", Args: map[string]string{"ballot": choice}, Confidential: true}}}
	}
	for name, run := range map[string]func(w *window, choice string){
		"by buttons": func(w *window, choice string) {
			w.host.handle = func(e chat.Event) chat.Reply {
				if press, is := e.Do.(chat.Press); is {
					return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Beleg " + press.Action.Args["ballot"]))}}
				}
				return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Wie?")).With(final(choice))}}
			}
			w.sees("anna: stimmen")
			w.sees("anna: press Endgültig abgeben")
			if !strings.Contains(w.out.String(), "Beleg "+choice) {
				t.Errorf("said %s", w.out.String())
			}
		},
		"by a form": func(w *window, choice string) {
			w.host.handle = func(e chat.Event) chat.Reply {
				if submit, is := e.Do.(chat.Submit); is {
					return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written("Beleg " + submit.Line)).With(final(choice))}}
				}
				return chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.points", Fields: []chat.Field{{Name: "ballot", Label: chat.Written("Stimme"), Confidential: true}}}}
			}
			w.sees("anna: punkte")
			w.sees("anna: fill ballot=" + choice)
			if !strings.Contains(w.out.String(), "Beleg ballot="+choice) {
				t.Errorf("said %s", w.out.String())
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var memories []string
			for _, choice := range []string{"yesyes", "nein"} {
				w := newWindow(t)
				run(w, choice)
				memories = append(memories, w.memory.everything())
				if all := w.memory.everything(); strings.Contains(all, choice) || strings.Contains(all, "Beleg") {
					t.Errorf("%q is remembered: %s", choice, all)
				}
			}
			if memories[0] != memories[1] {
				t.Errorf("two ballots leave different traces:\n%s\n%s", memories[0], memories[1])
			}
		})
	}
}

func TestAConfidentialButtonIsEmptyAfterARestart(t *testing.T) {
	w := newWindow(t)
	w.host.handle = func(e chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Messages: []chat.Message{chat.Say(chat.Written(fmt.Sprintf("%v", e.Do))).With(chat.Actions{
			{Label: chat.Written("Ja"), Action: chat.Action{Name: "poll.cast", Args: map[string]string{"ballot": "yesyes"}, Confidential: true}},
			{Label: chat.Written("Liste"), Action: chat.Action{Name: "poll.list", Args: map[string]string{"poll": "12"}}}})}}
	}
	w.sees("anna: hallo")
	w.open(w.clock)
	if got := w.sees("anna: press Ja") + w.sees("anna: press Liste"); strings.Contains(got, "yesyes") || !strings.Contains(got, "poll.cast") || !strings.Contains(got, "map[poll:12]") {
		t.Errorf("%s", got)
	}
}
