package board

import "time"

// Term is the time for which a board is appointed, in whole days. Both are in
// the board's zone. The zero Term has neither start nor end.
type Term struct {
	Start time.Time // 00:00 of the first day
	Last  time.Time // 00:00 of the last day
}

// NewTerm is the term of so many months, at least one, that begins with the
// day start: §§ 187 (2), 188 (2) and (3) BGB. Its last day is the one before
// the day that bears the number of the first, or, where the last month has no
// such day, that month's last.
func NewTerm(start time.Time, months int) Term {
	year, month, day := start.Date()
	first := time.Date(year, month, day, 0, 0, 0, 0, start.Location())
	endOfMonth := time.Date(year, month+time.Month(months)+1, 0, 0, 0, 0, 0, start.Location())
	last := time.Date(year, month+time.Month(months), day-1, 0, 0, 0, 0, start.Location())
	if last.After(endOfMonth) || day > endOfMonth.Day() {
		last = endOfMonth
	}
	return Term{Start: first, Last: last}
}

// Ended tells whether the term's last day is over at now.
func (t Term) Ended(now time.Time) bool { return !t.Last.IsZero() && !now.Before(t.End()) }

// Begun tells whether the term's first day has come at now, or none is set.
func (t Term) Begun(now time.Time) bool { return t.Start.IsZero() || !now.Before(t.Start) }

// Same tells whether another term has the same first and the same last day.
func (t Term) Same(as Term) bool { return t.Start.Equal(as.Start) && t.Last.Equal(as.Last) }

// End is the first instant after the term; zero if it has no end.
func (t Term) End() time.Time {
	if t.Last.IsZero() {
		return time.Time{}
	}
	year, month, day := t.Last.Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, t.Last.Location())
}
