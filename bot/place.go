package bot

import (
	"errors"
	"slices"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// boardsOf are the boards that an event may be about: of the person's own the
// one that their line said, the one a button names, the one at home in the
// channel, those that the person belongs to, or the only one. In a channel where
// none is at home they are the person's own of that server, never those of
// another; who founds a board means the channel, and who makes it a home one of
// their own.
func boardsOf(tx *storage.Tx, c *commands.Call, person board.ID, said string) ([]board.Board, error) {
	e := c.Event
	if said != "" {
		return ownSaid(tx, person, said)
	}
	if named, err := strconv.ParseInt(carried(e.Do)[commands.Where], 10, 64); err == nil {
		return one(tx.Board(board.ID(named)))
	}
	if !e.Place.Private() {
		here, err := one(tx.BoardAt(e.Platform, e.Place.Server, e.Place.Channel))
		if err != nil || len(here) > 0 || person == 0 || c.Command != nil && c.Command.Path == foundPath {
			return here, err
		}
		if c.Command != nil && c.Command.Path == homePath {
			return tx.BoardsOf(person)
		}
		return ownOn(tx, e, person)
	}
	if person != 0 {
		if own, err := tx.BoardsOf(person); err != nil || len(own) > 0 {
			return own, err
		}
	}
	return onlyBoard(tx, e.Platform)
}

// boardSaid is the number of the board in a line; empty if none is there. A line
// is typed by anybody, unlike what a button or a form carries.
func boardSaid(do chat.Do, r commands.Request) string {
	switch do := do.(type) {
	case chat.Typing:
		return r.Values[commands.Where]
	case chat.Command:
		if do.Path == "" {
			return r.Values[commands.Where]
		}
	}
	return ""
}

// ownSaid is the board of that number, if the person belongs to it.
func ownSaid(tx *storage.Tx, person board.ID, said string) ([]board.Board, error) {
	if person == 0 {
		return nil, nil
	}
	own, err := tx.BoardsOf(person)
	return slices.DeleteFunc(own, func(b board.Board) bool { return strconv.FormatInt(int64(b.ID), 10) != said }), err
}

// ownOn are the boards that a person belongs to and that are at home on the
// server of an event.
func ownOn(tx *storage.Tx, e chat.Event, person board.ID) (own []board.Board, err error) {
	all, err := tx.BoardsOf(person)
	for _, b := range all {
		homes, err := tx.Homes(b.ID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(homes, func(h storage.Home) bool { return h.Platform == e.Platform && h.Server == e.Place.Server }) {
			own = append(own, b)
		}
	}
	return own, err
}

// onlyBoard is the board of a platform that has no other: a stranger who writes
// to the bot means that one.
func onlyBoard(tx *storage.Tx, platform string) (only []board.Board, err error) {
	all, err := tx.Boards()
	for _, b := range all {
		homes, err := tx.Homes(b.ID)
		if err != nil {
			return nil, err
		}
		if _, athome := serverOn(homes, platform); athome {
			only = append(only, b)
		}
	}
	if len(only) > 1 {
		return nil, err
	}
	return only, err
}

func one(found board.Board, err error) ([]board.Board, error) {
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	return []board.Board{found}, err
}

// carried are the values that a button or a form brought along.
func carried(do chat.Do) map[string]string {
	switch do := do.(type) {
	case chat.Press:
		return do.Action.Args
	case chat.Submit:
		return do.Values
	case chat.Command:
		return do.Values
	}
	return nil
}
