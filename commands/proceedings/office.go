package proceedings

import (
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// soon is in how many days a task must fall due to stand on the office's sheet.
const soon = 14

// Office are the lines for the office's sheet: what was taken on and is overdue,
// or falls due soon.
func (f *Proceedings) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	all, err := tx.OpenTasks(c.Board.ID)
	var lines []commands.OfficeLine
	for _, t := range all {
		if t.Due.IsZero() || t.Due.After(c.Now.AddDate(0, 0, soon)) {
			continue
		}
		lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Text: chat.T("proceeding.task.office", taskArgs(t, c)...), Due: t.Due,
			Buttons: []chat.Button{taskButton("proceeding.button.done", t, "meeting.task_done")}})
	}
	return lines, err
}
