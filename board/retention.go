package board

import "time"

// Retained is a kind of personal data that is not kept for ever: the kinds for
// which a board says how long. What has none is kept as long as the thing it
// belongs to: votes and their results as part of the record, minutes and versions
// of the strategy for good; they are offered to the archive (ArchivG NRW § 4, for
// municipalities § 10).
type Retained string

// The kinds.
const (
	KeepCodes      Retained = "codes"      // codes that link accounts, and who typed wrong ones; a day, everywhere
	KeepLetters    Retained = "letters"    // what was told to whom and whether it arrived, and what could be undone
	KeepDates      Retained = "dates"      // who could come when, in the search for a date
	KeepGuests     Retained = "guests"     // how guests are reached
	KeepAttendance Retained = "attendance" // who said that they come
	KeepFeedback   Retained = "feedback"   // who gave which feedback by name, and files that were given with it
	KeepLog        Retained = "log"        // who changed what
)

// Period is how long a kind of data is kept.
type Period struct {
	Kind   Retained
	Days   int    // after what Kind counts from: the meeting, the end of the term, or when it was written
	Basis  string // on what another than the usual period rests; empty: the usual one holds
	Source string // of the usual one
}

// Before is the instant before which something of the kind is to be deleted at now.
func (p Period) Before(now time.Time) time.Time { return now.AddDate(0, 0, -p.Days) }

// Periods are the usual ones, in the order in which they are listed.
func Periods() []Period {
	const minimal = "Art. 5 (1) e DSGVO"
	return []Period{
		{Kind: KeepDates, Days: 30, Source: minimal},
		{Kind: KeepLetters, Days: 30, Source: minimal},
		{Kind: KeepGuests, Days: 90, Source: minimal},
		{Kind: KeepAttendance, Days: 730, Source: minimal},
		{Kind: KeepFeedback, Days: 30, Source: minimal},
		{Kind: KeepLog, Days: 730, Source: "Art. 5 (2) DSGVO"},
	}
}

// Longest is how many days a kind may be kept at most, and Shortest at least.
func (k Retained) Longest() int {
	if k == KeepDates { // they are forgotten after that in any case
		return 30
	}
	return 3650
}

// Shortest is how many days a kind is kept at least: the office works with it so long.
func (k Retained) Shortest() int {
	switch k {
	case KeepLog:
		return 90
	case KeepLetters:
		return 7
	}
	return 1
}
