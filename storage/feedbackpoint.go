package storage

import (
	"fmt"

	"beirat/board"
)

// SaveFeedbackRatings keeps what somebody rated the tasks of a named round,
// instead of what they rated them before.
func (tx *Tx) SaveFeedbackRatings(r board.FeedbackRound, person board.ID, ratings map[int]board.Rating) error {
	if err := tx.changeable("feedback_round", r.ID); err != nil {
		return err
	}
	if _, err := tx.exec("DELETE FROM feedback_rating WHERE round_id = ? AND person_id = ?", int64(r.ID), int64(person)); err != nil {
		return fmt.Errorf("ratings of person %d in the round with id %d: %w", person, r.ID, err)
	}
	for _, task := range r.Tasks {
		rating := ratings[task.Number]
		if rating == 0 {
			continue
		}
		err := tx.must("INSERT INTO feedback_rating (round_id, person_id, task, rating) VALUES (?, ?, ?, ?)", int64(r.ID), int64(person), task.Number, int(rating))
		if err != nil {
			return fmt.Errorf("ratings of person %d in the round with id %d: %w", person, r.ID, err)
		}
	}
	if err := tx.gave(r.ID, person); err != nil {
		return err
	}
	return tx.note(r.Board, "feedback.rate", Entity("feedback", r.ID), "")
}

// gave keeps that somebody took part in a round.
func (tx *Tx) gave(round, person board.ID) error {
	_, err := tx.exec("INSERT INTO feedback_giver (round_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", int64(round), int64(person))
	if err != nil {
		return fmt.Errorf("person %d took part in the round with id %d: %w", person, round, err)
	}
	return nil
}

// whoeverIs narrows rows to those of a person and of who has become that person;
// to none of a stranger, who has no id.
const whoeverIs = "person_id IN " + selvesOf

// FeedbackRatingsOf are the ratings that somebody gave in a named round, by task.
func (tx *Tx) FeedbackRatingsOf(round, person board.ID) (map[int]board.Rating, error) {
	var rows []struct {
		Task   int          `db:"task"`
		Rating board.Rating `db:"rating"`
	}
	err := tx.all(&rows, "SELECT task, rating FROM feedback_rating WHERE round_id = ? AND "+whoeverIs, int64(round), int64(person), int64(person))
	ratings := map[int]board.Rating{}
	for _, row := range rows {
		ratings[row.Task] = row.Rating
	}
	return ratings, err
}

// FeedbackTallies are how often each rating was given in a round, by task. Of an
// anonymous one ErrSealed until it is closed.
func (tx *Tx) FeedbackTallies(r board.FeedbackRound) (map[int]board.RatingTally, error) {
	if r.Anonymous && r.State == board.FeedbackOpen {
		return nil, fmt.Errorf("round of feedback with id %d: %w", r.ID, ErrSealed)
	}
	// Those of a named round lie in the other table when their period is over.
	const query = `SELECT task, rating, COUNT(*) AS times FROM feedback_rating WHERE round_id = ? GROUP BY task, rating
		UNION ALL SELECT task, rating, times FROM feedback_tally WHERE round_id = ?`
	var rows []struct {
		Task   int          `db:"task"`
		Rating board.Rating `db:"rating"`
		Times  int          `db:"times"`
	}
	err := tx.all(&rows, query, int64(r.ID), int64(r.ID))
	tallies := map[int]board.RatingTally{}
	for _, row := range rows {
		tally := tallies[row.Task]
		tally[row.Rating-1] += row.Times
		tallies[row.Task] = tally
	}
	return tallies, err
}

// SaveFeedbackPoint keeps a point of a named round: a new one, or what its
// author made of it. One that is no draft any more gets its number. Its time is
// Now.
func (tx *Tx) SaveFeedbackPoint(r board.FeedbackRound, p board.FeedbackPoint) (board.FeedbackPoint, error) {
	if err := tx.changeable("feedback_round", r.ID); err != nil {
		return p, err
	}
	var err error
	if !p.Draft && p.Number == 0 {
		if p.Number, err = tx.count(r.Board, Entity("feedback", r.ID)); err != nil {
			return p, fmt.Errorf("number a point of the round with id %d: %w", r.ID, err)
		}
	}
	p.Round, p.Given = r.ID, moment(tx.now())
	if p.ID == 0 {
		p.ID, err = tx.insertFeedbackPoint(p)
	} else {
		err = tx.must("UPDATE feedback_point SET number = ?, task = ?, severity = ?, content = ?, attachment = ?, draft = ?, given_at = ? WHERE id = ? AND person_id <> 0",
			p.Number, p.Task, string(p.Severity), p.Text, p.Attachment, flag(p.Draft), milli(p.Given), int64(p.ID))
	}
	if err != nil {
		return p, fmt.Errorf("point of the round with id %d: %w", r.ID, err)
	}
	if !p.Draft {
		if err := tx.gave(r.ID, p.Author); err != nil {
			return p, err
		}
	}
	return p, tx.note(r.Board, "feedback.give", Entity("feedback", r.ID), fmt.Sprintf("point %d", p.Number))
}

