package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"beirat/chat"
	"beirat/commands/boards"
	"beirat/storage"
)

// soon works for two minutes.
func (w *twin) soon() {
	w.Helper()
	end := w.clock.Now().Add(2 * time.Minute)
	for w.waits(end) {
	}
}

func TestOnePollIsShownInEveryHomeAndStaysTrue(t *testing.T) {
	onTwins(t, func(w *twin) {
		w.links("m1", "anna")
		w.says("m2", `/abstimmung neu "Frage?" bis="5. Dezember 12 Uhr" zwischenstand=laufend`)
		w.works()
		w.both("Abstimmung 1: Frage?", "0 von 11 haben abgestimmt")
		w.votes("m2", 1, "yes")
		w.votesThere("anna", 1, "no")
		w.works()
		w.both("2 von 11 haben abgestimmt")
		if len(w.town.to("")) != 1 || len(w.village.to("")) != 1 {
			w.Errorf("there stand %d and %d messages", len(w.town.to("")), len(w.village.to("")))
		}
		for w.waits(time.Date(2026, 12, 5, 12, 0, 0, 0, time.UTC)) {
		}
		w.both("Beendet am", "Abstimmung 1: kein gültiges Ergebnis")
		if len(w.town.to("")) != 2 || len(w.village.to("")) != 2 {
			w.Errorf("there stand %d and %d messages", len(w.town.to("")), len(w.village.to("")))
		}
	})
}

func TestAHomeThatFailsHoldsUpNoOtherAndRepeatsNothing(t *testing.T) {
	w := newTwin(t)
	w.village.fault = func(_ string, o chat.Outgoing) error {
		if o.Channel != "" {
			return errRefused
		}
		return nil
	}
	w.says("m2", `/abstimmung neu "Frage?" bis="5. Dezember 12 Uhr"`)
	w.says("m11", "/beirat sitz freigeben m9")
	w.works()
	w.contains(strings.Join(w.town.to(""), "\n"), "Abstimmung 1: Frage?", "Sitz frei")
	w.votes("m2", 1, "yes")
	w.soon()
	w.contains(strings.Join(w.town.to(""), "\n"), "1 von 11 hat abgestimmt")
	for key, times := range w.town.tried {
		if times != 1 {
			t.Errorf("%s was sent %d times", key, times)
		}
	}
	if stands := w.village.to(""); len(stands) > 0 {
		t.Fatalf("the village has %q", stands)
	}
	w.village.fault = nil
	for w.waits(w.clock.Now().Add(time.Hour)) && len(w.village.to("")) < 2 {
	}
	w.both("1 von 11 hat abgestimmt", "Sitz frei")
	if len(w.village.to("")) != 2 {
		t.Errorf("the village has %q", w.village.to(""))
	}
}

func TestTheOfficeIsToldOfAChannelThatIsGone(t *testing.T) {
	w := newTwin(t)
	w.village.fault = func(_ string, o chat.Outgoing) error { return fmt.Errorf("the channel was deleted: %w", chat.ErrGone) }
	w.says("m11", "/beirat sitz freigeben m9")
	for w.waits(w.clock.Now().AddDate(0, 0, 1)) {
	}
	letters := strings.Join(w.town.to("office"), "\n")
	w.contains(letters, "In einem Kanal des Beirats bei village konnte ich mehrmals nichts sagen", "[Kanäle des Beirats]")
	if times := strings.Count(letters, "bei village"); times != 1 {
		t.Errorf("told %d times", times)
	}
}

func TestAHomeOnAPlatformThatIsNotServedWaits(t *testing.T) {
	w := newTwin(t)
	w.serve(w.town)
	w.says("m2", `/abstimmung neu "Frage?" bis="in 30 Tagen"`)
	w.works()
	w.says("m11", "/beirat sitz freigeben m9")
	w.votes("m2", 1, "yes")
	end := w.clock.Now().AddDate(0, 0, 3)
	for range 30 { // it looks up every minute
		w.waits(end)
	}
	w.contains(strings.Join(w.town.to(""), "\n"), "1 von 11 hat abgestimmt", "Sitz frei")
	if len(w.town.to("")) != 2 {
		t.Errorf("the town has %q", w.town.to(""))
	}
	w.serve(w.town, w.village)
	w.soon()
	w.both("1 von 11 hat abgestimmt", "Sitz frei")
	if len(w.town.to("")) != 2 || len(w.village.to("")) != 2 {
		t.Errorf("there stand %q and %q", w.town.to(""), w.village.to(""))
	}
}

