package discord

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/internal/fakediscord"
	"beirat/storage/storagetest"
)

// ballot is a button that carries what somebody chose.
func ballot(label, choice string) chat.Button {
	return chat.Button{Label: chat.Written(label), Action: chat.Action{Name: "poll.ballot",
		Args: map[string]string{"board": "1", "confirm": "yes", "poll": "12", "vote": choice}, Confidential: true}}
}

func TestTheCustomIDOfAConfidentialButtonTellsNothing(t *testing.T) {
	s := newTown(t)
	seen := map[string]bool{}
	for _, choice := range []string{"yes", "no", "abstain", "yes", "yes", "1>2>3", strings.Repeat("12>", 40)} {
		id, err := s.idOf(t.Context(), ballot("", choice).Action, s.anna.ID)
		if err != nil || seen[id] || len(id) != 97 || strings.Contains(id, "poll") {
			t.Errorf("%s: %q, %v", choice, id, err)
		}
		seen[id] = true
		kind, held, err := s.seal.open(id, s.anna.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.actionOf(t.Context(), kind, held)
		if d := cmp.Diff(ballot("", choice).Action, got); d != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
		for name, forged := range map[string]string{"cut": id[:96], "another byte": id[:40] + turnedOver(id[40:41]) + id[41:], "another proof": "c" + turnedOver(id[1:2]) + id[2:]} {
			if _, _, err := s.seal.open(forged, s.anna.ID); err == nil {
				t.Errorf("%s: %s is taken", choice, name)
			}
		}
		if _, _, err := s.seal.open(id, s.bert.ID); err == nil {
			t.Errorf("%s: another's is taken", choice)
		}
		if _, _, err := newSeal([]byte("another")).open(id, s.anna.ID); err == nil {
			t.Errorf("%s: what another program made is taken", choice)
		}
	}
}

// turnedOver is another sign of the alphabet.
func turnedOver(sign string) string {
	if sign == "A" {
		return "B"
	}
	return "A"
}

func TestAConfidentialActionComesBackWhole(t *testing.T) {
	s := newTown(t)
	for _, args := range []map[string]string{
		nil, {"a": ""}, {"a": "", "b": ""}, {"a": "x\x00confirm\x00yes"}, {"a": "\x00"}, {"vote": "ä = > ~ !"},
	} {
		want := chat.Action{Name: "poll.ballot", Args: args, Confidential: true}
		_, held, err := s.seal.open(s.confide(want, ""), s.anna.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.confided(held)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", args, err, d)
		}
	}
}

// secretForm asks for something and for what is confidential.
func secretForm() chat.Reply {
	secret := asking(3)
	secret.Form.Fields[2].Confidential = true
	return secret
}

func TestOfTwoProgramsTheOneThatHasAConfidentialFormTakesIt(t *testing.T) {
	s := newTown(t)
	s.listen(s.adapter())
	s.asks(secretForm())
	for range 3 {
		form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
		o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins", "field2": "geheim"}))
		if s.sent().Values["field2"] != "geheim" || len(o.Messages) != 1 || o.Messages[0].Content != "danke" {
			t.Errorf("answered %+v", o.Messages)
		}
	}
}

func TestOfTwoProgramsTheOneThatHasALongConfidentialButtonTakesIt(t *testing.T) {
	s := newTown(t)
	long := ballot("Abgeben", strings.Repeat("12>", 40))
	s.listen(s.adapter())
	_, card := s.card(chat.Say(chat.Written("Endgültig?")).With(chat.Actions{long}))
	for range 3 {
		s.did(s.anna.Press(t.Context(), card, "Abgeben"))
		events := s.handled()
		if len(events) != 1 {
			t.Fatalf("handled %+v", events)
		}
		if d := cmp.Diff(chat.Do(chat.Press{Action: long.Action}), events[0].Do); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

func TestAMistakeInAConfidentialFieldIsSaidInTheFormOnly(t *testing.T) {
	s := newTown(t)
	wrong := secretForm()
	wrong.Form.Fields[0].Mistake = chat.Written("Die Frage fehlt.")
	wrong.Form.Fields[2].Mistake = chat.Written("„Dora“ ist keine der Optionen.")
	s.reply(func(e chat.Event) chat.Reply {
		if _, sent := e.Do.(chat.Submit); sent {
			return wrong
		}
		return secretForm()
	})
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "?", "field2": "Dora"}))
	if len(o.Messages) != 1 || strings.Contains(o.Messages[0].Content, "Dora") || !strings.Contains(o.Messages[0].Content, "Die Frage fehlt.") {
		t.Fatalf("answered %+v", o.Messages)
	}
	form = s.opened(s.did(s.anna.Press(t.Context(), o.Messages[0], "Formular öffnen")))
	if said := form.Components[0].Content; !strings.Contains(said, "„Dora“ ist keine der Optionen.") {
		t.Errorf("the form says %q", said)
	}
}

