package mattermost

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"beirat/bot/survey"
)

// Wish is what a server is to have for a board.
type Wish struct {
	URL, AdminToken string
	Token           string // the bot's, as the configuration knows it; may be empty
	Team, Channel   string // as in their addresses
	Callback        string // where the server reaches us, without a slash at its end
	Bot             string // the name of its account; empty: the one it has, or "beirat"
	Triggers        []Trigger
	People          []string // the names of accounts that belong to a new board
	Memory          Tokens
	Language        string // of new boards; empty: nothing is said of the server's
	// Founded tells whether a channel has its board already. Then nobody is
	// added to it, but for the bot.
	Founded func(ctx context.Context, team, channel string) (bool, error)

	NewToken bool // replace the bot's token
	Settings bool // change the server's settings where they are in the way
}

// Trigger is a slash command with what the server shows while it is typed.
type Trigger struct{ Word, Hint, About string }

// Tokens keeps the proof of the commands' tokens, which the running program
// reads. A Memory is one.
type Tokens interface {
	Remember(ctx context.Context, space, name string, value []byte) error
	Recollect(ctx context.Context, space, prefix string) (map[string][]byte, error)
	Forget(ctx context.Context, space, name string) error
}

// Plan is what a server has of a wish, what lacks, and what stands against it.
type Plan struct {
	survey.Plan
	// Tokenless says that the bot has a token which the configuration does not
	// know, and that Token will be empty.
	Tokenless bool

	wish    Wish
	client  *client
	last    []survey.Step // the bot's token
	admin   *model.User
	team    *model.Team    // with an id from the moment there is one
	channel *model.Channel // likewise
	bot     string         // its account's id, likewise
	noted   string         // the id of the account that an earlier setup made the team's bot; empty: none
	guessed bool           // nothing says what the bot is called
	asleep  bool           // the bot's account is deactivated
	token   string         // the bot's that works; empty: the configuration knows none
	revoked []string       // tokens that are to end once the new one is safe
}

// Home is where the board lives; empty until Do has made it.
func (p *Plan) Home() (team, channel string) { return p.team.Id, p.channel.Id }

// Look finds out, only by reading, what a server has of a wish. The error says
// that it was not possible to look; what is wrong with what is there stands in
// the plan, all of it.
func Look(ctx context.Context, w Wish) (*Plan, error) {
	p := &Plan{
		wish: w, client: newClient(w.URL, w.AdminToken),
		team: &model.Team{Name: w.Team}, channel: &model.Channel{Name: w.Channel},
	}
	err := survey.All(ctx, p.lookServer, p.lookAdmin, p.lookSettings, p.lookTeam, p.lookChannel, p.lookOwnBot, p.lookBot, p.lookMember, p.lookNote,
		p.lookPeople, p.lookCommands, p.lookToken)
	if err != nil {
		return nil, fmt.Errorf("looking at %s: %w", w.URL, err)
	}
	return p, nil
}

// Token gives the bot's token, made if it has none. It comes last, because one
// that is not written down at once is lost. It is empty where the bot has one
// that the configuration does not know.
func (p *Plan) Token(ctx context.Context, told func(survey.Done)) (string, error) {
	err := survey.Do(ctx, p.last, told)
	return p.token, err
}

// Revoke ends the tokens that a new one has replaced. Call it when the new one
// is safe.
func (p *Plan) Revoke(ctx context.Context, told func(survey.Done)) error {
	for _, id := range p.revoked {
		if err := p.client.revokeToken(ctx, id); err != nil {
			return fmt.Errorf("revoking an earlier token of @%s: %w", p.wish.Bot, err)
		}
	}
	if n := len(p.revoked); n > 0 {
		told(survey.Done{How: "revoked", What: fmt.Sprintf("%d earlier tokens of @%s", n, p.wish.Bot)})
	}
	return nil
}

func (p *Plan) lookPeople(ctx context.Context) error {
	founded, err := p.founded(ctx)
	if err != nil {
		return err
	}
	p.People = map[string]survey.Account{}
	for _, name := range p.wish.People {
		user, err := p.client.userNamed(ctx, name)
		if refused(err, http.StatusNotFound, http.StatusBadRequest) {
			continue
		}
		if err != nil {
			return err
		}
		account := survey.Account{ID: user.Id, Name: user.Username}
		switch {
		case user.IsBot:
			account.Why = "is a bot"
		case user.DeleteAt != 0:
			account.Why = "is deactivated"
		}
		p.People[name] = account
		switch {
		case account.Why != "":
		case founded:
			err = p.lookApart(ctx, user)
		default:
			err = p.lookJoined(ctx, user.Id, "@"+user.Username)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *Plan) lookApart(ctx context.Context, user *model.User) error {
	reads, err := p.client.reads(ctx, p.channel.Id, user.Id)
	if err == nil && !reads {
		p.Apart = append(p.Apart, user.Username)
	}
	return err
}

// lookJoined sees to it that an account is in the team and in the channel.
func (p *Plan) lookJoined(ctx context.Context, id, name string) error {
	in := false
	if p.team.Id != "" && id != "" {
		var err error
		if in, err = p.client.belongs(ctx, p.team.Id, id); err != nil {
			return err
		}
	}
	if !in {
		p.Later("joined", func(ctx context.Context) error {
			return p.client.joinTeam(ctx, p.team.Id, cmp.Or(id, p.bot))
		}, "%s to the team %q", name, p.wish.Team)
	}
	reads := false
	if in && p.channel.Id != "" {
		var err error
		if reads, err = p.client.reads(ctx, p.channel.Id, id); err != nil {
			return err
		}
	}
	if !reads {
		p.Later("joined", func(ctx context.Context) error {
			return p.client.joinChannel(ctx, p.channel.Id, cmp.Or(id, p.bot))
		}, "%s to the channel %q", name, p.wish.Channel)
	}
	return nil
}
