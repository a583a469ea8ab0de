package chat

import (
	"context"
	"errors"
	"time"
)

// Announcer is a platform that shows an appointment besides the messages of a
// channel: among the events of the server, or as a message that is pinned. A
// platform that is none lets it be.
type Announcer interface {
	// Announce makes what is shown of an appointment equal to what is true and
	// gives the platform's reference of it; empty, if nothing stands any more. It
	// is repeatable: of one Key one thing is shown, also when a try before was not
	// heard of.
	Announce(ctx context.Context, a Announcement) (ref string, err error)
}

// Announcement is an appointment for those who are on a server. It says only what
// everybody may know.
type Announcement struct {
	Key      string // the same for ever, and that of no other appointment
	Ref      string // what stood before; empty: nothing was heard of
	Server   string
	Channel  string
	Language string // of the readers
	Card     string // the reference of the message in the channel that shows it; empty: none stands

	Title  string
	About  string // may be empty
	Place  string // may be empty
	Starts time.Time
	Ends   time.Time
	State  AnnouncementState
}

// AnnouncementState is where an appointment stands.
type AnnouncementState string

// The states.
const (
	AnnouncedAhead     AnnouncementState = "ahead"
	AnnouncedOpen      AnnouncementState = "open"
	AnnouncedOver      AnnouncementState = "over"
	AnnouncedCancelled AnnouncementState = "cancelled"
)

// What may stand against an announcement.
var (
	ErrNoCard       = errors.New("the message that shows it is not there yet") // try again later
	ErrNotAnnounced = errors.New("the platform does not take it")              // the bot may not, or there are too many: not to be retried
)
