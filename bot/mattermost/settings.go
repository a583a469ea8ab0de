package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"beirat/bot/survey"
)

// Versions of the server: the first that can do what this adapter asks for,
// and the first with which it is proved.
const (
	oldest = 9
	proved = 11
)

const noSiteURL = "The server does not know its own address, and commands fail without it. Please set System Console, Web Server, Site URL (ServiceSettings.SiteURL)."

// lookServer finds out whether there is a Mattermost at the address.
func (p *Plan) lookServer(ctx context.Context) error {
	config, err := p.client.clientConfig(ctx)
	if err != nil {
		p.Wrong("%s", unreached(p.wish.URL, err))
		return survey.ErrEnough
	}
	if problem := outdated(config["Version"]); problem != "" {
		p.Wrong("%s", problem)
		return survey.ErrEnough
	}
	p.Note(unproved(config["Version"]))
	if problem := callable(p.wish.Callback); problem != "" {
		p.Wrong("%s", problem)
	}
	return nil
}

// unreached says why an address does not answer as a server.
func unreached(address string, err error) string {
	var l *lost
	switch {
	case ctxOver(err):
		return fmt.Sprintf("%s did not answer in time. Please check the address and the network between this machine and the server.", address)
	case refused(err, http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect):
		return fmt.Sprintf("%s leads elsewhere. Please give the address that the browser shows in the end, with https where it is so.", address)
	case errors.As(err, &l) && !l.reached:
		return fmt.Sprintf("%s cannot be reached: %v. Please check the address, the network and, with https, the certificate.", address, l.err)
	}
	return fmt.Sprintf("%s answers, but not as a Mattermost server (%v). Please check the address; a path such as /mattermost belongs to it.", address, err)
}

