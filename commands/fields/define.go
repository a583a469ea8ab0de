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

// define makes the one field that a seat has in a term.
func (f *Fields) define(shared params) commands.Command {
	title, text := shared.title.Required(), shared.text.Required()
	return commands.Command{
		Path: "field.define", Right: board.Members, Params: []commands.Param{title, text}, Shape: f.shapeDefine,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			made := board.Field{
				Board: c.Board.ID, Title: title.Of(c), Text: text.Of(c),
				Definers: []board.Definer{{Person: c.Who.Person, Seat: c.Who.Seat.ID}},
			}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
				if err := inTerm(c, "field.define.term_over"); err != nil {
					return err
				}
				fields, err := tx.FieldsOfSeat(c.Who.Seat.ID)
				if err != nil {
					return err
				}
				had, err := taken(tx, c, fields)
				switch {
				case err != nil:
					return err
				case had.ID != 0 && had.Title == made.Title && had.Text == made.Text && own(had, c): // pressed twice
					made = had
					return nil
				case had.ID != 0: // what was written stays in the form
					no := hasOne(c, had)
					no.Field = title.Name()
					return no
				}
				if made, err = tx.DefineField(made, c.Board.Term.Start); err != nil {
					return err
				}
				return tx.Later(show, entity(made.ID), f.db.Now(), nil)
			})
			if err != nil {
				return chat.Reply{}, err
			}
			return say(chat.T("field.define.done", "Number", made.Number, "Title", made.Title),
				showButton(made), button("field.button.revise", made, "field.revise")), nil
		},
	}
}

// shapeDefine refuses the form to who has a field, before anything is written
// into it.
func (f *Fields) shapeDefine(ctx context.Context, c *commands.Call, form *chat.Form) error {
	if slices.ContainsFunc(form.Fields, func(field chat.Field) bool { return field.Value != "" }) {
		return nil
	}
	return f.db.Write(ctx, by(c), func(tx *storage.Tx) error {
		if err := inTerm(c, "field.define.term_over"); err != nil {
			return err
		}
		fields, err := tx.FieldsOfSeat(c.Who.Seat.ID)
		if err != nil {
			return err
		}
		had, err := taken(tx, c, fields)
		if err != nil || had.ID == 0 {
			return err
		}
		return hasOne(c, had)
	})
}

// taken is the field that keeps the caller from defining one; zero if none does.
func taken(tx *storage.Tx, c *commands.Call, fields []board.Field) (board.Field, error) {
	profile, err := tx.Profile(c.Board.ID)
	if err != nil {
		return board.Field{}, err
	}
	had, err := board.MayDefine(fields, c.Who.Person.ID, c.Board.Term, profile.SuccessorDefines)
	if errors.Is(err, board.ErrFieldTaken) {
		return had, nil
	}
	return board.Field{}, err
}

// hasOne says which field the seat has, and what can be done with it.
func hasOne(c *commands.Call, had board.Field) *commands.Error {
	key := "field.define.taken"
	if !own(had, c) {
		key = "field.define.taken_before"
	}
	no := commands.Refuse(key, "Number", had.Number, "Title", had.Title, "By", names(had), "Merged", had.State == board.FieldMerged)
	if had.State == board.FieldMerged {
		return no.With(showButton(had))
	}
	return no.With(button("field.button.revise", had, "field.revise"), showButton(had))
}

// own tells whether the caller is among those who defined a field.
func own(one board.Field, c *commands.Call) bool {
	return slices.ContainsFunc(one.Definers, func(d board.Definer) bool { return d.Person.ID == c.Who.Person.ID })
}

// inTerm refuses what nobody adds any more when the term is over.
func inTerm(c *commands.Call, key string) error {
	if !c.Board.Term.Ended(c.Now) {
		return nil
	}
	return commands.Refuse(key, "Last", c.Board.Term.Last)
}
