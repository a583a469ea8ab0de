package storage

import (
	"fmt"

	"beirat/board"
)

type ideaRoundRow struct {
	Item   board.ID `db:"item_id"`
	Board  board.ID `db:"board_id"`
	Opened int64    `db:"opened_at"`
	Closes int64    `db:"closes_at"`
	Closed int64    `db:"closed_at"`
	By     board.ID `db:"person_id"`
}

// OpenIdeaRound begins a round of ideas about an item that the caller has locked, or
// takes it up again with another end.
func (tx *Tx) OpenIdeaRound(r board.IdeaRound) (board.IdeaRound, error) {
	_, err := tx.exec(`INSERT INTO impulse_round (item_id, board_id, opened_at, closes_at, closed_at, person_id) VALUES (?, ?, ?, ?, 0, ?)
		ON CONFLICT (item_id) DO UPDATE SET closes_at = excluded.closes_at, closed_at = 0`,
		int64(r.Item), int64(r.Board), tx.now(), milli(r.Closes), int64(tx.by.Person))
	if err != nil {
		return r, fmt.Errorf("round of ideas on item with id %d: %w", r.Item, err)
	}
	if err := tx.note(r.Board, "ideas.open", Entity("item", r.Item), ""); err != nil {
		return r, err
	}
	return tx.IdeaRound(r.Item)
}

// CloseIdeaRound ends a round that goes on; ErrNotFound if it does not.
func (tx *Tx) CloseIdeaRound(of, item board.ID) error {
	if err := tx.must("UPDATE impulse_round SET closed_at = ? WHERE item_id = ? AND board_id = ? AND closed_at = 0", tx.now(), int64(item), int64(of)); err != nil {
		return fmt.Errorf("round of ideas on item with id %d: %w", item, err)
	}
	return tx.note(of, "ideas.close", Entity("item", item), "")
}

// IdeaRound is the round of ideas on an item; ErrNotFound if there was none.
func (tx *Tx) IdeaRound(item board.ID) (board.IdeaRound, error) {
	var row ideaRoundRow
	if err := tx.get(&row, "SELECT item_id, board_id, opened_at, closes_at, closed_at, person_id FROM impulse_round WHERE item_id = ?", int64(item)); err != nil {
		return board.IdeaRound{}, fmt.Errorf("round of ideas on item with id %d: %w", item, err)
	}
	return row.round(), nil
}

// IdeaRounds lists the rounds of ideas of a board that go on, the oldest first.
func (tx *Tx) IdeaRounds(of board.ID) ([]board.IdeaRound, error) {
	var rows []ideaRoundRow
	err := tx.all(&rows, "SELECT item_id, board_id, opened_at, closes_at, closed_at, person_id FROM impulse_round WHERE board_id = ? AND closed_at = 0 ORDER BY opened_at, item_id", int64(of))
	if err != nil {
		return nil, fmt.Errorf("rounds of ideas of board %d: %w", of, err)
	}
	list := make([]board.IdeaRound, len(rows))
	for i, row := range rows {
		list[i] = row.round()
	}
	return list, nil
}

func (r ideaRoundRow) round() board.IdeaRound {
	return board.IdeaRound{Item: r.Item, Board: r.Board, Opened: moment(r.Opened), Closes: moment(r.Closes), Closed: moment(r.Closed), By: r.By}
}

// LinkIdea keeps that an idea came after the impulse of an item; twice is once.
func (tx *Tx) LinkIdea(of, item, idea board.ID) error {
	if _, err := tx.exec("INSERT INTO item_idea (idea_id, item_id) VALUES (?, ?) ON CONFLICT DO NOTHING", int64(idea), int64(item)); err != nil {
		return fmt.Errorf("idea with id %d after item with id %d: %w", idea, item, err)
	}
	return tx.note(of, "ideas.link", Entity("item", item), Entity("idea", idea))
}

// ItemIdeas lists the ideas that came after the impulse of an item, by number.
func (tx *Tx) ItemIdeas(item board.ID) ([]board.Idea, error) {
	return tx.ideas("WHERE id IN (SELECT l.idea_id FROM item_idea l WHERE l.item_id = ?) ORDER BY number", int64(item))
}
