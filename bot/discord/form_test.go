package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

// asking is a form of so many fields: the first is required, the second a choice.
func asking(fields int) chat.Reply {
	f := &chat.Form{Command: "poll.create", Title: chat.Written("Abstimmung eröffnen"), Fixed: map[string]string{"board": "7"}}
	for n := range fields {
		f.Fields = append(f.Fields, chat.Field{Name: fmt.Sprintf("field%d", n), Label: chat.Written(fmt.Sprintf("Feld %d", n)), Kind: chat.Line})
	}
	f.Fields[0].Required = true
	if fields > 1 {
		f.Fields[1].Kind, f.Fields[1].Value = chat.Select, "zwei Drittel"
		f.Fields[1].Choices = []chat.Choice{
			{Value: "simple", Typed: chat.Written("einfach"), Label: chat.Written("einfache Mehrheit")},
			{Value: "two_thirds", Typed: chat.Written("zwei Drittel"), Label: chat.Written("Mehrheit von zwei Dritteln")},
		}
	}
	return chat.Reply{Form: f, Language: "de"}
}

// asks lets the program ask with a form first, and thank for what is sent.
func (s *town) asks(form chat.Reply) {
	s.reply(func(e chat.Event) chat.Reply {
		if _, sent := e.Do.(chat.Submit); sent {
			return saying("danke")
		}
		return form
	})
}

// opened is the form that a person is shown.
func (s *town) opened(o *fakediscord.Outcome) *fakediscord.Modal {
	s.Helper()
	if o.Modal == nil {
		s.Fatalf("no form opens: %+v\n%s", o.Messages, s.log)
	}
	return o.Modal
}

// sent is the form that reached the program.
func (s *town) sent() chat.Submit {
	s.Helper()
	for _, e := range s.handled() {
		if submit, is := e.Do.(chat.Submit); is {
			return submit
		}
	}
	s.Fatal("no form was sent")
	return chat.Submit{}
}

func TestAFormOpensAndItsValuesReachTheProgram(t *testing.T) {
	s := newTown(t)
	s.asks(asking(3))
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "Mehr Radwege?\nJa", "field1": []string{"simple"}}))
	want := chat.Submit{Command: "poll.create", Values: map[string]string{"field0": "Mehr Radwege?\nJa", "field1": "simple", "board": "7"}}
	if d := cmp.Diff(want, s.sent()); d != "" {
		t.Errorf("sent (-want +got):\n%s", d)
	}
	if len(o.Messages) != 1 || o.Messages[0].Content != "danke" || !o.Messages[0].Ephemeral {
		t.Errorf("answered %+v", o.Messages)
	}
}

func TestAFormOfManyFieldsIsAskedPageByPage(t *testing.T) {
	s := newTown(t)
	many := asking(12)
	many.Form.Fields[9].Required = true // so it comes on the first page
	s.asks(many)
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	if form.Title != "Abstimmung eröffnen (1 von 3)" || len(form.Components) != 5 {
		t.Fatalf("%q with %d fields", form.Title, len(form.Components))
	}
	o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins", "field9": "neun", "field1": []string{"two_thirds"}}))
	if len(s.handled()) != 1 || len(o.Messages) != 1 {
		t.Fatalf("the first page is answered %+v", o.Messages)
	}
	if said := o.Messages[0].Content; !strings.Contains(said, "Auf der nächsten Seite stehen noch Feld 4, Feld 5, Feld 6, Feld 7 und Feld 8; sie müssen nicht sein.") {
		t.Errorf("what comes is told as %q", said)
	}
	form = s.opened(s.did(s.anna.Press(t.Context(), o.Messages[0], "Weitere Angaben")))
	o = s.did(s.anna.Submit(t.Context(), form, map[string]any{"field4": "vier"}))
	s.did(s.anna.Press(t.Context(), o.Messages[0], "Absenden"))
	want := chat.Submit{Command: "poll.create", Values: map[string]string{"field0": "eins", "field1": "two_thirds", "field4": "vier", "field9": "neun", "board": "7"}}
	if d := cmp.Diff(want, s.sent()); d != "" {
		t.Errorf("sent (-want +got):\n%s", d)
	}
	again := s.did(s.anna.Press(t.Context(), o.Messages[0], "Absenden"))
	if len(s.handled()) != 0 || !strings.Contains(again.Messages[0].Content, "schon gesendet") {
		t.Errorf("sent twice, or %+v", again.Messages)
	}
}

func TestAPageThatIsNeededCannotBeLeftOut(t *testing.T) {
	s := newTown(t)
	many := asking(7)
	for i := range many.Form.Fields {
		many.Form.Fields[i].Required = true
	}
	s.asks(many)
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	values := map[string]any{"field0": "0", "field1": []string{"simple"}, "field2": "2", "field3": "3", "field4": "4"}
	o := s.did(s.anna.Submit(t.Context(), form, values))
	buttons := o.Messages[0].Components[0].Components
	if len(buttons) != 1 || buttons[0].Label != "Weiter" {
		t.Errorf("buttons %+v", buttons)
	}
}

