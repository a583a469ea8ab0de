package board

import "time"

// Meeting is one meeting of a board, from the wish for one to its end.
type Meeting struct {
	ID     ID
	Board  ID
	Number int    // within the board, what people type
	UID    string // of its calendar entry; the same for ever, and nobody can guess it
	Title  string // may be empty: then it is known by its number and its day
	Kind   MeetingKind
	State  MeetingState
	Series ID // whose date it is; 0: it was planned by itself

	Starts  time.Time // in the zone it was planned in; zero while no date is known
	Minutes int       // how long it is to last
	Place   string    // where people come together; may be empty
	Link    string    // of the video conference; may be empty
	DialIn  string    // by telephone; may be empty

	// Sequence rises with every change that people must act on: RFC 5545, 3.8.7.4.
	Sequence int
	Changed  time.Time // when it was last changed
	By       ID        // who planned it; 0: Beirat itself
	At       time.Time
	Why      string // the reason for which it was moved or cancelled

	Opened time.Time // when it really began; zero before
	Closed time.Time // when it really ended; zero before
}

// MeetingKind is what a meeting is for.
type MeetingKind string

// The kinds.
const (
	Ordinary      MeetingKind = "ordinary"
	Constituent   MeetingKind = "constituent" // the first of a term: people meet, rules are given, the goal is presented
	Extraordinary MeetingKind = "extraordinary"
)

// MeetingKinds lists every kind, in the order of showing.
func MeetingKinds() []MeetingKind { return []MeetingKind{Ordinary, Constituent, Extraordinary} }

// MeetingState is where a meeting stands.
type MeetingState string

// The states.
const (
	MeetingTentative MeetingState = "tentative" // its date is wished for, or still to be found
	MeetingFixed     MeetingState = "fixed"     // its date stands
	MeetingOpen      MeetingState = "open"      // it is being held
	MeetingHeld      MeetingState = "held"
	MeetingCancelled MeetingState = "cancelled"
)

// MeetingForm is how people take part.
type MeetingForm string

// The forms.
const (
	InPerson MeetingForm = "in_person"
	Online   MeetingForm = "online"
	Hybrid   MeetingForm = "hybrid"
	Unsaid   MeetingForm = "unsaid" // neither a place nor a link is known yet
)

// Form is how people take part, by what is known of where.
func (m Meeting) Form() MeetingForm {
	online := m.Link != "" || m.DialIn != ""
	switch {
	case m.Place != "" && online:
		return Hybrid
	case m.Place != "":
		return InPerson
	case online:
		return Online
	}
	return Unsaid
}

// Ends is when it is to end; zero while no date is known.
func (m Meeting) Ends() time.Time {
	if m.Starts.IsZero() {
		return time.Time{}
	}
	return m.Starts.Add(time.Duration(m.Minutes) * time.Minute)
}

// Ahead tells whether the meeting is still to be held: it is neither open nor
// over nor cancelled.
func (m Meeting) Ahead() bool { return m.State == MeetingTentative || m.State == MeetingFixed }

// Differs tells whether people must act on what became of the meeting: they
// would be at another time or place, or not at all.
func (m Meeting) Differs(from Meeting) bool {
	return !m.Starts.Equal(from.Starts) || m.Minutes != from.Minutes || m.Place != from.Place || m.Link != from.Link || m.DialIn != from.DialIn ||
		(m.State == MeetingCancelled) != (from.State == MeetingCancelled) || (m.State == MeetingTentative) != (from.State == MeetingTentative)
}

// MeetingChange is what happened to a meeting.
type MeetingChange string

// The changes that features hear of.
const (
	MeetingPlanned   MeetingChange = "planned"   // it is there, with or without a date
	MeetingSet       MeetingChange = "set"       // its date stands now
	MeetingMoved     MeetingChange = "moved"     // it is at another time or place
	MeetingCalledOff MeetingChange = "cancelled" // it is not held
	MeetingRestored  MeetingChange = "restored"  // what was done to it was undone
	MeetingBegun     MeetingChange = "opened"
	MeetingEnded     MeetingChange = "closed"
)
