package board

import (
	"testing"

	"pgregory.net/rapid"
)

func TestBordaIsAPointForEachOptionBelowAndHalfAPointForEachTied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, piles := drawRanked(t, false)
		ranks := Borda(options, piles)
		for i, rank := range ranks {
			if i > 0 && rank.Score.Halves >= ranks[i-1].Score.Halves {
				t.Fatalf("%s stands below %s", rank.Score, ranks[i-1].Score)
			}
			for _, a := range rank.Options {
				want := 0
				for _, pile := range piles {
					for b := range options {
						switch {
						case a == b:
						case above(pile.Ranking, a, b):
							want += 2 * pile.N
						case !above(pile.Ranking, b, a):
							want += pile.N
						}
					}
				}
				if rank.Score != (Score{want, true}) {
					t.Fatalf("option %d has %s, not %d halves", a, rank.Score, want)
				}
			}
		}
	})
}

func TestPointsAndApprovalsAreSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options := rapid.IntRange(1, 5).Draw(t, "options")
		sums := make([]int, options)
		var points []PointPile
		var named []RankedPile
		for range rapid.IntRange(0, 5).Draw(t, "piles") {
			pile := PointPile{N: rapid.IntRange(0, 4).Draw(t, "ballots")}
			for option := range rapid.IntRange(0, options).Draw(t, "options with points") {
				given := rapid.IntRange(0, 1).Draw(t, "points")
				pile.Points = append(pile.Points, given)
				sums[option] += given * pile.N
			}
			points = append(points, pile)
			approved := RankedPile{N: pile.N}
			for option, given := range pile.Points {
				if given == 1 {
					approved.Ranking = append(approved.Ranking, []int{option})
				}
			}
			named = append(named, approved)
		}
		for _, ranks := range [][]Rank{PointSums(options, points), Approvals(options, named)} {
			for _, rank := range ranks {
				for _, option := range rank.Options {
					if rank.Score != (Score{2 * sums[option], true}) {
						t.Fatalf("option %d has %s, not %d", option, rank.Score, sums[option])
					}
				}
			}
		}
	})
}
