package bot

import (
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/storage/storagetest"
)

// twin is a world whose board is at home in a village too, another platform.
type twin struct {
	*world
	village *town
}

func newTwin(t *testing.T) *twin { return newTwinOn(t, storagetest.SQLite(t)) }

func newTwinOn(t *testing.T, url string) *twin {
	t.Helper()
	w := &twin{newWorldOn(t, url), newTown("village")}
	w.serve(w.town, w.village)
	w.write(func(tx *storage.Tx) error {
		return tx.AddHome(storage.Home{Board: w.board.ID, Platform: "village", Server: "g1", Channel: "v1"})
	})
	return w
}

// onTwins runs on both databases.
func onTwins(t *testing.T, do func(*twin)) {
	for name, database := range map[string]func(testing.TB) string{"sqlite": storagetest.SQLite, "postgres": storagetest.Postgres} {
		t.Run(name, func(t *testing.T) { do(newTwinOn(t, database(t))) })
	}
}

// serve makes the program one that serves these platforms.
func (w *twin) serve(towns ...*town) {
	w.Helper()
	var platforms []chat.Platform
	for _, town := range towns {
		platforms = append(platforms, town)
	}
	b, err := New(w.db, Options{Platforms: platforms, Log: slog.New(slog.NewJSONHandler(w.log, nil))})
	w.must(err)
	w.Bot = b
}

// there is something that somebody does in the village's channel, or privately.
func (w *twin) there(who string, do chat.Do, privately bool) chat.Reply {
	w.Helper()
	e := chat.Event{Platform: "village", Actor: chat.Actor{Account: who, Name: who}, Place: chat.Place{Server: "g1", Channel: "v1"}, Do: do}
	if privately {
		e.Place = chat.Place{}
	}
	return w.Handle(w.Context(), e)
}

// writes is a private line in the village.
func (w *twin) writes(who, line string) string {
	w.Helper()
	return w.answered(w.there(who, chat.Typing{Text: line}, true))
}

const codeLife = 10 * time.Minute

var codeSaid = regexp.MustCompile(`[2-9CDFGHJKMNPQRTVWXY]{3}(-[2-9CDFGHJKMNPQRTVWXY]{3}){2}`)

// code asks for a code in the town.
func (w *twin) code(who string) string {
	w.Helper()
	said := w.whispers(who, chat.Command{Line: "/beirat verknüpfen"})
	code := codeSaid.FindString(said)
	if code == "" {
		w.Fatalf("no code in:\n%s", said)
	}
	return code
}

// links makes an account of the village that of somebody in the town.
func (w *twin) links(here, there string) string {
	w.Helper()
	code := w.code(here)
	w.contains(w.writes(there, "beirat verknüpfen "+code), "Dieser Code gehört "+here, "[Ja, das bin ich] [Abbrechen]")
	return w.writes(there, "beirat verknüpfen "+code+" bestätigt=ja")
}

// votesThere presses a button of a poll in the village.
func (w *twin) votesThere(who string, poll int, vote string) string {
	w.Helper()
	return w.answered(w.there(who, chat.Press{Action: chat.Action{Name: votePath,
		Args: map[string]string{"board": fmt.Sprint(w.board.ID), "poll": fmt.Sprint(poll), "vote": vote}}}, false))
}

func (w *twin) both(parts ...string) {
	w.Helper()
	for _, town := range []*town{w.town, w.village} {
		w.contains(strings.Join(town.to(""), "\n"), parts...)
	}
}

func TestOnePersonInTwoChatsHasOneVote(t *testing.T) {
	onTwins(t, func(w *twin) {
		w.contains(w.links("m1", "anna"), "Ihre Konten gehören jetzt zusammen: Dieses und m1 (town) sind eine Person")
		w.says("m2", `/abstimmung neu "Frage?" bis="in 20 Tagen" zwischenstand=laufend`)
		w.works()
		w.contains(w.votes("m1", 1, "yes"), "Ihre Stimme ist gezählt: Ja")
		w.contains(w.votesThere("anna", 1, "no"), "Jetzt zählt: Nein (vorher: Ja)")
		w.votes("m2", 1, "yes")
		w.works()
		w.both("2 von 11 haben abgestimmt")
		counted := w.pollCount(1)
		if counted.Voted != 2 {
			w.Errorf("%d have voted", counted.Voted)
		}
		w.contains(w.writes("anna", "beirat aufgaben"), "Sie haben nichts offen")
	})
}

func (w *twin) pollCount(number int) (count storage.Count) {
	w.Helper()
	w.read(func(tx *storage.Tx) error {
		p, err := tx.PollNumber(w.board.ID, number)
		if err != nil {
			return err
		}
		count, err = tx.Count(p.ID)
		return err
	})
	return count
}

