// Package setup is what the operator does before and beside the running
// program: it makes on a server what a board needs, and the board, and checks
// an installation. It looks at everything first, says what is wrong in
// sentences, and does nothing where something is. What a server has and lacks
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
	"beirat/config"
)

// Desk is where the operator sits: what they type, read and have set, and what
// the program knows for them.
type Desk struct {
	In       io.Reader
	Out, Err io.Writer
	Environ  []string
	Now      func() time.Time
	Triggers func(config.Config) ([]mattermost.Trigger, error) // the commands that a server is to have
}

// ErrFailed is a failure that was told already.
var ErrFailed = errors.New("failed")

// Setup is what the operator wants to have on a server.
type Setup struct {
	desk     Desk
	set      *flag.FlagSet
	settings config.Config
	wish     mattermost.Wish
	board    board.Board
	noBoard  bool
	rollFile string
	networks string // as --networks says it
	open     string // what to say where callbacks are taken from everybody
	write    string // the file of the configuration; empty: it is printed
	given    map[string]bool

	tokenFile string // as the flags have it
	termStart string
	months    int

	roll    roll.Roll
	misread []roll.Mistake // what is wrong with its lines
	wrong   []string       // what else stands against it
	file    *settled
	db      *ledger
}

// Run makes what lacks, once the flags were parsed.
func (o *Setup) Run(ctx context.Context, d Desk) error {
	o.desk = d
	if err := o.read(); err != nil {
		return err
	}
	o.db = &ledger{url: o.settings.Database, now: d.Now}
	return errors.Join(o.run(ctx), o.db.close())
}

// run looks at everything first, and does nothing where something is wrong.
func (o *Setup) run(ctx context.Context) (err error) {
	if o.wish.Triggers, err = o.desk.Triggers(o.settings); err != nil {
		return err
	}
	if err := o.db.look(ctx); err != nil {
		return err
	}
	o.wish.Memory, o.wish.Founded, o.wish.Language = o.db, o.db.founded, o.settings.Language
	if o.file = o.settle(); o.file.problem != "" {
		o.wrong = append(o.wrong, o.file.problem)
	}
	o.wall(ctx)
	if o.wish.URL == "" || o.wish.AdminToken == "" {
		return o.refuse()
	}
	plan, err := mattermost.Look(ctx, o.wish)
	if err != nil {
		return err
	}
	o.wrong = append(o.wrong, plan.Problems...)
	if plan.People != nil {
		o.strangers(plan)
	}
	o.tokenless(plan)
	if len(o.misread)+len(o.wrong) > 0 {
		return o.refuse()
	}
	return o.do(ctx, plan)
}

// tokenless says what to do where the bot's token is known nowhere here: a
// configuration without it would be of no use.
func (o *Setup) tokenless(plan *mattermost.Plan) {
	const text = "The bot's token is not in this configuration: copy it from the first run, or add --new-token."
	switch {
	case !plan.Tokenless:
	case o.write == "":
		plan.Notes = append(plan.Notes, text)
	default:
		o.wrong = append(o.wrong, text)
	}
}

// strangers are those on the roll who are nobody on the server.
func (o *Setup) strangers(plan *mattermost.Plan) {
	for _, row := range o.roll.Rows {
		for _, name := range []string{row.Username, row.Delegate} {
			account, known := plan.People[name]
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

// do makes what lacks: on the server, then the board, then the token, which is
// lost if it is not written at once, then the configuration.
func (o *Setup) do(ctx context.Context, plan *mattermost.Plan) error {
	out := o.report()
	changed := false
	told := func(d mattermost.Done) {
		changed = changed || d.How != "found"
		fmt.Fprintf(out, "%-9s%s\n", d.How, d.What)
	}
	if o.open != "" {
		plan.Notes = append(plan.Notes, o.open)
	}
	for _, text := range plan.Notes {
		fmt.Fprintf(out, "%-9s%s\n", "note", text)
	}
	founded, err := o.db.founded(ctx, plan.TeamID(), plan.ChannelID())
	if err != nil {
		return err
	}
	if err := o.db.open(ctx, plan.Keeps() || !founded && !o.noBoard); err != nil {
		return err
	}
	if err := plan.Do(ctx, told); err != nil {
		return err
	}
	if !o.noBoard {
		if err := o.found(ctx, plan, told); err != nil {
			return err
		}
	}
	token, err := plan.Token(ctx, told)
	if err != nil {
		return err
	}
	if err := o.file.save(o, token, told); err != nil {
		return err
	}
	if err := plan.Revoke(ctx, told); err != nil {
		return err
	}
	if !changed {
		fmt.Fprintln(out, "Everything was there already; nothing was changed.")
	}
	return nil
}

// report is where the steps are told: beside the configuration, if that is printed.
func (o *Setup) report() io.Writer {
	if o.write == "" {
		return o.desk.Err
	}
	return o.desk.Out
}
