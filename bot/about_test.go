package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/commands/polls"
	"beirat/storage"
)

// heard is a feature of the test's own: it opens polls about its things, and
// writes down what it hears of their end.
type heard struct {
	*world
	decisions []string
}

// hears makes the world's program one that has such a feature.
func hears(w *world) *heard {
	h := &heard{world: w}
	w.polls.Again = nil // its things are no statements
	for _, kind := range board.SubjectKinds() {
		w.work[polls.DecidedKind+string(kind)] = func(ctx context.Context, j storage.Job) error {
			var of, id board.ID
			if _, err := fmt.Sscanf(j.Key, "%d/%d", &of, &id); err != nil {
				return err
			}
			return w.db.Read(ctx, func(tx *storage.Tx) error {
				p, err := tx.Poll(id)
				if err == nil && p.Board == of {
					h.decisions = append(h.decisions, fmt.Sprint(p.Number, " ", p.About.Kind, " ", p.About.ID, " ", p.State, " ", p.Outcome))
				}
				return err
			})
		}
	}
	return h
}

// opening is the path of the command that the feature has in the place of another.
const opening = "board.tasks"

// offers is a command of the feature that opens a poll about a thing.
func (h *heard) offers(draft board.Poll) func(who string) (board.Poll, error) {
	type opened struct {
		poll board.Poll
		err  error
	}
	var done sync.Map // by who opens it
	h.book.Command(opening).Do = func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
		var p board.Poll
		err := h.db.Write(ctx, storage.By{Person: c.Who.Person.ID}, func(tx *storage.Tx) (err error) {
			p, err = h.polls.Open(tx, c, draft)
			return err
		})
		done.Store(c.Event.Actor.Account, opened{p, err})
		return chat.Reply{Messages: []chat.Message{chat.Message{}.With(commands.Opened(c, p)...)}}, err
	}
	return func(who string) (board.Poll, error) {
		said := h.does(who, chat.Press{Action: chat.Action{Name: opening}})
		kept, _ := done.Load(who)
		o, called := kept.(opened)
		if !called {
			return board.Poll{}, fmt.Errorf("not called: %s", said)
		}
		if o.err == nil {
			h.contains(said, fmt.Sprintf("Darüber stimmt jetzt der Beirat ab: Abstimmung %d.", o.poll.Number))
		}
		return o.poll, o.err
	}
}

// opens lets somebody open a poll about a thing.
func (h *heard) opens(who string, draft board.Poll) (board.Poll, error) {
	h.Helper()
	return h.offers(draft)(who)
}

func (h *heard) opened(draft board.Poll) board.Poll {
	h.Helper()
	p, err := h.opens("m1", draft)
	h.must(err)
	return p
}

// refused is the sentence with which a poll is refused.
func (h *heard) refused(draft board.Poll) string {
	h.Helper()
	_, err := h.opens("m1", draft)
	var no *commands.Error
	if !errors.As(err, &no) {
		h.Fatalf("not refused: %v", err)
	}
	return fmt.Sprint(no.Text.Key, no.Text.Args)
}

// ends lets the time of all polls run out.
func (h *heard) ends() {
	h.Helper()
	h.works()
	h.clock.set(h.clock.Now().AddDate(0, 0, 8))
	h.works()
}

func statement(id board.ID) board.Poll {
	return board.Poll{Question: "Ist der Leitsatz 2 fertig?", Text: "Die Stadt wird leiser.", Method: board.YesNo, About: board.Subject{Kind: board.AboutStatement, ID: id}}
}

func TestTheFeatureThatOpenedAPollHearsItsEndOnceThoughItIsClosedTwice(t *testing.T) {
	onBoth(t, func(w *world) {
		h := hears(w)
		p := h.opened(statement(7))
		h.works()
		for i := range 7 {
			h.votes(fmt.Sprintf("m%d", i+1), p.Number, "yes")
		}
		h.clock.set(p.Closes)
		closing := storage.Job{Kind: polls.CloseKind, Key: fmt.Sprint(p.ID)}
		h.must(h.polls.CloseDue(t.Context(), closing))
		h.works()
		h.must(h.polls.CloseDue(t.Context(), closing))
		h.works()
		if want := []string{"1 statement 7 closed adopted"}; !slices.Equal(h.decisions, want) {
			t.Errorf("heard %q, not %q", h.decisions, want)
		}
	})
}

