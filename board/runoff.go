package board

import "slices"

// Finalists are the options that stand in the run-off of a vote whose outcome
// is NeedsRunOff: the two strongest, with all that tie for the second place, or
// all that tie for the first; in the order of their numbers, § 50 (2) GO NRW.
// None where the places are unknown, or less than two got anything.
func (p Poll) Finalists() []Option {
	if p.Outcome != NeedsRunOff {
		return nil
	}
	return finalists(p.Options)
}

// finalists are those of options that none has the majority of.
func finalists(options []Option) []Option {
	var places []int
	for _, o := range options {
		if o.Place > 0 && o.Score != "0" {
			places = append(places, o.Place)
		}
	}
	if len(places) < 2 {
		return nil
	}
	slices.Sort(places)
	var stand []Option
	for _, o := range options {
		if o.Place > 0 && o.Place <= places[1] && o.Score != "0" {
			stand = append(stand, o)
		}
	}
	return stand
}
