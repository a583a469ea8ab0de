package commands

import (
	"strconv"

	"beirat/board"
	"beirat/chat"
)

// Opened is what the one is told who had a poll opened about a thing: until when
// it runs, with the way to it.
func Opened(c *Call, p board.Poll) []chat.Block {
	return []chat.Block{
		chat.Para{Text: chat.T("poll.about.opened", "Number", p.Number, "Closes", p.Closes.In(c.Now.Location()))},
		chat.Actions{Button(chat.T("poll.button.show"), p.Board, "poll.show", "poll", strconv.Itoa(p.Number))},
	}
}
