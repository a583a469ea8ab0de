package board

import "slices"

// MostPoints is the largest budget of a vote with points.
const MostPoints = 100

// Contradiction is two settings of a poll that cannot both be.
type Contradiction string

// The contradictions.
const (
	RuleWithoutMajority     Contradiction = "rule_without_majority"      // points and rankings know no share of the ballots
	RunOffWithoutMajority   Contradiction = "run_off_without_majority"   // as above
	RunOffWithoutOptions    Contradiction = "run_off_without_options"    // of a yes-no vote
	LotWithoutOptions       Contradiction = "lot_without_options"        // of a yes-no vote
	RunOffWithoutVerdict    Contradiction = "run_off_without_verdict"    // of an informal poll
	LotWithoutVerdict       Contradiction = "lot_without_verdict"        // of an informal poll
	CountingWithoutRanking  Contradiction = "counting_without_ranking"   // of another method
	RankingWithoutCounting  Contradiction = "ranking_without_counting"   // none of Countings
	BudgetWithoutPoints     Contradiction = "budget_without_points"      // of another method
	PointsWithoutBudget     Contradiction = "points_without_budget"      // less than 1, or more than MostPoints
	OptionsWithoutChoice    Contradiction = "options_without_choice"     // of a yes-no vote
	ChoiceWithoutOptions    Contradiction = "choice_without_options"     // fewer than LeastOptions
	ChoiceOfTooMany         Contradiction = "choice_of_too_many"         // more than MostOptions
	ResultsOfSecret         Contradiction = "results_of_secret"          // P19
	ReceiptsWithoutSecrecy  Contradiction = "receipts_without_secrecy"   // a named ballot needs none
	AllAgreeWithoutMajority Contradiction = "all_agree_without_majority" // points and rankings are no agreement
	SecondCallInWriting     Contradiction = "second_call_in_writing"     // there is no quorum to waive
	ClosesBeforeOpening     Contradiction = "closes_before_opening"
	PlannedMeeting          Contradiction = "planned_meeting" // who will be there is not known
	RepeatedMeeting         Contradiction = "repeated_meeting"
)

// Setting is the machine name of the setting that a contradiction is told at:
// of the two, the one that is rather given by mistake.
func (c Contradiction) Setting() string {
	switch c {
	case RuleWithoutMajority:
		return "rule"
	case RunOffWithoutMajority, RunOffWithoutOptions, RunOffWithoutVerdict:
		return "run_off"
	case LotWithoutOptions, LotWithoutVerdict:
		return "lot"
	case CountingWithoutRanking, RankingWithoutCounting:
		return "counting"
	case BudgetWithoutPoints, PointsWithoutBudget:
		return "budget"
	case OptionsWithoutChoice, ChoiceWithoutOptions, ChoiceOfTooMany:
		return "options"
	case ResultsOfSecret:
		return "results"
	case ReceiptsWithoutSecrecy:
		return "receipts"
	case AllAgreeWithoutMajority:
		return "procedure"
	case SecondCallInWriting:
		return "second_call"
	case PlannedMeeting:
		return "opens"
	case RepeatedMeeting:
		return "repeat"
	}
	return "closes"
}

// Contradictions lists every contradiction in the order of declaration.
func Contradictions() []Contradiction {
	return []Contradiction{RuleWithoutMajority, RunOffWithoutMajority, RunOffWithoutOptions, LotWithoutOptions, RunOffWithoutVerdict,
		LotWithoutVerdict, CountingWithoutRanking, RankingWithoutCounting, BudgetWithoutPoints, PointsWithoutBudget, OptionsWithoutChoice,
		ChoiceWithoutOptions, ChoiceOfTooMany, ResultsOfSecret, ReceiptsWithoutSecrecy, AllAgreeWithoutMajority, SecondCallInWriting,
		ClosesBeforeOpening, PlannedMeeting, RepeatedMeeting}
}

// Contradictions are those among the poll's own settings, as it would be
// opened; a poll that has any is not opened. That its deadline is ahead, and
// within the board's term, is asked elsewhere.
func (p Poll) Contradictions() []Contradiction {
	t, yesNo, informal, meeting := p.Terms, p.Method == YesNo, p.Purpose == Informal, p.Terms.Procedure == InMeeting
	is := map[Contradiction]bool{
		RuleWithoutMajority:     t.Rule != Simple && !p.Method.TakesRule(),
		RunOffWithoutMajority:   t.RunOff && !p.Method.TakesRule() && !informal,
		RunOffWithoutOptions:    t.RunOff && yesNo && !informal,
		LotWithoutOptions:       t.Lot && yesNo && !informal,
		RunOffWithoutVerdict:    t.RunOff && informal,
		LotWithoutVerdict:       t.Lot && informal,
		CountingWithoutRanking:  t.Counting != "" && p.Method != Ranked,
		RankingWithoutCounting:  p.Method == Ranked && !slices.Contains(Countings(), t.Counting),
		BudgetWithoutPoints:     t.Budget != 0 && p.Method != Points,
		PointsWithoutBudget:     p.Method == Points && (t.Budget < 1 || t.Budget > MostPoints),
		OptionsWithoutChoice:    len(p.Options) > 0 && yesNo,
		ChoiceWithoutOptions:    len(p.Options) < LeastOptions && !yesNo,
		ChoiceOfTooMany:         len(p.Options) > MostOptions && !yesNo,
		ResultsOfSecret:         p.Secret && p.Results != AtClose,
		ReceiptsWithoutSecrecy:  p.Receipts && !p.Secret,
		AllAgreeWithoutMajority: t.Procedure == CircularAllAgree && !p.Method.TakesRule(),
		SecondCallInWriting:     t.SecondCall && !meeting,
		ClosesBeforeOpening:     !p.Opens.IsZero() && !p.Closes.IsZero() && !p.Closes.After(p.Opens), // without a deadline it is reckoned from the opening
		PlannedMeeting:          !p.Opens.IsZero() && meeting,
		RepeatedMeeting:         p.Repeat != "" && meeting,
	}
	return slices.DeleteFunc(Contradictions(), func(c Contradiction) bool { return !is[c] })
}

// Note is a setting of a poll of which nothing comes, because another one wins.
type Note string

// The notes.
const (
	NoteSecretWins   Note = "secret_wins"    // P09: the roll-call asked for does not take place
	NoteNoCastingOne Note = "no_casting_one" // P19: a tie stays a tie; likewise of a vote over options
)

// Notes are what whoever opens the poll should be told.
func (p Poll) Notes() []Note {
	var notes []Note
	if p.Secret && p.RollCall {
		notes = append(notes, NoteSecretWins)
	}
	if p.Terms.Tie == ChairDecides && p.Terms.Rule == Simple && p.Purpose != Informal && !p.CastingVote() && !p.Terms.Lot {
		notes = append(notes, NoteNoCastingOne)
	}
	return notes
}

// CastingVote tells whether the chair's own ballot decides a tie: only where
// Yes and No are said openly, and only under the rule that knows ties (P19).
func (p Poll) CastingVote() bool {
	return p.Terms.Tie == ChairDecides && p.Terms.Rule == Simple && p.Method == YesNo && !p.Secret
}

// ChairWithoutTie tells whether a profile gives the chair a casting vote though
// its rule knows no ties.
func (p Profile) ChairWithoutTie() bool { return p.Tie == ChairDecides && p.Rule != Simple }
