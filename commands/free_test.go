package commands

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
)

// ballots is a book whose vote takes other words too, and whose form is shaped.
func ballots(t *testing.T, shape func(context.Context, *Call, *chat.Form) error) (*Book, *string) {
	t.Helper()
	polls := shelf{{101, 12, "Online-Termine im Bürgerbüro"}, {102, 13, "Was zuerst?"}}
	poll := Thing("poll", polls.finder("poll.none_open")).Required()
	vote := Choice("vote", board.Choices()...).Required().Free()
	got := new(string)
	book, err := newBook(sampleNames, []Group{{Name: "poll", Short: "poll.vote", Number: "poll.show"}, {Name: "board", Bare: "board.menu", Root: true}}, []Command{
		{Path: "poll.vote", Params: []Param{poll, vote}, Shape: shape, Do: func(_ context.Context, c *Call) (chat.Reply, error) {
			if *got = string(vote.Of(c)); *got == "?" {
				return chat.Reply{}, vote.Unknown(c)
			}
			return chat.Reply{}, nil
		}},
		{Path: "poll.show", Params: []Param{poll}, Do: func(context.Context, *Call) (chat.Reply, error) { return chat.Reply{}, nil }},
		{Path: "board.menu", Do: func(context.Context, *Call) (chat.Reply, error) { return chat.Reply{}, nil }},
	})
	if err != nil {
		t.Fatal(err)
	}
	return book, got
}

func TestAFreeChoiceTakesItsWordsAndOthers(t *testing.T) {
	for line, want := range map[string]string{
		"/abstimmung 12 ja":                          "yes",
		"/abstimmung 12 Enthaltung":                  "abstain",
		"/abstimmung 13 2":                           "2",
		"/abstimmung 13 #2":                          "#2",
		"/abstimmung 13 3>1=2":                       "3>1=2",
		"/abstimmung 13 3 > 1 = 2":                   "3 > 1 = 2",
		"/abstimmung 13 1=5,3=2":                     "1=5,3=2",
		"/abstimmung 13 1=5, 3=2":                    "1=5, 3=2",
		"/abstimmung 13 Radweg=5, Park=2":            "Radweg=5, Park=2",
		"/abstimmung 13 Radweg an der Bahn":          "Radweg an der Bahn",
		`/abstimmung 13 "Radweg, lang"`:              "Radweg, lang",
		"/abstimmung stimmen 13 3>1=2":               "3>1=2",
		"/abstimmung stimmen zuerst 3>1=2":           "3>1=2",
		"/abstimmung stimmen zuerst ja":              "yes",
		"/abstimmung stimmen 13 stimme=3>1=2":        "3>1=2",
		`/abstimmung stimmen stimme="3 > 1" poll=13`: "3 > 1",
	} {
		book, got := ballots(t, nil)
		r, err := book.Resolve(chat.Command{Line: line})
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if _, err := book.Run(t.Context(), r, sampleCall()); err != nil || *got != want {
			t.Errorf("%s is %q, %v, want %q", line, *got, err, want)
		}
	}
}

func TestWhatAFreeChoiceDoesNotKnowIsNamedByWhoReadsIt(t *testing.T) {
	book, _ := ballots(t, nil)
	r, _ := book.Resolve(chat.Command{Line: "/abstimmung 12 ?"})
	reply, err := book.Run(t.Context(), r, sampleCall())
	want := []string{"abstimmung: 12", "stimme: ? ! „?“ gehört nicht zur Auswahl. Möglich sind: ja, nein und enthaltung."}
	if err != nil || reply.Form == nil || cmp.Diff(want, formLines(reply.Form)) != "" {
		t.Errorf("%v, %v", reply, err)
	}
}

func TestAFormIsShapedByWhatItIsAbout(t *testing.T) {
	book, _ := ballots(t, func(_ context.Context, c *Call, form *chat.Form) error {
		form.Fields, form.Fixed = form.Fields[1:], map[string]string{"poll": form.Fields[0].Value}
		return nil
	})
	r, _ := book.Resolve(chat.Command{Line: "/abstimmung stimmen 13"})
	reply, err := book.Run(t.Context(), r, sampleCall())
	if err != nil || len(reply.Form.Fields) != 1 || reply.Form.Fixed["poll"] != "13" {
		t.Errorf("%v, %v", reply.Form, err)
	}
}

func TestAFormThatWouldBeInVainIsRefusedInstead(t *testing.T) {
	no := error(Refuse("poll.none_open"))
	book, _ := ballots(t, func(context.Context, *Call, *chat.Form) error { return no })
	r, _ := book.Resolve(chat.Press{Action: chat.Action{Name: "poll.vote", Args: values("poll", "13")}})
	reply, err := book.Run(t.Context(), r, sampleCall())
	if err != nil || reply.Form != nil || len(reply.Messages) != 1 {
		t.Errorf("%v, %v", reply, err)
	}
	no = errors.New("broken")
	if _, err := book.Run(t.Context(), r, sampleCall()); !errors.Is(err, no) {
		t.Errorf("%v", err)
	}
}

func TestAnotherValueStandsInForARequiredOne(t *testing.T) {
	done := false
	book, err := newBook(sampleNames, []Group{{Name: "poll"}, {Name: "board", Bare: "board.menu", Root: true}}, []Command{
		{Path: "poll.create", Params: []Param{Text("question").RequiredOr("text"), Text("text")}, Do: func(context.Context, *Call) (chat.Reply, error) {
			done = true
			return chat.Reply{}, nil
		}},
		{Path: "board.menu", Do: func(context.Context, *Call) (chat.Reply, error) { return chat.Reply{}, nil }},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		values map[string]string
		want   bool
	}{{values("text", "x"), true}, {values("question", "x"), true}, {values("text", " "), false}} {
		done = false
		r, _ := book.Resolve(chat.Submit{Command: "poll.create", Values: test.values})
		if _, err := book.Run(t.Context(), r, sampleCall()); err != nil || done != test.want {
			t.Errorf("%v: done %v, %v", test.values, done, err)
		}
	}
}
