package bot

import (
	"strings"
	"testing"

	"beirat/chat"
	"beirat/commands"
	"beirat/words"
)

func (w *world) typist() typist {
	w.Helper()
	t, err := newTypist(w.db, "")
	w.must(err)
	return t
}

// privately is something done in the conversation with the program.
func (w *world) privately(who string, do chat.Do) chat.Reply {
	w.Helper()
	e := w.event(who, do)
	e.Place = chat.Place{}
	return w.Handle(w.Context(), e)
}

// TestEveryButtonThatIsShownCanBeTyped presses every button that anybody is
// shown, and what that shows in turn.
func TestEveryButtonThatIsShownCanBeTyped(t *testing.T) {
	w := newWorld(t)
	w.says("m11", `/abstimmung neu "Online-Termine im Bürgerbüro?"`)
	w.says("m1", `/abstimmung neu "Eine Anfrage: „ja“ oder 'nein'?" zweck=stimmungsbild`)
	w.works()
	typist, tried := w.typist(), map[string]bool{}
	var try func(who string, buttons []chat.Button)
	try = func(who string, buttons []chat.Button) {
		for _, b := range buttons {
			line, ok, err := typist.line(w.Context(), words.German, b.Action)
			w.must(err)
			if !ok && w.book.Command(b.Action.Name).Confidential() { // a secret ballot is never typed
				continue
			}
			if !ok {
				t.Errorf("no line for %v", b.Action)
			}
			if tried[who+line] {
				continue
			}
			tried[who+line] = true
			typed, err := w.book.Resolve(chat.Typing{Text: line})
			w.must(err)
			back, _ := w.book.Typed(words.German, chat.Action{Name: typed.Command.Path, Args: typed.Values})
			if typed.Command.Path != b.Action.Name || len(typed.Mistakes) > 0 || back != line {
				t.Errorf("%q is %s %v, of %v", line, typed.Command.Path, typed.Values, b.Action)
			}
			for _, m := range w.privately(who, chat.Press{Action: b.Action}).Messages {
				try(who, m.Buttons())
			}
		}
	}
	for _, who := range []string{"m2", "m11", "office", "guest", "stranger"} {
		for _, line := range []string{"/beirat", "/abstimung", "/abstimmung nue Testfrage? bis=Freitag", "/abstimmung mehr 1", "/hilfe abwesend"} {
			for _, m := range w.privately(who, chat.Command{Line: line}).Messages {
				try(who, m.Buttons())
			}
		}
	}
	for _, n := range w.town.shown {
		try("m3", n.Message.Buttons())
	}
	for _, part := range []string{"abstimmung 1 ja", "abstimmung in-sitzung-beraten 1 bestätigt=ja", "ändern=ja", "abstimmung neu", "beirat übung"} {
		found := false
		for line := range tried {
			found = found || strings.Contains(line, part)
		}
		if !found {
			t.Errorf("nobody was shown a button for %q", part)
		}
	}
	if len(tried) < 100 {
		t.Errorf("only %d lines were tried", len(tried))
	}
}

func TestALineSaysTheBoardOnlyWhereThereAreSeveral(t *testing.T) {
	w := newWorld(t)
	vote := chat.Action{Name: votePath, Args: map[string]string{commands.Where: "2", "poll": "12", "vote": "yes"}}
	for i, want := range []string{"abstimmung 12 ja", "abstimmung 12 ja beirat=2"} {
		if i > 0 {
			w.found("Klimabeirat", "de", "c2")
		}
		line, ok, err := w.typist().line(t.Context(), words.German, vote)
		if line != want || !ok || err != nil {
			t.Errorf("%q %v %v, want %q", line, ok, err, want)
		}
	}
	if vote.Args[commands.Where] != "2" {
		t.Error("the action itself was changed")
	}
}

func TestALineMeansTheBoardThatItSays(t *testing.T) {
	w := newWorld(t)
	second := w.found("Klimabeirat", "de", "c2")
	w.contains(w.answered(w.privately("m1", chat.Typing{Text: "beirat info beirat=2"})), "Klimabeirat")
	w.contains(w.says("m1", "/beirat info beirat=2"), "Klimabeirat") // in the other's channel
	asked := w.privately("m1", chat.Typing{Text: "beirat info"})
	for i, name := range []string{"Digitalbeirat", "Klimabeirat"} {
		line, ok, err := w.typist().line(t.Context(), words.German, asked.Messages[0].Buttons()[i].Action)
		if !ok || err != nil {
			t.Fatalf("%q %v", line, err)
		}
		w.contains(w.answered(w.privately("m1", chat.Typing{Text: line})), name)
	}
	w.seats("c2", "neu") // m5 is no member of it any more
	for _, who := range []string{"m5", "stranger"} {
		for _, line := range []string{"abstimmung liste beirat=2", "beirat hilfe beirat=2", "beirat info beirat=99"} {
			w.contains(w.answered(w.privately(who, chat.Typing{Text: line})), "gehören Sie nicht an")
		}
	}
	if second.ID != 2 {
		t.Errorf("the second board is %d", second.ID)
	}
}

func TestWhereNoSlashIsTypedNoneIsShown(t *testing.T) {
	w := newWorld(t)
	b, err := New(w.db, Options{Platforms: []chat.Platform{w.town}, Typed: true})
	w.must(err)
	w.Bot = b
	w.seats("c1", "neu")
	w.works()
	w.contains(strings.Join(w.town.to("neu"), "\n"), "Schreiben Sie mir beirat,")
	for _, line := range []string{"hilfe", "hilfe abstimmung neu", "abstimmung quark"} {
		answer := w.answered(w.privately("m1", chat.Typing{Text: line}))
		w.lacks(answer, "/beirat", "/abstimmung")
	}
	w.says("m11", `/abstimmung neu "Online-Termine im Bürgerbüro?"`)
	w.works()
	for _, text := range []string{w.answered(w.privately("m1", chat.Typing{Text: "ja, gern"})), strings.Join(w.town.to("neu"), "\n"),
		w.answered(w.privately("m1", chat.Typing{Text: "beirat hilfe"})), w.answered(w.privately("m1", chat.Typing{Text: "abstimmung 1"}))} {
		w.lacks(text, "Knopf", "Knöpfe")
	}
	form := w.privately("m1", chat.Typing{Text: "abstimmung neu"}).Form
	w.contains(said(w.InWords(words.German, form), words.German), "So können Sie es schreiben: abstimmung neu FRAGE")
}
