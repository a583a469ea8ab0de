package bot

import (
	"context"
	"fmt"
	"hash/maphash"
	"regexp"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

var identifier = regexp.MustCompile(`Kennung ([0-9A-Z]{4})`)

// secret is what nobody may find in a log.
const secret = "Geheimtext4711"

func TestWhatBreaksIsToldKindlyWithAnIDThatFindsTheLogLine(t *testing.T) {
	for name, breaks := range map[string]func(*world){
		"a handler that panics": func(w *world) {
			w.book.Command(votePath).Do = func(context.Context, *commands.Call) (chat.Reply, error) { panic(secret) }
		},
		"a handler that fails": func(w *world) {
			w.book.Command(votePath).Do = func(context.Context, *commands.Call) (chat.Reply, error) {
				return chat.Reply{}, fmt.Errorf("saving: %w", storage.ErrFull)
			}
		},
		"a database that is gone": func(w *world) { w.must(w.db.Close()) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.says("m1", `/abstimmung neu "Frage?"`)
			breaks(w)
			text := w.votes("m2", 1, "yes")
			w.contains(text, "es liegt nicht an Ihnen", "Ihre Stimme ist noch nicht gezählt", "[Ja] [Nein] [Enthaltung]")
			id := identifier.FindStringSubmatch(text)
			if id == nil {
				t.Fatalf("no identifier in:\n%s", text)
			}
			w.contains(w.log.String(), `"log":"`+id[1]+`"`)
			w.lacks(w.log.String(), secret)
		})
	}
}

func TestTheButtonsOfABrokenVoteVoteInTheSamePoll(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Eins?"`)
	w.says("m1", `/abstimmung neu "Zwei?"`)
	vote := w.book.Command(votePath)
	does := vote.Do
	vote.Do = func(context.Context, *commands.Call) (chat.Reply, error) { panic("broken") }
	for who, do := range map[string]chat.Do{
		"m2": chat.Press{Action: chat.Action{Name: votePath, Args: map[string]string{"board": fmt.Sprint(w.board.ID), "poll": "2", "vote": "yes"}}},
		"m3": chat.Command{Line: "/abstimmung 2 ja"},
	} {
		vote.Do = func(context.Context, *commands.Call) (chat.Reply, error) { panic("broken") }
		reply := w.Handle(t.Context(), w.event(who, do))
		vote.Do = does
		no := reply.Messages[0].Buttons()[1]
		w.contains(w.does(who, chat.Press{Action: no.Action}), "Ihre Stimme ist gezählt: Nein")
		w.contains(w.says(who, "/abstimmung zeigen 2"), "Ihre Stimme: Nein")
	}
}

// everyEvent is every kind of event, each with the secret wherever a person
// can write something.
func everyEvent() map[string]chat.Do {
	values := map[string]string{"question": secret, "text": secret, "closes": secret, "board": secret, secret: secret}
	return map[string]chat.Do{
		"command":            chat.Command{Line: "/abstimmung neu " + secret + " wortlaut=" + secret},
		"unknown command":    chat.Command{Line: "/" + secret + " " + secret},
		"unknown thing":      chat.Command{Line: "/abstimmung zeigen " + secret},
		"unknown value":      chat.Command{Line: "/abstimmung 1 " + secret},
		"unknown person":     chat.Command{Line: "/beirat sitz besetzen " + secret},
		"parsed command":     chat.Command{Path: "poll.create", Values: values},
		"unknown path":       chat.Command{Path: secret, Values: values},
		"button":             chat.Press{Action: chat.Action{Name: "poll.create", Args: values}},
		"unknown button":     chat.Press{Action: chat.Action{Name: secret, Args: values}},
		"form":               chat.Submit{Command: "poll.create", Values: values, Line: "wortlaut=" + secret},
		"unknown form":       chat.Submit{Command: secret, Values: values, Line: secret},
		"talk":               chat.Typing{Text: secret + " ist dafür"},
		"talk that commands": chat.Typing{Text: "abstimmung neu " + secret},
	}
}

