package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"beirat/board"
	"beirat/storage"
)

// feedbackReads are the methods of Tx of rounds of feedback that change nothing.
const feedbackReads = " FeedbackRound FeedbackRoundNumber FeedbackRounds OpenFeedbackRounds FeedbackRoundsTitled FeedbackRoundsOn FeedbackAsked FeedbackRatingsOf FeedbackTallies FeedbackPoints FeedbackPoint FeedbackPointsOf FeedbackGivers FeedbackStanding FeedbackGuests FeedbackTemplates "

// feedbackChanges are a call of every other one.
func (w *world) feedbackChanges(b beirat) map[string]func(tx *storage.Tx) error {
	r := w.feedbackRound(b, false)
	anonymous, closing := w.feedbackRound(b, true), w.feedbackRound(b, false)
	point := write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) {
		return tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: "Zu klein", Author: b.people[0].ID})
	})
	w.write(func(tx *storage.Tx) error { return tx.SaveFeedbackTemplate(b.ID, "Alt", nil) })
	return map[string]func(tx *storage.Tx) error{
		"CreateFeedbackRound": func(tx *storage.Tx) error {
			_, err := tx.CreateFeedbackRound(board.FeedbackRound{Board: b.ID, Service: "Bauantrag"}, []board.ID{b.people[0].ID})
			return err
		},
		"LockFeedbackRound": func(tx *storage.Tx) error { _, err := tx.LockFeedbackRound(r.ID); return err },
		"SaveFeedbackRound": func(tx *storage.Tx) error { return tx.SaveFeedbackRound(r) },
		"SaveFeedbackRatings": func(tx *storage.Tx) error {
			return tx.SaveFeedbackRatings(r, b.people[0].ID, map[int]board.Rating{1: 2})
		},
		"SaveFeedbackPoint": func(tx *storage.Tx) error {
			_, err := tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: "Zu groß", Author: b.people[0].ID})
			return err
		},
		"RemoveFeedbackPoint": func(tx *storage.Tx) error { return tx.RemoveFeedbackPoint(r, point.ID) },
		"PutIntoFeedbackBox": func(tx *storage.Tx) error {
			return tx.PutIntoFeedbackBox(anonymous, b.people[0].ID, board.FeedbackSlip{Points: []board.FeedbackPoint{{Severity: board.Minor, Text: "Zu klein"}}})
		},
		"SaveFeedbackTemplate": func(tx *storage.Tx) error {
			return tx.SaveFeedbackTemplate(b.ID, "Online-Dienst", map[string]string{"feedback_tasks": "Buchen"})
		},
		"RemoveFeedbackTemplate": func(tx *storage.Tx) error { return tx.RemoveFeedbackTemplate(b.ID, "Alt") },
		"CloseFeedback":          func(tx *storage.Tx) error { closing.Ended = w.clock.Now(); return tx.CloseFeedback(closing) },
	}
}

// feedbackRound is one that runs for a week.
func (w *world) feedbackRound(b beirat, anonymous bool) board.FeedbackRound {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.FeedbackRound, error) {
		return tx.CreateFeedbackRound(board.FeedbackRound{Board: b.ID, Kind: board.OnService, Service: "Online-Termine", Anonymous: anonymous, Asked: board.AskedBoard,
			Closes: w.clock.Now().AddDate(0, 0, 7), Tasks: []board.FeedbackTask{{Title: "Einen Termin buchen"}}}, []board.ID{b.people[0].ID, b.people[1].ID})
	})
}

