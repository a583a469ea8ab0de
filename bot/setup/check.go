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

	"beirat/bot/mattermost"
	"beirat/config"
	"beirat/storage"
)

// finding is one line of a check.
type finding struct {
	good bool
	text string
}

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
	r.add(mattermost.Good, "The configuration is complete.")
	for _, warning := range settings.Warnings() {
		r.add(mattermost.Note, warning)
	}
	for _, f := range checkDatabase(ctx, settings.Database) {
		kind := mattermost.Good
		if !f.good {
			kind = mattermost.Wrong
		}
		r.add(kind, f.text)
	}
	if settings.Mattermost.URL != "" {
		if err := r.checkMattermost(ctx, settings, adminToken); err != nil {
			return err
		}
	}
	if settings.Discord.Token != "" {
		r.add(mattermost.Wrong, "discord is configured, but this version does not serve it yet.")
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

func (r *checkReport) add(kind mattermost.Kind, text string) {
	if kind == mattermost.Wrong {
		r.wrong++
	}
	fmt.Fprintf(r.desk.Out, "%-5s  %s\n", kind, text)
}

// checkMattermost asks the server what it knows of the boards in the database.
func (r *checkReport) checkMattermost(ctx context.Context, settings config.Config, adminToken string) error {
	l := &ledger{url: settings.Database, now: time.Now}
	if err := l.look(ctx); err != nil { // which was said of the database
		return errors.Join(ErrFailed, l.close())
	}
	homes, err := l.homes(ctx)
	if err != nil {
		return errors.Join(err, l.close())
	}
	triggers, err := r.desk.Triggers(settings)
	if err != nil {
		return errors.Join(err, l.close())
	}
	for _, f := range mattermost.Check(ctx, mattermost.Question{
		URL: settings.Mattermost.URL, Token: settings.Mattermost.Token.Reveal(), AdminToken: adminToken,
		Callback: settings.Mattermost.Callback, Listen: settings.Listen, Networks: settings.Mattermost.Networks,
		Language: settings.Language, Homes: homes, Triggers: triggers, Memory: l,
	}) {
		r.add(f.Kind, f.Text)
	}
	return l.close()
}

func checkDatabase(ctx context.Context, url string) (findings []finding) {
	wrong := func(err error) []finding { return append(findings, finding{false, err.Error()}) }
	if path, isFile := strings.CutPrefix(url, "sqlite:"); isFile {
		info, err := os.Stat(path)
		switch folder, folderErr := os.Stat(filepath.Dir(path)); {
		case errors.Is(err, fs.ErrNotExist) && (folderErr != nil || !folder.IsDir()):
			return append(findings, finding{false, fmt.Sprintf("%s does not exist yet, and neither does its folder %s; create that first.", path, filepath.Dir(path))})
		case errors.Is(err, fs.ErrNotExist):
			return append(findings, finding{true, path + " does not exist yet; the first start makes it."})
		case err == nil && info.Mode().Perm()&0o077 != 0:
			findings = append(findings, finding{false, fmt.Sprintf("%s holds who voted how, and others on this machine may read it (%#o); \"chmod 600 %s\" mends that.", path, info.Mode().Perm(), path)})
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
		findings = append(findings, finding{false, fmt.Sprintf("The database is at version %d, this program knows %d. A newer Beirat has used it; please install that one.", have, want)})
	case have < want:
		findings = append(findings, finding{false, fmt.Sprintf("The database is at version %d, this program needs %d. \"beirat migrate\" brings it there, and so does the next start.", have, want)})
	default:
		findings = append(findings, finding{true, fmt.Sprintf("The database (%s) is at version %d.", db.Kind(), have)})
	}
	skew, err := db.Skew(ctx)
	if err != nil {
		return wrong(err)
	}
	if skew.Abs() > 2*time.Second {
		findings = append(findings, finding{false, fmt.Sprintf("The clock of this machine and the database's differ by %s; at most 2s is right, or deadlines are not.", skew.Round(time.Millisecond))})
	}
	return findings
}
