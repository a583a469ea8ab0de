package board

import (
	"math"
	"slices"
)

// Round is one round of an instant run-off.
type Round struct {
	Standing []int // the options that were still in it, ascending
	Firsts   []int // by option: the ballots that rank it highest of those standing; 0 for the others
	Silent   int   // ballots that name none of those standing
	Leaving  []int // the options that leave after it, ascending
}

// Rounds runs an instant run-off to its end, where nobody stands any more. In
// each round a ballot counts for the option it ranks highest of those
// standing, and the one with fewest first places leaves. Of several with
// fewest those leave that also had fewest of them in the round before, and of
// these in the one before that, and so on; those that tie in every round so
// far leave together.
//
// The ballots must have no ties; one that has counts down to its first.
func Rounds(options int, piles []RankedPile) []Round {
	standing := make([]int, options)
	for option := range standing {
		standing[option] = option
	}
	gone := make([]bool, options)
	reached := make([]int, len(piles)) // the place that a pile counts for
	var rounds []Round
	for len(standing) > 0 {
		round := Round{Standing: standing, Firsts: make([]int, options)}
		for i, pile := range piles {
			for reached[i] < len(pile.Ranking) && pile.out(reached[i], gone) {
				reached[i]++
			}
			if first, found := pile.only(reached[i]); found {
				round.Firsts[first] += pile.N
			} else {
				round.Silent += pile.N
			}
		}
		rounds = append(rounds, round)
		leaving := standing
		for _, earlier := range slices.Backward(rounds) {
			leaving = earlier.fewest(leaving)
		}
		rounds[len(rounds)-1].Leaving = leaving
		for _, option := range leaving {
			gone[option] = true
		}
		standing = slices.DeleteFunc(slices.Clone(standing), func(option int) bool { return gone[option] })
	}
	return rounds
}

// InstantRunoff ranks by instant run-off: the last to leave stands highest,
// and those that leave together are tied. It gives no scores; the Rounds say
// how it came about.
func InstantRunoff(options int, piles []RankedPile) []Rank { return ranksOf(Rounds(options, piles)) }

// ranksOf are the ranks that rounds come to.
func ranksOf(rounds []Round) []Rank {
	var ranks []Rank
	for _, round := range slices.Backward(rounds) {
		ranks = append(ranks, Rank{Options: round.Leaving})
	}
	return ranks
}

// only is the option that stands alone at a place.
func (p RankedPile) only(place int) (option int, found bool) {
	if place >= len(p.Ranking) || len(p.Ranking[place]) != 1 {
		return 0, false
	}
	return p.Ranking[place][0], true
}

// out tells whether the option that stands alone at a place has left.
func (p RankedPile) out(place int, gone []bool) bool {
	option, found := p.only(place)
	return found && gone[option]
}

// fewest are those of some options that had fewest first places in the round.
func (r Round) fewest(options []int) []int {
	least, those := math.MaxInt, []int(nil)
	for _, option := range options {
		switch n := r.Firsts[option]; {
		case n < least:
			least, those = n, []int{option}
		case n == least:
			those = append(those, option)
		}
	}
	return those
}