func TestTheLogHoldsNoMessageText(t *testing.T) {
	for name, state := range map[string]func(*world){
		"when all is well": func(*world) {},
		"when every handler panics": func(w *world) {
			for _, c := range w.book.Commands() {
				w.book.Command(c.Path).Do = func(context.Context, *commands.Call) (chat.Reply, error) { panic(secret) }
			}
		},
		"when the platform knows nobody": func(w *world) { w.town.nobody = []string{secret} },
		"when the database is gone":      func(w *world) { w.must(w.db.Close()) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.says("m1", `/abstimmung neu "Frage?"`)
			state(w)
			for _, who := range []string{"m11", "guest", "stranger"} {
				for kind, do := range everyEvent() {
					e := w.event(who, do)
					if _, talk := do.(chat.Typing); talk {
						e.Place.Channel = ""
					}
					t.Log(kind, who, w.answered(w.Handle(t.Context(), e)))
				}
			}
			if name != "when the database is gone" {
				w.works()
			}
			w.lacks(w.log.String(), secret)
		})
	}
}

func TestWhatOnePersonDoesHappensInOrder(t *testing.T) {
	w := newWorld(t)
	var inside, overlaps atomic.Int32
	w.book.Command("board.info").Do = func(context.Context, *commands.Call) (chat.Reply, error) {
		if inside.Add(1) > 1 {
			overlaps.Add(1)
		}
		for range 100 {
			runtime.Gosched()
		}
		inside.Add(-1)
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("board.tasks.none"))}}, nil
	}
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() { w.Handle(t.Context(), w.event("m1", chat.Command{Line: "/beirat info"})) })
	}
	all.Wait()
	if overlaps.Load() > 0 {
		t.Errorf("%d times something began before the last thing was over", overlaps.Load())
	}
}

func TestDifferentPersonsDoNotWaitForEachOther(t *testing.T) {
	w := newWorld(t)
	slot := func(who string) uint64 { return maphash.String(seed, "town/"+who) % uint64(len(w.turns)) }
	other := "m2"
	for i := 3; slot(other) == slot("m1"); i++ {
		other = fmt.Sprintf("m%d", i)
	}
	met := make(chan struct{})
	w.book.Command("board.info").Do = func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
		select { // each waits for the other, or for its deadline
		case met <- struct{}{}:
		case <-met:
		case <-ctx.Done():
			return chat.Reply{}, ctx.Err()
		}
		return chat.Reply{Messages: []chat.Message{chat.Say(chat.T("board.tasks.none"))}}, nil
	}
	answers := make(chan string, 2)
	for _, who := range []string{"m1", other} {
		go func() {
			answers <- w.answered(w.Handle(context.WithoutCancel(t.Context()), w.event(who, chat.Command{Line: "/beirat info"})))
		}()
	}
	for range 2 {
		w.contains(<-answers, "nichts offen")
	}
}

func TestTheAnswerIsInTheReadersLanguage(t *testing.T) {
	w := newWorld(t)
	w.found("Digital board", "en", "c2")
	ask := func(who, locale, channel string) string {
		e := w.event(who, chat.Command{Line: "/beirat aufgaben"})
		e.Actor.Locale, e.Place.Channel = locale, channel
		return w.answered(w.Handle(t.Context(), e))
	}
	const german, inEnglish = "nichts offen", "Nothing is open"
	w.contains(ask("m1", "", "c1"), german)         // the board's
	w.contains(ask("m1", "", "c2"), inEnglish)      // the other board's
	w.contains(ask("m1", "en-GB", "c1"), inEnglish) // as the platform says
	w.contains(ask("m1", "de_DE", "c2"), german)    // as the platform says
	w.contains(ask("m1", "fr", "c1"), german)       // no French: the board's
	w.contains(w.says("m1", "/beirat sprache en"), "English")
	w.contains(ask("m1", "de", "c1"), inEnglish) // as the person set it
	w.contains(ask("m2", "", "c1"), german)
}

