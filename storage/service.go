package storage

import (
	"fmt"
	"strings"
	"time"

	"beirat/board"
)

// me chooses what is of a person, or of one who has become that person, in the
// queries of figures.
const me = " IN {me} "

// ServiceOf is what a person, or who has become that person, did for a board from
// a moment on and before another; a zero one is no limit.
func (tx *Tx) ServiceOf(of, person board.ID, from, until time.Time) (board.Service, error) {
	var s board.Service
	const seated = `(EXISTS (SELECT 1 FROM holder h JOIN seat s ON s.id = h.seat_id WHERE s.board_id = m.board_id AND h.person_id` + me + "AND" + thenHeld + `)
		OR EXISTS (SELECT 1 FROM delegate h JOIN seat s ON s.id = h.seat_id WHERE s.board_id = m.board_id AND h.person_id` + me + "AND" + thenHeld + ")) AND"
	const byThem = "EXISTS (SELECT 1 FROM ballot b WHERE b.poll_id = e.poll_id AND b.seat_id = e.seat_id AND b.person_id" + me + ")"
	const entitled = "(e.person_id" + me + "OR " + byThem + ") AND e.recused = 0 AND"
	err := tx.service(of, person, spanOf(from, until), []figure{
		{&s.Meetings, "SELECT COUNT(*) FROM meeting m WHERE " + seated + heldMeetings},
		{&s.Attended, "SELECT COUNT(*) FROM meeting m WHERE EXISTS (SELECT 1 FROM meeting_presence a WHERE a.meeting_id = m.id AND a.person_id" + me + ") AND " + seated + heldMeetings},
		{&s.Polls, "SELECT COUNT(DISTINCT p.id) FROM poll p JOIN elector e ON e.poll_id = p.id WHERE " + entitled + endedPolls},
		{&s.Voted, `SELECT COUNT(DISTINCT p.id) FROM poll p JOIN elector e ON e.poll_id = p.id WHERE (` + byThem + ` OR e.person_id` + me + `AND
				EXISTS (SELECT 1 FROM roll l WHERE l.poll_id = e.poll_id AND l.seat_id = e.seat_id)) AND ` + entitled + endedPolls},
		{&s.Fields, "SELECT COUNT(*) FROM field WHERE person_id" + me + "AND state <> 'withdrawn' AND board_id = ? AND counts_at >= ? AND counts_at < ?"},
		{&s.Contributions, "SELECT COUNT(*) FROM contribution WHERE person_id" + me + "AND taken_back = 0 AND board_id = ? AND written_at >= ? AND written_at < ?"},
		{&s.Statements, "SELECT COUNT(*) FROM statement WHERE author_id" + me + "AND state <> 'withdrawn' AND board_id = ? AND proposed_at >= ? AND proposed_at < ?"},
		{&s.Suggestions, "SELECT COUNT(*) FROM suggestion WHERE author_id" + me + "AND state <> 'back' AND board_id = ? AND made_at >= ? AND made_at < ?"},
		{&s.Measures, "SELECT COUNT(*) FROM measure WHERE person_id" + me + "AND board_id = ? AND created_at >= ? AND created_at < ?"},
		{&s.Ideas, "SELECT COUNT(*) FROM idea WHERE person_id" + me + "AND kind <> 'bundle' AND board_id = ? AND sent_at >= ? AND sent_at < ?"},
		{&s.Feedback, "SELECT COUNT(DISTINCT r.id) FROM feedback_round r JOIN feedback_giver g ON g.round_id = r.id WHERE g.person_id" + me + "AND" + overRounds},
	})
	return s, err
}

func (tx *Tx) service(of, person board.ID, in span, all []figure) error {
	for _, one := range all {
		var args []any
		for range strings.Count(one.query, "{me}") {
			args = append(args, int64(person), int64(person))
		}
		err := tx.get(one.into, strings.ReplaceAll(one.query, "{me}", selvesOf), append(args, int64(of), in.from, in.until)...)
		if err != nil {
			return fmt.Errorf("figures of person %d in board %d: %w", person, of, err)
		}
	}
	return nil
}
