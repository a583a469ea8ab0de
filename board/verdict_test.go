package board

import "testing"

// meeting is a board of so many members of whom so many are present, and how they vote.
func meeting(members, present, yes, no, abstain int) Tally {
	return Tally{Members: members, Present: present, Yes: yes, No: no, Abstain: abstain}
}

func written(members, yes, no, abstain, invalid, objections int) Tally {
	return Tally{Members: members, Yes: yes, No: no, Abstain: abstain, Invalid: invalid, Objections: objections}
}

func (t Tally) spoiled(n int) Tally         { t.Invalid = n; return t }
func (t Tally) chaired(choice Choice) Tally { t.Chair = choice; return t }

func by(rule Rule, quorum Quorum) Terms {
	return Terms{Rule: rule, Quorum: quorum, Tie: TieRejected, Procedure: InMeeting, Base: FilledSeats}
}

func (terms Terms) with(change func(*Terms)) Terms { change(&terms); return terms }

func chairDecides(terms *Terms)   { terms.Tie = ChairDecides }
func secondCall(terms *Terms)     { terms.SecondCall = true }
func unlessObjected(terms *Terms) { terms.Procedure = CircularNoObjection }
func allMustAgree(terms *Terms)   { terms.Procedure = CircularAllAgree }

func TestEveryRuleAndQuorumHoldsAtItsBoundary(t *testing.T) {
	simple := by(Simple, NoQuorum)
	for _, c := range []struct {
		sentence string
		terms    Terms
		tally    Tally
		want     Outcome
	}{
		{"simple: one Yes more than No adopts", simple, meeting(11, 11, 6, 5, 0), Adopted},
		{"simple: one No more than Yes rejects", simple, meeting(11, 11, 5, 6, 0), Rejected},
		{"simple: as many Yes as No is a tie, and it failed", simple, meeting(10, 10, 5, 5, 0), Tied},
		{"simple: one Yes among abstentions adopts", simple, meeting(11, 11, 1, 0, 10), Adopted},
		{"simple: abstentions alone reject", simple, meeting(11, 11, 0, 0, 11), Rejected},
		{"simple: invalid ballots do not count", simple, meeting(11, 11, 5, 4, 0).spoiled(2), Adopted},
		{"simple: nobody votes, which is no tie", simple, meeting(11, 11, 0, 0, 0), Rejected},

		{"cast with abstentions: half of the ballots is too few", by(CastWithAbstentions, NoQuorum), meeting(10, 10, 5, 3, 2), Rejected},
		{"cast with abstentions: one more than half adopts", by(CastWithAbstentions, NoQuorum), meeting(11, 11, 6, 3, 2), Adopted},
		{"cast with abstentions: invalid ballots do not count", by(CastWithAbstentions, NoQuorum), meeting(11, 11, 5, 2, 2).spoiled(2), Adopted},
		{"cast with abstentions: Yes = No is no tie", by(CastWithAbstentions, NoQuorum), meeting(10, 10, 5, 5, 0), Rejected},

		{"present: half of those present is too few", by(MajorityPresent, NoQuorum), meeting(11, 10, 5, 0, 5), Rejected},
		{"present: more than half of those present adopts", by(MajorityPresent, NoQuorum), meeting(11, 10, 6, 4, 0), Adopted},
		{"present: who is there and stays silent counts against", by(MajorityPresent, NoQuorum), meeting(11, 11, 5, 0, 0), Rejected},
		{"members: half of the members is too few", by(MajorityMembers, NoQuorum), meeting(10, 10, 5, 0, 0), Rejected},
		{"members: more than half of the members adopts", by(MajorityMembers, NoQuorum), meeting(10, 6, 6, 0, 0), Adopted},

		{"two thirds cast: exactly two thirds adopts", by(TwoThirdsCast, NoQuorum), meeting(11, 11, 6, 3, 2), Adopted},
		{"two thirds cast: one Yes less rejects", by(TwoThirdsCast, NoQuorum), meeting(11, 11, 5, 3, 3), Rejected},
		{"two thirds cast: one No more rejects", by(TwoThirdsCast, NoQuorum), meeting(11, 11, 6, 4, 1), Rejected},
		{"two thirds present: exactly two thirds adopts", by(TwoThirdsPresent, NoQuorum), meeting(11, 9, 6, 0, 3), Adopted},
		{"two thirds present: 7 of 11 are too few", by(TwoThirdsPresent, NoQuorum), meeting(11, 11, 7, 0, 4), Rejected},
		{"two thirds members: exactly two thirds adopts", by(TwoThirdsMembers, NoQuorum), meeting(12, 8, 8, 0, 0), Adopted},
		{"two thirds members: 7 of 11 are too few", by(TwoThirdsMembers, NoQuorum), meeting(11, 7, 7, 0, 0), Rejected},
		{"three quarters cast: exactly three quarters adopts", by(ThreeQuartersCast, NoQuorum), meeting(12, 12, 9, 3, 0), Adopted},
		{"three quarters cast: 8 of 11 are too few", by(ThreeQuartersCast, NoQuorum), meeting(11, 11, 8, 3, 0), Rejected},
		{"three quarters cast: abstentions do not count", by(ThreeQuartersCast, NoQuorum), meeting(11, 11, 3, 1, 7), Adopted},

		{"unanimous cast: one Yes without a No adopts", by(UnanimousCast, NoQuorum), meeting(11, 11, 1, 0, 10), Adopted},
		{"unanimous cast: one No rejects", by(UnanimousCast, NoQuorum), meeting(11, 11, 10, 1, 0), Rejected},
		{"unanimous cast: zero Yes is never adopted", by(UnanimousCast, NoQuorum), meeting(11, 11, 0, 0, 11), Rejected},
		{"unanimous members: every member's Yes adopts", by(UnanimousMembers, NoQuorum), meeting(11, 11, 11, 0, 0), Adopted},
		{"unanimous members: one who is absent rejects", by(UnanimousMembers, NoQuorum), meeting(11, 10, 10, 0, 0), Rejected},

		{"more than half: half of the members is no quorum", by(Simple, MoreThanHalf), meeting(10, 5, 5, 0, 0), Inquorate},
		{"more than half: 6 of 10 are a quorum", by(Simple, MoreThanHalf), meeting(10, 6, 4, 2, 0), Adopted},
		{"more than half: a board of one is a quorum", by(Simple, MoreThanHalf), meeting(1, 1, 1, 0, 0), Adopted},
		{"min3: three of four are a quorum", by(Simple, MoreThanHalfMin3), meeting(4, 3, 2, 1, 0), Adopted},
		{"min3: two of three are more than half, but not three", by(Simple, MoreThanHalfMin3), meeting(3, 2, 2, 0, 0), Inquorate},
		{"min3: three of six are no quorum", by(Simple, MoreThanHalfMin3), meeting(6, 3, 3, 0, 0), Inquorate},
		{"half present: half of the members is a quorum", by(Simple, HalfPresent), meeting(10, 5, 3, 2, 0), Adopted},
		{"half present: 5 of 11 are no quorum", by(Simple, HalfPresent), meeting(11, 5, 3, 2, 0), Inquorate},
		{"half voting: half of the members vote", by(Simple, HalfVoting), meeting(10, 10, 3, 1, 1), Adopted},
		{"half voting: one voter less is no quorum", by(Simple, HalfVoting), meeting(10, 10, 3, 1, 0), Inquorate},
		{"half voting: invalid ballots are not votes", by(Simple, HalfVoting), meeting(10, 10, 3, 1, 0).spoiled(6), Inquorate},
		{"a lack of quorum goes before a tie", by(Simple, MoreThanHalf), meeting(11, 4, 2, 2, 0), Inquorate},
		{"a second call waives the quorum", by(Simple, MoreThanHalf).with(secondCall), meeting(11, 1, 1, 0, 0), Adopted},
		{"a second call waives no rule", by(MajorityMembers, MoreThanHalf).with(secondCall), meeting(11, 1, 1, 0, 0), Rejected},

		{"the chair's Yes breaks a tie", simple.with(chairDecides), meeting(10, 10, 5, 5, 0).chaired(Yes), AdoptedCastingVote},
		{"the chair's No breaks a tie", simple.with(chairDecides), meeting(10, 10, 5, 5, 0).chaired(No), RejectedCastingVote},
		{"the chair's abstention leaves a tie", simple.with(chairDecides), meeting(11, 11, 5, 5, 1).chaired(Abstain), Tied},
		{"a chair without a ballot leaves a tie", simple.with(chairDecides), meeting(10, 10, 5, 5, 0), Tied},
		{"a chair without casting vote leaves a tie", simple, meeting(10, 10, 5, 5, 0).chaired(Yes), Tied},
		{"the chair breaks nothing where there is no tie", simple.with(chairDecides), meeting(11, 11, 6, 5, 0).chaired(No), Adopted},
		{"zero to zero is no tie to break", simple.with(chairDecides), meeting(11, 11, 0, 0, 11).chaired(Yes), Rejected},
		{"only the rule simple knows ties", by(MajorityPresent, NoQuorum).with(chairDecides), meeting(10, 10, 5, 5, 0).chaired(Yes), Rejected},

		{"circular: half of the answers is too few", simple.with(unlessObjected), written(10, 5, 0, 0, 0, 0), TooFewReplies},
		{"circular: more than half of the members answered", simple.with(unlessObjected), written(10, 1, 0, 0, 5, 0), Adopted},
		{"circular: silence is no consent", simple.with(unlessObjected), written(11, 5, 0, 0, 0, 0), TooFewReplies},
		{"circular: an objection ends it", simple.with(unlessObjected), written(11, 11, 0, 0, 0, 1), Objected},
		{"circular: an objection goes before too few answers", simple.with(unlessObjected), written(11, 0, 0, 0, 0, 1), Objected},
		{"circular: no quorum is asked for", by(Simple, MoreThanHalfMin3).with(unlessObjected), written(2, 2, 0, 0, 0, 0), Adopted},
		{"circular: a second call waives no answers", simple.with(unlessObjected).with(secondCall), written(11, 5, 0, 0, 0, 0), TooFewReplies},
		{"circular: who answered counts as present", by(MajorityPresent, NoQuorum).with(unlessObjected), written(11, 4, 1, 1, 1, 0), Adopted},
		{"circular: an invalid answer is present, too", by(MajorityPresent, NoQuorum).with(unlessObjected), written(11, 4, 1, 1, 2, 0), Rejected},
		{"circular: a given presence is not looked at", by(TwoThirdsPresent, NoQuorum).with(unlessObjected), Tally{Members: 9, Present: 600, Yes: 4, No: 2}, Adopted},
		{"circular: ties are broken, too", simple.with(unlessObjected).with(chairDecides), written(10, 3, 3, 0, 0, 0).chaired(No), RejectedCastingVote},
		{"all agree: every member's Yes adopts", simple.with(allMustAgree), written(11, 11, 0, 0, 0, 0), Adopted},
		{"all agree: one who is silent does not agree", simple.with(allMustAgree), written(11, 10, 0, 0, 0, 0), NotAllAgree},
		{"all agree: an abstention does not agree", simple.with(allMustAgree), written(11, 10, 0, 1, 0, 0), NotAllAgree},
		{"all agree: the board's own rule is not asked", by(MajorityMembers, MoreThanHalfMin3).with(allMustAgree), written(1, 1, 0, 0, 0, 0), Adopted},
		{"all agree: objections do not matter", simple.with(allMustAgree), written(2, 2, 0, 0, 0, 1), Adopted},
		{"meeting: objections do not matter", simple, Tally{Members: 3, Present: 3, Yes: 3, Objections: 2}, Adopted},

		{"a board without members cannot be", simple, meeting(0, 0, 0, 0, 0), Impossible},
		{"more present than members cannot be", simple, meeting(10, 11, 5, 5, 0), Impossible},
		{"more ballots than present cannot be", simple, meeting(11, 10, 5, 5, 0).spoiled(1), Impossible},
		{"more ballots than members cannot be, though presence says so", simple.with(unlessObjected), Tally{Members: 5, Present: 9, Yes: 6}, Impossible},
		{"a negative count cannot be", simple, meeting(11, 11, 6, -1, 0), Impossible},
		{"a negative presence cannot be, even where nobody looks", simple.with(unlessObjected), Tally{Members: 5, Present: -1, Yes: 5}, Impossible},
		{"negative objections cannot be, even where nobody looks", simple, Tally{Members: 5, Present: 5, Yes: 5, Objections: -1}, Impossible},
		{"what cannot be goes before an objection", simple.with(unlessObjected), written(3, 4, 0, 0, 0, 1), Impossible},
		{"what cannot be goes before a lack of quorum", by(Simple, MoreThanHalf), meeting(11, 2, 3, 0, 0), Impossible},
		{"terms that say nothing decide nothing", Terms{}, meeting(3, 3, 3, 0, 0), Impossible},
		{"an unknown rule decides nothing", by("plurality", NoQuorum), meeting(3, 3, 3, 0, 0), Impossible},
		{"an unknown quorum is not the absence of one", by(Simple, "some"), meeting(3, 3, 3, 0, 0), Impossible},
		{"a chair who says something unknown decides nothing", simple, meeting(3, 3, 3, 0, 0).chaired("perhaps"), Impossible},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := Decide(c.terms, c.tally); got != c.want {
				t.Errorf("Decide(%+v, %+v) = %s, want %s", c.terms, c.tally, got, c.want)
			}
		})
	}
}

