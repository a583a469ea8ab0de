package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/words"

	"github.com/google/go-cmp/cmp"
)

// secret is a book with a ballot that only buttons carry, and one that a form
// asks for.
type secret struct {
	*Book
	polls  shelf
	cast   ChoiceParam[board.Choice]
	points TextParam
	got    string // the ballot last carried out
	fails  error
}

func newSecret(t *testing.T) *secret {
	t.Helper()
	s := &secret{polls: shelf{{101, 12, "Online-Termine im Bürgerbüro"}},
		cast: Choice("vote", board.Choices()...).Required().Confidential(), points: Text("question").Required().Confidential()}
	poll := Thing("poll", s.polls.finder("poll.none_open")).Required()
	do := func(_ context.Context, c *Call) (chat.Reply, error) {
		s.got = string(s.cast.Of(c)) + s.points.Of(c)
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.Written("done")).With(chat.Actions{
			{Label: chat.Written("final"), Action: chat.Action{Name: "poll.close", Args: values("poll", "12", "vote", "no")}},
			{Label: chat.Written("show"), Action: chat.Action{Name: "poll.show", Args: values("poll", "12")}},
		})}}, s.fails
	}
	book, err := newBook(sampleNames, []Group{{Name: "poll", Number: "poll.show"}, {Name: "board", Bare: "board.menu", Root: true}}, []Command{
		{Path: "poll.show", Right: board.Everyone, Params: []Param{poll}, Do: do},
		{Path: "poll.vote", Right: board.Members, Params: []Param{poll, s.cast}, Do: do},
		{Path: "poll.create", Right: board.Members, Params: []Param{poll, s.points, Text("reason").Named()}, Do: do},
		{Path: "poll.close", Right: board.Members, Params: []Param{poll, Choice("vote", board.Choices()...).Hidden().Confidential()}, Do: do},
		{Path: "board.menu", Right: board.Everyone, Do: do},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Book = book
	return s
}

func (s *secret) do(t *testing.T, do chat.Do) (chat.Reply, Request) {
	t.Helper()
	r, err := s.Resolve(do)
	if err != nil {
		t.Fatalf("%v: %v", do, err)
	}
	c := sampleCall()
	c.Event.Do = do
	reply, err := s.Run(t.Context(), r, c)
	if err != nil {
		t.Fatalf("%v: %v", do, err)
	}
	return reply, r
}

func TestALineThatSaysWhatIsConfidentialIsRefusedAndNotRepeated(t *testing.T) {
	s := newSecret(t)
	for _, do := range []chat.Do{
		chat.Command{Line: "/abstimmung stimmen 12 ja"}, chat.Command{Line: "/abstimmung stimmen ja"},
		chat.Command{Line: "/abstimmung stimmen 12 stimme=ja"}, chat.Command{Line: "/poll vote 12 vote=yes"},
		chat.Command{Line: "/abstimmung stimmen 12 stime=ja"}, chat.Command{Line: `/abstimmung stimmen 12 "ja`},
		chat.Command{Line: "/abstimmung stimmen 12 ja ja"}, chat.Command{Line: "/abstimmung stimmen 12 ja stimme=ja"},
		chat.Command{Line: "/abstimmung neu 12 frage=ja"}, chat.Command{Line: "/abstimmung neu 12 ja"},
		chat.Command{Line: "/abstimmung neu 12 ja grund=gut"}, chat.Command{Line: "/abstimmung beenden 12 vote=ja"},
		chat.Typing{Text: "abstimmung stimmen 12 ja"}, chat.Typing{Text: "/abstimmung 12 stimmen ja"},
		chat.Command{Path: "poll.vote", Values: values("poll", "12", "vote", "ja")},
		chat.Command{Path: "poll.vote", Values: values("poll", "12", "stimme", "ja")},
	} {
		t.Run(fmt.Sprint(do), func(t *testing.T) {
			reply, r := s.do(t, do)
			if s.got != "" || reply.Form != nil || len(reply.Messages) != 1 || !strings.Contains(said(reply), "nur über die Knöpfe") {
				t.Fatalf("carried out %q, answered %v", s.got, reply)
			}
			if told := fmt.Sprintf("%v %v", reply, r.Values); strings.Contains(told, "ja") || strings.Contains(told, "yes") {
				t.Errorf("it is repeated: %s", told)
			}
			if len(reply.Messages[0].Buttons()) != 1 {
				t.Errorf("no button leads on: %v", reply.Messages)
			}
		})
	}
}

func TestANearMissTakesNothingConfidentialAlong(t *testing.T) {
	s := newSecret(t)
	for _, line := range []string{"/abstimmung stimen 12 ja", "/abstimmnug stimmen ja", "/abstimmung stimmne stimme=ja"} {
		_, err := s.Resolve(chat.Command{Line: line})
		var unknown *Unknown
		if !errors.As(err, &unknown) || len(unknown.Nearest) == 0 {
			t.Fatalf("%s: %v", line, err)
		}
		if told := fmt.Sprint(unknown.Message()); strings.Contains(told, "ja") {
			t.Errorf("%s: %s", line, told)
		}
	}
}

func said(r chat.Reply) string {
	printer := words.Printer{Language: words.German}
	var lines []string
	for _, m := range r.Messages {
		lines = append(lines, m.Plain(func(t chat.Text) string { return printer.Print(t) })...)
	}
	return strings.Join(lines, "\n")
}

func TestWhatIsConfidentialComesByAMarkedButton(t *testing.T) {
	s := newSecret(t)
	button := s.Button(chat.Written("Ja"), "poll.vote", "poll", "12", "vote", "yes")
	if !button.Action.Confidential || s.Button(chat.Written("auf"), "poll.vote", "poll", "12").Action.Confidential {
		t.Error("a button is marked where it carries a ballot, and not elsewhere")
	}
	reply, _ := s.do(t, chat.Press{Action: button.Action})
	if s.got != "yes" {
		t.Errorf("carried out with %q", s.got)
	}
	if row := reply.Messages[0].Buttons(); !row[0].Action.Confidential || row[1].Action.Confidential {
		t.Errorf("the buttons of an answer: %v", row)
	}
	button.Action.Confidential = false
	_, err := s.Resolve(chat.Press{Action: button.Action})
	var unknown *Unknown
	if !errors.As(err, &unknown) || !unknown.Pressed {
		t.Errorf("without a mark: %v", err)
	}
}

func TestAFormShowsNothingConfidentialAgain(t *testing.T) {
	s := newSecret(t)
	for name, test := range map[string]struct {
		do   chat.Submit
		want string // what the confidential field is told
	}{
		"a mistake elsewhere":                    {chat.Submit{Command: "poll.vote", Values: values("poll", "99", "vote", "yes")}, ""},
		"a mistake in it":                        {chat.Submit{Command: "poll.vote", Values: values("poll", "12", "vote", "geheim-wort")}, "commands.confidential.again"},
		"a mistake of length":                    {chat.Submit{Command: "poll.create", Values: values("poll", "12", "question", strings.Repeat("geheim-wort", 40))}, "commands.confidential.again"},
		"a line over it that is not understood":  {chat.Submit{Command: "poll.vote", Values: values("poll", "12"), Line: "vote=yes stime=geheim-wort"}, "commands.confidential.again"},
		"a line over it that gives it twice":     {chat.Submit{Command: "poll.vote", Values: values("poll", "12"), Line: "vote=geheim-wort vote=yes"}, "commands.confidential.again"},
		"it is missing":                          {chat.Submit{Command: "poll.vote", Values: values("poll", "12")}, "commands.missing"},
		"values under two names":                 {chat.Submit{Command: "poll.vote", Values: values("poll", "12", "Stimme", "geheim-wort", "stimme", "yes")}, "commands.confidential.again"},
		"a value that is none, beside a mistake": {chat.Submit{Command: "poll.vote", Values: values("poll", "99", "vote", "geheim-wort")}, "commands.confidential.again"},
	} {
		t.Run(name, func(t *testing.T) {
			reply, _ := s.do(t, test.do)
			if reply.Form == nil || !reply.Form.Confidential() || s.got != "" {
				t.Fatalf("answered %v, carried out %q", reply, s.got)
			}
			field := reply.Form.Fields[1]
			if field.Value != "" || !field.Confidential || strings.Contains(fmt.Sprint(reply), "geheim-wort") {
				t.Errorf("it shows %v", reply.Form)
			}
			marks := []string{field.Mistake.Key, reply.Form.Fields[0].Mistake.Key}
			if test.want != "" && marks[0] != test.want && marks[1] != test.want {
				t.Errorf("the mistakes are %q", marks)
			}
		})
	}
	if reply, _ := s.do(t, chat.Submit{Command: "poll.vote", Values: values("poll", "12"), Line: "vote=yes"}); reply.Form != nil || s.got != "yes" {
		t.Errorf("a form that is filled in by a line: %v, %q", reply, s.got)
	}
}

func TestAFeaturesOwnMistakeIsShownAndTheValueIsNot(t *testing.T) {
	s := newSecret(t)
	s.fails = Mistake("question", "commands.too_long", "max", 10, "have", 12)
	reply, _ := s.do(t, chat.Submit{Command: "poll.create", Values: values("poll", "12", "question", "geheim-wort")})
	if reply.Form == nil || reply.Form.Fields[1].Mistake.Key != "commands.too_long" || reply.Form.Fields[1].Value != "" {
		t.Errorf("%v", reply)
	}
}

func TestAButtonThatHasLostItsBallotIsSaidToBeOld(t *testing.T) {
	s := newSecret(t)
	reply, _ := s.do(t, chat.Press{Action: chat.Action{Name: "poll.close", Args: values("poll", "99", "vote", "yes"), Confidential: true}})
	if reply.Form != nil || len(reply.Messages) != 1 || strings.Contains(fmt.Sprint(reply), "yes") {
		t.Errorf("a form would lose the ballot: %v", reply)
	}
}

func TestNoLineStandsForWhatIsConfidential(t *testing.T) {
	s := newSecret(t)
	for _, a := range []chat.Action{
		s.Button(chat.Text{}, "poll.vote", "poll", "12", "vote", "yes").Action, {Name: "poll.vote", Args: values("poll", "12")},
		{Name: "poll.close", Args: values("poll", "12")}, {Name: "poll.show", Args: values("poll", "12"), Confidential: true},
	} {
		if line, ok := s.Typed(words.German, a); ok {
			t.Errorf("%v: %q", a, line)
		}
	}
	if got := s.Usage(words.German, s.Command("poll.vote")); got != "/abstimmung stimmen [ABSTIMMUNG]" {
		t.Error(got)
	}
	if got := s.Line(words.German, s.Command("poll.vote"), values("poll", "12", "vote", "yes")); got != "/abstimmung stimmen abstimmung=12" {
		t.Error(got)
	}
	for _, line := range []string{"/abstimmung stimmen 12 ", "/abstimmung stimmen 12 st", "/abstimmung stimmen 12 stimme="} {
		if got := s.Complete(words.German, line); len(got) > 0 {
			t.Errorf("%s is completed with %q", line, got)
		}
	}
}

func TestAConfidentialFormIsSaidWithAButtonAndNoLine(t *testing.T) {
	s := newSecret(t)
	form := &chat.Form{Command: "poll.vote", Title: chat.Written("Abstimmen"), Fixed: values(Where, "7"), Fields: []chat.Field{
		{Name: "poll", Value: "12", Label: chat.Written("Abstimmung")},
		{Name: "vote", Label: chat.Written("Stimme"), Confidential: true, Mistake: chat.Written("geheim-wort ist zu viel")}}}
	m := s.InWords(words.German, form)
	if strings.Contains(fmt.Sprint(m), "geheim-wort") || !strings.Contains(said(chat.Reply{Messages: []chat.Message{m}}), "Bitte wählen Sie noch einmal") {
		t.Errorf("%v", m)
	}
	want := chat.Action{Name: "poll.vote", Args: values("poll", "12", Where, "7")}
	if diff := cmp.Diff(want, m.Buttons()[0].Action); diff != "" {
		t.Error(diff)
	}
}

func TestAConfidentialValueIsDeclaredAlone(t *testing.T) {
	do := func(context.Context, *Call) (chat.Reply, error) { return chat.Reply{}, nil }
	for want, params := range map[string][]Param{
		"takes words that may be a confidential value": {Choice("vote", board.Choices()...).Confidential(), Text("reason")},
		"a confidential value has no default":          {Choice("vote", board.Choices()...).Optional(board.Yes).Confidential()},
	} {
		_, err := newBook(sampleNames, []Group{{Name: "poll"}}, []Command{{Path: "poll.vote", Params: params, Do: do}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
