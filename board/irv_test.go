package board

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// historyOf gives the first places of an option among those standing, then
// among those of the round before, and so on back to the first round.
func historyOf(option int, standing [][]int, piles []RankedPile) []int {
	var history []int
	for _, those := range slices.Backward(standing) {
		n := 0
		for _, pile := range piles {
			best := slices.IndexFunc(pile.Ranking, func(group []int) bool { return slices.Contains(those, group[0]) })
			if best >= 0 && pile.Ranking[best][0] == option {
				n += pile.N
			}
		}
		history = append(history, n)
	}
	return history
}

func TestWhoLeavesHasTheLeastHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, true)
		var left []int
		for option := range options {
			left = append(left, option)
		}
		var standing [][]int
		var want []Rank
		for len(left) > 0 {
			standing = append(standing, left)
			least := historyOf(left[0], standing, piles)
			for _, option := range left {
				if history := historyOf(option, standing, piles); slices.Compare(history, least) < 0 {
					least = history
				}
			}
			leaves := func(option int) bool { return slices.Equal(historyOf(option, standing, piles), least) }
			var stay, leave []int
			for _, option := range left {
				if leaves(option) {
					leave = append(leave, option)
				} else {
					stay = append(stay, option)
				}
			}
			want = slices.Insert(want, 0, Rank{Options: leave})
			left = stay
		}
		if diff := cmp.Diff(want, InstantRunoff(options, piles)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestEveryBallotCountsOnceInEachRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, true)
		all := 0
		for _, pile := range piles {
			all += pile.N
		}
		var gone []int
		for _, round := range Rounds(options, piles) {
			sum := round.Silent
			for option, firsts := range round.Firsts {
				sum += firsts
				if slices.Contains(round.Standing, option) == slices.Contains(gone, option) {
					t.Fatalf("of %v gone, %v stand", gone, round.Standing)
				}
				if firsts > 0 && slices.Contains(gone, option) {
					t.Fatalf("option %d is gone and has %d", option, firsts)
				}
			}
			if sum != all {
				t.Fatalf("%d of %d ballots counted", sum, all)
			}
			gone = append(gone, round.Leaving...)
		}
	})
}

func TestTheRoundsOfARunoffAreToldAsABoardReadsThem(t *testing.T) {
	const a, b, c, d = 0, 1, 2, 3
	got := Rounds(4, []RankedPile{
		{Ranking{{a}, {b}}, 4},
		{Ranking{{b}, {c}}, 3},
		{Ranking{{c}, {a}}, 2},
		{Ranking{{d}, {c}}, 1},
		{Ranking{{d}}, 1},
	})
	want := []Round{
		// c and d have fewest and no earlier round: they leave together
		{Standing: []int{a, b, c, d}, Firsts: []int{4, 3, 2, 2}, Leaving: []int{c, d}},
		{Standing: []int{a, b}, Firsts: []int{6, 3, 0, 0}, Silent: 2, Leaving: []int{b}},
		{Standing: []int{a}, Firsts: []int{6, 0, 0, 0}, Silent: 5, Leaving: []int{a}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestATieForLastIsNarrowedByTheLatestEarlierRoundFirst(t *testing.T) {
	const a, x, y, z, d, e = 0, 1, 2, 3, 4, 5 // e leaves first, then d
	for _, test := range []struct {
		sentence string
		piles    []RankedPile
		want     [][]int
	}{
		{"5 and 5 in the third round: x had 4 in the second to 5, though 4 in the first to 3", []RankedPile{
			{Ranking{{a}}, 20}, {Ranking{{z}}, 30}, {Ranking{{x}}, 4}, {Ranking{{y}}, 3},
			{Ranking{{e}, {y}}, 2}, {Ranking{{d}, {x}}, 1}, {Ranking{{d}}, 2},
		}, [][]int{{z}, {a}, {y}, {x}, {d}, {e}}},
		{"4 and 4 in the third round and in the second: x had 3 in the first to 4", []RankedPile{
			{Ranking{{a}}, 20}, {Ranking{{z}}, 30}, {Ranking{{x}}, 3}, {Ranking{{y}}, 4},
			{Ranking{{e}, {x}}, 1}, {Ranking{{e}}, 1}, {Ranking{{d}}, 3},
		}, [][]int{{z}, {a}, {y}, {x}, {d}, {e}}},
		{"three with 15: 14 14 15 in the second round leaves x and y, 13 14 12 in the first decides between these", []RankedPile{
			{Ranking{{a}}, 30}, {Ranking{{x}}, 13}, {Ranking{{y}}, 14}, {Ranking{{z}}, 12},
			{Ranking{{e}, {x}}, 1}, {Ranking{{e}, {z}}, 3}, {Ranking{{d}, {x}}, 1}, {Ranking{{d}, {y}}, 1}, {Ranking{{d}}, 3},
		}, [][]int{{a}, {z}, {y}, {x}, {d}, {e}}},
		{"4 and 4 in every round: they leave together, but z, who had 3 in the first, before them", []RankedPile{
			{Ranking{{a}}, 20}, {Ranking{{x}}, 4}, {Ranking{{y}}, 4}, {Ranking{{z}}, 3}, {Ranking{{e}, {z}}, 1}, {Ranking{{d}}, 3},
		}, [][]int{{a}, {x, y}, {z}, {d}, {e}}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			var got [][]int
			for _, rank := range InstantRunoff(6, test.piles) {
				got = append(got, rank.Options)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestABallotWithATieCountsDownToIt(t *testing.T) {
	got := Rounds(3, []RankedPile{{Ranking{{0}, {1, 2}}, 1}, {Ranking{{1}}, 2}, {Ranking{{2}}, 2}})
	if got[1].Silent != 1 || got[1].Firsts[1] != 2 {
		t.Errorf("%+v", got[1])
	}
}
