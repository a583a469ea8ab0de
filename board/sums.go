package board

// PointPile is equal ballots of a vote with points.
type PointPile struct {
	Points []int // of each option, from 0; missing ones have none, and none is negative
	N      int
}

// PointSums ranks by the points that each option got.
func PointSums(options int, piles []PointPile) []Rank {
	halves := make([]int, options)
	for _, pile := range piles {
		for option, points := range pile.Points {
			halves[option] += 2 * points * pile.N
		}
	}
	return byHalves(halves)
}

// Approvals ranks by the ballots that name an option, wherever they rank it.
func Approvals(options int, piles []RankedPile) []Rank {
	halves := make([]int, options)
	for _, pile := range piles {
		for _, group := range pile.Ranking {
			for _, option := range group {
				halves[option] += 2 * pile.N
			}
		}
	}
	return byHalves(halves)
}
