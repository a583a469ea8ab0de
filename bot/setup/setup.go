// Package setup is what the operator does before and beside the running
// program: it makes on a platform what a board needs, and the board, and checks
// an installation. It looks at everything first, says what is wrong in
// sentences, and does nothing where something is. What a platform has and lacks
// is the platform's business.
package setup

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"beirat/board"
	"beirat/bot/mattermost"
	"beirat/bot/roll"
	"beirat/bot/survey"
	"beirat/chat"
	"beirat/config"
)

// Desk is where the operator sits: what they type, read and have set, and what
// the program knows for them.
type Desk struct {
	In       io.Reader
	Out, Err io.Writer
	Environ  []string
	Now      func() time.Time
	Triggers func(config.Config) ([]mattermost.Trigger, error) // the commands that a Mattermost server is to have
	Specs    func(config.Config) ([]chat.Spec, error)          // those that Discord is to have
}

// ErrFailed is a failure that was told already.
var ErrFailed = errors.New("failed")

// Setup is what the operator wants to have on a platform.
type Setup struct {
	on       platform
	desk     Desk
	set      *flag.FlagSet
	settings config.Config
	board    board.Board
	number   int64 // of a board that is there and gets a further home; zero: none
	noBoard  bool
	rollFile string
	write    string // the file of the configuration; empty: it is printed
	given    map[string]bool

	termStart string // as the flags have it
	months    int

	roll    roll.Roll
	misread []roll.Mistake // what is wrong with its lines
	wrong   []string       // what else stands against it
	file    *settled
	db      *ledger
	plan    looked
}

// platform is where a board is set up.
type platform interface {
	name() string
	// read reads the configuration as far as there is one, and what is missing
	// from where the operator sits. What is wrong with it stands in o.wrong.
	read(o *Setup) error
	// look finds out what is there; without a plan, what was said keeps from
	// making anything, and errAsked ends the setup well.
	look(ctx context.Context, o *Setup) (looked, error)
	// finish is what comes when the board is there, the configuration at least.
	finish(ctx context.Context, o *Setup, told func(survey.Done)) error
}

// errAsked ends a setup that was only asked what there is.
var errAsked = errors.New("only asked")

// looked is a platform when it was looked at.
type looked struct {
	*survey.Plan
	home func() (server, channel string) // where the board lives; empty until it is made
}

// Run makes what lacks, once the flags were parsed.
func (o *Setup) Run(ctx context.Context, d Desk) error {
	o.desk = d
	o.set.Visit(func(f *flag.Flag) { o.given[f.Name] = true })
	if err := o.on.read(o); err != nil {
		return err
	}
	o.complete()
	o.readRoll()
	o.db = &ledger{url: o.settings.Database, now: d.Now}
	err := o.run(ctx)
	if errors.Is(err, errAsked) {
		err = nil
	}
	return errors.Join(err, o.db.close())
}

// run looks at everything first, and does nothing where something is wrong.
func (o *Setup) run(ctx context.Context) (err error) {
	if err := o.db.look(ctx); err != nil {
		return err
	}
	if o.file = settle(o.write); o.file.problem != "" {
		o.wrong = append(o.wrong, o.file.problem)
	}
	if o.plan, err = o.on.look(ctx, o); err != nil {
		return err
	}
	if o.plan.Plan == nil {
		return o.refuse()
	}
	o.wrong = append(o.wrong, o.plan.Problems...)
	if o.plan.People != nil {
		o.strangers()
	}
	if err := o.lookFurther(ctx); err != nil {
		return err
	}
	if len(o.misread)+len(o.wrong) > 0 {
		return o.refuse()
	}
	return o.do(ctx)
}

// strangers are those on the roll who are nobody on the platform.
func (o *Setup) strangers() {
	for _, row := range o.roll.Rows {
		for _, name := range []string{row.Username, row.Delegate} {
			account, known := o.plan.People[name]
			switch {
			case name == "":
			case !known:
				o.misread = append(o.misread, roll.Mistake{Line: row.Line, Text: fmt.Sprintf("the server knows no account @%s", name)})
			case account.Why != "":
				o.misread = append(o.misread, roll.Mistake{Line: row.Line, Text: fmt.Sprintf("the account @%s %s", name, account.Why)})
			}
		}
	}
}

func (o *Setup) refuse() error {
	slices.SortStableFunc(o.misread, func(a, b roll.Mistake) int { return a.Line - b.Line })
	for _, m := range o.misread {
		fmt.Fprintf(o.desk.Err, "wrong    %s: %v\n", filepath.Base(o.rollFile), m)
	}
	for _, text := range o.wrong {
		fmt.Fprintf(o.desk.Err, "wrong    %s\n", text)
	}
	fmt.Fprintln(o.desk.Err, "Nothing was done.")
	return ErrFailed
}

// do makes what lacks: on the platform, then the board, then the configuration.
func (o *Setup) do(ctx context.Context) error {
	out := o.report()
	changed := false
	told := func(d survey.Done) {
		changed = changed || d.How != "found"
		fmt.Fprintf(out, "%-9s%s\n", d.How, d.What)
	}
	for _, text := range o.plan.Notes {
		fmt.Fprintf(out, "%-9s%s\n", "note", text)
	}
	founded, err := o.founded(ctx)
	if err != nil {
		return err
	}
	if err := o.db.open(ctx, o.plan.Keeps() || !founded && !o.noBoard); err != nil {
		return err
	}
	if err := o.plan.Do(ctx, told); err != nil {
		return err
	}
	if !o.noBoard {
		if err := o.found(ctx, told); err != nil {
			return err
		}
	}
	if err := o.on.finish(ctx, o, told); err != nil {
		return err
	}
	if !changed {
		fmt.Fprintln(out, "Everything was there already; nothing was changed.")
	}
	return nil
}

// founded tells whether the channel has a board.
func (o *Setup) founded(ctx context.Context) (bool, error) {
	server, channel := o.plan.home()
	return o.db.founded(ctx, o.on.name(), server, channel)
}

// report is where the steps are told: beside the configuration, if that is printed.
func (o *Setup) report() io.Writer {
	if o.write == "" {
		return o.desk.Err
	}
	return o.desk.Out
}
