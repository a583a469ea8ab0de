package polls

import (
	"beirat/board"
	"beirat/storage"
)

// opinion is a minority opinion with the name of the one who signed it.
type opinion struct {
	board.Dissent
	Name string
}

// opinionsOn are the minority opinions on a poll, in the order of the seats.
func opinionsOn(tx *storage.Tx, id board.ID) ([]opinion, error) {
	dissents, err := tx.Dissents(id)
	if err != nil {
		return nil, err
	}
	opinions := make([]opinion, len(dissents))
	for i, d := range dissents {
		name, err := personName(tx, d.Person)
		if err != nil {
			return nil, err
		}
		opinions[i] = opinion{Dissent: d, Name: name}
	}
	return opinions, nil
}
