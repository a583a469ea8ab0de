package bot

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"beirat/board"
	"beirat/bot/mattermost"
	"beirat/bot/roll"
	"beirat/commands/boards"
	"beirat/commands/polls"
	"beirat/config"
	"beirat/words"
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
	write    string // the file of the configuration; empty: it is printed
	given    map[string]bool

	roll  roll.Roll
	wrong []string // what stands against it
	file  *settled
	db    *ledger
}

func runSetup(ctx context.Context, s Streams, args []string) error {
	if len(args) == 0 || args[0] != "mattermost" {
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

// readSetup reads the flags, the environment, the configuration and the roll.
func readSetup(s Streams, args []string) (*setup, error) {
	o := &setup{streams: s, given: map[string]bool{}}
	set := flags(s, "setup mattermost")
	set.Usage = func() { fmt.Fprint(s.Err, setupHelp); set.PrintDefaults() }
	config.Flags(set, "database", "database_file", "language", "zone", "prefix", "listen")
	set.StringVar(&o.wish.URL, "url", "", "address of the Mattermost server")
	set.StringVar(&o.wish.AdminToken, "admin-token", "", "token of a system administrator (process lists show it)")
	tokenFile := set.String("admin-token-file", "", "`file` that holds it")
	set.StringVar(&o.wish.Team, "team", "", "`name` of the team, as in its address; made if there is none")
	set.StringVar(&o.wish.Channel, "channel", "", "`name` of the board's channel, as in its address; made, public within the team, if there is none")
	set.StringVar(&o.wish.Callback, "callback", "", "`address` at which the server reaches this program")
	set.StringVar(&o.wish.Bot, "bot", "beirat", "`name` of the bot's account")
	set.BoolVar(&o.wish.NewToken, "new-token", false, "replace the bot's token")
	set.BoolVar(&o.wish.Settings, "repair-settings", false, "change the settings of the server that are in the way")
	set.StringVar(&o.rollFile, "roll", "", "`file` with the board's people: username,group,role and optionally name,organisation,delegate")
	set.StringVar(&o.write, "write", "", "`file` that the configuration is written to; without it it is printed")
	set.StringVar(&o.board.Name, "name", "Digitalbeirat", "name of the board")
	set.StringVar(&o.board.Land, "land", "", "the Land whose public holidays count, as NW or BY")
	start := set.String("term-start", "", "first `day` of the board's term, as 2025-12-09")
	months := set.Int("months", 24, "length of the term in months")
	set.BoolVar(&o.noBoard, "without-board", false, "make everything but the board")
	if err := parse(set, s, args); err != nil {
		return nil, err
	}
	set.Visit(func(f *flag.Flag) { o.given[f.Name] = true })
	if err := o.load(set, s.Environ); err != nil {
		return nil, err
	}
	if err := o.adminToken(*tokenFile); err != nil {
		return nil, err
	}
	o.complete(*start, *months)
	o.readRoll()
	return o, nil
}

// complete fills what the flags leave out and notes what cannot be.
func (o *setup) complete(start string, months int) {
	o.wish.URL = strings.TrimRight(cmp.Or(o.wish.URL, o.settings.Mattermost.URL), "/")
	o.wish.Callback = strings.TrimRight(cmp.Or(o.wish.Callback, o.settings.Mattermost.Callback), "/")
	o.wish.Token = o.settings.Mattermost.Token.Reveal()
	for flag, value := range map[string]string{"url": o.wish.URL, "team": o.wish.Team, "channel": o.wish.Channel, "callback": o.wish.Callback} {
		if value == "" {
			o.wrong = append(o.wrong, fmt.Sprintf("--%s is missing.", flag))
		}
	}
	if u, err := url.Parse(o.wish.URL); o.wish.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		o.wrong = append(o.wrong, fmt.Sprintf("--url: %q is no address of a server; it looks like https://chat.example.de.", o.wish.URL))
	}
	if have := o.settings.Mattermost.URL; have != "" && have != o.wish.URL {
		o.wrong = append(o.wrong, fmt.Sprintf("The configuration is for the server %s, and --url names %s. Please name another file.", have, o.wish.URL))
	}
	o.board.Language, o.board.Zone = o.settings.Language, o.settings.Zone
	if o.board.Name = strings.TrimSpace(o.board.Name); o.board.Name == "" || len([]rune(o.board.Name)) > 100 {
		o.wrong = append(o.wrong, "--name: a board's name has 1 to 100 characters.")
	}
	if o.board.Land = strings.ToUpper(o.board.Land); o.board.Land != "" && !isLand(o.board.Land) {
		o.wrong = append(o.wrong, fmt.Sprintf("--land: there is no %q; possible are %s.", o.board.Land, strings.Join(board.Lands(), ", ")))
	}
	if start != "" {
		zone, err := time.LoadLocation(o.board.Zone)
		day, dayErr := time.ParseInLocation(time.DateOnly, start, zone)
		if err != nil || dayErr != nil || months < 1 || months > 120 {
			o.wrong = append(o.wrong, fmt.Sprintf("--term-start %q, --months %d: the term begins on a day like 2025-12-09 and lasts 1 to 120 months.", start, months))
		} else {
			o.board.Term = board.NewTerm(day, months)
		}
	}
}

func isLand(letters string) bool {
	for _, land := range board.Lands() {
		if land == letters {
			return true
		}
	}
	return false
}

func (o *setup) readRoll() {
	if o.rollFile == "" {
		return
	}
	if o.noBoard {
		o.wrong = append(o.wrong, "--roll and --without-board exclude each other.")
	}
	data, err := os.ReadFile(o.rollFile)
	if err != nil {
		o.wrong = append(o.wrong, fmt.Sprintf("The roll cannot be read: %v.", err))
		return
	}
	read, mistakes := roll.Read(data)
	for _, m := range mistakes {
		o.misread(m)
	}
	o.roll, o.wish.People = read, read.Usernames()
}

func (o *setup) misread(m roll.Mistake) {
	o.wrong = append(o.wrong, fmt.Sprintf("%s: %v", filepath.Base(o.rollFile), m))
}

// run looks at everything first, and does nothing where something is wrong.
func (o *setup) run(ctx context.Context) (err error) {
	if o.wish.Triggers, err = triggersOf(o.settings); err != nil {
		return err
	}
	if err := o.db.look(ctx); err != nil {
		return err
	}
	o.wish.Memory = o.db
	if o.file = o.settle(); o.file.problem != "" {
		o.wrong = append(o.wrong, o.file.problem)
	}
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
	if err := o.db.open(ctx, !plan.Complete()); err != nil {
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

// triggersOf are the first words of lines in both languages, each with the
// title of its group and its first commands, in the language of the word.
func triggersOf(settings config.Config) ([]mattermost.Trigger, error) {
	book, err := newBook(boards.New(nil, boards.Offers{}), polls.New(nil))
	if err != nil {
		return nil, err
	}
	book = book.WithPrefix(settings.Prefix)
	var triggers []mattermost.Trigger
	seen := map[string]bool{}
	for _, l := range append([]words.Language{words.Language(settings.Language)}, words.Languages()...) {
		for i, word := range book.Triggers(l) {
			if groups := book.Groups(); !seen[word] && i < len(groups) {
				seen[word] = true
				verbs := book.Complete(l, "/"+word+" ")
				triggers = append(triggers, mattermost.Trigger{
					Word: word, About: words.Printer{Language: l}.Say("cmd."+groups[i].Name, nil),
					Hint: "[" + strings.Join(verbs[:min(len(verbs), 5)], " | ") + " | …]",
				})
			}
		}
	}
	return triggers, nil
}

// listening is where the program has to listen for a callback that no proxy
// takes; empty: where it does by itself.
func listening(callback string) string {
	u, err := url.Parse(callback)
	if err != nil || u.Scheme != "http" {
		return ""
	}
	port := cmp.Or(u.Port(), "80")
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return ":" + port
}
