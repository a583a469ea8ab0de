package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

// erasureReads are the methods of Tx of people and things that are forgotten that change nothing.
const erasureReads = " Forgetting Forgotten RetentionLog RetentionPeriods Expired "

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
	"a preview counts each row once, and blanks nothing that is blank": func(t *testing.T, w *world) {
		b := w.beirat("one")
		f := read1(w, func(tx *storage.Tx) (storage.Forgetting, error) { return tx.Forgetting(b.people[0].ID) })
		for _, c := range []struct {
			fate storage.Fate
			told storage.Told
			want int
		}{
			{storage.Removed, storage.ToldIdentity, 1}, // the account
			{storage.Blanked, storage.ToldIdentity, 1}, // the name
			{storage.Former, storage.ToldSeats, 1},
			{storage.Blanked, storage.ToldSeats, 0}, // no organisation
		} {
			if got := f.Rows[c.fate][c.told]; got != c.want {
				t.Errorf("%s %s: %d, not %d", c.fate, c.told, got, c.want)
			}
		}
	},
	"who was forgotten is so as all that they were, and nobody else is": func(t *testing.T, w *world) {
		b := w.beirat("one")
		other := write1(w, func(tx *storage.Tx) (board.Person, error) { return tx.Meet("mattermost", "m1", "Xaverius") })
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(b.people[0].ID, other.ID) })
		w.write(func(tx *storage.Tx) error { _, err := tx.Forget(stays, "jemand", ""); return err })
		for id, want := range map[board.ID]bool{b.people[0].ID: true, other.ID: true, b.people[1].ID: false} {
			if got := read1(w, func(tx *storage.Tx) (bool, error) { return tx.Forgotten(id) }); got != want {
				t.Errorf("%d: %t", id, got)
			}
		}
	},
	"what adapters remember of others stays": func(t *testing.T, w *world) {
		goes, ctx := w.person("an_a"), context.Background()
		names := map[string]bool{"form/an_a": false, "form/anna": true, "form/AN_A": true, "form/joan_a": true, "an_a/form": true}
		for name := range names {
			w.must(w.db.Remember(ctx, "console", name, []byte("half")))
		}
		w.write(func(tx *storage.Tx) error { _, err := tx.Forget(goes.ID, "jemand", ""); return err })
		for name, want := range names {
			if _, known, err := w.db.Recall(ctx, "console", name); err != nil || known != want {
				t.Errorf("%s: %t, %v", name, known, err)
			}
		}
	},
	"a draft that nobody will finish goes, with its file, and a point keeps its file without the name": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r, me := w.feedbackRound(b, false), b.people[0].ID
		give := func(p board.FeedbackPoint) board.Attachment {
			file := write1(w, func(tx *storage.Tx) (board.Attachment, error) {
				return tx.KeepAttachment(board.Attachment{Board: b.ID, Name: "Foto von Xaverius.png", Type: "image/png", Content: []byte{1}})
			})
			p.Author, p.Attachment, p.Severity = me, file.ID, board.Minor
			write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) { return tx.SaveFeedbackPoint(r, p) })
			return file
		}
		given, draft := give(board.FeedbackPoint{Text: "Zu klein"}), give(board.FeedbackPoint{Text: "Halb", Draft: true})
		f := write1(w, func(tx *storage.Tx) (storage.Forgetting, error) { return tx.Forget(me, "jemand", "") })
		if points := read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPointsOf(r.ID, me) }); len(points) != 1 || points[0].Text != "Zu klein" {
			t.Errorf("left %+v", points)
		}
		file := read1(w, func(tx *storage.Tx) (board.Attachment, error) { return tx.Attachment(b.ID, given.ID) })
		if file.Name != "bild.png" || len(file.Content) != 1 {
			t.Errorf("the file of the point: %+v", file)
		}
		if err := w.try(func(tx *storage.Tx) error { _, err := tx.Attachment(b.ID, draft.ID); return err }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("the file of the draft: %v", err)
		}
		if f.Rows[storage.Removed][storage.ToldFeedback] != 1 {
			t.Errorf("%+v", f.Rows)
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
	"of a guest who does not come it is forgotten how they are reached": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m := w.meeting(b, w.clock.Now().Add(time.Hour))
		g := write1(w, func(tx *storage.Tx) (board.MeetingGuest, error) {
			return tx.InviteGuest(board.MeetingGuest{Board: b.ID, Meeting: m.ID, Name: "Gast", Mail: "gast@example.org"})
		})
		w.write(func(tx *storage.Tx) error { return tx.RemoveGuest(g) })
		if g = read1(w, func(tx *storage.Tx) (board.MeetingGuest, error) { return tx.MeetingGuest(g.ID) }); g.Mail != "" || g.Name != "Gast" {
			t.Errorf("%+v", g)
		}
	},
	"what belongs to no board goes too: codes after a day, and entries of the log after the usual period": func(t *testing.T, w *world) {
		who := w.person("anna")
		w.write(func(tx *storage.Tx) error {
			return errors.Join(tx.OfferLink(storage.Link{Person: who.ID, Platform: "console", Account: "anna", Sum: "sum", Expires: w.clock.Now().Add(time.Hour)}),
				tx.MissLink("console", "anna"))
		})
		noted := func() int {
			return len(read1(w, func(tx *storage.Tx) ([]storage.Audit, error) { return tx.Audits(0, "", 100) }))
		}
		kept := func() bool {
			var known []storage.OwnRow
			w.must(w.db.Read(context.Background(), func(tx *storage.Tx) error {
				return tx.Own(who.ID, func(r storage.OwnRow) {
					if r.Table == "link_code" {
						known = append(known, r)
					}
				})
			}))
			return len(known) > 0
		}
		before := noted()
		for _, step := range []struct {
			days    int
			code    bool
			entries int
		}{{1, true, before}, {1, false, before}, {728, false, before}, {1, false, 0}} {
			w.clock.move(time.Duration(step.days) * 24 * time.Hour)
			w.must(w.db.ExpireShared(context.Background()))
			if kept() != step.code || noted() != step.entries {
				t.Errorf("after %d days more: a code %t, %d of %d entries", step.days, kept(), noted(), before)
			}
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
	"what a trial says is what goes, also where there is a draft and a question asked back": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r, me := w.feedbackRound(b, false), b.people[0].ID
		point := write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) {
			return tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: "Zu klein", Author: me})
		})
		write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) {
			return tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: "Halb", Author: me, Draft: true})
		})
		r.Ended = w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.CloseFeedback(r) })
		r.State = board.FeedbackClosed
		w.write(func(tx *storage.Tx) error {
			_, asked := tx.AskFeedback(r, board.FeedbackQuestion{Point: point.ID, Text: "Wo genau?"})
			return errors.Join(asked, tx.AnswerFeedback(r, board.FeedbackAnswer{Point: point.ID, State: board.FeedbackAccepted}))
		})
		w.next(b, follow(b))
		w.clock.move(31 * 24 * time.Hour)
		p := board.Period{Kind: board.KeepFeedback, Days: 30}
		due := read1(w, func(tx *storage.Tx) (int, error) { return tx.Expired(b.ID, p, w.clock.Now()) })
		if n := write1(w, func(tx *storage.Tx) (int, error) { return tx.Expire(b.ID, p, w.clock.Now()) }); n != due || n == 0 {
			t.Errorf("the trial said %d, and %d went", due, n)
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
