package bot

import (
	"errors"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands/boards"
	"beirat/storage"
)

// seats gives the seat of m5 in the board of a channel to somebody else.
func (w *world) seats(channel, who string) {
	w.Helper()
	for _, line := range []string{"/beirat sitz freigeben m5", "/beirat sitz besetzen " + who + " Bürgerschaft"} {
		e := w.event("m11", chat.Command{Line: line})
		e.Place.Channel = channel
		w.lacks(w.answered(w.Handle(w.Context(), e)), "form")
	}
}

func TestANewMemberIsGreetedOnceInEachBoard(t *testing.T) {
	onBoth(t, func(w *world) {
		w.found("Klimabeirat", "de", "c2")
		w.seats("c1", "neu")
		w.works()
		w.seats("c2", "neu")
		w.works()
		w.says("m11", "/beirat sitz freigeben neu")
		w.says("m11", "/beirat sitz besetzen neu Bürgerschaft")
		w.works()
		got := w.town.to("neu")
		if len(got) != 2 || !strings.Contains(got[0], "„Digitalbeirat“") || !strings.Contains(got[1], "„Klimabeirat“") {
			t.Errorf("greeted with %q", got)
		}
		for _, member := range []string{"m1", "m11", "office", "guest"} {
			if got := w.town.to(member); len(got) > 0 {
				t.Errorf("%s, who was there before, got %q", member, got)
			}
		}
	})
}

func TestWhoHasLeftBeforeTheGreetingIsSentIsNotGreeted(t *testing.T) {
	w := newWorld(t)
	w.seats("c1", "neu")
	w.says("m11", "/beirat sitz freigeben neu")
	w.works()
	if got := w.town.to("neu"); len(got) > 0 {
		t.Errorf("greeted with %q", got)
	}
}

func TestWhoHasARoleInANewBoardIsGreetedAndToldWhatIsStored(t *testing.T) {
	w := newWorld(t)
	w.write(func(tx *storage.Tx) error {
		person, err := tx.Meet("town", "buero2", "buero2")
		if err != nil {
			return err
		}
		return errors.Join(tx.SetRole(w.board.ID, person.ID, board.Office, true), boards.Greet(tx, w.board.ID, person.ID, w.db.Now()))
	})
	w.works()
	w.contains(strings.Join(w.town.to("buero2"), "\n"), "haben Sie jetzt die Rolle: Geschäftsstelle", "steht unter „Datenschutz“", "[Datenschutz]")
	w.lacks(strings.Join(w.town.to("buero2"), "\n"), "Sitz", "Was trinken Sie lieber")
	w.lacks(w.says("buero2", "/beirat mitglieder"), "Von Ihnen ist jetzt etwas gespeichert")
}

func TestTheGreetingNamesTheWordWithItsPrefix(t *testing.T) {
	w := newWorld(t)
	b, err := New(w.db, Options{Platforms: []chat.Platform{w.town}, Prefix: "x"})
	w.must(err)
	w.Bot = b
	w.seats("c1", "neu")
	w.works()
	w.contains(strings.Join(w.town.to("neu"), "\n"), "/x-beirat")
}

// TestTheButtonsOfAGreetingMeanItsBoard presses them in the private
// conversation, where a person of several boards would be asked which one.
func TestTheButtonsOfAGreetingMeanItsBoard(t *testing.T) {
	w := newWorld(t)
	w.found("Klimabeirat", "de", "c2")
	w.seats("c1", "neu")
	w.seats("c2", "neu")
	w.works()
	pressed := map[string]string{}
	for _, n := range w.town.shown {
		if n.Account != "neu" {
			continue
		}
		for _, b := range n.Message.Buttons() {
			e := w.event("neu", chat.Press{Action: b.Action})
			e.Place = chat.Place{Server: "s1"}
			pressed[b.Action.Name+" "+b.Action.Args["drink"]] += w.answered(w.Handle(w.Context(), e)) + "\n"
		}
	}
	w.contains(pressed["board.practice coffee"], "angekommen: Kaffee", "zählt nicht")
	w.contains(pressed["board.practice tea"], "angekommen: Tee")
	w.contains(pressed["board.privacy "], "(Digitalbeirat)", "(Klimabeirat)", "Gruppe Bürgerschaft")
}
