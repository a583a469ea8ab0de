package board

import "testing"

func TestMinutesCallAVoteUnanimousOnlyWhereNobodyDiffered(t *testing.T) {
	for _, c := range []struct {
		name             string
		yes, no, abstain int
		outcome          Outcome
		want             Agreement
	}{
		{"all Yes", 6, 0, 0, Adopted, Unanimous},
		{"all Yes but for abstentions", 6, 0, 2, Adopted, UnanimousAbstaining},
		{"one No", 6, 1, 0, Adopted, Divided},
		{"all No", 0, 6, 0, Rejected, Unanimous},
		{"all No but for an abstention", 0, 6, 1, Rejected, UnanimousAbstaining},
		{"more No", 3, 6, 1, Rejected, Divided},
		{"more Yes, but two thirds were needed", 6, 4, 0, Rejected, Short},
		{"a tie", 5, 5, 0, Tied, Short},
		{"the chair's casting vote", 5, 5, 0, AdoptedCastingVote, Short},
		{"nobody", 0, 0, 0, Rejected, Short},
		{"abstentions only", 0, 0, 4, Rejected, Short},
	} {
		tally := Tally{Members: 11, Yes: c.yes, No: c.no, Abstain: c.abstain}
		if got := tally.Agreement(c.outcome); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
