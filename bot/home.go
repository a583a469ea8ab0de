package bot

import (
	"context"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// roster is a platform that knows who is in a channel. On one that does not,
// nobody is anywhere but where they act.
type roster interface {
	InChannel(ctx context.Context, server, channel, account string) (bool, error)
}

// namer is a platform that knows what people call a channel.
type namer interface {
	ChannelName(ctx context.Context, server, channel string) (string, error)
}

// channelName is what people call a channel; its id where the platform does not
// say.
func (b *Bot) channelName(ctx context.Context, platform, server, channel string) string {
	knows, can := b.platforms[platform].(namer)
	if !can {
		return channel
	}
	name, err := knows.ChannelName(ctx, server, channel)
	if err != nil || name == "" { // a name is no reason to say nothing
		return channel
	}
	return name
}

// join makes a board that of a call. To a person who is no part of it and in
// none of its homes it is not there.
func join(tx *storage.Tx, c *commands.Call, of board.Board) (part bool, homes []storage.Home, err error) {
	c.Board = of
	if person := c.Who.Person.ID; person != 0 {
		if c.Who, err = tx.Standing(of.ID, person); err != nil || c.Who.Seated() || len(c.Who.Roles) > 0 {
			return true, nil, err
		}
	}
	homes, err = tx.Homes(of.ID)
	return false, homes, err
}

// inHome tells whether a person acts in one of the homes, or is in one as the
// platform says.
func (b *Bot) inHome(ctx context.Context, e chat.Event, homes []storage.Home) (bool, error) {
	here := slices.ContainsFunc(homes, func(h storage.Home) bool {
		return !e.Place.Private() && h.Platform == e.Platform && h.Server == e.Place.Server && h.Channel == e.Place.Channel
	})
	knows, can := b.platforms[e.Platform].(roster)
	if here || !can {
		return here, nil
	}
	for _, h := range homes {
		if h.Platform != e.Platform {
			continue
		}
		if in, err := knows.InChannel(ctx, h.Server, h.Channel, e.Actor.Account); err != nil || in {
			return in, err
		}
	}
	return false, nil
}

// server is where the people of a call are looked for: where its board is at
// home on the platform, of several servers the one that the call comes from.
func (b *Bot) server(ctx context.Context, c *commands.Call) (server string, athome bool, err error) {
	var homes []storage.Home
	err = b.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		homes, err = tx.Homes(c.Board.ID)
		return err
	})
	for _, h := range homes {
		if h.Platform == c.Event.Platform && h.Server == c.Event.Place.Server {
			return h.Server, true, err
		}
	}
	server, athome = serverOn(homes, c.Event.Platform)
	return server, athome, err
}

// administers tells whether who runs the server of an event runs one where the
// board is at home: the administrator of another server is nobody to it.
func administers(e chat.Event, of board.Board, homes []storage.Home) bool {
	return of.ID == 0 || slices.ContainsFunc(homes, func(h storage.Home) bool {
		return h.Platform == e.Platform && (e.Place.Private() || h.Server == e.Place.Server)
	})
}

// follow notes that a person with several accounts acts through another one than
// before, so that private messages reach them there. Not with a secret ballot:
// nothing is written beside it that could tell when it came.
func (b *Bot) follow(ctx context.Context, c *commands.Call) {
	if b.discreet(c) {
		return
	}
	err := b.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error { return tx.Use(c.Event.Platform, c.Event.Actor.Account) })
	if err != nil { // what was asked for goes on all the same
		b.log.Error("not noted where a person is reached", "log", c.Log, "platform", c.Event.Platform, "error", err)
	}
}
