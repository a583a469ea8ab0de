package storage

import (
	"errors"
	"fmt"
	"time"

	"beirat/board"
)

// Digest is how a person wants to hear from a board: at once, if they said nothing.
func (tx *Tx) Digest(of, person board.ID) (board.Digest, error) {
	var row struct {
		Rhythm  string `db:"rhythm"`
		Weekday int    `db:"weekday"`
		Hour    int    `db:"hour"`
		Own     int    `db:"quiet_own"`
		From    int    `db:"quiet_from"`
		To      int    `db:"quiet_to"`
	}
	err := tx.get(&row, "SELECT rhythm, weekday, hour, quiet_own, quiet_from, quiet_to FROM digest WHERE board_id = ? AND person_id = ?", int64(of), int64(person))
	if errors.Is(err, ErrNotFound) {
		return board.Digest{Rhythm: board.HeardAtOnce}, nil
	}
	if err != nil {
		return board.Digest{}, fmt.Errorf("digest of person %d in board %d: %w", person, of, err)
	}
	return board.Digest{Rhythm: board.Rhythm(row.Rhythm), Weekday: time.Weekday(row.Weekday), Hour: row.Hour,
		Own: row.Own != 0, Quiet: board.Quiet{FromHour: row.From, ToHour: row.To}}, nil
}

// SaveDigest keeps how a person wants to hear from a board.
func (tx *Tx) SaveDigest(of, person board.ID, d board.Digest) error {
	_, err := tx.exec(`INSERT INTO digest (board_id, person_id, rhythm, weekday, hour, quiet_own, quiet_from, quiet_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (board_id, person_id) DO UPDATE SET rhythm = excluded.rhythm, weekday = excluded.weekday, hour = excluded.hour,
			quiet_own = excluded.quiet_own, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`,
		int64(of), int64(person), string(d.Rhythm), int(d.Weekday), d.Hour, flag(d.Own), d.Quiet.FromHour, d.Quiet.ToHour)
	if err != nil {
		return fmt.Errorf("digest of person %d in board %d: %w", person, of, err)
	}
	return tx.note(of, "person.digest", Entity("person", person), string(d.Rhythm))
}

// Bundling is with what a letter waits to be told together.
type Bundling string

// The bundles.
const (
	WithDigest    Bundling = "digest"
	WithReminders Bundling = "reminders" // and what quiet hours held up
)

// keptFor is how long a letter that was told can be told again.
const keptFor = 21 * 24 * time.Hour

// Kept is a letter that waits to be told together with others to a person.
type Kept struct {
	Board  board.ID
	Person board.ID
	With   Bundling
	Job    Job // that of the letter: ID, Kind, Key, RunAt and Payload
}

type keptRow struct {
	Job     int64    `db:"job_id"`
	Board   board.ID `db:"board_id"`
	Person  board.ID `db:"person_id"`
	With    string   `db:"bundle"`
	Kind    string   `db:"kind"`
	Key     string   `db:"job_key"`
	RunAt   int64    `db:"run_at"`
	Payload []byte   `db:"payload"`
	KeptAt  int64    `db:"kept_at"`
}

const keptSelect = "SELECT job_id, board_id, person_id, bundle, kind, job_key, run_at, payload, kept_at FROM kept_letter "

// KeepLetter keeps a letter until it is told; one whose job was kept before,
// told or not, stays as it is.
func (tx *Tx) KeepLetter(k Kept) error {
	var payload any
	if k.Job.Payload != nil {
		payload = k.Job.Payload
	}
	_, err := tx.exec(`INSERT INTO kept_letter (job_id, board_id, person_id, bundle, kind, job_key, run_at, payload, kept_at, told_by, told_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (job_id) DO NOTHING`,
		k.Job.ID, int64(k.Board), int64(k.Person), string(k.With), k.Job.Kind, k.Job.Key, milli(k.Job.RunAt), payload, tx.now())
	if err != nil {
		return fmt.Errorf("keep letter %s %s: %w", k.Job.Kind, k.Job.Key, err)
	}
	return nil
}

