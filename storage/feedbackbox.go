package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
)

// boxed is one line in the box of an anonymous round: a rating of a task, or a
// point. What one person gave at once lies there in pieces.
type boxed struct {
	Task       int            `json:"task,omitempty"`
	Rating     board.Rating   `json:"rating,omitempty"`
	Severity   board.Severity `json:"severity,omitempty"`
	Text       string         `json:"text,omitempty"`
	Attachment string         `json:"attachment,omitempty"`
	Lock       string         `json:"lock,omitempty"`
}

// PutIntoFeedbackBox notes that somebody took part in an anonymous round and puts
// what they gave into its box, in which everything lies in the order of its text,
// whoever came first. Nothing is recorded with it but that something came. Hold
// the round (LockFeedbackRound) and ask the rules first. Ratings are given once:
// ErrExists if there are some and the person took part before.
func (tx *Tx) PutIntoFeedbackBox(r board.FeedbackRound, person board.ID, slip board.FeedbackSlip) error {
	if err := tx.unarchived("feedback_round", r.ID); err != nil {
		return err
	}
	if tx.reading {
		return ErrReadOnly
	}
	givers, lines, err := tx.feedbackBox(r.ID)
	if err != nil {
		return err
	}
	selves, err := tx.Selves(person)
	if err != nil {
		return err
	}
	before := slices.ContainsFunc(selves, func(self board.ID) bool { return slices.Contains(givers, giver(self)) })
	if before && len(slip.Ratings) > 0 {
		return fmt.Errorf("ratings in the round with id %d: %w", r.ID, ErrExists)
	}
	if !before {
		givers = append(givers, giver(person))
	}
	more, err := slipLines(slip)
	if err != nil {
		return err
	}
	lines = append(lines, more...)
	slices.Sort(givers)
	slices.Sort(lines)
	_, err = tx.exec(`INSERT INTO feedback_box (round_id, givers, content) VALUES (?, ?, ?)
		ON CONFLICT (round_id) DO UPDATE SET givers = excluded.givers, content = excluded.content`,
		int64(r.ID), strings.Join(givers, "\n"), strings.Join(lines, "\n"))
	if err != nil {
		return fmt.Errorf("box of the round with id %d: %w", r.ID, err)
	}
	_, err = tx.exec("INSERT INTO audit (board_id, at, person_id, log, what, entity, detail) VALUES (?, ?, 0, '', 'feedback.box', ?, '')",
		int64(r.Board), tx.now(), Entity("feedback", r.ID))
	return err
}

// giver is a person as the box has them.
func giver(person board.ID) string { return strconv.FormatInt(int64(person), 10) }

func slipLines(slip board.FeedbackSlip) ([]string, error) {
	var all []boxed
	for task, rating := range slip.Ratings {
		all = append(all, boxed{Task: task, Rating: rating})
	}
	for _, p := range slip.Points {
		all = append(all, boxed{Task: p.Task, Severity: p.Severity, Text: p.Text, Attachment: p.Attachment, Lock: p.Lock})
	}
	lines := make([]string, len(all))
	for i, one := range all {
		line, err := json.Marshal(one)
		if err != nil {
			return nil, fmt.Errorf("what goes into the box: %w", err)
		}
		lines[i] = string(line)
	}
	return lines, nil
}

func (tx *Tx) feedbackBox(round board.ID) (givers, lines []string, err error) {
	var row struct {
		Givers  string `db:"givers"`
		Content string `db:"content"`
	}
	err = tx.get(&row, "SELECT givers, content FROM feedback_box WHERE round_id = ?", int64(round))
	if errors.Is(err, ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("box of the round with id %d: %w", round, err)
	}
	return split(row.Givers), split(row.Content), nil
}

func split(lines string) []string {
	if lines == "" {
		return nil
	}
	return strings.Split(lines, "\n")
}