func ctxOver(err error) bool {
	var timeout net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

// outdated says what is wrong with a server's version; empty: nothing.
func outdated(version string) string {
	major, _, _ := strings.Cut(version, ".")
	number, err := strconv.Atoi(major)
	switch {
	case err != nil:
		return "The server does not tell its version. Is it a Mattermost?"
	case number < oldest:
		return fmt.Sprintf("The server is Mattermost %s; at least %d.0 is needed. Please update it.", version, oldest)
	}
	return ""
}

// unproved says that a version is one with which nobody tried all of this;
// empty: it is not.
func unproved(version string) string {
	major, _, _ := strings.Cut(version, ".")
	if number, err := strconv.Atoi(major); err != nil || number >= proved {
		return ""
	}
	return fmt.Sprintf("The server is Mattermost %s; Beirat is proved with %d.0 and newer. Please update it when you can.", version, proved)
}

// callable says what is wrong with the address for callbacks; empty: nothing.
func callable(callback string) string {
	u, err := url.Parse(callback)
	switch {
	case callback == "":
		return "There is no address at which the server reaches us. Please give it with --callback, like https://beirat.example.de."
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return fmt.Sprintf("%q is no address that the server could call. It looks like https://beirat.example.de, or http://10.0.0.5:8080 within a network.", callback)
	}
	return ""
}

// lookAdmin finds out whether the administrator's token is one.
func (p *Plan) lookAdmin(ctx context.Context) error {
	me, err := p.client.me(ctx)
	switch {
	case refused(err, http.StatusUnauthorized):
		p.Wrong("The server does not accept the administrator's token. Please make a personal access token for a system administrator: Profile, Security, Personal Access Tokens.")
		return survey.ErrEnough
	case err != nil:
		return err
	case !me.IsSystemAdmin():
		p.Wrong("The token belongs to @%s, who is no system administrator. Only a system administrator may make bot accounts and commands.", me.Username)
		return survey.ErrEnough
	}
	p.admin = me
	return nil
}

// lookSettings finds the settings of the server that are in the way.
func (p *Plan) lookSettings(ctx context.Context) error {
	s, err := p.client.settings(ctx)
	if refused(err, http.StatusForbidden) {
		p.Wrong("@%s may not read the server's settings. Please use the token of an administrator who may.", p.admin.Username)
		return survey.ErrEnough
	}
	if err != nil {
		return err
	}
	for _, text := range hints(s, p.wish.Language) {
		p.Note(text)
	}
	for _, o := range obstacles(ctx, s, p.wish.Callback) {
		switch {
		case p.wish.Settings && o.value != nil:
			p.Later("repaired", func(ctx context.Context) error { return p.repair(ctx, o) }, "setting ServiceSettings.%s: now %v", o.key, o.value)
		case o.value != nil:
			p.Wrong("%s --repair-settings does that now.", o.text)
		default:
			p.Wrong("%s", o.text)
		}
	}
	return nil
}

// repair changes a setting and looks whether it has changed: one that comes
// from the server's environment does not.
func (p *Plan) repair(ctx context.Context, o obstacle) error {
	if err := p.client.change(ctx, map[string]any{o.key: o.value}); err != nil {
		return err
	}
	s, err := p.client.settings(ctx)
	if err != nil {
		return err
	}
	for _, left := range obstacles(ctx, s, p.wish.Callback) {
		if left.key == o.key {
			return fmt.Errorf("the server keeps its old value, probably because MM_SERVICESETTINGS_%s is set where it is started; please change it there", strings.ToUpper(o.key))
		}
	}
	return nil
}

// obstacle is a setting that is in the way.
type obstacle struct {
	key   string
	text  string // what is wrong and what to do
	value any    // what would be right; nil: only people know
}

func obstacles(ctx context.Context, s *settings, callback string) []obstacle {
	service := s.ServiceSettings
	var found []obstacle
	if service.SiteURL == "" {
		found = append(found, obstacle{key: "SiteURL", text: noSiteURL})
	}
	for _, on := range []struct {
		set        *bool
		key, where string
	}{
		{service.EnableBotAccountCreation, "EnableBotAccountCreation", "Integrations, Bot Accounts, Enable Bot Account Creation"},
		{service.EnableCommands, "EnableCommands", "Integrations, Integration Management, Enable Custom Slash Commands"},
	} {
		if callback == "" && on.key == "EnableCommands" { // nobody calls us
			continue
		}
		if on.set != nil && !*on.set {
			found = append(found, obstacle{key: on.key, value: true,
				text: fmt.Sprintf("A setting is off that is needed. Please switch on System Console, %s (ServiceSettings.%s).", on.where, on.key)})
		}
	}
	if host, is := blocked(ctx, callback, service.AllowedUntrustedInternalConnections); is {
		value := strings.TrimSpace(service.AllowedUntrustedInternalConnections + " " + host)
		found = append(found, obstacle{key: "AllowedUntrustedInternalConnections", value: value,
			text: fmt.Sprintf("The server does not call %s, because it lies in an internal network. Please set System Console, Developer, Allow untrusted internal connections (ServiceSettings.AllowedUntrustedInternalConnections) to %q.", host, value)})
	}
	return found
}

// hints are settings that are in nobody's way, and good to know.
func hints(s *settings, language string) []string {
	var texts []string
	if on := s.ServiceSettings.EnableUserAccessTokens; on != nil && !*on {
		texts = append(texts, "Personal access tokens are off, so that setup and check need another token of a system administrator: System Console, Integrations, Integration Management, Enable Personal Access Tokens (ServiceSettings.EnableUserAccessTokens). The bot's own token works all the same.")
	}
	if on := s.FileSettings.EnableFileAttachments; on != nil && !*on {
		texts = append(texts, "Files are off, so that results come in words without their picture, and an export cannot be handed out: System Console, Site Configuration, File Sharing and Downloads, Allow File Sharing (FileSettings.EnableFileAttachments).")
	}
	if locale := s.LocalizationSettings.DefaultClientLocale; language != "" && locale != "" && locale != language {
		texts = append(texts, fmt.Sprintf("New accounts begin in the language %q, and Beirat answers each in the language of their account; new boards speak %q. System Console, Site Configuration, Localization, Default Client Language (LocalizationSettings.DefaultClientLocale) changes that.", locale, language))
	}
	return texts
}

// blocked tells whether the server refuses to call an address because it is an
// internal one that its settings do not name. A host that is not known here is
// taken for internal if its name has no dot, and else for a public one.
func blocked(ctx context.Context, callback, allowed string) (host string, is bool) {
	u, err := url.Parse(callback)
	if err != nil || u.Hostname() == "" {
		return "", false
	}
	host = u.Hostname()
	names := strings.FieldsFunc(allowed, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	if slices.Contains(names, host) {
		return host, false
	}
	addresses, known := resolve(ctx, host)
	if !known {
		return host, !strings.Contains(host, ".")
	}
	return host, slices.ContainsFunc(addresses, func(ip netip.Addr) bool { return internal(ip) && !listed(names, ip) })
}

func resolve(ctx context.Context, host string) ([]netip.Addr, bool) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip.Unmap()}, true
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, false
	}
	for i, ip := range found {
		found[i] = ip.Unmap()
	}
	return found, true
}

// internal tells addresses that are not of the public internet.
func internal(ip netip.Addr) bool {
	if ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return true
	}
	for _, special := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4"} {
		if netip.MustParsePrefix(special).Contains(ip) {
			return true
		}
	}
	return false
}

func listed(names []string, ip netip.Addr) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		network, err := netip.ParsePrefix(name)
		return err == nil && network.Contains(ip)
	})
}
