package discord

import (
	"context"
	"fmt"
	"net/http"
)

// InChannel tells whether a person may read a channel, as Discord says it now.
// In a channel that is gone or closed to the bot nobody is.
func (d *Discord) InChannel(ctx context.Context, server, channelID, account string) (bool, error) {
	key := channelID + "/" + account
	if in, is := d.people.within.Recall(key); is {
		return in, nil
	}
	in, err := d.sees(ctx, server, channelID, account)
	if refused(err, codeUnknownMember, codeUnknownUser, codeUnknownChannel, codeNoAccess) || refusedStatus(err, http.StatusForbidden, http.StatusNotFound) {
		in, err = false, nil
	}
	if err != nil {
		return false, fmt.Errorf("asking who is in a channel: %w", err)
	}
	d.people.within.Keep(key, in)
	return in, nil
}

func (d *Discord) sees(ctx context.Context, server, channelID, account string) (bool, error) {
	var m member
	var g guild
	var c channel
	for _, ask := range []struct {
		path, bucket string
		into         any
	}{
		{"/guilds/" + server + "/members/" + account, "members/" + server, &m},
		{"/guilds/" + server, "", &g},
		{"/channels/" + channelID, "", &c},
	} {
		if err := d.client.call(ctx, request{method: http.MethodGet, path: ask.path, bucket: ask.bucket}, ask.into); err != nil {
			return false, err
		}
	}
	if c.GuildID != server {
		return false, nil
	}
	return g.in(c, account, m.Roles)&viewChannel != 0, nil
}

// ChannelName is what people call a channel.
func (d *Discord) ChannelName(ctx context.Context, _, channelID string) (string, error) {
	var c channel
	if err := d.client.call(ctx, request{method: http.MethodGet, path: "/channels/" + channelID}, &c); err != nil {
		return "", err
	}
	return "#" + c.Name, nil
}
