package board

import "time"

// Attendance is what somebody said before a meeting: whether they come. One a
// seat, that of who votes for it, and one a person without a seat.
type Attendance struct {
	Meeting ID
	Seat    ID // 0: of somebody without a seat
	Person  Person
	Answer  AttendanceAnswer
	By      ID // who noted it for them, as by telephone; 0: they said so themselves
	At      time.Time
}

// AttendanceAnswer is how somebody takes part.
type AttendanceAnswer string

// The answers. Whoever is excused is asked for no reason.
const (
	ComesInPerson AttendanceAnswer = "in_person"
	ComesOnline   AttendanceAnswer = "online"
	Excused       AttendanceAnswer = "excused"
)

// AttendanceAnswers lists every answer, in the order of showing.
func AttendanceAnswers() []AttendanceAnswer {
	return []AttendanceAnswer{ComesInPerson, ComesOnline, Excused}
}

// Invitation is that a meeting was called: when, and whether in time and in full.
type Invitation struct {
	ID       ID
	Board    ID
	Meeting  ID
	At       time.Time
	By       ID
	Starts   time.Time // of the meeting, as it was invited to
	Latest   time.Time // 00:00 of the last day on which it would have been in time
	Late     bool      // it went out after that day
	Missing  []ID      // the seats whose holder could not be reached
	Invited  []ID      // the seats that were invited
	Second   bool      // a second call on the same items: the quorum is waived, § 90 (2) VwVfG
	Agenda   string    // the agenda as it was sent
	Sequence int       // of the meeting
}

// Invited is one who was called by an invitation.
type Invited struct {
	Invitation ID
	Seat       ID // 0: somebody without a seat
	Person     Person
	State      InvitedState
	At         time.Time // when that was known; until then, when the letter was planned
}

// InvitedState is what became of the letter to one who was called.
type InvitedState string

// The states.
const (
	InvitedNow       InvitedState = ""       // the letter is on its way
	InvitedReached   InvitedState = "sent"   // it arrived
	InvitedMissed    InvitedState = "failed" // the person cannot be written to here
	InvitedOtherwise InvitedState = "other"  // somebody invited them on another way, and says so
)

// Presence is a time in which somebody was at a meeting: of a seat, a guest, or
// somebody else without a vote.
type Presence struct {
	Meeting ID
	Seat    ID     // 0: of somebody without a seat
	Person  Person // who voted for the seat then
	Guest   ID     // who was there as a guest, and counts for nothing; 0: nobody
	Online  bool
	From    time.Time
	Until   time.Time // zero: they are there
}
