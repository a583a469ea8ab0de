package strategy

import (
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Office is what the office should know of the strategy: which results of
// committees are still to be noted.
func (f *Strategy) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	all, err := tx.Submissions(c.Board.ID, offered)
	var lines []commands.OfficeLine
	for _, s := range waiting(all) {
		if s.Last == "" {
			lines = append(lines, commands.OfficeLine{Section: commands.OfficeDue, Text: chat.T("board.office.submission", "To", s.Committee, "Day", s.Day),
				Due: s.Day, Buttons: []chat.Button{resultButton(s), showButton(s)}})
		}
	}
	return lines, err
}