func TestARightThatIsMissingIsRefusedWithItsReason(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Frage?"`)
	for _, refused := range []struct{ who, line, because string }{
		{"guest", "/abstimmung 1 ja", "Als Gast lesen Sie den öffentlichen Teil mit. Abstimmen können die elf Mitglieder."},
		{"stranger", "/abstimmung 1 ja", "Das können die Mitglieder mit einem Sitz."},
		{"office", "/abstimmung 1 ja", "Das können die Mitglieder mit einem Sitz."},
		{"m1", "/beirat sitz besetzen m12", "Das können der Vorsitz und die Geschäftsstelle."},
		{"guest", `/abstimmung neu "Frage?"`, "Das können die Mitglieder, der Vorsitz und die Geschäftsstelle."},
		{"stranger", "/beirat aufgaben", "Das ist für alle, die zum Beirat gehören: die Mitglieder, den Vorsitz und die Geschäftsstelle."},
		{"m11", "/beirat rolle m1 vorsitz", "Das kann, wer den Chat verwaltet."},
	} {
		w.contains(w.says(refused.who, refused.line), refused.because)
	}
	e := w.event("m1", chat.Command{Line: "/beirat info"})
	e.Place.Server = "elsewhere"
	w.contains(w.answered(w.Handle(t.Context(), e)), "Hier gibt es noch keinen Beirat")
}

func TestAButtonOfAnotherVersionIsAnsweredKindly(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Frage?"`)
	args := func(more ...string) map[string]string {
		args := map[string]string{"board": fmt.Sprint(w.board.ID), "poll": "1", "vote": "yes"}
		for i := 0; i < len(more); i += 2 {
			args[more[i]] = more[i+1]
		}
		return args
	}
	press := func(name string, args map[string]string) string {
		return w.does("m2", chat.Press{Action: chat.Action{Name: name, Args: args}})
	}
	w.contains(press("poll.weigh", args()), "Knopf")
	w.contains(press(votePath, args("weight", "3")), "Ihre Stimme ist gezählt: Ja")
	w.contains(press(votePath, args("vote", "perhaps")), "form poll.vote")
	w.contains(press(votePath, args("poll", "99")), "form poll.vote")
	w.contains(press(votePath, args("board", "4711")), "noch keinen Beirat")
	w.contains(press(votePath, nil), "form poll.vote")
	w.lacks(w.log.String(), "panic", "failed")
}

func TestWhatStrangersDoStoresNothing(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Frage?"`)
	do := everyEvent()
	do["vote"] = chat.Press{Action: chat.Action{Name: votePath, Args: map[string]string{"board": fmt.Sprint(w.board.ID), "poll": "1", "vote": "yes"}}}
	do["menu"], do["help"] = chat.Command{Line: "/beirat"}, chat.Command{Line: "/beirat hilfe"}
	do["show"], do["more"] = chat.Command{Line: "/abstimmung zeigen 1"}, chat.Command{Line: "/abstimmung mehr 1"}
	count := func() (audits int) {
		w.read(func(tx *storage.Tx) error {
			for _, of := range []board.ID{0, w.board.ID} {
				list, err := tx.Audits(of, "", 1000)
				if audits += len(list); err != nil {
					return err
				}
			}
			return nil
		})
		return audits
	}
	before := count()
	for _, what := range do {
		for _, place := range []chat.Place{{Server: "s1", Channel: "c1"}, {}, {Server: "s9", Channel: "c9"}} {
			e := w.event("stranger", what)
			e.Place = place
			w.answered(w.Handle(t.Context(), e))
		}
	}
	if after := count(); after != before {
		t.Errorf("%d changes were stored", after-before)
	}
	w.read(func(tx *storage.Tx) error {
		for _, account := range []string{"stranger", secret} {
			if person, err := tx.PersonOf("town", account); err == nil {
				t.Errorf("%s is known as person %d", account, person.ID)
			}
		}
		return nil
	})
}