func TestOfASecretVoteTheRollStaysRightForWhoHasTwoAccounts(t *testing.T) {
	onTwins(t, func(w *twin) {
		w.links("m1", "anna")
		w.says("m2", `/abstimmung neu "Frage?" geheim=ja bis="in 20 Tagen"`)
		w.works()
		ballot := chat.Press{Action: chat.Action{Name: "poll.ballot", Confidential: true,
			Args: map[string]string{"board": fmt.Sprint(w.board.ID), "poll": "1", "vote": "yes", "confirm": "yes"}}}
		w.contains(w.answered(w.there("anna", ballot, true)), "Ihre Stimme liegt in der Urne")
		w.contains(w.whispers("m1", ballot), "schon")
		if counted := w.pollCount(1); counted.Voted != 1 {
			w.Errorf("%d on the roll", counted.Voted)
		}
	})
}

func TestAnAccountThatHoldsASeatIsFoundWhicheverAsks(t *testing.T) {
	w := newTwin(t)
	said := w.writes("anna", "beirat verknüpfen")
	code := codeSaid.FindString(said)
	w.contains(said, "`beirat verknüpfen code="+code+"`")
	sloppy := chat.Typing{Text: "beirat verknüpfen " + strings.ToLower(strings.ReplaceAll(code, "-", " ")) + " bestätigt=ja"}
	w.contains(w.whispers("m1", sloppy), "Dieser Code gehört anna (village). Sind Sie das selbst?") // whatever one was told to write
	w.contains(w.whispers("m1", sloppy), "gehören jetzt zusammen")
	w.says("m2", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.contains(w.votesThere("anna", 1, "no"), "Ihre Stimme ist gezählt: Nein")
	w.contains(w.writes("anna", "beirat datenschutz"), "m1", "anna")
}

func TestACodeIsWorthNothingTwiceLateOrToItsOwnChat(t *testing.T) {
	w := newTwin(t)
	const none, again = "Diesen Code gibt es nicht, oder er gilt nicht mehr", "Ihre Konten gehören jetzt zusammen"
	code := w.code("m1")
	w.contains(w.whispers("m1", chat.Typing{Text: "beirat verknüpfen " + code}), "Diesen Code habe ich Ihnen hier genannt")
	w.contains(w.whispers("m2", chat.Typing{Text: "beirat verknüpfen " + code}), "Dieser Code stammt aus demselben Chat")
	w.writes("anna", "beirat verknüpfen "+code)
	w.contains(w.writes("anna", "beirat verknüpfen "+code+" bestätigt=ja"), again)
	w.contains(w.writes("eve", "beirat verknüpfen "+code+" bestätigt=ja"), none)
	w.contains(w.writes("eve", "beirat verknüpfen "+code), none)
	late := w.code("m2")
	w.clock.set(w.clock.Now().Add(codeLife))
	w.contains(w.writes("eve", "beirat verknüpfen "+late), none)
	w.contains(w.writes("eve", "beirat verknüpfen unsinn"), none)
	for _, made := range []string{code, late} {
		if strings.Contains(w.log.String(), made) || strings.Contains(storagetest.Dump(t, w.url), made) || strings.Contains(storagetest.Dump(t, w.url), strings.ReplaceAll(made, "-", "")) {
			t.Errorf("the code %s is kept somewhere", made)
		}
	}
}

func TestWhoGuessesIsNotHeardAnyMore(t *testing.T) {
	w := newTwin(t)
	code := w.code("m1")
	for range 5 {
		w.contains(w.writes("eve", "beirat verknüpfen 222-222-222"), "Diesen Code gibt es nicht")
	}
	w.contains(w.writes("eve", "beirat verknüpfen "+code), "zu viele falsche Codes")
	w.contains(w.writes("anna", "beirat verknüpfen "+code), "Dieser Code gehört m1")
	for i := range 95 {
		w.write(func(tx *storage.Tx) error { return tx.MissLink("village", fmt.Sprint("bot", i)) })
	}
	w.contains(w.writes("anna", "beirat verknüpfen "+code), "zu viele falsche Codes")
	w.clock.set(w.clock.Now().Add(6 * codeLife))
	w.contains(w.writes("eve", "beirat verknüpfen "+w.code("m1")), "Dieser Code gehört m1")
}

func TestOfTwoWhoTypeOneCodeInTheSameSecondOneIsLinked(t *testing.T) {
	onTwins(t, func(w *twin) {
		code := w.code("m1")
		for _, who := range []string{"anna", "eve"} {
			w.contains(w.writes(who, "beirat verknüpfen "+code), "Dieser Code gehört m1")
		}
		answers := make(chan string)
		for _, who := range []string{"anna", "eve"} {
			go func() {
				e := chat.Event{Platform: "village", Actor: chat.Actor{Account: who, Name: who}, Do: chat.Typing{Text: "beirat verknüpfen " + code + " bestätigt=ja"}}
				answers <- w.answered(w.Handle(w.Context(), e))
			}()
		}
		said := <-answers + "\n" + <-answers
		w.contains(said, "gehören jetzt zusammen", "Diesen Code gibt es nicht")
	})
}

func TestWhoWouldGetTwoVotesIsRefusedAndToldWhatToDo(t *testing.T) {
	w := newTwin(t)
	w.write(func(tx *storage.Tx) error { // bert sits on m2's seat, who is gone
		bert, err := tx.Meet("village", "bert", "bert")
		if err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		return tx.TakeSeat(seats[1].ID, bert.ID, "")
	})
	w.town.nobody = []string{"bert"}
	w.contains(w.links("m1", "bert"), "eine Person hat dort nur einen Sitz", "Geschäftsstelle")
	w.says("m11", `/abstimmung neu "Frage?" bis="in 3 Tagen"`)
	w.contains(w.says("m11", "/beirat sitz freigeben bert"), "ist frei")
	w.contains(w.links("m1", "bert"), "sobald diese Abstimmung beendet ist")
	w.clock.set(w.clock.Now().AddDate(0, 0, 4))
	w.works()
	w.contains(w.links("m1", "bert"), "gehören jetzt zusammen")
	w.contains(w.writes("bert", "beirat datenschutz"), "m1 (", "bert (", "Stimmberechtigt waren Sie in zwei Abstimmungen")
	w.contains(w.links("m3", "bert"), "Zu einer Person gehört in jedem Chat nur ein Konto. Bei town ist es schon m1.")
	w.contains(w.links("m1", "dora"), "Bei village ist es schon bert.")
}

func TestALinkIsToldWhereTheCodeWasAskedForAndUndoneThere(t *testing.T) {
	w := newTwin(t)
	w.links("m1", "eve")
	w.works()
	letters := w.town.to("m1")
	w.contains(letters[len(letters)-1], "Ihr Konto ist verknüpft", "eve (village)", "[Verknüpfung lösen]")
	part := chat.Press{Action: chat.Action{Name: "board.link", Args: map[string]string{"board": fmt.Sprint(w.board.ID), "part": "yes"}}}
	w.contains(w.whispers("m1", part), "Dann gehört eve (village) nicht mehr dazu. Sitz, Rollen und Stimmen bleiben bei m1 (town).", "[Ja, lösen] [Abbrechen]")
	no := chat.Press{Action: chat.Action{Name: "board.link", Args: map[string]string{"part": "yes", "confirm": "no"}}}
	w.contains(w.whispers("m1", no), "es bleibt, wie es war")
	part.Action.Args["confirm"] = "yes"
	w.contains(w.whispers("m1", part), "Die Verknüpfung ist gelöst: eve (village)")
	w.contains(w.whispers("m1", part), "kein anderes verknüpft")
	w.says("m2", `/abstimmung neu "Frage?" bis="in 20 Tagen"`)
	w.contains(w.votesThere("eve", 1, "no"), "Das können die Mitglieder mit einem Sitz")
	w.contains(w.votes("m1", 1, "yes"), "Ihre Stimme ist gezählt: Ja")
}

func TestSomebodyElsesButtonNeverLinksWithoutAsking(t *testing.T) {
	w := newTwin(t)
	code := w.code("m1")
	press := chat.Press{Action: chat.Action{Name: "board.link", Args: map[string]string{"code": code}}}
	reply := w.there("anna", press, true)
	w.contains(w.answered(reply), "Dieser Code gehört m1 (town). Sind Sie das selbst?", "brechen Sie bitte ab")
	buttons := reply.Messages[0].Buttons()
	w.contains(w.answered(w.there("anna", chat.Press{Action: buttons[1].Action}, true)), "es bleibt, wie es war")
	w.contains(w.answered(w.there("anna", chat.Press{Action: buttons[0].Action}, true)), "gehören jetzt zusammen")
	form := w.there("bert", chat.Press{Action: chat.Action{Name: "board.link", Args: map[string]string{"enter": "yes"}}}, true)
	if form.Form == nil || len(form.Form.Fields) != 1 || form.Form.Fields[0].Name != "code" {
		t.Errorf("the form is %+v", form.Form)
	}
}

func TestWhoRunsAnotherServerRunsNoBoardThere(t *testing.T) {
	w := newTwin(t)
	w.links("m1", "anna")
	role := func(place chat.Place) string {
		e := chat.Event{Platform: "village", Actor: chat.Actor{Account: "anna", Name: "anna", Admin: true}, Place: place,
			Do: chat.Command{Line: "/beirat rolle m5 vorsitz " + commands.Where + "=" + fmt.Sprint(w.board.ID)}}
		return w.answered(w.Handle(w.Context(), e))
	}
	w.contains(role(chat.Place{Server: "annas-own", Channel: "v9"}), "Das kann, wer den Chat verwaltet")
	w.read(func(tx *storage.Tx) error {
		holders, err := tx.RoleHolders(w.board.ID)
		for _, h := range holders {
			if h.Role == board.Chair && h.Person.Name != "m11" {
				t.Errorf("%s has the chair", h.Person.Name)
			}
		}
		return err
	})
	w.contains(role(chat.Place{Server: "g1", Channel: "v1"}), "m5 hat jetzt den Vorsitz")
}
