package storage

import "beirat/board"

// ActAs names who causes the change, where that person is only met in it.
func (tx *Tx) ActAs(person board.ID) { tx.by.Person = person }

// Acting is who acts by an account: who is known already, or else somebody whom
// the installation meets by it now, as whom the transaction then acts. An
// administrator of a chat may be one whom it never met.
func (tx *Tx) Acting(who board.Person, a Account) (board.Person, error) {
	if who.ID != 0 {
		return who, nil
	}
	met, err := tx.Meet(a.Platform, a.Account, a.Name)
	if err == nil {
		tx.ActAs(met.ID)
	}
	return met, err
}
