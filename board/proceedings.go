package board

import "time"

// MeetingNote is what was written down on an item while the meeting was held.
type MeetingNote struct {
	ID      ID
	Board   ID
	Meeting ID
	Item    ID // 0: on the meeting itself
	Text    string
	Author  ID
	At      time.Time
}

// MeetingTask is what somebody took on in a meeting.
type MeetingTask struct {
	ID      ID
	Board   ID
	Number  int // within the board
	Meeting ID  // 0: in none
	Item    ID  // 0: on none
	Title   string
	Owner   ID        // a person of the board; 0: somebody else
	Name    string    // of the owner, as it was written
	Due     time.Time // 00:00 of its last day; zero: none was said
	Done    time.Time // zero: it is not done
	DoneBy  ID
	By      ID
	At      time.Time
}

// ItemRecusal is that a seat took no part in an item because its holder was
// concerned: §§ 20, 21 VwVfG.
type ItemRecusal struct {
	Item ID
	Seat ID
	At   time.Time
}

// CalledItem is that an item of the agenda was called while the meeting was held.
type CalledItem struct {
	Item ID // 0: none was called any more
	At   time.Time
}
