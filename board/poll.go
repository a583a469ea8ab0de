package board

import "time"

// Poll is one vote of a board, from its opening to its verdict.
type Poll struct {
	ID       ID
	Board    ID
	Number   int // within the board, what people type
	Question string
	Text     string // the wording that is voted on, if it is more than the question
	Reasons  string
	Purpose  Purpose
	Method   Method
	Options  []Option // what is voted on, by number from 1; none of a yes-no vote
	Terms    Terms
	Profile  ID // the version of the board's rules it was opened under
	Results  Results
	Proposer ID
	Opens    time.Time // when a planned poll opens; zero: it opened when it was made
	Repeat   Repeat    // a planned copy follows
	Opened   time.Time
	Closes   time.Time // the first instant at which no ballot is taken

	// Secret: who has voted and what was voted are kept apart. It may become
	// true while the poll runs, and never false again.
	Secret   bool
	Receipts bool // a secret ballot has a code by which its owner finds it in the published urn
	RollCall bool // names and votes are shown after the end; nothing comes of it in a secret vote

	// PresentCount is the number present of a meeting vote that was opened
	// with a mere count; 0 where presence is by name or the vote is circular.
	PresentCount int
	// PresentByName: only electors marked present may vote.
	PresentByName bool
	// Statutory is the number of all seats, vacant ones too, when it opened.
	Statutory int

	State   State
	Ended   time.Time // as of when; for a poll that ran its time, Closes
	EndedBy ID        // zero: by its deadline
	Why     string    // the reason that chair or office gave for acting on it
	Outcome Outcome   // empty while open, and for an informal poll
	Counts  Tally     // fixed at its end; zero before
	// Withheld: the counts stay unpublished, because they would reveal how somebody voted.
	Withheld bool
	Hands    bool      // the counts are those of a show of hands
	Seed     string    // of the lot, published at the end; its Pledge stands on the card from the beginning
	Due      time.Time // until when the administration owes an answer; zero: it owes none
	CopyOf   ID
	About    Subject // what follows from it by itself

	Meeting ID // that it was opened in, and whose presence it goes by; 0: none
	Item    ID // of that meeting's agenda; 0: none
}

// Purpose is what a poll is for.
type Purpose string

// The purposes.
const (
	Recommendation Purpose = "recommendation"
	Informal       Purpose = "informal" // counts, no verdict
	Election       Purpose = "election" // of a person, § 92 VwVfG: secret if one member asks
	// Internal is a matter of the board's own: it is decided by the rules of a
	// recommendation, but handed to nobody, and nobody owes an answer. Only a
	// poll about a thing of the board is (Poll.About).
	Internal Purpose = "internal"
)

// Purposes lists every purpose that people choose, in the order of showing.
func Purposes() []Purpose { return []Purpose{Recommendation, Informal, Election} }

// State is where a poll stands.
type State string

// The states. A poll that an objection ended is Closed, its outcome Objected.
const (
	Planned   State = "planned" // opens by itself, at Opens
	Open      State = "open"
	Closed    State = "closed"
	Withdrawn State = "withdrawn"
)

// Elector is a seat in the electorate of a poll: the snapshot taken when it opened.
type Elector struct {
	Poll      ID
	Seat      ID
	Person    Person // who had the vote when it opened
	ExOfficio bool
	Present   bool // of a meeting vote with presence by name
	Recused   bool
	Technical bool // could not vote for a technical reason, which is no abstention
	Voted     bool // a ballot is stored, or the roll says so
}

// Ballot is the stored ballot of a named vote: one a seat.
type Ballot struct {
	Poll   ID
	Seat   ID
	Person ID
	Choice Choice
	At     time.Time
	By     ID     // who wrote it down for the person, by telephone; zero: nobody
	Note   string // of the one who wrote it down
}

// Accept tells whether the poll takes ballots at now. Closing is a fact of
// the clock: at its deadline a poll is over, whoever has noticed by then.
// The error is ErrWithdrawn, ErrPlanned or ErrClosed.
func (p Poll) Accept(now time.Time) error {
	switch p.State {
	case Withdrawn:
		return ErrWithdrawn
	case Planned:
		return ErrPlanned
	}
	if p.State != Open || !now.Before(p.Closes) {
		return ErrClosed
	}
	return nil
}

// MayVote tells whether person may vote for the elector's seat, whose state is
// now seat. For an ex-officio seat the one who has the vote now counts, for
// every other the one of the snapshot, as long as the seat is still theirs.
// The error is ErrNoElector, ErrRecused or ErrNotPresent; who is no elector
// learns nothing about the seat. Whether the board's term is over, and whether
// the poll takes ballots at all (Accept), are questions of their own.
func (p Poll) MayVote(e Elector, seat Seat, person ID) error {
	switch {
	case person == 0 || seat.Voter().ID != person: // a vacant seat's voter is 0
		return ErrNoElector
	case !e.ExOfficio && e.Person.ID != person:
		return ErrNoElector
	case e.Recused:
		return ErrRecused
	case p.PresentByName && !e.Present:
		return ErrNotPresent
	}
	return nil
}

// Objectionable tells whether a member can send the item to a meeting.
func (p Poll) Objectionable() bool {
	return p.Terms.Procedure == CircularNoObjection && p.Purpose.Decides()
}

// Decides tells whether the board itself says Yes or No with such a poll, be it
// to the administration or in a matter of its own.
func (p Purpose) Decides() bool { return p == Recommendation || p == Internal }
