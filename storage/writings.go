package storage

import (
	"fmt"

	"beirat/board"
)

// Writings is how much of what a person wrote, or said about themselves, a board
// keeps.
type Writings struct {
	Fields        int // fields of action they defined
	Contributions int // to fields of action
	Statements    int
	Suggestions   int // of changes to statements
	Measures      int
	Ideas         int // and problems
	Consents      int // times they said whether they may be named in public
}

// And is both together.
func (w Writings) And(more Writings) Writings {
	return Writings{
		Fields: w.Fields + more.Fields, Contributions: w.Contributions + more.Contributions, Statements: w.Statements + more.Statements,
		Suggestions: w.Suggestions + more.Suggestions, Measures: w.Measures + more.Measures, Ideas: w.Ideas + more.Ideas, Consents: w.Consents + more.Consents,
	}
}

// Writings counts what a person wrote in a board, what they took back too.
func (tx *Tx) Writings(of, person board.ID) (Writings, error) {
	var row struct {
		Fields        int `db:"fields"`
		Contributions int `db:"contributions"`
		Statements    int `db:"statements"`
		Suggestions   int `db:"suggestions"`
		Measures      int `db:"measures"`
		Ideas         int `db:"ideas"`
		Consents      int `db:"consents"`
	}
	b, p := int64(of), int64(person)
	err := tx.get(&row, `SELECT
			(SELECT COUNT(*) FROM field WHERE board_id = ? AND person_id = ?) AS fields,
			(SELECT COUNT(*) FROM contribution WHERE board_id = ? AND person_id = ?) AS contributions,
			(SELECT COUNT(*) FROM statement WHERE board_id = ? AND author_id = ?) AS statements,
			(SELECT COUNT(*) FROM suggestion WHERE board_id = ? AND author_id = ?) AS suggestions,
			(SELECT COUNT(*) FROM measure WHERE board_id = ? AND person_id = ?) AS measures,
			(SELECT COUNT(*) FROM idea WHERE board_id = ? AND person_id = ?) AS ideas,
			(SELECT COUNT(*) FROM consent WHERE board_id = ? AND person_id = ?) AS consents`, b, p, b, p, b, p, b, p, b, p, b, p, b, p)
	if err != nil {
		return Writings{}, fmt.Errorf("writings of person %d in board %d: %w", person, of, err)
	}
	return Writings(row), nil
}
