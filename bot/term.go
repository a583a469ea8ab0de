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

// nextTerm lets the planned term of the call's board begin, whose first day has
// come, and finds once more who acts in it: seats may have become vacant.
func (b *Bot) nextTerm(ctx context.Context, c *commands.Call, said string) ([]board.Board, error) {
	if err := b.terms.Begin(ctx, c.Board.ID); err != nil {
		return nil, fmt.Errorf("beginning the next term of board %d: %w", c.Board.ID, err)
	}
	return b.identify(ctx, c, said)
}

// archivedText is what is said where an error is that something belongs to an
// earlier term.
func archivedText(err error) (no chat.Text, is bool) {
	a, is := errors.AsType[*storage.Archived](err)
	if !is {
		return no, false
	}
	return chat.T("term.archived."+a.Thing, "Number", a.Term), true
}
