package board

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Working groups are drawn by a seed, a text that is published with the draw.
// Each filled seat has a sign: the place of its seat group, a point, and its own
// place within that, as "1.3". Within each seat group the seats are ordered by
// the SHA-256 of the seed, a line feed and the sign, in UTF-8 and without a line
// feed at the end, the smallest first. Then they are dealt out like cards, one
// seat group after the other without starting over: the first seat to working
// group 1, the next one to 2, and after the last group to 1 again.
//
// So the sizes of the working groups differ by one at most, and so does how many
// of a seat group each of them has. Anyone can draw it again with sha256sum and
// sort; docs/draw.md has the lines.

// Drawing is one draw of the working groups of a round.
type Drawing struct {
	ID       ID
	Round    ID
	Number   int // from 1, within the round
	Seed     string
	Decision string // the decision by which it was drawn anew; empty of the first
	Person   ID
	At       time.Time
	Drawn    []Lot // in the order of their signs
}

// Lot is what the draw gave to a seat.
type Lot struct {
	Seat  ID
	Sign  string // "1.3"
	Group int    // of the working group, from 1
}

// SeatSign is how a seat is called in a draw.
func SeatSign(s Seat) string { return fmt.Sprintf("%d.%d", s.Group.Position, s.Position) }

// Draw deals the filled ones among the seats out to so many working groups, of
// which there is at least one. Vacant seats take no part.
func Draw(seats []Seat, groups int, seed string) []Lot {
	var filled []Seat
	for _, s := range seats {
		if !s.Vacant() {
			filled = append(filled, s)
		}
	}
	slices.SortFunc(filled, func(a, b Seat) int {
		return cmp.Or(cmp.Compare(a.Group.Position, b.Group.Position),
			strings.Compare(hashed(seed+"\n"+SeatSign(a)), hashed(seed+"\n"+SeatSign(b))), cmp.Compare(a.ID, b.ID))
	})
	lots := make([]Lot, len(filled))
	place := map[ID]Seat{}
	for i, s := range filled {
		lots[i], place[s.ID] = Lot{Seat: s.ID, Sign: SeatSign(s), Group: i%groups + 1}, s
	}
	slices.SortFunc(lots, func(a, b Lot) int {
		x, y := place[a.Seat], place[b.Seat]
		return cmp.Or(cmp.Compare(x.Group.Position, y.Group.Position), cmp.Compare(x.Position, y.Position), cmp.Compare(a.Seat, b.Seat))
	})
	return lots
}

// Smallest is the working group that a seat comes to that was vacant when they
// were drawn: the one with the fewest filled seats, of several such the one with
// the lowest number. Of no groups it is 0.
func Smallest(groups []WorkingGroup, filled map[ID]bool) int {
	number, fewest := 0, 0
	for _, g := range groups {
		members := 0
		for _, seat := range g.Seats {
			if filled[seat] {
				members++
			}
		}
		if number == 0 || members < fewest || members == fewest && g.Number < number {
			number, fewest = g.Number, members
		}
	}
	return number
}

// GroupOf is the working group to which a seat belongs; zero if there is none.
func GroupOf(groups []WorkingGroup, seat ID) WorkingGroup {
	for _, g := range groups {
		if slices.Contains(g.Seats, seat) {
			return g
		}
	}
	return WorkingGroup{}
}
