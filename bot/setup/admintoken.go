package setup

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"beirat/config"

	"golang.org/x/term"
)

// AdminVariable holds the token of a system administrator for setup and check.
// It is no part of the configuration: what runs for long must not have it.
const AdminVariable = "BEIRAT_MATTERMOST_ADMIN_TOKEN"

// adminTokenOf parts the environment from the administrator's token in it.
func adminTokenOf(environ []string) (rest []string, token string) {
	for _, entry := range environ {
		if value, is := strings.CutPrefix(entry, AdminVariable+"="); is {
			token = strings.TrimSpace(value)
			continue
		}
		rest = append(rest, entry)
	}
	return rest, token
}

// adminTokenIn is the token that the file of --admin-token-file holds.
func adminTokenIn(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("--admin-token-file: %w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

// load reads the configuration as far as there is one: the file that --config
// names or else the one that is to be written, and it may lack the bot's token,
// which is what setup is for.
func (o *Setup) load(set *flag.FlagSet, environ []string) (err error) {
	environ, token := adminTokenOf(environ)
	if o.wish.AdminToken == "" {
		o.wish.AdminToken = token
	}
	if _, exists := os.Stat(o.write); o.write != "" && exists == nil && !o.given["config"] {
		environ = append(environ, "BEIRAT_CONFIG="+o.write)
	}
	for range 3 { // one more for each value that may lack
		o.settings, err = config.Load(set, environ)
		lacks := lacking(err)
		if lacks == "" || lacks == urlKey && o.wish.URL == "" {
			break
		}
		if lacks == urlKey {
			environ = append(environ, "BEIRAT_MATTERMOST_URL="+o.server())
			continue
		}
		environ = append(environ, "BEIRAT_MATTERMOST_TOKEN=none")
		defer func() { o.settings.Mattermost.Token = "" }()
	}
	return err
}

// server is the address that the flags name, or one that leads nowhere where
// theirs is none, so that the rest of the configuration can be read.
func (o *Setup) server() string {
	if isAddress(o.wish.URL) {
		return o.wish.URL
	}
	return "https://unknown.invalid"
}

const (
	urlKey   = "mattermost.url"
	tokenKey = "mattermost.token"
)

// lacking is the one thing wrong with a configuration, if that is a value which
// setup has or makes; empty if something else is wrong, or nothing.
func lacking(err error) string {
	var m *config.Mistake
	if !errors.As(err, &m) || m.Key != urlKey && m.Key != tokenKey || !strings.HasPrefix(m.Problem, "is missing") {
		return ""
	}
	var all interface{ Unwrap() []error }
	if errors.As(err, &all) && len(all.Unwrap()) > 1 {
		return ""
	}
	return m.Key
}

// adminToken takes the administrator's token from a file, or asks for it where
// somebody sits at the terminal.
func (o *Setup) adminToken(file string) (err error) {
	if file != "" {
		if o.wish.AdminToken, err = adminTokenIn(file); err != nil {
			return err
		}
	}
	if o.wish.AdminToken != "" {
		return nil
	}
	in, is := o.desk.In.(*os.File)
	if !is || !term.IsTerminal(int(in.Fd())) {
		o.wrong = append(o.wrong, "The token of a system administrator is missing: --admin-token-file, or "+AdminVariable+".")
		return nil
	}
	fmt.Fprint(o.desk.Err, "Token of a system administrator (it is not shown): ")
	typed, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(o.desk.Err)
	if err != nil {
		return fmt.Errorf("reading the token: %w", err)
	}
	o.wish.AdminToken = strings.TrimSpace(string(typed))
	return nil
}
