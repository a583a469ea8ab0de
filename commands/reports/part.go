package reports

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Part is what a report adds to the card of a round: its result when it is over.
func (f *Reports) Part(tx *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error) {
	return nil, nil, nil
}

// Ways are what the one who calls can read about a round.
func (f *Reports) Ways(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error) {
	return nil, nil
}

// Hear hears that a round is over.
func (f *Reports) Hear(tx *storage.Tx, r board.FeedbackRound) error { return nil }
