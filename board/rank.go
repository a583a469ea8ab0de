package board

import (
	"cmp"
	"slices"
	"strconv"
)

// Rank is a place in the result of a vote over options: those that share it,
// ascending. Where they stand in a slice of ranks the best one comes first, and
// every option has exactly one.
type Rank struct {
	Options []int // from 0
	Score   Score
}

// Score is what an option got, in halves, which makes it exact: Borda shares
// places among tied options. The zero Score is that of a counting that has none.
type Score struct {
	Halves int
	Known  bool
}

// String is the score as a decimal without trailing zeros, "12" or "12.5", and
// nothing where there is none.
func (s Score) String() string {
	switch {
	case !s.Known:
		return ""
	case s.Halves%2 == 0:
		return strconv.Itoa(s.Halves / 2)
	}
	return strconv.Itoa(s.Halves/2) + ".5"
}

// Ranking is one ballot of a ranked vote: groups of options, from 0, the best
// first; those of a group are tied. Options that it does not name stand below
// all that it names, tied. It names none twice.
type Ranking [][]int

// full is the ranking with the options that it does not name as its last group.
func (r Ranking) full(options int) Ranking {
	named := make([]bool, options)
	for _, group := range r {
		for _, option := range group {
			named[option] = true
		}
	}
	var rest []int
	for option := range options {
		if !named[option] {
			rest = append(rest, option)
		}
	}
	if rest == nil {
		return r
	}
	return append(slices.Clip(r), rest)
}

// RankedPile is equal ballots of a ranked vote. Here and in PointPile N is not
// negative, and what the piles of a vote come to, twice over for halves, fits
// into an int: who reads them from outside refuses the rest.
type RankedPile struct {
	Ranking Ranking
	N       int
}

// byHalves puts options in the order of their scores, the highest first.
func byHalves(halves []int) []Rank {
	order := make([]int, len(halves))
	for option := range order {
		order[option] = option
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(halves[b], halves[a]) })
	var ranks []Rank
	for i, option := range order {
		if i == 0 || halves[option] != halves[order[i-1]] {
			ranks = append(ranks, Rank{Score: Score{Halves: halves[option], Known: true}})
		}
		last := &ranks[len(ranks)-1]
		last.Options = append(last.Options, option)
	}
	return ranks
}