func TestWhatMayHaveArrivedInOneHomeIsSaidOnce(t *testing.T) {
	w := newTwin(t)
	heard := false
	w.village.after = func(verb string, o chat.Outgoing) error {
		if verb == "send" && o.Channel != "" && !heard {
			heard = true
			return fmt.Errorf("no answer: %w", chat.ErrMaybeSent)
		}
		return nil
	}
	w.says("m11", "/beirat sitz freigeben m9")
	w.soon()
	w.both("Sitz frei")
	if len(w.town.to("")) != 1 || len(w.village.to("")) != 1 {
		t.Errorf("there stand %q and %q", w.town.to(""), w.village.to(""))
	}
}

func TestEachOfSeveralHomesKeepsItsOrder(t *testing.T) {
	in := func(channel string) homework {
		return homework{Board: 1, Platform: "town", Server: "s", Channel: channel}
	}
	job := func(kind, key, channel string) storage.Job {
		h := in(channel)
		h.Kind, h.Key = kind, key
		return storage.Job{Kind: homeKind, Key: h.name(), Payload: payload(t, h)}
	}
	shows, tells := job(showKind, "poll:7", "a"), job("poll.result", "7", "a")
	if lane(shows) != lane(tells) {
		t.Errorf("the card goes by %q, its result by %q", lane(shows), lane(tells))
	}
	if other := job(showKind, "poll:7", "b"); lane(other) == lane(shows) {
		t.Errorf("both homes go by %q", lane(other))
	}
	first, second := in("a"), in("a")
	first.Kind, second.Kind, first.Job, second.Job = "poll.result", "poll.result", 1, 2
	if first.name() == second.name() {
		t.Errorf("two posts are one: %s", first.name())
	}
	first.Kind, second.Kind = showKind, showKind
	if first.name() != second.name() {
		t.Errorf("one card is shown by two jobs: %s, %s", first.name(), second.name())
	}
}

func TestAPostThatIsHandedToTheHomesTwiceIsSaidOnce(t *testing.T) {
	w := newTwin(t)
	j := storage.Job{ID: 4711, Kind: boards.NoticeKind, Key: "1/term", Payload: fmt.Appendf(nil, `{"board": %d, "what": "term", "by": 1}`, w.board.ID)}
	for j.Attempt = 1; j.Attempt <= 2; j.Attempt++ { // the second time after a crash
		w.must(w.work[j.Kind](t.Context(), j))
		w.works()
	}
	if len(w.town.to("")) != 1 || len(w.village.to("")) != 1 {
		t.Errorf("there stand %q and %q", w.town.to(""), w.village.to(""))
	}
}

func TestAPersonGetsALetterInOnePlaceOnly(t *testing.T) {
	onTwins(t, func(w *twin) {
		w.links("m1", "anna")
		letters := func() string { return fmt.Sprint(len(w.town.to("m1")), len(w.village.to("anna"))) }
		poll := func(number int) {
			w.says("m2", fmt.Sprintf(`/abstimmung neu "Frage %d?" bis="in 30 Tagen"`, number))
			w.soon()
		}
		w.soon()
		told := letters() // that they are linked, where the code was asked for
		if told != "1 0" {
			w.Errorf("of the link: %s", told)
		}
		poll(1)
		if got := letters(); got != "1 1" {
			w.Errorf("who was in the village last: %s", got)
		}
		w.whispers("m1", chat.Command{Line: "/beirat"})
		poll(2)
		if got := letters(); got != "2 1" {
			w.Errorf("who was in the town last: %s", got)
		}
		w.town.fault = func(_ string, o chat.Outgoing) error {
			if o.Account == "m1" {
				return fmt.Errorf("blocked: %w", chat.ErrUnreachable)
			}
			return nil
		}
		poll(3)
		if got := letters(); got != "2 2" {
			w.Errorf("who cannot be reached in the town: %s", got)
		}
		w.lacks(strings.Join(w.town.to("office"), "\n"), "nicht zu erreichen")
		w.lacks(w.says("office", "/beirat geschäftsstelle"), "m1 (")
		w.village.fault = w.town.fault
		w.village.fault = func(string, chat.Outgoing) error { return fmt.Errorf("blocked: %w", chat.ErrUnreachable) }
		poll(4)
		w.contains(strings.Join(w.town.to("office"), "\n"), "m1 ist privat nicht zu erreichen")
		w.contains(w.says("office", "/beirat geschäftsstelle"), "m1 (town, seit", "m1 (village, seit")
	})
}

func TestALetterThatMayHaveArrivedIsNotSentToTheOtherAccount(t *testing.T) {
	w := newTwin(t)
	w.links("m1", "anna")
	w.soon()
	unheard := true
	w.village.after = func(verb string, o chat.Outgoing) error {
		if unheard && o.Account == "anna" {
			return fmt.Errorf("no answer: %w", chat.ErrMaybeSent)
		}
		return nil
	}
	w.says("m2", `/abstimmung neu "Frage?" bis="in 30 Tagen"`)
	w.works()
	w.whispers("m1", chat.Command{Line: "/beirat"}) // and is in the town again before it is tried again
	unheard = false
	w.soon()
	if here, there := len(w.town.to("m1")), len(w.village.to("anna")); here != 1 || there != 1 {
		t.Errorf("%d letters in the town, %d in the village", here, there)
	}
}

