package answers

import (
	"slices"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// sheet is a round with what its reader may read of it.
type sheet struct {
	round     board.FeedbackRound
	points    []board.FeedbackPoint // by number
	answers   map[board.ID]board.FeedbackAnswer
	questions map[board.ID][]board.FeedbackQuestion
	selves    []board.ID // whom the reader has been
	whole     bool       // the points are all, and not the reader's own
	took      bool       // of an anonymous round: the reader took part
}

// sheet reads a round for who calls: all of it for who belongs to the board once
// it is over, and before for who answers; else what they gave themselves. Of an
// anonymous round that runs nobody reads anything.
func (f *Answers) sheet(tx *storage.Tx, c *commands.Call, round board.ID) (s sheet, err error) {
	if s.round, err = tx.FeedbackRound(round); err != nil {
		return s, err
	}
	asked, err := tx.FeedbackAsked(round)
	if err != nil {
		return s, err
	}
	over := s.round.State == board.FeedbackClosed
	s.whole = c.Who.May(board.Inside) && over || c.Who.Chairs()
	switch {
	case !s.whole && !slices.Contains(asked, c.Who.Person.ID):
		return s, commands.Refuse("answer.not_theirs", "Round", called(s.round), "Over", over, "Inside", c.Who.May(board.Inside)).With(button("answer.button.round", s.round, "feedback.show"))
	case s.round.Anonymous && !over:
		return s, commands.Refuse("answer.sealed", "Round", called(s.round), "Closes", s.round.Closes.In(c.Now.Location())).With(button("answer.button.round", s.round, "feedback.show"))
	case s.round.Anonymous && !s.whole:
		return s, commands.Refuse("answer.nobodys", "Round", called(s.round)).With(button("answer.button.round", s.round, "feedback.show"))
	}
	if err := s.read(tx, c.Who.Person.ID); err != nil {
		return s, err
	}
	if s.round.Anonymous {
		givers, err := tx.FeedbackGivers(s.round)
		s.took = slices.Contains(givers, c.Who.Person.ID)
		return s, err
	}
	if !s.whole {
		s.points = slices.DeleteFunc(s.points, func(p board.FeedbackPoint) bool { return !s.own(p) })
	}
	return s, nil
}

// read reads all of a round.
func (s *sheet) read(tx *storage.Tx, reader board.ID) (err error) {
	if s.points, err = tx.FeedbackPoints(s.round); err != nil {
		return err
	}
	if s.answers, err = tx.FeedbackAnswers(s.round.ID); err != nil {
		return err
	}
	if s.questions, err = tx.FeedbackQuestions(s.round.ID); err != nil || reader == 0 {
		return err
	}
	s.selves, err = tx.Selves(reader)
	return err
}

// own tells whether the reader gave a point; of an anonymous round never.
func (s sheet) own(p board.FeedbackPoint) bool {
	return p.Author != 0 && slices.Contains(s.selves, p.Author)
}

// point is the point of a number; false if the reader reads none.
func (s sheet) point(number int) (board.FeedbackPoint, bool) {
	at := slices.IndexFunc(s.points, func(p board.FeedbackPoint) bool { return p.Number == number })
	if at < 0 {
		return board.FeedbackPoint{}, false
	}
	return s.points[at], true
}

// open are the points without an answer.
func (s sheet) open() []board.FeedbackPoint {
	var open []board.FeedbackPoint
	for _, p := range s.points {
		if s.answers[p.ID].State == "" {
			open = append(open, p)
		}
	}
	return open
}

// next is the first open point behind a number, from the beginning again after
// the last; false if there is none.
func (s sheet) next(after int) (board.FeedbackPoint, bool) {
	open := s.open()
	for _, p := range open {
		if p.Number > after {
			return p, true
		}
	}
	if len(open) == 0 {
		return board.FeedbackPoint{}, false
	}
	return open[0], true
}

// waiting is the last question about a point, if its author can still reply.
func (s sheet) waiting(p board.FeedbackPoint) (nth int, waits bool) {
	asked := s.questions[p.ID]
	nth = len(asked)
	return nth, nth > 0 && len(asked[nth-1].Replies) < board.MostFeedbackReplies
}

// noPoint says that a round has no such point for who reads.
func (s sheet) noPoint(field string, number int) *commands.Error {
	return commands.Mistake(field, "answer.no_point", "Number", number, "Round", called(s.round), "N", len(s.points), "Whole", s.whole)
}
