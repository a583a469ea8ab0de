package setup

import (
	"cmp"
	"flag"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"beirat/board"
	"beirat/bot/roll"
	"beirat/config"
)

// New declares the flags of a wish on a set; parse them, and Run it.
func New(set *flag.FlagSet) *Setup {
	o := &Setup{set: set, given: map[string]bool{}}
	config.Flags(set, "database", "database_file", "language", "zone", "prefix", "listen")
	set.StringVar(&o.wish.URL, "url", "", "address of the Mattermost server")
	set.StringVar(&o.wish.AdminToken, "admin-token", "", "token of a system administrator (process lists show it)")
	set.StringVar(&o.tokenFile, "admin-token-file", "", "`file` that holds it")
	set.StringVar(&o.wish.Team, "team", "", "`name` of the team, as in its address; made if there is none")
	set.StringVar(&o.wish.Channel, "channel", "", "`name` of the board's channel, as in its address; made, public within the team, if there is none")
	set.StringVar(&o.wish.Callback, "callback", "", "`address` at which the server reaches this program")
	set.StringVar(&o.networks, "networks", "", "`networks` from where callbacks are taken, as 10.0.0.4 or 172.30.7.0/24; auto: the addresses of --url's host")
	set.StringVar(&o.wish.Bot, "bot", "", "`name` of the bot's account; without it that of the configuration's token, or the one that an earlier setup made, or beirat")
	set.BoolVar(&o.wish.NewToken, "new-token", false, "replace the bot's token")
	set.BoolVar(&o.wish.Settings, "repair-settings", false, "change the settings of the server that are in the way")
	set.StringVar(&o.rollFile, "roll", "", "`file` with the board's people: username,group,role and optionally name,organisation,delegate")
	set.StringVar(&o.write, "write", "", "`file` that the configuration is written to; without it it is printed")
	set.StringVar(&o.board.Name, "name", "Digitalbeirat", "name of the board")
	set.StringVar(&o.board.Land, "land", "", "the Land whose public holidays count, as NW or BY")
	set.StringVar(&o.termStart, "term-start", "", "first `day` of the board's term, as 2025-12-09")
	set.IntVar(&o.months, "months", 24, "length of the term in months")
	set.BoolVar(&o.noBoard, "without-board", false, "make everything but the board")
	return o
}

// read reads the environment, the configuration and the roll.
func (o *Setup) read() error {
	o.set.Visit(func(f *flag.Flag) { o.given[f.Name] = true })
	if err := o.load(o.set, o.desk.Environ); err != nil {
		return err
	}
	if err := o.adminToken(o.tokenFile); err != nil {
		return err
	}
	o.complete(o.termStart, o.months)
	o.readRoll()
	return nil
}

// complete fills what the flags leave out and notes what cannot be.
func (o *Setup) complete(start string, months int) {
	o.wish.URL = strings.TrimRight(cmp.Or(o.wish.URL, o.settings.Mattermost.URL), "/")
	o.wish.Callback = strings.TrimRight(cmp.Or(o.wish.Callback, o.settings.Mattermost.Callback), "/")
	o.wish.Token = o.settings.Mattermost.Token.Reveal()
	for _, needed := range [][2]string{{"url", o.wish.URL}, {"team", o.wish.Team}, {"channel", o.wish.Channel}, {"callback", o.wish.Callback}} {
		if needed[1] == "" {
			o.wrong = append(o.wrong, fmt.Sprintf("--%s is missing.", needed[0]))
		}
	}
	switch have := o.settings.Mattermost.URL; {
	case o.wish.URL != "" && !isAddress(o.wish.URL):
		o.wrong = append(o.wrong, fmt.Sprintf("--url: %q is no address of a server; it looks like https://chat.example.de.", o.wish.URL))
		o.wish.URL = "" // nothing else is to be said of it
	case have != "" && have != o.wish.URL:
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

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func isLand(letters string) bool {
	for _, land := range board.Lands() {
		if land == letters {
			return true
		}
	}
	return false
}

func (o *Setup) readRoll() {
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
	o.roll, o.misread = roll.Read(data)
	o.wish.People = o.roll.Usernames()
}
