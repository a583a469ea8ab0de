package board

import (
	"errors"
	"testing"
	"time"
)

func TestATermFollowsAnotherFromTheDayAfterItsLast(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	day := func(year int, month time.Month, d int) time.Time {
		return time.Date(year, month, d, 0, 0, 0, 0, berlin)
	}
	before, now := NewTerm(day(2021, 12, 9), 24), day(2023, 6, 1)
	for name, test := range map[string]struct {
		next   Term
		before Term
		now    time.Time
		want   error
	}{
		"the day after":                  {NewTerm(day(2023, 12, 9), 24), before, now, nil},
		"a month later":                  {NewTerm(day(2024, 1, 9), 12), before, now, nil},
		"its last day":                   {NewTerm(day(2023, 12, 8), 24), before, now, ErrTermOverlaps},
		"no end is known":                {NewTerm(day(2023, 12, 9), 24), Term{}, now, ErrNoTerm},
		"it has begun, and goes on":      {NewTerm(day(2023, 12, 9), 24), before, day(2024, 3, 1), nil},
		"it would be over already":       {NewTerm(day(2023, 12, 9), 1), before, day(2024, 3, 1), ErrTermPast},
		"it would be over since tonight": {NewTerm(day(2023, 12, 9), 1), before, day(2024, 1, 9), ErrTermPast},
	} {
		if got := test.next.Follows(test.before, test.now); !errors.Is(got, test.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAPlannedTermIsDueFromItsFirstInstantOn(t *testing.T) {
	start := time.Date(2023, 12, 9, 0, 0, 0, 0, time.UTC)
	n, b := NextTerm{Term: NewTerm(start, 24)}, Board{Next: start}
	for at, want := range map[time.Time]bool{start.Add(-time.Millisecond): false, start: true, start.AddDate(1, 0, 0): true} {
		if n.Due(at) != want || b.Over(at) != want {
			t.Errorf("at %v: %v, %v", at, n.Due(at), b.Over(at))
		}
	}
	if (NextTerm{}).Due(start) || (Board{}).Over(start) {
		t.Error("where none is planned, one is due")
	}
}

func TestTwoPlansAreTheSameWhereTheTermIsAndWhatIsCarriedOver(t *testing.T) {
	plan := NextTerm{Board: 1, Term: NewTerm(time.Date(2027, 12, 9, 0, 0, 0, 0, time.UTC), 24), Seats: true, Rules: true, Basis: "Ratsbeschluss", By: 3}
	later, months, seats, rules, basis, other := plan, plan, plan, plan, plan, plan
	later.Term = NewTerm(plan.Term.Start.AddDate(0, 0, 1), 24)
	months.Term = NewTerm(plan.Term.Start, 12)
	seats.Seats, rules.Rules, basis.Basis, other.By, other.Planned = false, false, "", 4, plan.Term.Start
	for name, as := range map[string]NextTerm{"another day": later, "other months": months, "vacant seats": seats, "usual rules": rules, "another basis": basis} {
		if plan.Same(as) {
			t.Error(name)
		}
	}
	if !plan.Same(other) {
		t.Error("who planned it, and when, makes no difference")
	}
}
