package storage

import (
	"errors"
	"fmt"
	"time"

	"beirat/board"
)

// AnswerFeedback keeps what the administration says to a point of a round; what
// it said before is kept too. Its time is Now.
func (tx *Tx) AnswerFeedback(r board.FeedbackRound, a board.FeedbackAnswer) error {
	_, err := tx.insert(`INSERT INTO feedback_answer (point_id, state, reason, link, published, measure_id, person_id, given_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		int64(a.Point), string(a.State), a.Reason, a.Link, a.Published, int64(a.Measure), int64(a.By), tx.now())
	if err != nil {
		return fmt.Errorf("answer to the point with id %d: %w", a.Point, err)
	}
	return tx.note(r.Board, "feedback.answer", Entity("feedback", r.ID), Entity("point", a.Point))
}

type feedbackAnswerRow struct {
	Point     board.ID           `db:"point_id"`
	State     board.FeedbackFate `db:"state"`
	Reason    string             `db:"reason"`
	Link      string             `db:"link"`
	Published string             `db:"published"`
	Measure   board.ID           `db:"measure_id"`
	By        board.ID           `db:"person_id"`
	Given     int64              `db:"given_at"`
}

func (tx *Tx) feedbackAnswers(where string, args ...any) ([]board.FeedbackAnswer, error) {
	var rows []feedbackAnswerRow
	err := tx.all(&rows, `SELECT a.point_id, a.state, a.reason, a.link, a.published, a.measure_id, a.person_id, a.given_at
		FROM feedback_answer a `+where+" ORDER BY a.id", args...)
	answers := make([]board.FeedbackAnswer, len(rows))
	for i, row := range rows {
		answers[i] = board.FeedbackAnswer{Point: row.Point, State: row.State, Reason: row.Reason, Link: row.Link, Published: row.Published,
			Measure: row.Measure, By: row.By, Given: moment(row.Given)}
	}
	return answers, err
}

// FeedbackAnswers are the answers that hold in a round, by point.
func (tx *Tx) FeedbackAnswers(round board.ID) (map[board.ID]board.FeedbackAnswer, error) {
	all, err := tx.feedbackAnswers("JOIN feedback_point p ON p.id = a.point_id WHERE p.round_id = ?", int64(round))
	answers := map[board.ID]board.FeedbackAnswer{}
	for _, a := range all { // the later one holds
		answers[a.Point] = a
	}
	return answers, err
}

// FeedbackAnswersTo are all answers to a point, the oldest first.
func (tx *Tx) FeedbackAnswersTo(point board.ID) ([]board.FeedbackAnswer, error) {
	return tx.feedbackAnswers("WHERE a.point_id = ?", int64(point))
}

// OwedFeedback tells of each round of a board on a service that is over and has
// points without an answer how far the answers are, the oldest first.
func (tx *Tx) OwedFeedback(of board.ID) ([]board.FeedbackOwed, error) {
	return tx.feedbackOwed(`r.board_id = ? AND r.kind = 'service' AND r.state = 'closed' GROUP BY r.id
		HAVING COUNT(*) > SUM(CASE WHEN EXISTS (SELECT 1 FROM feedback_answer a WHERE a.point_id = p.id) THEN 1 ELSE 0 END) ORDER BY r.id`, int64(of))
}

// FeedbackOwed tells how far the answers to the points of a round are, whether it
// is over or not. Of an anonymous one that runs nobody knows.
func (tx *Tx) FeedbackOwed(round board.ID) (board.FeedbackOwed, error) {
	owed, err := tx.feedbackOwed("r.id = ? GROUP BY r.id", int64(round))
	if len(owed) == 0 {
		return board.FeedbackOwed{Round: round}, err
	}
	return owed[0], err
}

func (tx *Tx) feedbackOwed(where string, args ...any) ([]board.FeedbackOwed, error) {
	var rows []struct {
		Round    board.ID `db:"round_id"`
		Points   int      `db:"points"`
		Answered int      `db:"answered"`
	}
	err := tx.all(&rows, `SELECT r.id AS round_id, COUNT(*) AS points,
			SUM(CASE WHEN EXISTS (SELECT 1 FROM feedback_answer a WHERE a.point_id = p.id) THEN 1 ELSE 0 END) AS answered
		FROM feedback_round r JOIN feedback_point p ON p.round_id = r.id WHERE p.draft = 0 AND `+where, args...)
	owed := make([]board.FeedbackOwed, len(rows))
	for i, row := range rows {
		owed[i] = board.FeedbackOwed(row)
	}
	return owed, err
}

// PublishFeedback keeps that everybody may read what became of a round. A second
// time changes nothing.
func (tx *Tx) PublishFeedback(r board.FeedbackRound) error {
	added, err := tx.exec("INSERT INTO feedback_publication (round_id, published_at) VALUES (?, ?) ON CONFLICT DO NOTHING", int64(r.ID), tx.now())
	if err != nil || added == 0 {
		return err
	}
	return tx.note(r.Board, "feedback.publish", Entity("feedback", r.ID), "")
}

// FeedbackPublished is since when everybody may read what became of a round; zero:
// they may not.
func (tx *Tx) FeedbackPublished(round board.ID) (time.Time, error) {
	var at int64
	err := tx.get(&at, "SELECT published_at FROM feedback_publication WHERE round_id = ?", int64(round))
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, nil
	}
	return moment(at), err
}
