package board

import "time"

// Minutes are the record of a meeting, § 93 VwVfG: drafted by Beirat when it
// ends, worked on by chair and office, and approved by the board at a later one.
type Minutes struct {
	ID      ID
	Board   ID
	Meeting ID
	State   MinutesState
	Version int // the number of the last version that was kept; 0: none
	// Secretary is who keeps them, as it stands below them; empty: not said.
	Secretary string
	// Published is since when everybody may read their public part though they
	// are not approved; zero: once they are.
	Published time.Time
	Drafted   time.Time
	Edited    time.Time // when a text of them was last written; zero: never

	Approved   time.Time // zero: not yet
	ApprovedIn ID        // the meeting in which they were; 0: in none
	Changes    string    // that the board approved them with, as it was decided; empty: without
}

// MinutesState is where minutes stand.
type MinutesState string

// The states. Whoever changes minutes that are finished makes a new version of
// them; approved ones are changed no more.
const (
	MinutesDraft    MinutesState = "draft"
	MinutesFinished MinutesState = "finished"
	MinutesApproved MinutesState = "approved"
)

// Open tells whether everybody may read the public part.
func (m Minutes) Open() bool {
	return m.State == MinutesApproved || m.State == MinutesFinished && !m.Published.IsZero()
}

// MinutesVersion is a version of minutes as it was given out. It never changes.
type MinutesVersion struct {
	ID       ID
	Minutes  ID
	Number   int
	Public   string // the document, as it is stored
	Private  string // the one on what was not public; empty: nothing was
	Checksum string // of both; the same text has the same one
	State    MinutesState
	Person   ID // who finished or approved it
	Made     time.Time
}

// MinutesObjection is what somebody of the board says against minutes.
type MinutesObjection struct {
	ID      ID
	Minutes ID
	Item    ID // of the agenda; 0: against the minutes themselves
	Person  ID
	Text    string
	At      time.Time
}

// MinutesReminders are when chair and office are reminded to finish the minutes
// of a meeting that ended at closed, in the zone of the board: after three and
// after seven days at nine in the morning, on a working day, and not while it is
// quiet.
func (q Quiet) MinutesReminders(closed time.Time, h Holidays) []time.Time {
	var moments []time.Time
	for _, days := range [...]int{3, 7} {
		at := q.Next(h.WorkingDay(clockOn(closed, days, reminderTime)), h)
		if !at.IsZero() && (len(moments) == 0 || at.After(moments[len(moments)-1])) {
			moments = append(moments, at)
		}
	}
	return moments
}

// MetBy tells whether so many of so many members make a meeting quorate. Where
// the quorum asks for those who vote, every vote is asked by itself.
func (q Quorum) MetBy(present, members int) bool {
	if q == HalfVoting {
		return present > 0
	}
	return Tally{Present: present, Members: members}.quorate(q)
}
