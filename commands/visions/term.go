package visions

import "beirat/commands"

// inTerm refuses what nobody writes any more when the term of the board is over.
// What was written before can still be answered and finished.
func inTerm(c *commands.Call) error {
	if !c.Board.Term.Ended(c.Now) {
		return nil
	}
	return commands.Refuse("vision.refused.term_over", "Last", c.Board.Term.Last).With(listButton(c.Board.ID))
}
