package evaluation

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Part is what the evaluation of a term adds to the card of its survey.
func (f *Evaluation) Part(_ *storage.Tx, r board.FeedbackRound) ([]chat.Block, []chat.Button, error) {
	if r.Kind != board.OnTerm {
		return nil, nil, nil
	}
	return []chat.Block{chat.Para{Text: chat.T("evaluation.card")}}, []chat.Button{stateButton(r.Board)}, nil
}

// Ways are what the one who calls can do with the evaluation of a term.
func (f *Evaluation) Ways(tx *storage.Tx, c *commands.Call, r board.FeedbackRound) ([]commands.Way, error) {
	if r.Kind != board.OnTerm || !c.Who.May(board.Inside) {
		return nil, nil
	}
	ways := []commands.Way{
		{About: chat.T("evaluation.way.state"), Button: stateButton(r.Board)},
		{About: chat.T("evaluation.way.figures"), Button: figuresButton(r.Board)},
	}
	s, err := read(tx, c.Board, c.Now)
	if err == nil && c.Who.Chairs() && s.step() == toVote && !s.over() {
		ways = append(ways, commands.Way{About: chat.T("evaluation.way.outcome"), Button: outcomeButton(r.Board)})
	}
	return ways, err
}

// Hear hears that a round is over: of a survey of the term those who coordinate the
// board are told.
func (f *Evaluation) Hear(tx *storage.Tx, r board.FeedbackRound) error {
	if r.Kind != board.OnTerm {
		return nil
	}
	return f.tell(tx, r.Board, SurveyedKind, r.ID)
}

// Office is what the office should know: that the end of the term is near and what
// its evaluation waits for, and then the figures to hand on.
func (f *Evaluation) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	if c.Board.Term.EvaluationDue(c.Now) == 0 {
		return nil, nil
	}
	s, err := read(tx, c.Board, c.Now)
	if err != nil {
		return nil, err
	}
	figures, err := tx.TermFigures(c.Board.ID, since(c.Board, c.Now), c.Now)
	if err != nil {
		return nil, err
	}
	lines := []commands.OfficeLine{{Section: commands.OfficeTexts, Text: chat.T("evaluation.office.politicians"),
		Copy: sheet{board: c.Board, now: c.Now, in: span{first: since(c.Board, c.Now), last: c.Now}, figures: figures}.sentences()}}
	switch s.step() {
	case toGoOn, toEnd:
		return lines, nil
	case toSurvey, toAnswer, toVote, toBallot, toDecide:
	}
	return append(lines, commands.OfficeLine{Section: commands.OfficeDue, Due: c.Board.Term.Last, Text: chat.T("evaluation.office.near", "Last", c.Board.Term.Last), Buttons: []chat.Button{stateButton(c.Board.ID)}}), nil
}
