package commands

import (
	"beirat/board"
	"beirat/chat"
)

// AgendaOffer is something of the board's work that could be talked about in a
// meeting, as a feature offers it.
type AgendaOffer struct {
	Source  string // what it is of: the name of a thing, as storage.Entity makes it; the same is offered once
	Title   chat.Text
	About   chat.Text // why it is offered, in a sentence
	Kind    board.ItemKind
	Minutes int
	Poll    board.ID // 0: none
}
