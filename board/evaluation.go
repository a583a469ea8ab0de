package board

import "time"

// TermFate is what is to become of a board when its term is over.
type TermFate string

// The fates.
const (
	TermExtended    TermFate = "extend"    // it goes on as it is
	TermChanged     TermFate = "change"    // it goes on, with other seats or rules
	TermTransformed TermFate = "transform" // something else takes its place
	TermEnded       TermFate = "end"
)

// TermFates lists them, in the order of showing.
func TermFates() []TermFate {
	return []TermFate{TermExtended, TermChanged, TermTransformed, TermEnded}
}

// GoesOn tells whether there is to be another term.
func (f TermFate) GoesOn() bool { return f == TermExtended || f == TermChanged }

// Advised is the fate that a poll about a term came to; empty if it came to none.
func (p Poll) Advised() TermFate {
	if p.About.Kind != AboutTerm || !p.Decided() || !p.Outcome.Passed() {
		return ""
	}
	fates := TermFates()
	for _, o := range p.Options {
		if o.Won && o.Thing >= 1 && int(o.Thing) <= len(fates) {
			return fates[o.Thing-1]
		}
	}
	return ""
}

// TermDecision is what the council, which appointed the board, decided about the
// time after its term. The last one holds.
type TermDecision struct {
	ID        ID
	Board     ID
	Fate      TermFate
	Day       time.Time // 00:00 of the day of the decision, in the board's zone
	Reference string    // under which the council keeps it; may be empty
	By        ID        // who wrote it down
	Noted     time.Time // UTC
}

// evaluationHour is the hour of the day at which it is looked whether a term is
// to be evaluated.
const evaluationHour = 9

// evaluationLook is how many days at most lie between two looks: the days of a
// term may change.
const evaluationLook = 28

// EvaluationMonths are how many months before the end of a term its evaluation is
// spoken of, the earliest first.
func EvaluationMonths() []int { return []int{6, 3, 1} }

// EvaluationDay is 00:00 of the day so many months before the last day of a term,
// or of the last day of that month, where it is shorter.
func (t Term) EvaluationDay(months int) time.Time {
	year, month, day := t.Last.Date()
	end := time.Date(year, month-time.Month(months)+1, 0, 0, 0, 0, 0, t.Last.Location())
	if day > end.Day() {
		return end
	}
	return time.Date(year, month-time.Month(months), day, 0, 0, 0, 0, t.Last.Location())
}

// EvaluationDue is how many months before the end of a term it was last to be
// spoken of its evaluation, at now: 6, 3 or 1. 0: it is too early, or the term has
// no end, or is over.
func (t Term) EvaluationDue(now time.Time) int {
	due := 0
	if t.Last.IsZero() || t.Ended(now) {
		return due
	}
	for _, months := range EvaluationMonths() {
		if !now.Before(t.EvaluationDay(months)) {
			due = months
		}
	}
	return due
}

// EvaluationLook is the next moment after now, in the zone of the board, at which
// it is looked whether the term is to be evaluated: nine o'clock of the next of
// those days, or earlier, four weeks from now, for the days of the term may have
// become others by then. It is not quiet then.
func (q Quiet) EvaluationLook(t Term, now time.Time, h Holidays) time.Time {
	year, month, day := now.Date()
	look := q.orItself(time.Date(year, month, day+evaluationLook, evaluationHour, 0, 0, 0, now.Location()), h)
	if t.Last.IsZero() {
		return look
	}
	for _, months := range EvaluationMonths() {
		year, month, day := t.EvaluationDay(months).Date()
		at := q.orItself(time.Date(year, month, day, evaluationHour, 0, 0, 0, now.Location()), h)
		if at.After(now) && at.Before(look) {
			look = at
		}
	}
	return look
}

// orItself is the next moment that is not quiet, or the moment itself where all are.
func (q Quiet) orItself(t time.Time, h Holidays) time.Time {
	if at := q.Next(t, h); !at.IsZero() {
		return at
	}
	return t
}
