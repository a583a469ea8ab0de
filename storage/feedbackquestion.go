package storage

import (
	"encoding/json"
	"fmt"

	"beirat/board"
)

// AskFeedback keeps what is asked back about a point of a round. Its time is Now.
func (tx *Tx) AskFeedback(r board.FeedbackRound, q board.FeedbackQuestion) (board.FeedbackQuestion, error) {
	var err error
	q.Asked = moment(tx.now())
	q.ID, err = tx.insert("INSERT INTO feedback_question (point_id, content, person_id, asked_at, replies) VALUES (?, ?, ?, ?, '') RETURNING id",
		int64(q.Point), q.Text, int64(q.By), milli(q.Asked))
	if err != nil {
		return q, fmt.Errorf("question about the point with id %d: %w", q.Point, err)
	}
	return q, tx.note(r.Board, "feedback.ask", Entity("feedback", r.ID), Entity("point", q.Point))
}

// ReplyToFeedback keeps what the author of a point of a named round, who calls,
// says to a question. Its time is Now.
func (tx *Tx) ReplyToFeedback(r board.FeedbackRound, question board.ID, text string) error {
	_, err := tx.insert("INSERT INTO feedback_reply (question_id, content, person_id, given_at) VALUES (?, ?, ?, ?) RETURNING id",
		int64(question), text, int64(tx.by.Person), tx.now())
	if err != nil {
		return fmt.Errorf("reply to the question with id %d: %w", question, err)
	}
	return tx.note(r.Board, "feedback.reply", Entity("feedback", r.ID), Entity("question", question))
}

// namelessRow are the replies to a question about an anonymous point, as its row has them.
type namelessRow struct {
	Said []string `json:"said"`
	Told int      `json:"told"` // so many of them are read; the others wait for the evening
}

// ReplyNamelessly keeps what the author of a point of an anonymous round says to a
// question. Nothing is recorded of who that was, and afterwards nothing tells
// which question of the round had its reply first; that one came is in the audit,
// with its time. Hold the round (LockFeedbackRound), ask for the key first, and
// plan DB.Shred for after it.
func (tx *Tx) ReplyNamelessly(r board.FeedbackRound, question board.ID, text string) error {
	if tx.reading {
		return ErrReadOnly
	}
	row, err := tx.namelessReplies(question)
	if err != nil {
		return err
	}
	row.Said = append(row.Said, text)
	replies, err := json.Marshal(row)
	if err != nil {
		return fmt.Errorf("replies to the question with id %d: %w", question, err)
	}
	// All of the round are written anew, so that of their rows none is the last; also
	// their long texts, which PostgreSQL keeps apart and numbers as they come.
	err = tx.must(`UPDATE feedback_question SET replies = CASE WHEN id = ? THEN CAST(? AS TEXT) ELSE replies || '' END
		WHERE point_id IN (SELECT id FROM feedback_point WHERE round_id = ?)`, int64(question), string(replies), int64(r.ID))
	if err != nil {
		return fmt.Errorf("reply to the question with id %d: %w", question, err)
	}
	_, err = tx.exec("INSERT INTO audit (board_id, at, person_id, log, what, entity, detail) VALUES (?, ?, 0, '', 'feedback.reply', ?, '')",
		int64(r.Board), tx.now(), Entity("feedback", r.ID))
	return err
}

// NamelessReplies are all replies to a question about an anonymous point, also those
// that nobody reads yet.
func (tx *Tx) NamelessReplies(question board.ID) ([]string, error) {
	row, err := tx.namelessReplies(question)
	return row.Said, err
}

func (tx *Tx) namelessReplies(question board.ID) (row namelessRow, err error) {
	var kept string
	if err := tx.get(&kept, "SELECT replies FROM feedback_question WHERE id = ?", int64(question)); err != nil {
		return row, fmt.Errorf("replies to the question with id %d: %w", question, err)
	}
	return readNameless(question, kept)
}

func readNameless(question board.ID, kept string) (row namelessRow, err error) {
	if kept == "" {
		return row, nil
	}
	if err := json.Unmarshal([]byte(kept), &row); err != nil {
		return row, fmt.Errorf("replies to the question with id %d: %w", question, err)
	}
	return row, nil
}

// NamelessReply is one to a question about an anonymous point.
type NamelessReply struct {
	Question board.ID
	Nth      int // of the replies to it, from 1
}

