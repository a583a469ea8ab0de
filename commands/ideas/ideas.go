// Package ideas takes what a member says in one sentence, an idea or a problem,
// and sees to it that an answer comes: collected, bundled, sifted by vote, kept
// as a measure or not. It knows no platform.
package ideas

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Ideas is the feature.
type Ideas struct {
	db   *storage.DB
	open Opener
}

// New makes the feature on a database; open opens the polls that it asks for.
func New(db *storage.DB, open Opener) *Ideas { return &Ideas{db: db, open: open} }

// Groups are how the commands are reached: those that send something by words of
// their own, the others by the roadmap's.
func (f *Ideas) Groups() []commands.Group { return nil }

// Commands are the declarations, in the order of the manual.
func (f *Ideas) Commands() []commands.Command {
	return []commands.Command{
		f.send("idea", "idea_text", board.PlainIdea), f.send("problem", "problem_text", board.Problem),
		f.list(), f.bundle(), f.sift(), f.reply(),
	}
}

// Letters are the kinds of jobs that say something, with who writes it.
func (f *Ideas) Letters() map[string]func(context.Context, storage.Job) (commands.Letter, error) {
	return map[string]func(context.Context, storage.Job) (commands.Letter, error){
		AlertKind: f.alert, AnsweredKind: f.answered, UndecidedKind: f.undecided, SiftedKind: f.sifted,
	}
}

// Works are the kinds of jobs that do something.
func (f *Ideas) Works() map[string]func(context.Context, storage.Job) error {
	return map[string]func(context.Context, storage.Job) error{DecidedKind: f.decided}
}

// Views are what the shown things look like now, by kind of entity.
func (f *Ideas) Views() map[string]func(context.Context, board.ID) (commands.View, error) {
	return nil
}

// Opener opens a poll inside a transaction: what draft leaves out is as the
// board's rules have it, and everybody is told. When the poll is over, work of
// the kind "decided." and the kind of what it was about falls due, with the key
// BOARD/POLL. A refusal is a *commands.Error.
type Opener = func(tx *storage.Tx, c *commands.Call, draft board.Poll) (board.Poll, error)

// selectable is how many ideas a form offers at most.
const selectable = 25

// thing is an idea, a problem or a bundle; open lists those that are offered.
func (f *Ideas) thing(open func(*storage.Tx, board.ID) ([]board.Idea, error)) commands.ThingParam {
	several := func(list func(*storage.Tx, board.ID) ([]board.Idea, error)) func(context.Context, *commands.Call) ([]commands.Found, error) {
		return func(ctx context.Context, c *commands.Call) (found []commands.Found, err error) {
			err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
				ideas, err := list(tx, c.Board.ID)
				for _, i := range ideas {
					found = append(found, foundOne(i))
				}
				return err
			})
			return found, err
		}
	}
	return commands.Thing("idea", commands.Finder{
		None: "idea.none_open", Open: several(open),
		Number: func(ctx context.Context, c *commands.Call, number int) (found commands.Found, err error) {
			err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
				i, err := tx.IdeaNumber(c.Board.ID, number)
				found = foundOne(i)
				return err
			})
			if errors.Is(err, storage.ErrNotFound) {
				err = commands.ErrNone
			}
			return found, err
		},
		Titled: func(ctx context.Context, c *commands.Call, part string) ([]commands.Found, error) {
			return several(func(tx *storage.Tx, of board.ID) ([]board.Idea, error) { return tx.IdeasTitled(of, part, selectable) })(ctx, c)
		},
	})
}

func foundOne(i board.Idea) commands.Found {
	return commands.Found{ID: i.ID, Number: i.Number, Title: i.Heading(board.IdeaTitle)}
}

// by names the one who changes something.
func by(c *commands.Call) storage.By { return storage.By{Person: c.Who.Person.ID, Log: c.Log} }

// button is one that does a command of the board.
func button(label string, of board.ID, path string, pairs ...string) chat.Button {
	return commands.Button(chat.T(label), of, path, pairs...)
}

func showButton(i board.Idea) chat.Button {
	return button("idea.button.show", i.Board, "roadmap.ideas", "idea", strconv.Itoa(i.Number))
}

func replyButton(i board.Idea) chat.Button {
	return button("idea.button.reply", i.Board, "roadmap.reply", "idea", strconv.Itoa(i.Number))
}

func listButton(of board.ID) chat.Button { return button("idea.button.list", of, "roadmap.ideas") }

// the is an idea as a sentence calls it: "die Idee 3".
func the(i board.Idea) chat.Text { return chat.T("idea.the."+string(i.Kind), "Number", i.Number) }

// bare is the same where nothing precedes it: "Idee 3".
func bare(i board.Idea) chat.Text { return chat.T("idea.bare."+string(i.Kind), "Number", i.Number) }

// onto is the same in the dative: "(in) der Idee 3".
func onto(i board.Idea) chat.Text { return chat.T("idea.onto."+string(i.Kind), "Number", i.Number) }

// quotable is how many characters of an idea stand in a sentence about it.
const quotable = 200
