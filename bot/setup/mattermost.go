package setup

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"beirat/bot/mattermost"
	"beirat/bot/survey"
)

// onMattermost is a Mattermost server on which a board is set up.
type onMattermost struct {
	wish      mattermost.Wish
	networks  string // as --networks says it
	open      string // what to say where callbacks are taken from everybody
	tokenFile string // of an administrator
	plan      *mattermost.Plan
}

// Mattermost declares the flags of a wish on a set; parse them, and Run it.
func Mattermost(set *flag.FlagSet) *Setup {
	m := &onMattermost{}
	o := wish(set, "listen")
	o.on = m
	set.StringVar(&m.wish.URL, "url", "", "address of the Mattermost server")
	set.StringVar(&m.wish.AdminToken, "admin-token", "", "token of a system administrator (process lists show it)")
	set.StringVar(&m.tokenFile, "admin-token-file", "", "`file` that holds it")
	set.StringVar(&m.wish.Team, "team", "", "`name` of the team, as in its address; made if there is none")
	set.StringVar(&m.wish.Channel, "channel", "", "`name` of the board's channel, as in its address; made, public within the team, if there is none")
	set.StringVar(&m.wish.Callback, "callback", "", "`address` at which the server reaches this program")
	set.StringVar(&m.networks, "networks", "", "`networks` from where callbacks are taken, as 10.0.0.4 or 172.30.7.0/24; auto: the addresses of --url's host")
	set.StringVar(&m.wish.Bot, "bot", "", "`name` of the bot's account; without it that of the configuration's token, or the one that an earlier setup made, or beirat")
	set.BoolVar(&m.wish.NewToken, "new-token", false, "replace the bot's token")
	set.BoolVar(&m.wish.Settings, "repair-settings", false, "change the settings of the server that are in the way")
	return o
}

func (m *onMattermost) name() string { return mattermost.Name }

func (m *onMattermost) read(o *Setup) error {
	if err := m.load(o); err != nil {
		return err
	}
	if err := m.adminToken(o); err != nil {
		return err
	}
	m.complete(o)
	return nil
}

// complete fills what the flags leave out and notes what cannot be.
func (m *onMattermost) complete(o *Setup) {
	m.wish.URL = strings.TrimRight(cmp.Or(m.wish.URL, o.settings.Mattermost.URL), "/")
	m.wish.Callback = strings.TrimRight(cmp.Or(m.wish.Callback, o.settings.Mattermost.Callback), "/")
	m.wish.Token = o.settings.Mattermost.Token.Reveal()
	for _, needed := range [][2]string{{"url", m.wish.URL}, {"team", m.wish.Team}, {"channel", m.wish.Channel}, {"callback", m.wish.Callback}} {
		if needed[1] == "" {
			o.against("--%s is missing.", needed[0])
		}
	}
	switch have := o.settings.Mattermost.URL; {
	case m.wish.URL != "" && !isAddress(m.wish.URL):
		o.against("--url: %q is no address of a server; it looks like https://chat.example.de.", m.wish.URL)
		m.wish.URL = "" // nothing else is to be said of it
	case have != "" && have != m.wish.URL:
		o.against("The configuration is for the server %s, and --url names %s. Please name another file.", have, m.wish.URL)
	}
}

func (m *onMattermost) look(ctx context.Context, o *Setup) (looked, error) {
	var err error
	if m.wish.Triggers, err = o.desk.Triggers(o.settings); err != nil {
		return looked{}, err
	}
	m.wish.Memory, m.wish.Language, m.wish.People = o.db, o.settings.Language, o.roll.Usernames()
	m.wish.Founded = func(ctx context.Context, team, channel string) (bool, error) {
		return o.db.founded(ctx, mattermost.Name, team, channel)
	}
	m.wall(ctx, o)
	if m.wish.URL == "" || m.wish.AdminToken == "" {
		return looked{}, nil
	}
	if m.plan, err = mattermost.Look(ctx, m.wish); err != nil {
		return looked{}, err
	}
	m.tokenless(o)
	m.plan.Note(m.open)
	return looked{&m.plan.Plan, m.plan.Home}, nil
}