func TestAVoteInAMatterOfTheBoardsOwnIsHandedToNobody(t *testing.T) {
	w := newWorld(t)
	h := hears(w)
	p := h.opened(statement(7))
	h.works()
	for i := range 7 {
		h.votes(fmt.Sprintf("m%d", i+1), p.Number, "yes")
	}
	h.contains(h.says("m1", "/abstimmung 1"), "In eigener Sache des Beirats, im Umlauf", "Die Stadt wird leiser.")
	h.ends()
	result := h.says("m1", "/abstimmung 1")
	h.contains(result, "angenommen", "Eine Antwort der Verwaltung wird nicht erwartet")
	h.lacks(result, "Geschäftsstelle leitet")
	h.contains(h.says("office", `/abstimmung antwort 1 antwort=angenommen`), "keine Empfehlung geworden")
	h.contains(h.says("office", "/abstimmung 1"), "Abstimmung 1 (in eigener Sache): Ist der Leitsatz 2 fertig?")
	if due := h.pollOf(p.ID).Due; !due.IsZero() {
		t.Errorf("an answer is due at %s", due)
	}
	for h.waits(h.clock.Now().AddDate(0, 0, 60)) {
	}
	h.lacks(fmt.Sprint(h.town.to("office")), "Antwort der Verwaltung")
}

func (h *heard) pollOf(id board.ID) (p board.Poll) {
	h.Helper()
	h.read(func(tx *storage.Tx) (err error) {
		p, err = tx.Poll(id)
		return err
	})
	return p
}

func TestAPollAboutAThingIsSentToAMeetingAndMadeSecretAsARecommendation(t *testing.T) {
	w := newWorld(t)
	h := hears(w)
	h.opened(statement(7))
	second := h.opened(statement(8))
	h.works()
	h.does("m2", chat.Press{Action: chat.Action{Name: "poll.object", Args: map[string]string{"poll": "1", "confirm": "yes"}}})
	h.works()
	h.contains(h.says("m1", "/abstimmung 1"), "Die Sache kommt auf die Tagesordnung der nächsten Sitzung", "In der Sitzung abstimmen")
	h.contains(h.does("m1", chat.Press{Action: chat.Action{Name: "poll.copy", Args: map[string]string{"poll": "1"}}}), "form poll.copy")
	h.contains(h.says("m1", "/abstimmung kopieren 1 anwesend=7"), "Abstimmung 3 ist eröffnet")
	h.says("m11", "/abstimmung auszählung 3 ja=6 nein=1 enthaltung=0")
	for _, who := range []string{"m1", "m2", "m3"} {
		h.does(who, chat.Press{Action: chat.Action{Name: "poll.secret", Args: map[string]string{"poll": "2", "confirm": "yes"}}})
	}
	h.works()
	if !h.pollOf(second.ID).Secret {
		t.Error("three of eleven do not make it secret")
	}
	if want := []string{"1 statement 7 closed objected", "3 statement 7 closed adopted"}; !slices.Equal(h.decisions, want) {
		t.Errorf("heard %q, not %q", h.decisions, want)
	}
}

func TestAPollThatIsTakenBackIsHeardOf(t *testing.T) {
	w := newWorld(t)
	h := hears(w)
	h.opened(statement(7))
	h.works()
	h.says("m1", "/abstimmung zurückziehen 1")
	h.works()
	if want := []string{"1 statement 7 withdrawn "}; !slices.Equal(h.decisions, want) {
		t.Errorf("heard %q, not %q", h.decisions, want)
	}
	h.opened(statement(7))
}

func TestAboutAThingThereIsOneOpenPoll(t *testing.T) {
	onBoth(t, func(w *world) {
		h := hears(w)
		h.opened(statement(7))
		h.contains(h.refused(statement(7)), "poll.about.running", "Number:1")
		h.opened(statement(8))
		errs, open := make(chan error), h.offers(statement(9))
		for _, who := range []string{"m2", "m3"} {
			go func() {
				_, err := open(who)
				errs <- err
			}()
		}
		refused := 0
		for range 2 {
			if err := <-errs; err != nil {
				refused++
			}
		}
		if refused != 1 {
			t.Errorf("of two who open at once %d are refused", refused)
		}
	})
}

