package board

// Result is what the ballots of a poll amount to.
type Result struct {
	// Tally has the ballots beside the people. Of a vote over options Yes are the
	// ballots for what stands first, No the other valid ones.
	Tally    Tally
	Outcome  Outcome  // empty for an informal poll
	Options  []Option // as the poll's, with places; in the order of their numbers
	Withheld bool     // of a secret vote: fewer than three ballots, or all alike
}

// Count makes the result of a poll's ballots. people says who there is: the
// members, those present, objections and the chair's own open ballot; its
// counts of ballots are not looked at. The same piles in any order give the
// same result.
func (p Poll) Count(people Tally, piles []Pile) Result {
	r := Result{Tally: people, Options: p.Options}
	for _, pile := range piles {
		switch pile.Choice {
		case Yes:
			r.Tally.Yes += pile.N
		case No:
			r.Tally.No += pile.N
		case Abstain:
			r.Tally.Abstain += pile.N
		default:
			r.Tally.Invalid += pile.N
		}
	}
	if p.Purpose != Informal {
		r.Outcome = Decide(p.Terms, r.Tally)
	}
	return r
}

// Settled tells whether no completion of the missing ballots could change what
// comes of the poll.
func (p Poll) Settled(people Tally, piles []Pile, missing int) bool {
	return Settled(p.Terms, p.Count(people, piles).Tally, missing)
}
