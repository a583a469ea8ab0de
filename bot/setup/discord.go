package setup

import (
	"context"
	"flag"
	"fmt"
	"slices"

	"beirat/bot/discord"
	"beirat/bot/survey"
)

// onDiscord is Discord, where a board is set up in a channel of a server.
type onDiscord struct {
	wish discord.Wish
}

// Discord declares the flags of a wish on a set; parse them, and Run it.
func Discord(set *flag.FlagSet) *Setup {
	d := &onDiscord{}
	o := wish(set, "discord.url", "discord.token_file")
	o.on = d
	set.StringVar(&d.wish.Guild, "guild", "", "`id` of the server, or its name where the bot is in no other of that name; without it nothing is made, and you are told how the bot is invited")
	set.StringVar(&d.wish.Channel, "channel", "", "`id` of the board's text channel, or its name where the server has no other of that name")
	return o
}

func (d *onDiscord) name() string { return discord.Name }

// read reads the configuration; the token may also be typed.
func (d *onDiscord) read(o *Setup) error {
	if err := o.load(slices.Clone(o.desk.Environ)); err != nil {
		return err
	}
	d.wish.URL, d.wish.Token = o.settings.Discord.URL, o.settings.Discord.Token.Reveal()
	if d.wish.Token == "" {
		typed, asked, err := o.desk.ask("Token of the bot (it is not shown): ")
		if err != nil {
			return err
		}
		if d.wish.Token = typed; !asked {
			o.against("The bot's token is missing: --discord-token-file, or BEIRAT_DISCORD_TOKEN, or discord.token in the configuration. " +
				"It is made at https://discord.com/developers/applications: New Application, then Bot, Reset Token.")
		}
	}
	if d.wish.Channel != "" && d.wish.Guild == "" {
		o.against("--guild is missing: the server that the channel belongs to.")
	}
	return nil
}

func (d *onDiscord) look(ctx context.Context, o *Setup) (looked, error) {
	var err error
	if d.wish.Specs, err = o.desk.Specs(o.settings); err != nil {
		return looked{}, err
	}
	d.wish.Memory, d.wish.People = o.db, o.roll.Usernames()
	d.wish.Founded = func(ctx context.Context, guild, channel string) (bool, error) {
		return o.db.founded(ctx, discord.Name, guild, channel)
	}
	switch {
	case d.wish.Token == "":
		return looked{}, nil
	case d.wish.Channel == "":
		return looked{}, d.lookAround(ctx, o)
	}
	plan, err := discord.Look(ctx, d.wish)
	if err != nil {
		return looked{}, err
	}
	return looked{&plan.Plan, plan.Home}, nil
}

// lookAround tells what the token leads to, and what is to be done next. Nothing
// is made.
func (d *onDiscord) lookAround(ctx context.Context, o *Setup) error {
	a, err := discord.LookAround(ctx, d.wish.URL, d.wish.Token, d.wish.Guild)
	if err != nil {
		return err
	}
	o.wrong = append(o.wrong, a.Problems...)
	if a.Link != "" {
		d.tell(o, a)
	}
	if len(o.wrong)+len(o.misread) > 0 {
		return nil // which is told
	}
	return errAsked
}

func (d *onDiscord) tell(o *Setup, a *discord.Around) {
	say := func(format string, args ...any) { fmt.Fprintf(o.desk.Out, format+"\n", args...) }
	say("The token is that of the bot @%s of the application %q.", a.Bot, a.Name)
	for _, text := range a.Notes {
		say("%-9s%s", "note", text)
	}
	say("\nAn administrator of a server lets the bot in with this link:\n\n  %s\n\nIt asks for what the bot needs, and for nothing else:", a.Link)
	for _, text := range a.Needs {
		say("  %s", text)
	}
	switch {
	case len(a.Guilds) == 0 && d.wish.Guild != "":
		say("\nThe bot is in no server that is called %q or has that id. Run this again when somebody has used the link.", d.wish.Guild)
		return
	case len(a.Guilds) == 0:
		say("\nThe bot is in no server yet. Run this again when somebody has used the link.")
		return
	}
	say("\nThe bot is in these servers, with these text channels:")
	for _, g := range a.Guilds {
		say("  %s  %s", g.ID, g.Name)
		for _, c := range g.Channels {
			say("    %s  #%s", c.ID, c.Name)
		}
	}
	say("\nNext, with the board's channel: beirat setup discord --guild ID --channel ID --roll roll.csv --write beirat.yaml\n" +
		"Discord shows an id too: User Settings, Advanced, Developer Mode; then right click on a server or channel, Copy ID.")
}

// finish writes the configuration.
func (d *onDiscord) finish(_ context.Context, o *Setup, told func(survey.Done)) error {
	f, settings := o.file, o.settings.Discord
	if !f.exists {
		o.begin()
	}
	switch inFile := f.has("discord.token_file"); {
	case settings.TokenFile != "" && !inFile:
		f.set("discord.token_file", absolute(settings.TokenFile))
	case settings.TokenFile == "" && !inFile:
		f.set("discord.token", d.wish.Token)
	}
	if settings.URL != "https://discord.com" {
		f.set("discord.url", settings.URL)
	}
	if err := o.save("what is missing at Discord", told); err != nil {
		return fmt.Errorf("writing the configuration: %w", err)
	}
	return nil
}
