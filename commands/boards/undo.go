package boards

import (
	"context"
	"errors"
	"math"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// Undoer takes back one kind of what can be undone, in the transaction in which
// it counts as undone, and says in a sentence what is now. It refuses with a
// *commands.Error where things have gone on.
type Undoer = func(tx *storage.Tx, c *commands.Call, u storage.Undo) (chat.Text, error)

// undo takes back what was done a moment ago: what the button names, or the only
// thing that the person did within the last minutes.
func (f *Boards) undo() commands.Command {
	undone := commands.Number("undone", 1, math.MaxInt32).Hidden()
	return commands.Command{
		Path: "board.undo", Right: board.Inside, Params: []commands.Param{undone},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			if undone.Given(c) {
				return f.takeBack(ctx, c, board.ID(undone.Of(c)))
			}
			var mine []storage.Undo
			err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
				mine, err = tx.Undoables(c.Board.ID, c.Who.Person.ID, c.Now.Add(-commands.Undoing))
				return err
			})
			switch {
			case err != nil:
				return chat.Reply{}, err
			case len(mine) == 0:
				return say("board.undo.none"), nil
			case len(mine) == 1:
				return f.takeBack(ctx, c, mine[0].ID)
			}
			return chat.Reply{Messages: []chat.Message{whichUndo(c, mine)}}, nil
		},
	}
}

// whichUndo asks which of several things is meant.
func whichUndo(c *commands.Call, mine []storage.Undo) chat.Message {
	m := chat.Say(chat.T("board.undo.which"))
	for _, u := range mine {
		m = m.With(chat.Para{Text: chat.T("board.undo.one", "What", undoName(u), "At", u.At.In(c.Now.Location()))}, chat.Actions{commands.UndoButton(u.Board, u.ID)})
	}
	return m
}

// undoName is what was done, as people say it.
func undoName(u storage.Undo) chat.Text { return chat.T("board.undo.kind."+u.Kind, "Title", u.Title) }

// takeBack undoes one thing, once, in time, for the one who did it or the chair.
func (f *Boards) takeBack(ctx context.Context, c *commands.Call, id board.ID) (chat.Reply, error) {
	var said chat.Text
	err := f.write(ctx, c, func(tx *storage.Tx) error {
		u, err := tx.LockUndo(c.Board.ID, id)
		if errors.Is(err, storage.ErrNotFound) {
			return commands.Refuse("board.undo.late")
		}
		if err != nil {
			return err
		}
		take, known := f.offers.Undo[u.Kind]
		switch {
		case u.Person != c.Who.Person.ID && !c.Who.Chairs():
			return commands.Refuse("board.undo.not_yours")
		case !u.Done.IsZero():
			return commands.Refuse("board.undo.again", "What", undoName(u), "At", u.Done.In(c.Now.Location()))
		case !known || c.Now.Sub(u.At) > commands.Undoing:
			return commands.Refuse("board.undo.too_late", "What", undoName(u), "At", u.At.In(c.Now.Location()), "N", int(commands.Undoing.Minutes()))
		}
		if said, err = take(tx, c, u); err != nil {
			return err
		}
		return tx.Undone(u)
	})
	if err != nil {
		return chat.Reply{}, err
	}
	return chat.Reply{Messages: []chat.Message{chat.Say(said)}}, nil
}
