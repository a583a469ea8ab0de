package discord

import (
	"errors"
	"fmt"
)

// ErrFatal is wrapped by what ends listening for good: nobody but the operator
// can mend it, and to try again would only cost the bot its sessions.
var ErrFatal = errors.New("Discord does not let the program in")

func fatal(why string) error { return fmt.Errorf("%w: %s", ErrFatal, why) }

const (
	closedToken = "the token is not accepted: it was mistyped, or another one was made since " +
		"(make one in Discord's Developer Portal, page Bot, Reset Token, set it as discord.token, and start the program again)"
	closedShards = "the bot is in more guilds than one connection serves " +
		"(Discord demands several connections beyond 2,500 guilds; this program opens one: use a bot of its own for each city)"
	closedVersion = "this version of the gateway is not served any more (install a newer version of the program)"
	closedIntents = "what the program wants to hear is unknown to Discord (install a newer version of the program)"
	closedForbids = "the application may not hear of guilds and direct messages, although neither is privileged " +
		"(look in Discord's Developer Portal, page Bot, whether the application is restricted or waits for verification, and start the program again)"
)

// fatalCodes tells what to do after the gateway's close codes that trying again
// does not help against.
func fatalCodes() map[int]string {
	return map[int]string{
		4004: closedToken,
		4010: closedShards,
		4011: closedShards,
		4012: closedVersion,
		4013: closedIntents,
		4014: closedForbids,
	}
}
