package board

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheDayOfSendingAndThatOfTheMeetingAreNotCounted(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		starts string
		days   int
		latest string
	}{
		"eight days before 10 September":          {"2027-09-10 18:00", 8, "2027-09-01"},
		"over the end of a month":                 {"2027-03-03 18:00", 8, "2027-02-22"},
		"over the end of February in a leap year": {"2028-03-03 18:00", 8, "2028-02-23"},
		"over the new year":                       {"2027-01-05 18:00", 8, "2026-12-27"},
		"when the clocks go forward":              {"2027-04-01 18:00", 8, "2027-03-23"},
		"when the clocks go back":                 {"2027-11-04 18:00", 8, "2027-10-26"},
		"the day itself is that of the change":    {"2027-03-28 01:30", 1, "2027-03-26"},
		"just after midnight":                     {"2027-09-10 00:00", 8, "2027-09-01"},
		"just before midnight":                    {"2027-09-10 23:59", 8, "2027-09-01"},
		"one day":                                 {"2027-09-10 18:00", 1, "2027-09-08"},
		"no days":                                 {"2027-09-10 18:00", 0, "2027-09-10"},
	} {
		t.Run(name, func(t *testing.T) {
			starts, err := time.ParseInLocation("2006-01-02 15:04", test.starts, berlin)
			if err != nil {
				t.Fatal(err)
			}
			latest, err := time.ParseInLocation(time.DateOnly, test.latest, berlin)
			if err != nil {
				t.Fatal(err)
			}
			if got := LatestInvitation(starts, test.days); !got.Equal(latest) {
				t.Errorf("at the latest %v", got)
			}
			last := latest.AddDate(0, 0, 1).Add(-time.Second)
			if LateInvitation(latest.UTC(), starts, test.days) || LateInvitation(last.UTC(), starts, test.days) {
				t.Error("the last day is late")
			}
			if !LateInvitation(last.Add(time.Second).UTC(), starts, test.days) {
				t.Error("the day after it is in time")
			}
		})
	}
}

func TestAMeetingIsCalledForItsDateOnly(t *testing.T) {
	starts := time.Date(2027, 9, 10, 18, 0, 0, 0, time.UTC)
	m := Meeting{Starts: starts}
	filled := []ID{1, 2, 3}
	sent := time.Date(2027, 8, 30, 12, 0, 0, 0, time.UTC)
	all := Invitation{Starts: starts, At: sent, Invited: filled}
	for name, test := range map[string]struct {
		calls []Invitation
		want  Called
	}{
		"never":                     {nil, Called{}},
		"for another date":          {[]Invitation{{Starts: starts.AddDate(0, 0, 7), Invited: filled}}, Called{}},
		"and then for another date": {[]Invitation{all, {Starts: starts.AddDate(0, 0, 7), Invited: filled}}, Called{}},
		"and then for its own again": {[]Invitation{all, {Starts: starts.AddDate(0, 0, 7), Invited: filled}, {Starts: starts, At: sent, Late: true, Invited: filled}},
			Called{Invited: true, Late: true, At: sent}},
		"everybody in time": {[]Invitation{all}, Called{Invited: true, At: sent}},
		"late":              {[]Invitation{{Starts: starts, At: sent, Late: true, Invited: filled}}, Called{Invited: true, Late: true, At: sent}},
		"in time, and again late": {[]Invitation{all, {Starts: starts, At: sent.AddDate(0, 0, 5), Late: true, Invited: filled}},
			Called{Invited: true, At: sent}},
		"somebody was not reached": {[]Invitation{{Starts: starts, At: sent, Invited: filled, Missing: []ID{2}}}, Called{Invited: true, At: sent, Missing: []ID{2}}},
		"somebody was reached later": {[]Invitation{{Starts: starts, At: sent, Invited: filled, Missing: []ID{2}}, {Starts: starts, Invited: []ID{2}}},
			Called{Invited: true, At: sent}},
		"a seat that was filled since was not called": {[]Invitation{{Starts: starts, At: sent, Invited: []ID{1, 2}}}, Called{Invited: true, At: sent, Missing: []ID{3}}},
		"the second call": {[]Invitation{{Starts: starts, At: sent, Invited: filled, Second: true}}, Called{Invited: true, At: sent, Second: true}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, CallOf(m, test.calls, filled)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if called := CallOf(m, []Invitation{all}, filled); !called.InTime() {
		t.Error("in time and in full")
	}
}

func TestPeopleTakePartAsTheMeetingAllows(t *testing.T) {
	starts := time.Date(2027, 9, 10, 18, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		meeting                   Meeting
		inPerson, online, excused error
	}{
		"in a room":          {Meeting{State: MeetingFixed, Starts: starts, Place: "Rathaus"}, nil, ErrNoLink, nil},
		"online only":        {Meeting{State: MeetingFixed, Starts: starts, Link: "https://"}, ErrNoPlace, nil, nil},
		"both":               {Meeting{State: MeetingFixed, Starts: starts, Place: "Rathaus", DialIn: "0211"}, nil, nil, nil},
		"where is not known": {Meeting{State: MeetingFixed, Starts: starts}, nil, ErrNoLink, nil},
		"being held":         {Meeting{State: MeetingOpen, Starts: starts, Place: "Rathaus"}, nil, ErrNoLink, nil},
		"not fixed":          {Meeting{State: MeetingTentative, Starts: starts, Place: "Rathaus"}, ErrNotFixed, ErrNotFixed, ErrNotFixed},
		"over":               {Meeting{State: MeetingHeld, Starts: starts, Place: "Rathaus"}, ErrNotAhead, ErrNotAhead, ErrNotAhead},
		"cancelled":          {Meeting{State: MeetingCancelled, Starts: starts, Place: "Rathaus"}, ErrNotAhead, ErrNotAhead, ErrNotAhead},
	} {
		t.Run(name, func(t *testing.T) {
			for how, want := range map[AttendanceAnswer]error{ComesInPerson: test.inPerson, ComesOnline: test.online, Excused: test.excused} {
				if got := test.meeting.Attend(how); got != want {
					t.Errorf("%s: %v", how, got)
				}
			}
		})
	}
}

func TestOnlySeatsAreCountedAndAnswersThatStillFit(t *testing.T) {
	m := Meeting{State: MeetingFixed, Place: "Rathaus"}
	answers := []Attendance{{Seat: 0, Answer: ComesInPerson}, {Seat: 1, Answer: ComesInPerson}, {Seat: 2, Answer: ComesOnline}, {Seat: 3, Answer: Excused}, {Seat: 9, Answer: ComesInPerson}}
	filled := []ID{1, 2, 3, 4}
	if diff := cmp.Diff(Turnout{InPerson: 1, Excused: 1, Open: 2}, TurnoutOf(m, filled, answers)); diff != "" {
		t.Error(diff)
	}
	m.Link = "https://"
	if diff := cmp.Diff(Turnout{InPerson: 1, Online: 1, Excused: 1, Open: 1}, TurnoutOf(m, filled, answers)); diff != "" {
		t.Error(diff)
	}
}
