package board

import "slices"

// Belonging is what a person holds now and can hold only once.
type Belonging struct {
	Person  ID
	Votes   []ID // boards in which they hold a seat or vote for one
	Roles   []ID // boards in which they have a role
	Running []ID // polls that are not over, in whose electorate they stand
}

// Why two persons cannot become one: somebody would have two votes, or the
// electorate of a running vote would have to change.
const (
	ErrTwoSeats   Refusal = "two_seats"   // on the same board
	ErrSamePoll   Refusal = "same_poll"   // both are in the electorate of one running vote
	ErrBothVoting Refusal = "both_voting" // in different ones
)

// Join tells which of two persons who are the same human being goes on, and
// which one becomes it: who stands in a running electorate goes on, so that no
// electorate changes; else who has a seat; else who has a role; else the first.
// What the other holds is moved. Nothing is that would give one human being two
// votes: ErrTwoSeats, ErrSamePoll, ErrBothVoting.
func Join(first, second Belonging) (stays, goes Belonging, err error) {
	switch {
	case meet(first.Votes, second.Votes):
		return stays, goes, ErrTwoSeats
	case meet(first.Running, second.Running):
		return stays, goes, ErrSamePoll
	case len(first.Running) > 0 && len(second.Running) > 0:
		return stays, goes, ErrBothVoting
	}
	for _, of := range []func(Belonging) int{
		func(b Belonging) int { return len(b.Running) },
		func(b Belonging) int { return len(b.Votes) },
		func(b Belonging) int { return len(b.Roles) },
	} {
		switch has, have := of(first) > 0, of(second) > 0; {
		case has:
			return first, second, nil
		case have:
			return second, first, nil
		}
	}
	return first, second, nil
}

func meet(a, b []ID) bool {
	return slices.ContainsFunc(a, func(id ID) bool { return slices.Contains(b, id) })
}
