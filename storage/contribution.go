package storage

import (
	"fmt"

	"beirat/board"
)

type contributionRow struct {
	ID         board.ID       `db:"id"`
	Board      board.ID       `db:"board_id"`
	Field      board.ID       `db:"field_id"`
	From       board.ID       `db:"from_id"`
	Number     int            `db:"number"`
	Text       string         `db:"content"`
	Edition    int            `db:"edition"`
	Mark       board.Adoption `db:"mark"`
	Reason     string         `db:"reason"`
	MarkedByID board.ID       `db:"marked_by"`
	MarkedBy   string         `db:"marked_name"`
	Marked     int64          `db:"marked_at"`
	Written    int64          `db:"written_at"`
	Edited     int64          `db:"edited_at"`
	Back       bool           `db:"taken_back"`
	authorRow
}

func (r contributionRow) contribution() board.Contribution {
	return board.Contribution{
		ID: r.ID, Board: r.Board, Field: r.Field, From: r.From, Number: r.Number, Author: r.person(), Group: r.group(),
		Text: r.Text, Edition: r.Edition, Mark: r.Mark, Reason: r.Reason, MarkedBy: board.Person{ID: r.MarkedByID, Name: r.MarkedBy},
		Marked: moment(r.Marked), Written: moment(r.Written), Edited: moment(r.Edited), Back: r.Back,
	}
}

const contributionSelect = `SELECT c.id, c.board_id, c.field_id, COALESCE(c.from_id, 0) AS from_id, c.number, c.content, c.edition, c.mark, c.reason,
		c.marked_by, COALESCE(m.name, '') AS marked_name, c.marked_at, c.written_at, c.edited_at, c.taken_back, ` + authorColumns + `
	FROM contribution c JOIN person o ON o.id = c.person_id JOIN seat s ON s.id = c.seat_id ` + author + "LEFT JOIN person m ON m.id = c.marked_by "

func (tx *Tx) contributions(rest string, args ...any) ([]board.Contribution, error) {
	var rows []contributionRow
	err := tx.all(&rows, contributionSelect+rest, args...)
	list := make([]board.Contribution, len(rows))
	for i, r := range rows {
		list[i] = r.contribution()
	}
	return list, err
}

// Contribution is a contribution by its number within a board, one that was
// taken back too.
func (tx *Tx) Contribution(of board.ID, number int) (board.Contribution, error) {
	list, err := tx.contributions("WHERE c.board_id = ? AND c.number = ?", int64(of), number)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.Contribution{}, fmt.Errorf("contribution %d of board %d: %w", number, of, err)
	}
	return list[0], nil
}

// Contributions lists the contributions to a field by number, from above the one
// named on, at most limit; without those that were taken back.
func (tx *Tx) Contributions(field board.ID, above, limit int) ([]board.Contribution, error) {
	return tx.contributions("WHERE c.field_id = ? AND c.taken_back = 0 AND c.number > ? ORDER BY c.number"+first(limit), int64(field), above)
}

// AllContributions lists the contributions to all fields of a board that are
// worked on, by field and number; without those that were taken back.
func (tx *Tx) AllContributions(of board.ID) ([]board.Contribution, error) {
	return tx.contributions(`JOIN field f ON f.id = c.field_id WHERE f.board_id = ? AND f.state = 'active' AND c.taken_back = 0
		ORDER BY f.number, c.number`, int64(of))
}

// OwnContributions lists what a person has added in a board to fields that are
// worked on, the newest first, at most limit; without those taken back.
func (tx *Tx) OwnContributions(of, person board.ID, limit int) ([]board.Contribution, error) {
	return tx.contributions(`JOIN field f ON f.id = c.field_id WHERE p.id = ? AND c.board_id = ? AND f.state = 'active' AND c.taken_back = 0
		ORDER BY c.number DESC`+first(limit), int64(person), int64(of))
}

