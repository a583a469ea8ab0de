package board

import (
	"testing"

	"pgregory.net/rapid"
)

// completions calls each with every tally to which the missing could bring t:
// each says Yes, No, abstains, spoils the ballot or stays away. Where no ballot
// of the chair is known, the chair may be any of them.
func completions(t Tally, missing int, each func(Tally)) {
	for yes := 0; yes <= missing; yes++ {
		for no := 0; yes+no <= missing; no++ {
			for abstain := 0; yes+no+abstain <= missing; abstain++ {
				for invalid := 0; yes+no+abstain+invalid <= missing; invalid++ {
					full := t
					full.Yes += yes
					full.No += no
					full.Abstain += abstain
					full.Invalid += invalid
					each(full)
					if t.Chair != "" {
						continue
					}
					for choice, said := range map[Choice]int{Yes: yes, No: no, Abstain: abstain} {
						if said > 0 {
							each(full.chaired(choice))
						}
					}
				}
			}
		}
	}
}

// contradicts tells what is wrong with what Settled says, measured by every completion.
func contradicts(terms Terms, t Tally, missing int) string {
	now, same := Decide(terms, t), true
	completions(t, missing, func(full Tally) { same = same && Decide(terms, full) == now })
	want := same && now != Impossible && (missing == 0 || terms.Procedure != CircularNoObjection)
	switch got := Settled(terms, t, missing); {
	case got && !want:
		return "settled, but a completion changes the verdict"
	case !got && want:
		return "not settled, though no completion changes the verdict"
	}
	return ""
}

func TestSettledAsksEveryCompletionOfSmallBoards(t *testing.T) {
	const members = 6
	everyTerms(func(terms Terms) {
		for present := 1; present <= members; present++ {
			if terms.Procedure != InMeeting && present < members {
				continue
			}
			for yes := 0; yes <= present; yes++ {
				for no := 0; yes+no <= present; no++ {
					for abstain := 0; yes+no+abstain <= present; abstain++ {
						for _, chair := range []Choice{"", Yes, No} {
							tally := meeting(members, present, yes, no, abstain).chaired(chair)
							for missing := 0; missing <= present-yes-no-abstain; missing++ {
								if wrong := contradicts(terms, tally, missing); wrong != "" {
									t.Fatalf("%+v %+v, %d missing: %s", terms, tally, missing, wrong)
								}
							}
						}
					}
				}
			}
		}
	})
}

func TestSettledAsksEveryCompletionOfUpToEightMissing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := drawTerms(t)
		missing := rapid.IntRange(0, 8).Draw(t, "missing")
		tally := Tally{
			Yes: rapid.IntRange(0, 9).Draw(t, "yes"), No: rapid.IntRange(0, 9).Draw(t, "no"),
			Abstain: rapid.IntRange(0, 4).Draw(t, "abstain"), Invalid: rapid.IntRange(0, 2).Draw(t, "invalid"),
			Chair: rapid.SampledFrom([]Choice{"", Yes, No, Abstain}).Draw(t, "chair"),
		}
		tally.Present = tally.Ballots() + missing + rapid.IntRange(0, 3).Draw(t, "silent")
		tally.Members = max(1, tally.Present+rapid.IntRange(0, 12).Draw(t, "absent"))
		if wrong := contradicts(terms, tally, missing); wrong != "" {
			t.Fatal(wrong)
		}
	})
}

func TestNothingIsSettledByCountsThatCannotBe(t *testing.T) {
	simple := by(Simple, NoQuorum)
	for sentence, settled := range map[string]bool{
		"more ballots than people":       Settled(simple, meeting(3, 3, 4, 0, 0), 1),
		"none, and nobody is missing":    Settled(simple, meeting(0, 0, 0, 0, 0), 0),
		"more missing than there are":    Settled(simple, meeting(3, 3, 3, 0, 0), 1),
		"fewer than nobody is missing":   Settled(simple, meeting(3, 3, 3, 0, 0), -1),
		"more missing than can be added": Settled(simple, meeting(3, 3, 2, 0, 0), int(^uint(0)>>1)),
	} {
		if settled {
			t.Errorf("%s: settled", sentence)
		}
	}
}

func everyTerms(each func(Terms)) {
	for _, rule := range Rules() {
		for _, quorum := range Quorums() {
			for _, tie := range Ties() {
				for _, procedure := range Procedures() {
					for _, second := range []bool{false, true} {
						each(Terms{Rule: rule, Quorum: quorum, Tie: tie, Procedure: procedure, Base: FilledSeats, SecondCall: second})
					}
				}
			}
		}
	}
}

func drawTerms(t *rapid.T) Terms {
	return Terms{
		Rule:       rapid.SampledFrom(Rules()).Draw(t, "rule"),
		Quorum:     rapid.SampledFrom(Quorums()).Draw(t, "quorum"),
		Tie:        rapid.SampledFrom(Ties()).Draw(t, "tie"),
		Procedure:  rapid.SampledFrom(Procedures()).Draw(t, "procedure"),
		SecondCall: rapid.Bool().Draw(t, "second call"),
		Base:       FilledSeats,
	}
}
