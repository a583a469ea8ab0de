package boards

import (
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// officeTexts are texts ready to copy: the next meeting for press and website, and
// a reminder to the administration.
func officeTexts(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	next, err := tx.NextMeeting(c.Board.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return nil, err
	}
	announced := err == nil && next.State == board.MeetingFixed
	var lines []commands.OfficeLine
	if announced {
		line, err := announcement(tx, c, next)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	overdue, err := tx.Overdue(c.Board.ID, c.Now)
	if err != nil {
		return nil, err
	}
	if len(overdue) > 0 {
		lines = append(lines, askedFor(c, overdue, next, announced))
	}
	return lines, nil
}

// announcement is the next meeting for press and website: only what is public.
func announcement(tx *storage.Tx, c *commands.Call, m board.Meeting) (commands.OfficeLine, error) {
	line := commands.OfficeLine{Section: commands.OfficeTexts, Text: chat.T("board.office.announcement")}
	line.Copy = append(line.Copy, chat.T("board.office.announcement.when", "Name", c.Board.Name, "Starts", m.Starts, "Place", m.Place))
	items, err := tx.Agenda(m.ID)
	n := 0
	for _, item := range board.PublicAgenda(items) {
		if n == 0 {
			line.Copy = append(line.Copy, chat.T("board.office.announcement.agenda"))
		}
		n++
		line.Copy = append(line.Copy, chat.T("board.digest.line", "Number", n, "Line", chat.Written(item.Title)))
	}
	if c.Board.Contact != "" {
		line.Copy = append(line.Copy, chat.T("board.office.announcement.contact", "Contact", c.Board.Contact))
	}
	return line, err
}

// askedFor reminds the administration of the answers that are overdue.
func askedFor(c *commands.Call, overdue []board.Poll, next board.Meeting, announced bool) commands.OfficeLine {
	line := commands.OfficeLine{Section: commands.OfficeTexts, Text: chat.T("board.office.asking", "N", len(overdue))}
	line.Copy = append(line.Copy, chat.T("board.office.asking.greeting"), chat.T("board.office.asking.open", "Name", c.Board.Name, "N", len(overdue)))
	for i, p := range overdue {
		due := p.Due.In(c.Now.Location())
		line.Copy = append(line.Copy, chat.T("board.digest.line", "Number", i+1, "Line",
			chat.T("board.office.asking.one", "Question", p.Question, "Ended", p.Ended.In(c.Now.Location()), "Due", due, "Days", board.DaysOverdue(due, c.Now))))
	}
	line.Copy = append(line.Copy, chat.T("board.office.asking.until", "Starts", next.Starts, "Dated", announced, "N", len(overdue)), chat.T("board.office.regards", "Name", c.Board.Name))
	return line
}
