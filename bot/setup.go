package bot

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"beirat/board"
	"beirat/bot/mattermost"
	"beirat/bot/roll"
	"beirat/config"
)

const setupHelp = `usage: beirat setup mattermost --url … --team NAME --channel NAME --callback URL [--roll roll.csv] [--write beirat.yaml]

Makes on a Mattermost server what a board needs, and the board. Run again it
changes nothing, repairs what is missing, and says how a roll differs.
The token of a system administrator comes from --admin-token-file, from
BEIRAT_MATTERMOST_ADMIN_TOKEN, from a prompt, or from --admin-token, which
process lists show. It is not kept.

`

// setup is what the operator wants.
type setup struct {
	streams  Streams
	settings config.Config
	wish     mattermost.Wish
	board    board.Board
	noBoard  bool
	rollFile string
	networks string // as --networks says it
	open     string // what to say where callbacks are taken from everybody
	write    string // the file of the configuration; empty: it is printed
	given    map[string]bool

	roll  roll.Roll
	wrong []string // what stands against it
	file  *settled
	db    *ledger
}

func runSetup(ctx context.Context, s Streams, args []string) error {
	if len(args) == 0 || args[0] != "mattermost" { // there is no other server yet that needs it
		fmt.Fprint(s.Err, setupHelp)
		if len(args) > 0 && (args[0] == "-h" || args[0] == "--help") {
			return flag.ErrHelp
		}
		return errMisuse
	}
	o, err := readSetup(s, args[1:])
	if err != nil {
		return err
	}
	timing, err := timingOf(s.Environ)
	if err != nil {
		return err
	}
	o.db = &ledger{url: o.settings.Database, now: timing.now}
	return errors.Join(o.run(ctx), o.db.close())
}

// run looks at everything first, and does nothing where something is wrong.
func (o *setup) run(ctx context.Context) (err error) {
	if o.wish.Triggers, err = triggersOf(o.settings); err != nil {
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
	if len(plan.Problems) == 0 {
		o.strangers(plan)
	}
	if len(o.wrong) > 0 {
		return o.refuse()
	}
	return o.do(ctx, plan)
}

// strangers are those on the roll who are nobody on the server.
func (o *setup) strangers(plan *mattermost.Plan) {
	for _, row := range o.roll.Rows {
		for _, name := range []string{row.Username, row.Delegate} {
			account, known := plan.People[name]
			switch {
			case name == "":
			case !known:
				o.misread(roll.Mistake{Line: row.Line, Text: fmt.Sprintf("the server knows no account @%s", name)})
			case account.Why != "":
				o.misread(roll.Mistake{Line: row.Line, Text: fmt.Sprintf("the account @%s %s", name, account.Why)})
			}
		}
	}
}

func (o *setup) refuse() error {
	for _, text := range o.wrong {
		fmt.Fprintf(o.streams.Err, "wrong    %s\n", text)
	}
	fmt.Fprintln(o.streams.Err, "Nothing was done.")
	return errFailed
}

// do makes what lacks: on the server, then the board, then the token, which is
// lost if it is not written at once, then the configuration.
func (o *setup) do(ctx context.Context, plan *mattermost.Plan) error {
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
func (o *setup) report() io.Writer {
	if o.write == "" {
		return o.streams.Err
	}
	return o.streams.Out
}
