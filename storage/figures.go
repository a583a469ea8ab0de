package storage

import (
	"fmt"
	"math"
	"slices"
	"time"

	"beirat/board"
)

// span is a time in milliseconds, without its end.
type span struct{ from, until int64 }

func spanOf(from, until time.Time) span {
	if until.IsZero() {
		return span{milli(from), math.MaxInt64}
	}
	return span{milli(from), milli(until)}
}

const (
	// endedPolls are the polls of a board that came to an end in a span. What ends in
	// its last instant, as deadlines do that are those of a term, ends in it.
	endedPolls = " p.board_id = ? AND p.state = 'closed' AND p.outcome <> 'objected' AND p.ended_at > ? AND p.ended_at <= ? "
	// adoptedOnes are those of them that were handed to the administration.
	adoptedOnes = endedPolls + "AND p.purpose = 'recommendation' AND p.outcome IN ('adopted', 'adopted_casting_vote') "
	// heldMeetings are the meetings of a board that were held in a span.
	heldMeetings = " m.board_id = ? AND m.state = 'held' AND m.opened_at >= ? AND m.opened_at < ? "
	// thenHeld are the times of a holder or a delegate in which a meeting was held.
	thenHeld = " h.from_at <= m.closed_at AND (h.until_at = 0 OR h.until_at > m.opened_at) "
	// couldVote are the electors of a poll whose ballot there could have been.
	couldVote = " p.hands = 0 AND e.recused = 0 AND (p.present_by_name = 0 OR e.present = 1) "
	// overRounds are the rounds of feedback of a board that were over in a span.
	overRounds = " r.board_id = ? AND r.state = 'closed' AND r.ended_at > ? AND r.ended_at <= ? "
)

// figure is a number with the query that counts it, whose arguments are the
// board and a span.
type figure struct {
	into  *int
	query string
}

// TermFigures are what a board did from a moment on and before another; a zero
// one is no limit.
func (tx *Tx) TermFigures(of board.ID, from, until time.Time) (board.TermFigures, error) {
	var f board.TermFigures
	if err := tx.get(&f.Seats, "SELECT COUNT(*) FROM seat WHERE board_id = ?", int64(of)); err != nil {
		return f, fmt.Errorf("seats of board %d: %w", of, err)
	}
	in := spanOf(from, until)
	err := tx.figures(of, in, []figure{
		{&f.Meetings, "SELECT COUNT(*) FROM meeting m WHERE" + heldMeetings},
		{&f.Expected, `SELECT COUNT(*) FROM (SELECT DISTINCT m.id, s.id AS seat_id FROM meeting m JOIN seat s ON s.board_id = m.board_id
			JOIN holder h ON h.seat_id = s.id AND` + thenHeld + "WHERE" + heldMeetings + ") AS expected"},
		{&f.Present, `SELECT COUNT(*) FROM (SELECT DISTINCT m.id, a.seat_id FROM meeting m JOIN meeting_presence a ON a.meeting_id = m.id
			JOIN holder h ON h.seat_id = a.seat_id AND` + thenHeld + "WHERE" + heldMeetings + ") AS present"},
		{&f.Polls, "SELECT COUNT(*) FROM poll p WHERE" + endedPolls},
		{&f.Entitled, "SELECT COUNT(*) FROM poll p JOIN elector e ON e.poll_id = p.id AND" + couldVote + "WHERE" + endedPolls},
		{&f.Turnout, "SELECT COUNT(*) FROM poll p JOIN elector e ON e.poll_id = p.id AND" + couldVote + `AND (
				EXISTS (SELECT 1 FROM ballot b WHERE b.poll_id = e.poll_id AND b.seat_id = e.seat_id)
				OR EXISTS (SELECT 1 FROM roll l WHERE l.poll_id = e.poll_id AND l.seat_id = e.seat_id)) WHERE` + endedPolls},
		{&f.Recommendations, "SELECT COUNT(*) FROM poll p WHERE" + adoptedOnes},
		{&f.Fields, "SELECT COUNT(*) FROM field WHERE board_id = ? AND state = 'active' AND counts_at >= ? AND counts_at < ?"},
		{&f.Contributions, "SELECT COUNT(*) FROM contribution WHERE board_id = ? AND taken_back = 0 AND written_at >= ? AND written_at < ?"},
		{&f.Statements, "SELECT COUNT(*) FROM statement WHERE board_id = ? AND state <> 'withdrawn' AND proposed_at >= ? AND proposed_at < ?"},
		{&f.Measures, "SELECT COUNT(*) FROM measure WHERE board_id = ? AND created_at >= ? AND created_at < ?"},
		{&f.MeasuresDone, "SELECT COUNT(*) FROM measure WHERE board_id = ? AND state = 'done' AND moved_at >= ? AND moved_at < ?"},
		{&f.Ideas, "SELECT COUNT(*) FROM idea WHERE board_id = ? AND kind <> 'bundle' AND sent_at >= ? AND sent_at < ?"},
		{&f.FeedbackRounds, "SELECT COUNT(*) FROM feedback_round r WHERE r.kind = 'service' AND" + overRounds},
		{&f.FeedbackPoints, "SELECT COUNT(*) FROM feedback_round r JOIN feedback_point t ON t.round_id = r.id AND t.draft = 0 WHERE r.kind = 'service' AND" + overRounds},
		{&f.FeedbackAnswered, `SELECT COUNT(*) FROM feedback_round r JOIN feedback_point t ON t.round_id = r.id AND t.draft = 0
				AND EXISTS (SELECT 1 FROM feedback_answer a WHERE a.point_id = t.id) WHERE r.kind = 'service' AND` + overRounds},
	})
	if err != nil {
		return f, err
	}
	return f, tx.answeredOnes(of, in, &f)
}

