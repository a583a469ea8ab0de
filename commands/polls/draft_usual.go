package polls

import "beirat/board"

// usualTerms are the terms that a poll of such a purpose and method has by the
// board's rules. An election has a run-off where they say so, and ends its ties
// by lot.
func usualTerms(p board.Poll, profile board.Profile) board.Terms {
	election := p.Purpose == board.Election && p.Method == board.OneOf
	t := board.Terms{
		Rule: profile.Rule, Quorum: profile.Quorum, Tie: profile.Tie, Procedure: profile.Circular, Base: profile.Base,
		RunOff: election && profile.RunOff, Lot: election,
	}
	if !p.Method.TakesRule() {
		t.Rule = board.Simple
	}
	switch p.Method {
	case board.Points:
		t.Budget = usualBudget
	case board.Ranked:
		t.Counting = board.BySchulze
	}
	return t
}

// usualResults is when the counts are seen if nothing is said. Of a secret vote
// they are never seen before the end.
func usualResults(p board.Poll, profile board.Profile) board.Results {
	switch {
	case p.Secret, p.Purpose == board.Election:
		return board.AtClose
	case p.Purpose == board.Informal:
		return profile.ResultsInformal
	}
	return profile.ResultsRecommendation
}

// renewed are the terms and the time of the results of an old poll under the
// rules of now: what its board's rules of then settled is for those of now to
// settle, what was chosen for the poll stays.
func renewed(old board.Poll, then, now board.Profile) (board.Terms, board.Results) {
	t, was, is := old.Terms, usualTerms(old, then), usualTerms(old, now)
	t.Rule = follow(t.Rule, was.Rule, is.Rule)
	t.Quorum = follow(t.Quorum, was.Quorum, is.Quorum)
	t.Tie = follow(t.Tie, was.Tie, is.Tie)
	if is.Procedure != board.CircularAllAgree || old.Method.TakesRule() { // points and rankings are no agreement
		t.Procedure = follow(t.Procedure, was.Procedure, is.Procedure)
	}
	t.RunOff = follow(t.RunOff, was.RunOff, is.RunOff)
	t.Base = now.Base
	return t, follow(old.Results, usualResults(old, then), usualResults(old, now))
}

// follow is the usual value of now where it was the usual one of then.
func follow[T comparable](value, then, now T) T {
	if value == then {
		return now
	}
	return value
}
