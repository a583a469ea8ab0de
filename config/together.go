package config

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
)

// compare looks at values that are right alone but not together.
func (l *loading) compare() {
	c := l.config
	origin := func(name string) string { return l.given[name].origin }
	tokenAt := cmp.Or(origin("mattermost.token"), origin("mattermost.token_file"))
	switch token := l.given["mattermost.token"].text != "" || l.given["mattermost.token_file"].text != ""; {
	case c.Mattermost.URL != "" && !token:
		l.wrong(Mistake{Key: "mattermost.token", Problem: "is missing, though mattermost.url is set (" + origin("mattermost.url") + ")",
			Allowed: "mattermost.token, or mattermost.token_file with the path of a file that holds it"})
	case l.given["mattermost.url"].text == "" && token:
		l.wrong(Mistake{Key: "mattermost.url", Problem: "is missing, though there is a token (" + tokenAt + ")"})
	}
	switch called := l.given["mattermost.callback"].text != ""; {
	case called && l.given["mattermost.url"].text == "" && tokenAt == "":
		l.wrong(Mistake{Key: "mattermost.url", Problem: "is missing, though there is a callback (" + origin("mattermost.callback") + ")"})
	case !called && c.Mattermost.URL != "":
		l.warn("mattermost.callback is not set: without it there are no slash commands, buttons and forms, and people type to the bot")
	}
	if _, port, _ := net.SplitHostPort(c.Listen); c.Listen == c.AdminListen && port != "" && port != "0" {
		l.wrong(Mistake{Key: "admin_listen", Origin: origin("admin_listen"),
			Problem: fmt.Sprintf("is the same as listen, %q (%s)", c.Listen, origin("listen")), Allowed: "two different addresses"})
	}
	if inTheClear(c.Mattermost.URL) {
		l.warn("mattermost.url (%s): the token travels unencrypted; use https", origin("mattermost.url"))
	}
	if inTheClear(c.PublicURL) {
		l.warn("public_url (%s): calendars that are for one person alone travel unencrypted; use https", origin("public_url"))
	}
	if c.Discord.Token != "" && inTheClear(c.Discord.URL) {
		l.warn("discord.url (%s): the token travels unencrypted; use https", origin("discord.url"))
	}
	if u, err := url.Parse(c.Database); err == nil && u.User != nil && l.given["database"].layer == byFlag {
		if _, password := u.User.Password(); password {
			l.warn("database (--db): process lists show the password to everybody on this machine; use database_file")
		}
	}
}

// inTheClear tells whether what is sent there can be read on its way.
func inTheClear(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "http" && !loopback(u.Hostname())
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
