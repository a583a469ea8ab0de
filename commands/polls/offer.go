package polls

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// offeredMost is how many polls of a kind are offered for an agenda.
const offeredMost = 8

// Offers are what of the polls could be talked about in a meeting: answers that
// the administration owes, those that are late first, and polls that run.
func (f *Polls) Offers(tx *storage.Tx, b board.Board, _ board.Meeting) ([]commands.AgendaOffer, error) {
	owing, err := tx.Owing(b.ID, offeredMost)
	if err != nil {
		return nil, err
	}
	now, zone := f.db.Now(), f.db.Zone(b.Zone)
	var offers []commands.AgendaOffer
	for _, p := range owing {
		offers = append(offers, commands.AgendaOffer{Source: entity(p.ID), Kind: board.Report, Minutes: 10, Poll: p.ID,
			Title: chat.T("agenda.offer.answer.title", "Question", p.Question),
			About: chat.T("agenda.offer.answer", "Number", p.Number, "Question", p.Question, "Due", p.Due.In(zone), "Late", p.Due.Before(now))})
	}
	running, err := tx.OpenPolls(b.ID)
	if err != nil {
		return nil, err
	}
	for at, p := range running {
		if at == offeredMost {
			break
		}
		if p.Terms.Procedure == board.InMeeting {
			continue
		}
		offers = append(offers, commands.AgendaOffer{Source: entity(p.ID), Kind: board.Deliberation, Minutes: 15, Poll: p.ID,
			Title: chat.Written(p.Question), About: chat.T("agenda.offer.running", "Number", p.Number, "Question", p.Question, "Closes", p.Closes.In(zone))})
	}
	return offers, nil
}
