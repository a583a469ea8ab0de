package board

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawRanked draws a small vote; strict leaves out ties.
func drawRanked(t *rapid.T, strict bool) (options int, piles []RankedPile) {
	options = rapid.IntRange(1, 5).Draw(t, "options")
	for range rapid.IntRange(0, 9).Draw(t, "piles") {
		order := drawOrder(t, options)
		named := rapid.IntRange(0, options).Draw(t, "named")
		var ranking Ranking
		for i, option := range order[:named] {
			if i > 0 && !strict && rapid.Bool().Draw(t, "tied") {
				ranking[len(ranking)-1] = append(ranking[len(ranking)-1], option)
				continue
			}
			ranking = append(ranking, []int{option})
		}
		piles = append(piles, RankedPile{ranking, rapid.IntRange(0, 4).Draw(t, "ballots")})
	}
	return options, piles
}

// drawOrder draws an order of the numbers below n.
func drawOrder(t *rapid.T, n int) []int {
	var order []int
	for i := range n {
		order = append(order, i)
	}
	return rapid.Permutation(order).Draw(t, "order")
}

type ranker struct {
	name   string
	strict bool
	rank   func(options int, piles []RankedPile) []Rank
}

func rankers() []ranker {
	return []ranker{
		{"schulze", false, Schulze},
		{"borda", false, Borda},
		{"instant run-off", true, InstantRunoff},
		{"approvals", false, Approvals},
	}
}

// ofEachRanker checks a property of every way of ranking, each drawing votes
// that it takes.
func ofEachRanker(t *testing.T, property func(t *rapid.T, r ranker, options int, piles []RankedPile)) {
	for _, r := range rankers() {
		t.Run(r.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				options, piles := drawRanked(t, r.strict)
				property(t, r, options, piles)
			})
		})
	}
}

func TestEveryOptionHasOneRank(t *testing.T) {
	ofEachRanker(t, func(t *rapid.T, r ranker, options int, piles []RankedPile) {
		var all []int
		for _, rank := range r.rank(options, piles) {
			if len(rank.Options) == 0 || !slices.IsSorted(rank.Options) {
				t.Fatalf("a rank of %v", rank.Options)
			}
			all = append(all, rank.Options...)
		}
		slices.Sort(all)
		for option := range options {
			if len(all) != options || all[option] != option {
				t.Fatalf("ranks of %v, not of each of %d options once", all, options)
			}
		}
	})
}

func TestTheOrderOfBallotsDoesNotMatter(t *testing.T) {
	ofEachRanker(t, func(t *rapid.T, r ranker, options int, piles []RankedPile) {
		shuffled := rapid.Permutation(piles).Draw(t, "shuffled")
		if diff := cmp.Diff(r.rank(options, piles), r.rank(options, shuffled)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestOnePileIsAsGoodAsTwo(t *testing.T) {
	ofEachRanker(t, func(t *rapid.T, r ranker, options int, piles []RankedPile) {
		var split []RankedPile
		for _, pile := range piles {
			n := rapid.IntRange(0, pile.N).Draw(t, "first part")
			split = append(split, RankedPile{pile.Ranking, n}, RankedPile{pile.Ranking, pile.N - n})
		}
		if diff := cmp.Diff(r.rank(options, piles), r.rank(options, split)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTheNamesOfOptionsDoNotMatter(t *testing.T) {
	ofEachRanker(t, func(t *rapid.T, r ranker, options int, piles []RankedPile) {
		now := drawOrder(t, options)
		var renamed []RankedPile
		for _, pile := range piles {
			renamed = append(renamed, RankedPile{rename(pile.Ranking, now), pile.N})
		}
		want := r.rank(options, piles)
		for i := range want {
			want[i].Options = rename([][]int{want[i].Options}, now)[0]
			slices.Sort(want[i].Options)
		}
		if diff := cmp.Diff(want, r.rank(options, renamed)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func rename(groups [][]int, now []int) [][]int {
	var renamed [][]int
	for _, group := range groups {
		var options []int
		for _, option := range group {
			options = append(options, now[option])
		}
		renamed = append(renamed, options)
	}
	return renamed
}

func TestWhatAllAgreeOnIsTheResult(t *testing.T) {
	for _, r := range rankers()[:2] {
		t.Run(r.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				options, piles := drawRanked(t, r.strict)
				for i := range piles {
					piles[i] = RankedPile{piles[0].Ranking, piles[i].N + 1}
				}
				want := [][]int{drawOrder(t, options)} // nobody votes
				if len(piles) > 0 {
					want = rename(piles[0].Ranking.full(options), []int{0, 1, 2, 3, 4})
				}
				var got [][]int
				for i, rank := range r.rank(options, piles) {
					got = append(got, rank.Options)
					slices.Sort(want[i])
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
			})
		})
	}
}

func TestWhoIsFirstOnMoreThanHalfOfTheBallotsWinsARunoffAndWithSchulze(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, true)
		others, first := 0, rapid.IntRange(0, options-1).Draw(t, "first")
		for _, pile := range piles {
			others += pile.N
		}
		piles = append(piles, RankedPile{Ranking{{first}}, others + 1})
		for _, r := range []ranker{rankers()[0], rankers()[2]} {
			if got := r.rank(options, piles)[0].Options; !slices.Equal(got, []int{first}) {
				t.Fatalf("%s: first stand %v, not %d alone", r.name, got, first)
			}
		}
	})
}

func TestWithoutABallotAllAreTied(t *testing.T) {
	for _, r := range rankers() {
		for options, want := range [][][]int{nil, {{0}}, {{0, 1}}, {{0, 1, 2}}} {
			var got [][]int
			for _, rank := range r.rank(options, nil) {
				got = append(got, rank.Options)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s of %d options: %s", r.name, options, diff)
			}
		}
	}
}

func TestARankingStaysAsItWasGiven(t *testing.T) {
	for _, r := range rankers() {
		long := Ranking{{2}, {0}, {1}}
		short := long[:1] // what is added to it would stand in the other
		r.rank(3, []RankedPile{{short, 1}, {long, 1}})
		if diff := cmp.Diff(Ranking{{2}, {0}, {1}}, long); diff != "" {
			t.Errorf("%s: %s", r.name, diff)
		}
	}
}

func TestTiedOptionsAscendHoweverManyThereAre(t *testing.T) {
	const options = 60
	var even []int
	for option := 0; option < options; option += 2 {
		even = append(even, option)
	}
	for _, r := range rankers() {
		if r.strict {
			continue
		}
		ranks := r.rank(options, []RankedPile{{Ranking{even}, 1}})
		if diff := cmp.Diff(even, ranks[0].Options); diff != "" || !slices.IsSorted(ranks[1].Options) {
			t.Errorf("%s: %v", r.name, ranks)
		}
	}
}

func TestAScoreIsADecimalWithoutTrailingZeros(t *testing.T) {
	for want, score := range map[string]Score{
		"": {}, "0": {0, true}, "0.5": {1, true}, "1": {2, true}, "12.5": {25, true}, "100": {200, true},
		"4611686018427387903.5": {1<<63 - 1, true},
	} {
		if got := score.String(); got != want {
			t.Errorf("%+v is %q, not %q", score, got, want)
		}
	}
}
