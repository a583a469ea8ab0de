package board

import (
	"slices"
	"testing"
	"time"
)

func TestEachRoleMayDoWhatItsRightsSay(t *testing.T) {
	ines, mayor, delegate := Person{ID: 1}, Person{ID: 2}, Person{ID: 3}
	own := Seat{ID: 7, Holder: ines}
	city := Seat{ID: 8, Holder: mayor, Delegate: delegate}
	for _, c := range []struct {
		sentence string
		standing Standing
		votes    bool
		rights   []Right // besides Everyone
	}{
		{"a stranger", Standing{}, false, nil},
		{"P15: a guest", Standing{Person: ines, Roles: []Role{Guest}}, false, nil},
		{"a member", Standing{Person: ines, Seat: own}, true, []Right{Inside, Members, MembersAndChair}},
		{"P15: the office without a seat", Standing{Person: ines, Roles: []Role{Office}}, false, []Right{Inside, MembersAndChair, Chairing}},
		{"the chair without a seat", Standing{Person: ines, Roles: []Role{Chair}}, false, []Right{Inside, MembersAndChair, Chairing}},
		{"the chair with a seat", Standing{Person: ines, Seat: own, Roles: []Role{Chair}}, true, []Right{Inside, Members, MembersAndChair, Chairing}},
		{"the chair who is away", Standing{Person: ines, Roles: []Role{Chair}, ChairAway: true}, false, []Right{Inside, MembersAndChair, Chairing}},
		{"the deputy while the chair is there", Standing{Person: ines, Roles: []Role{Deputy}}, false, []Right{Inside}},
		{"the deputy while the chair is away", Standing{Person: ines, Roles: []Role{Deputy}, ChairAway: true}, false, []Right{Inside, MembersAndChair, Chairing}},
		{"a member while the chair is away", Standing{Person: ines, Seat: own, ChairAway: true}, true, []Right{Inside, Members, MembersAndChair}},
		{"an administrator", Standing{Person: ines, Roles: []Role{Admin}}, false, []Right{Inside, Admins}},
		{"an administrator with a seat", Standing{Person: ines, Seat: own, Roles: []Role{Admin}}, true, []Right{Inside, Members, MembersAndChair, Admins}},
		{"P16: the mayor whose delegate has the vote", Standing{Person: mayor, Seat: city}, false, []Right{Inside, Members, MembersAndChair}},
		{"P16: the delegate", Standing{Person: delegate, Seat: city}, true, []Right{Inside, Members, MembersAndChair}},
		{"nobody, on a vacant seat", Standing{Seat: Seat{ID: 9}}, false, []Right{Inside, Members, MembersAndChair}},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			for _, right := range []Right{Everyone, Inside, Members, MembersAndChair, Chairing, Admins, "", "all"} {
				want := right == Everyone || slices.Contains(c.rights, right)
				if got := c.standing.May(right); got != want {
					t.Errorf("may %q: %t", right, got)
				}
			}
			if got := c.standing.Votes(); got != c.votes {
				t.Errorf("votes: %t", got)
			}
		})
	}
}

func TestAVacantSeatHasNoVoter(t *testing.T) {
	for _, seat := range []Seat{{}, {Delegate: Person{ID: 3}}} {
		if got := seat.Voter(); got.ID != 0 || !seat.Vacant() {
			t.Errorf("%+v: voter %d, vacant %t", seat, got.ID, seat.Vacant())
		}
	}
}

func TestAnAbsenceLastsFromItsFirstInstantToBeforeItsLast(t *testing.T) {
	from, until := on(t, minutes, "Mon 30.11.2026 00:00"), on(t, minutes, "Mon 07.12.2026 00:00")
	for _, c := range []struct {
		sentence string
		absence  Absence
		at       time.Time
		want     bool
	}{
		{"not away", Absence{}, from, false},
		{"not away, though an end is set", Absence{Until: until}, from, false},
		{"just before", Absence{From: from, Until: until}, from.Add(-1), false},
		{"the first instant", Absence{From: from, Until: until}, from, true},
		{"the last instant", Absence{From: from, Until: until}, until.Add(-1), true},
		{"back again", Absence{From: from, Until: until}, until, false},
		{"until taken back", Absence{From: from}, until.AddDate(9, 0, 0), true},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			if got := (Standing{Away: c.absence}).AwayAt(c.at); got != c.want {
				t.Errorf("got %t", got)
			}
		})
	}
}
