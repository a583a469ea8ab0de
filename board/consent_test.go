package board

import "testing"

func TestAGroupHidesItsMembersFromThreeSeatsOn(t *testing.T) {
	for seats, hides := range map[int]bool{0: false, 1: false, 2: false, 3: true, 5: true} {
		if got := (Group{Seats: seats}).HidesMembers(); got != hides {
			t.Errorf("%d seats: %t", seats, got)
		}
	}
}
