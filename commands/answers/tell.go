package answers

import (
	"context"
	"slices"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

const (
	together = 15 * time.Minute // the answers of so long are one letter to an author
	evenings = 18               // o'clock: when those of an anonymous round are told of a day's
	letterOf = 4                // so many answers a letter repeats
)

// evening is the next one after a time, in its zone.
func evening(now time.Time) time.Time {
	at := time.Date(now.Year(), now.Month(), now.Day(), evenings, 0, 0, 0, now.Location())
	if !at.After(now) {
		at = time.Date(now.Year(), now.Month(), now.Day()+1, evenings, 0, 0, 0, now.Location())
	}
	return at
}

// while is a stretch of time of which the answers are told together.
type while struct{ from, until time.Time }

// whileAt is the one to which now belongs: some minutes; of an anonymous round,
// where everybody who took part is told, a day.
func (f *Answers) whileAt(b board.Board, r board.FeedbackRound, now time.Time) while {
	if !r.Anonymous {
		from := now.Truncate(together)
		return while{from, from.Add(together)}
	}
	return f.day(b, evening(now.In(f.db.Zone(b.Zone))))
}

// day is the day until an evening.
func (f *Answers) day(b board.Board, until time.Time) while {
	until = until.In(f.db.Zone(b.Zone))
	return while{until.AddDate(0, 0, -1), until}
}

// whileUntil is the one that ends at a time.
func (f *Answers) whileUntil(b board.Board, r board.FeedbackRound, until time.Time) while {
	if r.Anonymous {
		return f.day(b, until)
	}
	return while{until.Add(-together), until}
}

// given are the points that were answered in a while.
func (s sheet) given(w while) []board.FeedbackPoint {
	var given []board.FeedbackPoint
	for _, p := range s.points {
		a := s.answers[p.ID]
		if a.State != "" && !a.Given.Before(w.from) && a.Given.Before(w.until) {
			given = append(given, p)
		}
	}
	return given
}

// planTelling plans that authors hear of what is answered now, together with what
// is answered in the same while.
func (f *Answers) planTelling(tx *storage.Tx, b board.Board, r board.FeedbackRound) error {
	w := f.whileAt(b, r, f.db.Now())
	at, err := f.awake(tx, b, w.until)
	if err != nil {
		return err
	}
	return tx.Later(TellKind, storage.JobKey(r.Board, r.ID, board.ID(w.until.Unix())), at, nil)
}

// told is what a job of TellKind or AnsweredKind is about.
func (f *Answers) told(tx *storage.Tx, round, until board.ID) (s sheet, w while, err error) {
	if s.round, err = tx.FeedbackRound(round); err != nil {
		return s, w, err
	}
	b, err := tx.Board(s.round.Board)
	if err != nil {
		return s, w, err
	}
	return s, f.whileUntil(b, s.round, time.Unix(int64(until), 0)), s.read(tx, 0)
}

// tell does the work of TellKind: it plans a letter to every author; of an
// anonymous round to everybody who took part.
func (f *Answers) tell(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(3)
	if err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		s, w, err := f.told(tx, ids[1], ids[2])
		if err != nil {
			return err
		}
		given := s.given(w)
		if len(given) == 0 {
			return nil // they were changed since, and are told later
		}
		people, err := f.authors(tx, s.round, given)
		if err != nil {
			return err
		}
		for _, person := range people {
			if err := tx.Later(AnsweredKind, storage.JobKey(ids[0], ids[1], person, ids[2]), f.db.Now(), nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// answeredLetter is the letter of AnsweredKind.
func (f *Answers) answeredLetter(ctx context.Context, j storage.Job) (letter commands.Letter, err error) {
	ids, err := j.IDs(4)
	if err != nil {
		return letter, err
	}
	letter = commands.Letter{Board: ids[0], Person: ids[2]}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		s, w, err := f.told(tx, ids[1], ids[3])
		if err != nil {
			return err
		}
		who, err := tx.Standing(ids[0], ids[2])
		if err != nil {
			return err
		}
		if s.selves, err = tx.Selves(ids[2]); err != nil {
			return err
		}
		given := s.given(w)
		if !s.round.Anonymous {
			given = slices.DeleteFunc(given, func(p board.FeedbackPoint) bool { return !s.own(p) })
		}
		if len(given) == 0 {
			letter.Drop = "the answers were changed, and are told later"
			return nil
		}
		letter.Line = chat.T("answer.told.line", "N", len(given), "Round", called(s.round))
		letter.Message, err = s.telling(tx, given, who)
		return err
	})
	return letter, err
}

// telling says what was answered: to an author about each point, to everybody of an
// anonymous round to how many.
func (s sheet) telling(tx *storage.Tx, given []board.FeedbackPoint, who board.Standing) (chat.Message, error) {
	m := chat.Say(chat.T("answer.told.letter", "N", len(given), "Round", called(s.round), "Anonymous", s.round.Anonymous))
	if s.round.Anonymous {
		if !who.May(board.Inside) {
			return m, nil // a guest reads what is published
		}
		return m.With(chat.Actions{button("answer.button.answers", s.round, "feedback.points", "point_state", string(answeredPile))}), nil
	}
	for _, p := range given[:min(len(given), letterOf)] {
		said, err := answerSaid(tx, s.answers[p.ID])
		if err != nil {
			return m, err
		}
		m = m.With(chat.Para{Text: chat.T("answer.told.point", "Number", p.Number, "Text", commands.Beginning(p.Text, quotable), "Said", said)})
	}
	if more := len(given) - letterOf; more > 0 {
		m = m.With(chat.Para{Text: chat.T("answer.told.more", "N", more)})
	}
	return m.With(chat.Actions{button("answer.button.answers", s.round, "feedback.points", "point_state", string(ownPile))}), nil
}

// stamp is a day of the calendar as a part of a key.
func stamp(at time.Time) string { return strconv.Itoa(at.Year()*1000 + at.YearDay()) }
