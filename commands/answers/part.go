package answers

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Part is what the answers add to the card of a round: how many points are answered.
func (f *Answers) Part(tx *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error) {
	return nil, nil, nil
}

// Ways are what the one who calls can ask or answer in a round.
func (f *Answers) Ways(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error) {
	return nil, nil
}

// Hear hears that a round is over.
func (f *Answers) Hear(tx *storage.Tx, r board.FeedbackRound) error { return nil }
