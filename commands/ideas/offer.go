package ideas

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Offers are the ideas and problems that wait for an answer, as one item of an
// agenda.
func (f *Ideas) Offers(tx *storage.Tx, b board.Board, _ board.Meeting) ([]commands.AgendaOffer, error) {
	open, err := tx.OpenIdeas(b.ID, mostCounted)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	return []commands.AgendaOffer{{Source: storage.Entity("ideas", b.ID), Kind: board.Deliberation, Minutes: 15,
		Title: chat.T("agenda.offer.ideas.title"), About: chat.T("agenda.offer.ideas", "N", len(open))}}, nil
}
