package polls

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

// usualDeadline gives a poll without a deadline the one of the board's rules,
// and says why where that is not the day that one would count.
func usualDeadline(c *commands.Call, profile board.Profile, p *board.Poll) []chat.Text {
	if !p.Closes.IsZero() {
		return nil
	}
	from := c.Now
	if !p.Opens.IsZero() {
		from = p.Opens
	}
	holidays := board.HolidaysOf(c.Board.Land)
	closes, nominal := profile.UsualDeadline(from, holidays)
	p.Closes = closes
	if closes.Equal(nominal) {
		return nil
	}
	return []chat.Text{chat.T("poll.create.working_day", "Nominal", nominal, "N", profile.CircularDays, "Holiday", holidays.Holiday(nominal))}
}
