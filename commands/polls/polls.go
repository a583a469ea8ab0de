// Package polls is the feature that the board was promised first: a vote from
// its question to a verdict with its reason. It declares the commands of the
// group "poll", carries them out by the rules of package board inside one
// transaction each, says what a poll looks like, and does what falls due. It
// knows no platform: what it shows are values that others send.
package polls

import (
	"context"
	"errors"
	"strconv"
	"time"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Polls is the feature.
type Polls struct {
	db *storage.DB

	// Settle is how long the card of a poll waits for more ballots after one, so
	// that many make one change. It is set before the first event.
	Settle time.Duration
	// Typed tells that nothing can be pressed, and people type a line instead.
	// It is set before the first event.
	Typed bool
	// Again hears, by what a poll is about, that one is held again, in the
	// transaction that opens it: its error refuses that, where the thing is no longer
	// what was asked about. It is set before the first event.
	Again map[board.SubjectKind]func(*storage.Tx, board.Poll) error
	// Objected hears, in the transaction that ends it, of a poll that is to be
	// talked about in a meeting. nil: nobody wants to know. It is set before the
	// first event.
	Objected func(*storage.Tx, board.Poll) error
}

// New makes the feature on a database.
func New(db *storage.DB) *Polls { return &Polls{db: db} }

// Groups are how the commands are reached.
func (f *Polls) Groups() []commands.Group {
	return []commands.Group{{Name: "poll", Short: "poll.vote", Bare: "poll.list", Number: "poll.show"}}
}

// Commands are the declarations, in the order of the manual.
func (f *Polls) Commands() []commands.Command {
	f1 := f.params()
	return []commands.Command{
		f.create(), f.vote(f1), f.show(f1), f.list(), f.more(f1),
		f.object(f1), f.recuse(f1), f.demand(f1), f.ballot(f1), f.secrecy(f1), f.urn(f1),
		f.close(f1), f.extend(f1), f.remind(f1), f.withdraw(f1), f.copy(f1), f.option(f1),
		f.respond(f1), f.export(f1), f.keep(),
		f.count(f1), f.dissent(f1), f.runOff(f1),
	}
}

// params are the parameters that several commands share.
type params struct {
	running commands.ThingParam // a poll that runs, if nothing else is said
	any     commands.ThingParam
	confirm commands.FlagParam
	reason  commands.TextParam
}

func (f *Polls) params() params {
	running := commands.Finder{Open: f.running, Number: f.numbered, Titled: f.titled, None: "poll.none_open"}
	anyPoll := commands.Finder{Open: f.recent, Number: f.numbered, Titled: f.titled, None: "poll.none_yet"}
	return params{
		running: commands.Thing("poll", running).Required(),
		any:     commands.Thing("poll", anyPoll).Required(),
		confirm: commands.Flag("confirm").Hidden(),
		reason:  commands.Text("reason").Max(1000),
	}
}

func (f *Polls) running(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	var polls []board.Poll
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		polls, err = tx.OpenPolls(c.Board.ID)
		return err
	})
	return found(polls), err
}

func (f *Polls) recent(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	var polls []board.Poll
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		polls, err = tx.Polls(c.Board.ID, 0, selectable)
		return err
	})
	return found(polls), err
}

func (f *Polls) titled(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
	var polls []board.Poll
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		polls, err = tx.PollsTitled(c.Board.ID, part, selectable)
		return err
	})
	return found(polls), err
}

func (f *Polls) numbered(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
	var poll board.Poll
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		poll, err = tx.PollNumber(c.Board.ID, number)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Found{}, commands.ErrNone
	}
	return foundOne(poll), err
}

// selectable is how many polls a form offers at most.
const selectable = 25

func found(polls []board.Poll) []commands.Found {
	all := make([]commands.Found, len(polls))
	for i, poll := range polls {
		all[i] = foundOne(poll)
	}
	return all
}

func foundOne(p board.Poll) commands.Found {
	return commands.Found{ID: p.ID, Number: p.Number, Title: p.Question}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// button is one that does a command on the poll.
func button(label string, p board.Poll, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), p.Board, path, append(pairs, "poll", strconv.Itoa(p.Number))...)
}

// ballotButtons are the choices, and one more.
func ballotButtons(p board.Poll, more chat.Button) chat.Actions {
	if p.Secret {
		return secretButtons(p, more)
	}
	if p.Method != board.YesNo {
		return optionButtons(p, more)
	}
	var row chat.Actions
	for _, choice := range board.Choices() {
		row = append(row, button("value.vote."+string(choice)+".label", p, "poll.vote", "vote", string(choice)))
	}
	return append(row, more)
}

func moreButton(p board.Poll) chat.Button { return button("poll.button.more", p, "poll.more") }
func showButton(p board.Poll) chat.Button { return button("poll.button.show", p, "poll.show") }

// entity is the poll's name among the shown things and the jobs.
func entity(id board.ID) string { return storage.Entity(Entity, id) }

// Entity is the prefix of the polls among the shown things.
const Entity = "poll"

// refusal turns a rule's no into its sentence about the poll.
func refusal(err error, p board.Poll, zone *time.Location) error {
	var no board.Refusal
	if !errors.As(err, &no) {
		return err
	}
	refused := commands.Refuse("refused."+string(no), "Number", p.Number, "Question", p.Question, "Closes", over(p).In(zone), "Opens", p.Opens.In(zone), "Open", p.State == board.Open || p.State == board.Planned)
	switch no {
	case board.ErrClosed:
		return refused.With(button("poll.button.result", p, "poll.show"))
	case board.ErrWithdrawn, board.ErrPlanned:
		return refused.With(showButton(p))
	}
	return refused
}

// over is when the poll ended, or ends.
func over(p board.Poll) time.Time {
	if !p.Ended.IsZero() {
		return p.Ended
	}
	return p.Closes
}
