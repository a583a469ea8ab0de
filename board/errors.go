package board

// Refusal is a rule that says no. Its code is the catalogue key of its
// sentence, without the prefix "refused.".
type Refusal string

func (r Refusal) Error() string { return "refused: " + string(r) }

// The refusals of polls.
const (
	ErrClosed     Refusal = "closed"
	ErrWithdrawn  Refusal = "withdrawn"
	ErrPlanned    Refusal = "planned" // not open yet
	ErrRecused    Refusal = "recused"
	ErrNoElector  Refusal = "no_elector"
	ErrNotPresent Refusal = "not_present"
	// ErrPresentFull: as many ballots as people were said to be present.
	ErrPresentFull Refusal = "present_full"
	// ErrTermOver: the board's term is over, and with it every right to vote.
	ErrTermOver Refusal = "term_over"
	// ErrNotObjectionable: a meeting or informal vote, or one that needs all.
	ErrNotObjectionable Refusal = "not_objectionable"
	// ErrVoted: recusal comes before the own ballot.
	ErrVoted Refusal = "voted"
	// ErrNoVerdict: there is none to differ from.
	ErrNoVerdict Refusal = "no_verdict"
	// ErrDissentOver: a minority opinion is attached within seven days.
	ErrDissentOver Refusal = "dissent_over"
)
