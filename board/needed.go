package board

// Needed is how many Yes the rule asks for out of the number that it looks at,
// that number being as it is: Yes and No for simple and the …_cast rules, with
// the abstentions for cast_with_abstentions, else those present or the
// members. The rule is met exactly where t.Yes is at least Needed.
//
// It belongs into the sentence "5 of 11, needed 6". How many Yes would have to
// be added to the other ballots is another question: with two_thirds_cast, 2
// Yes and 4 No, 4 of the 6 are needed, but each Yes more makes the 6 more, too.
//
// In a circular procedure t.Present must be t.Answers.
func Needed(rule Rule, t Tally) int {
	switch rule {
	case Simple:
		return (t.Yes+t.No)/2 + 1
	case CastWithAbstentions:
		return (t.Yes+t.No+t.Abstain)/2 + 1
	case MajorityPresent:
		return t.Present/2 + 1
	case MajorityMembers:
		return t.Members/2 + 1
	case TwoThirdsCast:
		return share(2, 3, t.Yes+t.No)
	case TwoThirdsPresent:
		return share(2, 3, t.Present)
	case TwoThirdsMembers:
		return share(2, 3, t.Members)
	case ThreeQuartersCast:
		return share(3, 4, t.Yes+t.No)
	case UnanimousCast:
		return max(1, t.Yes+t.No)
	}
	return t.Members
}

// QuorumNeeded is how many must be present (or, with HalfVoting, vote) in a
// board of so many members; 0 where no quorum is asked for. It may be more
// than there are members: two people never are a quorum of MoreThanHalfMin3.
func QuorumNeeded(q Quorum, members int) int {
	switch q {
	case MoreThanHalf:
		return members/2 + 1
	case MoreThanHalfMin3:
		return max(3, members/2+1)
	case HalfPresent, HalfVoting:
		return share(1, 2, members)
	}
	return 0
}

// RepliesNeeded is how many of so many members must answer in a written
// procedure without objection.
func RepliesNeeded(members int) int { return members/2 + 1 }

// share is num/den of base, rounded up, but at least one. The parts are taken
// apart because num*base could overflow.
func share(num, den, base int) int {
	whole, rest := base/den, base%den
	return max(1, whole*num+(rest*num+den-1)/den)
}
