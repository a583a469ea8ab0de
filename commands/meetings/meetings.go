// Package meetings is how a board comes together: its series, its meetings, and
// their dates. It carries out the commands of the group "meeting" that plan,
// fix, move and cancel, by the rules of package board, and shows the card on
// which everything about a meeting stands. What the agenda, the invitation or
// the minutes add to it is handed to it. It knows no platform.
package meetings

import (
	"context"
	"errors"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

// Meetings is the feature.
type Meetings struct {
	db *storage.DB
	// Custom are the local customs that are told of a date. It is set before the
	// first event.
	Custom []board.CustomDay
	// Hears are told what happened to a meeting, in the transaction in which it
	// did: before is how it was (zero of a new one). An error refuses it. They are
	// set before the first event.
	Hears []Hearer
	// Parts are what the card of a meeting says besides when and where, in order,
	// and the buttons below it. They are set before the first event.
	Parts []Part
	// Ways are what a reader can do with a meeting, in order. They are set before
	// the first event.
	Ways []Offer
}

type (
	// Hearer hears of a change.
	Hearer = func(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error
	// Part adds to the card that everybody sees.
	Part = func(tx *storage.Tx, m board.Meeting) ([]chat.Block, []chat.Button, error)
	// Offer says what the one who calls can do with a meeting.
	Offer = func(tx *storage.Tx, c *commands.Call, m board.Meeting) ([]commands.Way, error)
)

// New makes the feature on a database.
func New(db *storage.DB) *Meetings { return &Meetings{db: db} }

// Groups are how the commands are reached.
func (f *Meetings) Groups() []commands.Group {
	return []commands.Group{{Name: "meeting", Bare: "meeting.list", Number: "meeting.show"}}
}

// Commands are the declarations, in the order of the manual.
func (f *Meetings) Commands() []commands.Command {
	shared := f.params()
	return []commands.Command{
		f.list(), f.show(shared.meeting), f.plan(shared), f.series(shared), f.fix(shared), f.move(shared), f.cancel(shared), f.more(shared.meeting),
	}
}

// Tasks are what a person still owes.
func (f *Meetings) Tasks(context.Context, *commands.Call) ([]commands.Task, error) { return nil, nil }

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Meetings) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		NewsLetterKind: f.newsLetter, SeriesLetterKind: f.seriesLetter, QuarterLetterKind: f.quarterLetter, UnopenedLetterKind: f.unopenedLetter,
	}
}

// Works are the kinds of jobs that do something.
func (f *Meetings) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{
		NewsKind: f.findNews, SeriesKind: f.continueSeries, SeriesNewsKind: f.findSeriesNews, QuarterKind: f.lookAtQuarter, UnopenedKind: f.askUnopened,
	}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Meetings) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return map[string]func(context.Context, board.ID) (commands.View, error){Entity: f.Card}
}

// Entity is the prefix of the meetings among the shown things.
const Entity = "meeting"

// show is the work of making what is shown true. It belongs to the whole program.
const show = "show"

// Tell tells everybody who hears it what happened to a meeting, and makes its
// card true.
func (f *Meetings) Tell(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	if err := f.hear(tx, change, before, m); err != nil {
		return err
	}
	if change == board.MeetingEnded {
		if err := f.extend(tx, m.Board); err != nil {
			return err
		}
	}
	return f.Show(tx, m)
}

// hear is Tell without the card.
func (f *Meetings) hear(tx *storage.Tx, change board.MeetingChange, before, m board.Meeting) error {
	for _, hear := range f.Hears {
		if err := hear(tx, change, before, m); err != nil {
			return err
		}
	}
	if err := f.planUnopened(tx, m); err != nil || change == board.MeetingBegun || change == board.MeetingEnded {
		return err
	}
	return f.planNews(tx, before, m)
}

// Show makes the card of a meeting true.
func (f *Meetings) Show(tx *storage.Tx, m board.Meeting) error {
	return tx.Later(show, storage.Entity(Entity, m.ID), f.db.Now(), nil)
}

// Finder finds a meeting, when none is named: the one that is open, else the one
// that is fixed for today, else those that are ahead.
func (f *Meetings) Finder() commands.Finder {
	return commands.Finder{Open: f.ahead, Number: f.numbered, Titled: f.titled, None: "meeting.none_yet"}
}

// selectable is how many meetings a form offers at most.
const selectable = 25

func (f *Meetings) ahead(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	var found, today []commands.Found
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		all, err := tx.Meetings(c.Board.ID, selectable)
		for _, m := range all {
			if m.State == board.MeetingOpen {
				found = []commands.Found{foundOne(c, m)}
				return err
			}
			if m.Ahead() {
				found = append([]commands.Found{foundOne(c, m)}, found...)
			}
			if m.State == board.MeetingFixed && m.Starts.Format(time.DateOnly) == c.Now.Format(time.DateOnly) {
				today = append(today, foundOne(c, m))
			}
		}
		return err
	})
	if len(today) == 1 {
		return today, err
	}
	return found, err
}

func (f *Meetings) titled(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
	var found []commands.Found
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		all, err := tx.MeetingsTitled(c.Board.ID, part, selectable)
		for _, m := range all {
			found = append(found, foundOne(c, m))
		}
		return err
	})
	return found, err
}

func (f *Meetings) numbered(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
	var m board.Meeting
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		m, err = tx.MeetingNumber(c.Board.ID, number)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Found{}, commands.ErrNone
	}
	return foundOne(c, m), err
}

func foundOne(c *commands.Call, m board.Meeting) commands.Found {
	return commands.Found{ID: m.ID, Number: m.Number, Title: words.Printer{Language: c.Language}.Print(commands.MeetingTitle(m))}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// button is one that does a command on the meeting.
func button(label string, m board.Meeting, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), m.Board, path, append(pairs, "meeting", strconv.Itoa(m.Number))...)
}

func showButton(m board.Meeting) chat.Button {
	return button("meeting.button.show", m, "meeting.show")
}

// refusalOver says that a meeting is over or cancelled; nil if it is ahead.
func refusalOver(m board.Meeting) error {
	if m.Ahead() {
		return nil
	}
	return commands.Refuse("meeting.not_ahead."+string(m.State), "Meeting", named(m)).With(showButton(m))
}
