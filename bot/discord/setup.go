package discord

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"beirat/bot/survey"
	"beirat/chat"
)

// Wish is what Discord is to have for a board.
type Wish struct {
	URL, Token     string
	Guild, Channel string   // each an id, or a name that only one has
	People         []string // the usernames that belong to a new board
	Specs          []chat.Spec
	Memory         Memory
	// Founded tells whether a channel has its board already.
	Founded func(ctx context.Context, guild, channel string) (bool, error)
}

// Plan is what Discord has of a wish, what lacks, and what stands against it.
type Plan struct {
	survey.Plan
	place

	wish Wish
}

// Home is where the board lives.
func (p *Plan) Home() (guild, channel string) { return p.guild.ID, p.channel.ID }

// Look finds out, only by reading, what Discord has of a wish. The error says
// that it was not possible to look; what is wrong with what is there stands in
// the plan, all of it.
func Look(ctx context.Context, w Wish) (*Plan, error) {
	p := &Plan{wish: w, place: newPlace(w.URL, w.Token)}
	if err := survey.All(ctx, p.lookApplication, p.lookGuild, p.lookChannel, p.lookPermissions, p.lookPeople, p.lookCommands); err != nil {
		return nil, fmt.Errorf("looking at Discord: %w", err)
	}
	return p, nil
}

func (p *Plan) lookApplication(ctx context.Context) error {
	problem, err := p.meet(ctx)
	if err != nil {
		return err
	}
	if problem != "" {
		p.Wrong("%s", problem)
		return survey.ErrEnough
	}
	for _, text := range p.application.obstacles() {
		p.Wrong("%s", text)
	}
	for _, text := range p.application.hints() {
		p.Note(text)
	}
	return nil
}

func (p *Plan) lookGuild(ctx context.Context) error {
	all, err := p.guilds(ctx)
	if err != nil {
		return err
	}
	var named []guild
	for _, g := range all {
		if g.ID == p.wish.Guild {
			named = []guild{g}
			break
		}
		if strings.EqualFold(g.Name, p.wish.Guild) {
			named = append(named, g)
		}
	}
	switch len(named) {
	case 0:
		p.Wrong("The bot is in no server that is called %q or has that id. An administrator of the server invites it with this link: %s", p.wish.Guild, p.link(onlyID(p.wish.Guild)))
		return survey.ErrEnough
	case 1:
	default:
		p.Wrong("The bot is in several servers that are called %q. Please name the id: %s.", p.wish.Guild, guildIDs(named))
		return survey.ErrEnough
	}
	if err := p.enter(ctx, named[0].ID); err != nil {
		return err
	}
	p.Found("server %q, with the bot @%s", p.guild.Name, p.bot.Username)
	return nil
}

func guildIDs(list []guild) string {
	var ids []string
	for _, g := range list {
		ids = append(ids, g.ID)
	}
	return strings.Join(ids, ", ")
}

// onlyID is a text that is an id; empty, if it is none.
func onlyID(text string) string {
	if len(text) < 15 || strings.Trim(text, "0123456789") != "" {
		return ""
	}
	return text
}

func (p *Plan) lookChannel(context.Context) error {
	name := strings.TrimPrefix(p.wish.Channel, "#")
	var named []channel
	for _, c := range p.channels {
		if c.ID == name {
			named = []channel{c}
			break
		}
		if c.writable() && strings.EqualFold(c.Name, name) {
			named = append(named, c)
		}
	}
	switch {
	case len(named) == 0:
		p.Wrong("The server %q has no text channel that is called %q or has that id. It has %s.", p.guild.Name, name, p.channelNames())
		return survey.ErrEnough
	case len(named) > 1:
		p.Wrong("The server %q has several text channels that are called %q. Please name the id (right click on the channel, \"Copy Channel ID\").", p.guild.Name, name)
		return survey.ErrEnough
	case !named[0].writable():
		p.Wrong("%q is no text channel. A board lives in a text channel or an announcement channel.", named[0].Name)
		return survey.ErrEnough
	}
	p.channel = named[0]
	p.Found("channel #%s", p.channel.Name)
	return nil
}

func (p *Plan) lookPermissions(context.Context) error {
	for _, text := range p.hindrances(p.channel) {
		p.Wrong("%s", text)
	}
	for _, text := range p.losses(p.channel) {
		p.Note(text)
	}
	p.Note(p.excess())
	return nil
}

// lookCommands sees to it that the commands are registered. The running program
// does that too whenever it starts.
func (p *Plan) lookCommands(ctx context.Context) error {
	d := p.adapter(p.wish.Specs, p.wish.Memory)
	current, err := p.offers(ctx, d)
	switch {
	case err != nil:
		return err
	case current:
		p.Found("commands")
	default:
		p.Keep("made", d.registerAnew, "commands; who has Discord open sees them after starting it again")
	}
	return nil
}

// lookPeople finds the accounts of the wish among the members of the guild.
// Discord lets nobody be put into a channel, so who does not see it is told.
func (p *Plan) lookPeople(ctx context.Context) error {
	founded, err := p.wish.Founded(ctx, p.guild.ID, p.channel.ID)
	if err != nil {
		return err
	}
	p.People = map[string]survey.Account{}
	for _, name := range p.wish.People {
		m, account, err := p.memberNamed(ctx, name)
		if err != nil {
			return err
		}
		if account.ID == "" {
			continue
		}
		p.People[name] = account
		switch sees := p.guild.in(p.channel, account.ID, m.Roles)&viewChannel != 0; {
		case account.Why != "" || sees:
		case founded:
			p.Apart = append(p.Apart, account.Name)
		default:
			p.Note(fmt.Sprintf("@%s does not see the channel #%s. Please let them: Edit Channel, Permissions.", account.Name, p.channel.Name))
		}
	}
	return nil
}

// memberNamed is who has a username in the guild. Somebody who only shows that
// name is told by their username.
func (p *Plan) memberNamed(ctx context.Context, name string) (member, survey.Account, error) {
	found, err := p.search(ctx, name)
	if err != nil {
		return member{}, survey.Account{}, err
	}
	var shown []member
	for _, m := range found {
		switch {
		case strings.EqualFold(m.User.Username, name):
			account := survey.Account{ID: m.User.ID, Name: m.User.Username}
			if m.User.Bot {
				account.Why = "is a bot"
			}
			return m, account, nil
		case strings.EqualFold(m.Nick, name), strings.EqualFold(m.User.GlobalName, name):
			shown = append(shown, m)
		}
	}
	if len(shown) == 1 {
		return shown[0], survey.Account{ID: shown[0].User.ID, Name: name,
			Why: fmt.Sprintf("is only a name that is shown; the username is %s", shown[0].User.Username)}, nil
	}
	return member{}, survey.Account{}, nil
}

// unknownToken says what to do with a token that Discord does not take.
const unknownToken = "Discord does not accept the token. Please copy it anew: https://discord.com/developers/applications, the application, Bot, Reset Token. It is neither the client secret nor the public key."

// unreached says why nothing could be asked; empty, if an answer came.
func unreached(address string, err error) string {
	switch {
	case err == nil:
		return ""
	case refusedStatus(err, http.StatusUnauthorized):
		return unknownToken
	}
	return fmt.Sprintf("%s cannot be reached: %v. Does this machine reach the internet by https?", address, err)
}
