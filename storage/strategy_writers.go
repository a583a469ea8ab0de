package storage

import (
	"cmp"
	"slices"
	"strings"

	"beirat/board"
)

// Writer is somebody who wrote a part of what the strategy says.
type Writer struct {
	Person       board.Person // as they are called today
	Group        board.Group  // ID, Key, Name and Position of the group whose seat they hold, or held last
	Organisation string       // whose seat it is, where it belongs to one
}

// Writers are those who wrote a field of action, a contribution, a statement, a
// suggestion or a measure of a board, or a text of it anew, or sent the idea of
// which a measure was made, by seat group and name. Who never had a seat or voted for one is not among them.
func (tx *Tx) Writers(of board.ID) ([]Writer, error) {
	var people []board.ID
	err := tx.all(&people, `SELECT DISTINCT CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END AS person FROM person p WHERE p.id IN (
			SELECT r.person_id FROM revision r WHERE r.board_id = ? AND r.content <> '' AND r.person_id <> 0
				AND (r.entity LIKE 'field:%' OR r.entity LIKE 'contribution:%' OR r.entity LIKE 'statement:%' OR r.entity LIKE 'measure:%')
			UNION SELECT s.author_id FROM suggestion s WHERE s.board_id = ?
			UNION SELECT i.person_id FROM idea i JOIN measure_idea m ON m.idea_id = i.id WHERE i.board_id = ? AND i.kind <> ?)`,
		int64(of), int64(of), int64(of), string(board.IdeaBundle))
	if err != nil {
		return nil, err
	}
	var writers []Writer
	for _, id := range people {
		w, seated, err := tx.writer(of, id)
		if err != nil {
			return nil, err
		}
		if seated {
			writers = append(writers, w)
		}
	}
	slices.SortFunc(writers, func(a, b Writer) int {
		return cmp.Or(cmp.Compare(a.Group.Position, b.Group.Position), strings.Compare(a.Person.Name, b.Person.Name), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	return writers, nil
}

// writer is a person with the seat group that they belong to, or did last.
func (tx *Tx) writer(of, person board.ID) (w Writer, seated bool, err error) {
	if w.Person, err = tx.Person(person); err != nil {
		return w, false, err
	}
	selves, err := tx.Selves(person)
	if err != nil {
		return w, false, err
	}
	var last Tenure
	for _, self := range selves {
		tenures, err := tx.Tenures(of, self)
		if err != nil {
			return w, false, err
		}
		for _, t := range tenures {
			if t.Until.IsZero() || !last.Until.IsZero() && !t.Until.Before(last.Until) || last.Group.ID == 0 {
				last = t
			}
		}
	}
	groups, err := tx.Groups(of)
	for _, g := range groups {
		if g.ID == last.Group.ID {
			w.Group, w.Organisation = g, last.Organisation
		}
	}
	return w, w.Group.ID != 0, err
}
