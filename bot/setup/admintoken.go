package setup

import (
	"errors"
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

// load reads the configuration as far as there is one: it may lack the bot's
// token, which is what setup is for.
func (m *onMattermost) load(o *Setup) (err error) {
	environ, token := adminTokenOf(o.desk.Environ)
	if m.wish.AdminToken == "" {
		m.wish.AdminToken = token
	}
	for range 3 { // one more for each value that may lack
		err = o.load(environ)
		lacks := lacking(err)
		if lacks == "" || lacks == urlKey && m.wish.URL == "" {
			break
		}
		if lacks == urlKey {
			environ = append(environ, "BEIRAT_MATTERMOST_URL="+m.server())
			continue
		}
		environ = append(environ, "BEIRAT_MATTERMOST_TOKEN=none")
		defer func() { o.settings.Mattermost.Token = "" }()
	}
	return err
}

// server is the address that the flags name, or one that leads nowhere where
// theirs is none, so that the rest of the configuration can be read.
func (m *onMattermost) server() string {
	if isAddress(m.wish.URL) {
		return m.wish.URL
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
func (m *onMattermost) adminToken(o *Setup) (err error) {
	if m.tokenFile != "" {
		if m.wish.AdminToken, err = adminTokenIn(m.tokenFile); err != nil {
			return err
		}
	}
	if m.wish.AdminToken != "" {
		return nil
	}
	typed, asked, err := o.desk.ask("Token of a system administrator (it is not shown): ")
	if m.wish.AdminToken = typed; !asked {
		o.against("The token of a system administrator is missing: --admin-token-file, or %s.", AdminVariable)
	}
	return err
}

// ask asks for a secret where somebody sits at a terminal; asked is false where
// nobody does.
func (d Desk) ask(what string) (typed string, asked bool, err error) {
	in, is := d.In.(*os.File)
	if !is || !term.IsTerminal(int(in.Fd())) {
		return "", false, nil
	}
	fmt.Fprint(d.Err, what)
	secret, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(d.Err)
	if err != nil {
		return "", true, fmt.Errorf("reading the token: %w", err)
	}
	return strings.TrimSpace(string(secret)), true, nil
}
