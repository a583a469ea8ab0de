package bot

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"beirat/bot/mattermost"
	"beirat/bot/setup"
	"beirat/chat"
	"beirat/commands"
	"beirat/config"
	"beirat/words"
)

const setupHelp = `usage: beirat setup mattermost --url … --team NAME --channel NAME --callback URL [--roll roll.csv] [--write beirat.yaml]
       beirat setup discord [--guild ID --channel ID] [--roll roll.csv] [--write beirat.yaml]

Makes on a platform what a board needs, and the board. Run again it changes
nothing, repairs what is missing, and says how a roll differs.
"beirat setup mattermost -h" and "beirat setup discord -h" tell the flags.
`

const setupMattermostHelp = `usage: beirat setup mattermost --url … --team NAME --channel NAME --callback URL [--roll roll.csv] [--write beirat.yaml]

Makes on a Mattermost server what a board needs, and the board. Run again it
changes nothing, repairs what is missing, and says how a roll differs.
The token of a system administrator comes from --admin-token-file, from
BEIRAT_MATTERMOST_ADMIN_TOKEN, from a prompt, or from --admin-token, which
process lists show. It is not kept.

`

const setupDiscordHelp = `usage: beirat setup discord [--guild ID --channel ID] [--roll roll.csv | --board NUMBER] [--write beirat.yaml]

Without --guild and --channel it makes nothing: it says whether the token is
right, with which link an administrator of a server lets the bot in, and in which
servers and channels it is. With them it registers the commands and makes the
board. Run again it changes nothing, and says how a roll differs.
The bot's token comes from --discord-token-file, from BEIRAT_DISCORD_TOKEN, from
the configuration, or from a prompt.

`

func runSetup(ctx context.Context, s Streams, args []string) error {
	platforms := map[string]struct {
		wish func(*flag.FlagSet) *setup.Setup
		help string
	}{"mattermost": {setup.Mattermost, setupMattermostHelp}, "discord": {setup.Discord, setupDiscordHelp}}
	if len(args) == 0 || platforms[args[0]].wish == nil {
		fmt.Fprint(s.Err, setupHelp)
		if len(args) > 0 && (args[0] == "-h" || args[0] == "--help") {
			return flag.ErrHelp
		}
		return errMisuse
	}
	set := flags(s, "setup "+args[0])
	set.Usage = func() { fmt.Fprint(s.Err, platforms[args[0]].help); set.PrintDefaults() }
	wanted := platforms[args[0]].wish(set)
	if err := parse(set, s, args[1:]); err != nil {
		return err
	}
	d, err := desk(s)
	if err != nil {
		return err
	}
	return wanted.Run(ctx, d)
}

func runCheck(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "check")
	check := setup.NewCheck(set)
	if err := parse(set, s, args); err != nil {
		return err
	}
	d, err := desk(s)
	if err != nil {
		return err
	}
	return check.Run(ctx, d)
}

// desk is the operator's, at the clock that this program follows.
func desk(s Streams) (setup.Desk, error) {
	timing, err := timingOf(s.Environ)
	return setup.Desk{In: s.In, Out: s.Out, Err: s.Err, Environ: s.Environ, Now: timing.now, Triggers: triggersOf, Specs: specsOf}, err
}

// specsOf are the commands as Discord offers them.
func specsOf(settings config.Config) ([]chat.Spec, error) {
	book, err := declared()
	if err != nil {
		return nil, err
	}
	return book.WithPrefix(settings.Prefix).Specs(), nil
}

// triggersOf are the first words of lines in both languages, each with what it
// is about and what can follow, in the language of the word.
func triggersOf(settings config.Config) ([]mattermost.Trigger, error) {
	book, err := declared()
	if err != nil {
		return nil, err
	}
	book = book.WithPrefix(settings.Prefix)
	var triggers []mattermost.Trigger
	seen := map[string]bool{}
	for _, l := range append([]words.Language{words.Language(settings.Language)}, words.Languages()...) {
		for i, word := range book.Triggers(l) {
			if seen[word] {
				continue
			}
			seen[word] = true
			trigger := mattermost.Trigger{Word: word}
			if groups := book.Groups(); i < len(groups) {
				trigger.About, trigger.Hint = ofGroup(book, l, groups[i].Name, word)
			} else if trigger.About, trigger.Hint, err = ofCommand(book, l, word); err != nil {
				return nil, err
			}
			triggers = append(triggers, trigger)
		}
	}
	return triggers, nil
}

// ofGroup is the title of a group, and its first commands.
func ofGroup(book *commands.Book, l words.Language, group, word string) (about, hint string) {
	verbs := book.Complete(l, "/"+word+" ")
	return words.Printer{Language: l}.Say("cmd."+group, nil), "[" + strings.Join(verbs[:min(len(verbs), 5)], " | ") + " | …]"
}

// ofCommand is what a command without a group does, and what it takes.
func ofCommand(book *commands.Book, l words.Language, word string) (about, hint string, err error) {
	r, err := book.Resolve(chat.Command{Line: "/" + word})
	if err != nil {
		return "", "", fmt.Errorf("the command /%s: %w", word, err)
	}
	_, hint, _ = strings.Cut(book.Usage(l, r.Command), " ")
	return words.Printer{Language: l}.Say("cmd."+r.Command.Path+".title", nil), hint, nil
}