// TellNamelessReplies are the replies of an anonymous round that nobody has read yet;
// from now on everybody may who reads their points. Hold the round
// (LockFeedbackRound).
func (tx *Tx) TellNamelessReplies(r board.FeedbackRound) ([]NamelessReply, error) {
	if tx.reading {
		return nil, ErrReadOnly
	}
	var rows []feedbackQuestionRow
	err := tx.all(&rows, "SELECT q.id, q.replies FROM feedback_question q JOIN feedback_point p ON p.id = q.point_id WHERE p.round_id = ? ORDER BY q.id", int64(r.ID))
	if err != nil {
		return nil, fmt.Errorf("replies in the round with id %d: %w", r.ID, err)
	}
	var untold []NamelessReply
	for _, q := range rows {
		row, err := readNameless(q.ID, q.Replies)
		if err != nil {
			return nil, err
		}
		if row.Told == len(row.Said) {
			continue
		}
		for n := row.Told + 1; n <= len(row.Said); n++ {
			untold = append(untold, NamelessReply{Question: q.ID, Nth: n})
		}
		row.Told = len(row.Said)
		kept, err := json.Marshal(row)
		if err == nil {
			err = tx.must("UPDATE feedback_question SET replies = ? WHERE id = ?", string(kept), int64(q.ID))
		}
		if err != nil {
			return nil, fmt.Errorf("replies to the question with id %d: %w", q.ID, err)
		}
	}
	if len(untold) == 0 {
		return nil, nil
	}
	return untold, tx.note(r.Board, "feedback.replies_told", Entity("feedback", r.ID), "")
}

type feedbackQuestionRow struct {
	ID      board.ID `db:"id"`
	Point   board.ID `db:"point_id"`
	Text    string   `db:"content"`
	By      board.ID `db:"person_id"`
	Asked   int64    `db:"asked_at"`
	Replies string   `db:"replies"`
}

// FeedbackQuestions are what was asked back in a round, by point, the oldest first. Of
// an anonymous one they have the replies that were told (TellNamelessReplies).
func (tx *Tx) FeedbackQuestions(round board.ID) (map[board.ID][]board.FeedbackQuestion, error) {
	var rows []feedbackQuestionRow
	err := tx.all(&rows, `SELECT q.id, q.point_id, q.content, q.person_id, q.asked_at, q.replies
		FROM feedback_question q JOIN feedback_point p ON p.id = q.point_id WHERE p.round_id = ? ORDER BY q.id`, int64(round))
	if err != nil {
		return nil, fmt.Errorf("questions of the round with id %d: %w", round, err)
	}
	var replies []struct {
		Question board.ID `db:"question_id"`
		Text     string   `db:"content"`
	}
	err = tx.all(&replies, `SELECT a.question_id, a.content FROM feedback_reply a JOIN feedback_question q ON q.id = a.question_id
		JOIN feedback_point p ON p.id = q.point_id WHERE p.round_id = ? ORDER BY a.id`, int64(round))
	if err != nil {
		return nil, fmt.Errorf("replies of the round with id %d: %w", round, err)
	}
	questions := map[board.ID][]board.FeedbackQuestion{}
	for _, row := range rows {
		said, err := readNameless(row.ID, row.Replies)
		if err != nil {
			return nil, err
		}
		q := board.FeedbackQuestion{ID: row.ID, Point: row.Point, Text: row.Text, By: row.By, Asked: moment(row.Asked), Replies: said.Said[:said.Told]}
		for _, reply := range replies {
			if reply.Question == q.ID {
				q.Replies = append(q.Replies, reply.Text)
			}
		}
		questions[q.Point] = append(questions[q.Point], q)
	}
	return questions, nil
}

// AskedBack is a point that waits for its author's reply to what was asked back.
type AskedBack struct {
	Round board.FeedbackRound
	Point board.FeedbackPoint
}

// FeedbackAskedBack are the points that a person gave by name in a board and about
// which a question has no reply yet, each once, the oldest first.
func (tx *Tx) FeedbackAskedBack(of, person board.ID) ([]AskedBack, error) {
	points, err := tx.feedbackPoints("WHERE "+whoeverIs+` AND draft = 0
		AND round_id IN (SELECT id FROM feedback_round WHERE board_id = ?)
		AND EXISTS (SELECT 1 FROM feedback_question q WHERE q.point_id = feedback_point.id
			AND NOT EXISTS (SELECT 1 FROM feedback_reply a WHERE a.question_id = q.id)) ORDER BY id`, int64(person), int64(person), int64(of))
	if err != nil {
		return nil, fmt.Errorf("what person %d was asked back: %w", person, err)
	}
	asked := make([]AskedBack, len(points))
	for i, p := range points {
		r, err := tx.FeedbackRound(p.Round)
		if err != nil {
			return nil, err
		}
		asked[i] = AskedBack{Round: r, Point: p}
	}
	return asked, nil
}
