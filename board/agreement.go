package board

// Agreement is how clear a vote with Yes and No was, as minutes put it.
type Agreement string

// The agreements.
const (
	Unanimous           Agreement = "unanimous"            // all ballots that say Yes or No say the same, and nobody abstained
	UnanimousAbstaining Agreement = "unanimous_abstaining" // the same, with abstentions
	Divided             Agreement = "divided"              // more on the side that prevailed than on the other
	Short               Agreement = "short"                // fewer or as many: another rule than the number decided
)

// Agreement tells how clear the outcome was, for those that are Valid.
func (t Tally) Agreement(o Outcome) Agreement {
	side, other := t.Yes, t.No
	if !o.Passed() {
		side, other = t.No, t.Yes
	}
	switch {
	case side <= other:
		return Short
	case other > 0:
		return Divided
	case t.Abstain > 0:
		return UnanimousAbstaining
	}
	return Unanimous
}
