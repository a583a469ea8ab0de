package polls

import (
	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// Open opens a poll for another feature, inside its transaction: what draft
// leaves out is as the board's rules have it, and everybody is told. A refusal
// is a *commands.Error.
func (f *Polls) Open(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error) {
	profile, err := tx.Profile(c.Board.ID)
	if err != nil {
		return draft, err
	}
	seats, err := tx.Seats(c.Board.ID)
	if err != nil {
		return draft, err
	}
	p := draft
	p.Board, p.Proposer, p.Profile = c.Board.ID, c.Who.Person.ID, profile.ID
	p.Terms = usualTerms(p, profile)
	p.Results = or(draft.Results, usualResults(p, profile))
	usualDeadline(c, profile, &p)
	electors, err := electorate(&p, seats, presence{})
	if err != nil {
		return p, err
	}
	if err := fits(c, p); err != nil {
		return p, err
	}
	p.State, p.Opened = board.Open, c.Now
	if p, err = tx.CreatePoll(p, electors); err != nil {
		return p, err
	}
	return p, f.planOpening(tx, c.Board, profile, p, electors)
}
