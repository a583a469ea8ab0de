package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"beirat/board"
)

// ForgottenKind is what the log says of a person who was forgotten.
const ForgottenKind = "forgotten"

// RetentionEntry is that something was deleted: how much of which kind, and never
// whose.
type RetentionEntry struct {
	Board   board.ID
	Kind    string // a board.Retained, or ForgottenKind
	Removed int
	Basis   string    // the letter that asked for it; empty: the person did it, or a period was over
	At      time.Time // UTC
}

// logRetention keeps an entry; its time is now.
func (tx *Tx) logRetention(e RetentionEntry) error {
	_, err := tx.insert("INSERT INTO retention_log (board_id, kind, removed, basis, at) VALUES (?, ?, ?, ?, ?) RETURNING id",
		int64(e.Board), e.Kind, e.Removed, e.Basis, tx.now())
	if err != nil {
		return fmt.Errorf("log of what was deleted in board %d: %w", e.Board, err)
	}
	return nil
}

// RetentionLog lists what was deleted in a board, the latest first, at most limit.
func (tx *Tx) RetentionLog(of board.ID, limit int) ([]RetentionEntry, error) {
	var rows []struct {
		Kind    string `db:"kind"`
		Removed int    `db:"removed"`
		Basis   string `db:"basis"`
		At      int64  `db:"at"`
	}
	err := tx.all(&rows, "SELECT kind, removed, basis, at FROM retention_log WHERE board_id = ? ORDER BY id DESC"+first(limit), int64(of))
	list := make([]RetentionEntry, len(rows))
	for i, r := range rows {
		list[i] = RetentionEntry{Board: of, Kind: r.Kind, Removed: r.Removed, Basis: r.Basis, At: moment(r.At)}
	}
	return list, err
}

// RetentionPeriods are how long a board keeps what, in the order of board.Periods.
func (tx *Tx) RetentionPeriods(of board.ID) ([]board.Period, error) {
	var rows []struct {
		Kind  string `db:"kind"`
		Days  int    `db:"days"`
		Basis string `db:"basis"`
	}
	if err := tx.all(&rows, "SELECT kind, days, basis FROM retention WHERE board_id = ?", int64(of)); err != nil {
		return nil, err
	}
	periods := board.Periods()
	for i := range periods {
		for _, r := range rows {
			if board.Retained(r.Kind) == periods[i].Kind {
				periods[i].Days, periods[i].Basis = r.Days, r.Basis
			}
		}
	}
	return periods, nil
}

// SetRetention sets how long a board keeps a kind of data.
func (tx *Tx) SetRetention(of board.ID, p board.Period) error {
	err := tx.must(`INSERT INTO retention (board_id, kind, days, basis, person_id, set_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (board_id, kind) DO UPDATE SET days = excluded.days, basis = excluded.basis, person_id = excluded.person_id, set_at = excluded.set_at`,
		int64(of), string(p.Kind), p.Days, p.Basis, int64(tx.by.Person), tx.now())
	if err != nil {
		return fmt.Errorf("how long board %d keeps %s: %w", of, p.Kind, err)
	}
	return tx.note(of, "retention.set", Entity("board", of), fmt.Sprintf("%s %d days", p.Kind, p.Days))
}

// The meetings that were over, or cancelled before they had a date, so long ago, and the rounds of feedback of an
// earlier term in which every point is answered for good.
const (
	pastMeetings = `(SELECT m.id FROM meeting m WHERE m.board_id = ? AND m.state <> 'open' AND
		CASE WHEN m.starts_at <> 0 THEN m.starts_at WHEN m.state = 'cancelled' THEN m.changed_at END < ?)`
	pastRounds = `(SELECT r.id FROM feedback_round r JOIN term t ON t.board_id = r.board_id AND t.over_at < ? AND r.ended_at <> 0 AND r.ended_at <= t.over_at
		WHERE r.board_id = ? AND r.state = 'closed' AND NOT EXISTS (SELECT 1 FROM feedback_point i WHERE i.round_id = r.id AND i.draft = 0
			AND NOT EXISTS (SELECT 1 FROM feedback_answer a WHERE a.point_id = i.id)))`
)

// expiring is a change that a period calls for: the rows that it meets, and what
// becomes of them. The first "?" of a condition is the board, the second the
// instant before which; of pastRounds it is the other way round.
type expiring struct {
	table, condition, set string // without set the rows are deleted
	keep                  string // what is kept of them before
	swapped               bool
}

