package board

import "slices"

// Settled tells whether the poll can be ended now: no completion of the missing
// ballots could change what comes of it, that is its outcome, what stands first,
// and who would be in a run-off. The ballots that are cast count as fixed, and
// whoever is missing may also stay away. While anybody is missing a circular
// poll that may be objected to is never settled, and counts that cannot be are not
// at all.
//
// A secret vote is settled when nobody is missing, without a look at its ballots:
// piles are nil. Any other informal poll always is: nothing comes of it but its
// counts.
//
// A ranking is settled early only where no ballot could make it quorate: one
// more can turn the whole order round.
func (p Poll) Settled(people Tally, piles []Pile, missing int) bool {
	switch {
	case p.Secret:
		return missing == 0
	case p.Purpose == Informal:
		return true
	}
	now := p.Count(people, piles)
	switch {
	case now.Outcome == Impossible || missing < 0 || missing > people.Members:
		return false
	case missing == 0:
		return true
	case p.Terms.Procedure == CircularNoObjection:
		return false
	case p.Method == YesNo:
		return Settled(p.Terms, now.Tally, missing)
	case p.Method == Points && p.Terms.Procedure == CircularAllAgree:
		return false
	case p.Method == Ranked:
		return p.Count(people, append(slices.Clip(piles), Pile{Abstain, missing})).Outcome == Inquorate
	}
	for _, more := range p.extremes(missing) {
		if !now.same(p.Count(people, append(slices.Clip(piles), more...))) {
			return false
		}
	}
	return true
}

// extremes are the completions that speak for all besides the one in which
// nobody comes, which is what stands already. That all are for one option is the
// most for it, the worst for each other and, whichever it is, the most for a
// quorum. Only who stands in a run-off may also hang on two options that leave a
// third behind with which they were tied.
func (p Poll) extremes(missing int) [][]Pile {
	var all [][]Pile
	for _, a := range p.Options {
		all = append(all, []Pile{{p.wholly(a), missing}})
		if !p.Terms.RunOff {
			continue
		}
		for _, b := range p.Options {
			switch {
			case b.Number <= a.Number:
			case p.Method == Approval:
				all = append(all, []Pile{{spelled(Approval, []Mark{{Option: a}, {Option: b}}), 1}})
			case missing > 1:
				all = append(all, []Pile{{p.wholly(a), 1}, {p.wholly(b), 1}})
			}
		}
	}
	return all
}

// wholly is the ballot that is entirely for one option.
func (p Poll) wholly(o Option) Choice {
	return spelled(p.Method, []Mark{{Option: o, Place: 1, Points: p.Terms.Budget}})
}

// same tells whether two results come to the same, be it by lot.
func (r Result) same(other Result) bool {
	return r.Outcome == other.Outcome && slices.Equal(r.prevailing(), other.prevailing())
}

// prevailing are the numbers of those that won or stand in the run-off.
func (r Result) prevailing() []int {
	var numbers []int
	for _, o := range r.Options {
		if o.Won {
			numbers = append(numbers, o.Number)
		}
	}
	if r.Outcome == NeedsRunOff {
		for _, o := range finalists(r.Options) {
			numbers = append(numbers, o.Number)
		}
	}
	return numbers
}
