package storage

import "beirat/board"

// ActAs names who causes the change, where that person is only met in it.
func (tx *Tx) ActAs(person board.ID) { tx.by.Person = person }
