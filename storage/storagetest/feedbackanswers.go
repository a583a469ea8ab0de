package storagetest

import (
	"testing"

	"beirat/storage"
)

// feedbackAnswerReads are the methods of Tx of answers to points of feedback that change nothing.
const feedbackAnswerReads = " FeedbackAnswers FeedbackQuestions "

// feedbackAnswerChanges are a call of every other one.
func (w *world) feedbackAnswerChanges(b beirat) map[string]func(tx *storage.Tx) error {
	return nil
}

var feedbackAnswers = map[string]func(*testing.T, *world){}
