package storage

import (
	"fmt"
	"time"

	"beirat/board"
)

// Submit keeps that a version went to a committee, and gives it its ID and the
// board's next number. The caller holds the board (LockBoard). ErrExists if the
// same committee, however written, got one on that day. The day is taken as it
// reads in its own location.
func (tx *Tx) Submit(s board.Submission) (board.Submission, error) {
	var same []board.ID
	err := tx.all(&same, "SELECT id FROM submission WHERE board_id = ? AND folded = ? AND day = ?", int64(s.Board), foldName(s.Committee), formatDay(s.Day))
	if err == nil && len(same) > 0 {
		err = ErrExists
	}
	if err != nil {
		return s, fmt.Errorf("submission to %q: %w", s.Committee, err)
	}
	if s.Number, err = tx.count(s.Board, "submission"); err != nil {
		return s, fmt.Errorf("number a submission of board %d: %w", s.Board, err)
	}
	s.Noted = moment(tx.now())
	s.ID, err = tx.insert("INSERT INTO submission (board_id, number, strategy_id, committee, folded, day, person_id, noted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
		int64(s.Board), s.Number, int64(s.Strategy), s.Committee, foldName(s.Committee), formatDay(s.Day), int64(s.Person), milli(s.Noted))
	if err != nil {
		return s, fmt.Errorf("submission %d of board %d: %w", s.Number, s.Board, err)
	}
	return s, tx.note(s.Board, "strategy.submit", Entity("submission", s.ID), fmt.Sprintf("number %d", s.Number))
}

type submissionRow struct {
	ID        board.ID         `db:"id"`
	Board     board.ID         `db:"board_id"`
	Zone      string           `db:"zone"`
	Number    int              `db:"number"`
	Strategy  board.ID         `db:"strategy_id"`
	Version   int              `db:"version"`
	Committee string           `db:"committee"`
	Day       string           `db:"day"`
	Person    board.ID         `db:"person_id"`
	Noted     int64            `db:"noted_at"`
	Last      board.Considered `db:"last"`
}

const submissionSelect = `SELECT s.id, s.board_id, b.zone, s.number, s.strategy_id, v.number AS version, s.committee, s.day, s.person_id, s.noted_at,
		COALESCE((SELECT c.outcome FROM consideration c WHERE c.submission_id = s.id ORDER BY c.id DESC LIMIT 1), '') AS last
	FROM submission s JOIN strategy v ON v.id = s.strategy_id JOIN board b ON b.id = s.board_id `

func (tx *Tx) submissions(query string, args ...any) ([]board.Submission, error) {
	var rows []submissionRow
	err := tx.all(&rows, submissionSelect+query, args...)
	list := make([]board.Submission, len(rows))
	for i, r := range rows {
		list[i] = board.Submission{ID: r.ID, Board: r.Board, Number: r.Number, Strategy: r.Strategy, Version: r.Version, Committee: r.Committee,
			Person: r.Person, Noted: moment(r.Noted), Last: r.Last}
		if err == nil {
			list[i].Day, err = parseDay(r.Day, tx.db.Zone(r.Zone))
		}
	}
	return list, err
}

// Submission is a submission by its id.
func (tx *Tx) Submission(id board.ID) (board.Submission, error) {
	return tx.submission("WHERE s.id = ?", int64(id))
}

// SubmissionNumber is a submission by its number within a board.
func (tx *Tx) SubmissionNumber(of board.ID, number int) (board.Submission, error) {
	return tx.submission("WHERE s.board_id = ? AND s.number = ?", int64(of), number)
}

func (tx *Tx) submission(query string, args ...any) (board.Submission, error) {
	list, err := tx.submissions(query, args...)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.Submission{}, fmt.Errorf("submission: %w", err)
	}
	return list[0], nil
}

// Submissions lists the submissions of a board, the newest first, at most limit.
func (tx *Tx) Submissions(of board.ID, limit int) ([]board.Submission, error) {
	return tx.submissions("WHERE s.board_id = ? ORDER BY s.number DESC"+first(limit), int64(of))
}

// SubmissionsTo lists those of Submissions to committees whose name has this
// part, however it is written.
func (tx *Tx) SubmissionsTo(of board.ID, part string, limit int) ([]board.Submission, error) {
	return tx.submissions(`WHERE s.board_id = ? AND s.folded LIKE ? ESCAPE '\' ORDER BY s.number DESC`+first(limit), int64(of), "%"+like(foldName(part))+"%")
}

// Consider keeps what a committee said of a submission, after what it said
// before. The day is taken as it reads in its own location.
func (tx *Tx) Consider(c board.Consideration) (board.Consideration, error) {
	c.Noted = moment(tx.now())
	id, err := tx.insert(`INSERT INTO consideration (submission_id, outcome, day, reference, note, passage, before_text, after_text, person_id, noted_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(c.Submission), string(c.Outcome), formatDay(c.Day), c.Reference, c.Note, c.Passage, c.Before, c.After, int64(c.Person), milli(c.Noted))
	if err != nil {
		return c, fmt.Errorf("result of submission with id %d: %w", c.Submission, err)
	}
	c.ID = id
	var of board.ID
	if err := tx.get(&of, "SELECT board_id FROM submission WHERE id = ?", int64(c.Submission)); err != nil {
		return c, err
	}
	return c, tx.note(of, "strategy.result", Entity("submission", c.Submission), string(c.Outcome))
}

// Considerations lists what a committee said of a submission, the last one
// last. Days are in zone.
func (tx *Tx) Considerations(submission board.ID, zone *time.Location) ([]board.Consideration, error) {
	var rows []struct {
		ID        board.ID         `db:"id"`
		Outcome   board.Considered `db:"outcome"`
		Day       string           `db:"day"`
		Reference string           `db:"reference"`
		Note      string           `db:"note"`
		Passage   string           `db:"passage"`
		Before    string           `db:"before_text"`
		After     string           `db:"after_text"`
		Person    board.ID         `db:"person_id"`
		Noted     int64            `db:"noted_at"`
	}
	err := tx.all(&rows, `SELECT id, outcome, day, reference, note, passage, before_text, after_text, person_id, noted_at
		FROM consideration WHERE submission_id = ? ORDER BY id`, int64(submission))
	list := make([]board.Consideration, len(rows))
	for i, r := range rows {
		list[i] = board.Consideration{ID: r.ID, Submission: submission, Outcome: r.Outcome, Reference: r.Reference, Note: r.Note,
			Passage: r.Passage, Before: r.Before, After: r.After, Person: r.Person, Noted: moment(r.Noted)}
		if err == nil {
			list[i].Day, err = parseDay(r.Day, zone)
		}
	}
	return list, err
}
