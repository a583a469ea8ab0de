package mattermost

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/chat"
	"beirat/words"
)

// floor is an adapter where the server cannot call back. Of a button named
// "secret" there is no line.
func (w *town) floor() *Mattermost {
	return New(Options{URL: w.url, Token: w.tokens["bot"], Secret: []byte("secret"), Line: writeLine})
}

func writeLine(_ context.Context, l words.Language, a chat.Action) (string, bool, error) {
	if a.Name == "broken" {
		return "", false, errors.New("no database")
	}
	return fmt.Sprintf("%s %s %s", a.Name, a.Args["vote"], l), a.Name != "secret", nil
}

func choices(names ...string) chat.Actions {
	var row chat.Actions
	for _, name := range names {
		action := chat.Action{Name: "vote", Args: map[string]string{"vote": name}}
		if name == "secret" || name == "broken" {
			action.Name = name
		}
		row = append(row, chat.Button{Label: chat.Written(name), Action: action})
	}
	return row
}

func TestWhereNoButtonWorksThereAreLinesToType(t *testing.T) {
	const direct, public = "Schreiben Sie hier ", "Schreiben Sie mir in einer Direktnachricht "
	for name, test := range map[string]struct {
		blocks []chat.Block
		want   string
	}{
		"a row of buttons":              {[]chat.Block{choices("ja", "nein")}, "*eine dieser Zeilen:\n**ja:** vote ja de\n**nein:** vote nein de"},
		"a single button":               {[]chat.Block{choices("ja")}, "*diese Zeile:\n**ja:** vote ja de"},
		"a list to choose from":         {[]chat.Block{choices("a", "b", "c", "d", "e", "f")}, "*eine dieser Zeilen:\n**a:** vote a de\n**b:** vote b de\n**c:** vote c de\n**d:** vote d de\n**e:** vote e de\n**f:** vote f de"},
		"a button that nobody can type": {[]chat.Block{choices("secret", "ja")}, "*diese Zeile:\n**ja:** vote ja de"},
		"buttons that nobody can type":  {[]chat.Block{choices("secret")}, ""},
		"a row below each paragraph": {[]chat.Block{choices("ja"), chat.Para{Text: chat.Written("Danach")}, choices("nein")},
			"*diese Zeile:\n**ja:** vote ja de\n\nDanach\n\n**nein:** vote nein de"},
		"a label with markup": {[]chat.Block{choices("*ja*")}, "*diese Zeile:\n**\\*ja\\*:** vote \\*ja\\* de"},
	} {
		t.Run(name, func(t *testing.T) {
			m := New(Options{Line: writeLine})
			for begins, r := range map[string]reader{direct: {language: "de", account: "anna"}, public: {language: "de", props: true}} {
				shown, err := m.typable(t.Context(), chat.Say(chat.Written("Frage")).With(test.blocks...), r)
				if err != nil {
					t.Fatal(err)
				}
				got := m.render(shown, r)
				text := got.Text
				for _, a := range got.Attachments {
					text += a.Text
					if len(a.Actions) > 0 {
						t.Errorf("a button is left: %s", a.Actions[0].Name)
					}
				}
				want := "Frage"
				if test.want != "" {
					want += "\n\n" + strings.Replace(test.want, "*", begins, 1)
				}
				if diff := cmp.Diff(want, text); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestWhereButtonsWorkTheyStay(t *testing.T) {
	m := New(Options{Callback: "http://beirat.example", Line: writeLine})
	message := chat.Say(chat.Written("Frage")).With(choices("ja", "broken"))
	shown, err := m.typable(t.Context(), message, reader{language: "de"})
	if diff := cmp.Diff(message, shown); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestPostsShowAndChangeTheLines(t *testing.T) {
	inTown(t, func(w *town) {
		m := w.floor()
		card, letter := w.public("card", "Karte"), w.private("letter", "anna", "Brief")
		card.Message = chat.Say(chat.Written("Karte")).With(choices("ja"))
		letter.Message = chat.Say(chat.Written("Brief")).With(choices("nein"))
		for _, o := range []chat.Outgoing{card, letter} {
			ref, err := m.Send(w.Context(), o)
			if err != nil {
				w.Fatal(err)
			}
			if o.Channel == "" {
				continue
			}
			o.Message = chat.Say(chat.Written("Karte")).With(choices("anders"))
			if err := m.Edit(w.Context(), ref, o); err != nil {
				w.Fatal(err)
			}
		}
		if got := text(w.seen(w.ids["rat"])[0]); got != "Karte\n\nSchreiben Sie mir in einer Direktnachricht diese Zeile:\n**anders:** vote anders de" {
			w.Errorf("in the channel: %q", got)
		}
		if got := text(w.seen(w.direct())[0]); got != "Brief\n\nSchreiben Sie hier diese Zeile:\n**nein:** vote nein de" {
			w.Errorf("in the conversation: %q", got)
		}
		card.Message = chat.Say(chat.Written("Karte")).With(choices("broken"))
		card.Key += "2"
		if ref, err := m.Send(w.Context(), card); err == nil {
			w.Errorf("posted %s without its lines", ref)
		}
	})
}

func TestAnAnswerGoesEvenWithoutItsLines(t *testing.T) {
	m := New(Options{Line: writeLine})
	message := chat.Say(chat.Written("gezählt")).With(choices("broken"))
	got := m.allTypable(t.Context(), []chat.Message{message}, reader{language: "de", account: "anna"})
	if diff := cmp.Diff([]chat.Message{message}, got); diff != "" {
		t.Error(diff)
	}
}