func (tx *Tx) figures(of board.ID, in span, all []figure) error {
	for _, one := range all {
		if err := tx.get(one.into, one.query, int64(of), in.from, in.until); err != nil {
			return fmt.Errorf("figures of board %d: %w", of, err)
		}
	}
	return nil
}

// answeredOnes counts how the administration answered what was recommended in a
// span, and how long that took by the days of the board.
func (tx *Tx) answeredOnes(of board.ID, in span, f *board.TermFigures) error {
	b, err := tx.Board(of)
	if err != nil {
		return err
	}
	var rows []struct {
		State board.AnswerState `db:"state"`
		Ended int64             `db:"ended_at"`
		Given int64             `db:"given_at"`
	}
	err = tx.all(&rows, `SELECT a.state, p.ended_at, a.given_at FROM poll p JOIN answer a ON a.poll_id = p.id
			AND a.id = (SELECT MAX(l.id) FROM answer l WHERE l.poll_id = p.id) WHERE`+adoptedOnes+"AND p.answered = 1",
		int64(of), in.from, in.until)
	if err != nil {
		return fmt.Errorf("answers to board %d: %w", of, err)
	}
	zone, days := tx.db.Zone(b.Zone), make([]int, len(rows))
	for i, row := range rows {
		if row.State == board.Accepted {
			f.Accepted++
		}
		days[i] = daysBetween(moment(row.Ended).In(zone), moment(row.Given).In(zone))
	}
	f.Answered, f.AnswerDays = len(rows), median(days)
	return nil
}

// daysBetween is how many midnights lie between two moments of one zone.
func daysBetween(from, until time.Time) int {
	return int(dayNumber(until) - dayNumber(from))
}

func dayNumber(t time.Time) int64 {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
}

// median is the middle one; of two, half way between them, a half up. 0 of none.
func median(values []int) int {
	if len(values) == 0 {
		return 0
	}
	sorted, half := slices.Sorted(slices.Values(values)), len(values)/2
	if len(values)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half] + 1) / 2
}
