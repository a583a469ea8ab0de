package board

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// search has three dates, and until the 27th to answer.
func search(t testing.TB) DateSearch {
	s := DateSearch{State: SearchOpen, Closes: on(t, days, "27.11.2026")}
	for i, date := range []string{"03.12.2026", "08.12.2026", "10.12.2026"} {
		s.Options = append(s.Options, DateOption{ID: ID(i + 1), Number: i + 1, Starts: on(t, days, date)})
	}
	return s
}

func TestTheBestDateHasTheMostYesThenTheMostThatCouldThenIsTheEarliest(t *testing.T) {
	at := func(day string) DateOption { return DateOption{Starts: on(t, days, day)} }
	late, early := DateTally{Option: at("10.12.2026"), Yes: 5, IfNeedBe: 2}, DateTally{Option: at("03.12.2026"), Yes: 5, IfNeedBe: 2}
	more, yes := DateTally{Option: at("17.12.2026"), Yes: 5, IfNeedBe: 3}, DateTally{Option: at("18.12.2026"), Yes: 6}
	want := []DateTally{yes, more, early, late}
	if diff := cmp.Diff(want, Best([]DateTally{late, early, more, yes})); diff != "" {
		t.Error(diff)
	}
}

func TestWhatADateLacksIsToldOnceNoAnswerCanBringIt(t *testing.T) {
	s := search(t)
	people := DatePeople{Voters: []ID{1, 2, 3, 4}, Chair: []ID{1}, Office: []ID{9}, Needed: 3}
	answers := []DateAnswer{
		{Option: 1, Person: 1, Says: CannotCome}, {Option: 1, Person: 2, Says: CanCome}, {Option: 1, Person: 3, Says: IfNeedBe}, {Option: 1, Person: 9, Says: CannotCome},
		{Option: 2, Person: 1, Says: IfNeedBe}, {Option: 2, Person: 2, Says: CannotCome}, {Option: 2, Person: 3, Says: CannotCome}, {Option: 2, Person: 9, Says: CanCome},
		{Option: 3, Person: 77, Says: CanCome}, // no member
	}
	for name, c := range map[string]struct {
		at   string
		want []DateTally
	}{
		"while answers are taken": {"20.11.2026", []DateTally{
			{Option: s.Options[0], Yes: 1, IfNeedBe: 1, No: 1, Silent: 1, NoChair: true, NoOffice: true},
			{Option: s.Options[1], IfNeedBe: 1, No: 2, Silent: 1, NoQuorum: true},
			{Option: s.Options[2], Silent: 4}}},
		"when it is over": {"27.11.2026", []DateTally{
			{Option: s.Options[0], Yes: 1, IfNeedBe: 1, No: 1, Silent: 1, NoQuorum: true, NoChair: true, NoOffice: true},
			{Option: s.Options[1], IfNeedBe: 1, No: 2, Silent: 1, NoQuorum: true},
			{Option: s.Options[2], Silent: 4, NoQuorum: true, NoChair: true, NoOffice: true}}},
	} {
		if diff := cmp.Diff(c.want, s.Tally(answers, people, on(t, days, c.at))); diff != "" {
			t.Errorf("%s, wanted (-), got (+):\n%s", name, diff)
		}
	}
	nobody := s.Tally(nil, DatePeople{Voters: []ID{1}}, s.Closes)
	if nobody[0].NoChair || nobody[0].NoOffice || nobody[0].NoQuorum {
		t.Errorf("where there is neither: %+v", nobody[0])
	}
}

func TestEveryMemberCountsOnceForEveryDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := DateSearch{State: SearchOpen, Closes: time.Unix(100, 0)}
		for i := range rapid.IntRange(1, 5).Draw(t, "dates") {
			s.Options = append(s.Options, DateOption{ID: ID(i + 1), Number: i + 1, Starts: time.Unix(int64(rapid.IntRange(200, 203).Draw(t, "starts")), 0)})
		}
		people := DatePeople{Needed: rapid.IntRange(0, 6).Draw(t, "needed")}
		for i := range rapid.IntRange(0, 6).Draw(t, "members") {
			people.Voters = append(people.Voters, ID(i+1))
		}
		answers := rapid.SliceOf(rapid.Custom(func(t *rapid.T) DateAnswer {
			return DateAnswer{Option: ID(rapid.IntRange(1, 6).Draw(t, "option")), Person: ID(rapid.IntRange(1, 8).Draw(t, "person")), Says: rapid.SampledFrom(Availabilities()).Draw(t, "says")}
		})).Draw(t, "answers")
		tallies := s.Tally(answers, people, time.Unix(50, 0))
		for _, tally := range tallies {
			if n := tally.Yes + tally.IfNeedBe + tally.No + tally.Silent; n != len(people.Voters) {
				t.Fatalf("%d of %d", n, len(people.Voters))
			}
		}
		best := Best(tallies)
		for i := 1; i < len(best); i++ {
			a, b := best[i-1], best[i]
			if a.Yes < b.Yes || a.Yes == b.Yes && a.IfNeedBe < b.IfNeedBe || a.Yes == b.Yes && a.IfNeedBe == b.IfNeedBe && a.Option.Starts.After(b.Option.Starts) {
				t.Fatalf("%+v before %+v", a, b)
			}
		}
		if !slices.EqualFunc(tallies, s.Tally(answers, people, time.Unix(50, 0)), func(a, b DateTally) bool { return a == b }) {
			t.Fatal("the same answers count differently")
		}
	})
}
