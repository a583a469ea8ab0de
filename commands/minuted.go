package commands

import (
	"beirat/board"
	"beirat/chat"
)

// Minuted is a vote as minutes tell it (§ 93 VwVfG): what was moved, how it was
// voted on, the counts and what came of them. It says no more than everybody may
// see of the vote.
type Minuted struct {
	Poll     board.Poll // as everybody may see it
	Kind     chat.Text  // a recommendation, an election
	Counts   []chat.Text
	Besides  []chat.Text // the seats whose vote is not among the counts: recused, kept by technical trouble, missing
	Verdict  chat.Text
	How      []chat.Text // procedure, way of voting, rule
	Roll     []chat.Text // of a roll-call: who voted how
	Opinions []MinutedOpinion
}

// MinutedOpinion is a minority opinion, with the name of who signed it.
type MinutedOpinion struct {
	By   string
	Text string
}
