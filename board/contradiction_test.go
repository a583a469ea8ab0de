package board

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSettingsThatContradictEachOtherAreNamed(t *testing.T) {
	now := on(t, minutes, "Thu 03.12.2026 18:00")
	for _, c := range []struct {
		want   Contradiction
		method Method
		change func(*Poll)
	}{
		{RuleWithoutMajority, Points, func(p *Poll) { p.Terms.Rule = MajorityMembers }},
		{RuleWithoutMajority, Ranked, func(p *Poll) { p.Terms.Rule = TwoThirdsCast }},
		{RunOffWithoutMajority, Points, func(p *Poll) { p.Terms.RunOff = true }},
		{RunOffWithoutMajority, Ranked, func(p *Poll) { p.Terms.RunOff = true }},
		{RunOffWithoutOptions, YesNo, func(p *Poll) { p.Terms.RunOff = true }},
		{LotWithoutOptions, YesNo, func(p *Poll) { p.Terms.Lot = true }},
		{RunOffWithoutVerdict, OneOf, func(p *Poll) { p.Terms.RunOff, p.Purpose = true, Informal }},
		{LotWithoutVerdict, Ranked, func(p *Poll) { p.Terms.Lot, p.Purpose = true, Informal }},
		{CountingWithoutRanking, OneOf, func(p *Poll) { p.Terms.Counting = ByIRV }},
		{CountingWithoutRanking, YesNo, func(p *Poll) { p.Terms.Counting = ByBorda }},
		{RankingWithoutCounting, Ranked, func(p *Poll) { p.Terms.Counting = "" }},
		{RankingWithoutCounting, Ranked, func(p *Poll) { p.Terms.Counting = "condorcet" }},
		{BudgetWithoutPoints, Approval, func(p *Poll) { p.Terms.Budget = 5 }},
		{PointsWithoutBudget, Points, func(p *Poll) { p.Terms.Budget = 0 }},
		{PointsWithoutBudget, Points, func(p *Poll) { p.Terms.Budget = 101 }},
		{OptionsWithoutChoice, YesNo, func(p *Poll) { p.Options = []Option{{Number: 1, Label: "A"}, {Number: 2, Label: "B"}} }},
		{ChoiceWithoutOptions, OneOf, func(p *Poll) { p.Options = nil }},
		{ChoiceWithoutOptions, Ranked, func(p *Poll) { p.Options = p.Options[:1] }},
		{ChoiceOfTooMany, OneOf, func(p *Poll) { p.Options = make([]Option, 26) }},
		{ResultsOfSecret, YesNo, func(p *Poll) { p.Secret, p.Results = true, Live }},
		{ResultsOfSecret, Points, func(p *Poll) { p.Secret, p.Results = true, AfterVote }},
		{ReceiptsWithoutSecrecy, YesNo, func(p *Poll) { p.Receipts = true }},
		{AllAgreeWithoutMajority, Ranked, func(p *Poll) { p.Terms.Procedure = CircularAllAgree }},
		{SecondCallInWriting, YesNo, func(p *Poll) { p.Terms.SecondCall, p.Terms.Procedure = true, CircularNoObjection }},
		{ClosesBeforeOpening, YesNo, func(p *Poll) {
			p.Opens, p.Closes, p.Terms.Procedure = now, now, CircularNoObjection
		}},
		{PlannedMeeting, OneOf, func(p *Poll) { p.Opens, p.Closes = now, now.AddDate(0, 0, 1) }},
		{RepeatedMeeting, OneOf, func(p *Poll) { p.Repeat = Monthly }},
	} {
		t.Run(string(c.want)+" "+string(c.method), func(t *testing.T) {
			p := Poll{Purpose: Recommendation, Method: YesNo, Results: AtClose, Terms: by(Simple, NoQuorum), Closes: now}
			if c.method != YesNo {
				p = over(t, c.method, "A", "B")
			}
			if found := p.Contradictions(); len(found) > 0 {
				t.Fatalf("%v before anything is changed", found)
			}
			c.change(&p)
			if found := p.Contradictions(); !slices.Equal(found, []Contradiction{c.want}) {
				t.Errorf("%v, want %s alone", found, c.want)
			}
		})
	}
}

