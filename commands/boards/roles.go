package boards

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// role gives or takes a role. A board has one chair: the new one takes over.
func (f *Boards) role() commands.Command {
	var (
		person = commands.Person("person").Required()
		role   = commands.Choice("role", board.Roles()...).Required()
		take   = commands.Flag("take")
	)
	return commands.Command{
		Path: "board.role", Right: board.Admins, Params: []commands.Param{person, role, take},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			who, what := person.Of(c), role.Of(c)
			var before board.Person
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				holders, err := tx.RoleHolders(c.Board.ID)
				if err != nil {
					return err
				}
				if who, err = meet(tx, c, person.Of(c)); err != nil {
					return err
				}
				if take.Of(c) && !holds(holders, who.ID, what) {
					return commands.Mistake("person", "board.role.has_not", "Name", who.Name, "Role", roleName(what))
				}
				if what == board.Chair && !take.Of(c) {
					if before, err = f.clearChair(tx, c, holders, who.ID); err != nil {
						return err
					}
				}
				return tx.SetRole(c.Board.ID, who.ID, what, !take.Of(c))
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case take.Of(c):
				return say("board.role.taken", "Name", who.Name, "Role", roleName(what)), nil
			case before.ID != 0 && before.ID != who.ID:
				return say("board.role.chair_moved", "Name", who.Name, "Before", before.Name), nil
			}
			return say("board.role.done", "Name", who.Name, "Role", roleName(what)), nil
		},
	}
}

// clearChair makes room for a new chair, who stands in for nobody any more,
// and tells everybody. It gives the chair until now; zero if there was none.
func (f *Boards) clearChair(tx *storage.Tx, c *commands.Call, holders []storage.Holding, who board.ID) (before board.Person, err error) {
	if holds(holders, who, board.Deputy) {
		if err := tx.SetRole(c.Board.ID, who, board.Deputy, false); err != nil {
			return before, err
		}
	}
	if before = chairOf(holders); before.ID == who {
		return before, nil
	}
	if before.ID != 0 {
		if err := tx.SetRole(c.Board.ID, before.ID, board.Chair, false); err != nil {
			return before, err
		}
	}
	return before, f.planNotice(tx, c.Board.ID, notice{What: "chair", By: c.Who.Person.ID, Person: who})
}

func roleName(r board.Role) chat.Text { return chat.T("role." + string(r)) }

func holds(holders []storage.Holding, person board.ID, role board.Role) bool {
	for _, h := range holders {
		if h.Person.ID == person && h.Role == role {
			return true
		}
	}
	return false
}

func chairOf(holders []storage.Holding) board.Person {
	for _, h := range holders {
		if h.Role == board.Chair {
			return h.Person
		}
	}
	return board.Person{}
}

// away stops reminders for a time; it changes no count.
func (f *Boards) away() commands.Command {
	var (
		until = commands.Time("until").Future()
		from  = commands.Time("from")
		back  = commands.Flag("back")
	)
	return commands.Command{
		Path: "board.away", Right: board.Inside, Params: []commands.Param{until, from, back},
		Needless: func(c *commands.Call) []string {
			if c.Who.Away.Until.After(c.Now) {
				return nil
			}
			return []string{back.Name()} // nobody comes back who is not away
		},
		Check: func(c *commands.Call) []*commands.Error {
			if until.Given(c) && from.Given(c) && !from.Of(c).Before(until.Of(c)) {
				return []*commands.Error{commands.Mistake("from", "board.away.from_after", "Until", until.Of(c))}
			}
			return nil
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			absence := board.Absence{From: c.Now, Until: until.Of(c)}
			if from.Given(c) {
				absence.From = from.Reading(c).Time
			}
			switch {
			case back.Of(c):
				absence = board.Absence{}
			case !until.Given(c) && from.Given(c):
				return chat.Reply{}, commands.Mistake("until", "board.away.until_missing")
			case !until.Given(c) && c.Who.Away.Until.After(c.Now):
				return awayNow(c), nil
			case !until.Given(c):
				return chat.Reply{Form: c.Form(c.Command.Path, nil)}, nil
			}
			err := f.write(ctx, c, func(tx *storage.Tx) error {
				return tx.SetAway(c.Board.ID, c.Who.Person.ID, absence)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			if back.Of(c) {
				return say("board.away.back"), nil
			}
			return chat.Reply{Messages: []chat.Message{
				chat.Say(chat.T("board.away.done", "From", absence.From, "Until", absence.Until, "Now", absence.From.Equal(c.Now), "Chair", c.Who.Has(board.Chair))).
					With(chat.Actions{backButton(c)}),
			}}, nil
		},
	}
}

// awayNow says since or from when, and until when, the person is away.
func awayNow(c *commands.Call) chat.Reply {
	return chat.Reply{Messages: []chat.Message{
		chat.Say(chat.T("board.away.now", "Begun", c.Who.AwayAt(c.Now),
			"From", c.Who.Away.From.In(c.Now.Location()), "Until", c.Who.Away.Until.In(c.Now.Location()))).With(chat.Actions{backButton(c)}),
	}}
}

func backButton(c *commands.Call) chat.Button {
	return button("board.away.back.button", c.Board.ID, "board.away", "back", "yes")
}
