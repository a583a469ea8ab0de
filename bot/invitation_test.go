package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"

	"github.com/google/go-cmp/cmp"
)

// presses is a button of the meeting.
func (w *world) presses(who, path string, pairs ...string) string {
	w.Helper()
	args := map[string]string{"board": fmt.Sprint(w.board.ID), "meeting": "1"}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return w.does(who, chat.Press{Action: chat.Action{Name: path, Args: args}})
}

// called is how the first meeting was called.
func (w *world) called() (c board.Called, seats map[board.ID]string) {
	w.Helper()
	w.read(func(tx *storage.Tx) error {
		m, err := tx.MeetingNumber(w.board.ID, 1)
		if err != nil {
			return err
		}
		all, err := tx.Seats(w.board.ID)
		if err != nil {
			return err
		}
		seats = map[board.ID]string{}
		var filled []board.ID
		for _, seat := range all {
			if !seat.Vacant() {
				filled, seats[seat.ID] = append(filled, seat.ID), seat.Voter().Name
			}
		}
		calls, err := tx.Invitations(m.ID)
		c = board.CallOf(m, calls, filled)
		return err
	})
	return c, seats
}

// missing are the names of those whom the invitation did not reach.
func (w *world) missing() []string {
	w.Helper()
	called, seats := w.called()
	var names []string
	for _, seat := range called.Missing {
		names = append(names, seats[seat])
	}
	return names
}

func (w *world) invites() {
	w.Helper()
	w.says("office", `/sitzung neu am="10. Dezember 18 Uhr" ort="Rathaus, Saal 1"`)
	w.presses("office", "meeting.invite", "confirm", "yes")
	w.works()
}

func TestWhomAnInvitationDoesNotReachIsKeptAndToldToChairAndOfficeOnly(t *testing.T) {
	onBoth(t, func(w *world) {
		w.town.fault = firsts(1000, fmt.Errorf("blocked: %w", chat.ErrUnreachable), func(verb string, o chat.Outgoing) bool {
			return verb == "send" && (o.Account == "m3" || o.Account == "m4")
		})
		w.invites()
		if diff := cmp.Diff([]string{"m3", "m4"}, w.missing()); diff != "" {
			w.Error(diff)
		}
		w.clock.set(w.clock.Now().Add(2 * time.Minute))
		w.works()
		for _, who := range []string{"office", "m11"} {
			told := strings.Join(w.town.to(who), "\n")
			if n := strings.Count(told, "hat zwei Personen nicht erreicht: m3 und m4"); n != 1 {
				w.Errorf("%s was told %d times: %s", who, n, told)
			}
		}
		for _, who := range []string{"", "m1"} {
			w.lacks(strings.Join(w.town.to(who), "\n"), "m3")
		}
		// One was invited by mail, the other can be reached again.
		var m4 board.Person
		w.read(func(tx *storage.Tx) (err error) { m4, err = tx.PersonOf("town", "m4"); return err })
		w.presses("office", "meeting.invite", "invited_otherwise", fmt.Sprint(m4.ID))
		if diff := cmp.Diff([]string{"m3"}, w.missing()); diff != "" {
			w.Error(diff)
		}
		w.town.fault = nil
		if answer := w.presses("office", "meeting.invite", "resend", "missed"); !strings.Contains(answer, "noch einmal an m3") {
			w.Errorf("answered %s", answer)
		}
		w.works()
		called, _ := w.called()
		if !called.InTime() {
			w.Errorf("called %+v", called)
		}
		if n := len(w.town.to("m3")); n != 1 {
			w.Errorf("m3 has %d letters", n)
		}
		if n := len(w.town.to("m4")); n != 0 {
			w.Errorf("m4 has %d letters", n)
		}
	})
}

func TestWhoTakesASeatAfterTheInvitationIsInvitedToo(t *testing.T) {
	w := newWorld(t)
	w.invites()
	w.write(func(tx *storage.Tx) error { _, err := tx.Meet("town", "late", "late"); return err })
	w.says("office", "/beirat sitz freigeben m2")
	w.works()
	if missing := w.missing(); missing != nil {
		t.Errorf("a vacant seat is missing: %v", missing)
	}
	w.says("office", "/beirat sitz besetzen late Bürgerschaft")
	w.works()
	if letters := strings.Join(w.town.to("late"), "\n"); strings.Count(letters, "lädt Sie zur Sitzung") != 1 {
		t.Errorf("the new member has %q", letters)
	}
	if missing := w.missing(); missing != nil {
		t.Errorf("missing: %v", missing)
	}
	if n := strings.Count(strings.Join(w.town.to("m1"), "\n"), "lädt Sie zur Sitzung"); n != 1 {
		t.Errorf("m1 was invited %d times", n)
	}
}

func TestAnInvitationThatWasShownForAnotherDateIsNotSent(t *testing.T) {
	w := newWorld(t)
	w.says("office", `/sitzung neu am="10. Dezember 18 Uhr" ort="Rathaus, Saal 1"`)
	w.presses("office", "meeting.move", "starts", "17. Dezember 18 Uhr", "confirm", "yes")
	if answer := w.presses("office", "meeting.invite", "confirm", "yes", "stood_sequence", "0"); !strings.Contains(answer, "noch nicht gesendet") {
		t.Errorf("answered %s", answer)
	}
	if called, _ := w.called(); called.Invited {
		t.Error("it was sent")
	}
}

// TestOfAnInvitationInADigestItIsKeptWhetherItArrived when the digest is told.
func TestOfAnInvitationInADigestItIsKeptWhetherItArrived(t *testing.T) {
	w := newWorld(t)
	w.says("m3", "/beirat überblick art=täglich stunde=8")
	w.town.fault = firsts(1000, fmt.Errorf("blocked: %w", chat.ErrUnreachable), func(verb string, o chat.Outgoing) bool {
		return verb == "send" && o.Account == "m3"
	})
	w.invites()
	if missing := w.missing(); missing != nil {
		t.Errorf("missing before the digest: %v", missing)
	}
	w.clock.set(w.clock.Now().Add(24 * time.Hour))
	w.works()
	if diff := cmp.Diff([]string{"m3"}, w.missing()); diff != "" {
		t.Error(diff)
	}
}
