package storagetest

import (
	"testing"

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
		"CloseFeedback": func(tx *storage.Tx) error { closing.Ended = w.clock.Now(); return tx.CloseFeedback(closing) },
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

var feedbacks = map[string]func(*testing.T, *world){}
