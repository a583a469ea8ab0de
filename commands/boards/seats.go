package boards

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// seatAdd gives a free seat of a group to a person.
func (f *Boards) seatAdd() commands.Command {
	var (
		group        = commands.Thing("group", f.groups(nil)).Required()
		person       = commands.Person("person").Required()
		organisation = commands.Text("organisation").Max(200)
	)
	return commands.Command{
		Path: "board.seat_add", Right: board.Chairing, Params: []commands.Param{person, group, organisation},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			who, in := person.Of(c), group.Of(c)
			var free []board.Seat
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				seats, err := tx.Seats(c.Board.ID)
				if err != nil {
					return err
				}
				if seat, has := seatOf(seats, who.ID); has {
					return hasOne(who, seat)
				}
				free = vacant(seats, in.ID)
				if len(free) == 0 {
					return commands.Mistake("group", "board.seat.full", "Group", in.Title, "N", inGroup(seats, in.ID), "Free", vacancies(seats))
				}
				if who, err = meet(tx, c, person.Of(c)); err != nil {
					return err
				}
				if err := tx.TakeSeat(free[0].ID, who.ID, organisation.Of(c)); err != nil {
					return err
				}
				return errors.Join(Greet(tx, c.Board.ID, who.ID, f.db.Now()), f.seated(tx, c, free[0].ID))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say("board.seat_add.done", "Name", who.Name, "Group", groupName(free[0].Group), "ExOfficio", free[0].Group.ExOfficio, "N", len(free)-1), nil
		},
	}
}

// seatRemove frees a person's seat.
func (f *Boards) seatRemove() commands.Command {
	person := commands.Person("person").Required()
	return commands.Command{
		Path: "board.seat_remove", Right: board.Chairing, Params: []commands.Param{person},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			who := person.Of(c)
			var seat board.Seat
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				seats, err := tx.Seats(c.Board.ID)
				if err != nil {
					return err
				}
				var has bool
				if seat, has = seatOf(seats, who.ID); !has || seat.Holder.ID != who.ID {
					return commands.Mistake("person", "board.seat.has_none", "Name", who.Name, "Holder", seat.Holder.Name)
				}
				if err := tx.LeaveSeat(seat.ID); err != nil {
					return err
				}
				return errors.Join(f.planNotice(tx, c.Board.ID, notice{What: "seat", By: c.Who.Person.ID, Seat: seat.ID, Person: who.ID}), f.seated(tx, c, seat.ID))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{
				chat.Say(chat.T("board.seat_remove.done", "Name", who.Name, "Group", groupName(seat.Group))).
					With(chat.Actions{button("cmd.board.seat_add.title", c.Board.ID, "board.seat_add")}),
			}}, nil
		},
	}
}

// seatDelegate gives the vote of an ex-officio seat to a delegate, or back to
// its holder. Exactly one of both has it.
func (f *Boards) seatDelegate() commands.Command {
	var (
		person = commands.Person("person").RequiredUnless("end")
		end    = commands.Flag("end")
		group  = commands.Thing("group", f.groups(func(g board.Group) bool { return g.ExOfficio })).Required()
	)
	return commands.Command{
		Path: "board.seat_delegate", Right: board.Chairing, Params: []commands.Param{person, group, end},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			who := person.Of(c)
			if end.Of(c) {
				who = board.Person{}
			}
			var seat board.Seat
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				seats, err := tx.Seats(c.Board.ID)
				if err != nil {
					return err
				}
				seat = firstFilled(seats, group.Of(c).ID)
				if seat.ID == 0 {
					return commands.Mistake("group", "board.seat_delegate.vacant", "Group", group.Of(c).Title)
				}
				if other, has := seatOf(seats, who.ID); who.ID != 0 && has && other.ID != seat.ID {
					return hasOne(who, other)
				}
				if !end.Of(c) {
					if who, err = meet(tx, c, person.Of(c)); err != nil {
						return err
					}
				}
				if who.ID == seat.Holder.ID {
					who = board.Person{}
				}
				if err := tx.Delegate(seat.ID, who.ID); err != nil {
					return err
				}
				if who.ID != 0 {
					if err := Greet(tx, c.Board.ID, who.ID, f.db.Now()); err != nil {
						return err
					}
				}
				return errors.Join(f.planNotice(tx, c.Board.ID, notice{What: "delegate", By: c.Who.Person.ID, Seat: seat.ID}), f.seated(tx, c, seat.ID))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if who.ID == 0 {
				return say("board.seat_delegate.back", "Holder", seat.Holder.Name, "Group", groupName(seat.Group)), nil
			}
			return say("board.seat_delegate.done", "Name", who.Name, "Holder", seat.Holder.Name, "Group", groupName(seat.Group)), nil
		},
	}
}

// seated tells the other features that somebody else holds a seat or votes for it.
func (f *Boards) seated(tx *storage.Tx, c *commands.Call, seat board.ID) error {
	for _, tell := range f.offers.Seated {
		if err := tell(tx, c.Board.ID, seat); err != nil {
			return err
		}
	}
	return nil
}

// hasOne is the mistake of naming somebody who votes for a seat already.
func hasOne(who board.Person, seat board.Seat) error {
	return commands.Mistake("person", "board.seat.has_one", "Name", who.Name, "Group", groupName(seat.Group),
		"Delegate", seat.Delegate.ID == who.ID, "Holder", seat.Holder.Name)
}

func seatOf(seats []board.Seat, person board.ID) (board.Seat, bool) {
	for _, s := range seats {
		if person != 0 && (s.Holder.ID == person || s.Delegate.ID == person) {
			return s, true
		}
	}
	return board.Seat{}, false
}

func vacant(seats []board.Seat, group board.ID) []board.Seat {
	var free []board.Seat
	for _, s := range seats {
		if s.Vacant() && s.Group.ID == group {
			free = append(free, s)
		}
	}
	return free
}

func inGroup(seats []board.Seat, group board.ID) int {
	n := 0
	for _, s := range seats {
		if s.Group.ID == group {
			n++
		}
	}
	return n
}

func firstFilled(seats []board.Seat, group board.ID) board.Seat {
	for _, s := range seats {
		if s.Group.ID == group && !s.Vacant() {
			return s
		}
	}
	return board.Seat{}
}

// vacancies names the free seats of every group that has some: "Wirtschaft 2".
func vacancies(seats []board.Seat) []chat.Text {
	var free []chat.Text
	for _, g := range groupsOf(seats) {
		if n := len(vacant(seats, g.ID)); n > 0 {
			free = append(free, chat.T("board.seat.free", "Group", groupName(g), "N", n))
		}
	}
	return free
}

// groupsOf are the groups of the seats, in their order.
func groupsOf(seats []board.Seat) []board.Group {
	var groups []board.Group
	for _, s := range seats {
		if len(groups) == 0 || groups[len(groups)-1].ID != s.Group.ID {
			groups = append(groups, s.Group)
		}
	}
	return groups
}
