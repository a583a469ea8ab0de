package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/bot/survey"
	"beirat/storage"
)

// lookFurther finds out whether the board of --board is there, and whether the
// channel is free for it.
func (o *Setup) lookFurther(ctx context.Context) error {
	if o.number == 0 {
		return nil
	}
	if o.db.db == nil {
		o.against("--board %d: there is no board in this database yet.", o.number)
		return nil
	}
	return o.db.db.Read(ctx, func(tx *storage.Tx) error {
		_, err := tx.Board(board.ID(o.number))
		if errors.Is(err, storage.ErrNotFound) {
			return o.numbered(tx)
		}
		if err != nil {
			return err
		}
		home := o.home()
		there, err := tx.BoardAt(home.Platform, home.Server, home.Channel)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			return nil
		case err != nil:
			return err
		case int64(there.ID) != o.number:
			o.against("--board %d: the channel is the home of another board already, %d (%q).", o.number, there.ID, there.Name)
		}
		return nil
	})
}

// numbered says which boards there are instead of the one that was named.
func (o *Setup) numbered(tx *storage.Tx) error {
	all, err := tx.Boards()
	if err != nil {
		return err
	}
	list := ""
	for _, b := range all {
		list += fmt.Sprintf(" %d is %q.", b.ID, b.Name)
	}
	o.against("--board %d: there is no such board.%s", o.number, list)
	return nil
}

// settleIn makes the channel a further home of a board that is there.
func (o *Setup) settleIn(ctx context.Context, home storage.Home, told func(survey.Done)) error {
	if err := o.db.open(ctx, true); err != nil {
		return err
	}
	home.Board = board.ID(o.number)
	var there board.Board
	known := false // its people, on this platform
	err := o.db.db.Write(ctx, storage.By{}, func(tx *storage.Tx) (err error) {
		if there, err = tx.Board(home.Board); err != nil {
			return err
		}
		homes, err := tx.Homes(home.Board)
		if err != nil {
			return err
		}
		known = slices.ContainsFunc(homes, func(h storage.Home) bool { return h.Platform == home.Platform })
		return tx.AddHome(home)
	})
	if err != nil {
		return fmt.Errorf("making the channel a further home of board %d: %w", o.number, err)
	}
	told(survey.Done{How: "joined", What: fmt.Sprintf("this channel to the board %q; what it shows stands here too", there.Name)})
	if !known {
		fmt.Fprintf(o.report(), "%-9s%s\n", "note", "Members are not known here yet: each links their account here with the one that votes (\"verknüpfen\" in the chat), and stays one member with one vote.")
	}
	return nil
}
