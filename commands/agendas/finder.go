package agendas

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// next is the next meeting of a board that is still to be held: one with a date
// comes before one without. Zero if there is none.
func (f *Agendas) next(tx *storage.Tx, of board.ID) (next board.Meeting, err error) {
	all, err := tx.Meetings(of, searched)
	for _, m := range all {
		if !m.Ahead() || !m.Starts.IsZero() && !m.Ends().After(f.db.Now()) {
			continue
		}
		sooner := next.ID == 0 || next.Starts.IsZero() && !m.Starts.IsZero() || !m.Starts.IsZero() && m.Starts.Before(next.Starts)
		if sooner {
			next = m
		}
	}
	return next, err
}

// lockNext is next, and holds the meeting.
func (f *Agendas) lockNext(tx *storage.Tx, of board.ID) (board.Meeting, error) {
	m, err := f.next(tx, of)
	if err != nil || m.ID == 0 {
		return m, err
	}
	return tx.LockMeeting(of, m.ID)
}

// meant is the meeting that a call is about: the one that is named, else the one
// that is open, else the next. Zero if there is none.
func (f *Agendas) meant(tx *storage.Tx, c *commands.Call, named commands.ThingParam) (board.Meeting, error) {
	if id := named.Of(c).ID; id != 0 {
		return tx.Meeting(id)
	}
	return f.current(tx, c.Board.ID)
}

func (f *Agendas) current(tx *storage.Tx, of board.ID) (board.Meeting, error) {
	m, err := tx.OpenMeeting(of)
	if errors.Is(err, storage.ErrNotFound) {
		return f.next(tx, of)
	}
	return m, err
}

// items finds the items that the one who calls may see: by their number on the
// agenda of the meeting that is meant, or by a part of their title.
func (f *Agendas) items() commands.Finder {
	return commands.Finder{None: "agenda.none", Open: f.openItems, Number: f.numbered, Titled: f.titled}
}

// about is the meeting that the line names, before its values are known.
func (f *Agendas) about(ctx context.Context, c *commands.Call) (m board.Meeting, err error) {
	named := strings.TrimSpace(c.Raw("meeting"))
	var found []commands.Found
	if number, err := strconv.Atoi(strings.TrimPrefix(named, "#")); err == nil {
		one, err := f.meeting.Number(ctx, c, number)
		if err != nil {
			return m, err
		}
		found = []commands.Found{one}
	} else if named != "" {
		if found, err = f.meeting.Titled(ctx, c, named); err != nil {
			return m, err
		}
	}
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		switch {
		case len(found) == 1:
			m, err = tx.Meeting(found[0].ID)
		case named == "":
			m, err = f.current(tx, c.Board.ID)
		}
		return err
	})
	return m, err
}

// openItems lists what stands on the agenda, what is proposed and what waits.
func (f *Agendas) openItems(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	m, err := f.about(ctx, c)
	if err != nil && !errors.Is(err, commands.ErrNone) {
		return nil, err
	}
	var found []commands.Found
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		all, err := f.known(tx, c, m)
		for _, i := range all {
			found = append(found, foundItem(i))
		}
		return err
	})
	return found[:min(len(found), selectable)], err
}

// known are the items that may be meant: those of a meeting first.
func (f *Agendas) known(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]board.AgendaItem, error) {
	var all []board.AgendaItem
	if m.ID != 0 {
		standing, err := tx.Agenda(m.ID)
		if err != nil {
			return nil, err
		}
		all = standing
	}
	if c.Who.May(board.Inside) {
		for _, list := range []func(board.ID) ([]board.AgendaItem, error){tx.WaitingItems, tx.ProposedItems} {
			more, err := list(c.Board.ID)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
	}
	return readable(tx, c, all)
}

func (f *Agendas) numbered(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
	m, err := f.about(ctx, c)
	if err != nil {
		return commands.Found{}, err
	}
	var found commands.Found
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		all, err := tx.Agenda(m.ID)
		if err != nil {
			return err
		}
		if all, err = readable(tx, c, all); err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(i board.AgendaItem) bool { return i.Position == number })
		if at < 0 {
			return commands.ErrNone
		}
		found = foundItem(all[at])
		return nil
	})
	return found, err
}

func (f *Agendas) titled(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
	m, err := f.about(ctx, c)
	if err != nil && !errors.Is(err, commands.ErrNone) {
		return nil, err
	}
	var found []commands.Found
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		all, err := f.known(tx, c, m)
		for _, i := range all {
			if strings.Contains(commands.Fold(i.Title), commands.Fold(part)) {
				found = append(found, foundItem(i))
			}
		}
		return err
	})
	return found, err
}

func foundItem(i board.AgendaItem) commands.Found {
	return commands.Found{ID: i.ID, Number: i.Position, Title: i.Title}
}

// readable are the items that the one who calls may know of: those that are not
// public only inside the board, and a guest their own.
func readable(tx *storage.Tx, c *commands.Call, all []board.AgendaItem) ([]board.AgendaItem, error) {
	if c.Who.May(board.Inside) {
		return all, nil
	}
	var seen []board.AgendaItem
	for _, i := range all {
		own := false
		if !i.Public && i.Guest != 0 && c.Who.Person.ID != 0 {
			g, err := tx.MeetingGuest(i.Guest)
			if err != nil {
				return nil, err
			}
			own = g.Person == c.Who.Person.ID
		}
		if i.Public || own {
			seen = append(seen, i)
		}
	}
	return seen, nil
}

// chosen locks the item that a call is about, and its meeting before it; the
// meeting is zero where the item waits.
func (f *Agendas) chosen(tx *storage.Tx, c *commands.Call, p params) (i board.AgendaItem, m board.Meeting, err error) {
	id := p.item.Of(c).ID
	if p.entry.Given(c) {
		id = board.ID(p.entry.Of(c))
	}
	if id == 0 {
		return i, m, commands.Mistake(p.item.Name(), "agenda.which")
	}
	i, err = tx.Item(id)
	if errors.Is(err, storage.ErrNotFound) || err == nil && i.Board != c.Board.ID {
		return i, m, commands.Refuse("agenda.gone")
	}
	if err == nil && i.Meeting != 0 {
		m, err = tx.LockMeeting(c.Board.ID, i.Meeting)
	}
	if err != nil {
		return i, m, err
	}
	if i, err = tx.LockItem(c.Board.ID, id); err != nil {
		return i, m, err
	}
	seen, err := readable(tx, c, []board.AgendaItem{i})
	if err == nil && (i.State == board.ItemRemoved || len(seen) == 0) {
		err = commands.Refuse("agenda.gone").With(agendaButton(c.Board.ID, m))
	}
	return i, m, err
}

// over refuses to change the agenda of a meeting that is over or cancelled.
func over(of board.ID, m board.Meeting) error {
	if m.ID == 0 || m.Ahead() || m.State == board.MeetingOpen {
		return nil
	}
	return commands.Refuse("meeting.not_ahead."+string(m.State), "Meeting", commands.MeetingTitle(m)).With(agendaButton(of, m))
}

// name is a meeting as a sentence calls it.
func name(m board.Meeting) chat.Text { return commands.MeetingTitle(m) }
