package agendas

import (
	"slices"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// offersMost is how many offers are shown.
const offersMost = 12

// offeredFor are what the features have for a meeting and what stands on no
// agenda yet.
func (f *Agendas) offeredFor(tx *storage.Tx, b board.Board, m board.Meeting) ([]commands.AgendaOffer, error) {
	standing, err := tx.SourcedItems(b.ID)
	if err != nil {
		return nil, err
	}
	var all []commands.AgendaOffer
	for _, ask := range f.Offers {
		offers, err := ask(tx, b, m)
		if err != nil {
			return nil, err
		}
		for _, o := range offers {
			if !slices.ContainsFunc(standing, func(i board.AgendaItem) bool { return covers(i, o, m) }) {
				all = append(all, o)
			}
		}
	}
	return all, nil
}

// covers tells whether an item is about what is offered: made of it, or the usual
// item for it on the same agenda.
func covers(i board.AgendaItem, o commands.AgendaOffer, m board.Meeting) bool {
	if isTemplate(o.Source) || i.Source == templateSource("minutes") {
		return i.Meeting == m.ID && (i.Source == o.Source || strings.HasPrefix(o.Source, "minutes:"))
	}
	return i.Source == o.Source
}

// offers shows what of the board's work could be talked about, each with a button
// that puts it on the agenda.
func (f *Agendas) offers(tx *storage.Tx, s sight) (chat.Reply, error) {
	all, err := f.offeredFor(tx, s.c.Board, s.m)
	if err != nil {
		return chat.Reply{}, err
	}
	m := say("agenda.offers", "N", len(all), "Meeting", name(s.m), "Planned", s.m.ID != 0)
	for at, o := range all {
		if at == offersMost {
			m = m.With(chat.Para{Text: chat.T("agenda.offers.more", "N", len(all)-offersMost)})
			break
		}
		m = m.With(chat.Para{Text: o.About}, chat.Actions{button("agenda.button.take", s.c.Board.ID, s.m, "meeting.agenda_add", "source", o.Source)})
	}
	return reply(m, agendaButton(s.c.Board.ID, s.m)), nil
}

// ofOffer is the item that an offer becomes; what was said of it stands.
func (f *Agendas) ofOffer(tx *storage.Tx, c *commands.Call, to board.Meeting, i board.AgendaItem, source string) (board.AgendaItem, error) {
	if !c.Who.Chairs() {
		return i, commands.Refuse("agenda.chair_only")
	}
	all, err := f.offeredFor(tx, c.Board, to)
	if err != nil {
		return i, err
	}
	i.Source = source
	there, err := tx.SourcedItems(c.Board.ID)
	if err != nil {
		return i, err
	}
	if at := slices.IndexFunc(there, func(other board.AgendaItem) bool { return other.Source == source && other.Meeting == to.ID }); at >= 0 {
		return there[at], nil // pressed twice
	}
	at := slices.IndexFunc(all, func(o commands.AgendaOffer) bool { return o.Source == source })
	if at < 0 {
		return i, commands.Refuse("agenda.offer.gone").With(agendaButton(c.Board.ID, to))
	}
	o := all[at]
	if i.Title == "" {
		i.Title = commands.Beginning(words.Printer{Language: words.Language(c.Board.Language)}.Print(o.Title), titleMost)
	}
	i.Kind, i.Poll = o.Kind, o.Poll
	if i.Minutes == 0 {
		i.Minutes = o.Minutes
	}
	return i, nil
}
