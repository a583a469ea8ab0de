package mattermost

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"beirat/chat"
	"beirat/words"
)

func TestSeveralMayBeChosen(t *testing.T) {
	field := chat.Field{Name: "vote", Label: chat.Written("Ihre Stimme"), Kind: chat.Several, Value: "1, 3", Choices: []chat.Choice{
		{Value: "1", Label: chat.Written("1. Radweg")}, {Value: "2", Label: chat.Written("2. Park")}, {Value: "3", Label: chat.Written("3. Brunnen")}}}
	dialog, err := dialogOf(&chat.Form{Title: chat.Written("Abstimmen"), About: chat.Written("Zustimmung"), Fields: []chat.Field{field}}, words.German)
	if err != nil {
		t.Fatal(err)
	}
	e := dialog.Elements[0]
	if e.Type != "select" || !e.MultiSelect || e.Default != "1,3" || len(e.Options) != 3 || dialog.IntroductionText != "Zustimmung" {
		t.Errorf("%+v, %q", e, dialog.IntroductionText)
	}
	field.Value, field.Mistake = "1, 9", chat.Written("9 gibt es nicht.")
	dialog, err = dialogOf(&chat.Form{Title: chat.Written("Abstimmen"), Fields: []chat.Field{field}}, words.German)
	if err != nil || dialog.Elements[0].Default != "" {
		t.Errorf("%+v, %v", dialog, err)
	}
}

func TestSeveralChoicesArriveAsAListOrJoined(t *testing.T) {
	st := state{Fields: []stateField{{Name: "vote"}}}
	for _, sent := range []any{[]any{"1", "3"}, "1, 3"} {
		values, err := submitted(st, map[string]any{"vote": sent})
		if diff := cmp.Diff(map[string]string{"vote": "1, 3"}, values); err != nil || diff != "" {
			t.Errorf("%v: %v %s", sent, err, diff)
		}
	}
}

// TestALongerFormIsReachedByAButton: a dialog opens by a click only, so the
// answer to a short form that leads on to a long one is its button.
func TestALongerFormIsReachedByAButton(t *testing.T) {
	s := newStand(t)
	s.answer = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.create", Title: chat.Written("Neue Abstimmung"), Fixed: map[string]string{"whole": "yes"},
			Fields: []chat.Field{{Name: "question", Value: "Wer?", Kind: chat.Line}, {Name: "rule", Kind: chat.Line}}}}
	}
	w := s.do(jsonSent(dialogPath, s.form()))
	if w.Code != http.StatusOK {
		t.Fatalf("answered %d", w.Code)
	}
	got := leadingOn(s.answer(chat.Event{}).Form).Buttons()[0].Action
	want := chat.Action{Name: "poll.create", Args: map[string]string{"whole": "yes", "question": "Wer?"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var r model.SubmitDialogResponse
	if err := decodeJSON(w.Body.Bytes(), &r); err != nil || r.Error != "" || len(r.Errors) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestAMistakeAtAFieldThatWasNotAskedLeadsOn: in the dialog that is open nobody
// could mend it.
func TestAMistakeAtAFieldThatWasNotAskedLeadsOn(t *testing.T) {
	s := newStand(t)
	s.answer = func(chat.Event) chat.Reply {
		return chat.Reply{Language: "de", Form: &chat.Form{Command: "poll.create", Title: chat.Written("Neue Abstimmung"), Fields: []chat.Field{
			{Name: "question", Value: "Wer?", Kind: chat.Line},
			{Name: "present", Label: chat.Written("Anwesend"), Mistake: chat.Written("Wie viele sind da?"), Kind: chat.Line}}}}
	}
	w := s.do(jsonSent(dialogPath, s.form()))
	if w.Code != http.StatusOK || w.Body.String() != "{}" {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	if len(s.direct) != 1 || !strings.Contains(s.direct[0], "Anwesend: Wie viele sind da?") {
		t.Errorf("written %q", s.direct)
	}
}
