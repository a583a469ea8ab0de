package proceedings

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// note writes something down on an item, for the minutes.
func (f *Proceedings) note(p params) commands.Command {
	text, meeting := commands.Text("note").Long().Required(), commands.Thing("meeting", f.meeting)
	return commands.Command{
		Path: "meeting.note", Right: board.MembersAndChair, Params: []commands.Param{text, p.item, meeting},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				m    board.Meeting
				item board.AgendaItem
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				id := meeting.Of(c).ID
				if !meeting.Given(c) {
					if id, err = openID(tx, c.Board.ID); err != nil {
						return err
					}
				}
				if m, err = tx.LockMeeting(c.Board.ID, id); err != nil {
					return err
				}
				if m.State != board.MeetingHeld || !c.Who.Chairs() {
					if err := refuseClosed(m); err != nil {
						return err
					}
				}
				if item, err = theItem(tx, m, p.item.Of(c)); err != nil {
					return err
				}
				_, err = tx.CreateMeetingNote(board.MeetingNote{Board: m.Board, Meeting: m.ID, Item: item.ID, Text: text.Of(c)})
				return err
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("proceeding.note.done", "Item", itemName(item, true), "On", item.ID != 0, "Meeting", commands.MeetingTitle(m))), nil
		},
	}
}

// openID is the meeting of a board that is being held.
func openID(tx *storage.Tx, of board.ID) (board.ID, error) {
	m, err := tx.OpenMeeting(of)
	if errors.Is(err, storage.ErrNotFound) {
		return 0, commands.Refuse("proceeding.none_open")
	}
	return m.ID, err
}
