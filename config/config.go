// Package config is what the operator decided: typed, complete and checked.
// A value comes from the defaults, the file, the environment or the flags, the
// later beating the earlier, and a secret may stand in a file of its own. All
// mistakes are found in one go, and each names its key, where it was made, what
// is wrong and what is allowed. The package opens no database and no
// connection, and knows nothing of boards or chats.
package config

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Config is the whole configuration. One that Load returned is valid in itself;
// whether the database and the platforms agree with it is for others to find
// out. Printed or logged in any way it withholds its secrets.
type Config struct {
	// Database is "sqlite:PATH" or a "postgres://…" address. It may contain a
	// password: never print it by itself.
	Database     string `yaml:"database"`
	DatabaseFile string `yaml:"database_file"` // a file that holds Database instead

	Listen      string `yaml:"listen"`       // HOST:PORT for callbacks and pages
	AdminListen string `yaml:"admin_listen"` // HOST:PORT for health and metrics
	// PublicURL is where people reach Listen, without a slash at its end; empty:
	// they cannot, and there are no calendars to subscribe to.
	PublicURL string `yaml:"public_url"`

	Log Log `yaml:"log"`

	Language string `yaml:"language"` // of new boards: "de" or "en"
	Zone     string `yaml:"zone"`     // of new boards; time.LoadLocation knows it
	Prefix   string `yaml:"prefix"`   // of triggers: "x" gives /x-poll; may be empty

	// CustomDays are local customs that are told of a proposed date.
	CustomDays []CustomDay `yaml:"custom_days"`

	SecretFile string `yaml:"secret_file"`
	Secret     Secret `yaml:"-"` // what SecretFile holds; it seals what buttons and forms carry

	Mattermost Mattermost `yaml:"mattermost"`
	Discord    Discord    `yaml:"discord"`

	warnings []string
}

// Log says which lines are written, and how.
type Log struct {
	Level  slog.Level `yaml:"level"`
	Format string     `yaml:"format"` // "text" or "json"
}

// Mattermost is one server and the bot's account there. URL and Token are
// either both set or both empty; the URL has no slash at its end.
type Mattermost struct {
	URL       string `yaml:"url"`
	Token     Secret `yaml:"token"` // also when it came from TokenFile
	TokenFile string `yaml:"token_file"`
	// Callback is where the server reaches Listen, without a slash at its end;
	// empty: it cannot, and people type to the bot.
	Callback string `yaml:"callback"`
	// Networks are those from where callbacks are taken; none: all.
	Networks []netip.Prefix `yaml:"networks"`
}

// Discord is the bot's account there; without a Token there is none. The URL is
// always set, without a slash at its end.
type Discord struct {
	URL       string `yaml:"url"`
	Token     Secret `yaml:"token"` // also when it came from TokenFile
	TokenFile string `yaml:"token_file"`
}

// Platforms names the configured platforms, in a fixed order.
func (c Config) Platforms() []string {
	var names []string
	if c.Mattermost.Token != "" {
		names = append(names, "mattermost")
	}
	if c.Discord.Token != "" {
		names = append(names, "discord")
	}
	return names
}

// Warnings lists what works but should not stay so, a sentence each: a secret
// that others can read, a token that travels unencrypted.
func (c Config) Warnings() []string { return slices.Clone(c.warnings) }

// String is the configuration as its file would say it, secrets withheld.
func (c Config) String() string {
	c.Database = withoutPassword(c.Database)
	text, err := yaml.Marshal(c)
	if err != nil {
		return fmt.Sprintf("configuration that cannot be shown: %v", err)
	}
	return string(text)
}

// GoString is String, so that no verb shows a secret.
func (c Config) GoString() string { return c.String() }

// LogValue is the configuration as a group of its keys, secrets withheld.
func (c Config) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("database", withoutPassword(c.Database)),
		slog.String("listen", c.Listen),
		slog.String("admin_listen", c.AdminListen),
		slog.String("public_url", c.PublicURL),
		slog.String("log.level", c.Log.Level.String()),
		slog.String("log.format", c.Log.Format),
		slog.String("language", c.Language),
		slog.String("zone", c.Zone),
		slog.String("prefix", c.Prefix),
		slog.String("mattermost.url", c.Mattermost.URL),
		slog.String("mattermost.callback", c.Mattermost.Callback),
		slog.String("discord.url", c.Discord.URL),
		slog.String("platforms", strings.Join(c.Platforms(), ",")),
	)
}

// withoutPassword is a database's address that may be shown. An address that it
// does not understand is not shown at all.
func withoutPassword(database string) string {
	if strings.HasPrefix(database, "sqlite:") || database == "" {
		return database
	}
	address, err := url.Parse(database)
	if err != nil {
		return hidden
	}
	query := address.Query()
	for name := range query {
		if strings.Contains(strings.ToLower(name), "password") {
			query.Set(name, "xxxxx")
		}
	}
	address.RawQuery = query.Encode()
	return address.Redacted()
}
