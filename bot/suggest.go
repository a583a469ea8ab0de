package bot

import (
	"context"

	"beirat/chat"
	"beirat/commands"
)

// Suggest lists what a value that somebody is typing could become, to those who
// may use the command; where it could be about one of several boards, nothing.
func (b *Bot) Suggest(ctx context.Context, e chat.Event, a chat.Asking) []chat.Choice {
	command := b.book.Command(a.Path)
	if command == nil {
		return nil
	}
	e.Do = chat.Command{Path: a.Path, Values: a.Values}
	c := &commands.Call{Event: e, Log: logID(), Command: command}
	among, err := b.identify(ctx, c, "")
	if err == nil && len(among) < 2 && b.refuse(ctx, c, command).IsZero() {
		var found []chat.Choice
		if found, err = b.book.Suggest(ctx, a, c); err == nil {
			return found
		}
	}
	if err != nil {
		b.log.Error("nothing is suggested", "log", c.Log, "platform", e.Platform, "did", path(c), "error", err)
	}
	return nil
}
