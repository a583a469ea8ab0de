package bot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"beirat/config"
	"beirat/storage"
)

// finding is one line of a check.
type finding struct {
	good bool
	text string
}

// runCheck tells what is wrong before anybody notices. It changes nothing and
// needs no lock.
func runCheck(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "check")
	config.Flags(set)
	settings, err := settings(set, s, args)
	if err != nil {
		return err
	}
	findings := []finding{{true, "The configuration is complete."}}
	for _, warning := range settings.Warnings() {
		findings = append(findings, finding{false, warning})
	}
	findings = append(findings, checkDatabase(ctx, settings.Database)...)
	if platforms := settings.Platforms(); len(platforms) > 0 {
		findings = append(findings, finding{false, fmt.Sprintf("%v is configured, but this version serves no platform yet.", platforms)})
	}
	wrong := 0
	for _, f := range findings {
		mark := "good "
		if !f.good {
			mark = "wrong"
			wrong++
		}
		fmt.Fprintf(s.Out, "%s  %s\n", mark, f.text)
	}
	if wrong > 0 {
		return errFailed
	}
	return nil
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
