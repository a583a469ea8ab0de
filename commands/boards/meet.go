package boards

import (
	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// meet makes a newcomer that was named in a call a person of the installation,
// in the transaction of what is stored about them.
func meet(tx *storage.Tx, c *commands.Call, who board.Person) (board.Person, error) {
	newcomer, is := c.Newcomers[who.Name]
	if who.ID != 0 || !is {
		return who, nil
	}
	return tx.Meet(c.Event.Platform, newcomer.Account, newcomer.Name)
}