// expirings are the changes of a kind, in their order.
func expirings(kind board.Retained) []expiring {
	switch kind {
	case board.KeepDates:
		return []expiring{{table: "date_answer", condition: `option_id IN (SELECT d.id FROM date_option d JOIN date_search s ON s.id = d.search_id
			WHERE s.meeting_id IN ` + pastMeetings + " AND s.state <> 'open')"}}
	case board.KeepLetters:
		return []expiring{
			{table: "undo", condition: "board_id = ? AND created_at < ?"},
			{table: "kept_letter", condition: "board_id = ? AND told_at <> 0 AND told_at < ?"},
			{table: "delivery", condition: "poll_id IN (SELECT o.id FROM poll o WHERE o.board_id = ? AND o.state NOT IN ('open', 'planned') AND o.ended_at <> 0 AND o.ended_at < ?)"},
		}
	case board.KeepGuests:
		return []expiring{{table: "meeting_guest", condition: "mail <> '' AND meeting_id IN " + pastMeetings, set: "mail = ''"}}
	case board.KeepAttendance:
		return []expiring{{table: "attendance", condition: "meeting_id IN " + pastMeetings}}
	case board.KeepFeedback:
		return []expiring{
			{table: "feedback_rating", swapped: true, condition: "round_id IN " + pastRounds, keep: `INSERT INTO feedback_tally (round_id, task, rating, times)
				SELECT round_id, task, rating, COUNT(*) FROM feedback_rating WHERE round_id IN ` + pastRounds + " GROUP BY round_id, task, rating"},
			{table: "attachment", swapped: true, condition: "id IN (SELECT i.attachment FROM feedback_point i WHERE i.attachment <> '' AND i.round_id IN " + pastRounds + ")"},
			{table: "feedback_reply", swapped: true, set: "person_id = 0, given_at = 0", condition: `person_id <> 0 AND question_id IN (SELECT q.id FROM feedback_question q
				JOIN feedback_point i ON i.id = q.point_id WHERE i.round_id IN ` + pastRounds + ")"},
			{table: "feedback_point", swapped: true, condition: "draft = 1 AND round_id IN " + pastRounds},
			{table: "feedback_point", swapped: true, set: "person_id = 0, given_at = 0, attachment = ''", condition: "draft = 0 AND (person_id <> 0 OR attachment <> '') AND round_id IN " + pastRounds},
		}
	case board.KeepLog:
		return []expiring{{table: "audit", condition: "board_id = ? AND at < ?"}}
	}
	return nil
}

func (e expiring) args(of board.ID, before time.Time) []any {
	if e.swapped {
		return []any{milli(before), int64(of)}
	}
	return []any{int64(of), milli(before)}
}

// Expired is how much of a kind a board has that is older than its period at now:
// what Expire would delete.
func (tx *Tx) Expired(of board.ID, p board.Period, now time.Time) (int, error) {
	all := 0
	for _, e := range expirings(p.Kind) {
		var n int
		if err := tx.get(&n, "SELECT COUNT(*) FROM "+e.table+" WHERE "+e.condition, e.args(of, p.Before(now))...); err != nil {
			return 0, fmt.Errorf("%s of board %d that are to go: %w", p.Kind, of, err)
		}
		all += n
	}
	return all, nil
}

// Expire deletes what a board has of a kind that is older than its period at now,
// and logs how much that was, if it was anything. What still waits for an answer,
// a minute or a vote stays.
func (tx *Tx) Expire(of board.ID, p board.Period, now time.Time) (int, error) {
	if tx.reading {
		return 0, ErrReadOnly
	}
	all := 0
	for _, e := range expirings(p.Kind) {
		if e.keep != "" {
			if _, err := tx.exec(e.keep, e.args(of, p.Before(now))...); err != nil {
				return 0, fmt.Errorf("keep numbers of %s of board %d: %w", p.Kind, of, err)
			}
		}
		query := "DELETE FROM " + e.table + " WHERE " + e.condition
		if e.set != "" {
			query = "UPDATE " + e.table + " SET " + e.set + " WHERE " + e.condition
		}
		n, err := tx.exec(query, e.args(of, p.Before(now))...)
		if err != nil {
			return 0, fmt.Errorf("delete %s of board %d: %w", p.Kind, of, err)
		}
		all += int(n)
	}
	if all == 0 {
		return 0, nil
	}
	return all, errors.Join(tx.logRetention(RetentionEntry{Board: of, Kind: string(p.Kind), Removed: all}),
		tx.note(of, "retention.expire", Entity("board", of), fmt.Sprintf("%s %d", p.Kind, all)))
}

// ExpireShared deletes what belongs to no board: codes, and who typed wrong ones,
// that are older than a day, and entries of the log, such as that somebody chose a
// language, that are older than the usual period.
func (db *DB) ExpireShared(ctx context.Context) error {
	return db.Write(ctx, By{}, func(tx *Tx) error {
		for _, p := range board.Periods() {
			if p.Kind != board.KeepLog {
				continue
			}
			if _, err := tx.exec("DELETE FROM audit WHERE board_id = 0 AND at < ?", milli(p.Before(db.now()))); err != nil {
				return fmt.Errorf("delete entries of the log that belong to no board: %w", err)
			}
		}
		before := milli(db.now().AddDate(0, 0, -1))
		if _, err := tx.exec("DELETE FROM link_code WHERE expires_at < ?", before); err != nil {
			return fmt.Errorf("delete codes: %w", err)
		}
		if _, err := tx.exec("DELETE FROM link_try WHERE tried_at < ?", before); err != nil {
			return fmt.Errorf("delete tries of codes: %w", err)
		}
		return nil
	})
}
