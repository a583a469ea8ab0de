package board

import (
	"testing"
	"time"
)

func TestAPollTakesBallotsUntilItsDeadlineWhateverTheBotHasNoticed(t *testing.T) {
	closes := on(t, minutes, "Thu 03.12.2026 18:00")
	for _, c := range []struct {
		sentence string
		state    State
		at       time.Time
		want     error
	}{
		{"open, long before the end", Open, closes.AddDate(0, 0, -7), nil},
		{"open, the last instant", Open, closes.Add(-1), nil},
		{"P04: the deadline is here, the close not announced", Open, closes, ErrClosed},
		{"P06: the bot was down for three hours", Open, closes.Add(3 * time.Hour), ErrClosed},
		{"the same instant in another zone", Open, closes.UTC(), ErrClosed},
		{"closed before its deadline", Closed, closes.Add(-time.Hour), ErrClosed},
		{"withdrawn", Withdrawn, closes.Add(-time.Hour), ErrWithdrawn},
		{"withdrawn, and past its deadline", Withdrawn, closes.Add(time.Hour), ErrWithdrawn},
		{"in no state at all", "", closes.Add(-time.Hour), ErrClosed},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := (Poll{State: c.state, Closes: closes}).Accept(c.at); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestOnePersonVotesForASeat(t *testing.T) {
	const (
		ines, paul, mayor, delegate, stranger = 1, 2, 3, 4, 5
	)
	seat := func(holder, delegate ID) Seat {
		return Seat{ID: 7, Holder: Person{ID: holder}, Delegate: Person{ID: delegate}}
	}
	citizen := Elector{Seat: 7, Person: Person{ID: ines}}
	city := Elector{Seat: 7, Person: Person{ID: mayor}, ExOfficio: true}
	recused, there := citizen, citizen
	recused.Recused = true
	there.Present = true
	byName := Poll{PresentByName: true}
	for _, c := range []struct {
		sentence string
		poll     Poll
		elector  Elector
		now      Seat
		person   ID
		want     error
	}{
		{"who held the seat when the poll opened", Poll{}, citizen, seat(ines, 0), ines, nil},
		{"somebody else", Poll{}, citizen, seat(ines, 0), stranger, ErrNoElector},
		{"P01: who has left the board", Poll{}, citizen, seat(0, 0), ines, ErrNoElector},
		{"P01: whose seat another has now", Poll{}, citizen, seat(paul, 0), ines, ErrNoElector},
		{"P02: who took the seat while the poll ran", Poll{}, citizen, seat(paul, 0), paul, ErrNoElector},
		{"who left and came back to the seat", Poll{}, citizen, seat(ines, 0), ines, nil},
		{"nobody, for a vacant seat", Poll{}, citizen, seat(0, 0), 0, ErrNoElector},
		{"nobody, for a vacant ex-officio seat", Poll{}, city, seat(0, 0), 0, ErrNoElector},
		{"P16: the mayor", Poll{}, city, seat(mayor, 0), mayor, nil},
		{"P16: the mayor, while a delegate has the vote", Poll{}, city, seat(mayor, delegate), mayor, ErrNoElector},
		{"P16: the delegate, named after the poll opened", Poll{}, city, seat(mayor, delegate), delegate, nil},
		{"P16: the delegate no longer", Poll{}, city, seat(mayor, 0), delegate, ErrNoElector},
		{"P16: the next mayor", Poll{}, city, seat(paul, 0), paul, nil},
		{"P16: a delegate of nobody", Poll{}, city, seat(0, delegate), delegate, ErrNoElector},
		{"P11: who is recused", Poll{}, recused, seat(ines, 0), ines, ErrRecused},
		{"P11: a successor learns nothing of the recusal", Poll{}, recused, seat(paul, 0), paul, ErrNoElector},
		{"who is present by name", byName, there, seat(ines, 0), ines, nil},
		{"who is not present by name", byName, citizen, seat(ines, 0), ines, ErrNotPresent},
		{"who is present, and recused", byName, Elector{Person: Person{ID: ines}, Present: true, Recused: true}, seat(ines, 0), ines, ErrRecused},
		{"who is not present where a count is enough", Poll{PresentCount: 6}, citizen, seat(ines, 0), ines, nil},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := c.poll.MayVote(c.elector, c.now, c.person); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestCountsAreSeenWhenTheirPollAllowsIt(t *testing.T) {
	closes := on(t, minutes, "Thu 03.12.2026 18:00")
	before, after := closes.Add(-time.Minute), closes
	for _, c := range []struct {
		sentence string
		results  Results
		state    State
		voted    bool
		at       time.Time
		want     bool
	}{
		{"P13: hidden until close", AtClose, Open, false, before, false},
		{"P13: hidden from those who voted, too", AtClose, Open, true, before, false},
		{"P13: hidden while the deadline is past, the verdict not yet stored", AtClose, Open, true, after, false},
		{"shown once closed", AtClose, Closed, false, after, true},
		{"shown once closed early", AtClose, Closed, false, before, true},
		{"live", Live, Open, false, before, true},
		{"after the own ballot", AfterVote, Open, true, before, true},
		{"before the own ballot", AfterVote, Open, false, before, false},
		{"a withdrawn poll has none", Live, Withdrawn, true, before, false},
		{"a rule that is none hides", "", Open, true, before, false},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			poll := Poll{Results: c.results, State: c.state, Closes: closes}
			if got := poll.Sight(Viewer{Voted: c.voted}, c.at).Counts; got != c.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestOnlyWhatTheBoardDecidesInWritingMayBeSentToAMeeting(t *testing.T) {
	for _, purpose := range append(Purposes(), Internal) {
		for _, procedure := range Procedures() {
			want := (purpose == Recommendation || purpose == Internal) && procedure == CircularNoObjection
			poll := Poll{Purpose: purpose, Terms: Terms{Procedure: procedure}}
			if got := poll.Objectionable(); got != want {
				t.Errorf("%s, %s: %t", purpose, procedure, got)
			}
		}
	}
}
