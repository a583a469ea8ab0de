package bot

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"beirat/board"
	"beirat/bot/console"
	"beirat/bot/mattermost"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// The platforms that people live on say who is where.
var (
	_ roster = (*mattermost.Mattermost)(nil)
	_ roster = (*console.Console)(nil)
)

// whispers is what somebody is answered in the conversation with the program.
func (w *world) whispers(who string, do chat.Do) string {
	w.Helper()
	return w.answered(w.privately(who, do))
}

func TestABoardIsThereForThoseInItsChannelOnly(t *testing.T) {
	w := newWorld(t)
	const confidential = "Vertraulich"
	w.says("m1", `/abstimmung neu "Vertraulich: Wer wird Leiterin?"`)
	w.town.absent = []string{"stranger", "former"}
	w.write(func(tx *storage.Tx) error { _, err := tx.Meet("town", "former", "former"); return err })
	at := map[string]string{commands.Where: fmt.Sprint(w.board.ID)}
	for name, do := range map[string]chat.Do{
		"asks for the polls":           chat.Command{Line: "/abstimmung liste"},
		"asks for a poll":              chat.Command{Line: "/abstimmung zeigen 1"},
		"asks for the members":         chat.Command{Line: "/beirat mitglieder"},
		"asks what is open":            chat.Command{Line: "/beirat"},
		"writes the same":              chat.Typing{Text: "abstimmung liste"},
		"names the board":              chat.Typing{Text: "abstimmung liste beirat=" + at[commands.Where]},
		"just talks":                   chat.Typing{Text: "Guten Tag, was ist das hier?"},
		"presses a button of old":      chat.Press{Action: chat.Action{Name: "poll.list", Args: at}},
		"sends a form of old":          chat.Submit{Command: "board.members", Values: at},
		"presses the menu's of old":    chat.Press{Action: chat.Action{Name: "board.members", Args: at}},
		"asks what the board is about": chat.Command{Line: "/beirat info"},
	} {
		for _, who := range []string{"stranger", "former"} {
			for where, place := range map[string]chat.Place{"privately": {}, "in another channel": {Server: "s1", Channel: "town-square"}, "on another server": {Server: "s2", Channel: "c1"}} {
				e := w.event(who, do)
				e.Place = place
				if said := w.answered(w.Handle(t.Context(), e)); strings.Contains(said, confidential) || strings.Contains(said, "m1") || strings.Contains(said, w.board.Name) {
					t.Errorf("a %s %s %s and reads:\n%s", who, name, where, said)
				}
			}
		}
	}
	w.town.absent = nil
	w.contains(w.whispers("stranger", chat.Command{Line: "/abstimmung liste"}), confidential)
	w.contains(w.whispers("stranger", chat.Press{Action: chat.Action{Name: "poll.list", Args: at}}), confidential)
}

func TestAStrangerReadsNoSentencesThatContradictEachOther(t *testing.T) {
	w := newWorld(t)
	w.town.absent = []string{"stranger"}
	for name, do := range map[string]chat.Do{
		"just talks":         chat.Typing{Text: "Guten Tag, was ist das hier?"},
		"asks for the polls": chat.Typing{Text: "abstimmung liste"},
		"asks for the board": chat.Command{Line: "/beirat info"},
	} {
		t.Run("who "+name, func(t *testing.T) {
			said := w.whispers("stranger", do)
			w.contains(said, "Ein Beirat hat seinen Platz in einem Kanal")
			w.lacks(said, "Hier sehen Sie", "noch keinen Beirat")
		})
	}
}

