package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the container's image has no zones of its own
)

// key declares one value: from it come the key in the file, the variable, the
// flag, its help, and the words of a mistake.
type key struct {
	name      string // as in the file, with dots: "log.level"
	flag      string // without dashes; empty: none, process lists show flags to everyone
	otherwise string // the default
	usage     string
	allowed   string
	set       func(c *Config, text string) error // its error never quotes a secret
}

// variable is the key's name in the environment.
func (k key) variable() string {
	return prefix + strings.ToUpper(strings.ReplaceAll(k.name, ".", "_"))
}

// keys is every value there is, in the order in which mistakes are told.
func keys() []key {
	return []key{
		{name: "database", flag: "db", otherwise: "sqlite:beirat.db",
			usage:   "where everything is kept",
			allowed: "sqlite:PATH or postgres://USER@HOST/NAME?sslmode=…",
			set:     func(c *Config, s string) error { c.Database = s; return database(s) }},
		{name: "database_file", flag: "db-file",
			usage: "file that holds the database's address", allowed: "a file's path",
			set: func(c *Config, s string) error { c.DatabaseFile = s; return nil }},
		{name: "listen", flag: "listen", otherwise: "127.0.0.1:8080",
			usage: "address for callbacks and pages", allowed: "HOST:PORT, like 127.0.0.1:8080",
			set: func(c *Config, s string) error { c.Listen = s; return address(s) }},
		{name: "admin_listen", flag: "admin-listen", otherwise: "127.0.0.1:9090",
			usage: "address for health and metrics", allowed: "HOST:PORT, like 127.0.0.1:9090",
			set: func(c *Config, s string) error { c.AdminListen = s; return address(s) }},
		{name: "public_url", flag: "public-url",
			usage: "address at which people reach listen, for calendars to subscribe to; without it there are none", allowed: "https://HOST[:PORT][/PATH], or http://",
			set: func(c *Config, s string) (err error) { c.PublicURL, err = site(s); return err }},
		{name: "log.level", flag: "log-level", otherwise: "info",
			usage: "least severe line that is written", allowed: "debug, info, warn or error",
			set: func(c *Config, s string) (err error) { c.Log.Level, err = level(s); return err }},
		{name: "log.format", flag: "log-format", otherwise: "text",
			usage: "form of the log", allowed: "text or json",
			set: func(c *Config, s string) error { c.Log.Format = s; return oneOf(s, "text", "json") }},
		{name: "language", flag: "language", otherwise: "de",
			usage: "language of new boards", allowed: "de or en",
			set: func(c *Config, s string) error { c.Language = s; return oneOf(s, "de", "en") }},
		{name: "zone", flag: "zone", otherwise: "Europe/Berlin",
			usage: "time zone of new boards", allowed: "a name of the IANA database, like Europe/Berlin",
			set: func(c *Config, s string) error { c.Zone = s; return zone(s) }},
		{name: "prefix", flag: "prefix",
			usage: "put before every trigger, x gives /x-poll", allowed: "nothing, or up to ten of a-z and 0-9, a letter first",
			set: func(c *Config, s string) error { c.Prefix = s; return trigger(s) }},
		{name: "custom_days", flag: "custom-days",
			usage: "local customs that are told of a proposed date for a meeting", allowed: "nothing, or like Rosenmontag=Ostern-48, Heiligabend=24.12.",
			set: func(c *Config, s string) (err error) { c.CustomDays, err = CustomDays(s); return err }},
		{name: "secret_file", flag: "secret-file",
			usage: "file whose secret seals what buttons and forms carry; without it one is made and kept in the database", allowed: "a file's path",
			set: func(c *Config, s string) error { c.SecretFile = s; return nil }},
		{name: "mattermost.url", flag: "mattermost-url",
			usage: "address of the Mattermost server", allowed: "https://HOST[:PORT][/PATH], or http://",
			set: func(c *Config, s string) (err error) { c.Mattermost.URL, err = site(s); return err }},
		{name: "mattermost.token", allowed: "the bot's token, one word",
			set: func(c *Config, s string) error { c.Mattermost.Token = Secret(s); return word(s) }},
		{name: "mattermost.token_file", flag: "mattermost-token-file",
			usage: "file that holds the bot's token for Mattermost", allowed: "a file's path",
			set: func(c *Config, s string) error { c.Mattermost.TokenFile = s; return nil }},
		{name: "mattermost.callback", flag: "mattermost-callback",
			usage: "address at which the Mattermost server reaches listen", allowed: "https://HOST[:PORT][/PATH], or http://",
			set: func(c *Config, s string) (err error) { c.Mattermost.Callback, err = site(s); return err }},
		{name: "mattermost.networks", flag: "mattermost-networks",
			usage: "networks from where callbacks are taken", allowed: "nothing for all, or like 10.0.0.0/8, 192.0.2.7",
			set: func(c *Config, s string) (err error) { c.Mattermost.Networks, err = Networks(s); return err }},
		{name: "discord.url", flag: "discord-url", otherwise: "https://discord.com",
			usage: "address of Discord; another only for tests and proxies", allowed: "https://HOST[:PORT][/PATH], or http://",
			set: func(c *Config, s string) (err error) { c.Discord.URL, err = site(s); return err }},
		{name: "discord.token", allowed: "the bot's token, one word",
			set: func(c *Config, s string) error { c.Discord.Token = Secret(s); return word(s) }},
		{name: "discord.token_file", flag: "discord-token-file",
			usage: "file that holds the bot's token for Discord", allowed: "a file's path",
			set: func(c *Config, s string) error { c.Discord.TokenFile = s; return nil }},
	}
}

