package storage

import "beirat/board"

// FeedbackAnswers are the answers that hold in a round, by point.
func (tx *Tx) FeedbackAnswers(round board.ID) (map[board.ID]board.FeedbackAnswer, error) {
	return nil, nil
}

// FeedbackQuestions are what was asked back in a round, by point, the oldest first.
func (tx *Tx) FeedbackQuestions(round board.ID) (map[board.ID][]board.FeedbackQuestion, error) {
	return nil, nil
}
