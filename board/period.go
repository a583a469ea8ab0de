package board

import "time"

// UsualHour is when the last day of a board's period ends for its polls.
const UsualHour = 18

// UsualDeadline is when a poll ends that opens at from and has no deadline of
// its own: at 18:00, in the zone of from, on the last day of the board's
// period, the day of from not counted (§ 187 (1) BGB). nominal is that day;
// closes is another where WorkingDays holds and nominal is a Saturday, a Sunday
// or a public holiday: the next working day (§ 193 BGB).
func (p Profile) UsualDeadline(from time.Time, h Holidays) (closes, nominal time.Time) {
	nominal = clockOn(from, p.CircularDays, UsualHour*time.Hour)
	if !p.WorkingDays {
		return nominal, nominal
	}
	return h.WorkingDay(nominal), nominal
}
