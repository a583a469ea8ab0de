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
				had, err := taken(tx, c)
				switch {
				case err != nil:
					return err
				case had.field.ID != 0 && had.field.Title == made.Title && had.field.Text == made.Text && own(had.field, c): // pressed twice
					made = had.field
					return nil
				case had.field.ID != 0: // what was written stays in the form
					return kept(hasOne(c, had), title.Name())
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
		had, err := taken(tx, c)
		if err != nil || had.field.ID == 0 {
			return err
		}
		return hasOne(c, had)
	})
}

// taken is the field that keeps the caller from defining one; zero if none does.
func taken(tx *storage.Tx, c *commands.Call) (s seen, err error) {
	fields, err := tx.DefinedBefore(c.Who.Seat.ID, c.Who.Person.ID)
	if err != nil {
		return s, err
	}
	profile, err := tx.Profile(c.Board.ID)
	if err != nil {
		return s, err
	}
	seats, err := tx.Seats(c.Board.ID)
	if err != nil {
		return s, err
	}
	d := board.Defining{Person: c.Who.Person.ID, Seat: c.Who.Seat.ID, Seats: seats, Term: c.Board.Term, SuccessorDefines: profile.SuccessorDefines}
	had, err := d.May(fields)
	if errors.Is(err, board.ErrFieldTaken) {
		return seen{field: had, seats: seats, works: had.Takes() == nil && had.Works(c.Who, seats)}, nil
	}
	return s, err
}

// hasOne says which field the caller or their seat has, and what they can do with
// it.
func hasOne(c *commands.Call, had seen) *commands.Error {
	key := "field.define.taken"
	if !own(had.field, c) {
		key = "field.define.taken_before"
	}
	no := commands.Refuse(key, "Number", had.field.Number, "Title", had.field.Title, "By", names(had.field),
		"Merged", had.field.State == board.FieldMerged, "Works", had.works)
	switch {
	case had.works:
		no = no.With(button("field.button.revise", had.field, "field.revise"))
	case had.field.Takes() == nil:
		no = no.With(addButton(had.field))
	}
	return no.With(showButton(had.field))
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
