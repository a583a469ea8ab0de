package board

import (
	"testing"
	"time"
)

func TestATermIsSpokenOfSixThreeAndOneMonthBeforeItsEnd(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(year int, month time.Month, day, hour int) time.Time {
		return time.Date(year, month, day, hour, 0, 0, 0, berlin)
	}
	term := Term{Start: at(2024, 9, 1, 0), Last: at(2026, 8, 31, 0)}
	for now, want := range map[time.Time]int{
		at(2026, 2, 27, 23): 0, at(2026, 2, 28, 0): 6, at(2026, 5, 30, 23): 6, at(2026, 5, 31, 0): 3,
		at(2026, 7, 30, 23): 3, at(2026, 7, 31, 0): 1, at(2026, 8, 31, 23): 1, at(2026, 9, 1, 0): 0,
	} {
		if got := term.EvaluationDue(now); got != want {
			t.Errorf("on %v: %d months before its end, not %d", now, got, want)
		}
	}
	if got := (Term{}).EvaluationDue(at(2026, 8, 1, 0)); got != 0 {
		t.Errorf("without an end: %d", got)
	}
	quiet := Quiet{FromHour: 20, ToHour: 8, DaysOff: true}
	for now, want := range map[time.Time]time.Time{
		at(2026, 1, 1, 0):   at(2026, 1, 29, 9),  // four weeks at most
		at(2026, 2, 10, 10): at(2026, 2, 28, 9),  // a Saturday
		at(2026, 2, 28, 9):  at(2026, 3, 28, 9),  // and on
		at(2026, 5, 20, 0):  at(2026, 6, 1, 8),   // the 31st of May is a Sunday
		at(2026, 9, 5, 12):  at(2026, 10, 5, 8),  // over; the 3rd and 4th of October are days off
		at(2026, 7, 31, 12): at(2026, 8, 28, 9),  // on the last of them
		at(2026, 12, 5, 12): at(2027, 1, 2, 9),   // after the turn of the year
		at(2026, 11, 30, 9): at(2026, 12, 28, 9), // and before
	} {
		if got := quiet.EvaluationLook(term, now, HolidaysOf("NW")); !got.Equal(want) {
			t.Errorf("after %v: %v, not %v", now, got, want)
		}
	}
	if got, want := (Quiet{}).EvaluationLook(Term{}, at(2026, 1, 1, 12), Holidays{}), at(2026, 1, 29, 9); !got.Equal(want) {
		t.Errorf("without a term: %v", got)
	}
}

func TestWhatAPollAboutATermAdvises(t *testing.T) {
	poll := func(kind SubjectKind, state State, out Outcome, won int) Poll {
		p := Poll{About: Subject{Kind: kind}, State: state, Outcome: out}
		for i := range TermFates() {
			p.Options = append(p.Options, Option{Number: 4 - i, Thing: ID(i + 1), Won: i == won})
		}
		return p
	}
	for want, p := range map[TermFate][]Poll{
		TermExtended: {poll(AboutTerm, Closed, Adopted, 0)},
		TermEnded:    {poll(AboutTerm, Closed, AdoptedCastingVote, 3)},
		"": {poll(AboutTerm, Open, "", 0), poll(AboutTerm, Closed, Tied, -1), poll(AboutTerm, Closed, Inquorate, 0), poll(AboutIdea, Closed, Adopted, 0),
			poll(AboutTerm, Withdrawn, "", 0)},
	} {
		for _, p := range p {
			if got := p.Advised(); got != want {
				t.Errorf("%s, %s: %q, not %q", p.State, p.Outcome, got, want)
			}
		}
	}
}
