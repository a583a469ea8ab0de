package boards

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// privacyNotice is what everybody is to know before anything is stored about them (Art.
// 13 DSGVO): who is responsible, what for and on what basis, who reads it, how
// long it stays, and what one can ask for. The basis is the city's to name; this
// says the usual one as what it is.
func privacyNotice(c *commands.Call, b board.Board) chat.Message {
	m := chat.Say(
		chat.T("personal.notice.title", "Board", b.Name),
		chat.T("personal.notice.who", "Contact", b.Contact),
		chat.T("personal.notice.what"),
		chat.T("personal.notice.basis"),
		chat.T("personal.notice.readers"),
		whoReads(c),
		chat.T("personal.notice.free"),
		chat.T("personal.notice.rights"),
	)
	row := chat.Actions{nowhere(button("personal.button.mine", b.ID, "board.my_data"), b.ID)}
	if b.ID != 0 {
		row = append(row, button("personal.button.periods", b.ID, "board.privacy_periods"), button("cmd.board.consent.title", b.ID, "board.consent"))
	}
	return m.With(append(row, nowhere(button("personal.button.forget", b.ID, "board.forget"), b.ID)))
}

// nowhere is the button for somebody who is in no board.
func nowhere(b chat.Button, of board.ID) chat.Button {
	if of == 0 {
		delete(b.Action.Args, commands.Where)
	}
	return b
}

// told keeps that somebody whom the installation knows was given the notice.
func (f *Boards) told(ctx context.Context, c *commands.Call) error {
	if c.Board.ID == 0 || c.Who.Person.ID == 0 {
		return nil
	}
	return f.db.Write(ctx, storage.By{Log: c.Log}, func(tx *storage.Tx) error { // nothing that they did
		_, err := tx.Acknowledge(c.Board.ID, c.Who.Person.ID, board.PrivacyNotice)
		return err
	})
}
