package bot

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"beirat/board"
	"beirat/bot/console"
	"beirat/chat"
	"beirat/config"
	"beirat/storage"
	"beirat/words"

	"golang.org/x/term"
)

// Chat is the console with the program behind it, on an open database.
type Chat struct {
	*Bot
	Window *console.Window
	db     *storage.DB
	host   host
	clock  *console.Clock
	// Ending, in this order: the claim on the database, the database, the lock file.
	release func() error
	unlock  func() error
}

// ChatOptions say how the console begins.
type ChatOptions struct {
	Database string
	Demo     bool
	Clock    string // "2026-11-26T10:00" in the board's zone; empty: where the last run stopped, or now
	Language string // of everybody who has set none; empty: the board's
	Zone     string // where there is no board yet
	Prefix   string
	// CustomDays are local customs that are told of a proposed date.
	CustomDays []board.CustomDay
	Folder     string // in which files are looked for that people send; empty: where the program runs
	Out        io.Writer
	Log        *slog.Logger                      // nil: nobody reads it
	Platform   func(chat.Platform) chat.Platform // wraps the console, for tests of faults; nil: as it is
}

// OpenChat opens the database, fills it with the demonstration if that is
// wished and it is empty, and joins console and program. Close it.
func OpenChat(ctx context.Context, o ChatOptions) (*Chat, error) {
	unlock, err := storage.Lock(o.Database)
	if err != nil {
		return nil, err
	}
	c := &Chat{unlock: unlock, clock: console.NewClock(time.Time{})}
	if err := c.open(ctx, o); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Chat) open(ctx context.Context, o ChatOptions) error {
	db, err := storage.Open(ctx, o.Database, c.clock.Now)
	if err != nil {
		return err
	}
	c.db = db
	zone := o.Zone
	if c.release, err = db.Alone(ctx); err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	if own, err := firstZone(ctx, db); err != nil {
		return err
	} else if own != "" {
		zone = own
	}
	if err := c.setClock(ctx, o.Clock, zone); err != nil {
		return err
	}
	if o.Demo {
		if err := fillDemo(ctx, db, o.Language, zone); err != nil {
			return fmt.Errorf("the demonstration board: %w", err)
		}
	}
	window, err := console.New(ctx, db, c.clock, o.Language)
	if err != nil {
		return err
	}
	window.In(o.Folder)
	var platform chat.Platform = window
	if o.Platform != nil {
		platform = o.Platform(window)
	}
	if c.Bot, err = New(db, Options{Platforms: []chat.Platform{platform}, Prefix: o.Prefix, CustomDays: o.CustomDays, Log: o.Log, alone: true}); err != nil {
		return err
	}
	if err := c.tend(ctx); err != nil {
		return err
	}
	c.host = host{c.Bot, zone}
	c.Window = window.Window(c.host, o.Out)
	return nil
}

// setClock sets the clock to what was said or where the last run stopped,
// whichever is later, and to this moment where there is neither.
func (c *Chat) setClock(ctx context.Context, said, zone string) error {
	if said != "" {
		in, err := time.LoadLocation(zone)
		if err != nil {
			return fmt.Errorf("time zone %q: %w", zone, err)
		}
		at, err := console.Moment(said, in)
		if err != nil {
			return fmt.Errorf("--clock: %w", err)
		}
		c.clock.Set(at)
	}
	restored, err := c.clock.Restore(ctx, c.db)
	if err != nil {
		return err
	}
	if said == "" && !restored {
		c.clock.Set(time.Now().Truncate(time.Millisecond))
	}
	return nil
}

// Close ends the program and frees the database.
func (c *Chat) Close() error {
	var errs []error
	if c.release != nil {
		errs = append(errs, c.release())
	}
	if c.db != nil {
		errs = append(errs, c.db.Close())
	}
	return errors.Join(append(errs, c.unlock())...)
}

// firstZone is the zone of the first board; empty if there is none.
func firstZone(ctx context.Context, db *storage.DB) (string, error) {
	var boards []board.Board
	err := db.Read(ctx, func(tx *storage.Tx) (err error) {
		boards, err = tx.Boards()
		return err
	})
	if err != nil || len(boards) == 0 {
		return "", err
	}
	return boards[0].Zone, nil
}

// host is the program as the console sees it.
type host struct {
	*Bot
	zone string // where there is no board yet
}

