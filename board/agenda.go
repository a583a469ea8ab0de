package board

import (
	"slices"
	"time"
)

// AgendaItem is one item of the agenda of a meeting.
type AgendaItem struct {
	ID       ID
	Board    ID
	Meeting  ID // 0: it waits for the next meeting
	Position int
	Kind     ItemKind
	Title    string
	Text     string // what it is about; may be empty
	Minutes  int    // how long it is to take; 0: not said
	// Presenter is who presents it, as people write it; Guest is the guest whose
	// impulse it is, 0 if none.
	Presenter string
	Guest     ID
	Documents string // what to read beforehand: links and names, as people write them
	Public    bool
	Poll      ID // the poll that it came from, or that is held on it; 0: none
	State     ItemState
	// Source is the thing that it was offered for, as storage names things; empty:
	// somebody wrote it.
	Source   string
	Template bool // it came with the template of its meeting
	Late     bool // it came, or changed, after the invitation went out: § 90 (2) VwVfG asks for what was announced
	Proposer ID   // 0: Beirat itself
	At       time.Time
}

// ItemKind is what is done with an item.
type ItemKind string

// The kinds.
const (
	Impulse      ItemKind = "impulse"
	Deliberation ItemKind = "deliberation"
	Voting       ItemKind = "vote"
	FeedbackItem ItemKind = "feedback"
	Report       ItemKind = "report"
	Other        ItemKind = "other"
)

// ItemKinds lists every kind, in the order of showing.
func ItemKinds() []ItemKind {
	return []ItemKind{Impulse, Deliberation, Voting, FeedbackItem, Report, Other}
}

// ItemState is where an item stands.
type ItemState string

// The states.
const (
	ItemProposed ItemState = "proposed" // by a member; the chair has not put it on the agenda yet
	ItemSet      ItemState = "set"      // it stands on the agenda
	ItemRemoved  ItemState = "removed"
)

// MeetingGuest is somebody who was invited to a meeting without a seat.
type MeetingGuest struct {
	ID           ID
	Board        ID
	Meeting      ID
	Name         string
	Organisation string
	Mail         string
	Person       ID        // with an account; 0: without
	Until        time.Time // when their role ends; zero: they have none
	Named        bool      // they agree to be named in public
	By           ID
	At           time.Time
}

// IdeaRound is the time after an impulse in which members send what comes to
// their minds.
type IdeaRound struct {
	Item   ID
	Board  ID
	Opened time.Time
	Closes time.Time
	Closed time.Time // zero: it goes on
	By     ID
}

// Open tells whether ideas are taken at a time.
func (r IdeaRound) Open(now time.Time) bool { return r.Closed.IsZero() && now.Before(r.Closes) }

// AgendaMinutes is how long the items are to take together; what is not said
// counts for nothing.
func AgendaMinutes(items []AgendaItem) int {
	sum := 0
	for _, i := range items {
		sum += i.Minutes
	}
	return sum
}

// PublicAgenda are the items that everybody may know of. They keep their numbers.
func PublicAgenda(items []AgendaItem) []AgendaItem {
	var public []AgendaItem
	for _, i := range items {
		if i.Public {
			public = append(public, i)
		}
	}
	return public
}

// PublicAfterPrivate tells whether a public item comes after one that is not:
// the public would have to go out and come in again.
func PublicAfterPrivate(items []AgendaItem) bool {
	private := false
	for _, i := range items {
		if private && i.Public {
			return true
		}
		private = private || !i.Public
	}
	return false
}

// MovedItem is the order of items when the one with an ID goes to a position,
// from 1; a position beyond the last is the last.
func MovedItem(items []AgendaItem, id ID, position int) []ID {
	order := make([]ID, 0, len(items))
	for _, i := range items {
		if i.ID != id {
			order = append(order, i.ID)
		}
	}
	return slices.Insert(order, min(max(position, 1), len(order)+1)-1, id)
}
