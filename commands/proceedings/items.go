package proceedings

import (
	"context"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// findItem is the item of a meeting that a number names; 0: the one that is
// called. It is a mistake to name none then.
func findItem(tx *storage.Tx, m board.Meeting, number int) (board.AgendaItem, error) {
	item, err := theItem(tx, m, number)
	if err == nil && item.ID == 0 {
		err = commands.Mistake("at_item", "proceeding.item.which")
	}
	return item, err
}

// theItem is the same, but zero where none is named and none is called.
func theItem(tx *storage.Tx, m board.Meeting, number int) (board.AgendaItem, error) {
	items, err := tx.Agenda(m.ID)
	if err != nil {
		return board.AgendaItem{}, err
	}
	if number != 0 {
		at := slices.IndexFunc(items, func(i board.AgendaItem) bool { return i.Position == number })
		if at < 0 {
			return board.AgendaItem{}, commands.Mistake("at_item", "proceeding.item.none", "Number", number, "N", len(items))
		}
		return items[at], nil
	}
	current, err := tx.CurrentItem(m.ID)
	at := slices.IndexFunc(items, func(i board.AgendaItem) bool { return i.ID == current })
	if err != nil || at < 0 {
		return board.AgendaItem{}, err
	}
	return items[at], nil
}

// itemName is an item as people call it. What one that is not public is about
// is said only to those of the board.
func itemName(i board.AgendaItem, inside bool) chat.Text {
	title := i.Title
	if !i.Public && !inside {
		title = ""
	}
	return chat.T("proceeding.item", "Number", i.Position, "Title", title)
}

// call calls an item of the agenda: what is noted and voted on then belongs to it.
func (f *Proceedings) call(p params) commands.Command {
	p.item = p.item.RequiredUnless("sheet")
	sheet := commands.Flag("sheet").Hidden() // of buttons: every item to choose from
	return commands.Command{
		Path: "meeting.call", Right: board.Chairing, Params: []commands.Param{p.item, p.meeting, sheet},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if sheet.Of(c) {
				return f.choose(ctx, c, p)
			}
			var message chat.Message
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				m, err := lockOpen(tx, c.Board.ID, p.meeting.Of(c).ID)
				if err != nil {
					return err
				}
				item, err := findItem(tx, m, p.item.Of(c))
				if err != nil {
					return err
				}
				before, err := theItem(tx, m, 0)
				if err != nil {
					return err
				}
				if err := tx.CallItem(m, item.ID); err != nil {
					return err
				}
				r, err := f.look(tx, m)
				if err != nil {
					return err
				}
				message, err = r.calling(tx, item, before)
				if err != nil {
					return err
				}
				return f.showLater(tx, m)
			})
			return chat.Reply{Messages: []chat.Message{message}}, err
		},
	}
}

// calling says which item is called, who takes no part, and what the chair has
// to think of now.
func (r room) calling(tx *storage.Tx, item, before board.AgendaItem) (chat.Message, error) {
	message := chat.Say(chat.T("proceeding.call.done", "Item", itemName(item, true)))
	if !item.Public && (before.ID == 0 || before.Public) {
		message = message.With(chat.Para{Text: chat.T("proceeding.call.private", "Names", r.visitors())})
	}
	if item.Public && before.ID != 0 && !before.Public {
		message = message.With(chat.Para{Text: chat.T("proceeding.call.public")})
	}
	recusals, err := tx.ItemRecusals(r.meeting.ID)
	if err != nil {
		return message, err
	}
	var names []string
	for _, one := range recusals {
		if one.Item == item.ID {
			names = append(names, r.seat(one.Seat).Voter().Name)
		}
	}
	if len(names) > 0 {
		message = message.With(chat.Para{Text: chat.T("proceeding.call.recused", "Names", names)})
	}
	number := strconv.Itoa(item.Position)
	row := chat.Actions{
		commands.MeetingButton("proceeding.button.note", r.meeting, "meeting.note", "at_item", number),
		commands.MeetingButton("proceeding.button.task", r.meeting, "meeting.task_add", "at_item", number),
		commands.MeetingButton("proceeding.button.items", r.meeting, "meeting.call", "sheet", "yes"),
	}
	return message.With(row), nil
}

// visitors are the guests who are there.
func (r room) visitors() []string {
	var names []string
	for _, g := range r.guests {
		if times := r.times(board.Presence{Guest: g.ID}); len(times) > 0 && times[len(times)-1].Here() {
			names = append(names, g.Name)
		}
	}
	return names
}

// choose offers every item of the agenda to be called.
func (f *Proceedings) choose(ctx context.Context, c *commands.Call, p params) (chat.Reply, error) {
	var message chat.Message
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		m, err := tx.Meeting(p.meeting.Of(c).ID)
		if err != nil {
			return err
		}
		if err := refuseClosed(m); err != nil {
			return err
		}
		items, err := tx.Agenda(m.ID)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			return commands.Refuse("proceeding.item.empty", "Meeting", commands.MeetingTitle(m))
		}
		current, err := theItem(tx, m, 0)
		if err != nil {
			return err
		}
		message = chat.Say(chat.T("proceeding.call.which"))
		var row []chat.Button
		for _, item := range items {
			message = message.With(chat.Para{Text: chat.T("proceeding.call.item", "Item", itemName(item, true), "Public", item.Public, "Minutes", item.Minutes, "Current", item.ID == current.ID)})
			button := commands.MeetingButton("proceeding.button.call", m, "meeting.call", "at_item", strconv.Itoa(item.Position))
			button.Label = chat.T("proceeding.button.call", "Number", item.Position)
			row = append(row, button)
		}
		message = message.With(rows(row[:min(len(row), offered)])...)
		return nil
	})
	return chat.Reply{Messages: []chat.Message{message}}, err
}
