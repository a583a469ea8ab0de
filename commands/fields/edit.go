package fields

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// errNoText: there are no words yet, so the form opens with those there are.
var errNoText = errors.New("no words")

// edit changes the caller's own contribution, or takes it back.
func (f *Fields) edit(shared params) commands.Command {
	text := shared.text.RequiredOr("contribution")
	back := commands.Flag("take_back")
	return commands.Command{
		Path: "field.edit", Right: board.Members, Params: []commands.Param{shared.contribution, text, back, shared.edition, shared.confirm},
		Needless: func(*commands.Call) []string { return []string{back.Name()} }, Shape: f.shapeEdit,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				one   board.Field
				added board.Contribution
				key   = "field.edit.done"
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if one, added, err = lockContribution(tx, c, shared.contribution.Of(c).Number); err != nil {
					return err
				}
				switch {
				case added.Author.ID != c.Who.Person.ID:
					no := commands.Refuse("field.edit.not_yours", "Number", added.Number, "By", person(added.Author, added.Group)).With(addButton(one))
					if text.Given(c) { // stays in the form
						no.Field = shared.contribution.Name()
					}
					return no
				case added.Back:
					key = "field.edit.is_back"
					return nil
				}
				if err := takes(tx, one); err != nil {
					return err
				}
				if back.Of(c) {
					if c.Pressed() && !shared.confirm.Of(c) {
						key = "field.edit.ask_back"
						return nil
					}
					key = "field.edit.back"
					return errors.Join(tx.TakeBackContribution(added), tx.Later(show, entity(one.ID), f.db.Now(), nil))
				}
				switch {
				case !text.Given(c):
					return errNoText
				case text.Of(c) == added.Text:
					return nil
				case shared.edition.Given(c) && shared.edition.Of(c) != added.Edition:
					return errOutdated
				}
				was := added.Mark
				added.Text = text.Of(c)
				if err := tx.EditContribution(added); err != nil {
					return err
				}
				if was != board.Undecided {
					key = "field.edit.open_again"
				}
				return errors.Join(f.planNews(tx, one, c.Who.Person.ID), tx.Later(show, entity(one.ID), f.db.Now(), nil))
			})
			about := []any{"Number", added.Number, "Field", one.Number, "Title", one.Title}
			switch {
			case errors.Is(err, errNoText):
				return chat.Reply{Form: editForm(c, added, added.Text)}, nil
			case errors.Is(err, errOutdated):
				form := editForm(c, added, text.Of(c))
				mark(form, text.Name(), chat.T("field.edit.outdated", "Text", beginning(added.Text, lineMost)))
				return chat.Reply{Form: form}, nil
			case err != nil:
				return chat.Reply{}, err
			case key == "field.edit.ask_back":
				return say(chat.T(key, about...), onContribution(chat.T("field.edit.back.yes"), added, "field.edit", "take_back", "yes", "confirm", "yes"),
					onContribution(chat.T("field.button.contribution", "Number", added.Number), added, "field.contribution")), nil
			}
			return say(chat.T(key, about...), showButton(one)), nil
		},
	}
}

// shapeEdit fills the form with the words there are, where nobody has written any
// yet.
func (f *Fields) shapeEdit(ctx context.Context, c *commands.Call, form *chat.Form) error {
	held := map[string]*chat.Field{}
	for i := range form.Fields {
		held[form.Fields[i].Name] = &form.Fields[i]
	}
	text, which := held["text"], held["contribution"]
	if text == nil || which == nil || text.Value != "" || form.Fixed["edition"] != "" {
		return nil
	}
	number, err := strconv.Atoi(which.Value)
	if err != nil {
		return nil // none is chosen yet
	}
	return f.db.ReadOne(ctx, func(tx *storage.Tx) error {
		added, err := tx.Contribution(c.Board.ID, number)
		if err != nil || added.Author.ID != c.Who.Person.ID {
			return err
		}
		text.Value, text.Mistake = added.Text, chat.Text{}
		if form.Fixed == nil {
			form.Fixed = map[string]string{}
		}
		form.Fixed["edition"] = strconv.Itoa(added.Edition)
		return nil
	})
}

// errOutdated: somebody else, or the same person elsewhere, has changed the text
// since it was read.
var errOutdated = errors.New("the text has changed meanwhile")

// editForm asks for the words of a contribution; it holds those given and says
// on which edition they rest.
func editForm(c *commands.Call, added board.Contribution, text string) *chat.Form {
	return c.Form("field.edit", map[string]string{
		"contribution": strconv.Itoa(added.Number), "text": text, "edition": strconv.Itoa(added.Edition),
	})
}

// mark shows a mistake at a field of a form.
func mark(form *chat.Form, field string, mistake chat.Text) {
	for i := range form.Fields {
		if form.Fields[i].Name == field {
			form.Fields[i].Mistake = mistake
		}
	}
}

// lockContribution reads a contribution with its field, which it holds.
func lockContribution(tx *storage.Tx, c *commands.Call, number int) (one board.Field, added board.Contribution, err error) {
	if added, err = tx.Contribution(c.Board.ID, number); err != nil {
		return one, added, err
	}
	if one, err = tx.LockField(added.Field); err != nil {
		return one, added, err
	}
	added, err = tx.Contribution(c.Board.ID, number) // what somebody changed until then
	return one, added, err
}