// AddContribution keeps what c.Author adds for the seat to a field that the
// caller has locked, and gives it its number. Its time is c.Written.
func (tx *Tx) AddContribution(c board.Contribution, seat board.ID) (board.Contribution, error) {
	if err := tx.changeable("field", c.Field); err != nil {
		return c, err
	}
	c, err := tx.insertContribution(c, seat)
	if err != nil {
		return c, err
	}
	return c, tx.noteThing("contribution", c.ID, "contribution.add", fmt.Sprintf("number %d", c.Number))
}

func (tx *Tx) insertContribution(c board.Contribution, seat board.ID) (board.Contribution, error) {
	number, err := tx.count(c.Board, "contribution")
	if err != nil {
		return c, fmt.Errorf("number a contribution of board %d: %w", c.Board, err)
	}
	c.ID, err = tx.insert(`INSERT INTO contribution (board_id, number, field_id, from_id, seat_id, person_id, content, edition, mark, reason,
			marked_by, marked_at, written_at, edited_at, taken_back)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1, 'open', '', 0, 0, ?, 0, 0) RETURNING id`,
		int64(c.Board), number, int64(c.Field), optional(c.From), int64(seat), int64(c.Author.ID), c.Text, milli(c.Written))
	if err == nil {
		err = tx.keepContribution(c, "added", c.Text, "")
	}
	if err != nil {
		return c, fmt.Errorf("contribution %d of board %d: %w", number, c.Board, err)
	}
	c.Number, c.Edition, c.Mark = number, 1, board.Undecided
	return c, nil
}

// EditContribution keeps the text of a contribution as a further edition, which
// nobody has marked yet. The caller has locked its field.
func (tx *Tx) EditContribution(c board.Contribution) error {
	if err := tx.changeable("field", c.Field); err != nil {
		return err
	}
	err := tx.must(`UPDATE contribution SET content = ?, edition = edition + 1, edited_at = ?, mark = 'open', reason = '', marked_by = 0, marked_at = 0
		WHERE id = ?`, c.Text, tx.now(), int64(c.ID))
	if err == nil {
		err = tx.keepContribution(c, "edited", c.Text, "")
	}
	if err != nil {
		return fmt.Errorf("edit contribution with id %d: %w", c.ID, err)
	}
	return tx.noteThing("contribution", c.ID, "contribution.edit", "")
}

// TakeBackContribution marks a contribution as taken back by its author.
func (tx *Tx) TakeBackContribution(c board.Contribution) error {
	if err := tx.changeable("field", c.Field); err != nil {
		return err
	}
	err := tx.must("UPDATE contribution SET taken_back = 1 WHERE id = ?", int64(c.ID))
	if err == nil {
		err = tx.keepContribution(c, "taken_back", "", "")
	}
	if err != nil {
		return fmt.Errorf("take back contribution with id %d: %w", c.ID, err)
	}
	return tx.noteThing("contribution", c.ID, "contribution.take_back", "")
}

// MarkContribution keeps what came of a contribution: c.Mark and its reason. Its
// time is c.Marked.
func (tx *Tx) MarkContribution(c board.Contribution) error {
	if err := tx.changeable("field", c.Field); err != nil {
		return err
	}
	err := tx.must("UPDATE contribution SET mark = ?, reason = ?, marked_by = ?, marked_at = ? WHERE id = ?",
		string(c.Mark), c.Reason, int64(tx.by.Person), milli(c.Marked), int64(c.ID))
	if err == nil {
		err = tx.keepContribution(c, string(c.Mark), "", c.Reason)
	}
	if err != nil {
		return fmt.Errorf("mark contribution with id %d: %w", c.ID, err)
	}
	return tx.noteThing("contribution", c.ID, "contribution.mark", string(c.Mark))
}

func (tx *Tx) keepContribution(c board.Contribution, what, text, detail string) error {
	return tx.keep(c.Board, Entity("contribution", c.ID), board.Revision{What: what, Text: text, Detail: detail})
}
