package commands

import (
	"strconv"

	"beirat/board"
	"beirat/chat"
)

// Button is one that does a command of a board, with pairs of parameter names
// and values.
func Button(label chat.Text, of board.ID, path string, pairs ...string) chat.Button {
	args := map[string]string{"board": strconv.FormatInt(int64(of), 10)}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return chat.Button{Label: label, Action: chat.Action{Name: path, Args: args}}
}