func TestMistakesLeadBackToTheFormWithWhatWasTyped(t *testing.T) {
	s := newTown(t)
	wrong := asking(3)
	wrong.Form.Fields[0].Value, wrong.Form.Fields[0].Mistake = "heute", chat.Written("Das ist schon vorbei.")
	first := asking(3)
	s.reply(func(e chat.Event) chat.Reply {
		if _, sent := e.Do.(chat.Submit); sent {
			return wrong
		}
		return first
	})
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "heute"}))
	if len(o.Messages) != 1 || !strings.Contains(o.Messages[0].Content, "**Feld 0:** Das ist schon vorbei.") {
		t.Fatalf("answered %+v", o.Messages)
	}
	form = s.opened(s.did(s.anna.Press(t.Context(), o.Messages[0], "Formular öffnen")))
	if said := form.Components[0].Content; !strings.Contains(said, "**Feld 0:** Das ist schon vorbei.") {
		t.Errorf("the form says %q", said)
	}
	if field := form.Components[1]; field.Component.Value != "heute" {
		t.Errorf("the field holds %q", field.Component.Value)
	}
	if stored := form.Components[2].Component.Options; !stored[1].Default || stored[0].Default {
		t.Errorf("what was chosen is not chosen any more: %+v", stored)
	}
}

func TestAFormThatNobodyKeepsAnyMoreSaysSo(t *testing.T) {
	s := newTown(t)
	secret := asking(2)
	secret.Form.Fields[1].Confidential, secret.Form.Fields[1].Value = true, ""
	s.asks(secret)
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	s.Discord.forms = newForms() // as after a restart
	o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins", "field1": []string{"simple"}}))
	if len(o.Messages) != 1 || !strings.Contains(o.Messages[0].Content, "nichts geschehen") {
		t.Errorf("%+v", o.Messages)
	}
	if all, err := s.db.Recollect(t.Context(), Name, ""); err != nil || len(all) != 1 {
		t.Errorf("kept: %v, %v", all, err)
	}
}

func TestAConfidentialFormIsKeptNowhereAndSentOnce(t *testing.T) {
	s := newTown(t)
	secret := asking(2)
	secret.Form.Fields[1].Confidential, secret.Form.Fields[1].Value = true, ""
	s.asks(secret)
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	for n := range 2 {
		s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins", "field1": []string{"two_thirds"}}))
		if sent := len(s.handled()); sent != 2-2*n { // the command, and the form once
			t.Errorf("try %d: %d reached the program", n, sent)
		}
	}
	if log := s.log.String(); strings.Contains(log, "two_thirds") {
		t.Errorf("the log tells the choice: %s", log)
	}
}

func TestAFormIsTakenFromWhomItWasAsked(t *testing.T) {
	s := newTown(t)
	s.asks(asking(2))
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	_, name, err := s.seal.open(form.CustomID, s.anna.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.keptForm(t.Context(), name, s.bert.ID); err == nil {
		t.Error("another's form is given")
	}
}

func TestAFormInAConversationOpensByAButton(t *testing.T) {
	s := newTown(t)
	s.asks(asking(2))
	if err := s.anna.Write(t.Context(), fakediscord.Place{DM: s.application.BotID}, "abstimmung neu"); err != nil {
		t.Fatal(err)
	}
	s.until(func() bool { return len(s.anna.Direct(s.application.BotID)) == 2 })
	answer := s.anna.Direct(s.application.BotID)[1]
	form := s.opened(s.did(s.anna.Press(t.Context(), answer, "Formular öffnen")))
	s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins"}))
	if d := cmp.Diff(map[string]string{"field0": "eins", "field1": "two_thirds", "board": "7"}, s.sent().Values); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// unsent is a memory that cannot say whether a form was sent.
type unsent struct{ Memory }

func (m unsent) Once(ctx context.Context, space, key, body string) (bool, string, []byte, error) {
	if strings.HasPrefix(key, "sent/") {
		return false, "", nil, errors.New("the database is away")
	}
	return m.Memory.Once(ctx, space, key, body)
}

func TestAFormIsNotCalledSentWhereNobodyCanTell(t *testing.T) {
	s := newTown(t)
	s.asks(asking(2))
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	s.options.Memory = unsent{s.db}
	o := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins"}))
	if len(o.Messages) != 1 || strings.Contains(o.Messages[0].Content, "schon gesendet") || !strings.Contains(o.Messages[0].Content, "nichts geschehen") {
		t.Errorf("%+v", o.Messages)
	}
}
