package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"beirat/board"
	"beirat/bot/roll"
	"beirat/storage"
	"beirat/words"
)

// differences says how a board differs from what the flags and the roll say, a
// line each.
func (o *Setup) differences(ctx context.Context, there board.Board) ([]string, error) {
	var list []string
	if o.given["name"] && there.Name != o.board.Name {
		list = append(list, fmt.Sprintf("the board is called %q, not %q", there.Name, o.board.Name))
	}
	if o.given["land"] && there.Land != o.board.Land {
		list = append(list, fmt.Sprintf("the board's Land is %q, not %q", there.Land, o.board.Land))
	}
	if o.given["term-start"] && (!there.Term.Start.Equal(o.board.Term.Start) || !there.Term.Last.Equal(o.board.Term.Last)) {
		list = append(list, "the board's term is another one than --term-start and --months say")
	}
	for _, name := range o.plan.Apart {
		list = append(list, fmt.Sprintf("@%s is not in the channel", name))
	}
	if o.rollFile == "" {
		return list, nil
	}
	err := o.db.db.Read(ctx, func(tx *storage.Tx) error {
		c, err := o.compare(tx, there.ID)
		if err != nil {
			return err
		}
		list = append(list, c.list...)
		return nil
	})
	return list, err
}

// comparison is a board beside a roll.
type comparison struct {
	roll  roll.Roll
	seats []board.Seat
	roles []storage.Holding
	who   map[string]board.Person // by name in the roll; missing: nobody has met them
	list  []string
}

func (o *Setup) compare(tx *storage.Tx, of board.ID) (*comparison, error) {
	c := &comparison{roll: o.roll, who: map[string]board.Person{}}
	groups, err := tx.Groups(of)
	if err != nil {
		return nil, err
	}
	if c.seats, err = tx.Seats(of); err != nil {
		return nil, err
	}
	if c.roles, err = tx.RoleHolders(of); err != nil {
		return nil, err
	}
	for _, name := range o.roll.Usernames() {
		person, err := tx.PersonOf(o.on.name(), o.plan.People[name].ID)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return nil, err
		}
		c.who[name] = person
	}
	c.groups(groups)
	for _, row := range o.roll.Rows {
		c.row(row)
	}
	c.others()
	return c, nil
}

func (c *comparison) differ(format string, args ...any) {
	c.list = append(c.list, fmt.Sprintf(format, args...))
}

func (c *comparison) groups(there []board.Group) {
	for _, g := range c.roll.Groups {
		i := slices.IndexFunc(there, func(t board.Group) bool { return t.Key == g.Key })
		switch {
		case i < 0:
			c.differ("the board has no group %q", groupCalled(g))
		case there[i].Seats < g.Seats:
			c.differ("the group %q has %d seats; the roll names %d people", groupCalled(g), there[i].Seats, g.Seats)
		}
	}
}

func (c *comparison) row(row roll.Row) {
	who := c.who[row.Username]
	i := slices.IndexFunc(c.seats, func(s board.Seat) bool { return who.ID != 0 && s.Holder.ID == who.ID })
	switch {
	case row.Group == "" && i >= 0:
		c.differ("line %d: @%s holds a seat in the board, and none by the roll", row.Line, row.Username)
	case row.Group != "" && i < 0:
		c.differ("line %d: @%s holds no seat in the board", row.Line, row.Username)
	case row.Group == "":
	case c.seats[i].Group.Key != row.Group:
		c.differ("line %d: @%s holds a seat of the group %q in the board", row.Line, row.Username, groupCalled(c.seats[i].Group))
	case c.seats[i].Organisation != row.Organisation:
		c.differ("line %d: the organisation of @%s is %q in the board", row.Line, row.Username, c.seats[i].Organisation)
	case c.seats[i].Delegate.ID != c.who[row.Delegate].ID:
		c.differ("line %d: the delegate of @%s is another one in the board, or there is none", row.Line, row.Username)
	}
	for _, role := range board.Roles() {
		wanted, stored := storedRole(row.Role)
		wants := stored && wanted == role
		if has := c.has(who, role); role != board.Admin && has != wants {
			c.differ("line %d: @%s is %s %s in the board", row.Line, row.Username, not(has), role)
		}
	}
}

func not(has bool) string {
	if has {
		return "also"
	}
	return "not"
}

func (c *comparison) has(who board.Person, role board.Role) bool {
	return slices.ContainsFunc(c.roles, func(h storage.Holding) bool { return h.Role == role && h.Person.ID == who.ID })
}

// others are those in the board whom the roll does not name.
func (c *comparison) others() {
	named := map[board.ID]bool{}
	for _, person := range c.who {
		named[person.ID] = true
	}
	for _, s := range c.seats {
		if !s.Vacant() && !named[s.Holder.ID] {
			c.differ("@%s holds a seat of the group %q and is not on the roll", s.Holder.Name, groupCalled(s.Group))
		}
	}
	for _, h := range c.roles {
		if h.Role != board.Admin && !named[h.Person.ID] {
			c.differ("@%s is %s and is not on the roll", h.Person.Name, h.Role)
		}
	}
}

// groupCalled is a group's name for the operator.
func groupCalled(g board.Group) string {
	if g.Name != "" {
		return g.Name
	}
	return words.Printer{Language: words.German}.Say("group."+g.Key, nil)
}
