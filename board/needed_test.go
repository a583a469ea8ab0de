package board

import (
	"testing"

	"pgregory.net/rapid"
)

func TestNeededIsOutOfWhatTheRuleLooksAt(t *testing.T) {
	for _, c := range []struct {
		sentence string
		rule     Rule
		tally    Tally
		want     int
	}{
		{"simple: more than half of Yes and No", Simple, meeting(11, 11, 2, 4, 5), 4},
		{"simple: 6 of 10, where a tie failed", Simple, meeting(11, 11, 5, 5, 1), 6},
		{"simple: one Yes where nobody says anything", Simple, meeting(11, 11, 0, 0, 11), 1},
		{"with abstentions: 6 of 11", CastWithAbstentions, meeting(11, 11, 5, 3, 3), 6},
		{"present: 6 of 10", MajorityPresent, meeting(11, 10, 5, 3, 1), 6},
		{"members: 6 of 11", MajorityMembers, meeting(11, 7, 5, 0, 0), 6},
		{"two thirds of the ballots: 4 of 6", TwoThirdsCast, meeting(11, 11, 2, 4, 0), 4},
		{"two thirds of 11 present", TwoThirdsPresent, meeting(12, 11, 0, 4, 0), 8},
		{"two thirds of 12 members", TwoThirdsMembers, meeting(12, 5, 0, 4, 0), 8},
		{"three quarters of the ballots: 9 of 11", ThreeQuartersCast, meeting(11, 11, 8, 3, 0), 9},
		{"unanimous: all that were cast", UnanimousCast, meeting(11, 11, 9, 1, 1), 10},
		{"unanimous: one Yes at least", UnanimousCast, meeting(11, 11, 0, 0, 11), 1},
		{"unanimous: all members", UnanimousMembers, meeting(11, 5, 5, 0, 0), 11},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := Needed(c.rule, c.tally); got != c.want {
				t.Errorf("Needed(%s, %+v) = %d, want %d", c.rule, c.tally, got, c.want)
			}
		})
	}
}

func TestARuleIsMetExactlyWhereYesIsAsMuchAsNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := drawTerms(t)
		terms.Tie, terms.Quorum = TieRejected, NoQuorum
		if terms.Procedure == CircularAllAgree {
			terms.Rule = UnanimousMembers // which is what it comes to
		}
		tally := Tally{
			Yes: rapid.IntRange(0, 12).Draw(t, "yes"), No: rapid.IntRange(0, 8).Draw(t, "no"),
			Abstain: rapid.IntRange(0, 8).Draw(t, "abstain"), Invalid: rapid.IntRange(0, 3).Draw(t, "invalid"),
		}
		tally.Present = tally.Ballots()
		if terms.Procedure == InMeeting {
			tally.Present += rapid.IntRange(0, 12).Draw(t, "silent")
		}
		tally.Members = max(1, tally.Present+rapid.IntRange(0, 6).Draw(t, "absent"))
		outcome, needed := Decide(terms, tally), Needed(terms.Rule, tally)
		if outcome != TooFewReplies && outcome.Passed() != (tally.Yes >= needed) {
			t.Fatalf("%s with %d Yes, %d needed", outcome, tally.Yes, needed)
		}
		if tally.No > 0 { // so it is the least: what the rule looks at stays when a No becomes a Yes
			tally.No--
			tally.Yes++
			if got := Needed(terms.Rule, tally); got != needed {
				t.Fatalf("%d needed, but %d when a No becomes a Yes", needed, got)
			}
		}
	})
}

func TestQuorumNeededIsWhereDecideBeginsToAnswer(t *testing.T) {
	for members := 1; members <= 40; members++ {
		for _, quorum := range Quorums() {
			for present := 0; present <= members; present++ {
				want := present >= QuorumNeeded(quorum, members)
				got := Decide(by(Simple, quorum), meeting(members, present, 0, 0, present)) != Inquorate
				if got != want {
					t.Errorf("%s: %d of %d is a quorum: %t, but QuorumNeeded says %d", quorum, present, members, got, QuorumNeeded(quorum, members))
				}
			}
		}
	}
}

func TestRepliesNeededIsWhereDecideBeginsToAnswer(t *testing.T) {
	for members := 1; members <= 40; members++ {
		for answers := 0; answers <= members; answers++ {
			want := answers >= RepliesNeeded(members)
			got := Decide(by(Simple, NoQuorum).with(unlessObjected), written(members, 0, 0, answers, 0, 0)) != TooFewReplies
			if got != want {
				t.Errorf("%d of %d answers are enough: %t, but RepliesNeeded says %d", answers, members, got, RepliesNeeded(members))
			}
		}
	}
}

func TestAShareOfAllThereIsDoesNotOverflow(t *testing.T) {
	const most = int(^uint(0) >> 1)
	if got, want := share(2, 3, most), most-most/3; got != want {
		t.Errorf("two thirds of %d = %d, want %d", most, got, want)
	}
}
