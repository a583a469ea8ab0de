package answers

import (
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Part is what the answers add to the card of a round: how many points are answered.
func (f *Answers) Part(tx *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error) {
	if r.State != board.FeedbackClosed {
		return nil, nil, nil
	}
	owed, err := tx.FeedbackOwed(r.ID)
	if err != nil || owed.Points == 0 || r.Kind.Survey() && owed.Answered == 0 { // nobody owes an answer there
		return nil, nil, err
	}
	blocks := []chat.Block{chat.Para{Text: chat.T("answer.card", "Points", owed.Points, "Answered", owed.Answered)}}
	published, err := tx.FeedbackPublished(r.ID)
	if err != nil || published.IsZero() {
		return blocks, nil, err
	}
	return blocks, []chat.Button{button("answer.button.summary", r, "feedback.summary")}, nil
}

// Ways are what the one who calls can do about the points of a round and their
// answers.
func (f *Answers) Ways(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error) {
	s, err := f.sheet(tx, c, r.ID)
	if err != nil || len(s.points) == 0 {
		return nil, quiet(err)
	}
	var ways []commands.Way
	for _, p := range s.points {
		if nth, waits := s.waiting(p); waits && s.own(p) && len(s.questions[p.ID][nth-1].Replies) == 0 {
			ways = append(ways, commands.Way{About: chat.T("answer.way.reply", "Number", p.Number), Button: replyButton(r, p.Number, nth)})
			break
		}
	}
	open := len(s.open())
	if open > 0 && c.Who.Chairs() && !r.Kind.Survey() {
		ways = append(ways, commands.Way{About: chat.T("answer.way.next", "N", open), Button: nextButton(r, 0)})
	}
	ways = append(ways, commands.Way{About: chat.T("answer.way.points", "Whole", s.whole), Button: button("answer.button.points", r, "feedback.points")})
	if r.State == board.FeedbackClosed && c.Who.May(board.Inside) && open < len(s.points) {
		ways = append(ways, commands.Way{About: chat.T("answer.way.summary"), Button: button("answer.button.summary", r, "feedback.summary")})
	}
	return ways, nil
}

// quiet is nil for a refusal: who may not read the points has no way to them.
func quiet(err error) error {
	var refused *commands.Error
	if errors.As(err, &refused) {
		return nil
	}
	return err
}
