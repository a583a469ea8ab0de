package storage

import (
	"fmt"

	"beirat/board"
)

type feedbackRow struct {
	ID        board.ID            `db:"id"`
	Board     board.ID            `db:"board_id"`
	Number    int                 `db:"number"`
	Kind      board.FeedbackKind  `db:"kind"`
	Service   string              `db:"service"`
	Link      string              `db:"link"`
	About     string              `db:"about"`
	Anonymous bool                `db:"anonymous"`
	Asked     board.FeedbackAsked `db:"asked"`
	Group     board.ID            `db:"group_id"`
	State     board.FeedbackState `db:"state"`
	By        board.ID            `db:"person_id"`
	Opened    int64               `db:"opened_at"`
	Closes    int64               `db:"closes_at"`
	Ended     int64               `db:"ended_at"`
	Earlier   board.ID            `db:"earlier_id"`
}

func (r feedbackRow) round() board.FeedbackRound {
	return board.FeedbackRound{ID: r.ID, Board: r.Board, Number: r.Number, Kind: r.Kind, Service: r.Service, Link: r.Link, About: r.About,
		Anonymous: r.Anonymous, Asked: r.Asked, Group: r.Group, State: r.State, By: r.By, Opened: moment(r.Opened), Closes: moment(r.Closes),
		Ended: moment(r.Ended), Earlier: r.Earlier}
}

const feedbackSelect = `SELECT id, board_id, number, kind, service, link, about, anonymous, asked, group_id, state, person_id, opened_at, closes_at, ended_at, earlier_id
	FROM feedback_round `

// CreateFeedbackRound keeps a round that begins now, with its tasks and the
// people who are asked. It finds the round before on the same service by itself.
func (tx *Tx) CreateFeedbackRound(r board.FeedbackRound, asked []board.ID) (board.FeedbackRound, error) {
	var err error
	if r.Number, err = tx.count(r.Board, "feedback"); err != nil {
		return r, fmt.Errorf("number a round of feedback of board %d: %w", r.Board, err)
	}
	before, err := tx.FeedbackRoundsOn(r.Board, r.Service)
	if err != nil {
		return r, err
	}
	if len(before) > 0 {
		r.Earlier = before[len(before)-1].ID
	}
	r.State, r.Opened = board.FeedbackOpen, moment(tx.now())
	r.ID, err = tx.insert(`INSERT INTO feedback_round (board_id, number, kind, service, folded, link, about, anonymous, asked, group_id, state, person_id,
			opened_at, closes_at, ended_at, earlier_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?) RETURNING id`,
		int64(r.Board), r.Number, string(r.Kind), r.Service, foldName(r.Service), r.Link, r.About, flag(r.Anonymous), string(r.Asked), int64(r.Group),
		string(r.State), int64(r.By), milli(r.Opened), milli(r.Closes), int64(r.Earlier))
	for i := range r.Tasks {
		r.Tasks[i].Number = i + 1
		if err == nil {
			err = tx.must("INSERT INTO feedback_task (round_id, number, title) VALUES (?, ?, ?)", int64(r.ID), i+1, r.Tasks[i].Title)
		}
	}
	for _, person := range asked {
		if err == nil {
			_, err = tx.exec("INSERT INTO feedback_asked (round_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", int64(r.ID), int64(person))
		}
	}
	if err != nil {
		return r, fmt.Errorf("round %d of feedback of board %d: %w", r.Number, r.Board, err)
	}
	return r, tx.note(r.Board, "feedback.start", Entity("feedback", r.ID), fmt.Sprintf("number %d", r.Number))
}

// SaveFeedbackRound keeps when a round ends, its link and what is said about it.
func (tx *Tx) SaveFeedbackRound(r board.FeedbackRound) error {
	if err := tx.changeable("feedback_round", r.ID); err != nil {
		return err
	}
	err := tx.must("UPDATE feedback_round SET link = ?, about = ?, closes_at = ? WHERE id = ?", r.Link, r.About, milli(r.Closes), int64(r.ID))
	if err != nil {
		return fmt.Errorf("round of feedback with id %d: %w", r.ID, err)
	}
	return tx.note(r.Board, "feedback.change", Entity("feedback", r.ID), fmt.Sprintf("number %d", r.Number))
}

