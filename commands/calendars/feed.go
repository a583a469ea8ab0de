package calendars

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"beirat/board"
	"beirat/calendar"
	"beirat/storage"
)

// Path is where the calendars stand below the Site, and end what their names end with.
const (
	Path = "/calendar/"
	end  = ".ics"
)

// Feed is the calendar that stands under a name, as it is now, and whether it is
// for one person alone. storage.ErrNotFound if there is none: the name was never
// given, is none any more, or its person has left the board.
func (f *Calendars) Feed(ctx context.Context, name string) (content []byte, private bool, err error) {
	var a almanac
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		address, err := tx.CalendarNamed(name)
		if err != nil {
			return err
		}
		if private = address.Person != 0; private {
			who, err := tx.Standing(address.Board, address.Person)
			if err != nil {
				return err
			}
			if !who.May(board.Inside) {
				return storage.ErrNotFound
			}
		}
		a, err = almanacOf(tx, address.Board, private)
		return err
	})
	if err != nil {
		return nil, private, fmt.Errorf("read a calendar: %w", err)
	}
	content, err = written(a.calendar(f.db.Now().In(f.db.Zone(a.owner.Zone))))
	return content, private, err
}

func written(c calendar.Calendar) ([]byte, error) {
	var b bytes.Buffer
	if err := calendar.Write(&b, c); err != nil {
		return nil, fmt.Errorf("write a calendar: %w", err)
	}
	return b.Bytes(), nil
}

// address is where a person reads a board's calendar, or with 0 anybody.
func (f *Calendars) address(ctx context.Context, by storage.By, of, person board.ID) (string, error) {
	var a storage.CalendarAddress
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		a, err = tx.CalendarOf(of, person)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		err = f.db.Write(ctx, by, func(tx *storage.Tx) (err error) {
			a, err = tx.OpenCalendar(of, person)
			return err
		})
	}
	return f.Site + Path + a.Name + end, err
}

// subscribed is an address as programs take it that subscribe by themselves.
func subscribed(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return "webcal://" + rest
}
