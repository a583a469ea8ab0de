package fields

import (
	"context"
	"errors"
	"slices"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// add adds to a field, as often as somebody likes.
func (f *Fields) add(shared params) commands.Command {
	text := shared.text.Required()
	return commands.Command{
		Path: "field.add", Right: board.Members, Params: []commands.Param{shared.field, text},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var one board.Field
			added := board.Contribution{Board: c.Board.ID, Author: c.Who.Person, Text: text.Of(c), Written: f.db.Now()}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if err := inTerm(c, "field.add.term_over"); err != nil {
					return err
				}
				if one, err = tx.LockField(shared.field.Of(c).ID); err != nil {
					return err
				}
				if err := kept(takes(tx, one), shared.field.Name()); err != nil {
					return err
				}
				before, err := tx.Contributions(one.ID, 0, everything)
				if err != nil {
					return err
				}
				same := slices.IndexFunc(before, func(b board.Contribution) bool {
					return b.Author.ID == added.Author.ID && b.Text == added.Text
				})
				if same >= 0 { // pressed twice
					added = before[same]
					return nil
				}
				added.Field = one.ID
				if added, err = tx.AddContribution(added, c.Who.Seat.ID); err != nil {
					return err
				}
				return errors.Join(f.planNews(tx, one, c.Who.Person.ID, added.Written), tx.Later(show, entity(one.ID), f.db.Now(), nil))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("field.add.done", "Number", added.Number, "Field", one.Number, "Title", one.Title),
				onContribution(chat.T("field.button.edit"), added, "field.edit"), showButton(one)), nil
		},
	}
}

// everything is more than a field has.
const everything = 1 << 30

// kept makes a refusal a mistake in a value, so that the form keeps what was
// written beside it.
func kept(err error, field string) error {
	if no, is := err.(*commands.Error); is {
		no.Field = field
		return no
	}
	return err
}
