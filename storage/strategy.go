package storage

import (
	"fmt"

	"beirat/board"
)

type strategyRow struct {
	ID       board.ID    `db:"id"`
	Board    board.ID    `db:"board_id"`
	Number   int         `db:"number"`
	Content  string      `db:"content"`
	Checksum string      `db:"checksum"`
	Phase    board.Phase `db:"phase"`
	Person   board.ID    `db:"person_id"`
	Made     int64       `db:"made_at"`
}

func (r strategyRow) strategy() board.Strategy {
	return board.Strategy{ID: r.ID, Board: r.Board, Version: r.Number, Content: r.Content, Checksum: r.Checksum, Phase: r.Phase, Person: r.Person, Made: moment(r.Made)}
}

// SaveStrategy keeps a version of the strategy, with who is named in it. The
// number and the time stand in the document too, so they are the caller's, who
// holds the board (LockBoard).
func (tx *Tx) SaveStrategy(s board.Strategy, named []board.ID) (board.Strategy, error) {
	id, err := tx.insert("INSERT INTO strategy (board_id, number, content, checksum, phase, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
		int64(s.Board), s.Version, s.Content, s.Checksum, string(s.Phase), int64(s.Person), milli(s.Made))
	for _, person := range named {
		if err == nil {
			err = tx.must("INSERT INTO strategy_named (strategy_id, person_id) VALUES (?, ?)", int64(id), int64(person))
		}
	}
	if err != nil {
		return s, fmt.Errorf("version %d of the strategy of board %d: %w", s.Version, s.Board, err)
	}
	s.ID = id
	return s, tx.note(s.Board, "strategy.save", Entity("strategy", id), fmt.Sprintf("version %d", s.Version))
}

// Strategy is a version by its id, with its content.
func (tx *Tx) Strategy(id board.ID) (board.Strategy, error) {
	var row strategyRow
	if err := tx.get(&row, "SELECT id, board_id, number, content, checksum, phase, person_id, made_at FROM strategy WHERE id = ?", int64(id)); err != nil {
		return board.Strategy{}, fmt.Errorf("strategy with id %d: %w", id, err)
	}
	return row.strategy(), nil
}

// StrategyVersion is a version by its number within a board, with its content.
func (tx *Tx) StrategyVersion(of board.ID, number int) (board.Strategy, error) {
	var row strategyRow
	err := tx.get(&row, "SELECT id, board_id, number, content, checksum, phase, person_id, made_at FROM strategy WHERE board_id = ? AND number = ?", int64(of), number)
	if err != nil {
		return board.Strategy{}, fmt.Errorf("version %d of the strategy of board %d: %w", number, of, err)
	}
	return row.strategy(), nil
}

// Strategies lists the versions of a board, the newest first, without their
// content, at most limit; those before a number unless that is 0.
func (tx *Tx) Strategies(of board.ID, before, limit int) ([]board.Strategy, error) {
	query, args := "SELECT id, board_id, number, '' AS content, checksum, phase, person_id, made_at FROM strategy WHERE board_id = ?", []any{int64(of)}
	if before > 0 {
		query, args = query+" AND number < ?", append(args, before)
	}
	return tx.strategies(query+" ORDER BY number DESC"+first(limit), args...)
}

// StrategiesNaming lists the versions of a board in which a person is named, be
// it as somebody who has become that person, the newest first, without their
// content.
func (tx *Tx) StrategiesNaming(of, person board.ID) ([]board.Strategy, error) {
	return tx.strategies(`SELECT id, board_id, number, '' AS content, checksum, phase, person_id, made_at FROM strategy WHERE board_id = ? AND id IN
		(SELECT n.strategy_id FROM strategy_named n WHERE n.person_id IN `+selvesOf+") ORDER BY number DESC",
		int64(of), int64(person), int64(person))
}

func (tx *Tx) strategies(query string, args ...any) ([]board.Strategy, error) {
	var rows []strategyRow
	err := tx.all(&rows, query, args...)
	list := make([]board.Strategy, len(rows))
	for i, r := range rows {
		list[i] = r.strategy()
	}
	return list, err
}

// StrategyNamed are the persons who are named in a version.
func (tx *Tx) StrategyNamed(id board.ID) (people []board.ID, err error) {
	err = tx.all(&people, "SELECT person_id FROM strategy_named WHERE strategy_id = ? ORDER BY person_id", int64(id))
	return people, err
}
