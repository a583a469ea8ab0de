package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/bot/roll"
	"beirat/bot/survey"
	"beirat/commands/boards"
	"beirat/storage"
)

// found makes the board of a channel, or says how the one that is there differs
// from the roll.
func (o *Setup) found(ctx context.Context, told func(survey.Done)) error {
	home := o.home()
	var there board.Board
	err := o.db.db.Read(ctx, func(tx *storage.Tx) (err error) {
		there, err = tx.BoardAt(home.Platform, home.Server, home.Channel)
		return err
	})
	switch {
	case errors.Is(err, storage.ErrNotFound) && o.number != 0:
		return o.settleIn(ctx, home, told)
	case errors.Is(err, storage.ErrNotFound):
		return o.makeBoard(ctx, home, told)
	case err != nil:
		return err
	}
	told(survey.Done{How: "found", What: fmt.Sprintf("board %q in this channel", there.Name)})
	differences, err := o.differences(ctx, there)
	if err != nil {
		return err
	}
	for _, text := range differences {
		fmt.Fprintf(o.report(), "%-9s%s\n", "differs", text)
	}
	if len(differences) > 0 {
		fmt.Fprintln(o.report(), "What differs was left as it is in the board: it may have been decided there. The chair and the office change it in the chat.")
	}
	return nil
}

// home is the channel that the flags name.
func (o *Setup) home() storage.Home {
	server, channel := o.plan.home()
	return storage.Home{Platform: o.on.name(), Server: server, Channel: channel}
}

// makeBoard makes the board with everybody on the roll, in one transaction.
func (o *Setup) makeBoard(ctx context.Context, home storage.Home, told func(survey.Done)) error {
	if err := o.db.open(ctx, true); err != nil {
		return err
	}
	groups := o.roll.Groups
	if o.rollFile == "" {
		groups = boards.Groups()
	}
	made := o.board
	err := o.db.db.Write(ctx, storage.By{}, func(tx *storage.Tx) (err error) {
		if made, err = tx.CreateBoard(o.board, groups, home); err != nil {
			return err
		}
		if err := o.fill(tx, made.ID); err != nil {
			return err
		}
		return o.greet(tx, made.ID)
	})
	if err != nil {
		return fmt.Errorf("making the board: %w", err)
	}
	told(survey.Done{How: "made", What: fmt.Sprintf("board %q with %s", made.Name, peopled(groups, o.roll))})
	for _, column := range o.roll.Unused {
		fmt.Fprintf(o.report(), "%-9scolumn %q of the roll\n", "unused", column)
	}
	if slices.ContainsFunc(o.roll.Rows, func(r roll.Row) bool { return r.Name != "" }) {
		fmt.Fprintf(o.report(), "%-9sthe names of the roll: in the chat people are called as their accounts are\n", "unused")
	}
	return nil
}

func peopled(groups []board.Group, r roll.Roll) string {
	seats := 0
	for _, g := range groups {
		seats += g.Seats
	}
	if len(r.Rows) == 0 {
		return fmt.Sprintf("%d vacant seats", seats)
	}
	return fmt.Sprintf("%d seats and %d people", seats, len(r.Rows))
}

// fill gives the seats of a new board, in the order of the roll, and the roles.
func (o *Setup) fill(tx *storage.Tx, of board.ID) error {
	seats, err := tx.Seats(of)
	if err != nil {
		return err
	}
	for _, row := range o.roll.Rows {
		who, err := o.meet(tx, row.Username)
		if err != nil {
			return err
		}
		if row.Group != "" {
			i := slices.IndexFunc(seats, func(s board.Seat) bool { return s.Group.Key == row.Group })
			if i < 0 {
				return fmt.Errorf("group %s: no seat left for @%s", row.Group, row.Username)
			}
			if err := o.takeSeat(tx, row, seats[i], who); err != nil {
				return err
			}
			seats = slices.Delete(seats, i, i+1)
		}
		if role, stored := storedRole(row.Role); stored {
			if err := tx.SetRole(of, who.ID, role, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// greet plans the greeting of everybody, when all seats are taken.
func (o *Setup) greet(tx *storage.Tx, of board.ID) error {
	for _, row := range o.roll.Rows {
		for _, name := range []string{row.Username, row.Delegate} {
			if name == "" {
				continue
			}
			who, err := o.meet(tx, name)
			if err != nil {
				return err
			}
			if err := boards.Greet(tx, of, who.ID, o.db.now()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *Setup) takeSeat(tx *storage.Tx, row roll.Row, seat board.Seat, who board.Person) error {
	if err := tx.TakeSeat(seat.ID, who.ID, row.Organisation); err != nil {
		return err
	}
	if row.Delegate == "" {
		return nil
	}
	delegate, err := o.meet(tx, row.Delegate)
	if err != nil {
		return err
	}
	return tx.Delegate(seat.ID, delegate.ID)
}

func (o *Setup) meet(tx *storage.Tx, name string) (board.Person, error) {
	account := o.plan.People[name]
	return tx.Meet(o.on.name(), account.ID, account.Name)
}

// storedRole is the role of a roll as the board keeps it; a member is who holds
// a seat.
func storedRole(r roll.Role) (board.Role, bool) {
	role, stored := map[roll.Role]board.Role{roll.Chair: board.Chair, roll.Deputy: board.Deputy, roll.Office: board.Office, roll.Guest: board.Guest}[r]
	return role, stored
}
