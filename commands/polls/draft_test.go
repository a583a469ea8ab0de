package polls

import (
	"context"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/words"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drafted is what becomes of a form that is sent: the poll, or the form again.
func drafted(t interface{ Fatal(...any) }, values map[string]string) (board.Poll, *chat.Form) {
	var p board.Poll
	d := newDraft()
	all := New(nil).Commands()
	for i := range all {
		if all[i].Path == "poll.create" {
			all[i].Do = func(_ context.Context, c *commands.Call) (chat.Reply, error) {
				p = d.poll(c, board.DefaultProfile(), presence{})
				return chat.Reply{}, nil
			}
		}
	}
	noop := func(context.Context, *commands.Call) (chat.Reply, error) { return chat.Reply{}, nil }
	book, err := commands.New(append(New(nil).Groups(), commands.Group{Name: "board", Bare: "board.menu", Root: true}),
		append(all, commands.Command{Path: "board.menu", Do: noop}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := book.Resolve(chat.Submit{Command: "poll.create", Values: values})
	if err != nil {
		t.Fatal(err)
	}
	reply, err := book.Run(context.Background(), r, &commands.Call{Now: at.AddDate(0, 0, -8), Language: words.German,
		Event: chat.Event{Do: chat.Submit{Command: "poll.create", Values: values}}})
	if err != nil {
		t.Fatal(err)
	}
	return p, reply.Form
}

// TestACopyHasTheSettingsOfTheOldPoll: the form of a copy, sent as it is, makes
// a poll with the same settings, whatever the board's usual ones are.
func TestACopyHasTheSettingsOfTheOldPoll(t *testing.T) {
	draftedAgain(t, func(old board.Poll) map[string]string { return draftOf(old) })
}

// TestATemplateHasTheSettingsOfItsPoll while the board's rules are the same.
func TestATemplateHasTheSettingsOfItsPoll(t *testing.T) {
	draftedAgain(t, func(old board.Poll) map[string]string { return templateOf(old, board.DefaultProfile()) })
}

func draftedAgain(t *testing.T, values func(board.Poll) map[string]string) {
	rapid.Check(t, func(t *rapid.T) {
		old, _ := optioned(t)
		if old.Purpose == board.Internal {
			t.Skip("it is drafted by no form")
		}
		old.Terms.Quorum = board.MoreThanHalf
		old.Terms.Procedure = board.CircularNoObjection
		old.RollCall, old.Receipts = rapid.Bool().Draw(t, "roll-call"), old.Secret && rapid.Bool().Draw(t, "receipts")
		old.Text, old.Reasons = "Wortlaut\nin zwei Zeilen", "Darum"
		got, form := drafted(t, values(old))
		if form != nil {
			t.Fatalf("asked again: %+v", form.Fields)
		}
		settings := func(p board.Poll) board.Poll {
			return board.Poll{Question: p.Question, Text: p.Text, Reasons: p.Reasons, Purpose: p.Purpose, Method: p.Method, Options: p.Options,
				Terms: p.Terms, Results: p.Results, Secret: p.Secret, Receipts: p.Receipts, RollCall: p.RollCall}
		}
		if diff := cmp.Diff(settings(old), settings(got)); diff != "" {
			t.Fatal(diff)
		}
		if (got.Seed != "") != got.Terms.Lot || got.Seed == old.Seed && got.Seed != "" {
			t.Fatalf("the seed %q", got.Seed)
		}
	})
}

func TestWhatIsNotSaidOfADraft(t *testing.T) {
	for name, test := range map[string]struct {
		values map[string]string
		want   func(board.Poll) bool
	}{
		"yes or no":                        {nil, func(p board.Poll) bool { return p.Method == board.YesNo && p.Options == nil && p.Terms.Counting == "" }},
		"one of the options":               {map[string]string{"options": "A1;B1"}, func(p board.Poll) bool { return p.Method == board.OneOf && len(p.Options) == 2 }},
		"ten points":                       {map[string]string{"options": "A1;B1", "method": "points"}, func(p board.Poll) bool { return p.Terms.Budget == 10 }},
		"Schulze":                          {map[string]string{"options": "A1;B1", "method": "ranking"}, func(p board.Poll) bool { return p.Terms.Counting == board.BySchulze }},
		"an election has a run-off":        {map[string]string{"options": "A1;B1", "purpose": "election"}, func(p board.Poll) bool { return p.Terms.RunOff && p.Terms.Lot && p.Seed != "" }},
		"no run-off of one candidate":      {map[string]string{"purpose": "election"}, func(p board.Poll) bool { return !p.Terms.RunOff && !p.Terms.Lot }},
		"a secret vote hides its counts":   {map[string]string{"purpose": "informal", "secret": "yes"}, func(p board.Poll) bool { return p.Results == board.AtClose }},
		"an informal poll shows them":      {map[string]string{"purpose": "informal"}, func(p board.Poll) bool { return p.Results == board.Live }},
		"a day opens at eight":             {map[string]string{"opens": "1.12.2026"}, func(p board.Poll) bool { return p.Opens.Hour() == 8 && p.Opens.Day() == 1 }},
		"what is refused is no lot at all": {map[string]string{"options": "A1;B1", "purpose": "election", "lot": "no"}, func(p board.Poll) bool { return !p.Terms.Lot && p.Seed == "" }},
	} {
		values := map[string]string{"question": "Frage?"}
		for key, value := range test.values {
			values[key] = value
		}
		p, form := drafted(t, values)
		if form != nil || !test.want(p) {
			t.Errorf("%s: %+v, %v", name, p, form)
		}
	}
}
