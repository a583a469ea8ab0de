package storage

import (
	"fmt"

	"beirat/board"
)

type statementRow struct {
	ID       board.ID             `db:"id"`
	Board    board.ID             `db:"board_id"`
	Round    board.ID             `db:"round_id"`
	Number   int                  `db:"number"`
	Group    int                  `db:"group_number"`
	Author   board.ID             `db:"author_id"`
	Name     string               `db:"author_name"`
	Language string               `db:"author_language"`
	Text     string               `db:"content"`
	Version  int                  `db:"version"`
	State    board.StatementState `db:"state"`
	Poll     board.ID             `db:"poll_id"`
	Proposed int64                `db:"proposed_at"`
	Ended    int64                `db:"ended_at"`
	Archived int                  `db:"archived_in"`
}

// writer finds who wrote a thing, or who they have become (see Join).
const writer = ` JOIN person o ON o.id = s.author_id JOIN person p ON p.id = CASE WHEN o.now_id = 0 THEN o.id ELSE o.now_id END `

const statementSelect = `SELECT s.id, s.board_id, s.round_id, s.number, s.group_number, p.id AS author_id, p.name AS author_name, p.language AS author_language,
	s.content, s.version, s.state, COALESCE(s.poll_id, 0) AS poll_id, s.proposed_at, s.ended_at,
	COALESCE((SELECT MIN(t.number) FROM term t WHERE t.board_id = s.board_id AND s.proposed_at < t.over_at), 0) AS archived_in FROM statement s` + writer

func (r statementRow) statement() board.Statement {
	return board.Statement{ID: r.ID, Board: r.Board, Round: r.Round, Number: r.Number, Group: r.Group,
		Author: board.Person{ID: r.Author, Name: r.Name, Language: r.Language}, Text: r.Text, Version: r.Version, State: r.State, Poll: r.Poll,
		Proposed: moment(r.Proposed), Ended: moment(r.Ended), Archived: r.Archived}
}

// ProposeStatement keeps a statement and gives it its ID and the board's next
// number.
func (tx *Tx) ProposeStatement(s board.Statement) (board.Statement, error) {
	if err := tx.changeable("vision_round", s.Round); err != nil {
		return s, err
	}
	number, err := tx.count(s.Board, "statement")
	if err != nil {
		return s, fmt.Errorf("number a statement of board %d: %w", s.Board, err)
	}
	now := tx.now()
	s.Number, s.Version, s.State, s.Proposed = number, 1, board.StatementOpen, moment(now)
	s.ID, err = tx.insert(`INSERT INTO statement (board_id, round_id, number, group_number, author_id, content, folded, version, state, poll_id, proposed_at, ended_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, NULL, ?, 0) RETURNING id`,
		int64(s.Board), int64(s.Round), s.Number, s.Group, int64(s.Author.ID), s.Text, fold(s.Text), string(s.State), now)
	if err != nil {
		return s, fmt.Errorf("statement %d of board %d: %w", s.Number, s.Board, err)
	}
	if err := tx.keep(s.Board, Entity("statement", s.ID), board.Revision{What: "proposed", Text: s.Text}); err != nil {
		return s, err
	}
	return s, tx.note(s.Board, "statement.propose", Entity("statement", s.ID), fmt.Sprintf("number %d", s.Number))
}

// SaveStatement keeps what can change about a statement that the caller has
// locked: its text, version, state, poll and end. What goes into its history.
func (tx *Tx) SaveStatement(s board.Statement, what board.Revision) error {
	if err := tx.changeable("statement", s.ID); err != nil {
		return err
	}
	err := tx.must("UPDATE statement SET content = ?, folded = ?, version = ?, state = ?, poll_id = ?, ended_at = ? WHERE id = ?",
		s.Text, fold(s.Text), s.Version, string(s.State), optional(s.Poll), milli(s.Ended), int64(s.ID))
	if err != nil {
		return fmt.Errorf("statement with id %d: %w", s.ID, err)
	}
	if err := tx.keep(s.Board, Entity("statement", s.ID), what); err != nil {
		return err
	}
	return tx.note(s.Board, "statement.save", Entity("statement", s.ID), what.What)
}

// Statement is a statement by its id.
func (tx *Tx) Statement(id board.ID) (board.Statement, error) {
	s, err := tx.statement("WHERE s.id = ?", int64(id))
	if err != nil {
		err = fmt.Errorf("statement with id %d: %w", id, err)
	}
	return s, err
}

// LockStatement reads a statement and lets others who change it, or decide about
// a suggestion to it, wait until the transaction ends.
func (tx *Tx) LockStatement(id board.ID) (board.Statement, error) {
	if tx.reading {
		return board.Statement{}, ErrReadOnly
	}
	s, err := tx.statement("WHERE s.id = ? {{FOR UPDATE OF s}}", int64(id))
	if err != nil {
		err = fmt.Errorf("statement with id %d: %w", id, err)
	}
	return s, err
}

// StatementNumber is a statement by its number within a board.
func (tx *Tx) StatementNumber(of board.ID, number int) (board.Statement, error) {
	s, err := tx.statement("WHERE s.board_id = ? AND s.number = ?", int64(of), number)
	if err != nil {
		err = fmt.Errorf("statement %d of board %d: %w", number, of, err)
	}
	return s, err
}

// Statements lists every statement of a board by number, withdrawn ones too.
func (tx *Tx) Statements(of board.ID) ([]board.Statement, error) {
	return tx.statements("WHERE s.board_id = ? ORDER BY s.number", int64(of))
}

// StatementsTitled lists the statements of a board whose text contains part,
// newest first; capitals do not matter, nor whether an umlaut is written ä or ae.
func (tx *Tx) StatementsTitled(of board.ID, part string, limit int) ([]board.Statement, error) {
	return tx.statements(`WHERE s.board_id = ? AND s.folded LIKE ? ESCAPE '\' ORDER BY s.number DESC`+first(limit), int64(of), "%"+like(fold(part))+"%")
}

func (tx *Tx) statement(which string, args ...any) (board.Statement, error) {
	found, err := tx.statements(which, args...)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.Statement{}, err
	}
	return found[0], nil
}

func (tx *Tx) statements(which string, args ...any) ([]board.Statement, error) {
	var rows []statementRow
	err := tx.all(&rows, statementSelect+which, args...)
	all := make([]board.Statement, len(rows))
	for i, row := range rows {
		all[i] = row.statement()
	}
	return all, err
}
