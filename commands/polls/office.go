package polls

import (
	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// onSheet is how many answers the office's sheet shows at most.
const onSheet = 50

// Office is what the office should know of polls: which end, which open, and
// what the administration owes.
func (f *Polls) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	zone := c.Now.Location()
	open, err := tx.OpenPolls(c.Board.ID)
	if err != nil {
		return nil, err
	}
	var lines []commands.OfficeLine
	for _, p := range open {
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Text: taskLine(p, p.Closes.In(zone)), Due: p.Closes.In(zone), Buttons: []chat.Button{showButton(p)}})
	}
	planned, err := tx.PlannedPolls(c.Board.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range planned {
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Due: p.Opens.In(zone), Buttons: []chat.Button{showButton(p)},
			Text: chat.T("board.office.opens", "Number", p.Number, "Question", p.Question, "Opens", p.Opens.In(zone))})
	}
	owing, err := tx.Owing(c.Board.ID, onSheet)
	for _, p := range owing {
		due := p.Due.In(zone)
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeOwed, Due: due, Buttons: []chat.Button{answerButton(p), showButton(p)},
			Text: chat.T("board.office.answer", "Number", p.Number, "Question", p.Question, "Due", due, "Days", max(0, board.DaysOverdue(due, c.Now)))})
	}
	return lines, err
}
