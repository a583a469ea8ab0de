package dates

import (
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
)

// line is a date as it is proposed, with what speaks against it.
func (t table) line(o board.DateOption) chat.Text {
	against := t.against(o)
	return chat.T("date.line", "Number", o.Number, "Starts", o.Starts, "Marks", chat.T("date.notes", "Notes", against), "Marked", len(against) > 0)
}

// against is what speaks against the day of a date.
func (t table) against(o board.DateOption) []chat.Text {
	var against []chat.Text
	for _, text := range []chat.Text{commands.Marked(t.marks[o.Number]), t.clash[o.Number]} {
		if !text.IsZero() {
			against = append(against, text)
		}
	}
	return against
}

// counted is a date with how many can come, and what it would lack.
func (t table) counted(tally board.DateTally) chat.Text {
	flags := flags(tally)
	return chat.T("date.counted", "Line", t.line(tally.Option), "Yes", tally.Yes, "IfNeedBe", tally.IfNeedBe, "No", tally.No,
		"Silent", tally.Silent, "Flags", flags, "Flagged", len(flags) > 0)
}

// flags are what a date would lack.
func flags(tally board.DateTally) []chat.Text {
	var flags []chat.Text
	if tally.NoQuorum {
		flags = append(flags, chat.T("date.lacks.quorum"))
	}
	if tally.NoChair {
		flags = append(flags, chat.T("date.lacks.chair"))
	}
	if tally.NoOffice {
		flags = append(flags, chat.T("date.lacks.office"))
	}
	return flags
}

// grid is every date with its counts.
func (t table) grid() chat.Table {
	grid := chat.Table{
		Caption: chat.T("date.table.caption", "Meeting", commands.MeetingTitle(t.meeting)),
		Head:    []chat.Text{chat.T("date.table.date"), chat.T("value.availability.yes.label"), chat.T("value.availability.if_need_be.label"), chat.T("value.availability.no.label"), chat.T("date.table.notes")},
	}
	for _, tally := range t.tallies {
		grid.Rows = append(grid.Rows, []chat.Text{
			chat.T("date.line", "Number", tally.Option.Number, "Starts", tally.Option.Starts, "Marks", chat.Text{}, "Marked", false),
			number(tally.Yes), number(tally.IfNeedBe), number(tally.No), t.notes(tally),
		})
	}
	return grid
}

// notes are what is to be minded at a date.
func (t table) notes(tally board.DateTally) chat.Text {
	notes := append(t.against(tally.Option), flags(tally)...)
	if len(notes) == 0 {
		return chat.Written("–")
	}
	return chat.T("date.notes", "Notes", notes)
}

func number(n int) chat.Text { return chat.Written(strconv.Itoa(n)) }

// onHoliday tells whether a date falls on a public holiday.
func (t table) onHoliday() bool {
	for _, marks := range t.marks {
		for _, mark := range marks {
			if mark.Kind == board.PublicHoliday {
				return true
			}
		}
	}
	return false
}

// confirms asks whether dates on public holidays are meant.
func (t table) confirms(c *commands.Call, a asked) chat.Reply {
	var lines []chat.Text
	written := ""
	for _, o := range t.search.Options {
		written += o.Starts.Format(writtenForm) + ";"
		for _, mark := range t.marks[o.Number] {
			if mark.Kind == board.PublicHoliday {
				lines = append(lines, t.line(o))
				break
			}
		}
	}
	pairs := []string{"proposals", written, "anyway", "yes"}
	for _, name := range []string{a.meeting.Name(), a.closes.Name()} {
		if raw := c.Raw(name); raw != "" {
			pairs = append(pairs, name, raw)
		}
	}
	return reply(chat.Say(chat.T("date.open.holiday", "N", len(lines)), chat.T("date.lines", "Lines", lines), chat.T("date.open.anyway")),
		commands.Button(chat.T("date.button.anyway"), c.Board.ID, "meeting.dates", pairs...))
}

// writtenForm is a date as a button carries it.
const writtenForm = "2006-01-02T15:04"

// bestShown is how many dates are offered to be fixed.
const bestShown = 3

// outcome is what came of a search, for those who fix the date.
func (t table) outcome(now time.Time) chat.Message {
	best := board.Best(t.tallies)
	lines := make([]chat.Text, 0, bestShown)
	for _, tally := range best[:min(bestShown, len(best))] {
		lines = append(lines, t.counted(tally))
	}
	m := chat.Say(chat.T("date.result.title", "Meeting", commands.MeetingTitle(t.meeting), "Over", !t.search.Accepts(now)))
	if t.answered() == 0 && t.nobody() {
		return m.With(chat.Para{Text: chat.T("date.result.nobody")})
	}
	m = m.With(chat.Para{Text: chat.T("date.result.best", "N", len(lines))}, chat.Para{Text: chat.T("date.lines", "Lines", lines)})
	if silent := t.silent(); len(silent) > 0 {
		m = m.With(chat.Para{Text: chat.T("date.silent", "Names", silent)})
	}
	return m
}

// nobody tells whether no answer came at all.
func (t table) nobody() bool { return len(t.said) == 0 }

// fixButtons fix one of the best dates.
func (t table) fixButtons(now time.Time) []chat.Button {
	var row []chat.Button
	if !t.nobody() {
		best := board.Best(t.tallies)
		for _, tally := range best[:min(bestShown, len(best))] {
			row = append(row, t.fixButton(tally.Option))
		}
	}
	if !t.search.Accepts(now) {
		row = append(row, t.againButton())
	}
	return append(row, showButton(t.meeting))
}

// againButton asks for another deadline or other dates.
func (t table) againButton() chat.Button {
	return commands.MeetingButton("date.button.again", t.meeting, "meeting.dates", "propose", "yes")
}

func (t table) fixButton(o board.DateOption) chat.Button {
	return commands.Button(chat.T("date.button.fix", "Number", o.Number, "Starts", o.Starts), t.meeting.Board, "meeting.fix",
		"meeting", strconv.Itoa(t.meeting.Number), "starts", o.Starts.Format(writtenForm))
}
