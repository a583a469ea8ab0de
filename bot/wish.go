package bot

import (
	"cmp"
	"flag"
	"fmt"
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
	set.StringVar(&o.networks, "networks", "", "`networks` from where callbacks are taken, as 10.0.0.4 or 172.30.7.0/24; auto: the addresses of --url's host")
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
	for _, needed := range [][2]string{{"url", o.wish.URL}, {"team", o.wish.Team}, {"channel", o.wish.Channel}, {"callback", o.wish.Callback}} {
		if needed[1] == "" {
			o.wrong = append(o.wrong, fmt.Sprintf("--%s is missing.", needed[0]))
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
