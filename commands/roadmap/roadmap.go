// Package roadmap is the part of the strategy that never ends: measures with
// their states, and the order in which the board wants them. It carries out the
// commands of the group "roadmap" by the rules of package board. It knows no
// platform.
package roadmap

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Roadmap is the feature.
type Roadmap struct {
	db   *storage.DB
	open Opener
}

// New makes the feature on a database; open opens the polls that it asks for.
func New(db *storage.DB, open Opener) *Roadmap { return &Roadmap{db: db, open: open} }

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)

// Groups are how the commands are reached.
func (f *Roadmap) Groups() []commands.Group {
	return []commands.Group{{Name: "roadmap", Short: "roadmap.state", Bare: "roadmap.list", Number: "roadmap.show"}}
}

// Commands are the declarations, in the order of the manual.
func (f *Roadmap) Commands() []commands.Command {
	shared := f.params()
	return []commands.Command{
		f.add(shared), f.revise(shared), f.state(shared), f.prioritise(shared), f.show(shared), f.list(), f.history(shared), f.more(shared),
	}
}

// params are the parameters that several commands share.
type params struct {
	measure commands.ThingParam
	title   commands.TextParam
	text    commands.TextParam
	links   linkParams
	confirm commands.FlagParam
}

// mostTitle is how many characters a title has: it becomes an option of a poll.
const mostTitle = 80

func (f *Roadmap) params() params {
	finder := commands.Finder{Open: f.current, Number: f.numbered, Titled: f.titled, None: "roadmap.none_yet"}
	return params{
		measure: commands.Thing("measure", finder).Required(),
		title:   commands.Text("title").Max(mostTitle),
		text:    commands.Text("text").Long(),
		links:   newLinkParams(),
		confirm: commands.Flag("confirm").Hidden(),
	}
}

// selectable is how many measures a form offers at most.
const selectable = 25

// current lists what may be meant when no measure is named: in the order of the
// roadmap, so that what is over comes last.
func (f *Roadmap) current(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	var measures []board.Measure
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		measures, err = tx.Measures(c.Board.ID)
		return err
	})
	measures = board.Roadmap(measures)
	return found(measures[:min(selectable, len(measures))]), err
}

func (f *Roadmap) titled(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
	var measures []board.Measure
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		measures, err = tx.MeasuresTitled(c.Board.ID, part, selectable)
		return err
	})
	return found(measures), err
}

func (f *Roadmap) numbered(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
	var m board.Measure
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		m, err = tx.MeasureNumber(c.Board.ID, number)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Found{}, commands.ErrNone
	}
	return foundOne(m), err
}

func found(measures []board.Measure) []commands.Found {
	all := make([]commands.Found, len(measures))
	for i, m := range measures {
		all[i] = foundOne(m)
	}
	return all
}

func foundOne(m board.Measure) commands.Found {
	return commands.Found{ID: m.ID, Number: m.Number, Title: m.Title}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// say is an answer of one paragraph, with buttons below.
func say(text chat.Text, buttons ...chat.Button) chat.Reply {
	return chat.Reply{Messages: []chat.Message{withButtons(chat.Say(text), buttons...)}}
}

func withButtons(m chat.Message, buttons ...chat.Button) chat.Message {
	if len(buttons) == 0 {
		return m
	}
	return m.With(chat.Actions(buttons))
}

// button is one that does a command on the measure.
func button(label string, m board.Measure, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), m.Board, path, append(pairs, "measure", strconv.Itoa(m.Number))...)
}

func showButton(m board.Measure) chat.Button {
	return button("roadmap.button.show", m, "roadmap.show")
}

func listButton(of board.ID) chat.Button {
	return commands.Button(chat.T("roadmap.button.list"), of, "roadmap.list")
}

// Entity is the prefix of the measures among the shown things.
const Entity = "measure"

func entity(id board.ID) string { return storage.Entity(Entity, id) }
