package board

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// completed calls each with every way in which so many missing people may
// still vote, or stay away, until it says no.
func completed(p Poll, piles []Pile, missing int, each func([]Pile) bool) bool {
	choices := append(everyChoice(p), Abstain, Invalid)
	var complete func(piles []Pile, from, missing int) bool
	complete = func(piles []Pile, from, missing int) bool {
		if !each(piles) {
			return false
		}
		for i := from; missing > 0 && i < len(choices); i++ {
			if !complete(append(slices.Clip(piles), Pile{choices[i], 1}), i, missing-1) {
				return false
			}
		}
		return true
	}
	return complete(piles, 0, missing)
}

// early checks Settled against every completion. Where it need not say yes as
// soon as it could, it must not say it too soon.
func early(t *rapid.T, most int, methods ...Method) {
	p := drawPoll(t, methods...)
	if p.Terms.Procedure == CircularNoObjection && rapid.IntRange(0, 3).Draw(t, "circular") > 0 {
		p.Terms.Procedure = InMeeting
	}
	piles := drawPiles(t, p, 12)
	missing := rapid.IntRange(0, most).Draw(t, "missing")
	people := drawPeople(t, p, ballots(piles)+missing)
	now := p.Count(people, piles)
	same := completed(p, piles, missing, func(full []Pile) bool {
		return now.same(p.Count(people, full))
	})
	got := p.Settled(people, piles, missing)
	waits := p.Terms.Procedure == CircularNoObjection
	switch {
	case p.Purpose == Informal:
		if !got {
			t.Fatal("an informal poll is not settled")
		}
	case got && !same:
		t.Fatalf("settled, but a completion of the %d missing changes what came of %+v", missing, now)
	case !got && missing == 0:
		t.Fatalf("nobody is missing, and not settled: %+v", now)
	case got && missing > 0 && waits:
		t.Fatal("settled, though it must wait for everybody")
	case !got && same && !waits && p.Method != Ranked:
		t.Fatalf("not settled, though no completion of the %d missing changes %+v", missing, now)
	}
	if p.Secret = true; p.Settled(people, nil, missing) != (missing == 0) {
		t.Fatalf("a secret vote with %d missing: settled %t", missing, missing > 0)
	}
}

func TestAVoteForOneOptionIsSettledWhenNoCompletionChangesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { early(t, 4, OneOf) })
}

func TestApprovalsAreSettledWhenNoCompletionChangesThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { early(t, 3, Approval) })
}

func TestPointsAreSettledWhenNoCompletionChangesThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { early(t, 2, Points) })
}

func TestARankingIsNeverSettledTooSoon(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { early(t, 1, Ranked) })
}

func TestARankingThatCannotBecomeQuorateIsSettled(t *testing.T) {
	p := over(t, Ranked, "A", "B", "C")
	p.Terms.Quorum = HalfVoting
	piles := piled(t, "2×1>2")
	people := Tally{Members: 9, Present: 7}
	if !p.Settled(people, piles, 2) || p.Settled(people, piles, 3) {
		t.Error("half of nine are five")
	}
	p.Terms.Quorum, people.Present = MoreThanHalf, 4
	if !p.Settled(people, piles, 2) {
		t.Error("four of nine are present, whatever they say")
	}
}

func TestWhoStandsInARunOffIsSettledToo(t *testing.T) {
	p := over(t, OneOf, "A", "B", "C", "D")
	p.Terms.RunOff = true
	for piles, want := range map[string][]bool{ // for nobody, one, two missing
		"3×1 3×2 3×3":     {true, true, false}, // with one vote each, two of them leave the third behind
		"3×1 3×2 3×3 3×4": {true, true, false},
		"6×1 5×2 2×3":     {true, true, false}, // two more, and the first has its majority
		"9×1 9×2 5×3":     {true, true, true},
		"9×1 9×2 5×3 5×4": {true, true, true},
		"9×1 9×2 8×3 5×4": {true, false, false},
	} {
		for missing, want := range want {
			people := Tally{Members: 40, Present: 40}
			if got := p.Settled(people, piled(t, piles), missing); got != want {
				t.Errorf("%s, %d missing: settled %t", piles, missing, got)
			}
		}
	}
}

func TestALotIsNotDrawnWhileOneBallotCouldSpareIt(t *testing.T) {
	p := over(t, OneOf, "A", "B")
	p.Terms.Lot, p.Seed = true, "Saat"
	people := Tally{Members: 9, Present: 9}
	if p.Settled(people, piled(t, "4×1 4×2"), 1) {
		t.Error("settled by lot")
	}
	if !p.Settled(people, piled(t, "4×1 4×2"), 0) || !p.Settled(people, piled(t, "5×1 3×2"), 1) {
		t.Error("not settled")
	}
}

func TestAnInformalPollMayEndAtAnyTimeUnlessItIsSecret(t *testing.T) {
	for _, m := range Methods() {
		p := Poll{Purpose: Informal, Method: m, Terms: by(Simple, MoreThanHalf)}
		p.Terms.Procedure = CircularNoObjection
		people := Tally{Members: 9}
		for missing := range 9 {
			if !p.Settled(people, []Pile{{Yes, 9 - missing}}, missing) {
				t.Errorf("%s, %d missing: not settled", m, missing)
			}
		}
		p.Secret = true
		if p.Settled(people, nil, 1) || !p.Settled(people, nil, 0) {
			t.Errorf("%s, secret: settled before everybody has voted, or not then", m)
		}
	}
}

func BenchmarkSettledWithAllOptionsAndManyMissing(b *testing.B) {
	labels := make([]string, MostOptions)
	for i := range labels {
		labels[i] = string(rune('A' + i))
	}
	p := over(b, OneOf, labels...)
	p.Terms.RunOff = true
	people := Tally{Members: 300, Present: 300}
	b.ReportAllocs()
	for b.Loop() {
		p.Settled(people, []Pile{{"1", 90}, {"2", 90}, {"3", 20}}, 5)
	}
}
