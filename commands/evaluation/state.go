package evaluation

import (
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/storage"
)

// state is how far the evaluation of the present term of a board is.
type state struct {
	board board.Board
	now   time.Time // in the board's zone

	survey board.FeedbackRound // the last one of the term; zero: none was begun
	asked  int
	gave   int

	vote     board.Poll // that runs about the time after the term, else the last one; zero: none
	advice   board.Poll // the last one that came to an answer; zero: none did
	decision board.TermDecision
}

// since is when what belongs to the term of a board begins.
func since(b board.Board, now time.Time) time.Time {
	if !b.Term.Begun(now) {
		return time.Time{}
	}
	return b.Term.Start
}

func read(tx *storage.Tx, b board.Board, now time.Time) (state, error) {
	s, from := state{board: b, now: now}, since(b, now)
	rounds, err := tx.TermRounds(b.ID, from)
	if err != nil {
		return s, err
	}
	if len(rounds) > 0 {
		if err := s.readSurvey(tx, rounds[0]); err != nil {
			return s, err
		}
	}
	if err := s.readVotes(tx, from); err != nil {
		return s, err
	}
	s.decision, err = tx.TermDecision(b.ID, from)
	if errors.Is(err, storage.ErrNotFound) {
		err = nil
	}
	return s, err
}

func (s *state) readSurvey(tx *storage.Tx, r board.FeedbackRound) error {
	asked, err := tx.FeedbackAsked(r.ID)
	if err != nil {
		return err
	}
	gave, err := tx.FeedbackGivers(r)
	s.survey, s.asked, s.gave = r, len(asked), len(gave)
	return err
}

// mostVotes is how many votes about the time after one term are looked at.
const mostVotes = 10

func (s *state) readVotes(tx *storage.Tx, from time.Time) error {
	polls, err := tx.PollsAbout(s.board.ID, board.Subject{Kind: board.AboutTerm}, mostVotes)
	if err != nil {
		return err
	}
	for _, p := range polls {
		if p.Opened.Before(from) || p.State == board.Withdrawn {
			continue
		}
		if p, err = tx.Poll(p.ID); err != nil { // with its options
			return err
		}
		if s.vote.ID == 0 {
			s.vote = p
		}
		if s.advice.ID == 0 && p.Advised() != "" {
			s.advice = p
		}
	}
	return nil
}

// surveyed tells whether the survey is over.
func (s state) surveyed() bool { return s.survey.ID != 0 && s.survey.State == board.FeedbackClosed }

// votes tells whether a vote about the time after the term is open.
func (s state) votes() bool { return s.vote.ID != 0 && s.vote.Accept(s.now) == nil }

// step is what the evaluation waits for.
type step string

// The steps, in their order.
const (
	toSurvey step = "survey" // nobody was asked yet
	toAnswer step = "answer" // the survey runs
	toVote   step = "vote"   // the board is to say what it advises
	toBallot step = "ballot" // it votes on that
	toDecide step = "decide" // the council is to decide
	toGoOn   step = "go_on"  // the next term is to be begun
	toEnd    step = "end"    // there is none
)

func (s state) step() step {
	switch {
	case s.decision.Fate.GoesOn():
		return toGoOn
	case s.decision.ID != 0:
		return toEnd
	case s.votes():
		return toBallot
	case s.advice.ID != 0:
		return toDecide
	case s.surveyed():
		return toVote
	case s.survey.ID != 0:
		return toAnswer
	}
	return toSurvey
}

// over tells whether the term is over, and with it the right to vote.
func (s state) over() bool { return s.board.Term.Ended(s.now) }

// next says what the evaluation waits for.
func (s state) next() chat.Text {
	return chat.T("evaluation.next."+string(s.step()), "Over", s.over(), "Next", s.board.Next, "Planned", !s.board.Next.IsZero())
}

// steps are the buttons for what can be done next by who coordinates the board.
func (s state) steps() []chat.Button {
	of := s.board.ID
	switch s.step() {
	case toSurvey:
		if s.over() {
			return []chat.Button{decideButton(of)}
		}
		return []chat.Button{startButton(of)}
	case toAnswer:
		return []chat.Button{surveyButton(s.survey)}
	case toVote:
		if s.over() {
			return []chat.Button{decideButton(of)}
		}
		return []chat.Button{outcomeButton(of)}
	case toBallot:
		return []chat.Button{pollButton(s.vote)}
	case toDecide:
		return []chat.Button{decideButton(of, "future", string(s.advice.Advised()))}
	case toGoOn:
		return s.goOn()
	case toEnd:
		return []chat.Button{button("evaluation.button.chronicle", of, "board.term_chronicle")}
	}
	return nil
}

// goOn lead to a longer term, or to the next one.
func (s state) goOn() []chat.Button {
	if !s.board.Next.IsZero() {
		return []chat.Button{button("evaluation.button.chronicle", s.board.ID, "board.term_chronicle")}
	}
	return []chat.Button{button("evaluation.button.next", s.board.ID, "board.term_next", "basis", s.basis())}
}
