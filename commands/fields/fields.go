// Package fields is what the members themselves put on the board's agenda: each
// may define one field of action a term, and everybody adds to every one. It
// carries out the commands of the group "field" by the rules of package board,
// says what a field looks like, and does what falls due. It knows no platform.
package fields

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Fields is the feature.
type Fields struct {
	db *storage.DB
}

// New makes the feature on a database.
func New(db *storage.DB) *Fields { return &Fields{db: db} }

// Groups are how the commands are reached.
func (f *Fields) Groups() []commands.Group {
	return []commands.Group{{Name: "field", Bare: "field.list", Number: "field.show"}}
}

// Commands are the declarations, in the order of the manual.
func (f *Fields) Commands() []commands.Command {
	shared := f.params()
	return []commands.Command{
		f.define(shared), f.revise(shared), f.add(shared), f.edit(shared), f.mark(shared), f.review(shared),
		f.merge(shared), f.agree(), f.withdraw(shared), f.show(shared), f.list(shared), f.contributions(shared), f.contribution(shared),
		f.more(shared), f.history(shared), f.earlier(shared), f.collect(), f.finish(shared),
		f.file(shared), f.files(),
	}
}

// params are the parameters that several commands share.
type params struct {
	field        commands.ThingParam
	contribution commands.ThingParam
	title        commands.TextParam
	text         commands.TextParam
	above        commands.NumberParam // of a list: the number after which it goes on
	edition      commands.NumberParam // of a text that is changed: the one that was read
	reason       commands.TextParam
	confirm      commands.FlagParam
}

func (f *Fields) params() params {
	fields := commands.Finder{Open: f.open, Number: f.numbered, Titled: f.titled, None: "field.none_yet"}
	contributions := commands.Finder{Open: f.ownOnes, Number: f.numberedContribution, Titled: f.ownOnesWith, None: "field.no_own_contribution"}
	return params{
		field:        commands.Thing("field", fields).Required(),
		contribution: commands.Thing("contribution", contributions).Required(),
		title:        commands.Text("title").Max(titleMost),
		text:         commands.Text("text").Long(),
		above:        commands.Number("above", 0, 1<<30).Hidden(),
		edition:      commands.Number("edition", 0, 1<<30).Hidden(),
		reason:       commands.Text("reason").Max(1000),
		confirm:      commands.Flag("confirm").Hidden(),
	}
}

const (
	// titleMost is how long the title of a field may be: it is to be an option of
	// a poll, too.
	titleMost = 80
	// selectable is how many things a form offers at most.
	selectable = 25
)

func (f *Fields) open(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	return f.found(ctx, func(tx *storage.Tx) ([]board.Field, error) { return tx.Fields(c.Board.ID, 0, selectable) })
}

func (f *Fields) titled(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
	return f.found(ctx, func(tx *storage.Tx) ([]board.Field, error) { return tx.FieldsTitled(c.Board.ID, part, selectable) })
}

func (f *Fields) found(ctx context.Context, look func(*storage.Tx) ([]board.Field, error)) ([]commands.Found, error) {
	var found []commands.Found
	err := f.db.Read(ctx, func(tx *storage.Tx) error {
		fields, err := look(tx)
		for _, one := range fields {
			found = append(found, foundField(one))
		}
		return err
	})
	return found, err
}

func (f *Fields) numbered(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
	var one board.Field
	err := f.db.Read(ctx, func(tx *storage.Tx) (err error) {
		one, err = tx.FieldNumber(c.Board.ID, number)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Found{}, commands.ErrNone
	}
	return foundField(one), err
}

func foundField(one board.Field) commands.Found {
	return commands.Found{ID: one.ID, Number: one.Number, Title: one.Title}
}

func (f *Fields) ownOnes(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	return f.ownOnesWith(ctx, c, "")
}

// ownOnesWith finds those of the caller's contributions that have a part.
func (f *Fields) ownOnesWith(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
	var found []commands.Found
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		own, err := tx.OwnContributions(c.Board.ID, c.Who.Person.ID, selectable)
		for _, one := range own {
			if has(one.Text, part) {
				found = append(found, foundContribution(one))
			}
		}
		return err
	})
	return found, err
}

// has tells whether a text contains a part, however capitals and umlauts are
// written.
func has(text, part string) bool { return strings.Contains(commands.Fold(text), commands.Fold(part)) }

func (f *Fields) numberedContribution(ctx context.Context, c *commands.Call, number int) (commands.Found, error) {
	var one board.Contribution
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		one, err = tx.Contribution(c.Board.ID, number)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Found{}, commands.ErrNone
	}
	return foundContribution(one), err
}

// foundContribution is a contribution with the beginning of its text for a title.
func foundContribution(one board.Contribution) commands.Found {
	return commands.Found{ID: one.ID, Number: one.Number, Title: commands.Beginning(one.Text, titleMost)}
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

// button is one that does a command on the field.
func button(label string, one board.Field, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), one.Board, path, append(pairs, "field", strconv.Itoa(one.Number))...)
}

// onContribution is a button that does a command on the contribution.
func onContribution(label chat.Text, one board.Contribution, path string, pairs ...string) chat.Button {
	return commands.Button(label, one.Board, path, append(pairs, "contribution", strconv.Itoa(one.Number))...)
}

func showButton(one board.Field) chat.Button { return button("field.button.show", one, "field.show") }
func addButton(one board.Field) chat.Button  { return button("field.button.add", one, "field.add") }

// Entity is the prefix of the fields among the shown things.
const Entity = "field"

// show belongs to the whole program: it makes every shown message of an entity true.
const show = "show"

func entity(id board.ID) string { return storage.Entity(Entity, id) }

// takes is the sentence that says no where a field is not worked on any more; of
// a merged one it leads to the field that it went into.
func takes(tx *storage.Tx, one board.Field) error {
	err := one.Takes()
	switch {
	case errors.Is(err, board.ErrFieldArchived):
		return commands.Refuse("term.archived.field", "Number", one.Archived).With(showButton(one))
	case errors.Is(err, board.ErrFieldWithdrawn):
		return commands.Refuse("refused.field_withdrawn", "Number", one.Number, "Title", one.Title).With(showButton(one))
	case errors.Is(err, board.ErrFieldMerged):
		into, failed := tx.Field(one.Into)
		if failed != nil {
			return failed
		}
		return commands.Refuse("refused.field_merged", "Number", one.Number, "Title", one.Title, "Into", into.Number, "IntoTitle", into.Title).
			With(addButton(into), showButton(into))
	}
	return err
}
