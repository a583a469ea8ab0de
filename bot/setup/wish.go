package setup

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"beirat/board"
	"beirat/bot/roll"
	"beirat/config"
)

// wish declares the flags that every platform has, and those of the named keys
// of the configuration.
func wish(set *flag.FlagSet, keys ...string) *Setup {
	o := &Setup{set: set, given: map[string]bool{}}
	config.Flags(set, append([]string{"database", "database_file", "language", "zone", "prefix"}, keys...)...)
	set.StringVar(&o.rollFile, "roll", "", "`file` with the board's people: username,group,role and optionally name,organisation,delegate")
	set.StringVar(&o.write, "write", "", "`file` that the configuration is written to; without it it is printed")
	set.StringVar(&o.board.Name, "name", "Digitalbeirat", "name of the board")
	set.StringVar(&o.board.Land, "land", "", "the Land whose public holidays count, as NW or BY")
	set.StringVar(&o.termStart, "term-start", "", "first `day` of the board's term, as 2025-12-09")
	set.IntVar(&o.months, "months", 24, "length of the term in months")
	set.BoolVar(&o.noBoard, "without-board", false, "make everything but the board")
	set.Int64Var(&o.number, "board", 0, "`number` of a board that is there already: the channel becomes a further home of it")
	return o
}

// load reads the configuration: the file that --config names or else the one
// that is to be written, if it is there.
func (o *Setup) load(environ []string) (err error) {
	if _, exists := os.Stat(o.write); o.write != "" && exists == nil && !o.given["config"] {
		environ = append(environ, "BEIRAT_CONFIG="+o.write)
	}
	o.settings, err = config.Load(o.set, environ)
	return err
}

// against notes what stands against the wish.
func (o *Setup) against(format string, args ...any) {
	o.wrong = append(o.wrong, fmt.Sprintf(format, args...))
}

// complete fills what the flags leave out of the board, and notes what cannot be.
func (o *Setup) complete() {
	o.board.Language, o.board.Zone = o.settings.Language, o.settings.Zone
	if o.board.Name = strings.TrimSpace(o.board.Name); o.board.Name == "" || len([]rune(o.board.Name)) > 100 {
		o.against("--name: a board's name has 1 to 100 characters.")
	}
	if o.board.Land = strings.ToUpper(o.board.Land); o.board.Land != "" && !slices.Contains(board.Lands(), o.board.Land) {
		o.against("--land: there is no %q; possible are %s.", o.board.Land, strings.Join(board.Lands(), ", "))
	}
	if o.termStart != "" {
		zone, err := time.LoadLocation(o.board.Zone)
		day, dayErr := time.ParseInLocation(time.DateOnly, o.termStart, zone)
		if err != nil || dayErr != nil || o.months < 1 || o.months > 120 {
			o.against("--term-start %q, --months %d: the term begins on a day like 2025-12-09 and lasts 1 to 120 months.", o.termStart, o.months)
		} else {
			o.board.Term = board.NewTerm(day, o.months)
		}
	}
	if !o.given["board"] {
		return
	}
	for _, other := range []string{"roll", "without-board", "name", "land", "term-start", "months"} {
		if o.given[other] {
			o.against("--board and --%s exclude each other: the board is there already.", other)
		}
	}
	if o.number < 1 {
		o.against("--board: a board's number is 1 or more.")
	}
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func (o *Setup) readRoll() {
	if o.rollFile == "" {
		return
	}
	if o.noBoard {
		o.against("--roll and --without-board exclude each other.")
	}
	data, err := os.ReadFile(o.rollFile)
	if err != nil {
		o.against("The roll cannot be read: %v.", err)
		return
	}
	o.roll, o.misread = roll.Read(data)
}
