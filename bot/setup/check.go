package setup

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"beirat/bot/discord"
	"beirat/bot/mattermost"
	"beirat/bot/survey"
	"beirat/config"
	"beirat/storage"
)

// Check is a look at an installation.
type Check struct {
	set       *flag.FlagSet
	tokenFile string
}

// NewCheck declares the flags of a check on a set; parse them, and Run it.
func NewCheck(set *flag.FlagSet) *Check {
	c := &Check{set: set}
	config.Flags(set)
	set.StringVar(&c.tokenFile, "admin-token-file", "", "`file` with the token of a system administrator of Mattermost, who sees more; or "+AdminVariable)
	return c
}

// Run tells what is wrong before anybody notices. It changes nothing and needs
// no lock.
func (c *Check) Run(ctx context.Context, d Desk) error {
	environ, adminToken := adminTokenOf(d.Environ)
	settings, err := config.Load(c.set, environ)
	if err != nil {
		return err
	}
	if c.tokenFile != "" {
		if adminToken, err = adminTokenIn(c.tokenFile); err != nil {
			return err
		}
	}
	r := checkReport{desk: d}
	r.add(survey.Good, "The configuration is complete.")
	for _, warning := range settings.Warnings() {
		r.add(survey.Note, warning)
	}
	r.all(checkDatabase(ctx, settings.Database))
	if len(settings.Platforms()) > 0 {
		r.all(checkCalendars(ctx, settings.PublicURL))
	}
	if err := r.checkPlatforms(ctx, settings, adminToken); err != nil {
		return err
	}
	if r.wrong > 0 {
		return ErrFailed
	}
	return nil
}

// checkReport prints findings as they come.
type checkReport struct {
	desk  Desk
	wrong int
}

func (r *checkReport) all(findings []survey.Finding) {
	for _, f := range findings {
		r.add(f.Kind, f.Text)
	}
}

func (r *checkReport) add(kind survey.Kind, text string) {
	if kind == survey.Wrong {
		r.wrong++
	}
	fmt.Fprintf(r.desk.Out, "%-5s  %s\n", kind, text)
}

// checkPlatforms asks every configured platform what it knows of the boards in
// the database.
func (r *checkReport) checkPlatforms(ctx context.Context, settings config.Config, adminToken string) error {
	if len(settings.Platforms()) == 0 {
		r.add(survey.Note, "No chat is configured: \"beirat serve\" has nobody to talk to. \"beirat setup mattermost\" or \"beirat setup discord\" makes a board and, with --write, the configuration; --config says which file is read.")
		return nil
	}
	l := &ledger{url: settings.Database, now: time.Now}
	if err := l.look(ctx); err != nil { // which was said of the database
		return errors.Join(ErrFailed, l.close())
	}
	var err error
	if settings.Mattermost.URL != "" {
		err = r.checkMattermost(ctx, l, settings, adminToken)
	}
	if err == nil && settings.Discord.Token != "" {
		err = r.checkDiscord(ctx, l, settings)
	}
	return errors.Join(err, l.close())
}

func (r *checkReport) checkMattermost(ctx context.Context, l *ledger, settings config.Config, adminToken string) error {
	homes, err := l.homes(ctx, mattermost.Name)
	if err != nil {
		return err
	}
	triggers, err := r.desk.Triggers(settings)
	if err != nil {
		return err
	}
	r.all(mattermost.Check(ctx, mattermost.Question{
		URL: settings.Mattermost.URL, Token: settings.Mattermost.Token.Reveal(), AdminToken: adminToken,
		Callback: settings.Mattermost.Callback, Listen: settings.Listen, Networks: settings.Mattermost.Networks,
		Language: settings.Language, Homes: homes, Triggers: triggers, Memory: l,
	}))
	return nil
}

func (r *checkReport) checkDiscord(ctx context.Context, l *ledger, settings config.Config) error {
	homes, err := l.homes(ctx, discord.Name)
	if err != nil {
		return err
	}
	specs, err := r.desk.Specs(settings)
	if err != nil {
		return err
	}
	r.all(discord.Check(ctx, discord.Question{
		URL: settings.Discord.URL, Token: settings.Discord.Token.Reveal(), Homes: homes, Specs: specs, Memory: l,
	}))
	return nil
}

func checkDatabase(ctx context.Context, url string) (findings survey.Findings) {
	wrong := func(err error) survey.Findings {
		findings.Wrong("%v", err)
		return findings
	}
	if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
		info, err := os.Stat(path)
		switch folder, folderErr := os.Stat(filepath.Dir(path)); {
		case errors.Is(err, fs.ErrNotExist) && (folderErr != nil || !folder.IsDir()):
			findings.Wrong("%s does not exist yet, and neither does its folder %s; create that first.", path, filepath.Dir(path))
			return findings
		case errors.Is(err, fs.ErrNotExist):
			findings.Good("%s does not exist yet; the first start makes it.", path)
			return findings
		case err == nil && info.Mode().Perm()&0o077 != 0:
			findings.Wrong("%s holds who voted how, and others on this machine may read it (%#o); \"chmod 600 %s\" mends that.", path, info.Mode().Perm(), path)
		}
	}
	db, err := storage.Open(ctx, url, time.Now)
	if err != nil {
		return wrong(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			findings = wrong(err)
		}
	}()
	if err := db.Sound(ctx); err != nil {
		return wrong(err)
	}
	have, want, err := db.Version(ctx)
	if err != nil {
		return wrong(err)
	}
	switch {
	case have > want:
		findings.Wrong("The database is at version %d, this program knows %d. A newer Beirat has used it; please install that one.", have, want)
	case have < want:
		findings.Wrong("The database is at version %d, this program needs %d. \"beirat migrate\" brings it there, and so does the next start.", have, want)
	default:
		findings.Good("The database (%s) is at version %d.", db.Kind(), have)
	}
	skew, err := db.Skew(ctx)
	if err != nil {
		return wrong(err)
	}
	if skew.Abs() > 2*time.Second {
		findings.Wrong("The clock of this machine and the database's differ by %s; at most 2s is right, or deadlines are not.", skew.Round(time.Millisecond))
	}
	return findings
}
