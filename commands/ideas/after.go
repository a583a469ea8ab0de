package ideas

import (
	"errors"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Send keeps an idea of the one who calls, for another feature and inside its
// transaction. One that they sent before and that waits for an answer is given
// as it is; fresh tells them apart. Its sender is who calls, its time Now.
func (f *Ideas) Send(tx *storage.Tx, c *commands.Call, i board.Idea) (sent board.Idea, fresh bool, err error) {
	who, err := tx.Acting(c.Who.Person, storage.Account{Platform: c.Event.Platform, Account: c.Event.Actor.Account, Name: c.Event.Actor.Name})
	if err != nil {
		return i, false, err
	}
	i.Sender = who.ID
	sent, err = tx.CreateIdea(i)
	if errors.Is(err, storage.ErrExists) {
		return sent, false, nil
	}
	return sent, err == nil, err
}