func TestMembersNeedNotBeInTheChannel(t *testing.T) {
	w := newWorld(t)
	w.says("m1", `/abstimmung neu "Frage?"`)
	w.town.absent = []string{"m2", "m3", "guest", "office"}
	vote := chat.Press{Action: chat.Action{Name: votePath, Args: map[string]string{commands.Where: fmt.Sprint(w.board.ID), "poll": "1", "vote": "yes"}}}
	w.contains(w.whispers("m2", vote), "Ihre Stimme ist gezählt: Ja")
	w.contains(w.whispers("guest", chat.Command{Line: "/abstimmung liste"}), "Frage?")
	w.contains(w.whispers("office", chat.Command{Line: "/beirat geschäftsstelle"}), "für die Geschäftsstelle")
	w.says("m11", "/beirat sitz freigeben m3")
	w.contains(w.whispers("m3", vote), "hat seinen Platz in einem Kanal")
}

func TestWhereThePlatformCannotSayWhoIsWhereNobodyIs(t *testing.T) {
	w := newWorld(t)
	b, err := New(w.db, Options{Platforms: []chat.Platform{struct{ chat.Platform }{w.town}}})
	w.must(err)
	w.Bot = b
	w.contains(w.whispers("stranger", chat.Command{Line: "/beirat info"}), "hat seinen Platz in einem Kanal")
	w.contains(w.says("stranger", "/beirat info"), "Digitalbeirat")
}

func TestPeopleAreLookedForWhereTheBoardIsAtHome(t *testing.T) {
	w := newWorld(t)
	w.foundOn("s2", "Klimabeirat", "c2")
	w.town.asked = nil
	button := chat.Press{Action: chat.Action{Name: "board.seat_remove", Args: map[string]string{commands.Where: "2", "person": "m5"}}}
	for name, c := range map[string]struct {
		place chat.Place
		do    chat.Do
		want  string
	}{
		"a line in its channel":         {chat.Place{Server: "s1", Channel: "c1"}, chat.Command{Line: "/beirat sitz freigeben m5"}, "s1"},
		"a line in private":             {chat.Place{}, chat.Command{Line: "/beirat sitz freigeben m5 beirat=2"}, "s2"},
		"a button in private":           {chat.Place{}, button, "s2"},
		"a button in another's channel": {chat.Place{Server: "s1", Channel: "c1"}, button, "s2"},
	} {
		w.town.asked = nil
		e := w.event("m11", c.do)
		e.Place = c.place
		w.answered(w.Handle(t.Context(), e))
		if !slices.Equal(slices.Compact(w.town.asked), []string{c.want}) {
			t.Errorf("%s: looked on %q, not on %s", name, w.town.asked, c.want)
		}
	}
}

func TestWhoLeftThePlatformCanBeTakenOffTheRoll(t *testing.T) {
	w := newWorld(t)
	w.town.nobody = []string{"m3", "M3", "office", "m99"}
	w.contains(w.says("m11", "/beirat sitz freigeben m99"), "form board.seat_remove")
	w.contains(w.says("m11", "/beirat sitz freigeben @M3"), "m3")
	e := w.event("boss", chat.Command{Line: "/beirat rolle office geschäftsstelle entziehen=ja"})
	e.Actor.Admin = true
	w.lacks(w.answered(w.Handle(t.Context(), e)), "nicht bekannt", "form ")
	w.read(func(tx *storage.Tx) error {
		seats, err := tx.Seats(w.board.ID)
		if slices.ContainsFunc(seats, func(s board.Seat) bool { return s.Holder.Name == "m3" }) {
			t.Error("m3 still has a seat")
		}
		if err != nil {
			return err
		}
		holders, err := tx.RoleHolders(w.board.ID)
		if slices.ContainsFunc(holders, func(h storage.Holding) bool { return h.Person.Name == "office" }) {
			t.Error("the office still has its role")
		}
		return err
	})
	w.contains(w.says("m11", "/beirat sitz freigeben m3"), "form board.seat_remove") // no longer of the board
}

func TestWhereThereIsNoBoardNobodyIsFound(t *testing.T) {
	w := newWorld(t)
	c := &commands.Call{Event: w.event("m1", chat.Typing{}), Board: board.Board{}}
	if _, err := w.find(t.Context(), c, "m1"); !errors.Is(err, chat.ErrNobody) {
		t.Errorf("found, or %v", err)
	}
}
