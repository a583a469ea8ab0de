package board

import "time"

// Recommends tells whether a recommendation came of the poll, to which the
// administration owes an answer.
func (p Poll) Recommends() bool {
	return p.State == Closed && p.Purpose == Recommendation && p.Outcome.Passed()
}

// AnswerDue is until when the administration answers what was adopted at ended:
// the last minute of the day so many days later, or, where that is a Saturday,
// a Sunday or a public holiday, of the next working day (§ 193 BGB). It is in
// the zone of ended.
func AnswerDue(ended time.Time, days int, h Holidays) time.Time {
	return clockOn(h.WorkingDay(clockOn(ended, days, reminderTime)), 0, lastMinute)
}

const (
	reminderTime = 9 * time.Hour // when the office is reminded, unless that is quiet
	lastMinute   = 23*time.Hour + 59*time.Minute
)

// AnswerReminder is the next moment after after at which the office is reminded
// of an answer that is due: a week before, on the day itself, and every week
// once it is overdue, at nine in the morning in the zone of due, or as soon
// afterwards as it is not quiet. It is zero if no moment of four weeks is.
func (q Quiet) AnswerReminder(due, after time.Time, h Holidays) time.Time {
	for week := -1; ; week++ {
		at := q.Next(clockOn(due, 7*week, reminderTime), h)
		if week == 0 && at.After(due) { // the day itself has only earlier hours that are not quiet
			if before := q.Last(due, clockOn(due, 0, 0), h); !before.IsZero() {
				at = before
			}
		}
		if at.IsZero() || at.After(after) {
			return at
		}
	}
}

// DaysOverdue is how many days of the calendar, in the zone of due, lie between
// the day on which something was due and now; 0 on that day and before.
func DaysOverdue(due, now time.Time) int {
	return max(0, daysBetween(due, now.In(due.Location())))
}
