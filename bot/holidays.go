package bot

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"beirat/board"
	"beirat/commands/dates"
	"beirat/config"
	"beirat/storage"
	"beirat/words"
)

const holidaysHelp = `usage: beirat holidays import [--board N] [flags] FILE

Imports school holidays for a board: FILE is CSV (Name;Beginn;Ende, or as openholidaysapi.org publishes it)
or iCalendar, in UTF-8 or Windows-1252; "-" is the standard input. What it overlaps is replaced. Beirat may
run meanwhile.
`

// runHolidays imports the school holidays of a file for a board.
func runHolidays(ctx context.Context, s Streams, args []string) error {
	set := flags(s, "holidays import")
	number := set.Int("board", 0, "the `number` of the board; needed where there are several")
	config.Flags(set, "database")
	usage := set.Usage
	set.Usage = func() { fmt.Fprint(s.Err, holidaysHelp); usage() }
	if len(args) == 0 || args[0] != "import" {
		fmt.Fprint(s.Err, holidaysHelp)
		return errMisuse
	}
	switch err := set.Parse(args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return errMisuse // the flag set has said what is wrong
	case set.NArg() != 1:
		fmt.Fprintln(s.Err, "beirat holidays import: please name one file, behind the flags")
		return errMisuse
	}
	settings, err := config.Load(set, s.Environ)
	if err != nil {
		return err
	}
	data, err := bounded(s.In, set.Arg(0))
	if err != nil {
		return err
	}
	return importHolidays(ctx, s, settings.Database, board.ID(*number), data)
}

// bounded reads a file, but never much more than one may be long.
func bounded(in io.Reader, path string) ([]byte, error) {
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("read the holidays: %w", err)
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, dates.FileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the holidays: %w", err)
	}
	return data, nil
}

func importHolidays(ctx context.Context, s Streams, database string, number board.ID, data []byte) (err error) {
	if path, isFile := strings.CutPrefix(database, "sqlite:"); isFile {
		if _, err := os.Stat(path); err != nil { // opening it would make it
			return fmt.Errorf("there is no database: %w", err)
		}
	}
	db, err := storage.Open(ctx, database, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if have, want, err := db.Version(ctx); err != nil || have != want {
		return errors.Join(err, fmt.Errorf("the database is at version %d, this program wants %d: beirat migrate brings it there", have, want))
	}
	printer := words.Printer{Language: words.English}
	var said string
	err = db.Write(ctx, storage.By{Log: "beirat holidays import"}, func(tx *storage.Tx) error {
		b, err := theBoard(tx, number)
		if err != nil {
			return err
		}
		file, err := dates.ReadFile(data, b.Land, db.Zone(b.Zone))
		var flaw *dates.FileError
		if errors.As(err, &flaw) {
			return errors.New(printer.Print(flaw.Text()))
		}
		if err != nil {
			return err
		}
		said = b.Name + ": " + printer.Print(file.Imported())
		return tx.ImportSchoolHolidays(b.ID, file.Holidays)
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.Out, said)
	return err
}

// theBoard is the one of that number, or the only one.
func theBoard(tx *storage.Tx, number board.ID) (board.Board, error) {
	boards, err := tx.Boards()
	if err != nil {
		return board.Board{}, err
	}
	var known []string
	for _, b := range boards {
		if b.ID == number || number == 0 && len(boards) == 1 {
			return b, nil
		}
		known = append(known, fmt.Sprintf("%d (%s)", b.ID, b.Name))
	}
	switch {
	case len(boards) == 0:
		return board.Board{}, errors.New("there is no board in this database yet")
	case number == 0:
		return board.Board{}, fmt.Errorf("there are several boards; please name one with --board: %s", strings.Join(known, ", "))
	}
	return board.Board{}, fmt.Errorf("there is no board %d; there are: %s", number, strings.Join(known, ", "))
}
