package board

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// widest is the strength of the strongest path, found by walking them all.
func widest(links [][]int, from, to int, seen []bool) int {
	if from == to {
		return 1 << 30
	}
	seen[from] = true
	defer func() { seen[from] = false }()
	best := 0
	for via, strength := range links[from] {
		if !seen[via] && strength > 0 {
			best = max(best, min(strength, widest(links, via, to, seen)))
		}
	}
	return best
}

// above tells whether a ballot puts a above b.
func above(r Ranking, a, b int) bool {
	place := func(option int) int {
		for i, group := range r {
			if slices.Contains(group, option) {
				return i
			}
		}
		return len(r)
	}
	return place(a) < place(b)
}

// beats tells for each two options, from scratch, whether the one beats the other.
func beats(options int, piles []RankedPile) [][]bool {
	votes := func(a, b int) (n int) {
		for _, pile := range piles {
			if above(pile.Ranking, a, b) {
				n += pile.N
			}
		}
		return n
	}
	links, relation := make([][]int, options), make([][]bool, options)
	for a := range options {
		links[a], relation[a] = make([]int, options), make([]bool, options)
		for b := range options {
			if votes(a, b) > votes(b, a) {
				links[a][b] = votes(a, b)
			}
		}
	}
	for a := range options {
		for b := range options {
			seen := make([]bool, options)
			relation[a][b] = a != b && widest(links, a, b, seen) > widest(links, b, a, seen)
		}
	}
	return relation
}

func TestSchulzeIsWhatWalkingEveryPathFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, false)
		relation := beats(options, piles)
		var rest []int
		for option := range options {
			rest = append(rest, option)
		}
		var want []Rank
		for len(rest) > 0 {
			unbeaten := slices.DeleteFunc(slices.Clone(rest), func(b int) bool {
				return slices.ContainsFunc(rest, func(a int) bool { return relation[a][b] })
			})
			want = append(want, Rank{Options: unbeaten})
			rest = slices.DeleteFunc(rest, func(option int) bool { return slices.Contains(unbeaten, option) })
		}
		if diff := cmp.Diff(want, Schulze(options, piles)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// place says for each option in which rank it stands.
func place(options int, ranks []Rank) []int {
	places := make([]int, options)
	for i, rank := range ranks {
		for _, option := range rank.Options {
			places[option] = i
		}
	}
	return places
}

func TestWhoBeatsAnotherStandsAboveThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, false)
		places := place(options, Schulze(options, piles))
		for a, others := range beats(options, piles) {
			for b, beaten := range others {
				if beaten && places[a] >= places[b] {
					t.Fatalf("%d beats %d, but they stand at %v", a, b, places)
				}
			}
		}
	})
}

func TestWhoWinsEveryDuelStandsFirstAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, false)
		for a, duels := range Duel(options, piles) {
			won := 0
			for b := range options {
				if back := Duel(options, piles)[b][a]; duels[b] > back {
					won++
				}
			}
			if first := Schulze(options, piles)[0].Options; won == options-1 && !slices.Equal(first, []int{a}) {
				t.Fatalf("%d wins every duel, but first stand %v", a, first)
			}
		}
	})
}

func TestAStepCountsByItsWinningVotesAndNotByItsMargin(t *testing.T) {
	const a, b, c = 0, 1, 2
	piles := []RankedPile{{Ranking{{c}}, 3}, {Ranking{{a}, {c}, {b}}, 1}, {Ranking{{b}, {a}, {c}}, 3}}
	// a wins against c 4 to 3, c against b 4 to 3, b against a 3 to 1: the
	// fewest winning votes, though the largest margin, are those of b
	want := []Rank{{Options: []int{a}}, {Options: []int{c}}, {Options: []int{b}}}
	if diff := cmp.Diff(want, Schulze(3, piles)); diff != "" {
		t.Error(diff)
	}
	paths := [][]int{{0, 4, 4}, {3, 0, 3}, {3, 4, 0}}
	if diff := cmp.Diff(paths, Duel(3, piles).Paths()); diff != "" {
		t.Error(diff)
	}
}

func TestReversedBallotsReverseWhoBeatsWhom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, false)
		var reversed []RankedPile
		for _, pile := range piles {
			groups := slices.Clone(pile.Ranking.full(options))
			slices.Reverse(groups)
			reversed = append(reversed, RankedPile{groups, pile.N})
		}
		there, back := Duel(options, piles).Paths(), Duel(options, reversed).Paths()
		for a := range options {
			for b := range options {
				if there[a][b] != back[b][a] {
					t.Fatalf("from %d to %d %d, reversed %d", a, b, there[a][b], back[b][a])
				}
			}
		}
		first := Schulze(options, piles)[0].Options
		if last := Schulze(options, reversed); len(first) == 1 && options > 1 && slices.Contains(last[0].Options, first[0]) {
			t.Fatalf("%v stands first both ways", first)
		}
	})
}

func TestADuelCountsTheBallotsThatPutTheOneAbove(t *testing.T) {
	got := Duel(4, []RankedPile{
		{Ranking{{0}, {1, 2}}, 3}, // 3 is not named
		{Ranking{{2}, {0}}, 2},    // 1 and 3 are tied below
		{nil, 9},
	})
	want := Duels{{0, 5, 3, 5}, {0, 0, 0, 3}, {2, 2, 0, 5}, {0, 0, 0, 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// manyRankings are ballots that rank 25 options, none of them tied.
func manyRankings() []RankedPile {
	random := rand.New(rand.NewPCG(1, 2))
	piles := make([]RankedPile, 10000)
	for i := range piles {
		for _, option := range random.Perm(25) {
			piles[i].Ranking = append(piles[i].Ranking, []int{option})
		}
		piles[i].N = 1
	}
	return piles
}

func BenchmarkSchulze(b *testing.B) {
	piles := manyRankings()
	for b.Loop() {
		Schulze(25, piles)
	}
}

func BenchmarkTheResultOfRankings(b *testing.B) {
	var piles []Pile
	for _, pile := range manyRankings() {
		marks := make([]Mark, len(pile.Ranking))
		for i, group := range pile.Ranking {
			marks[i] = Mark{Option: Option{Number: group[0] + 1}, Place: i + 1}
		}
		piles = append(piles, Pile{spelled(Ranked, marks), pile.N})
	}
	for _, counting := range []Counting{BySchulze, ByIRV} {
		p := Poll{Purpose: Recommendation, Method: Ranked, Terms: by(Simple, NoQuorum)}
		p.Terms.Counting = counting
		for i := range 25 {
			p.Options = append(p.Options, Option{Number: i + 1, Label: string(rune('A' + i))})
		}
		b.Run(string(counting), func(b *testing.B) {
			for b.Loop() {
				if r := p.Count(Tally{Members: 10000, Present: 10000}, piles); len(r.Order) == 0 {
					b.Fatal("nobody is counted")
				}
			}
		})
	}
}
