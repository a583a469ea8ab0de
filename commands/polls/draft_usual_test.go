package polls

import (
	"testing"

	"beirat/board"

	"pgregory.net/rapid"
)

// TestAPollHeldAgainContradictsNothing: a series goes on under whatever rules the
// board gives itself.
func TestAPollHeldAgainContradictsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		then, now := board.DefaultProfile(), board.DefaultProfile()
		for _, profile := range []*board.Profile{&then, &now} {
			profile.Rule = rapid.SampledFrom(board.Rules()).Draw(t, "rule")
			profile.Tie = rapid.SampledFrom(board.Ties()).Draw(t, "tie")
			profile.Circular = rapid.SampledFrom([]board.Procedure{board.CircularNoObjection, board.CircularAllAgree}).Draw(t, "circular")
			profile.RunOff = rapid.Bool().Draw(t, "run-off")
			profile.ResultsRecommendation = rapid.SampledFrom(board.ResultsChoices()).Draw(t, "results")
		}
		old, _ := optioned(t)
		old.Purpose = rapid.SampledFrom(append(board.Purposes(), board.Internal)).Draw(t, "purpose")
		old.Terms, old.Results = usualTerms(old, then), usualResults(old, then)
		if len(old.Contradictions()) > 0 {
			t.Skip("such a poll is never opened")
		}
		old.Terms, old.Results = renewed(old, then, now)
		if no := old.Contradictions(); len(no) > 0 {
			t.Fatalf("%s %s: %v", old.Purpose, old.Method, no)
		}
	})
}
