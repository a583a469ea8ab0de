package evaluation

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Part is what the evaluation of a term adds to the card of its round.
func (f *Evaluation) Part(tx *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error) {
	return nil, nil, nil
}

// Ways are what the one who calls can do with the evaluation of a term.
func (f *Evaluation) Ways(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error) {
	return nil, nil
}

// Hear hears that a round is over.
func (f *Evaluation) Hear(tx *storage.Tx, r board.FeedbackRound) error { return nil }