// What goes wrong with an answer never lets it come another way: a direct message
// and the channel are kept.
func TestAConfidentialAnswerThatFailsGoesNowhereElse(t *testing.T) {
	for name, fault := range map[string]fakediscord.Fault{
		"not done":        {Kind: fakediscord.DidNot},
		"cut":             {Kind: fakediscord.Cut},
		"done, unheard":   {Kind: fakediscord.DidUnheard},
		"too many":        {Kind: fakediscord.TooMany, After: time.Minute},
		"too many, plain": {Kind: fakediscord.TooManyPlain, After: time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			s := newTown(t)
			_, card := s.card(chat.Say(chat.Written("Endgültig?")).With(chat.Actions{ballot("Abgeben", "abstain")}))
			s.reply(func(chat.Event) chat.Reply { return saying("Ihr Code: 7KQ2-M9PX") })
			fault.Match = func(r fakediscord.Request) bool { return r.Method == http.MethodPost }
			s.server.Break(fault)
			_, _ = s.anna.Press(t.Context(), card, "Abgeben") // the client says that nobody answered, or not
			s.until(func() bool { return s.count() == 1 })
			if err := s.Settled(t.Context()); err != nil {
				t.Fatal(err)
			}
			s.server.Mend()
			for _, person := range []*fakediscord.User{s.anna, s.bert} {
				for _, m := range append(person.Sees(s.rat.ID), person.Direct(s.application.BotID)...) {
					if strings.Contains(m.Content, "7KQ2") {
						t.Errorf("%s reads %q in %s", person.Name, m.Content, m.ChannelID)
					}
				}
			}
			for _, secret := range []string{"7KQ2", "abstain", "poll.ballot"} {
				if strings.Contains(s.log.String(), secret) {
					t.Errorf("the log tells %q:\n%s", secret, s.log)
				}
			}
		})
	}
}

// A late answer takes the place of what said that it comes, and nothing else does.
func TestAConfidentialAnswerThatComesLateIsSeenByItsPersonOnly(t *testing.T) {
	s := newTown(t)
	_, card := s.card(chat.Say(chat.Written("Endgültig?")).With(chat.Actions{ballot("Abgeben", "abstain")}))
	s.reply(func(chat.Event) chat.Reply {
		err := s.server.Until(s.Context(), func() bool { return len(s.server.Requests(http.MethodPost, "/interactions/")) > 0 })
		if err != nil {
			s.Error(err)
		}
		return saying("Ihr Code: 7KQ2-M9PX")
	})
	s.server.Break(fakediscord.Fault{Kind: fakediscord.DidNot, Times: 1, Match: func(r fakediscord.Request) bool { return r.Method == http.MethodPatch }})
	o := s.did(s.anna.Press(t.Context(), card, "Abgeben"))
	if !o.Deferred || len(o.Messages) != 1 || !o.Messages[0].Ephemeral || o.Messages[0].Content != "Ihr Code: 7KQ2-M9PX" {
		t.Errorf("answered %+v", o)
	}
	if said := append(s.bert.Private(), s.bert.Sees(s.rat.ID)[1:]...); len(said) > 0 || len(s.anna.Direct(s.application.BotID)) > 0 {
		t.Errorf("said elsewhere: %+v", said)
	}
}

func TestAPanicOverSomethingConfidentialTellsNoPlace(t *testing.T) {
	for name, button := range map[string]chat.Button{"confidential": ballot("Abgeben", "abstain"), "open": vote("Abgeben")} {
		t.Run(name, func(t *testing.T) {
			s := newTown(t)
			_, card := s.card(chat.Say(chat.Written("Endgültig?")).With(chat.Actions{button}))
			h := &hearing{Discord: s.Discord, host: s, begun: t.Context(), slots: make(chan struct{}, 1)}
			x := begin(interaction{ID: "1", Type: didPress, User: &user{ID: s.anna.ID}})
			x.Data.CustomID = card.Components[0].Components[0].CustomID
			h.begin(turn{}, func(context.Context) error {
				defer h.silence(x)
				panic("abstain")
			})
			h.working.Wait()
			log := s.log.String()
			if strings.Contains(log, "abstain") || strings.Contains(log, "confidential_test.go") != (name == "open") || !strings.Contains(log, "broke the program's answer") {
				t.Errorf("the log says:\n%s", log)
			}
		})
	}
}

func TestWhatIsNotUnderstoodIsNotRepeatedInTheLog(t *testing.T) {
	s := newTown(t)
	h := &hearing{Discord: s.Discord, host: s, begun: t.Context(), slots: make(chan struct{}, 1)}
	h.take(delivery{kind: "INTERACTION_CREATE", data: []byte(`{"id":"1","type":5,"data":{"custom_id":4711}}`)})
	h.take(delivery{kind: "MESSAGE_CREATE", data: []byte(`{"id":4711}`)})
	if log := s.log.String(); strings.Contains(log, "4711") || strings.Count(log, "not understood") != 2 {
		t.Errorf("the log says:\n%s", log)
	}
}

// A vote by name may become secret: what a form or a long button held of it is not
// to be read in the database, not even with the secret that is in it.
func TestTheDatabaseDoesNotTellWhatFormsAndButtonsHold(t *testing.T) {
	s := newTown(t)
	pages := asking(7)
	s.asks(pages)
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "1=1, 2=2, 3=7"}))
	long := chat.Action{Name: "poll.vote", Args: map[string]string{"choice": strings.Repeat("1=1,2=2,3=7", 20)}}
	id, err := s.idOf(t.Context(), long, "")
	if err != nil {
		t.Fatal(err)
	}
	dump := storagetest.Dump(t, s.database)
	names := []string{"1=1", "1%3D1", "field0"}
	for _, sealed := range []string{form.CustomID, id, o.Messages[0].Components[0].Components[0].CustomID} {
		_, held, err := s.seal.open(sealed, s.anna.ID)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, held)
	}
	for _, told := range names {
		if strings.Contains(dump, told) {
			t.Errorf("%q stands in the database:\n%s", told, dump)
		}
	}
}

func TestWhatIsHiddenIsAsLongWhateverItIs(t *testing.T) {
	s := newSeal([]byte("secret"))
	if a, b := s.hide("name", []byte("ja")), s.hide("other", []byte(strings.Repeat("nein", 200))); len(a) != len(b) {
		t.Errorf("%d and %d bytes", len(a), len(b))
	}
	if got, err := s.reveal("name", s.hide("name", []byte("ja"))); string(got) != "ja" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := s.reveal("other", s.hide("name", []byte("ja"))); err == nil {
		t.Errorf("another name opens it: %q", got)
	}
}