func (tx *Tx) insertFeedbackPoint(p board.FeedbackPoint) (board.ID, error) {
	return tx.insert(`INSERT INTO feedback_point (round_id, number, task, severity, content, attachment, person_id, draft, given_at, lock)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(p.Round), p.Number, p.Task, string(p.Severity), p.Text, p.Attachment, int64(p.Author), flag(p.Draft), milli(p.Given), p.Lock)
}

// RemoveFeedbackPoint takes a point of a named round back for good.
func (tx *Tx) RemoveFeedbackPoint(r board.FeedbackRound, point board.ID) error {
	if err := tx.changeable("feedback_round", r.ID); err != nil {
		return err
	}
	if err := tx.must("DELETE FROM feedback_point WHERE id = ? AND round_id = ? AND person_id <> 0", int64(point), int64(r.ID)); err != nil {
		return fmt.Errorf("point with id %d: %w", point, err)
	}
	return tx.note(r.Board, "feedback.remove", Entity("feedback", r.ID), "")
}

type feedbackPointRow struct {
	ID         board.ID       `db:"id"`
	Round      board.ID       `db:"round_id"`
	Number     int            `db:"number"`
	Task       int            `db:"task"`
	Severity   board.Severity `db:"severity"`
	Text       string         `db:"content"`
	Attachment string         `db:"attachment"`
	Author     board.ID       `db:"person_id"`
	Draft      bool           `db:"draft"`
	Given      int64          `db:"given_at"`
	Lock       string         `db:"lock"`
}

func (tx *Tx) feedbackPoints(query string, args ...any) ([]board.FeedbackPoint, error) {
	var rows []feedbackPointRow
	err := tx.all(&rows, "SELECT id, round_id, number, task, severity, content, attachment, person_id, draft, given_at, lock FROM feedback_point "+query, args...)
	points := make([]board.FeedbackPoint, len(rows))
	for i, row := range rows {
		points[i] = board.FeedbackPoint{ID: row.ID, Round: row.Round, Number: row.Number, Task: row.Task, Severity: row.Severity, Text: row.Text,
			Attachment: row.Attachment, Author: row.Author, Draft: row.Draft, Given: moment(row.Given), Lock: row.Lock}
	}
	return points, err
}

// FeedbackPoints are the points of a round that are no drafts, by number. Of an
// anonymous one ErrSealed until it is closed.
func (tx *Tx) FeedbackPoints(r board.FeedbackRound) ([]board.FeedbackPoint, error) {
	if r.Anonymous && r.State == board.FeedbackOpen {
		return nil, fmt.Errorf("round of feedback with id %d: %w", r.ID, ErrSealed)
	}
	return tx.feedbackPoints("WHERE round_id = ? AND draft = 0 ORDER BY number", int64(r.ID))
}

// FeedbackPoint is a point by its number within a round, no draft.
func (tx *Tx) FeedbackPoint(round board.ID, number int) (board.FeedbackPoint, error) {
	points, err := tx.feedbackPoints("WHERE round_id = ? AND number = ? AND draft = 0", int64(round), number)
	if err == nil && len(points) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.FeedbackPoint{}, fmt.Errorf("point %d of the round with id %d: %w", number, round, err)
	}
	return points[0], nil
}

// FeedbackPointsOf are the points of one person in a named round, drafts too, in
// the order in which they were begun.
func (tx *Tx) FeedbackPointsOf(round, person board.ID) ([]board.FeedbackPoint, error) {
	return tx.feedbackPoints("WHERE round_id = ? AND person_id <> 0 AND "+whoeverIs+" ORDER BY id", int64(round), int64(person), int64(person))
}