func TestAVoidPollAboutAThingIsHeldAgainAboutTheSame(t *testing.T) {
	w := newWorld(t)
	h := hears(w)
	draft := board.Poll{Question: "Was wird aus der Idee 3?", Method: board.OneOf, About: board.Subject{Kind: board.AboutIdea, ID: 3},
		Options: []board.Option{{Label: "Behalten", Thing: 3}, {Label: "Verwerfen", Thing: 3}}}
	p := h.opened(draft)
	h.ends()
	h.contains(h.says("m2", "/abstimmung kopieren 1 ändern=ja"), "Abstimmung 2 ist eröffnet")
	h.contains(h.says("m2", "/abstimmung kopieren 1"), "Darüber wird schon abgestimmt")
	again := h.pollOf(p.ID + 1)
	if again.About != p.About || again.Purpose != board.Internal || again.Options[1].Thing != 3 {
		t.Errorf("%+v", again)
	}
	h.contains(h.says("m2", "/abstimmung option 2 option=Dora"), "Worüber sie geht, steht fest")
	h.contains(whole(h.Handle(t.Context(), h.event("office", chat.Command{Line: "/abstimmung vorlage Ideen von=2"}))), "Eine Vorlage lässt sich daraus nicht machen")
	h.works()
	for i := range 7 {
		h.votes(fmt.Sprintf("m%d", i+1), 2, "1")
	}
	h.ends()
	h.contains(h.says("m2", "/abstimmung kopieren 2"), "was daraus folgt, ist schon geschehen")
	want := []string{"1 idea 3 closed too_few_replies", "2 idea 3 closed adopted"}
	if !slices.Equal(h.decisions, want) {
		t.Errorf("heard %q, not %q", h.decisions, want)
	}
}

func TestTheRunOffOfAPollAboutAThingIsAboutIt(t *testing.T) {
	w := newWorld(t)
	h := hears(w)
	h.opened(board.Poll{Question: "Welches zuerst?", Method: board.OneOf, Terms: board.Terms{RunOff: true}, About: board.Subject{Kind: board.AboutPriority},
		Options: []board.Option{{Label: "Radweg", Thing: 31}, {Label: "Markthalle", Thing: 32}, {Label: "Lastenräder", Thing: 33}}})
	h.works()
	for who, vote := range map[string]string{"m1": "1", "m2": "1", "m3": "2", "m4": "2", "m5": "3", "m6": "3", "m7": "2"} {
		h.votes(who, 1, vote)
	}
	h.ends()
	h.contains(h.says("m1", "/abstimmung stichwahl 1"), "Abstimmung 2 ist eröffnet")
	var things []board.ID
	for _, o := range h.pollOf(2).Options {
		things = append(things, o.Thing)
	}
	if want := []board.ID{31, 32, 33}; !slices.Equal(things, want) {
		t.Errorf("things %v, not %v", things, want)
	}
}

func TestAnOrderThatTheBoardVotesForIsToldAsOne(t *testing.T) {
	w := newWorld(t)
	h := hears(w)
	order := board.Poll{Question: "Was kommt zuerst?", Method: board.Points, About: board.Subject{Kind: board.AboutPriority},
		Options: []board.Option{{Label: "Radweg", Thing: 31}, {Label: "Markthalle", Thing: 32}, {Label: "Lastenräder", Thing: 33}}}
	h.opened(order)
	h.works()
	for i := range 6 {
		h.votes(fmt.Sprintf("m%d", i+1), 1, "2=7,1=3")
	}
	h.ends()
	said := h.says("office", "/abstimmung 1")
	h.contains(said, "an erster Stelle steht „Markthalle“", "Diese Reihenfolge gilt, bis der Beirat wieder darüber abstimmt")
	h.lacks(said, "angenommen")
	order.Secret = true
	h.opened(order)
	h.ends()
	h.contains(h.says("m1", "/abstimmung 2"), "kein gültiges Ergebnis")
}

func TestAPollAboutAThingIsRefusedWithASentence(t *testing.T) {
	w := newWorld(t)
	h := hears(w)
	over := func(labels ...string) board.Poll {
		p := board.Poll{Question: "Was?", Method: board.OneOf, About: board.Subject{Kind: board.AboutIdea, ID: 3}}
		for _, label := range labels {
			p.Options = append(p.Options, board.Option{Label: label})
		}
		return p
	}
	receipts := statement(7)
	receipts.Receipts = true
	for name, c := range map[string]struct {
		draft board.Poll
		want  string
	}{
		"of one option":            {over("Radweg"), "choice_without_options"},
		"two called the same":      {over("Radweg", "radweg"), "poll.option.flaw.same"},
		"one called as abstaining": {over("Radweg", "Enthaltung"), "poll.option.flaw.abstain"},
		"receipts without secrecy": {receipts, "receipts_without_secrecy"},
	} {
		t.Run(name, func(t *testing.T) { h.contains(h.refused(c.draft), c.want) })
	}
	if _, err := h.opens("m1", board.Poll{Question: "Frage?", Method: board.YesNo}); err == nil {
		t.Error("a poll about nothing was opened")
	}
}
