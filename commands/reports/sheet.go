package reports

import (
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// sheet is a round with what came of it, for one who may read that.
type sheet struct {
	board     board.Board
	zone      *time.Location
	round     board.FeedbackRound
	result    board.FeedbackResult
	answers   map[board.ID]board.FeedbackAnswer     // by point
	questions map[board.ID][]board.FeedbackQuestion // by point
	authors   map[board.ID]author                   // by who is named as one of a point
	rounds    int                                   // on the same service that are over
}

// author is who gave points of a named round.
type author struct {
	name     string
	group    board.Group // whose seat they hold, or held last; zero: none
	consents bool        // to be named in what leaves the board
}

// sheet reads a round for a reader, or refuses it.
func (f *Reports) sheet(tx *storage.Tx, b board.Board, who board.Standing, round board.ID) (s sheet, err error) {
	s = sheet{board: b, zone: f.db.Zone(b.Zone)}
	if s.round, err = tx.FeedbackRound(round); err != nil {
		return s, err
	}
	if err := readable(tx, s, who); err != nil {
		return s, err
	}
	if s.result, err = resultOf(tx, s.round); err != nil {
		return s, err
	}
	if s.answers, err = tx.FeedbackAnswers(round); err != nil {
		return s, err
	}
	if s.questions, err = tx.FeedbackQuestions(round); err != nil {
		return s, err
	}
	over, err := finished(tx, s.round)
	s.rounds = len(over)
	return s, err
}

// readable refuses what the reader may not have: everything to who does not belong
// to the board, an interim report of a named round to who does not chair, and of
// an anonymous one to everybody, who hear nothing but how many took part.
func readable(tx *storage.Tx, s sheet, who board.Standing) error {
	switch {
	case !who.May(board.Inside):
		return outside(tx, s.round)
	case s.round.State == board.FeedbackClosed || !s.round.Anonymous && who.Chairs():
		return nil
	case !s.round.Anonymous:
		return commands.Refuse("report.not_over", "Round", called(s.round), "Closes", s.closes())
	}
	asked, gave, err := turnout(tx, s.round)
	if err != nil {
		return err
	}
	return commands.Refuse("report.sealed", "Round", called(s.round), "Closes", s.closes(), "Gave", gave, "Asked", asked)
}

// outside leads who does not belong to the board to what everybody may read.
func outside(tx *storage.Tx, r board.FeedbackRound) error {
	published, err := tx.FeedbackPublished(r.ID)
	if err != nil {
		return err
	}
	way := button("report.button.round", r, "feedback.show")
	if !published.IsZero() {
		way = button("report.button.summary", r, "feedback.summary")
	}
	return commands.Refuse("report.inside", "Published", !published.IsZero()).With(way)
}

func turnout(tx *storage.Tx, r board.FeedbackRound) (asked, gave int, err error) {
	people, err := tx.FeedbackAsked(r.ID)
	if err != nil {
		return 0, 0, err
	}
	givers, err := tx.FeedbackGivers(r)
	return len(people), len(givers), err
}

func resultOf(tx *storage.Tx, r board.FeedbackRound) (result board.FeedbackResult, err error) {
	asked, gave, err := turnout(tx, r)
	if err != nil {
		return result, err
	}
	tallies, err := tx.FeedbackTallies(r)
	if err != nil {
		return result, err
	}
	points, err := tx.FeedbackPoints(r)
	return board.NewFeedbackResult(r, tallies, points, asked, gave), err
}

// finished are the rounds on the service of a round that are over, the first one
// first.
func finished(tx *storage.Tx, r board.FeedbackRound) (over []board.FeedbackRound, err error) {
	all, err := tx.FeedbackRoundsOn(r.Board, r.Service)
	for _, one := range all {
		if one.Kind == r.Kind && one.State == board.FeedbackClosed {
			over = append(over, one)
		}
	}
	return over, err
}

// readAuthors adds who gave the points that are to be shown.
func (s *sheet) readAuthors(tx *storage.Tx, points []board.FeedbackPoint) error {
	s.authors = map[board.ID]author{}
	if s.round.Anonymous {
		return nil
	}
	named, err := tx.Consenting(s.board.ID)
	if err != nil {
		return err
	}
	seats, err := tx.Seats(s.board.ID)
	if err != nil {
		return err
	}
	groups := map[board.ID]board.Group{}
	for _, seat := range seats {
		groups[seat.Holder.ID], groups[seat.Delegate.ID] = seat.Group, seat.Group
	}
	for _, p := range points {
		if _, known := s.authors[p.Author]; known || p.Author == 0 {
			continue
		}
		if s.authors[p.Author], err = s.author(tx, p.Author, groups); err != nil {
			return err
		}
		if name, consents := named[p.Author]; consents {
			a := s.authors[p.Author]
			a.name, a.consents = name, true
			s.authors[p.Author] = a
		}
	}
	return nil
}

func (s *sheet) author(tx *storage.Tx, person board.ID, groups map[board.ID]board.Group) (a author, err error) {
	now, err := tx.NowID(person)
	if err != nil {
		return a, err
	}
	if a.name, err = tx.PersonName(now); err != nil {
		return a, err
	}
	if group, seated := groups[now]; seated {
		a.group = group
		return a, nil
	}
	tenures, err := tx.Tenures(s.board.ID, person)
	if err != nil || len(tenures) == 0 {
		return a, err
	}
	all, err := tx.Groups(s.board.ID)
	for _, group := range all {
		if group.ID == tenures[len(tenures)-1].Group.ID {
			a.group = group
		}
	}
	return a, err
}

// closes is when the round ended, or ends.
func (s sheet) closes() time.Time {
	if !s.round.Ended.IsZero() {
		return s.round.Ended.In(s.zone)
	}
	return s.round.Closes.In(s.zone)
}

// survey tells whether the members were asked about the term of the board itself.
func (s sheet) survey() bool { return s.round.Kind.Survey() }

// awaits tells whether it is to be said how many points are answered: nobody owes an
// answer to what was said in a survey.
func (s sheet) awaits() bool { return !s.survey() || s.answered() > 0 }

func (s sheet) over() bool { return s.round.State == board.FeedbackClosed }

// answered is how many points have an answer.
func (s sheet) answered() int {
	n := 0
	for _, p := range s.result.Points {
		if s.answers[p.ID].State != "" {
			n++
		}
	}
	return n
}

// called is a round as people name it.
func called(r board.FeedbackRound) chat.Text {
	return chat.T("report.round", "Number", r.Number, "Service", r.Service, "Term", r.Kind == board.OnTerm)
}
