package proceedings

import (
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Part adds to the card of a meeting that everybody sees: while it is held, how
// many are there and which item is called; afterwards, from when until when it was.
func (f *Proceedings) Part(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error) {
	if m.State != board.MeetingOpen && m.State != board.MeetingHeld {
		return nil, nil, nil
	}
	r, err := f.look(tx, m)
	if err != nil {
		return nil, nil, err
	}
	if m.State == board.MeetingHeld {
		return []chat.Block{chat.Para{Text: chat.T("proceeding.card.held", "From", m.Opened.In(r.zone), "Until", m.Closed.In(r.zone), "N", r.attended(), "Members", r.members())}}, nil, nil
	}
	blocks := []chat.Block{chat.Para{Text: chat.T("proceeding.card.open", "Since", m.Opened.In(r.zone), "N", len(r.here()), "Guests", len(r.visitors()))}, chat.Para{Text: r.standing()}}
	item, err := theItem(tx, m, 0)
	if err != nil {
		return nil, nil, err
	}
	if item.ID != 0 {
		blocks = append(blocks, chat.Para{Text: chat.T("proceeding.card.item", "Item", itemName(item, false), "Public", item.Public)})
	}
	return blocks, checkIn(m), nil
}

// attended is how many seats were at the meeting, be it for a while.
func (r room) attended() int {
	var seats []board.ID
	for _, p := range r.presences {
		if p.Seat != 0 && !slices.Contains(seats, p.Seat) {
			seats = append(seats, p.Seat)
		}
	}
	return len(seats)
}

// Ways are what the one who calls can do with a meeting.
func (f *Proceedings) Ways(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error) {
	chairs, inside := c.Who.Chairs(), c.Who.May(board.MembersAndChair)
	var ways []commands.Way
	offer := func(may bool, key, path string, pairs ...string) {
		if may {
			ways = append(ways, commands.Way{About: chat.T("proceeding.way." + key), Button: commands.MeetingButton("proceeding.way."+key+".button", m, path, pairs...)})
		}
	}
	open := m.State == board.MeetingOpen
	offer(chairs && m.State == board.MeetingFixed && !c.Now.Before(m.Starts.Add(-unasked)), "open", "meeting.open")
	offer(chairs && open, "people", "meeting.present", "sheet", "yes")
	offer(inside && open && !chairs, "gone", "meeting.present", "presence", string(gone))
	offer(chairs && open, "call", "meeting.call", "sheet", "yes")
	offer(inside && open, "note", "meeting.note")
	offer(inside && (open || m.State == board.MeetingHeld), "task", "meeting.task_add")
	offer(chairs && m.State == board.MeetingHeld, "correct", "meeting.present")
	offer(chairs && open, "close", "meeting.close")
	return ways, nil
}
