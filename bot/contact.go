package bot

import (
	"context"
	"errors"
	"fmt"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// firstContact adds to the answer to somebody of whom something was stored just
// now, for the first time, where they read what that is (Art. 13 DSGVO), and
// keeps that they were told, once. Who gets a seat is told by their greeting, and
// who administers the chat has set up what it stores.
func (b *Bot) firstContact(ctx context.Context, c *commands.Call, reply chat.Reply) (chat.Reply, error) {
	last := len(reply.Messages) - 1
	if c.Board.ID == 0 || last < 0 || b.discreet(c) || c.Who.Has(board.Admin) {
		return reply, nil
	}
	fresh := false
	err := b.db.Write(ctx, storage.By{Log: c.Log}, func(tx *storage.Tx) error {
		who, err := tx.PersonOf(c.Event.Platform, c.Event.Actor.Account)
		if errors.Is(err, storage.ErrNotFound) { // nothing was stored
			return nil
		}
		if err == nil {
			fresh, err = tx.Acknowledge(c.Board.ID, who.ID, board.PrivacyNotice)
		}
		return err
	})
	if err != nil {
		return reply, fmt.Errorf("noting that somebody was told what is stored: %w", err)
	}
	if !fresh || c.Command.Path == "board.privacy" {
		return reply, nil
	}
	m, row := reply.Messages[last].Split()
	row = append(row[:len(row):len(row)], commands.Button(chat.T("personal.button.privacy"), c.Board.ID, "board.privacy"))
	reply.Messages[last] = m.With(chat.Para{Text: chat.T("personal.first")}, row)
	return reply, nil
}
