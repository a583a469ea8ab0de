package board

// Borda ranks by Borda's count: of n options the first on a ballot gets n-1
// points, the next one less, the last none; tied ones share the mean of their
// places, the unnamed ones too.
func Borda(options int, piles []RankedPile) []Rank {
	halves := make([]int, options)
	for _, pile := range piles {
		best := options - 1
		for _, group := range pile.Ranking.full(options) {
			worst := best - len(group) + 1
			for _, option := range group {
				halves[option] += pile.N * (best + worst) // twice the mean
			}
			best = worst - 1
		}
	}
	return byHalves(halves)
}
