package roadmap

import (
	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// mostStatement is how many characters stand for a statement, which has no title.
const mostStatement = 60

// statementToLink is a statement of the vision that a measure may belong to.
func statementToLink(tx *storage.Tx, of board.ID, number int) (board.ID, error) {
	s, err := tx.StatementNumber(of, number)
	switch {
	case err != nil:
		return 0, err
	case s.State == board.StatementWithdrawn:
		return 0, commands.Refuse("roadmap.link.statement_withdrawn", "Number", s.Number)
	}
	return s.ID, nil
}

// linkedStatements are the statements of these ids.
func linkedStatements(tx *storage.Tx, ids []board.ID) ([]thing, error) {
	var all []thing
	for _, id := range ids {
		s, err := tx.Statement(id)
		if err != nil {
			return nil, err
		}
		all = append(all, statementThing(s))
	}
	return all, nil
}

func statementChoices(tx *storage.Tx, of board.ID, _ string) ([]thing, error) {
	statements, err := tx.Statements(of)
	var things []thing
	for _, s := range statements {
		if s.State != board.StatementWithdrawn {
			things = append(things, statementThing(s))
		}
	}
	return things, err
}

func statementThing(s board.Statement) thing {
	return thing{Number: s.Number, Title: commands.Beginning(s.Text, mostStatement), gone: s.State == board.StatementWithdrawn}
}
