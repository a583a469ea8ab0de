package bot

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

func TestTheBoardIsFoundByButtonByChannelOrByThePerson(t *testing.T) {
	w := newWorld(t)
	private := func(who string, do chat.Do) chat.Reply {
		e := w.event(who, do)
		e.Place = chat.Place{}
		return w.Handle(t.Context(), e)
	}
	w.contains(w.answered(private("m1", chat.Command{Line: "/beirat info"})), "Digitalbeirat")

	second := w.found("Klimabeirat", "de", "c2")
	w.contains(w.says("m1", "/beirat info"), "Digitalbeirat")
	e := w.event("m1", chat.Command{Line: "/beirat info"})
	e.Place.Channel = "c2"
	w.contains(w.answered(w.Handle(t.Context(), e)), "Klimabeirat")
	button := chat.Press{Action: chat.Action{Name: "board.info", Args: map[string]string{"board": fmt.Sprint(second.ID)}}}
	w.contains(w.does("m1", button), "Klimabeirat") // pressed in the other's channel
	w.contains(w.answered(private("m1", button)), "Klimabeirat")

	for _, do := range []chat.Do{chat.Command{Line: "/beirat info"}, chat.Command{Line: "/beirat"}, chat.Typing{Text: "Ja, bin dafür"}} {
		reply := private("m1", do)
		w.contains(w.answered(reply), "Sie gehören mehreren Beiräten an. Welchen meinen Sie?", "[Digitalbeirat] [Klimabeirat]")
		chosen := reply.Messages[0].Buttons()[1]
		w.contains(w.answered(private("m1", chat.Press{Action: chosen.Action})), "Klimabeirat")
	}
	reply := private("m1", chat.Command{Line: `/abstimmung neu "Wo?" bis=morgen`})
	chosen := reply.Messages[0].Buttons()[1]
	w.contains(w.answered(private("m1", chat.Press{Action: chosen.Action})), "Abstimmung 1 ist eröffnet")
	w.read(func(tx *storage.Tx) error {
		polls, err := tx.OpenPolls(second.ID)
		if len(polls) != 1 {
			t.Errorf("%d polls in the board that was chosen", len(polls))
		}
		return err
	})
	long := private("m1", chat.Command{Line: `/abstimmung neu "` + strings.Repeat("Wie lang? ", 20) + `"`})
	w.contains(w.answered(long), "Bitte schreiben Sie mir im Kanal des Beirats")
	w.contains(w.answered(private("m1", chat.Command{Line: "/beirat hilfe"})), "Hilfe") // needs no board
}

func TestInAChannelWithoutABoardAPersonMeansTheirOwnOnThatServerOnly(t *testing.T) {
	w := newWorld(t)
	at := func(who, server, channel string, do chat.Do) string {
		e := w.event(who, do)
		e.Place = chat.Place{Server: server, Channel: channel}
		return w.answered(w.Handle(t.Context(), e))
	}
	info, menu := chat.Command{Line: "/beirat info"}, chat.Command{Line: "/beirat"}
	const none, which = "Hier gibt es noch keinen Beirat", "Sie gehören mehreren Beiräten an"
	w.contains(at("m1", "s1", "town-square", info), "Digitalbeirat")
	w.contains(at("m1", "s1", "town-square", menu), "Digitalbeirat")
	w.contains(at("m1", "s2", "town-square", info), none)
	for _, who := range []string{"stranger", "guest2"} {
		w.contains(at(who, "s1", "town-square", info), none)
	}

	other := w.foundOn("s2", "Klimabeirat", "c2") // of the same people, on another server
	w.contains(at("m1", "s1", "town-square", info), "Digitalbeirat")
	w.contains(at("m1", "s2", "town-square", info), "Klimabeirat")
	w.contains(at("m1", "s3", "town-square", info), none)
	w.contains(at("m1", "s2", "c1", info), "Klimabeirat") // the other server's channel of that name

	w.foundOn("s2", "Radbeirat", "c3")
	asked := at("m1", "s2", "town-square", info)
	w.contains(asked, which, "[Klimabeirat] [Radbeirat]")
	w.lacks(asked, "Digitalbeirat")
	w.contains(at("m1", "s2", "c2", info), "Klimabeirat")

	w.write(func(tx *storage.Tx) error { // who administers one board founds no other by that
		person, err := tx.PersonOf("town", "m1")
		if err != nil {
			return err
		}
		return errors.Join(tx.SetRole(w.board.ID, person.ID, board.Admin, true), tx.SetRole(other.ID, person.ID, board.Admin, true))
	})
	found := chat.Command{Line: "/beirat einrichten Neubeirat"}
	w.contains(at("m1", "s1", "town-square", found), "Das kann, wer den Chat verwaltet.")
	e := w.event("m1", found)
	e.Place.Channel, e.Actor.Admin = "town-square", true
	w.contains(w.answered(w.Handle(t.Context(), e)), "Neubeirat")
	w.contains(at("m2", "s1", "town-square", info), "Neubeirat")
}

func TestAPrivateButtonNamesItsBoard(t *testing.T) {
	w := newWorld(t)
	second := w.foundOn("s2", "Klimabeirat", "c2")
	e := w.event("m1", chat.Command{Line: `/abstimmung neu "Frage?"`})
	e.Place = chat.Place{Server: "s2", Channel: "c2"}
	w.answered(w.Handle(t.Context(), e))
	w.works()
	w.town.mu.Lock()
	defer w.town.mu.Unlock()
	buttons := 0
	for _, n := range w.town.shown {
		if n.Account == "" {
			continue
		}
		for _, b := range n.Message.Buttons() {
			buttons++
			if got := b.Action.Args[commands.Where]; got != fmt.Sprint(second.ID) {
				t.Errorf("to %s: %s names board %q", n.Account, b.Action.Name, got)
			}
		}
	}
	if buttons == 0 {
		t.Error("there are no buttons")
	}
}
