package board

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

// Option is one of the things that a vote is over.
type Option struct {
	Number int // from 1
	Label  string

	// Fixed at the end of the poll; zero before, and where nobody chose anything.
	Place int    // from 1; tied options share the better one
	Score string // votes, approvals, points, Borda's score, as an exact decimal; empty where the counting has none
	Won   bool   // stands first; of a tie only the one that the lot drew
}

// MostOptions is how many options a vote has at most, LeastOptions at least.
const (
	LeastOptions = 2
	MostOptions  = 25
)

// Pile is equal ballots.
type Pile struct {
	Choice Choice
	N      int
}
