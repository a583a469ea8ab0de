package board

import (
	"slices"
	"time"
)

// Here tells whether the time in which somebody is at a meeting still goes on.
func (p Presence) Here() bool { return p.Until.IsZero() }

// At tells whether somebody was there at a moment: from when they came on, and
// until before they left.
func (p Presence) At(t time.Time) bool {
	return !t.Before(p.From) && (p.Here() || t.Before(p.Until))
}

// Of tells whether it is a time of the same: of a seat, whoever voted for it, of a
// guest, or of a person without a seat.
func (p Presence) Of(other Presence) bool {
	if p.Seat != 0 || other.Seat != 0 {
		return p.Seat == other.Seat
	}
	if p.Guest != 0 || other.Guest != 0 {
		return p.Guest == other.Guest
	}
	return p.Person.ID == other.Person.ID
}

// Arrive are the times of somebody, in their order, once it is known that they
// came at a moment, of which as says who and how. A moment before they left
// corrects when they came; who is there and comes otherwise than before, in the
// room or online, goes on otherwise from then on, and so does a seat for which
// another is there from then on. The error is ErrHere if nothing changes.
func Arrive(times []Presence, as Presence, at time.Time) ([]Presence, error) {
	as.From, as.Until = at, time.Time{}
	if len(times) == 0 {
		return []Presence{as}, nil
	}
	last := times[len(times)-1]
	same := last.Online == as.Online && last.Person.ID == as.Person.ID
	switch {
	case last.Here() && !same && at.After(last.From):
		times = slices.Clone(times)
		times[len(times)-1].Until = at
		return append(times, as), nil
	case last.Here() && same && at.Equal(last.From):
		return nil, ErrHere
	case !last.Here() && !at.Before(last.Until):
		return append(slices.Clone(times), as), nil
	}
	as.Until = last.Until
	return append(before(times[:len(times)-1], at), as), nil
}

// before are the times without what was from a moment on.
func before(times []Presence, at time.Time) []Presence {
	var kept []Presence
	for _, p := range times {
		if !p.From.Before(at) {
			continue
		}
		if p.Until.After(at) {
			p.Until = at
		}
		kept = append(kept, p)
	}
	return kept
}

// Leave are the times of somebody, in their order, once it is known that they
// left at a moment. Of who has left, it corrects when. The error is ErrNeverHere
// of who never came, and ErrLeftBefore if they came no earlier than that.
func Leave(times []Presence, at time.Time) ([]Presence, error) {
	if len(times) == 0 {
		return nil, ErrNeverHere
	}
	times = slices.Clone(times)
	last := &times[len(times)-1]
	if !at.After(last.From) {
		return nil, ErrLeftBefore
	}
	last.Until = at
	return times, nil
}

// The refusals of what is said about presence.
const (
	ErrHere       Refusal = "here"        // since then already
	ErrNeverHere  Refusal = "never_here"  // so that they cannot have left
	ErrLeftBefore Refusal = "left_before" // they came, or no later
)
