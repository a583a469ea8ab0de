package storage

import (
	"fmt"

	"beirat/board"
)

type suggestionRow struct {
	ID        board.ID              `db:"id"`
	Board     board.ID              `db:"board_id"`
	Statement board.ID              `db:"statement_id"`
	Number    int                   `db:"number"`
	Author    board.ID              `db:"author_id"`
	Name      string                `db:"author_name"`
	Language  string                `db:"author_language"`
	Version   int                   `db:"version"`
	Before    string                `db:"said_before"`
	Text      string                `db:"content"`
	Reason    string                `db:"reason"`
	State     board.SuggestionState `db:"state"`
	Why       string                `db:"why"`
	Decider   board.ID              `db:"decider_id"`
	Made      int64                 `db:"made_at"`
	Decided   int64                 `db:"decided_at"`
}

const suggestionSelect = `SELECT s.id, s.board_id, s.statement_id, s.number, p.id AS author_id, p.name AS author_name, p.language AS author_language,
	s.version, s.said_before, s.content, s.reason, s.state, s.why, s.decider_id, s.made_at, s.decided_at FROM suggestion s` + writer

func (r suggestionRow) suggestion() board.Suggestion {
	return board.Suggestion{ID: r.ID, Board: r.Board, Statement: r.Statement, Number: r.Number,
		Author: board.Person{ID: r.Author, Name: r.Name, Language: r.Language}, Version: r.Version, Before: r.Before, Text: r.Text, Reason: r.Reason,
		State: r.State, Why: r.Why, Decider: r.Decider, Made: moment(r.Made), Decided: moment(r.Decided)}
}

// Suggest keeps a suggestion to a statement that the caller has locked, and
// gives it its ID and the board's next number.
func (tx *Tx) Suggest(g board.Suggestion) (board.Suggestion, error) {
	if err := tx.changeable("statement", g.Statement); err != nil {
		return g, err
	}
	number, err := tx.count(g.Board, "suggestion")
	if err != nil {
		return g, fmt.Errorf("number a suggestion of board %d: %w", g.Board, err)
	}
	now := tx.now()
	g.Number, g.State, g.Made = number, board.SuggestionOpen, moment(now)
	g.ID, err = tx.insert(`INSERT INTO suggestion (board_id, statement_id, number, author_id, version, said_before, content, reason, state, why, decider_id, made_at, decided_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, 0) RETURNING id`,
		int64(g.Board), int64(g.Statement), g.Number, int64(g.Author.ID), g.Version, g.Before, g.Text, g.Reason, string(g.State), now)
	if err != nil {
		return g, fmt.Errorf("suggestion %d of board %d: %w", g.Number, g.Board, err)
	}
	return g, tx.note(g.Board, "suggestion.make", Entity("suggestion", g.ID), fmt.Sprintf("number %d", g.Number))
}

// DecideSuggestion keeps what became of a suggestion whose statement the caller
// has locked; its time is now. ErrNotFound if that was decided before.
func (tx *Tx) DecideSuggestion(g board.Suggestion) error {
	if err := tx.changeable("suggestion", g.ID); err != nil {
		return err
	}
	err := tx.must("UPDATE suggestion SET state = ?, why = ?, decider_id = ?, decided_at = ? WHERE id = ? AND state = 'open'",
		string(g.State), g.Why, int64(g.Decider), tx.now(), int64(g.ID))
	if err != nil {
		return fmt.Errorf("suggestion with id %d: %w", g.ID, err)
	}
	return tx.note(g.Board, "suggestion.decide", Entity("suggestion", g.ID), string(g.State))
}

// Suggestion is a suggestion by its id.
func (tx *Tx) Suggestion(id board.ID) (board.Suggestion, error) {
	found, err := tx.suggestions("WHERE s.id = ?", int64(id))
	return oneSuggestion(found, err, "suggestion with id %d", id)
}

// SuggestionNumber is a suggestion by its number within a board.
func (tx *Tx) SuggestionNumber(of board.ID, number int) (board.Suggestion, error) {
	found, err := tx.suggestions("WHERE s.board_id = ? AND s.number = ?", int64(of), number)
	return oneSuggestion(found, err, "suggestion %d of board %d", number, of)
}

func oneSuggestion(found []board.Suggestion, err error, what string, args ...any) (board.Suggestion, error) {
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.Suggestion{}, fmt.Errorf(what+": %w", append(args, err)...)
	}
	return found[0], nil
}

// Suggestions lists what was suggested to a statement, by number.
func (tx *Tx) Suggestions(statement board.ID) ([]board.Suggestion, error) {
	return tx.suggestions("WHERE s.statement_id = ? ORDER BY s.number", int64(statement))
}

// OpenSuggestions lists the suggestions of the present term of a board about which
// nobody has decided, by number.
func (tx *Tx) OpenSuggestions(of board.ID) ([]board.Suggestion, error) {
	return tx.suggestions("WHERE s.board_id = ? AND s.state = 'open' AND "+presentTerm("s.board_id", "s.made_at")+" ORDER BY s.number", int64(of))
}

func (tx *Tx) suggestions(which string, args ...any) ([]board.Suggestion, error) {
	var rows []suggestionRow
	err := tx.all(&rows, suggestionSelect+which, args...)
	all := make([]board.Suggestion, len(rows))
	for i, row := range rows {
		all[i] = row.suggestion()
	}
	return all, err
}
