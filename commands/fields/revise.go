package fields

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// own is the parameter of a field that the caller works on.
func (f *Fields) own(shared params) commands.ThingParam {
	finder := commands.Finder{Open: f.worked, Number: f.numbered, Titled: f.titled, None: "field.no_own"}
	return commands.Thing(shared.field.Name(), finder).Required()
}

func (f *Fields) worked(ctx context.Context, c *commands.Call) ([]commands.Found, error) {
	return f.found(ctx, func(tx *storage.Tx) ([]board.Field, error) { return worked(tx, c) })
}

// worked are the fields that the caller works on.
func worked(tx *storage.Tx, c *commands.Call) ([]board.Field, error) {
	fields, err := tx.Fields(c.Board.ID, 0, everything)
	if err != nil {
		return nil, err
	}
	seats, err := tx.Seats(c.Board.ID)
	var own []board.Field
	for _, one := range fields {
		if one.Works(c.Who, seats) {
			own = append(own, one)
		}
	}
	return own, err
}

// revise changes title and text of a field. Who works on it does.
func (f *Fields) revise(shared params) commands.Command {
	field, title, text := f.own(shared), shared.title.Named(), shared.text
	return commands.Command{
		Path: "field.revise", Right: board.MembersAndChair, Params: []commands.Param{field, title, text, shared.edition},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var one, now board.Field
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if one, err = tx.LockField(field.Of(c).ID); err != nil {
					return err
				}
				given := title.Given(c) || text.Given(c)
				if err := f.workable(tx, c, one); err != nil {
					if given { // stays in the form
						err = kept(err, field.Name())
					}
					return err
				}
				if !given {
					return errNoText
				}
				now = one
				now.Title, now.Text = cmp.Or(title.Of(c), one.Title), cmp.Or(text.Of(c), one.Text)
				switch {
				case shared.edition.Given(c) && !text.Given(c): // emptied, in the form
					return commands.Mistake(text.Name(), "commands.missing")
				case now.Title == one.Title && now.Text == one.Text:
					return nil
				case shared.edition.Given(c) && shared.edition.Of(c) != one.Edition, !shared.edition.Given(c) && one.EditedBy != c.Who.Person.ID && len(one.Definers) > 1:
					return errOutdated
				}
				return errors.Join(tx.ReviseField(now), tx.Later(show, entity(one.ID), f.db.Now(), nil))
			})
			switch {
			case errors.Is(err, errNoText):
				return chat.Reply{Form: reviseForm(c, one, one)}, nil
			case errors.Is(err, errOutdated):
				form := reviseForm(c, one, now)
				mark(form, text.Name(), chat.T("field.revise.outdated", "Text", commands.Beginning(one.Text, lineMost)))
				return chat.Reply{Form: form}, nil
			case err != nil:
				return chat.Reply{}, err
			}
			row := []chat.Button{showButton(now)}
			if one.Marked[board.Undecided] > 0 {
				row = append([]chat.Button{button("field.button.review", now, "field.review")}, row...)
			}
			return say(chat.T("field.revise.done", "Number", now.Number, "Title", now.Title, "N", one.Marked[board.Undecided]), row...), nil
		},
	}
}

// reviseForm asks for title and text of a field; it holds those given and says
// on which edition they rest.
func reviseForm(c *commands.Call, one, given board.Field) *chat.Form {
	return c.Form("field.revise", map[string]string{
		"field": strconv.Itoa(one.Number), "title": given.Title, "text": given.Text, "edition": strconv.Itoa(one.Edition),
	})
}

// workable is nil if the caller may work on a field.
func (f *Fields) workable(tx *storage.Tx, c *commands.Call, one board.Field) error {
	if err := takes(tx, one); err != nil {
		return err
	}
	seats, err := tx.Seats(c.Board.ID)
	if err != nil || one.Works(c.Who, seats) {
		return err
	}
	return commands.Refuse("field.revise.not_yours", "Number", one.Number, "By", peopleNames(one.WorkedBy(seats))).With(addButton(one), showButton(one))
}
