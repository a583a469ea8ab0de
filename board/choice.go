package board

import "slices"

// Choice is what a ballot says, in the one form in which it is stored,
// published and recounted:
//
//	yes no abstain     a yes-no vote
//	3                  one of several: the option's number
//	1,4                approval: the numbers, ascending
//	1=5,3=2            points: number=points, ascending, none with 0
//	2>1=3              ranking: the best first, = within a place ascending
//
// "abstain" fits every method; "invalid" is known of hands and papers only.
type Choice string

// The choices that are words.
const (
	Yes     Choice = "yes"
	No      Choice = "no"
	Abstain Choice = "abstain"
	Invalid Choice = "invalid"
)

// Choices lists the choices of a yes-no vote in the order of showing.
func Choices() []Choice { return []Choice{Yes, No, Abstain} }

// Pile is equal ballots.
type Pile struct {
	Choice Choice
	N      int
}

// Piles sorts ballots into piles, which are in the order of the choices' texts.
func Piles(ballots []Choice) []Pile {
	var piles []Pile
	for _, choice := range slices.Sorted(slices.Values(ballots)) {
		if len(piles) == 0 || piles[len(piles)-1].Choice != choice {
			piles = append(piles, Pile{Choice: choice})
		}
		piles[len(piles)-1].N++
	}
	return piles
}
