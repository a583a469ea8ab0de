package bot

import (
	"context"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// onRoll knows people of the board by their name even where the platform does
// so no more: who has left it can still be taken off a seat or out of a role.
// chat.ErrNobody if none has the name, or if several people do.
func (b *Bot) onRoll(ctx context.Context, c *commands.Call, name string) (found board.Person, err error) {
	var roll []board.Person
	err = b.db.Read(ctx, func(tx *storage.Tx) error {
		roll = nil
		seats, err := tx.Seats(c.Board.ID)
		if err != nil {
			return err
		}
		for _, s := range seats {
			roll = append(roll, s.Holder, s.Delegate)
		}
		holders, err := tx.RoleHolders(c.Board.ID)
		for _, h := range holders {
			roll = append(roll, h.Person)
		}
		return err
	})
	if err != nil {
		return board.Person{}, err
	}
	for _, p := range roll {
		if p.ID == 0 || !strings.EqualFold(p.Name, name) || p.ID == found.ID {
			continue
		}
		if found.ID != 0 {
			return board.Person{}, chat.ErrNobody
		}
		found = p
	}
	if found.ID == 0 {
		return board.Person{}, chat.ErrNobody
	}
	return found, nil
}
