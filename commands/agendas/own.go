package agendas

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// occasion is what an idea came after, in the language of the board.
func (f *Agendas) occasion(b board.Board, m board.Meeting, i board.AgendaItem) string {
	return words.Printer{Language: words.Language(b.Language)}.Print(chat.T("agenda.occasion", "Title", i.Title, "Number", m.Number))
}

// AgendaOffers are what meetings left: tasks that are open. They stand for the
// item of the usual agenda.
func (f *Agendas) AgendaOffers(tx *storage.Tx, b board.Board, _ board.Meeting) ([]commands.AgendaOffer, error) {
	tasks, err := tx.OpenTasks(b.ID)
	if err != nil || len(tasks) == 0 {
		return nil, err
	}
	return []commands.AgendaOffer{{Source: templateSource("tasks"), Kind: board.Report, Minutes: 10,
		Title: chat.T("agenda.template.tasks"), About: chat.T("agenda.offer.tasks", "N", len(tasks))}}, nil
}
