package storagetest

import (
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// feedbackAnswerReads are the methods of Tx of answers to points of feedback that change nothing.
const feedbackAnswerReads = " FeedbackAnswers FeedbackAnswersTo FeedbackQuestions OwedFeedback FeedbackOwed FeedbackPublished FeedbackAskedBack NamelessReplies "

// feedbackAnswerChanges are a call of every other one.
func (w *world) feedbackAnswerChanges(b beirat) map[string]func(tx *storage.Tx) error {
	r := w.feedbackRound(b, false)
	p := w.feedbackPoint(r, b.people[0].ID, "Zu klein")
	q := w.feedbackQuestion(r, p.ID)
	secret, points := w.anonymousPoints(b, "Zu groß")
	asked := w.feedbackQuestion(secret, points[0].ID)
	replied, answered := w.anonymousPoints(b, "Zu hell")
	untold := w.feedbackQuestion(replied, answered[0].ID)
	w.write(func(tx *storage.Tx) error { return tx.ReplyNamelessly(replied, untold.ID, "Abends") })
	return map[string]func(tx *storage.Tx) error{
		"AnswerFeedback": func(tx *storage.Tx) error {
			return tx.AnswerFeedback(r, board.FeedbackAnswer{Point: p.ID, State: board.FeedbackAccepted, By: b.people[1].ID})
		},
		"PublishFeedback": func(tx *storage.Tx) error { return tx.PublishFeedback(r) },
		"AskFeedback": func(tx *storage.Tx) error {
			_, err := tx.AskFeedback(r, board.FeedbackQuestion{Point: p.ID, Text: "Wo?", By: b.people[1].ID})
			return err
		},
		"ReplyToFeedback":     func(tx *storage.Tx) error { return tx.ReplyToFeedback(r, q.ID, "Oben") },
		"ReplyNamelessly":     func(tx *storage.Tx) error { return tx.ReplyNamelessly(secret, asked.ID, "Unten") },
		"TellNamelessReplies": func(tx *storage.Tx) error { _, err := tx.TellNamelessReplies(replied); return err },
	}
}

func (w *world) feedbackPoint(r board.FeedbackRound, author board.ID, text string) board.FeedbackPoint {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.FeedbackPoint, error) {
		return tx.SaveFeedbackPoint(r, board.FeedbackPoint{Severity: board.Minor, Text: text, Author: author})
	})
}

func (w *world) feedbackQuestion(r board.FeedbackRound, point board.ID) board.FeedbackQuestion {
	w.Helper()
	return write1(w, func(tx *storage.Tx) (board.FeedbackQuestion, error) {
		return tx.AskFeedback(r, board.FeedbackQuestion{Point: point, Text: "Auf welchem Gerät?", By: 77})
	})
}

// anonymousPoints is an anonymous round that is over, and what was said in it.
func (w *world) anonymousPoints(b beirat, texts ...string) (board.FeedbackRound, []board.FeedbackPoint) {
	w.Helper()
	r := w.feedbackRound(b, true)
	w.write(func(tx *storage.Tx) error {
		slip := board.FeedbackSlip{}
		for _, text := range texts {
			slip.Points = append(slip.Points, board.FeedbackPoint{Severity: board.Serious, Text: text, Lock: board.FeedbackLock("KEY", text)})
		}
		return tx.PutIntoFeedbackBox(r, b.people[0].ID, slip)
	})
	r.Ended = w.clock.Now()
	w.write(func(tx *storage.Tx) error { return tx.CloseFeedback(r) })
	r.State = board.FeedbackClosed
	return r, read1(w, func(tx *storage.Tx) ([]board.FeedbackPoint, error) { return tx.FeedbackPoints(r) })
}

func (w *world) answer(r board.FeedbackRound, a board.FeedbackAnswer) {
	w.Helper()
	w.write(func(tx *storage.Tx) error { return tx.AnswerFeedback(r, a) })
}

