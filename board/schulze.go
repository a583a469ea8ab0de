package board

// Duels says for each two options how many ballots put the one above the
// other: Duels[a][b] of them have a above b. A ballot in which they are tied
// counts for neither. It is all that Schulze looks at, and enough to check it.
type Duels [][]int

// Duel makes the duels of so many options.
func Duel(options int, piles []RankedPile) Duels {
	duels := make(Duels, options)
	for a := range duels {
		duels[a] = make([]int, options)
	}
	for _, pile := range piles {
		groups := pile.Ranking.full(options)
		for i, group := range groups {
			for _, a := range group {
				for _, lower := range groups[i+1:] {
					for _, b := range lower {
						duels[a][b] += pile.N
					}
				}
			}
		}
	}
	return duels
}

// Paths says how strong the strongest path from each option to each other is,
// by winning votes: a path leads from an option to one that fewer ballots put
// above it than below, and is as strong as the fewest ballots that won such a
// step. 0 is no path.
func (d Duels) Paths() [][]int {
	paths := make([][]int, len(d))
	for a := range d {
		paths[a] = make([]int, len(d))
		for b := range d {
			if d[a][b] > d[b][a] {
				paths[a][b] = d[a][b]
			}
		}
	}
	for via, onward := range paths {
		for a, from := range paths {
			first := from[via]
			if first == 0 {
				continue
			}
			for b, second := range onward {
				if both := min(first, second); both > from[b] && a != b {
					from[b] = both
				}
			}
		}
	}
	return paths
}

// Schulze ranks by the Duels of the ballots.
func Schulze(options int, piles []RankedPile) []Rank { return Duel(options, piles).Ranks() }

// Ranks ranks by Schulze's method with winning votes. Where the strongest path
// from a to b is stronger than the one back, a beats b. First stand the options
// that none beats, next those of the rest that none of the rest beats, and so
// on. It gives no scores.
//
// Who beats whom is found once, with all options, and not anew for each rest:
// so it is one relation, which is transitive, and whoever beats another stands
// above them. Duels of a rest alone, without the paths that lead through the
// options above, could set an option above one that beats it.
func (d Duels) Ranks() []Rank {
	options, paths := len(d), d.Paths()
	beatenBy := make([]int, options) // how many of the rest beat it
	for a := range options {
		for b := range options {
			if paths[a][b] > paths[b][a] {
				beatenBy[b]++
			}
		}
	}
	var ranks []Rank
	placed := make([]bool, options)
	for left := options; left > 0; {
		var unbeaten []int
		for option, n := range beatenBy {
			if n == 0 && !placed[option] {
				unbeaten = append(unbeaten, option)
			}
		}
		for _, a := range unbeaten {
			placed[a] = true
			for b := range options {
				if paths[a][b] > paths[b][a] {
					beatenBy[b]--
				}
			}
		}
		ranks = append(ranks, Rank{Options: unbeaten})
		left -= len(unbeaten)
	}
	return ranks
}
