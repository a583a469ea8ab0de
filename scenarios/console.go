package scenarios

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"beirat/bot"
	"beirat/chat"
)

// consoleDriver tells stories to the console, in this process; a process of
// its own is started for what is to be killed.
type consoleDriver struct {
	options bot.ChatOptions
	chat    *bot.Chat
	out     bytes.Buffer
}

// Console is the driver of the console on a database.
func Console(ctx context.Context, database string, s Settings) (Driver, error) {
	d := &consoleDriver{}
	d.options = bot.ChatOptions{
		Database: database, Demo: !s.Empty, Clock: s.Clock, Language: s.Language, Zone: "Europe/Berlin", Folder: storyFiles, Out: &d.out,
	}
	return d, d.open(ctx)
}

func (d *consoleDriver) open(ctx context.Context) (err error) {
	if d.chat, err = bot.OpenChat(ctx, d.options); err != nil {
		return err
	}
	return d.chat.Window.Begin(ctx)
}

func (d *consoleDriver) Say(ctx context.Context, line string) ([]Seen, error) {
	err := d.chat.Window.Say(ctx, line)
	return d.seen(), err
}

func (d *consoleDriver) Restart(ctx context.Context, later time.Duration) ([]Seen, error) {
	d.options.Clock = d.chat.Now(ctx).Add(later).Format("2006-01-02T15:04:05")
	if err := d.chat.Close(); err != nil {
		return nil, err
	}
	err := d.open(ctx)
	return d.seen(), err
}

func (d *consoleDriver) Kill(ctx context.Context, line string, sent bool) ([]Seen, error) {
	d.options.Clock = ""
	if err := d.chat.Close(); err != nil {
		return nil, err
	}
	if err := d.die(ctx, line, sent); err != nil {
		return nil, err
	}
	err := d.open(ctx)
	return d.seen(), err
}

func (d *consoleDriver) Close() error {
	if d.chat == nil { // it did not start again
		return nil
	}
	return d.chat.Close()
}

// seen reads the console's fixed form.
func (d *consoleDriver) seen() []Seen {
	text := d.out.String()
	d.out.Reset()
	var all []Seen
	for _, block := range strings.Split(strings.TrimSuffix(text, "\n\n"), "\n\n") {
		if block == "" {
			continue
		}
		var seen *Seen
		for _, line := range strings.Split(block, "\n") {
			this, rest := reading(line)
			if this == nil {
				this, rest = &Seen{Kind: "unmarked line"}, line
			}
			if seen == nil {
				seen = this
			}
			seen.Lines = append(seen.Lines, rest)
		}
		all = append(all, *seen)
	}
	return all
}

// The process that is to be killed is this program again, told by the environment.
const (
	dieDatabase = "BEIRAT_TEST_DIE_DATABASE"
	dieLine     = "BEIRAT_TEST_DIE_LINE"
	dieAfter    = "BEIRAT_TEST_DIE_AFTER"
)

func (d *consoleDriver) die(ctx context.Context, line string, sent bool) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.CommandContext(ctx, self)
	child.Env = append(os.Environ(), dieDatabase+"="+d.options.Database, dieLine+"="+line, fmt.Sprintf("%s=%t", dieAfter, sent))
	out, err := child.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		return nil
	}
	return fmt.Errorf("the process was not killed: %v\n%s", err, out)
}

// Doomed is what such a process does; false if this is none. It never returns
// true: it is killed, or it ends with an exit code.
func Doomed() bool {
	database, doomed := os.LookupEnv(dieDatabase)
	if !doomed {
		return false
	}
	ctx := context.Background()
	c, err := bot.OpenChat(ctx, bot.ChatOptions{Database: database, Zone: "Europe/Berlin", Out: os.Stdout,
		Platform: func(p chat.Platform) chat.Platform { return dying{p, os.Getenv(dieAfter) == "true"} }})
	if err == nil {
		err = c.Window.Say(ctx, os.Getenv(dieLine))
	}
	fmt.Println("nothing was sent:", err)
	os.Exit(3)
	return true
}

// dying is a console whose process is killed when it sends.
type dying struct {
	chat.Platform
	after bool
}

func (d dying) Send(ctx context.Context, o chat.Outgoing) (string, error) {
	if d.after {
		if _, err := d.Platform.Send(ctx, o); err != nil {
			return "", err
		}
	}
	kill()
	return "", nil
}

func (d dying) Edit(ctx context.Context, ref string, o chat.Outgoing) error {
	if d.after {
		if err := d.Platform.Edit(ctx, ref, o); err != nil {
			return err
		}
	}
	kill()
	return nil
}

func kill() {
	_ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
	select {} // until it arrives
}
