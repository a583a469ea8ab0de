package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/storage"
)

const castPath = "poll.test_cast"

// castable gives the world a command that takes a secret ballot.
func (w *world) castable(does func(ballot string) (chat.Reply, error)) {
	w.Helper()
	ballot := commands.Text("ballot").Hidden().Confidential()
	cast := commands.Command{Path: castPath, Right: board.Members, Hidden: true, Params: []commands.Param{ballot},
		Do: func(_ context.Context, c *commands.Call) (chat.Reply, error) { return does(ballot.Of(c)) }}
	root, votes := boards.New(w.db, boards.Offers{}), polls.New(w.db)
	book, err := commands.New(append(root.Groups(), votes.Groups()...), append(append(root.Commands(), votes.Commands()...), cast))
	w.must(err)
	w.book = book
}

func (w *world) ballot(choice string) chat.Action {
	return chat.Action{Name: castPath, Confidential: true, Args: map[string]string{"board": fmt.Sprint(w.board.ID), "ballot": choice}}
}

// chosen fails otherwise for every choice: by a value, a place, a length.
func chosen(ballot string) (chat.Reply, error) {
	few := []string{"a", "b"}
	switch ballot {
	case "yesyes":
		panic(few[len(ballot)])
	case "nein":
		panic(few[len(ballot):])
	}
	panic("a third " + ballot)
}

var chance = regexp.MustCompile(`"time":"[^"]*"|"log":"[^"]*"|Kennung \w{4}`)

func TestTheLogTellsNothingOfASecretBallotThatBroke(t *testing.T) {
	ballots := []string{"yesyes", "nein", "enthaltung"}
	for name, does := range map[string]func(string) (chat.Reply, error){
		"a panic": chosen,
		"an error with the ballot in it": func(ballot string) (chat.Reply, error) {
			return chat.Reply{}, fmt.Errorf("saving %s: %w", ballot, errors.Join(fmt.Errorf("row (%s): %w", ballot, storage.ErrFull), errors.New(ballot)))
		},
		"an error of its own for each ballot": func(ballot string) (chat.Reply, error) { return chat.Reply{}, errors.New(ballot) },
	} {
		t.Run(name, func(t *testing.T) {
			var logs, answers []string
			for _, ballot := range ballots {
				w := newWorld(t)
				w.castable(does)
				reply := w.Handle(t.Context(), w.event("m2", chat.Press{Action: w.ballot(ballot)}))
				w.contains(said(reply.Messages[0], "de"), "Ihre Stimme ist noch nicht gezählt", "Kennung")
				again := reply.Messages[0].Buttons()
				if len(again) != 1 || !again[0].Action.Confidential {
					t.Errorf("offered again: %v", again)
				}
				w.contains(w.log.String(), `"did":"`+castPath+`"`)
				w.lacks(w.log.String(), ballot)
				logs = append(logs, chance.ReplaceAllString(w.log.String(), "?"))
				answers = append(answers, chance.ReplaceAllString(said(reply.Messages[0], "de"), "?"))
			}
			for i := range ballots {
				if diff := cmp.Diff(logs[0], logs[i]); diff != "" {
					t.Errorf("%q and %q are told apart: %s", ballots[0], ballots[i], diff)
				}
				if diff := cmp.Diff(answers[0], answers[i]); diff != "" {
					t.Errorf("%q and %q are answered otherwise: %s", ballots[0], ballots[i], diff)
				}
			}
		})
	}
}

func TestWhatIsOpenIsToldWhereItBroke(t *testing.T) {
	w := newWorld(t)
	w.book.Command(votePath).Do = func(context.Context, *commands.Call) (chat.Reply, error) { return chosen("yesyes") }
	w.says("m1", `/abstimmung neu "Frage?"`)
	w.votes("m2", 1, "yes")
	w.contains(w.log.String(), "index out of range [6] with length 2", "bot.chosen", "discreet_test.go:")
	if regexp.MustCompile(`0x[0-9a-f]{2,}`).MatchString(w.log.String()) {
		t.Errorf("the log tells arguments: %s", w.log)
	}
}

func TestADatabaseThatIsFullIsToldOfASecretBallotToo(t *testing.T) {
	w := newWorld(t)
	w.castable(func(ballot string) (chat.Reply, error) {
		return chat.Reply{}, fmt.Errorf("saving %s: %w", ballot, storage.ErrFull)
	})
	w.Handle(t.Context(), w.event("m2", chat.Press{Action: w.ballot("yesyes")}))
	w.contains(w.log.String(), `"error":"`+storage.ErrFull.Error()+`"`)
}

func TestAQuestionWhichBoardKeepsASecretBallotSealed(t *testing.T) {
	w := newWorld(t)
	w.foundOn("s1", "Zweiter", "c2")
	w.castable(func(string) (chat.Reply, error) { return chat.Reply{}, nil })
	press := w.event("m2", chat.Press{Action: chat.Action{Name: castPath, Confidential: true, Args: map[string]string{"ballot": "yesyes"}}})
	press.Place = chat.Place{}
	reply := w.Handle(t.Context(), press)
	buttons := reply.Messages[0].Buttons()
	if len(buttons) != 2 || !buttons[0].Action.Confidential || !buttons[1].Action.Confidential {
		t.Errorf("%v", buttons)
	}
}
