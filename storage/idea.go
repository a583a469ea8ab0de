package storage

import (
	"fmt"
	"slices"
	"strings"

	"beirat/board"
)

type ideaRow struct {
	ID       board.ID        `db:"id"`
	Board    board.ID        `db:"board_id"`
	Number   int             `db:"number"`
	Kind     board.IdeaKind  `db:"kind"`
	Title    string          `db:"title"`
	Text     string          `db:"content"`
	Occasion string          `db:"occasion"`
	Sender   board.ID        `db:"person_id"`
	Sent     int64           `db:"sent_at"`
	Bundle   board.ID        `db:"bundle_id"`
	State    board.IdeaState `db:"state"`
	Poll     board.ID        `db:"poll_id"`
	Round    int             `db:"round"`
	Answer   string          `db:"answer"`
	Answered int64           `db:"answered_at"`
	Measure  board.ID        `db:"measure_id"`
}

func (r ideaRow) idea() board.Idea {
	return board.Idea{ID: r.ID, Board: r.Board, Number: r.Number, Kind: r.Kind, Title: r.Title, Text: r.Text, Occasion: r.Occasion,
		Sender: r.Sender, Sent: moment(r.Sent), Bundle: r.Bundle, State: r.State, Poll: r.Poll, Round: r.Round,
		Answer: r.Answer, Answered: moment(r.Answered), Measure: r.Measure}
}

// The vote about an idea is that of polls, what it became that of measures.
const ideaSelect = `SELECT id, board_id, number, kind, title, content, occasion, person_id, sent_at, bundle_id, state, round, answer, answered_at,
	` + ideaPoll + ` AS poll_id,
	(SELECT COALESCE(MIN(l.measure_id), 0) FROM measure_idea l WHERE l.idea_id = idea.id) AS measure_id FROM idea `

const ideaPoll = `(SELECT COALESCE(MAX(p.id), 0) FROM poll p WHERE p.board_id = idea.board_id AND p.about_kind = 'idea' AND p.about_id = idea.id AND p.state = 'open')`

func (tx *Tx) ideas(query string, args ...any) ([]board.Idea, error) {
	var rows []ideaRow
	err := tx.all(&rows, ideaSelect+query, args...)
	list := make([]board.Idea, len(rows))
	for i, r := range rows {
		list[i] = r.idea()
	}
	return list, err
}

// CreateIdea keeps what somebody sent, open, under the board's next number. If
// it is what the same person has sent before and nobody has answered, it gives
// that one and ErrExists, and nothing is kept. Its time is Now.
func (tx *Tx) CreateIdea(i board.Idea) (board.Idea, error) {
	number, err := tx.count(i.Board, "idea") // who sends the same at once waits here
	if err != nil {
		return i, fmt.Errorf("number an idea of board %d: %w", i.Board, err)
	}
	before, err := tx.ideas("WHERE board_id = ? AND person_id = ? AND kind = ? AND state = ? ORDER BY id",
		int64(i.Board), int64(i.Sender), string(i.Kind), string(board.IdeaOpen))
	if err != nil {
		return i, err
	}
	if at := slices.IndexFunc(before, func(b board.Idea) bool { return board.SameIdea(b.Text, i.Text) }); at >= 0 {
		return before[at], fmt.Errorf("idea %d of board %d: %w", before[at].Number, i.Board, ErrExists)
	}
	i.Number = number
	if i, err = tx.insertIdea(i); err != nil {
		return i, err
	}
	return i, tx.happened(i, "idea.create", board.Revision{What: "sent", Text: i.Text, Detail: i.Occasion})
}

func (tx *Tx) insertIdea(i board.Idea) (board.Idea, error) {
	i.State, i.Sent = board.IdeaOpen, moment(tx.now())
	var err error
	i.ID, err = tx.insert(`INSERT INTO idea (board_id, number, kind, title, content, folded, occasion, person_id, sent_at, bundle_id, state, round, answer, answered_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, '', 0) RETURNING id`,
		int64(i.Board), i.Number, string(i.Kind), i.Title, i.Text, foldName(i.Title+" "+i.Text), i.Occasion, int64(i.Sender), milli(i.Sent), string(i.State))
	if err != nil {
		return i, fmt.Errorf("idea %d of board %d: %w", i.Number, i.Board, err)
	}
	return i, nil
}

// happened keeps what was done to an idea in its history and in the audit.
func (tx *Tx) happened(i board.Idea, what string, r board.Revision) error {
	if err := tx.keep(i.Board, Entity("idea", i.ID), r); err != nil {
		return err
	}
	return tx.note(i.Board, what, Entity("idea", i.ID), fmt.Sprintf("number %d", i.Number))
}

