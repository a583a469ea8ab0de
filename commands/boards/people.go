package boards

import (
	"context"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// info says what this board is.
func (f *Boards) info() commands.Command {
	return commands.Command{
		Path: "board.info", Right: board.Everyone,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			seats, holders, err := f.roll(ctx, c.Board.ID)
			if err != nil {
				return chat.Reply{}, err
			}
			filled := 0
			for _, s := range seats {
				if !s.Vacant() {
					filled++
				}
			}
			m := chat.Say(chat.T("board.info.name", "Name", c.Board.Name), termText(c.Board, c.Now))
			if c.Board.Purpose != "" {
				m = m.With(chat.Para{Text: chat.Written(c.Board.Purpose)})
			}
			m = m.With(chat.Para{Text: chat.T("board.info.seats", "Filled", filled, "N", len(seats))})
			for _, role := range []board.Role{board.Chair, board.Deputy, board.Office} {
				if names := namesWith(holders, role); len(names) > 0 {
					m = m.With(chat.Para{Text: chat.T("board.info.role", "Role", roleName(role), "Names", names)})
				}
			}
			if c.Board.Contact != "" {
				m = m.With(chat.Para{Text: chat.T("board.info.contact", "Contact", c.Board.Contact)})
			}
			return chat.Reply{Messages: []chat.Message{m.With(chat.Actions{
				button("cmd.board.members.title", c.Board.ID, "board.members"), button("cmd.board.rules.title", c.Board.ID, "board.rules"),
			})}}, nil
		},
	}
}

// members shows the roll: every group with its people and its vacant seats.
func (f *Boards) members() commands.Command {
	return commands.Command{
		Path: "board.members", Right: board.Everyone,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			seats, holders, err := f.roll(ctx, c.Board.ID)
			if err != nil {
				return chat.Reply{}, err
			}
			m := chat.Say(chat.T("board.members.title", "Name", c.Board.Name))
			for _, g := range groupsOf(seats) {
				var people []chat.Text
				for _, s := range seats {
					if s.Group.ID == g.ID && !s.Vacant() {
						people = append(people, onSeat(s, holders))
					}
				}
				m = m.With(chat.Para{Text: chat.T("board.members.group", "Group", groupName(g), "N", inGroup(seats, g.ID),
					"People", people, "Some", len(people) > 0, "Free", len(vacant(seats, g.ID)))})
			}
			for _, role := range []board.Role{board.Chair, board.Deputy, board.Office, board.Guest} {
				if names := unseated(holders, seats, role); len(names) > 0 {
					m = m.With(chat.Para{Text: chat.T("board.info.role", "Role", roleName(role), "Names", names)})
				}
			}
			return chat.Reply{Messages: []chat.Message{m}}, nil
		},
	}
}

// onSeat is a person with what belongs to the seat: organisation, role, delegate.
func onSeat(s board.Seat, holders []storage.Holding) chat.Text {
	var marks []chat.Text
	if s.Organisation != "" {
		marks = append(marks, chat.Written(s.Organisation))
	}
	for _, role := range []board.Role{board.Chair, board.Deputy} {
		if holds(holders, s.Holder.ID, role) {
			marks = append(marks, roleName(role))
		}
	}
	if s.Delegate.ID != 0 {
		marks = append(marks, chat.T("board.members.delegate", "Name", s.Delegate.Name))
	}
	return chat.T("board.members.person", "Name", s.Holder.Name, "Marks", marks, "Marked", len(marks) > 0)
}

func (f *Boards) roll(ctx context.Context, b board.ID) (seats []board.Seat, holders []storage.Holding, err error) {
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if seats, err = tx.Seats(b); err != nil {
			return err
		}
		holders, err = tx.RoleHolders(b)
		return err
	})
	return seats, holders, err
}

// unseated are those with the role who are not named beside a seat already.
func unseated(holders []storage.Holding, seats []board.Seat, role board.Role) []string {
	var names []string
	for _, h := range holders {
		if h.Role != role {
			continue
		}
		seat, has := seatOf(seats, h.Person.ID)
		beside := has && seat.Holder.ID == h.Person.ID && (role == board.Chair || role == board.Deputy)
		if !beside {
			names = append(names, h.Person.Name)
		}
	}
	return names
}

func namesWith(holders []storage.Holding, role board.Role) []string {
	var names []string
	for _, h := range holders {
		if h.Role == role {
			names = append(names, h.Person.Name)
		}
	}
	return names
}

// unreachable are those who can be reached by none of their accounts where the
// board is at home.
func unreachable(tx *storage.Tx, c *commands.Call, seats []board.Seat) ([]chat.Text, error) {
	var lines []chat.Text
	homes, err := tx.Homes(c.Board.ID)
	if err != nil {
		return nil, err
	}
	athome := func(a storage.Account) bool {
		return slices.ContainsFunc(homes, func(h storage.Home) bool { return h.Platform == a.Platform })
	}
	for _, s := range seats {
		voter := s.Voter()
		if voter.ID == 0 {
			continue
		}
		accounts, err := tx.Accounts(voter.ID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(accounts, func(a storage.Account) bool { return athome(a) && a.Unreachable.IsZero() }) {
			continue
		}
		for _, a := range accounts {
			if !a.Unreachable.IsZero() {
				lines = append(lines, chat.T("board.office.unreachable_one", "Name", voter.Name, "Since", a.Unreachable.In(c.Now.Location()), "Platform", commands.PlatformName(a.Platform)))
			}
		}
	}
	return lines, nil
}

func absent(tx *storage.Tx, c *commands.Call, seats []board.Seat) ([]chat.Text, error) {
	away, err := tx.Away(c.Board.ID)
	if err != nil {
		return nil, err
	}
	var lines []chat.Text
	for _, s := range seats {
		for _, person := range []board.Person{s.Holder, s.Delegate} {
			if absence, is := away[person.ID]; is && person.ID != 0 && absence.Until.After(c.Now) {
				lines = append(lines, chat.T("board.office.away_one", "Name", person.Name, "Begun", absence.Covers(c.Now),
					"From", absence.From.In(c.Now.Location()), "Until", absence.Until.In(c.Now.Location())))
			}
		}
	}
	return lines, nil
}
