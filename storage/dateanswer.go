package storage

import (
	"fmt"

	"beirat/board"
)

// AnswerDates keeps what a person says of dates of a search that the caller has
// locked, instead of what the person said of them before. The record names the
// person, not the answers.
func (tx *Tx) AnswerDates(s board.DateSearch, person board.ID, says map[board.ID]board.Availability) error {
	for _, o := range s.Options {
		answer, said := says[o.ID]
		if !said {
			continue
		}
		_, err := tx.exec(`INSERT INTO date_answer (option_id, person_id, says, answered_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (option_id, person_id) DO UPDATE SET says = excluded.says, answered_at = excluded.answered_at`,
			int64(o.ID), int64(person), string(answer), tx.now())
		if err != nil {
			return fmt.Errorf("answer to date %d of search %d: %w", o.Number, s.ID, err)
		}
	}
	return tx.note(s.Board, "date.answer", Entity("meeting", s.Meeting), Entity("person", person))
}

// DateAnswers lists what people said of the dates of a search, by date and
// person. What somebody said who has become another by Join is the other's, and
// of both the later answer counts.
func (tx *Tx) DateAnswers(search board.ID) ([]board.DateAnswer, error) {
	var rows []struct {
		Option board.ID           `db:"option_id"`
		Person board.ID           `db:"person_id"`
		Says   board.Availability `db:"says"`
		At     int64              `db:"answered_at"`
	}
	err := tx.all(&rows, `SELECT a.option_id, CASE WHEN p.now_id = 0 THEN p.id ELSE p.now_id END AS person_id, a.says, a.answered_at
		FROM date_answer a JOIN date_option o ON o.id = a.option_id JOIN person p ON p.id = a.person_id
		WHERE o.search_id = ? ORDER BY o.number, 2, a.answered_at`, int64(search))
	if err != nil {
		return nil, fmt.Errorf("answers to search %d: %w", search, err)
	}
	var answers []board.DateAnswer
	for _, r := range rows {
		answer := board.DateAnswer{Option: r.Option, Person: r.Person, Says: r.Says, At: moment(r.At)}
		if last := len(answers) - 1; last >= 0 && answers[last].Option == r.Option && answers[last].Person == r.Person {
			answers[last] = answer
			continue
		}
		answers = append(answers, answer)
	}
	return answers, nil
}

// ForgetDateAnswers deletes who said what of the dates of a meeting; the dates stay.
func (tx *Tx) ForgetDateAnswers(of, meeting board.ID) error {
	_, err := tx.exec(`DELETE FROM date_answer WHERE option_id IN (SELECT o.id FROM date_option o JOIN date_search s ON s.id = o.search_id
		WHERE s.board_id = ? AND s.meeting_id = ?)`, int64(of), int64(meeting))
	if err != nil {
		return fmt.Errorf("answers to the dates of the meeting with id %d: %w", meeting, err)
	}
	return tx.note(of, "date.forget", Entity("meeting", meeting), "")
}