func database(text string) error {
	path, sqlite := strings.CutPrefix(text, "sqlite:")
	switch {
	case sqlite && strings.TrimSpace(path) == "":
		return errors.New("names no file")
	case sqlite:
		return nil
	case !strings.HasPrefix(text, "postgres://") && !strings.HasPrefix(text, "postgresql://"):
		return errors.New("is neither an SQLite file nor a PostgreSQL address")
	}
	if _, err := url.Parse(text); err != nil { // the error would quote the password
		return errors.New("is no address (a password's special characters are written like %23)")
	}
	return nil
}

func address(text string) error {
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		return fmt.Errorf("%q is no address with a port", text)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("%q has no port from 0 to 65535", text)
	}
	if strings.ContainsAny(host, " /@") {
		return fmt.Errorf("%q has no host that can be listened on", text)
	}
	return nil
}

func level(text string) (slog.Level, error) {
	switch strings.ToLower(text) {
	case "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	}
	return 0, fmt.Errorf("%q is not one of them", text)
}

func oneOf(text string, allowed ...string) error {
	for _, a := range allowed {
		if text == a {
			return nil
		}
	}
	return fmt.Errorf("%q is not one of them", text)
}

func zone(text string) error {
	if text == "" || text == "Local" {
		return fmt.Errorf("%q names no zone", text)
	}
	if _, err := time.LoadLocation(text); err != nil {
		return fmt.Errorf("%q is no known zone", text)
	}
	return nil
}

func trigger(text string) error {
	if !regexp.MustCompile(`^([a-z][a-z0-9]{0,9})?$`).MatchString(text) {
		return fmt.Errorf("%q cannot begin a trigger", text)
	}
	return nil
}

// site checks a server's address and drops the slashes at its end.
func site(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return "", errors.New("is no address of a server")
	case u.User != nil:
		return "", errors.New("must not contain a user or password")
	case u.RawQuery != "" || u.Fragment != "":
		return "", errors.New("must end with its path, without ? or #")
	}
	return strings.TrimRight(text, "/"), nil
}

// Networks reads networks and single addresses, parted by commas.
func Networks(text string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" && text == "" {
			break
		}
		network, err := netip.ParsePrefix(part)
		if err != nil {
			address, single := netip.ParseAddr(part)
			if single != nil || address.Zone() != "" {
				return nil, fmt.Errorf("%q is neither a network nor an address", part)
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		if network != network.Masked() {
			return nil, fmt.Errorf("%q has bits behind its mask, %s is meant", part, network.Masked())
		}
		all = append(all, network)
	}
	return all, nil
}

func word(text string) error {
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return errors.New("contains spaces or line breaks")
	}
	return nil
}
