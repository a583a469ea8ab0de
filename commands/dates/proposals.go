package dates

import (
	"slices"
	"strings"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/words"
)

// flawsTold is how many mistakes in a list of dates are told at once.
const flawsTold = 5

// read understands the dates that somebody wrote in one text, one a line or with
// semicolons between, and numbers them in their order. All mistakes are told at
// once.
func read(c *commands.Call, text string) ([]board.DateOption, error) {
	pieces := split(c, text)
	if n := len(pieces); n > board.MostDates {
		return nil, commands.Mistake("proposals", "date.proposals.many", "N", n, "Most", board.MostDates)
	}
	var flaws []chat.Text
	var options []board.DateOption
	for _, piece := range pieces {
		at, flaw, err := understand(c, piece)
		switch {
		case err != nil:
			return nil, err
		case !flaw.IsZero():
			flaws = append(flaws, chat.T("date.proposals.flaw", "Typed", commands.Cut(piece), "Why", flaw))
		case slices.ContainsFunc(options, func(o board.DateOption) bool { return o.Starts.Equal(at) }):
			flaws = append(flaws, chat.T("date.proposals.twice", "Starts", at))
		default:
			options = append(options, board.DateOption{Starts: at})
		}
	}
	if len(flaws) > 0 {
		more := max(0, len(flaws)-flawsTold)
		return nil, commands.Mistake("proposals", "date.proposals.flaws", "Flaws", flaws[:len(flaws)-more], "More", more)
	}
	if len(options) < board.LeastDates {
		return nil, commands.Mistake("proposals", "date.proposals.few")
	}
	slices.SortFunc(options, func(a, b board.DateOption) int { return a.Starts.Compare(b.Starts) })
	for i := range options {
		options[i].Number = i + 1
	}
	return options, nil
}

// understand is one date with its hour; why not, if it is none.
func understand(c *commands.Call, piece string) (at time.Time, flaw chat.Text, err error) {
	reading, refusal, err := c.Moment(piece)
	switch {
	case err != nil:
		return at, flaw, err
	case refusal != nil:
		return at, refusal.Text, nil
	case reading.Day:
		return at, chat.T("date.proposals.hour"), nil
	case !reading.Time.After(c.Now):
		return at, chat.T("date.proposals.past", "Starts", reading.Time), nil
	case c.Board.Term.Ended(reading.Time):
		return at, chat.T("date.proposals.term", "Last", c.Board.Term.Last), nil
	}
	return reading.Time, flaw, nil
}

// split takes a text apart where one date ends: at line breaks and semicolons,
// and at commas where each part is a date of its own.
func split(c *commands.Call, text string) []string {
	var pieces []string
	for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ';' }) {
		piece = strings.Trim(strings.TrimSpace(piece), ",-–•*· ")
		if piece == "" {
			continue
		}
		if parts := strings.Split(piece, ","); len(parts) > 1 && each(c, parts) {
			pieces = append(pieces, parts...)
			continue
		}
		pieces = append(pieces, piece)
	}
	for i, piece := range pieces {
		pieces[i] = strings.TrimSpace(piece)
	}
	return pieces
}

// each tells whether every part is understood as a date with its hour.
func each(c *commands.Call, parts []string) bool {
	for _, part := range parts {
		if reading, refusal, err := c.Moment(part); err != nil || refusal != nil || reading.Day {
			return false
		}
	}
	return true
}

// nearby are dates around the one that is wished for, as somebody would write
// them, without those against which something speaks.
func nearby(c *commands.Call, wished time.Time, against func(time.Time) []board.DayMark) string {
	const least = 14 // days until the first of them: an invitation needs its time
	p := words.Printer{Language: c.Language}
	var lines []string
	for _, days := range []int{-7, -2, -1, 0, 1, 2, 7} {
		at := wished.AddDate(0, 0, days)
		if at.After(c.Now.AddDate(0, 0, least)) && len(against(at)) == 0 {
			lines = append(lines, p.Print(chat.T("date.proposals.one", "Starts", at)))
		}
	}
	return strings.Join(lines, "\n")
}