func TestCountsAsLargeAsTheyGetDoNotOverflow(t *testing.T) {
	const most = int(^uint(0) >> 1)
	for _, c := range []struct {
		sentence string
		terms    Terms
		tally    Tally
		want     Outcome
	}{
		{"more than half of all there are", by(MajorityMembers, MoreThanHalf), meeting(most, most, most/2+1, most/2, 0), Adopted},
		{"one less than that", by(MajorityMembers, MoreThanHalf), meeting(most, most, most/2, most/2+1, 0), Rejected},
		{"exactly two thirds", by(TwoThirdsCast, HalfPresent), meeting(most, most, most/3*2, most/3, 0), Adopted},
		{"just below two thirds", by(TwoThirdsCast, HalfPresent), meeting(most, most, most/3*2-1, most/3, 0), Rejected},
		{"just below three quarters", by(ThreeQuartersCast, NoQuorum), meeting(most, most, most/4*3-1, most/4, 0), Rejected},
		{"a sum that would wrap around", by(Simple, NoQuorum), meeting(most, most, most, most, 2), Impossible},
		{"a sum that would wrap around in writing", by(Simple, NoQuorum).with(unlessObjected), written(3, most, most, 2, 0, 0), Impossible},
		{"the most negative number", by(Simple, NoQuorum), meeting(11, 11, -most-1, 0, 0), Impossible},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := Decide(c.terms, c.tally); got != c.want {
				t.Errorf("Decide(%+v, %+v) = %s, want %s", c.terms, c.tally, got, c.want)
			}
		})
	}
}

func TestOutcomesSayWhetherTheyPassedAndWhetherTheyAreAnAnswer(t *testing.T) {
	for outcome, want := range map[Outcome]struct{ passed, valid bool }{
		Adopted: {true, true}, AdoptedCastingVote: {true, true},
		Rejected: {false, true}, RejectedCastingVote: {false, true}, Tied: {false, true},
		Inquorate: {}, Objected: {}, TooFewReplies: {}, NotAllAgree: {}, Impossible: {}, "": {},
	} {
		if outcome.Passed() != want.passed || outcome.Valid() != want.valid {
			t.Errorf("%q: passed %t, valid %t; want %+v", outcome, outcome.Passed(), outcome.Valid(), want)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	terms, tally := by(TwoThirdsPresent, MoreThanHalfMin3), meeting(11, 9, 6, 2, 1)
	b.ReportAllocs()
	for b.Loop() {
		Decide(terms, tally)
	}
}
