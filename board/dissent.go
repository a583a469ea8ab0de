package board

import "time"

// Dissent is a minority opinion: what an elector who sees it otherwise has
// attached to a verdict. One a seat.
type Dissent struct {
	Poll   ID
	Seat   ID
	Person ID // who wrote it, for the seat
	Text   string
	At     time.Time
}

// dissentDays is how long after the end of a poll a minority opinion may be
// attached, to the hour in the time zone of the end that is given.
const dissentDays = 7

// DissentUntil is the first instant at which no minority opinion can be
// attached to the poll any more; zero while there is no verdict to differ from.
func (p Poll) DissentUntil(zone *time.Location) time.Time {
	if p.State != Closed || !p.Outcome.Valid() {
		return time.Time{}
	}
	return p.Ended.In(zone).AddDate(0, 0, dissentDays)
}

// MayDissent tells whether the one who votes for an elector's seat can attach
// a minority opinion at now, or take it back: for seven days after the end
// (situation P18). The error is ErrNoVerdict, ErrDissentOver or ErrRecused.
// Whether a person speaks for the seat is for MayVote to say.
func (p Poll) MayDissent(e Elector, now time.Time) error {
	until := p.DissentUntil(now.Location())
	switch {
	case until.IsZero():
		return ErrNoVerdict
	case e.Recused:
		return ErrRecused
	case !now.Before(until):
		return ErrDissentOver
	}
	return nil
}
