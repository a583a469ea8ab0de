package storage

import (
	"fmt"

	"beirat/board"
)

func (tx *Tx) insertOptions(poll board.ID, options []board.Option) error {
	for _, o := range options {
		if _, err := tx.exec("INSERT INTO poll_option (poll_id, number, label, thing_id) VALUES (?, ?, ?, ?)", int64(poll), o.Number, o.Label, int64(o.Thing)); err != nil {
			return err
		}
	}
	return nil
}

// withOptions reads the options of a poll that has some.
func (tx *Tx) withOptions(p board.Poll) (board.Poll, error) {
	if p.Method == board.YesNo {
		return p, nil
	}
	var rows []struct {
		Number int      `db:"number"`
		Label  string   `db:"label"`
		Thing  board.ID `db:"thing_id"`
		Place  int      `db:"place"`
		Score  string   `db:"score"`
		Won    bool     `db:"won"`
	}
	if err := tx.all(&rows, "SELECT number, label, thing_id, place, score, won FROM poll_option WHERE poll_id = ? ORDER BY number", int64(p.ID)); err != nil {
		return p, fmt.Errorf("options of poll with id %d: %w", p.ID, err)
	}
	for _, r := range rows {
		p.Options = append(p.Options, board.Option(r))
	}
	return p, nil
}

// AddOption adds an option to a poll that the caller has locked exclusively,
// and gives its number. Whether anybody has voted yet is not asked.
func (tx *Tx) AddOption(poll board.ID, label string) (int, error) {
	if tx.reading {
		return 0, ErrReadOnly
	}
	var number int
	err := tx.get(&number, `INSERT INTO poll_option (poll_id, number, label)
		SELECT CAST(? AS BIGINT), COALESCE(MAX(number), 0) + 1, CAST(? AS TEXT) FROM poll_option WHERE poll_id = ? RETURNING number`,
		int64(poll), label, int64(poll))
	if err != nil {
		return 0, fmt.Errorf("option of poll with id %d: %w", poll, err)
	}
	return number, tx.notePoll(poll, "poll.option", fmt.Sprintf("option %d", number))
}