func TestALetterWaitsForThePlatformOfItsReader(t *testing.T) {
	w := newTwin(t)
	w.write(func(tx *storage.Tx) error {
		bert, err := tx.Meet("village", "bert", "bert")
		if err != nil {
			return err
		}
		seats, err := tx.Seats(w.board.ID)
		return errors.Join(err, tx.TakeSeat(seats[4].ID, bert.ID, ""))
	})
	w.serve(w.town)
	w.says("m2", `/abstimmung neu "Frage?" bis="in 30 Tagen"`)
	w.soon()
	w.lacks(w.log.String(), "job parked")
	w.serve(w.town, w.village)
	w.soon()
	w.contains(strings.Join(w.village.to("bert"), "\n"), "Frage?")
}

func TestTheBoardMovesIntoAChannelAndOutOfIt(t *testing.T) {
	w := newWorld(t)
	v := &twin{w, newTown("village")}
	v.serve(w.town, v.village)
	w.says("m2", `/abstimmung neu "Frage?" bis="in 30 Tagen"`)
	w.works()
	line := func(text string) chat.Do { return chat.Command{Line: text} }
	w.contains(v.answered(v.there("chef", line("/beirat platz hier=ja"), false)), "Hier gibt es noch keinen Beirat")
	v.links("m11", "chef")
	v.links("m3", "member")
	w.contains(v.answered(v.there("member", line("/beirat platz hier=ja"), false)), "Das können der Vorsitz, die Geschäftsstelle")
	w.contains(v.answered(v.there("chef", line("/beirat platz hier=ja"), true)), "Bitte schreiben Sie das in dem Kanal, der dazukommen soll")
	asked := v.there("chef", line("/beirat platz"), false)
	w.contains(v.answered(asked), "Digitalbeirat hat seinen Platz in einem Kanal: town.", "Auch dieser Kanal kann dazukommen", "[Diesen Kanal dazunehmen]")
	w.contains(v.answered(v.there("chef", chat.Press{Action: asked.Messages[0].Buttons()[0].Action}, false)), "Dieser Kanal gehört jetzt zu „Digitalbeirat“")
	w.works()
	v.both("Ein Kanal mehr", "Abstimmung 1: Frage?")
	w.contains(v.answered(v.there("chef", line("/beirat platz hier=ja"), false)), "hat schon ein Beirat seinen Platz")

	list := v.there("chef", line("/beirat platz"), false)
	w.contains(v.answered(list), "in zwei Kanälen: town und village (dieser Kanal)", "[Aufgeben: town]", "[Aufgeben: village (dieser Kanal)]")
	button := func(r chat.Reply, label int) chat.Do {
		return chat.Press{Action: r.Messages[0].Buttons()[label].Action}
	}
	sure := v.there("chef", button(list, 1), false)
	w.contains(v.answered(sure), "Soll der Beirat diesen Kanal aufgeben", "[Ja, aufgeben]")
	w.contains(v.answered(v.there("chef", button(sure, 0), false)), "Nicht mehr dazu gehört: village")
	w.contains(v.answered(v.there("chef", button(sure, 0), true)), "braucht mindestens einen Kanal")
	w.contains(w.says("m11", "/beirat platz aufgeben=1"), "braucht mindestens einen Kanal")
	w.votes("m2", 1, "yes")
	w.works()
	w.contains(strings.Join(w.town.to(""), "\n"), "Ein Kanal weniger", "1 von 11 hat abgestimmt")
	w.lacks(strings.Join(v.village.to(""), "\n"), "Ein Kanal weniger", "1 von 11 hat abgestimmt")

	w.contains(v.answered(v.there("chef", line("/beirat platz hier=ja"), false)), "Dieser Kanal gehört jetzt zu")
	w.works()
	w.contains(strings.Join(v.village.to(""), "\n"), "1 von 11 hat abgestimmt")
	if cards := slices.DeleteFunc(v.village.to(""), func(text string) bool { return !strings.Contains(text, "Frage?") }); len(cards) != 1 {
		t.Errorf("the village shows %q", cards)
	}
}

func TestWhoIsNamedInAnotherChatIsFoundOnTheRoll(t *testing.T) {
	w := newTwin(t)
	w.links("m11", "chef")
	w.village.nobody = []string{"m5", "m99"}
	w.contains(w.answered(w.there("chef", chat.Command{Line: "/beirat sitz freigeben m5"}, false)), "Der Sitz von m5")
	w.contains(w.answered(w.there("chef", chat.Command{Line: "/beirat sitz freigeben m99"}, false)), "form board.seat_remove")
}

func payload(t *testing.T, h homework) []byte {
	t.Helper()
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
