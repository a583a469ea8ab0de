package minutes

import (
	"slices"
	"time"

	"beirat/board"
	"beirat/commands"
)

// record is everything that minutes say, of a meeting that is over. Every name
// in it is one that the minutes may say; all its times are in the board's zone.
type record struct {
	board   board.Board
	meeting board.Meeting
	minutes board.Minutes

	seats    []attendee // that were filled when it began, by group
	vacant   int
	besides  []attendee         // chair, deputy or office without a seat, who were there
	guests   []guest            // who came and may be named
	unnamed  int                // guests who are not named
	visitors map[board.ID]guest // all that were invited
	chair    string             // who chaired; empty: nobody knows

	quorum    board.Quorum
	statutory bool // vacant seats count as members too
	call      board.Called
	days      int       // of the period of notice
	first     time.Time // when the first item was called; zero: none was

	course string // of the whole meeting, as it was written down
	items  []item
	votes  []commands.Minuted  // on no item
	tasks  []board.MeetingTask // on no item

	approved   []board.Meeting // whose minutes were approved in this one
	approvedIn board.Meeting   // where these ones were; zero: in none
	next       board.Meeting   // zero: none is known
}

// attendee is somebody who belongs to the board.
type attendee struct {
	seat    board.ID
	person  board.ID
	name    string   // of a seat: who was there for it last
	earlier []string // who was there for the seat before
	group   board.Group
	role    board.Role // of somebody without a seat
	times   []board.Presence
	excused bool
}

// present tells whether they were there at all.
func (a attendee) present() bool { return len(a.times) > 0 }

// at tells whether they were there at t.
func (a attendee) at(t time.Time) bool {
	return slices.ContainsFunc(a.times, func(p board.Presence) bool { return p.At(t) })
}

// online tells whether they took part online all the time.
func (a attendee) online() bool {
	for _, p := range a.times {
		if !p.Online {
			return false
		}
	}
	return len(a.times) > 0
}

// guest is somebody who was invited without a seat, and may be named.
type guest struct {
	name, organisation string
	named              bool
}

// item is an item of the agenda with what came of it.
type item struct {
	board.AgendaItem
	number  int    // as it is called: TOP 3
	off     bool   // it was taken off the agenda after something was held fast on it
	text    string // what was written down
	votes   []commands.Minuted
	recused []string
	unnamed bool // a guest presented it who is not named
	tasks   []board.MeetingTask
	round   bool // ideas were gathered after it
	ideas   int  // how many came
}

// members is how many the quorum is reckoned from.
func (r record) members() int {
	if r.statutory {
		return len(r.seats) + r.vacant
	}
	return len(r.seats)
}

// presentAt is how many seats were there at t.
func (r record) presentAt(t time.Time) int {
	n := 0
	for _, a := range r.seats {
		if a.at(t) {
			n++
		}
	}
	return n
}

// taken tells whether presence was taken at all.
func (r record) taken() bool {
	return slices.ContainsFunc(r.seats, attendee.present) || len(r.besides) > 0
}

// settling is how long after its opening people still come to the beginning of a
// meeting, unless its first item is called before.
const settling = 10 * time.Minute

// began is when those who came to the beginning were there: presence is taken
// while the meeting is opened.
func (r record) began() time.Time {
	settled := r.meeting.Opened.Add(settling)
	if r.first.After(r.meeting.Opened) && r.first.Before(settled) {
		return r.first
	}
	if settled.After(r.meeting.Closed) {
		return r.meeting.Opened
	}
	return settled
}

// private tells whether anything was not public.
func (r record) private() bool {
	for _, i := range r.items {
		if !i.Public {
			return true
		}
	}
	return false
}

// part is which part of minutes a document is.
type part string

const (
	publicPart  part = "public"
	privatePart part = "private"
)

// has tells whether an item belongs to a part.
func (p part) has(i item) bool { return i.Public == (p == publicPart) }
