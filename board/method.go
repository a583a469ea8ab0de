package board

// Method is how a ballot is filled in.
type Method string

// The methods.
const (
	YesNo    Method = "yesno"
	OneOf    Method = "choice"   // one of several options
	Approval Method = "approval" // every option that one agrees to
	Points   Method = "points"   // points from a budget
	Ranked   Method = "ranking"  // options in order, ties allowed
)

// Methods lists every method in the order of showing.
func Methods() []Method { return []Method{YesNo, OneOf, Approval, Points, Ranked} }

// Counting is how rankings become one order.
type Counting string

// The countings; they are in rank.go.
const (
	BySchulze Counting = "schulze"
	ByBorda   Counting = "borda"
	ByIRV     Counting = "irv" // instant run-off; its ballots rank without ties
)

// Countings lists every counting in the order of showing.
func Countings() []Counting { return []Counting{BySchulze, ByBorda, ByIRV} }

// TakesRule tells whether a rule other than Simple, and a run-off, can be asked
// for: every ballot is for an option or is not, so that it may be for more than
// half of them.
func (m Method) TakesRule() bool { return m == YesNo || m == OneOf || m == Approval }

// TakesTies tells whether a ballot may put options on one place.
func (c Counting) TakesTies() bool { return c != ByIRV }
