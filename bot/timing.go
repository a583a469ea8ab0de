package bot

import (
	"net/http"
	"time"

	"beirat/chat"
)

// timing is by which clock a program runs, and who winds it. The usual one is
// the wall's, and the worker looks at it by itself; a binary with the build tag
// testclock has one that stands until it is told to move.
type timing struct {
	now   func() time.Time
	wound bool // by somebody who has due work done then
	tempo tempo
	wrap  func(chat.Platform) chat.Platform     // the platforms, as the worker sees them
	admin func(*Bot, http.Handler) http.Handler // what more the admin address serves
}

// tempo is how the worker works. The zero tempo does one job after the other in
// the order of their time, and shows every change at once.
type tempo struct {
	hands   int                     // how many jobs are done at once
	settle  time.Duration           // how long a card waits for more ballots
	gather  time.Duration           // how long reminders for one person wait for each other
	between time.Duration           // two changes of one message, whoever makes them
	rest    func(int) time.Duration // of a job that failed so many times; nil: longer and longer
}

// wall is the time of the world.
func wall() timing {
	return timing{
		now:   time.Now,
		tempo: tempo{hands: 8, settle: 300 * time.Millisecond, gather: 10 * time.Minute, between: time.Second},
		wrap:  func(p chat.Platform) chat.Platform { return p },
		admin: func(_ *Bot, h http.Handler) http.Handler { return h },
	}
}
