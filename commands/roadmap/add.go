package roadmap

import (
	"context"
	"strings"
	"unicode"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// add puts a measure on the roadmap, as an idea: what is to be done may be
// written later.
func (f *Roadmap) add(shared params) commands.Command {
	title := shared.title.Required()
	return commands.Command{
		Path: "roadmap.add", Right: board.MembersAndChair, Params: append([]commands.Param{title, shared.text}, shared.links.all()...),
		Check: func(c *commands.Call) []*commands.Error { return titleMistakes(title, c) },
		Shape: func(ctx context.Context, c *commands.Call, form *chat.Form) error {
			return f.shapeLinks(ctx, c, form, shared.links)
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var m board.Measure
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := tx.LockBoard(c.Board.ID); err != nil {
					return err
				}
				draft := board.Measure{Board: c.Board.ID, Title: title.Of(c), Text: shared.text.Of(c), Author: c.Who.Person.ID, State: board.MeasureIdea}
				if draft, err = shared.links.of(c).over(tx, c, draft); err != nil {
					return err
				}
				before, err := titledSo(tx, draft)
				switch {
				case err != nil:
					return err
				case before.ID != 0 && before.Author == draft.Author && before.Text == draft.Text: // sent twice
					m = before
					return nil
				case before.ID != 0:
					return taken(title, before)
				}
				if m, err = tx.CreateMeasure(draft); err != nil {
					return err
				}
				return tx.Later(show, entity(m.ID), f.db.Now(), nil)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("roadmap.add.done", "Number", m.Number, "Title", m.Title, "Text", m.Text != ""), stateButton(m), showButton(m)), nil
		},
	}
}

// titledSo is another measure with the title of this one that is not dropped;
// zero if there is none. The caller has locked the board.
func titledSo(tx *storage.Tx, m board.Measure) (board.Measure, error) {
	all, err := tx.Measures(m.Board)
	for _, other := range all {
		if other.ID != m.ID && other.State != board.MeasureDropped && commands.Fold(other.Title) == commands.Fold(m.Title) {
			return other, err
		}
	}
	return board.Measure{}, err
}

func taken(title commands.TextParam, by board.Measure) error {
	return commands.Mistake(title.Name(), "roadmap.add.taken", "Number", by.Number)
}

// titleMistakes finds a title without a word, which nobody could read out or choose.
func titleMistakes(title commands.TextParam, c *commands.Call) []*commands.Error {
	if !title.Given(c) || strings.ContainsFunc(title.Of(c), unicode.IsLetter) {
		return nil
	}
	return []*commands.Error{commands.Mistake(title.Name(), "roadmap.add.wordless", "Title", title.Of(c))}
}
