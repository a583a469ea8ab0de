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

// firstContact adds to the answer to somebody without a seat of whom something is
// stored where they read what that is (Art. 13 DSGVO), and keeps that they were
// told, once: to who did something for the first time, and to who was named by
// others, as a guest or for the office. Who gets a seat is told by their greeting,
// and who administers the chat has set up what it stores.
func (b *Bot) firstContact(ctx context.Context, c *commands.Call, reply chat.Reply) (chat.Reply, error) {
	last := len(reply.Messages) - 1
	if c.Board.ID == 0 || last < 0 || b.discreet(c) || c.Who.Has(board.Admin) {
		return reply, nil
	}
	var who board.Person
	told := false
	err := b.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if who, err = tx.PersonOf(c.Event.Platform, c.Event.Actor.Account); err != nil {
			return err
		}
		said, err := tx.Acknowledged(c.Board.ID, who.ID, board.PrivacyNotice)
		if told = said.Holds(); told || err != nil {
			return err
		}
		now, err := tx.Standing(c.Board.ID, who.ID)
		told = now.Seated() // they just got it, and their greeting tells them
		return err
	})
	switch {
	case errors.Is(err, storage.ErrNotFound): // nothing was stored
		return reply, nil
	case err != nil:
		return reply, fmt.Errorf("looking whether somebody was told what is stored: %w", err)
	case told:
		return reply, nil
	}
	fresh := false
	err = b.db.Write(ctx, storage.By{Log: c.Log}, func(tx *storage.Tx) (err error) {
		fresh, err = tx.Acknowledge(c.Board.ID, who.ID, board.PrivacyNotice)
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
