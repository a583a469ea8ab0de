package dates

import (
	"context"
	"errors"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// end ends a search before its deadline.
func (f *Dates) end(ctx context.Context, c *commands.Call, a asked) (chat.Reply, error) {
	return f.change(ctx, c, a, func(tx *storage.Tx, s board.DateSearch) (board.DateSearch, error) {
		if s.State != board.SearchOpen {
			return s, nil
		}
		return f.close(tx, s, f.db.Now())
	}, func(t table) chat.Reply { return reply(t.outcome(c.Now), t.fixButtons(c.Now)...) })
}

// extend moves the deadline.
func (f *Dates) extend(ctx context.Context, c *commands.Call, a asked) (chat.Reply, error) {
	closes := a.closes.Of(c)
	return f.change(ctx, c, a, func(tx *storage.Tx, s board.DateSearch) (board.DateSearch, error) {
		if first := s.Options[0].Starts; !closes.Before(first) {
			return s, commands.Mistake("closes", "date.open.late", "Closes", closes, "Starts", first)
		}
		s.Closes, s.State, s.Ended = closes.In(s.Closes.Location()), board.SearchOpen, time.Time{}
		if err := tx.SaveDateSearch(s); err != nil {
			return s, err
		}
		return s, f.planEnd(tx, c.Board, s)
	}, func(t table) chat.Reply {
		return reply(chat.Say(chat.T("date.extended", "Meeting", commands.MeetingTitle(t.meeting), "Closes", t.search.Closes)), showButton(t.meeting))
	})
}

// change does something to the search that is meant, as long as its meeting has
// no date.
func (f *Dates) change(ctx context.Context, c *commands.Call, a asked, do func(*storage.Tx, board.DateSearch) (board.DateSearch, error), say func(table) chat.Reply) (chat.Reply, error) {
	var t table
	err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		s, err := meant(tx, c, a.meeting.Of(c).ID)
		if err != nil {
			return err
		}
		m, err := tx.LockMeeting(c.Board.ID, s.Meeting)
		if err != nil {
			return err
		}
		if err := searchable(m); err != nil {
			return err
		}
		if s, err = tx.LockDateSearch(s.ID); err != nil {
			return err
		}
		if s, err = do(tx, s); err != nil {
			return err
		}
		if err := f.showCard(tx, s); err != nil {
			return err
		}
		t, err = f.tableOf(tx, m, s)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return say(t), nil
}

// meant is the last search for the date of a meeting; without one the only one
// that is open.
func meant(tx *storage.Tx, c *commands.Call, meeting board.ID) (board.DateSearch, error) {
	if meeting != 0 {
		s, err := tx.LastDateSearch(meeting)
		if errors.Is(err, storage.ErrNotFound) || err == nil && s.Board != c.Board.ID {
			return s, commands.Refuse("date.none")
		}
		return s, err
	}
	open, err := tx.OpenDateSearches(c.Board.ID)
	switch {
	case err != nil:
		return board.DateSearch{}, err
	case len(open) == 0:
		return board.DateSearch{}, commands.Refuse("date.none")
	case len(open) > 1:
		return board.DateSearch{}, commands.Mistake("meeting", "commands.which")
	}
	return open[0], nil
}

// close ends a search that the caller has locked, and tells who fixes the date.
func (f *Dates) close(tx *storage.Tx, s board.DateSearch, at time.Time) (board.DateSearch, error) {
	s.State, s.Ended = board.SearchClosed, at
	if err := tx.SaveDateSearch(s); err != nil {
		return s, err
	}
	return s, f.unplan(tx, s)
}