func (h host) Complete(l words.Language, line string) []string { return h.book.Complete(l, line) }

func (h host) Zone(ctx context.Context) *time.Location {
	zone, err := firstZone(ctx, h.db)
	if err != nil || zone == "" {
		zone = h.zone
	}
	return h.db.Zone(zone)
}

func runChat(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "chat")
	config.Flags(set, "database", "prefix", "custom_days")
	o := ChatOptions{Out: s.Out}
	set.BoolVar(&o.Demo, "demo", false, "fill an empty database with a board to try things out")
	set.StringVar(&o.Clock, "clock", "", "where the clock stands, as 2026-11-26T10:00 in the board's time zone")
	set.StringVar(&o.Language, "lang", "", "the language of everybody who has set none, de or en")
	settings, err := settings(set, s, args)
	if err != nil {
		return err
	}
	if o.Language != "" {
		language, known := words.Match(o.Language)
		if !known {
			return fmt.Errorf("--lang: there is no %q, only de and en", o.Language)
		}
		o.Language = string(language)
	}
	o.Database, o.Prefix, o.Zone, o.CustomDays = settings.Database, settings.Prefix, settings.Zone, customDays(settings)
	in, is := s.In.(*os.File)
	terminal := is && term.IsTerminal(int(in.Fd()))
	if !terminal { // what the ids of failures lead to; at a prompt it would stand among the answers
		o.Log = slog.New(slog.NewTextHandler(s.Err, &slog.HandlerOptions{Level: slog.LevelError}))
	}
	c, err := OpenChat(ctx, o)
	if err != nil {
		return err
	}
	if terminal {
		err = c.converse(ctx, in, o)
	} else {
		err = c.read(ctx, s)
	}
	return errors.Join(err, c.Close())
}

// settings parses the flags of a subcommand and loads the configuration.
func settings(set *flag.FlagSet, s Streams, args []string) (config.Config, error) {
	if err := parse(set, s, args); err != nil {
		return config.Config{}, err
	}
	return config.Load(set, s.Environ)
}

// customDays are the local customs of the configuration.
func customDays(settings config.Config) []board.CustomDay {
	days := make([]board.CustomDay, len(settings.CustomDays))
	for i, day := range settings.CustomDays {
		days[i] = board.CustomDay(day)
	}
	return days
}

// read says every line of the input. What fits no form is told with its
// number, and the rest still runs. It ends with the input or the context.
func (c *Chat) read(ctx context.Context, s Streams) error {
	if err := c.Window.Begin(ctx); err != nil {
		return err
	}
	var failed error
	lines := console.Lines(s.In)
	defer lines.Close()
	for number := 1; ; number++ {
		line, err := lines.Next(ctx)
		if err == nil {
			err = c.Window.Say(ctx, line)
		}
		var misfit *console.Misfit
		switch {
		case errors.Is(err, io.EOF):
			return failed
		case errors.As(err, &misfit):
			fmt.Fprintf(s.Err, "line %d: %s\n", number, misfit.Why)
			failed = errFailed
		case err != nil:
			return err
		}
	}
}

// converse is the console in a terminal: the clock runs, and what falls due
// is shown when it does.
func (c *Chat) converse(ctx context.Context, in *os.File, o ChatOptions) error {
	if o.Clock == "" {
		c.clock.Set(time.Now().Truncate(time.Millisecond))
	}
	c.clock.Run()
	who := console.Admin
	if people, err := c.people(ctx); err != nil {
		return err
	} else if len(people) > 0 {
		who = people[0]
	}
	language := words.German
	if l, known := words.Match(o.Language); known {
		language = l
	}
	return c.Window.Converse(ctx, in, console.Speaker{Who: who, Language: language})
}

// people are those on the seats of the first board.
func (c *Chat) people(ctx context.Context) ([]string, error) {
	var names []string
	err := c.db.Read(ctx, func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		if err != nil || len(boards) == 0 {
			return err
		}
		seats, err := tx.Seats(boards[0].ID)
		for _, seat := range seats {
			if !seat.Vacant() {
				names = append(names, seat.Holder.Name)
			}
		}
		return err
	})
	return names, err
}

// Now is what the board's clock shows, in the board's zone.
func (c *Chat) Now(ctx context.Context) time.Time { return c.clock.Now().In(c.host.Zone(ctx)) }
