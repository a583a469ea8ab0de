package boards

import (
	"context"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// privacy tells a person what is stored about them, with their own facts, what
// those can see who run the chat, and whom to ask.
func (f *Boards) privacy() commands.Command {
	return commands.Command{
		Path: "board.privacy", Right: board.Everyone,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if c.Who.Person.ID == 0 {
				m := chat.Say(chat.T("board.privacy.title", "Name", c.Board.Name), chat.T("board.privacy.nothing"), chat.T("board.privacy.chat"))
				return chat.Reply{Messages: []chat.Message{m}}, nil
			}
			own, err := f.own(ctx, c)
			if err != nil {
				return chat.Reply{}, err
			}
			return chat.Reply{Messages: []chat.Message{own.message(c)}}, nil
		},
	}
}

// own is what is stored about a person in a board.
type own struct {
	accounts []storage.Account
	standing board.Standing
	tenures  []storage.Tenure
	record   storage.Record
	holders  []storage.Holding
}

func (f *Boards) own(ctx context.Context, c *commands.Call) (o own, err error) {
	b, person := c.Board.ID, c.Who.Person.ID
	err = f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		if o.accounts, err = tx.Accounts(person); err != nil {
			return err
		}
		if o.standing, err = tx.Standing(b, person); err != nil {
			return err
		}
		if o.tenures, err = tx.Tenures(b, person); err != nil {
			return err
		}
		if o.record, err = tx.Record(b, person); err != nil {
			return err
		}
		o.holders, err = tx.RoleHolders(b)
		return err
	})
	return o, err
}

func (o own) message(c *commands.Call) chat.Message {
	zone := c.Now.Location()
	accounts := make([]chat.Text, len(o.accounts))
	for i, a := range o.accounts {
		accounts[i] = chat.T("board.privacy.account", "Name", a.Name, "Platform", a.Platform, "Unreachable", !a.Unreachable.IsZero())
	}
	roles := make([]chat.Text, len(o.standing.Roles))
	for i, role := range o.standing.Roles {
		roles[i] = roleName(role)
	}
	var seats []chat.Text
	for _, t := range o.tenures {
		seats = append(seats, chat.T("board.privacy.seat", "Group", groupName(t.Group), "Organisation", t.Organisation, "Delegate", t.Delegate,
			"From", t.From.In(zone), "Until", inZone(t.Until, zone), "Ended", !t.Until.IsZero()))
	}
	away := o.standing.Away
	return chat.Say(
		chat.T("board.privacy.title", "Name", c.Board.Name),
		chat.T("board.privacy.accounts", "Accounts", accounts, "Language", languageName(o.standing.Person.Language)),
		chat.T("board.privacy.place", "Seats", seats, "Seated", len(seats) > 0, "Roles", roles, "Some", len(roles) > 0),
		chat.T("board.privacy.away", "Stored", !away.From.IsZero(), "From", inZone(away.From, zone), "Until", inZone(away.Until, zone)),
		chat.T("board.privacy.polls", "Electorates", o.record.Electorates, "Proposed", o.record.Proposed, "Objections", o.record.Objections),
		chat.T("board.privacy.ballots", "Ballots", o.record.Ballots),
		chat.T("board.privacy.changes", "N", o.record.Changes),
		chat.T("board.privacy.kept"),
		chat.T("board.privacy.chat"),
		o.contact(c),
	)
}

// contact says whom to ask: as the board says, else the office, else the chair.
func (o own) contact(c *commands.Call) chat.Text {
	if c.Board.Contact != "" {
		return chat.T("board.privacy.contact", "Contact", c.Board.Contact)
	}
	for _, role := range []board.Role{board.Office, board.Chair} {
		if names := namesWith(o.holders, role); len(names) > 0 {
			return chat.T("board.privacy.ask", "Role", roleName(role), "Names", names)
		}
	}
	return chat.T("board.privacy.nobody")
}

// languageName is the language that a person has set.
func languageName(language string) chat.Text {
	if language == "" {
		return chat.T("board.privacy.language_chat")
	}
	return chat.T("value.language." + language + ".label")
}

func inZone(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}
