package fields

import (
	"errors"

	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Office is what the office should know of fields: until when they are collected.
func (f *Fields) Office(tx *storage.Tx, c *commands.Call) ([]commands.OfficeLine, error) {
	running, err := tx.Collecting(c.Board.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	closes := running.Closes.In(c.Now.Location())
	return []commands.OfficeLine{{Section: commands.OfficeDue, Text: chat.T("board.office.collection", "Closes", closes), Due: closes,
		Buttons: []chat.Button{commands.Button(chat.T("cmd.field.list.title"), c.Board.ID, "field.list")}}}, nil
}