var feedbacks = map[string]func(*testing.T, *world){
	"a round knows the one before on the same service, however its name is written": func(t *testing.T, w *world) {
		b, other := w.beirat("one"), w.beirat("two")
		first, elsewhere := w.feedbackRound(b, false), w.feedbackRound(other, false)
		second := write1(w, func(tx *storage.Tx) (board.FeedbackRound, error) {
			return tx.CreateFeedbackRound(board.FeedbackRound{Board: b.ID, Service: " online-TERMINE "}, nil)
		})
		if first.Earlier != 0 || elsewhere.Earlier != 0 || second.Earlier != first.ID || second.Number != 2 || elsewhere.Number != 1 {
			t.Errorf("%+v, %+v, %+v", first, second, elsewhere)
		}
	},
	"a draft has no number, is nobody's part yet, and is seen by its author alone": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r, me := w.feedbackRound(b, false), b.people[0].ID
		draft := write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) {
			return tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: "Zu klein", Author: me, Draft: true})
		})
		w.standsInFeedback(r, me, true, false)
		if all := read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPoints(r) }); draft.Number != 0 || len(all) != 0 {
			t.Errorf("%+v, %+v", draft, all)
		}
		draft.Draft = false
		sent := write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) { return tx.SaveFeedbackPoint(r, draft) })
		w.standsInFeedback(r, me, true, true)
		w.standsInFeedback(r, b.people[2].ID, false, false)
		w.standsInFeedback(r, 0, false, false)
		if of := read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPointsOf(r.ID, 0) }); len(of) != 0 {
			t.Errorf("a stranger has %+v", of)
		}
		own := read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPointsOf(r.ID, me) })
		if diff := cmp.Diff([]board.FeedbackPoint{sent}, own); diff != "" || sent.Number != 1 {
			t.Error(diff)
		}
	},
	"ratings that are given anew stand instead of the old": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r := w.feedbackRound(b, false)
		for _, rating := range []board.Rating{2, 5} {
			w.write(func(tx *storage.Tx) error {
				return tx.SaveFeedbackRatings(r, b.people[0].ID, map[int]board.Rating{1: rating})
			})
		}
		w.write(func(tx *storage.Tx) error {
			return tx.SaveFeedbackRatings(r, b.people[1].ID, map[int]board.Rating{1: 1})
		})
		got := read1(w, func(tx *storage.Tx) (map[int]board.RatingTally, error) { return tx.FeedbackTallies(r) })
		if diff := cmp.Diff(map[int]board.RatingTally{1: {1, 0, 0, 0, 1}}, got); diff != "" {
			t.Error(diff)
		}
	},
	"while an anonymous round runs nobody sees more than who took part, and its end shows what they gave": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r := w.feedbackRound(b, true)
		w.write(func(tx *storage.Tx) error {
			return tx.PutIntoFeedbackBox(r, b.people[0].ID, board.FeedbackSlip{Ratings: map[int]board.Rating{1: 4}, Points: []board.FeedbackPoint{{Task: 1, Severity: board.Minor, Text: "Zu klein\nund grau"}}})
		})
		w.read(func(tx *storage.Tx) error {
			if _, err := tx.FeedbackPoints(r); !errors.Is(err, storage.ErrSealed) {
				t.Errorf("points: %v", err)
			}
			if _, err := tx.FeedbackTallies(r); !errors.Is(err, storage.ErrSealed) {
				t.Errorf("ratings: %v", err)
			}
			return nil
		})
		w.standsInFeedback(r, b.people[0].ID, true, true)
		w.standsInFeedback(r, b.people[1].ID, true, false)
		r.Ended = w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.CloseFeedback(r) })
		r.State = board.FeedbackClosed
		w.standsInFeedback(r, b.people[0].ID, true, true)
		points := read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPoints(r) })
		want := []board.FeedbackPoint{{Round: r.ID, Number: 1, Task: 1, Severity: board.Minor, Text: "Zu klein\nund grau"}}
		if diff := cmp.Diff(want, points, cmpopts.IgnoreFields(board.FeedbackPoint{}, "ID")); diff != "" {
			t.Error(diff)
		}
		tallies := read1(w, func(tx *storage.Tx) (map[int]board.RatingTally, error) { return tx.FeedbackTallies(r) })
		if diff := cmp.Diff(map[int]board.RatingTally{1: {0, 0, 0, 1, 0}}, tallies); diff != "" {
			t.Error(diff)
		}
	},
	"in an anonymous round ratings are given once, by who has become another too": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r, elsewhere := w.feedbackRound(b, true), w.account("chat", "elsewhere")
		rates := func(tx *storage.Tx, person board.ID) error {
			return tx.PutIntoFeedbackBox(r, person, board.FeedbackSlip{Ratings: map[int]board.Rating{1: 4}})
		}
		w.write(func(tx *storage.Tx) error { return rates(tx, b.people[0].ID) })
		if err := w.try(func(tx *storage.Tx) error { return rates(tx, b.people[0].ID) }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("twice: %v", err)
		}
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(elsewhere, b.people[0].ID) })
		if err := w.try(func(tx *storage.Tx) error { return rates(tx, stays) }); !errors.Is(err, storage.ErrExists) {
			t.Errorf("as another: %v", err)
		}
		givers := read1(w, func(tx *storage.Tx) ([]board.ID, error) { return tx.FeedbackGivers(r) })
		if diff := cmp.Diff([]board.ID{stays}, givers); diff != "" {
			t.Error(diff)
		}
	},
	"who becomes another goes on with what they gave": func(t *testing.T, w *world) {
		b := w.beirat("one")
		r, me, elsewhere := w.feedbackRound(b, false), b.people[0].ID, w.account("chat", "elsewhere")
		w.write(func(tx *storage.Tx) error {
			_, err := tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: "Zu klein", Author: me})
			return errors.Join(err, tx.SaveFeedbackRatings(r, me, map[int]board.Rating{1: 3}))
		})
		stays := write1(w, func(tx *storage.Tx) (board.ID, error) { return tx.Join(elsewhere, me) })
		w.standsInFeedback(r, stays, true, true)
		points := read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPointsOf(r.ID, stays) })
		ratings := read1(w, func(tx *storage.Tx) (map[int]board.Rating, error) { return tx.FeedbackRatingsOf(r.ID, stays) })
		if len(points) != 1 || ratings[1] != 3 {
			t.Errorf("%+v, %v", points, ratings)
		}
		w.write(func(tx *storage.Tx) error { return tx.SaveFeedbackRatings(r, stays, map[int]board.Rating{1: 1}) })
		got := read1(w, func(tx *storage.Tx) (map[int]board.RatingTally, error) { return tx.FeedbackTallies(r) })
		if diff := cmp.Diff(map[int]board.RatingTally{1: {1, 0, 0, 0, 0}}, got); diff != "" {
			t.Error(diff)
		}
	},
	"a template of rounds is found however its name is written, and forgotten": func(t *testing.T, w *world) {
		b := w.beirat("one")
		for _, tasks := range []string{"Buchen", "Absagen"} {
			w.write(func(tx *storage.Tx) error {
				return tx.SaveFeedbackTemplate(b.ID, "Online-Dienst", map[string]string{"feedback_tasks": tasks})
			})
		}
		all := read1(w, func(tx *storage.Tx) ([]storage.Template, error) { return tx.FeedbackTemplates(b.ID) })
		if len(all) != 1 || !all[0].Called("ONLINE-dienst") || all[0].Values["feedback_tasks"] != "Absagen" {
			t.Errorf("%+v", all)
		}
		w.write(func(tx *storage.Tx) error { return tx.RemoveFeedbackTemplate(b.ID, "online-dienst") })
		if err := w.try(func(tx *storage.Tx) error { return tx.RemoveFeedbackTemplate(b.ID, "Online-Dienst") }); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("twice: %v", err)
		}
	},
	"guests are asked as long as their role lasts, each once": func(t *testing.T, w *world) {
		b := w.beirat("one")
		m, now, person := w.meeting(b, time.Time{}), w.clock.Now(), w.account("chat", "guest")
		for range 2 {
			w.write(func(tx *storage.Tx) error {
				_, err := tx.InviteGuest(board.MeetingGuest{Board: b.ID, Meeting: m.ID, Name: "Ada Wolf", Person: person, Until: now.Add(time.Hour)})
				return err
			})
		}
		forGood, elsewhere, other := w.account("chat", "for good"), w.account("chat", "elsewhere"), w.beirat("two")
		w.write(func(tx *storage.Tx) error { return tx.SetRole(b.ID, forGood, board.Guest, true) })
		w.write(func(tx *storage.Tx) error { return tx.SetRole(other.ID, elsewhere, board.Guest, true) })
		for then, want := range map[time.Time]int{now: 2, now.Add(time.Hour): 1} {
			if guests := read1(w, func(tx *storage.Tx) ([]board.ID, error) { return tx.FeedbackGuests(b.ID, then) }); len(guests) != want {
				t.Errorf("at %s: %v", then, guests)
			}
		}
	},
}

// standsInFeedback checks how somebody stands in a round.
func (w *world) standsInFeedback(r board.FeedbackRound, person board.ID, asked, gave bool) {
	w.Helper()
	w.read(func(tx *storage.Tx) error {
		a, g, err := tx.FeedbackStanding(r, person)
		if a != asked || g != gave {
			w.Errorf("person %d: asked %t, gave %t", person, a, g)
		}
		return err
	})
}
