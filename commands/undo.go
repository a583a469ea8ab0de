package commands

import (
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
)

// Undoing is how long what can be undone is, by the clock.
const Undoing = 5 * time.Minute

// UndoButton undoes what storage.Tx.Undoable kept under this ID.
func UndoButton(of, id board.ID) chat.Button {
	return Button(chat.T("board.undo.button"), of, "board.undo", "undone", strconv.FormatInt(int64(id), 10))
}
