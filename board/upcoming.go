package board

import "time"

// MeetingReminder is one of the times at which people are reminded of a meeting.
type MeetingReminder struct {
	Kind ReminderKind
	At   time.Time
}

// ReminderKind is how long before a meeting people are reminded.
type ReminderKind string

// The kinds: whoever has not answered is asked a week before, whoever comes is
// reminded a day and an hour before.
const (
	WeekBefore ReminderKind = "week"
	DayBefore  ReminderKind = "day"
	HourBefore ReminderKind = "hour"
)

// ReminderKinds lists every kind, in the order in which they come.
func ReminderKinds() []ReminderKind { return []ReminderKind{WeekBefore, DayBefore, HourBefore} }

// MeetingReminders are the times at which people are reminded of a meeting, in
// order, after a moment and none of them quiet: one that would be moves to the
// last full hour before it that is not. Days keep the hour of the meeting across
// clock changes. One for which there is no such time is left out, and so is that
// of the last hour where it would come on another day than the meeting.
func (q Quiet) MeetingReminders(starts, after time.Time, h Holidays) []MeetingReminder {
	clock := clockOf(starts)
	var all []MeetingReminder
	for _, wanted := range []MeetingReminder{
		{WeekBefore, clockOn(starts, -7, clock)}, {DayBefore, clockOn(starts, -1, clock)}, {HourBefore, starts.Add(-time.Hour)},
	} {
		if !wanted.At.After(after) {
			continue
		}
		if q.Covers(wanted.At, h) {
			wanted.At = q.Last(wanted.At, after, h)
		}
		if wanted.At.IsZero() || wanted.Kind == HourBefore && daysBetween(wanted.At, starts) != 0 {
			continue
		}
		all, after = append(all, wanted), wanted.At
	}
	return all
}

// InvitationReminders are the times at which the chair and the office are reminded
// that a meeting is to be called: so many days before the last day on which that
// is in time, at 9 in the morning or as soon after that as it is not quiet. Those
// before a moment are left out.
func (q Quiet) InvitationReminders(latest, after time.Time, h Holidays) []time.Time {
	var all []time.Time
	for _, days := range []int{7, 2} {
		at := q.Next(clockOn(latest, -days, 9*time.Hour), h)
		if !at.IsZero() && at.After(after) {
			all, after = append(all, at), at
		}
	}
	return all
}