var feedbackAnswers = map[string]func(*testing.T, *world){
	"TheLastAnswerToAPointHoldsAndTheEarlierOnesAreKept": func(t *testing.T, w *world) {
		b := w.beirat("Digitalbeirat")
		r := w.feedbackRound(b, false)
		p, other := w.feedbackPoint(r, b.people[0].ID, "Zu klein"), w.feedbackPoint(r, b.people[1].ID, "Zu groß")
		first := board.FeedbackAnswer{Point: p.ID, State: board.FeedbackAccepted, By: 77, Given: w.clock.Now()}
		w.answer(r, first)
		w.clock.move(time.Hour)
		second := board.FeedbackAnswer{Point: p.ID, State: board.FeedbackDone, Reason: "Größer gemacht", Link: "https://example.org", Published: "Die Schrift ist größer.",
			Measure: 5, By: 77, Given: w.clock.Now()}
		w.answer(r, second)
		if d := cmp.Diff(map[board.ID]board.FeedbackAnswer{p.ID: second}, read1(w, func(tx *storage.Tx) (map[board.ID]board.FeedbackAnswer, error) { return tx.FeedbackAnswers(r.ID) })); d != "" {
			t.Errorf("what holds (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]board.FeedbackAnswer{first, second}, read1(w, func(tx *storage.Tx) ([]board.FeedbackAnswer, error) { return tx.FeedbackAnswersTo(p.ID) })); d != "" {
			t.Errorf("all (-want +got):\n%s", d)
		}
		if all := read1(w, func(tx *storage.Tx) ([]board.FeedbackAnswer, error) { return tx.FeedbackAnswersTo(other.ID) }); len(all) != 0 {
			t.Errorf("the other point has the answers %v", all)
		}
	},
	"OwedAreThePointsOfRoundsOnServicesThatAreOver": func(t *testing.T, w *world) {
		b, elsewhere := w.beirat("Digitalbeirat"), w.beirat("Jugendbeirat")
		over, running := w.feedbackRound(b, false), w.feedbackRound(b, false)
		one, two := w.feedbackPoint(over, b.people[0].ID, "Zu klein"), w.feedbackPoint(over, b.people[0].ID, "Zu groß")
		w.write(func(tx *storage.Tx) error {
			_, err := tx.SaveFeedbackPoint(over, board.FeedbackPoint{Severity: board.Minor, Text: "Entwurf", Author: b.people[0].ID, Draft: true})
			return err
		})
		w.feedbackPoint(running, b.people[0].ID, "Noch offen")
		w.feedbackPoint(w.feedbackRound(elsewhere, false), elsewhere.people[0].ID, "Anderswo")
		owed := func() []board.FeedbackOwed {
			return read1(w, func(tx *storage.Tx) ([]board.FeedbackOwed, error) { return tx.OwedFeedback(b.ID) })
		}
		if got := owed(); len(got) != 0 {
			t.Errorf("owed while everything runs: %v", got)
		}
		over.Ended = w.clock.Now()
		w.write(func(tx *storage.Tx) error { return tx.CloseFeedback(over) })
		w.answer(over, board.FeedbackAnswer{Point: one.ID, State: board.FeedbackAccepted})
		w.answer(over, board.FeedbackAnswer{Point: one.ID, State: board.FeedbackDone})
		if d := cmp.Diff([]board.FeedbackOwed{{Round: over.ID, Points: 2, Answered: 1}}, owed()); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		w.answer(over, board.FeedbackAnswer{Point: two.ID, State: board.FeedbackDeclined, Reason: "Zu teuer"})
		if got := owed(); len(got) != 0 {
			t.Errorf("owed when everything is answered: %v", got)
		}
		for round, want := range map[board.ID]board.FeedbackOwed{over.ID: {Round: over.ID, Points: 2, Answered: 2}, running.ID: {Round: running.ID, Points: 1}, 4711: {Round: 4711}} {
			if got := read1(w, func(tx *storage.Tx) (board.FeedbackOwed, error) { return tx.FeedbackOwed(round) }); got != want {
				t.Errorf("round %d: %+v, not %+v", round, got, want)
			}
		}
	},
	"QuestionsKeepTheirRepliesByNameAndNamelessly": func(t *testing.T, w *world) {
		b := w.beirat("Digitalbeirat")
		named := w.feedbackRound(b, false)
		p := w.feedbackPoint(named, b.people[0].ID, "Zu klein")
		q := w.feedbackQuestion(named, p.ID)
		w.write(func(tx *storage.Tx) error { return tx.ReplyToFeedback(named, q.ID, "Am Telefon") })
		w.write(func(tx *storage.Tx) error { return tx.ReplyToFeedback(named, q.ID, "Auch am Rechner") })
		questions := func(round board.ID) map[board.ID][]board.FeedbackQuestion {
			return read1(w, func(tx *storage.Tx) (map[board.ID][]board.FeedbackQuestion, error) {
				return tx.FeedbackQuestions(round)
			})
		}
		q.Replies = []string{"Am Telefon", "Auch am Rechner"}
		if d := cmp.Diff(map[board.ID][]board.FeedbackQuestion{p.ID: {q}}, questions(named.ID)); d != "" {
			t.Errorf("named (-want +got):\n%s", d)
		}
		secret, points := w.anonymousPoints(b, "Zu groß", "Zu hell")
		one, two, again := w.feedbackQuestion(secret, points[0].ID), w.feedbackQuestion(secret, points[1].ID), w.feedbackQuestion(secret, points[0].ID)
		w.write(func(tx *storage.Tx) error { return tx.ReplyNamelessly(secret, two.ID, "Überall\n\"sehr\"") })
		two.Replies = []string{"Überall\n\"sehr\""}
		w.write(func(tx *storage.Tx) error { return tx.ReplyNamelessly(secret, two.ID, "Abends") })
		if d := cmp.Diff(map[board.ID][]board.FeedbackQuestion{points[0].ID: {one, again}, points[1].ID: {{ID: two.ID, Point: two.Point, Text: two.Text, By: two.By, Asked: two.Asked}}}, questions(secret.ID), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("before they are told (-want +got):\n%s", d)
		}
		w.write(func(tx *storage.Tx) error { _, err := tx.TellNamelessReplies(secret); return err })
		two.Replies = append(two.Replies, "Abends")
		if all := read1(w, func(tx *storage.Tx) ([]string, error) { return tx.NamelessReplies(two.ID) }); !cmp.Equal(all, two.Replies) {
			t.Errorf("all replies are %q", all)
		}
		if d := cmp.Diff(map[board.ID][]board.FeedbackQuestion{points[0].ID: {one, again}, points[1].ID: {two}}, questions(secret.ID), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("anonymous (-want +got):\n%s", d)
		}
	},
	"OfANamelessReplyTheOneWhoAskedIsToldOnce": func(t *testing.T, w *world) {
		b := w.beirat("Digitalbeirat")
		r, points := w.anonymousPoints(b, "Zu groß", "Zu hell")
		one, two := w.feedbackQuestion(r, points[0].ID), w.feedbackQuestion(r, points[1].ID)
		told := func() []storage.NamelessReply {
			return write1(w, func(tx *storage.Tx) ([]storage.NamelessReply, error) { return tx.TellNamelessReplies(r) })
		}
		reply := func(q board.FeedbackQuestion, text string) {
			w.write(func(tx *storage.Tx) error { return tx.ReplyNamelessly(r, q.ID, text) })
		}
		reply(two, "Abends")
		reply(one, "Überall")
		reply(two, "Auch morgens")
		if d := cmp.Diff([]storage.NamelessReply{{Question: one.ID, Nth: 1}, {Question: two.ID, Nth: 1}, {Question: two.ID, Nth: 2}}, told()); d != "" {
			t.Errorf("first (-want +got):\n%s", d)
		}
		if again := told(); len(again) != 0 {
			t.Errorf("told again: %v", again)
		}
		reply(two, "Und nachts")
		if d := cmp.Diff([]storage.NamelessReply{{Question: two.ID, Nth: 3}}, told()); d != "" {
			t.Errorf("later (-want +got):\n%s", d)
		}
	},
	"OfANamelessReplyNothingIsRecordedButThatItCame": func(t *testing.T, w *world) {
		b := w.beirat("Digitalbeirat")
		r, points := w.anonymousPoints(b, "Zu groß")
		q := w.feedbackQuestion(r, points[0].ID)
		w.write(func(tx *storage.Tx) error { return tx.ReplyNamelessly(r, q.ID, "Überall") })
		audits := read1(w, func(tx *storage.Tx) ([]storage.Audit, error) {
			return tx.Audits(b.ID, storage.Entity("feedback", r.ID), 1)
		})
		if len(audits) != 1 || audits[0].What != "feedback.reply" || audits[0].Person != 0 || audits[0].Log != "" || audits[0].Detail != "" {
			t.Errorf("the audit says %+v", audits)
		}
	},
	"AskedBackIsTheAuthorUntilTheyReply": func(t *testing.T, w *world) {
		b := w.beirat("Digitalbeirat")
		r := w.feedbackRound(b, false)
		p, other := w.feedbackPoint(r, b.people[0].ID, "Zu klein"), w.feedbackPoint(r, b.people[1].ID, "Zu groß")
		q := w.feedbackQuestion(r, p.ID)
		w.feedbackQuestion(r, other.ID)
		asked := func() (numbers []int) {
			for _, one := range read1(w, func(tx *storage.Tx) ([]storage.AskedBack, error) { return tx.FeedbackAskedBack(b.ID, b.people[0].ID) }) {
				if one.Round.ID != r.ID {
					t.Errorf("of another round: %+v", one)
				}
				numbers = append(numbers, one.Point.Number)
			}
			return numbers
		}
		if d := cmp.Diff([]int{p.Number}, asked()); d != "" {
			t.Errorf("before the reply (-want +got):\n%s", d)
		}
		w.write(func(tx *storage.Tx) error { return tx.ReplyToFeedback(r, q.ID, "Am Telefon") })
		if got := asked(); len(got) != 0 {
			t.Errorf("after the reply: %v", got)
		}
	},
	"WhatBecameOfARoundIsPublishedOnce": func(t *testing.T, w *world) {
		b := w.beirat("Digitalbeirat")
		r := w.feedbackRound(b, false)
		published := func() time.Time {
			return read1(w, func(tx *storage.Tx) (time.Time, error) { return tx.FeedbackPublished(r.ID) })
		}
		if at := published(); !at.IsZero() {
			t.Errorf("published before: %s", at)
		}
		w.write(func(tx *storage.Tx) error { return tx.PublishFeedback(r) })
		first := w.clock.Now()
		w.clock.move(time.Hour)
		w.write(func(tx *storage.Tx) error { return tx.PublishFeedback(r) })
		if at := published(); !at.Equal(first) {
			t.Errorf("published at %s, not at %s", at, first)
		}
	},
}
