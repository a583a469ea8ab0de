package boards

import (
	"context"

	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// part makes the accounts of a person those of several again. What the person
// has stays with the account that had it before.
func (f *Boards) part(ctx context.Context, c *commands.Call, sure bool) (chat.Reply, error) {
	var all, goes []storage.Account
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		all, err = tx.Accounts(c.Who.Person.ID)
		return err
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if goes = storage.Parting(all, c.Event.Platform, c.Event.Actor.Account); len(goes) == 0 {
		return say("board.link.alone"), nil
	}
	key := "board.link.part_ask"
	if sure {
		key = "board.link.parted"
		err := f.write(ctx, c, func(tx *storage.Tx) (err error) {
			goes, err = tx.Part(c.Who.Person.ID, c.Event.Platform, c.Event.Actor.Account)
			return err
		})
		if err != nil {
			return chat.Reply{}, err
		}
	}
	m := chat.Say(chat.T(key, "Goes", accountNames(goes), "Stays", accountNames(without(all, goes))))
	if !sure {
		m = m.With(chat.Actions{
			button("board.link.part_yes", c.Board.ID, "board.link", "part", "yes", "confirm", "yes"),
			button("board.link.no", c.Board.ID, "board.link", "part", "yes", "confirm", "no"),
		})
	}
	return chat.Reply{Messages: []chat.Message{m}}, nil
}

func accountNames(accounts []storage.Account) []chat.Text {
	names := make([]chat.Text, len(accounts))
	for i, a := range accounts {
		names[i] = chat.T("board.link.account", "Name", a.Name, "Platform", commands.PlatformName(a.Platform))
	}
	return names
}

func without(all, some []storage.Account) []storage.Account {
	var rest []storage.Account
	for _, a := range all {
		if !has(some, a) {
			rest = append(rest, a)
		}
	}
	return rest
}

func has(some []storage.Account, one storage.Account) bool {
	for _, a := range some {
		if a.Platform == one.Platform && a.Account == one.Account {
			return true
		}
	}
	return false
}