// tokenless says what to do where the bot's token is known nowhere here: a
// configuration without it would be of no use.
func (m *onMattermost) tokenless(o *Setup) {
	const text = "The bot's token is not in this configuration: copy it from the first run, or add --new-token."
	switch {
	case !m.plan.Tokenless:
	case o.write == "":
		m.plan.Note(text)
	default:
		m.plan.Wrong("%s", text)
	}
}

// finish makes the bot's token, which is lost if it is not written at once, and
// then the configuration.
func (m *onMattermost) finish(ctx context.Context, o *Setup, told func(survey.Done)) error {
	token, err := m.plan.Token(ctx, told)
	if err != nil {
		return err
	}
	if err := m.save(o, token, told); err != nil {
		return err
	}
	return m.plan.Revoke(ctx, told)
}

// save writes what setup knows into the configuration, or prints it.
func (m *onMattermost) save(o *Setup, token string, told func(survey.Done)) error {
	f, before := o.file, o.settings.Mattermost
	if !f.exists {
		o.begin()
		m.begin(o)
	}
	f.set("mattermost.url", m.wish.URL)
	if before.TokenFile == "" {
		f.setToken(token, before.Token.Reveal())
	} else if token != "" && token != before.Token.Reveal() {
		if err := replace(before.TokenFile, []byte(token+"\n")); err != nil {
			return o.lost(token, err)
		}
		told(survey.Done{How: "wrote", What: "the token to " + before.TokenFile})
	}
	f.set("mattermost.callback", m.wish.Callback)
	if m.networks != "" {
		f.set("mattermost.networks", m.networks)
	}
	if err := o.save("whether the server reaches it", told); err != nil {
		return o.lost(token, err)
	}
	return nil
}

// begin fills a new configuration with what is not as it is by itself.
func (m *onMattermost) begin(o *Setup) {
	if at := m.listens(o); at != o.settings.Listen {
		o.file.set("listen", at)
	}
	if networks := o.settings.Mattermost.Networks; len(networks) > 0 {
		o.file.set("mattermost.networks", listed(networks))
	}
	if file := o.settings.Mattermost.TokenFile; file != "" {
		o.file.set("mattermost.token_file", absolute(file))
	}
}

func listed(networks []netip.Prefix) string {
	var list []string
	for _, n := range networks {
		list = append(list, n.String())
	}
	return strings.Join(list, ", ")
}

// setToken leaves a token that the server does not tell again as it is.
func (f *settled) setToken(token, before string) {
	switch {
	case token != "":
		f.set("mattermost.token", token)
	case before == "" && f.path == "":
		f.set("mattermost.token", "")
		f.at("mattermost.token").LineComment = "as it was: Mattermost shows a token only once; --new-token makes another"
	}
}

// lost says what to do with a token that could not be written down.
func (o *Setup) lost(token string, err error) error {
	fmt.Fprintf(o.desk.Err, "The bot's token, which is shown only this once, is %s\n", token)
	return fmt.Errorf("writing the configuration: %w", err)
}

// listens is where callbacks arrive, as the configuration will have it.
func (m *onMattermost) listens(o *Setup) string {
	at := listening(m.wish.Callback)
	if o.file.exists || o.given["listen"] || at == "" || o.settings.Listen != "127.0.0.1:8080" {
		return o.settings.Listen
	}
	return at
}

// listening is where the program has to listen for a callback that no proxy
// takes; empty: where it does by itself.
func listening(callback string) string {
	u, err := url.Parse(callback)
	if err != nil || u.Scheme != "http" {
		return ""
	}
	port := cmp.Or(u.Port(), "80")
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return ":" + port
}
