package bot

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"beirat/board"
	"beirat/bot/console"
	"beirat/bot/discord"
	"beirat/bot/setup"
	"beirat/when"
	"beirat/words"
)

// Streams are what a subcommand reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Environ  []string
}

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // it was tried and did not work
	exitMisuse = 2 // it was called wrongly
	exitOff    = 3 // every platform refuses the program for good: starting it again changes nothing
)

// errMisuse is a wrong call; what is wrong was printed.
var errMisuse = errors.New("misuse")

// errFailed is a failure that was printed already.
var errFailed = errors.New("failed")

type subcommand struct {
	name, about string
	run         func(ctx context.Context, s Streams, args []string) error
}

func subcommands() []subcommand {
	return []subcommand{
		{"chat", "the whole board in a terminal, no server needed", runChat},
		{"serve", "run every configured platform", runServe},
		{"setup", "make on Mattermost or Discord what a board needs, and the board", runSetup},
		{"check", "tell what is wrong with configuration and database", runCheck},
		{"backup", "copy the database while it is in use", runBackup},
		{"restore", "put a backup in the place of the database", runRestore},
		{"holidays", "import school holidays from a file", runHolidays},
		{"migrate", "bring the database to this program's version", runMigrate},
		{"verdict", "recompute votes: a table on standard input, outcomes on standard output", runVerdict},
		{"rank", "recompute votes over several options: ballots on standard input, ranks on standard output", runRank},
		{"recount", "recount an exported poll: its file on standard input, the result on standard output", runRecount},
		{"when", "show how times are understood, one a line on standard input", runWhen},
		{"manual", "print the manual (--lang de or en)", runManual},
		{"health", "ask a running program whether it is alive", runHealth},
		{"version", "print the version", runVersion},
	}
}

// Main runs the subcommand that args name and gives the exit code.
func Main(ctx context.Context, s Streams, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(s.Out)
		if len(args) == 0 {
			return exitMisuse
		}
		return exitDone
	}
	all := subcommands()
	i := slices.IndexFunc(all, func(c subcommand) bool { return c.name == args[0] })
	if i < 0 {
		fmt.Fprintf(s.Err, "beirat: there is no subcommand %q\n\n", args[0])
		usage(s.Err)
		return exitMisuse
	}
	err := all[i].run(ctx, s, args[1:])
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitDone
	case errors.Is(err, errMisuse):
		return exitMisuse
	case errors.Is(err, errFailed), errors.Is(err, setup.ErrFailed):
		return exitFailed
	}
	fmt.Fprintf(s.Err, "beirat %s: %v\n", args[0], err)
	if errors.Is(err, discord.ErrFatal) {
		return exitOff
	}
	return exitFailed
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Beirat: the secretary of a city's advisory board.\n\nusage: beirat SUBCOMMAND [flags]\n\n")
	for _, c := range subcommands() {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.about)
	}
	fmt.Fprint(w, "\nbeirat SUBCOMMAND -h tells the flags.\n")
}

// flags makes the flag set of a subcommand.
func flags(s Streams, name string) *flag.FlagSet {
	set := flag.NewFlagSet("beirat "+name, flag.ContinueOnError)
	set.SetOutput(s.Err)
	return set
}

// parse reads the flags; a subcommand takes no other arguments.
func parse(set *flag.FlagSet, s Streams, args []string) error {
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errMisuse // the flag set has said what is wrong
	}
	if set.NArg() > 0 {
		fmt.Fprintf(s.Err, "%s: unexpected argument %q\n", set.Name(), set.Arg(0))
		return errMisuse
	}
	return nil
}

const verdictHelp = `usage: beirat verdict < votes.csv

Recomputes votes. The first line names the columns, in any order; others are ignored:
  id         what the row is called
  members, present, yes, no, abstain, invalid, objections    whole numbers
  rule       simple, cast_with_abstentions, present, members, two_thirds_cast, two_thirds_present,
             two_thirds_members, three_quarters_cast, unanimous_cast, unanimous_members
  quorum     none, more_than_half, more_than_half_min3, half_present, half_voting
  tie        rejected, chair
  chair      yes, no, abstain, none: the chair's own open ballot
  procedure  meeting, circular_no_objection, circular_all_agree
  second_call  yes, no
Prints "id,result" and a line a row. A row that cannot be is "impossible", and standard error says why.
`

func runVerdict(_ context.Context, s Streams, args []string) error {
	set := flags(s, "verdict")
	set.Usage = func() { fmt.Fprint(s.Err, verdictHelp) }
	if err := parse(set, s, args); err != nil {
		return err
	}
	return board.VerdictTable(s.In, s.Out, s.Err)
}

func runWhen(_ context.Context, s Streams, args []string) error {
	set := flags(s, "when")
	now := set.String("now", "", "the moment at which the times are read, as 2026-11-18T10:00; empty: this moment")
	zone := set.String("zone", "Europe/Berlin", "the time zone")
	if err := parse(set, s, args); err != nil {
		return err
	}
	in, err := time.LoadLocation(*zone)
	if err != nil {
		return fmt.Errorf("there is no time zone %q, for Germany it is Europe/Berlin", *zone)
	}
	at := time.Now().In(in)
	if *now != "" {
		if at, err = console.Moment(*now, in); err != nil {
			return fmt.Errorf("--now: %w", err)
		}
	}
	return when.Table(s.In, s.Out, at)
}

func runManual(_ context.Context, s Streams, args []string) error {
	set := flags(s, "manual")
	lang := set.String("lang", "de", "the language, de or en")
	if err := parse(set, s, args); err != nil {
		return err
	}
	language, known := words.Match(*lang)
	if !known {
		return fmt.Errorf("there is no manual in %q, only de and en", *lang)
	}
	book, err := declared()
	if err != nil {
		return err
	}
	_, err = io.WriteString(s.Out, book.Manual(language))
	return err
}

func runVersion(_ context.Context, s Streams, args []string) error {
	if err := parse(flags(s, "version"), s, args); err != nil {
		return err
	}
	_, err := fmt.Fprintln(s.Out, "beirat", Version())
	return err
}
