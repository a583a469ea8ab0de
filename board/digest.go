package board

import "time"

// Digest is how somebody wants to hear from a board: at once, or of everything
// together once a day or a week.
type Digest struct {
	Rhythm  Rhythm
	Weekday time.Weekday // of a weekly one
	Hour    int          // 0–23, by the clock on the wall; of a daily or weekly one
	Own     bool         // the hours of Quiet hold instead of the board's
	Quiet   Quiet
}

// Rhythm is how often somebody hears from a board.
type Rhythm string

// The rhythms.
const (
	HeardAtOnce Rhythm = "at_once"
	HeardDaily  Rhythm = "daily"
	HeardWeekly Rhythm = "weekly"
)

// Rhythms lists them.
func Rhythms() []Rhythm { return []Rhythm{HeardAtOnce, HeardDaily, HeardWeekly} }

// Ample is how long after a digest something must at least go on to be told in
// it: what ends sooner is told at once.
const Ample = 12 * time.Hour

// Together tells whether things wait for a digest.
func (d Digest) Together() bool { return d.Rhythm == HeardDaily || d.Rhythm == HeardWeekly }

// Next is when the first digest after now is, in the zone of now. 8 o'clock stays
// 8 o'clock when the clocks change; an hour that a night lacks is the next. A
// weekly one whose day is no working day is on the next that is (§ 193 BGB). Zero
// of who hears at once.
func (d Digest) Next(now time.Time, h Holidays) time.Time {
	year, month, day := now.Date()
	first, step := 0, 1
	switch d.Rhythm {
	case HeardDaily:
	case HeardWeekly: // from last week on: its day may have moved past now
		first, step = int(d.Weekday-now.Weekday())-7, 7
	default:
		return time.Time{}
	}
	for days := first; ; days += step {
		at := time.Date(year, month, day+days, d.Hour, 0, 0, 0, now.Location())
		if d.Rhythm == HeardWeekly {
			at = h.WorkingDay(at)
		}
		if at.After(now) {
			return at
		}
	}
}

// Waits tells whether something that is over at a time, zero if it is never, can
// wait for the digest of a time.
func (d Digest) Waits(over, digest time.Time) bool {
	return over.IsZero() || !over.Before(digest.Add(Ample))
}
