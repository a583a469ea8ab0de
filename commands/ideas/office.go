package ideas

import (
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// onSheet is how many ideas and problems the office's sheet shows at most.
const onSheet = 30

// Office is what the office should know of ideas: which wait for an answer.
func (f *Ideas) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	open, err := tx.OpenIdeas(c.Board.ID, onSheet)
	lines := make([]commands.OfficeLine, len(open))
	for n, i := range open {
		sent := i.Sent.In(c.Now.Location())
		lines[n] = commands.OfficeLine{Section: commands.OfficeOwed, Buttons: []chat.Button{replyButton(i), showButton(i)},
			Text: chat.T("board.office.idea", "What", bare(i), "Text", commands.Beginning(i.Text+i.Title, lineLength), "Since", sent)}
	}
	return lines, err
}

// lineLength is how much of an idea a line of the sheet shows, in characters.
const lineLength = 100