// FeedbackGivers are those who took part in a round, by id, and never with what;
// who has become another stands there as who they are now.
func (tx *Tx) FeedbackGivers(r board.FeedbackRound) ([]board.ID, error) {
	var people []board.ID
	if !r.Anonymous || r.State == board.FeedbackClosed {
		err := tx.all(&people, `SELECT DISTINCT CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END AS person
			FROM feedback_giver g JOIN person p ON p.id = g.person_id WHERE g.round_id = ? ORDER BY person`, int64(r.ID))
		return people, err
	}
	givers, _, err := tx.feedbackBox(r.ID)
	if err != nil {
		return nil, err
	}
	now, err := tx.becameOthers(r.ID)
	if err != nil {
		return nil, err
	}
	for _, giver := range givers {
		id, _ := strconv.ParseInt(giver, 10, 64)
		person := board.ID(id)
		if other, is := now[person]; is {
			person = other
		}
		people = append(people, person)
	}
	slices.Sort(people)
	return slices.Compact(people), nil
}

// becameOthers are those of the asked who have become another, and whom.
func (tx *Tx) becameOthers(round board.ID) (map[board.ID]board.ID, error) {
	var rows []struct {
		Person board.ID `db:"id"`
		Now    board.ID `db:"now_id"`
	}
	err := tx.all(&rows, "SELECT p.id, p.now_id FROM feedback_asked a JOIN person p ON p.id = a.person_id WHERE a.round_id = ? AND p.now_id <> 0", int64(round))
	now := map[board.ID]board.ID{}
	for _, row := range rows {
		now[row.Person] = row.Now
	}
	return now, err
}

// CloseFeedback ends a round as of a time. The box of an anonymous one is opened:
// its points get their numbers in an order by chance, and neither times nor
// authors; plan DB.Shred for after it. Drafts of a named one stay drafts.
func (tx *Tx) CloseFeedback(r board.FeedbackRound) error {
	err := tx.must("UPDATE feedback_round SET state = ?, ended_at = ? WHERE id = ? AND state = 'open'", string(board.FeedbackClosed), milli(r.Ended), int64(r.ID))
	if err != nil {
		return fmt.Errorf("close the round of feedback with id %d: %w", r.ID, err)
	}
	if r.Anonymous {
		if err := tx.openFeedbackBox(r); err != nil {
			return err
		}
	}
	return tx.note(r.Board, "feedback.close", Entity("feedback", r.ID), fmt.Sprintf("number %d", r.Number))
}

func (tx *Tx) openFeedbackBox(r board.FeedbackRound) error {
	givers, lines, err := tx.feedbackBox(r.ID)
	if err != nil {
		return err
	}
	for _, giver := range givers {
		id, _ := strconv.ParseInt(giver, 10, 64)
		if err := tx.gave(r.ID, board.ID(id)); err != nil {
			return err
		}
	}
	tx.db.shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	tallies, number := map[[2]int]int{}, 0
	var files []string
	for _, line := range lines {
		var one boxed
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			return fmt.Errorf("box of the round with id %d: %w", r.ID, err)
		}
		if one.Rating != 0 {
			tallies[[2]int{one.Task, int(one.Rating)}]++
			continue
		}
		if one.Attachment != "" {
			files = append(files, one.Attachment)
		}
		number++
		_, err := tx.insertFeedbackPoint(board.FeedbackPoint{Round: r.ID, Number: number, Task: one.Task, Severity: one.Severity, Text: one.Text,
			Attachment: one.Attachment, Lock: one.Lock})
		if err != nil {
			return fmt.Errorf("point %d of the round with id %d: %w", number, r.ID, err)
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(tallies), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		times := tallies[key]
		err := tx.must("INSERT INTO feedback_tally (round_id, task, rating, times) VALUES (?, ?, ?, ?)", int64(r.ID), key[0], key[1], times)
		if err != nil {
			return fmt.Errorf("ratings of the round with id %d: %w", r.ID, err)
		}
	}
	if err := tx.rewriteAttachments(r.Board, files); err != nil {
		return fmt.Errorf("files of the round with id %d: %w", r.ID, err)
	}
	_, err = tx.exec("DELETE FROM feedback_box WHERE round_id = ?", int64(r.ID))
	return err
}
