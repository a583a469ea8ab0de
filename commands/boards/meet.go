package boards

import (
	"context"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// write changes something in the name of the one who gave the command: an
// administrator of the chat may be somebody whom the installation never met.
// Two changes of a board are made one after the other.
func (f *Boards) write(ctx context.Context, c *commands.Call, do func(*storage.Tx) error) error {
	who := c.Who.Person
	return f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if c.Board.ID != 0 {
			if err := tx.LockBoard(c.Board.ID); err != nil {
				return err
			}
		}
		var err error
		if c.Who.Person, err = tx.Acting(who, storage.Account{Platform: c.Event.Platform, Account: c.Event.Actor.Account, Name: c.Event.Actor.Name}); err != nil {
			return err
		}
		return do(tx)
	})
}

// meet makes a newcomer that was named in a call a person of the installation,
// in the transaction of what is stored about them. Who is known may have become
// another person since they were found, by linking their accounts, or been
// forgotten.
func meet(tx *storage.Tx, c *commands.Call, who board.Person) (board.Person, error) {
	if who.ID != 0 {
		today, err := tx.Today(who.ID)
		if err != nil {
			return who, err
		}
		forgotten, err := tx.Forgotten(today.ID)
		if err == nil && forgotten { // since they were found
			err = commands.Mistake("person", "commands.nobody", "N", 1, "names", []string{who.Name})
		}
		return today, err
	}
	newcomer, is := c.Newcomers[who.Name]
	if !is {
		return who, nil
	}
	return tx.Meet(c.Event.Platform, newcomer.Account, newcomer.Name)
}
