package board

// Retained is a kind of personal data that is not kept for ever: the kinds for
// which a board says how long. What has none is kept as long as the thing it
// belongs to, minutes and strategies for good: they are offered to the archive
// first (ArchivG NRW § 4, with § 10 for municipalities).
type Retained string

// The kinds, in the order in which they are listed.
const (
	KeepCodes      Retained = "codes"      // codes that link accounts, and who typed wrong ones
	KeepLetters    Retained = "letters"    // what was told to whom and whether it arrived, and what could be undone
	KeepDates      Retained = "dates"      // who could come when, in the search for a date
	KeepGuests     Retained = "guests"     // how guests are reached
	KeepAttendance Retained = "attendance" // who said that they come
	KeepFeedback   Retained = "feedback"   // points of feedback as they were given, with their files
	KeepBallots    Retained = "ballots"    // who voted how, in votes that are not secret
	KeepLog        Retained = "log"        // who changed what
)
