package polls

import (
	"strconv"
	"testing"

	"beirat/board"
	"beirat/storage"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestHandsCountAsTheSameBallotsDo: it makes no difference to a result whether
// people raised their hands or pressed buttons.
func TestHandsCountAsTheSameBallotsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		present := rapid.IntRange(1, 12).Draw(t, "present")
		p := board.Poll{Purpose: board.Recommendation, Method: board.YesNo, Board: 1, Terms: board.Terms{Rule: rapid.SampledFrom(board.Rules()).Draw(t, "rule"),
			Quorum: rapid.SampledFrom(board.Quorums()).Draw(t, "quorum"), Tie: board.TieRejected, Procedure: board.InMeeting, Base: board.FilledSeats}}
		choices := append(board.Choices(), board.Invalid)
		if rapid.Bool().Draw(t, "over options") {
			p.Method, choices = board.OneOf, []board.Choice{board.Abstain, board.Invalid}
			for n := 1; n <= 3; n++ {
				p.Options = append(p.Options, board.Option{Number: n, Label: string(rune('A' + n))})
				choices = append(choices, board.Choice(strconv.Itoa(n)))
			}
		}
		h, left := board.Hands{Present: present}, present
		for _, choice := range choices {
			n := rapid.IntRange(0, left).Draw(t, string(choice))
			h.Piles, left = append(h.Piles, board.Pile{Choice: choice, N: n}), left-n
		}
		recused := rapid.IntRange(0, 2).Draw(t, "recused")
		people := board.Tally{Members: 12, Present: present}
		want := p.Count(people, h.Piles)

		ended := withHands(p, h, storage.Count{Electors: 12 + recused, Recused: recused})
		if here := presentOf(ended, storage.Count{Recused: recused}); here != present {
			t.Fatalf("%d are present, want %d", here, present)
		}
		ended.State = board.Closed
		got := ended.Count(people, ended.RaisedHands())
		if d := cmp.Diff([]any{want.Tally, want.Outcome, want.Options}, []any{got.Tally, got.Outcome, got.Options}); d != "" {
			t.Fatalf("ballots (-), hands (+):\n%s", d)
		}
	})
}