// FeedbackRound is a round by its id.
func (tx *Tx) FeedbackRound(id board.ID) (board.FeedbackRound, error) {
	return tx.oneFeedbackRound(fmt.Sprintf("round of feedback with id %d", id), "WHERE id = ?", int64(id))
}

// FeedbackRoundNumber is a round by its number within a board.
func (tx *Tx) FeedbackRoundNumber(of board.ID, number int) (board.FeedbackRound, error) {
	return tx.oneFeedbackRound(fmt.Sprintf("round %d of feedback of board %d", number, of), "WHERE board_id = ? AND number = ?", int64(of), number)
}

// LockFeedbackRound is FeedbackRound, and holds it until the transaction ends.
// Lock whatever is given to it, closed or answered.
func (tx *Tx) LockFeedbackRound(id board.ID) (board.FeedbackRound, error) {
	if tx.reading {
		return board.FeedbackRound{}, ErrReadOnly
	}
	var held board.ID
	if err := tx.get(&held, "SELECT id FROM feedback_round WHERE id = ? {{FOR UPDATE}}", int64(id)); err != nil {
		return board.FeedbackRound{}, fmt.Errorf("round of feedback with id %d: %w", id, err)
	}
	return tx.FeedbackRound(id)
}

// FeedbackRounds lists the rounds of a board, the newest first, at most limit,
// with numbers below before; 0: from the newest.
func (tx *Tx) FeedbackRounds(of board.ID, before, limit int) ([]board.FeedbackRound, error) {
	where, args := "WHERE board_id = ?", []any{int64(of)}
	if before != 0 {
		where, args = where+" AND number < ?", append(args, before)
	}
	return tx.feedbackRounds(where+" ORDER BY number DESC"+first(limit), args...)
}

// OpenFeedbackRounds lists the rounds of a board that were not closed, the first
// that ends first.
func (tx *Tx) OpenFeedbackRounds(of board.ID) ([]board.FeedbackRound, error) {
	return tx.feedbackRounds("WHERE board_id = ? AND state = 'open' ORDER BY closes_at, id", int64(of))
}

// FeedbackRoundsTitled lists rounds of a board whose service has a part, the
// newest first.
func (tx *Tx) FeedbackRoundsTitled(of board.ID, part string, limit int) ([]board.FeedbackRound, error) {
	return tx.feedbackRounds(`WHERE board_id = ? AND folded LIKE ? ESCAPE '\' ORDER BY number DESC`+first(limit), int64(of), "%"+like(foldName(part))+"%")
}

// FeedbackRoundsOn lists the rounds of a board on one service, the oldest first.
func (tx *Tx) FeedbackRoundsOn(of board.ID, service string) ([]board.FeedbackRound, error) {
	return tx.feedbackRounds("WHERE board_id = ? AND folded = ? ORDER BY id", int64(of), foldName(service))
}

func (tx *Tx) oneFeedbackRound(called, query string, args ...any) (board.FeedbackRound, error) {
	list, err := tx.feedbackRounds(query, args...)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.FeedbackRound{}, fmt.Errorf("%s: %w", called, err)
	}
	return list[0], nil
}

func (tx *Tx) feedbackRounds(query string, args ...any) ([]board.FeedbackRound, error) {
	var rows []feedbackRow
	if err := tx.all(&rows, feedbackSelect+query, args...); err != nil {
		return nil, err
	}
	list := make([]board.FeedbackRound, len(rows))
	for i, row := range rows {
		list[i] = row.round()
		var err error
		if list[i].Tasks, err = tx.feedbackTasks(row.ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (tx *Tx) feedbackTasks(round board.ID) ([]board.FeedbackTask, error) {
	var rows []struct {
		Number int    `db:"number"`
		Title  string `db:"title"`
	}
	err := tx.all(&rows, "SELECT number, title FROM feedback_task WHERE round_id = ? ORDER BY number", int64(round))
	tasks := make([]board.FeedbackTask, len(rows))
	for i, row := range rows {
		tasks[i] = board.FeedbackTask(row)
	}
	return tasks, err
}

// FeedbackAsked are those who were asked in a round, by id; who has become
// another stands there as who they are now.
func (tx *Tx) FeedbackAsked(round board.ID) ([]board.ID, error) {
	var people []board.ID
	err := tx.all(&people, `SELECT DISTINCT CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END AS person
		FROM feedback_asked a JOIN person p ON p.id = a.person_id WHERE a.round_id = ? ORDER BY person`, int64(round))
	return people, err
}
