package board

import "time"

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
	Proposer  ID // 0: Beirat itself
	At        time.Time
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
	Person       ID // with an account; 0: without
	Until        time.Time
	By           ID
	At           time.Time
}
