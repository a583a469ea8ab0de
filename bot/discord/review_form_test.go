package discord

import (
	"fmt"
	"strings"
	"testing"

	"beirat/chat"
	"beirat/internal/fakediscord"
)

func TestAFormOfPagesIsSentOnceWhicheverButtonSendsIt(t *testing.T) {
	s := newTown(t)
	s.asks(asking(7))
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	pages := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins"}))
	more := s.opened(s.did(s.anna.Press(t.Context(), pages.Messages[0], "Weitere Angaben")))
	s.did(s.anna.Press(t.Context(), pages.Messages[0], "Absenden"))
	s.sent()
	o := s.did(s.anna.Submit(t.Context(), more, map[string]any{"field5": "fünf"}))
	if len(s.handled()) != 0 || len(o.Messages) != 1 || !strings.Contains(o.Messages[0].Content, "schon gesendet") {
		t.Errorf("an old page is sent, too: %+v", o.Messages)
	}
	o = s.did(s.anna.Press(t.Context(), pages.Messages[0], "Weitere Angaben"))
	if o.Modal != nil || len(o.Messages) != 1 || !strings.Contains(o.Messages[0].Content, "schon gesendet") {
		t.Errorf("a form opens that was sent: %+v", o)
	}
}

func TestAFormOfPagesWithAMistakeCanBeSentOnceMore(t *testing.T) {
	s := newTown(t)
	wrong := asking(7)
	wrong.Form.Fields[0].Value, wrong.Form.Fields[0].Mistake = "eins", chat.Written("Das fehlt.")
	s.reply(func(e chat.Event) chat.Reply {
		if _, sent := e.Do.(chat.Submit); sent {
			return wrong
		}
		return asking(7)
	})
	form := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	pages := s.did(s.anna.Submit(t.Context(), form, map[string]any{"field0": "eins"}))
	s.opened(s.did(s.anna.Press(t.Context(), pages.Messages[0], "Absenden"))) // with what is wrong
	s.opened(s.did(s.anna.Press(t.Context(), pages.Messages[0], "Weitere Angaben")))
}

func TestATextThatIsTooLongForAFieldIsNotCutByIt(t *testing.T) {
	s := newTown(t)
	long := strings.Repeat("Über die Radwege. 🚲 ", 300)
	form := asking(2)
	form.Form.Fields[0].Value, form.Form.Fields[0].Kind = long, chat.Long
	s.asks(form)
	m := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
	shown := m.Components[0].Component.Value
	s.did(s.anna.Submit(t.Context(), m, map[string]any{"field0": shown}))
	if got := s.sent().Values["field0"]; got != long {
		t.Errorf("%d of %d characters are left", len(got), len(long))
	}
}

func TestFormsOfEverySizeOpenWithMistakesAndWords(t *testing.T) {
	for _, n := range []int{1, 5, 6, 25} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			s := newTown(t)
			form := asking(n)
			form.Form.About = chat.Written(strings.Repeat("**Über** die `Radwege`. ", 300))
			form.Form.Title = chat.Written(strings.Repeat("Sitzung 🚲", 20))
			for i := range form.Form.Fields {
				f := &form.Form.Fields[i]
				f.Mistake, f.Label, f.Help = chat.Written(strings.Repeat("falsch ", 80)), chat.Written(strings.Repeat("Feld 🚲", 20)), chat.Written(strings.Repeat("Hilfe ", 40))
			}
			if n > 5 {
				many := &form.Form.Fields[3]
				many.Kind = chat.Several
				for c := range 25 {
					many.Choices = append(many.Choices, chat.Choice{Value: fmt.Sprint("w", c), Label: chat.Written(strings.Repeat("Wahl ", 40))})
				}
				more := &form.Form.Fields[4]
				more.Kind, more.Choices = chat.Select, append(many.Choices[:25:25], chat.Choice{Value: "w25"})
			}
			s.asks(form)
			m := s.opened(s.did(s.anna.Slash(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, nil)))
			pages := 0
			for {
				values := map[string]any{}
				for _, c := range m.Components {
					switch {
					case c.Component == nil:
					case len(c.Component.Options) > 0:
						values[c.Component.CustomID] = []string{c.Component.Options[0].Value}
					default:
						values[c.Component.CustomID] = "ja"
					}
				}
				o := s.did(s.anna.Submit(t.Context(), m, values))
				pages++
				if len(o.Messages) == 1 && o.Messages[0].Content == "danke" {
					break
				}
				if pages > n {
					t.Fatalf("it never ends: %+v", o.Messages)
				}
				m = s.opened(s.did(s.anna.Press(t.Context(), o.Messages[0], "Weiter")))
			}
			if got := len(s.sent().Values); got != n+1 { // and the board
				t.Errorf("%d values after %d pages", got, pages)
			}
		})
	}
}

func TestSuggestionsAreWhatDiscordTakes(t *testing.T) {
	s := newTown(t)
	s.suggest = func(chat.Asking) (all []chat.Choice) {
		for n := range 40 {
			all = append(all, chat.Choice{Value: fmt.Sprint(n), Label: chat.Written(strings.Repeat("Öffentlicher Raum 🚲 ", 10))})
		}
		return append([]chat.Choice{{Value: strings.Repeat("ü", 101)}, {}}, all...)
	}
	got, err := s.anna.Complete(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, []fakediscord.Value{{Name: "bis", Value: "näch"}}, "bis")
	if err != nil || len(got) != 25 || got[0].Value != "0" {
		t.Errorf("%d, %v", len(got), err)
	}
}

func TestOfTwoProgramsThatSuggestNoneComplains(t *testing.T) {
	s := newTown(t)
	s.suggest = func(chat.Asking) []chat.Choice { return []chat.Choice{{Value: "Freitag"}} }
	s.listen(s.adapter())
	for range 3 {
		if got, err := s.anna.Complete(t.Context(), s.rat.Place(), []string{"abstimmung", "neu"}, []fakediscord.Value{{Name: "bis", Value: "Fr"}}, "bis"); err != nil || len(got) != 1 {
			t.Errorf("%v, %v", got, err)
		}
	}
	s.until(func() bool { return len(s.server.Requests("POST", "/interactions")) == 6 })
	if log := s.log.String(); strings.Contains(log, "level=ERROR") {
		t.Errorf("the log says:\n%s", log)
	}
}