// Idea is an idea by its id.
func (tx *Tx) Idea(id board.ID) (board.Idea, error) {
	return tx.oneIdea(fmt.Sprintf("idea with id %d", id), "WHERE id = ?", int64(id))
}

// LockIdea is Idea, and holds it until the transaction ends. Lock whatever is
// bundled, sifted or answered.
func (tx *Tx) LockIdea(id board.ID) (board.Idea, error) {
	if tx.reading {
		return board.Idea{}, ErrReadOnly
	}
	var held board.ID
	if err := tx.get(&held, "SELECT id FROM idea WHERE id = ? {{FOR UPDATE}}", int64(id)); err != nil {
		return board.Idea{}, fmt.Errorf("idea with id %d: %w", id, err)
	}
	return tx.Idea(id) // with the vote that another opened until then
}

// IdeaNumber is an idea by its number within a board.
func (tx *Tx) IdeaNumber(of board.ID, number int) (board.Idea, error) {
	return tx.oneIdea(fmt.Sprintf("idea %d of board %d", number, of), "WHERE board_id = ? AND number = ?", int64(of), number)
}

func (tx *Tx) oneIdea(called, query string, args ...any) (board.Idea, error) {
	list, err := tx.ideas(query, args...)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return board.Idea{}, fmt.Errorf("%s: %w", called, err)
	}
	return list[0], nil
}

// Ideas lists the ideas and bundles of a board in certain states, the newest
// first, at most limit, with numbers below before; 0: from the newest. What is
// in a bundle stands only there.
func (tx *Tx) Ideas(of board.ID, states []board.IdeaState, before, limit int) ([]board.Idea, error) {
	where, args := inStates(of, states)
	if before != 0 {
		where, args = where+" AND number < ?", append(args, before)
	}
	return tx.ideas(where+" ORDER BY number DESC"+first(limit), args...)
}

// OpenIdeas lists the ideas and bundles of a board that wait for an answer and
// about which no vote decides, the oldest first, at most limit.
func (tx *Tx) OpenIdeas(of board.ID, limit int) ([]board.Idea, error) {
	where, args := inStates(of, []board.IdeaState{board.IdeaOpen})
	return tx.ideas(where+" AND "+ideaPoll+" = 0 ORDER BY number"+first(limit), args...)
}

func inStates(of board.ID, states []board.IdeaState) (where string, args []any) {
	args = []any{int64(of)}
	for _, state := range states {
		args = append(args, string(state))
	}
	return "WHERE board_id = ? AND bundle_id = 0 AND state IN (?" + strings.Repeat(", ?", len(states)-1) + ")", args
}

// IdeasTitled lists ideas of a board whose text or title has a part, the newest
// first, but no bundle that is undone; capitals do not matter, nor whether an
// umlaut is written ä or ae.
func (tx *Tx) IdeasTitled(of board.ID, part string, limit int) ([]board.Idea, error) {
	return tx.ideas(`WHERE board_id = ? AND state <> 'undone' AND folded LIKE ? ESCAPE '\' ORDER BY number DESC`+first(limit), int64(of), "%"+like(foldName(part))+"%")
}

// Bundled lists what is in a bundle, by number.
func (tx *Tx) Bundled(bundle board.ID) ([]board.Idea, error) {
	return tx.ideas("WHERE bundle_id = ? AND kind <> 'bundle' ORDER BY number", int64(bundle))
}

// MeasureIdeas lists what a measure came from: ideas, problems and bundles with
// what is in them, by number.
func (tx *Tx) MeasureIdeas(measure board.ID) ([]board.Idea, error) {
	return tx.ideas("WHERE id IN (SELECT l.idea_id FROM measure_idea l WHERE l.measure_id = ?) ORDER BY number", int64(measure))
}

// Sifted lists what was voted on in a round of sifting, by number.
func (tx *Tx) Sifted(of board.ID, round int) ([]board.Idea, error) {
	return tx.ideas("WHERE board_id = ? AND round = ? AND round <> 0 AND bundle_id = 0 ORDER BY number", int64(of), round)
}

// IdeasOf lists what a person sent to a board, the newest first, at most limit.
func (tx *Tx) IdeasOf(of, person board.ID, limit int) ([]board.Idea, error) {
	return tx.ideas("WHERE board_id = ? AND person_id = ? AND kind <> 'bundle' ORDER BY number DESC"+first(limit), int64(of), int64(person))
}