// LetterKept tells whether the letter of a job was ever kept.
func (tx *Tx) LetterKept(job int64) (bool, error) {
	var n int
	err := tx.get(&n, "SELECT COUNT(*) FROM kept_letter WHERE job_id = ?", job)
	return n > 0, err
}

// GatherLetters takes what waits for a person into the hand of the job that tells
// it. Asked again before it was told it gives the same, and what was kept
// meanwhile waits. Of several letters of one kind and key it gives the last one.
func (tx *Tx) GatherLetters(of, person board.ID, with Bundling, by int64) ([]Kept, error) {
	if tx.reading {
		return nil, ErrReadOnly
	}
	held, err := tx.kept("WHERE told_by = ? AND told_at = 0 ORDER BY kept_at, job_id", by)
	if err != nil || len(held) > 0 {
		return held, err
	}
	if _, err := tx.exec("UPDATE kept_letter SET told_by = ? WHERE board_id = ? AND person_id = ? AND bundle = ? AND told_by = 0 AND told_at = 0",
		by, int64(of), int64(person), string(with)); err != nil {
		return nil, fmt.Errorf("letters for person %d in board %d: %w", person, of, err)
	}
	return tx.kept("WHERE told_by = ? AND told_at = 0 ORDER BY kept_at, job_id", by)
}

// LettersTold notes that what a job had gathered is told, and forgets what was
// told weeks ago.
func (tx *Tx) LettersTold(by int64) error {
	if _, err := tx.exec("UPDATE kept_letter SET told_at = ? WHERE told_by = ? AND told_at = 0", tx.now(), by); err != nil {
		return fmt.Errorf("letters that job %d told: %w", by, err)
	}
	if _, err := tx.exec("DELETE FROM kept_letter WHERE told_at > 0 AND told_at < ?", milli(tx.db.now().Add(-keptFor))); err != nil {
		return fmt.Errorf("forget letters that were told: %w", err)
	}
	return nil
}

// ReleaseLetters lets what waits for a digest wait with the reminders instead,
// and tells whether there is anything.
func (tx *Tx) ReleaseLetters(of, person board.ID) (bool, error) {
	n, err := tx.exec("UPDATE kept_letter SET bundle = ?, told_by = 0 WHERE board_id = ? AND person_id = ? AND bundle = ? AND told_at = 0",
		string(WithReminders), int64(of), int64(person), string(WithDigest))
	if err != nil {
		return false, fmt.Errorf("release the letters for person %d in board %d: %w", person, of, err)
	}
	return n > 0, nil
}

// LastDigest lists what a person was told in the last digest of a board.
func (tx *Tx) LastDigest(of, person board.ID) ([]Kept, error) {
	return tx.kept(`WHERE board_id = ? AND person_id = ? AND bundle = 'digest' AND told_at <> 0 AND told_at =
		(SELECT MAX(told_at) FROM kept_letter WHERE board_id = ? AND person_id = ? AND bundle = 'digest') ORDER BY kept_at, job_id`,
		int64(of), int64(person), int64(of), int64(person))
}

func (tx *Tx) kept(which string, args ...any) ([]Kept, error) {
	var rows []keptRow
	if err := tx.all(&rows, keptSelect+which, args...); err != nil {
		return nil, fmt.Errorf("kept letters: %w", err)
	}
	var list []Kept
	at := map[jobName]int{}
	for _, r := range rows {
		k := Kept{Board: r.Board, Person: r.Person, With: Bundling(r.With),
			Job: Job{ID: r.Job, Kind: r.Kind, Key: r.Key, RunAt: moment(r.RunAt), Payload: r.Payload, Created: moment(r.KeptAt)}}
		name := jobName{r.Kind, r.Key}
		if i, again := at[name]; again {
			list[i] = k
			continue
		}
		at[name] = len(list)
		list = append(list, k)
	}
	return list, nil
}
