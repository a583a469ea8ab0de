package board

import (
	"math/bits"
	"slices"
)

// Outcome is what came of a vote. The words are those of the published cases.
type Outcome string

// The outcomes. Tied is a motion that failed by as many Yes as No.
const (
	Adopted             Outcome = "adopted"
	Rejected            Outcome = "rejected"
	Tied                Outcome = "tied"
	AdoptedCastingVote  Outcome = "adopted_casting_vote"
	RejectedCastingVote Outcome = "rejected_casting_vote"
	Inquorate           Outcome = "inquorate"
	Objected            Outcome = "objected"
	TooFewReplies       Outcome = "too_few_replies"
	NotAllAgree         Outcome = "not_all_agree"
	NeedsRunOff         Outcome = "run_off"    // of a vote over options: none has the majority that it needs
	Impossible          Outcome = "impossible" // the counts cannot be; no verdict
)

// Passed tells whether the motion was adopted, by whatever way.
func (o Outcome) Passed() bool { return o == Adopted || o == AdoptedCastingVote }

// Valid tells whether the vote came to an answer, Yes or No.
func (o Outcome) Valid() bool {
	switch o {
	case Adopted, Rejected, Tied, AdoptedCastingVote, RejectedCastingVote:
		return true
	}
	return false
}

// Counted tells whether the ballots were looked at: of a vote that is over, unless
// something had settled it before. An informal one has no outcome.
func (o Outcome) Counted() bool {
	switch o {
	case Inquorate, Objected, TooFewReplies, Impossible:
		return false
	}
	return true
}

// Tally is everything that a verdict looks at besides the terms.
type Tally struct {
	Members    int // less the recused seats
	Present    int // of a meeting vote; a circular one does not look at it
	Yes        int
	No         int
	Abstain    int
	Invalid    int
	Chair      Choice // the chair's own open ballot; empty if there is none
	Objections int
}

// Ballots is how many there are, whatever they say.
func (t Tally) Ballots() int { return t.Yes + t.No + t.Abstain + t.Invalid }

// Decide says what came of a vote. It looks, in this order, at whether terms
// and counts can be, at objections, at replies or quorum, and at the rule.
// Terms with a word that is not listed are Impossible, not the nearest thing.
func Decide(terms Terms, t Tally) Outcome {
	if !terms.known() || t.impossible(terms.Procedure) {
		return Impossible
	}
	switch terms.Procedure {
	case CircularAllAgree: // § 32 (2) BGB
		if t.Yes == t.Members {
			return Adopted
		}
		return NotAllAgree
	case CircularNoObjection: // § 90 (1) VwVfG
		if t.Objections > 0 {
			return Objected
		}
		if !moreThan(1, 2, t.Ballots(), t.Members) {
			return TooFewReplies
		}
		t.Present = t.Ballots()
	default:
		if !terms.SecondCall && !t.quorate(terms.Quorum) {
			return Inquorate
		}
	}
	if terms.Rule == Simple && t.Yes == t.No && t.Yes > 0 {
		return t.castingVote(terms.Tie)
	}
	if t.Yes > 0 && t.carries(terms.Rule) {
		return Adopted
	}
	return Rejected
}

// Settled tells whether no completion of the missing ballots could change
// the verdict; the ballots that are cast count as fixed, and whoever is missing
// may also stay away. A circular poll that may be objected to is settled only
// when nobody is missing; counts that cannot be never are.
//
// Three completions speak for all: everybody stays away, which is the least
// for a quorum, all say Yes, which is the best for the motion, and all say No,
// which is the worst; both are the most for a quorum. A tie needs no look of
// its own, nor does the chair's ballot that may be among the missing: where
// one can be reached, one Yes more and one No more differ.
func Settled(terms Terms, t Tally, missing int) bool {
	now := Decide(terms, t)
	if now == Impossible || missing < 0 {
		return false
	}
	if missing == 0 {
		return true
	}
	if terms.Procedure == CircularNoObjection {
		return false
	}
	yes, no := t, t
	yes.Yes += missing
	no.No += missing
	return now == Decide(terms, yes) && now == Decide(terms, no)
}

func (terms Terms) known() bool {
	return slices.Contains(Rules(), terms.Rule) && slices.Contains(Quorums(), terms.Quorum) &&
		slices.Contains(Ties(), terms.Tie) && slices.Contains(Procedures(), terms.Procedure)
}

func (t Tally) impossible(p Procedure) bool {
	for _, n := range []int{t.Members, t.Present, t.Yes, t.No, t.Abstain, t.Invalid, t.Objections} {
		if n < 0 {
			return true
		}
	}
	if t.Chair != "" && !slices.Contains(Choices(), t.Chair) {
		return true
	}
	people := t.Members
	if p == InMeeting {
		people = t.Present
	}
	if t.Members == 0 || people > t.Members {
		return true
	}
	for _, n := range []int{t.Yes, t.No, t.Abstain, t.Invalid} { // one by one: a sum could overflow
		if people -= n; people < 0 {
			return true
		}
	}
	return false
}

func (t Tally) quorate(q Quorum) bool {
	switch q {
	case MoreThanHalf:
		return moreThan(1, 2, t.Present, t.Members)
	case MoreThanHalfMin3:
		return moreThan(1, 2, t.Present, t.Members) && t.Present >= 3
	case HalfPresent:
		return atLeast(1, 2, t.Present, t.Members)
	case HalfVoting:
		return atLeast(1, 2, t.Yes+t.No+t.Abstain, t.Members)
	}
	return true
}

func (t Tally) carries(rule Rule) bool {
	switch rule {
	case Simple:
		return t.Yes > t.No
	case CastWithAbstentions:
		return moreThan(1, 2, t.Yes, t.Yes+t.No+t.Abstain)
	case MajorityPresent:
		return moreThan(1, 2, t.Yes, t.Present)
	case MajorityMembers:
		return moreThan(1, 2, t.Yes, t.Members)
	case TwoThirdsCast:
		return atLeast(2, 3, t.Yes, t.Yes+t.No)
	case TwoThirdsPresent:
		return atLeast(2, 3, t.Yes, t.Present)
	case TwoThirdsMembers:
		return atLeast(2, 3, t.Yes, t.Members)
	case ThreeQuartersCast:
		return atLeast(3, 4, t.Yes, t.Yes+t.No)
	case UnanimousCast:
		return t.No == 0
	case UnanimousMembers:
		return t.Yes == t.Members
	}
	return false
}

func (t Tally) castingVote(tie Tie) Outcome {
	if tie == ChairDecides {
		switch t.Chair {
		case Yes:
			return AdoptedCastingVote
		case No:
			return RejectedCastingVote
		}
	}
	return Tied
}

// atLeast: part/base >= num/den, in integers that cannot overflow.
func atLeast(num, den, part, base int) bool { return compare(den, part, num, base) >= 0 }

// moreThan: part/base > num/den, likewise.
func moreThan(num, den, part, base int) bool { return compare(den, part, num, base) > 0 }

// compare tells the sign of a*b - c*d for numbers that are not negative.
func compare(a, b, c, d int) int {
	leftHigh, leftLow := bits.Mul64(uint64(a), uint64(b))
	rightHigh, rightLow := bits.Mul64(uint64(c), uint64(d))
	switch {
	case leftHigh != rightHigh:
		return sign(leftHigh > rightHigh)
	case leftLow != rightLow:
		return sign(leftLow > rightLow)
	}
	return 0
}

func sign(positive bool) int {
	if positive {
		return 1
	}
	return -1
}
