package storagetest

import (
	"errors"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// erasureReads are the methods of Tx of people and things that are forgotten that change nothing.
const erasureReads = " Forgetting RetentionLog RetentionPeriods Expired "

// erasureChanges are a call of every other one.
func (w *world) erasureChanges(b beirat) map[string]func(tx *storage.Tx) error {
	gone, m := w.person("goes"), w.meeting(b, w.clock.Now().Add(time.Hour))
	write1(w, func(tx *storage.Tx) (board.MeetingGuest, error) {
		return tx.InviteGuest(board.MeetingGuest{Board: b.ID, Meeting: m.ID, Name: "Gast", Mail: "gast@example.org"})
	})
	return map[string]func(tx *storage.Tx) error{
		"Forget": func(tx *storage.Tx) error { _, err := tx.Forget(gone.ID, "ehemaliges Mitglied", ""); return err },
		"SetRetention": func(tx *storage.Tx) error {
			return tx.SetRetention(b.ID, board.Period{Kind: board.KeepGuests, Days: 30, Basis: "Dienstanweisung"})
		},
		"Expire": func(tx *storage.Tx) error {
			_, err := tx.Expire(b.ID, board.Period{Kind: board.KeepGuests}, w.clock.Now().Add(2*time.Hour))
			return err
		},
	}
}

var erasures = map[string]func(*testing.T, *world){
	"who is forgotten has no seat, no role and no account, and comes back as somebody else": func(t *testing.T, w *world) {
		b := w.beirat("one")
		goes := b.people[0]
		w.write(func(tx *storage.Tx) error { return tx.SetRole(b.ID, goes.ID, board.Chair, true) })
		f := write1(w, func(tx *storage.Tx) (storage.Forgetting, error) {
			return tx.Forget(goes.ID, "ehemaliges Mitglied, Bürgerschaft", "")
		})
		if f.Group.Name != "Bürgerschaft" || !f.Member || len(f.Seats) != 1 || len(f.Roles) != 1 || len(f.Boards) != 1 || f.Sum(storage.Removed) == 0 || f.Sum(storage.Former) == 0 {
			t.Errorf("%+v", f)
		}
		if name := read1(w, func(tx *storage.Tx) (string, error) { return tx.PersonName(goes.ID) }); name != "ehemaliges Mitglied, Bürgerschaft" {
			t.Errorf("is called %q", name)
		}
		if seat := read1(w, func(tx *storage.Tx) (board.Seat, error) { return tx.Seat(b.seats[0].ID) }); !seat.Vacant() {
			t.Errorf("holds %+v", seat)
		}
		if roles := read1(w, func(tx *storage.Tx) ([]storage.Holding, error) { return tx.RoleHolders(b.ID) }); len(roles) != 0 {
			t.Errorf("roles %+v", roles)
		}
		if again := w.person("one-citizens-1"); again.ID == goes.ID || again.Name != "one-citizens-1" {
			t.Errorf("came back as %+v", again)
		}
	},
	"nobody is forgotten twice, nor one who was never there": func(t *testing.T, w *world) {
		b := w.beirat("one")
		forget := func(id board.ID) error {
			return w.try(func(tx *storage.Tx) error { _, err := tx.Forget(id, "jemand", ""); return err })
		}
		w.must(forget(b.people[0].ID))
		for _, id := range []board.ID{b.people[0].ID, 4711} {
			if err := forget(id); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%d: %v", id, err)
			}
		}
	},
	"of many who forget somebody at once, one does": func(t *testing.T, w *world) {
		b := w.beirat("one")
		done := make(chan error, 8)
		atOnce(8, func(int) {
			done <- w.try(func(tx *storage.Tx) error { _, err := tx.Forget(b.people[0].ID, "jemand", ""); return err })
		})
		forgot := 0
		for range 8 {
			switch err := <-done; {
			case err == nil:
				forgot++
			case !errors.Is(err, storage.ErrNotFound):
				t.Error(err)
			}
		}
		if forgot != 1 {
			t.Errorf("%d did", forgot)
		}
		if log := read1(w, func(tx *storage.Tx) ([]storage.RetentionEntry, error) { return tx.RetentionLog(b.ID, 10) }); len(log) != 1 || log[0].Kind != storage.ForgottenKind {
			t.Errorf("logged %+v", log)
		}
	},
	"all that somebody was is forgotten with them": func(t *testing.T, w *world) {
		b := w.beirat("one")
		other := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("mattermost", "m1", "Xaverius") })
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(b.people[0].ID, other.ID) })
		w.write(func(tx *storage.Tx) error { _, err := tx.Forget(stays, "jemand", ""); return err })
		for _, account := range [][2]string{{"console", "one-citizens-1"}, {"mattermost", "m1"}} {
			err := w.try(func(tx *storage.Tx) error { _, err := tx.PersonOf(account[0], account[1]); return err })
			if !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%v: %v", account, err)
			}
		}
		if name := read1(w, func(tx *storage.Tx) (string, error) { return tx.PersonName(other.ID) }); name != "jemand" {
			t.Errorf("is called %q", name)
		}
	},
	"a ballot of somebody who was forgotten counts on": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := w.poll(b, "Frage")
		_, err := w.vote(p.ID, b.seats[0].ID, b.people[0].ID, board.Yes)
		w.must(err)
		before := w.count(p.ID)
		w.write(func(tx *storage.Tx) error { _, err := tx.Forget(b.people[0].ID, "jemand", ""); return err })
		if after := w.count(p.ID); after != before || after.Voted != 1 {
			t.Errorf("counted %+v, then %+v", before, after)
		}
	},
	"a period is the usual one until a board sets another": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("other")
		w.write(func(tx *storage.Tx) error {
			return tx.SetRetention(b.ID, board.Period{Kind: board.KeepGuests, Days: 14, Basis: "Dienstanweisung"})
		})
		days := func(of beirat) (days int, basis string) {
			for _, p := range read1(w, func(tx *storage.Tx) ([]board.Period, error) { return tx.RetentionPeriods(of.ID) }) {
				if p.Kind == board.KeepGuests {
					days, basis = p.Days, p.Basis
				}
			}
			return days, basis
		}
		if n, basis := days(b); n != 14 || basis != "Dienstanweisung" {
			t.Errorf("%d, %q", n, basis)
		}
		if n, basis := days(other); n != 90 || basis != "" {
			t.Errorf("the other board: %d, %q", n, basis)
		}
	},
	"what is older than its period goes, and what is not stays": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, w.clock.Now().Add(time.Hour))
		w.write(func(tx *storage.Tx) error {
			_, err := tx.InviteGuest(board.MeetingGuest{Board: b.ID, Meeting: m.ID, Name: "Gast", Mail: "gast@example.org"})
			return err
		})
		p := board.Period{Kind: board.KeepGuests, Days: 90}
		due := func() int {
			return read1(w, func(tx *storage.Tx) (int, error) { return tx.Expired(b.ID, p, w.clock.Now()) })
		}
		if n := due(); n != 0 {
			t.Errorf("before the meeting: %d", n)
		}
		w.clock.move(91 * 24 * time.Hour)
		if n := due(); n != 1 {
			t.Errorf("91 days after: %d", n)
		}
		expire := func() int {
			return write1(w, func(tx *storage.Tx) (int, error) { return tx.Expire(b.ID, p, w.clock.Now()) })
		}
		if n := expire(); n != 1 {
			t.Errorf("deleted %d", n)
		}
		if n := expire(); n != 0 {
			t.Errorf("deleted %d again", n)
		}
		log := read1(w, func(tx *storage.Tx) ([]storage.RetentionEntry, error) { return tx.RetentionLog(b.ID, 10) })
		if len(log) != 1 || log[0].Kind != "guests" || log[0].Removed != 1 || !log[0].At.Equal(w.clock.Now()) {
			t.Errorf("logged %+v", log)
		}
	},
	"every kind can be counted and deleted where there is nothing": func(t *testing.T, w *world) {
		b := w.beirat("one")
		for _, p := range board.Periods() {
			if n := read1(w, func(tx *storage.Tx) (int, error) { return tx.Expired(b.ID, p, w.clock.Now()) }); n != 0 {
				t.Errorf("%s: %d", p.Kind, n)
			}
			if n := write1(w, func(tx *storage.Tx) (int, error) { return tx.Expire(b.ID, p, w.clock.Now()) }); n != 0 {
				t.Errorf("%s: deleted %d", p.Kind, n)
			}
		}
	},
	"of feedback of an earlier term names and files go when every point is answered, and the numbers stay": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r, me := w.feedbackRound(b, false), b.people[0].ID
		w.write(func(tx *storage.Tx) error { return tx.SaveFeedbackRatings(r, me, map[int]board.Rating{1: 2}) })
		file := write1(w, func(tx *storage.Tx) (board.Attachment, error) {
			return tx.KeepAttachment(board.Attachment{Board: b.ID, Name: "bild.png", Type: "image/png", Content: []byte{1}})
		})
		point := write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) {
			return tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: "Zu klein", Author: me, Attachment: file.ID})
		})
		r.Ended = w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.CloseFeedback(r) })
		r.State = board.FeedbackClosed
		w.next(b, follow(b))
		w.clock.move(31 * 24 * time.Hour)
		p := board.Period{Kind: board.KeepFeedback, Days: 30}
		due := func() int {
			return read1(w, func(tx *storage.Tx) (int, error) { return tx.Expired(b.ID, p, w.clock.Now()) })
		}
		if n := due(); n != 0 {
			t.Errorf("while an answer is owed: %d", n)
		}
		w.write(func(tx *storage.Tx) error {
			return tx.AnswerFeedback(r, board.FeedbackAnswer{Point: point.ID, State: board.FeedbackAccepted})
		})
		before := read1(w, func(tx *storage.Tx) (map[int]board.RatingTally, error) { return tx.FeedbackTallies(r) })
		n, want := write1(w, func(tx *storage.Tx) (int, error) { return tx.Expire(b.ID, p, w.clock.Now()) }), 3
		if n != want || due() != 0 {
			t.Errorf("deleted %d, and %d are left", n, due())
		}
		after := read1(w, func(tx *storage.Tx) (map[int]board.RatingTally, error) { return tx.FeedbackTallies(r) })
		if before[1] != after[1] || after[1] != (board.RatingTally{0, 1, 0, 0, 0}) {
			t.Errorf("rated %v, then %v", before, after)
		}
		all := read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPoints(r) })
		if len(all) != 1 || all[0].Author != 0 || all[0].Attachment != "" || all[0].Text != "Zu klein" {
			t.Errorf("%+v", all)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.Attachment(b.ID, file.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("the file: %v", err)
		}
	},
	"the log is kept for its period and not longer": func(t *testing.T, w *world) {
		b := w.beirat("one")
		p := board.Period{Kind: board.KeepLog, Days: 730}
		w.clock.move(729 * 24 * time.Hour)
		if n := write1(w, func(tx *storage.Tx) (int, error) { return tx.Expire(b.ID, p, w.clock.Now()) }); n != 0 {
			t.Errorf("deleted %d too early", n)
		}
		w.clock.move(2 * 24 * time.Hour)
		before := len(w.records(b))
		n := write1(w, func(tx *storage.Tx) (int, error) { return tx.Expire(b.ID, p, w.clock.Now()) })
		if left := w.records(b); n == 0 || len(left) != before-n+1 {
			t.Errorf("of %d entries deleted %d, left %d", before, n, len(left))
		}
	},
	"who said that they come is forgotten two years after the meeting": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, w.clock.Now().Add(time.Hour))
		w.write(func(tx *storage.Tx) error {
			return tx.Attend(m, board.Attendance{Person: b.people[0], Seat: b.seats[0].ID, Answer: board.ComesInPerson})
		})
		p := board.Period{Kind: board.KeepAttendance, Days: 730}
		for _, step := range []struct{ days, want int }{{730, 0}, {1, 1}} {
			w.clock.move(time.Duration(step.days) * 24 * time.Hour)
			if n := write1(w, func(tx *storage.Tx) (int, error) { return tx.Expire(b.ID, p, w.clock.Now()) }); n != step.want {
				t.Errorf("after %d days more: deleted %d", step.days, n)
			}
		}
	},
}