func TestSettingsThatGoTogetherContradictNothing(t *testing.T) {
	now := on(t, minutes, "Thu 03.12.2026 18:00")
	for sentence, change := range map[string]func(*Poll){
		"P09: secret and roll-call":        func(p *Poll) { p.Secret, p.RollCall = true, true },
		"P19: secret and a casting vote":   func(p *Poll) { p.Secret, p.Terms.Tie = true, ChairDecides },
		"a secret vote with receipts":      func(p *Poll) { p.Secret, p.Receipts = true, true },
		"an election with run-off and lot": func(p *Poll) { p.Purpose, p.Terms.RunOff, p.Terms.Lot = Election, true, true },
		"two thirds, else a run-off":       func(p *Poll) { p.Terms.Rule, p.Terms.RunOff = TwoThirdsMembers, true },
		"a second call in a meeting":       func(p *Poll) { p.Terms.SecondCall = true },
		"all members agree on one option":  func(p *Poll) { p.Terms.Procedure = CircularAllAgree },
		"planned in writing, again every month": func(p *Poll) {
			p.Terms.Procedure, p.Opens, p.Closes, p.Repeat = CircularNoObjection, now, now.Add(1), Monthly
		},
		"an election by points":                      func(p *Poll) { p.Purpose, p.Method, p.Terms.Budget = Election, Points, 3 },
		"an informal poll whose counts are seen":     func(p *Poll) { p.Purpose, p.Results = Informal, Live },
		"a ranking by lot":                           func(p *Poll) { p.Method, p.Terms.Counting, p.Terms.Lot = Ranked, ByIRV, true },
		"a poll that opens now and closes some time": func(p *Poll) { p.Closes = now },
	} {
		p := over(t, OneOf, "A", "B")
		change(&p)
		if found := p.Contradictions(); len(found) > 0 {
			t.Errorf("%s: %v", sentence, found)
		}
	}
}

func TestEveryContradictionIsToldAtASetting(t *testing.T) {
	settings := []string{"rule", "run_off", "lot", "counting", "budget", "options", "results", "receipts", "procedure", "second_call", "closes", "opens", "repeat"}
	told := map[string]bool{}
	for _, c := range Contradictions() {
		if !slices.Contains(settings, c.Setting()) {
			t.Errorf("%s is told at %q", c, c.Setting())
		}
		told[c.Setting()] = true
	}
	if len(told) != len(settings) {
		t.Errorf("told at %v only", told)
	}
}

func TestAPollWithoutContradictionsCanBeCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoll(t, Methods()...)
		p.Secret = rapid.Bool().Draw(t, "secret")
		if found := p.Contradictions(); len(found) > 0 {
			t.Fatalf("%v", found)
		}
		if r := p.Count(Tally{Members: 3, Present: 3}, []Pile{{Abstain, 1}}); r.Outcome == Impossible {
			t.Fatalf("%+v", r)
		}
	})
}

func TestWhatComesToNothingIsNoted(t *testing.T) {
	chair := func(p *Poll) { p.Terms.Tie = ChairDecides }
	for _, c := range []struct {
		sentence string
		method   Method
		change   func(*Poll)
		want     []Note
	}{
		{"P09", YesNo, func(p *Poll) { p.Secret, p.RollCall = true, true }, []Note{NoteSecretWins}},
		{"a roll-call", YesNo, func(p *Poll) { p.RollCall = true }, nil},
		{"P19", YesNo, func(p *Poll) { p.Secret = true; chair(p) }, []Note{NoteNoCastingOne}},
		{"a casting vote", YesNo, chair, nil},
		{"a casting vote on options", OneOf, chair, []Note{NoteNoCastingOne}},
		{"a casting vote where there are no ties", OneOf, func(p *Poll) { p.Terms.Rule = MajorityMembers; chair(p) }, nil},
		{"an informal poll", OneOf, func(p *Poll) { p.Purpose = Informal; chair(p) }, nil},
	} {
		p := over(t, c.method, "A", "B")
		c.change(&p)
		if got := p.Notes(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.sentence, got, c.want)
		}
	}
	profile := DefaultProfile()
	if profile.ChairWithoutTie() {
		t.Error("the default profile has no casting vote")
	}
	profile.Tie = ChairDecides
	if profile.ChairWithoutTie() {
		t.Error("a simple majority knows ties")
	}
	if profile.Rule = MajorityPresent; !profile.ChairWithoutTie() {
		t.Error("a majority of those present knows no ties")
	}
}
