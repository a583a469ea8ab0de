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

// editing is what somebody says about their own contribution, and what comes of it.
type editing struct {
	params
	back  commands.FlagParam
	field board.Field
	added board.Contribution
	said  string // the key of the answer
}

// edit changes the caller's own contribution, or takes it back.
func (f *Fields) edit(shared params) commands.Command {
	shared.text = shared.text.RequiredOr("contribution")
	back := commands.Flag("take_back")
	return commands.Command{
		Path: "field.edit", Right: board.Members, Params: []commands.Param{shared.contribution, shared.text, back, shared.edition, shared.confirm},
		Needless: func(*commands.Call) []string { return []string{back.Name()} }, Shape: f.shapeEdit,
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			e := editing{params: shared, back: back}
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if e.field, e.added, err = lockContribution(tx, c, shared.contribution.Of(c).Number); err != nil {
					return err
				}
				if no := e.refused(tx, c); no != nil && e.text.Given(c) { // stays in the form
					return kept(no, shared.contribution.Name())
				} else if no != nil {
					return no
				}
				return f.change(tx, c, &e)
			})
			switch {
			case errors.Is(err, errNoText):
				return chat.Reply{Form: editForm(c, e.added, e.added.Text)}, nil
			case errors.Is(err, errOutdated):
				form := editForm(c, e.added, e.text.Of(c))
				mark(form, e.text.Name(), chat.T("field.edit.outdated", "Text", commands.Beginning(e.added.Text, lineMost)))
				return chat.Reply{Form: form}, nil
			case err != nil:
				return chat.Reply{}, err
			}
			return e.reply(), nil
		},
	}
}

func (e editing) about() []any {
	return []any{"Number", e.added.Number, "Field", e.field.Number, "Title", e.field.Title}
}

// refused says why the caller cannot change the contribution; nil if they can.
func (e editing) refused(tx *storage.Tx, c *commands.Call) error {
	switch {
	case e.added.Author.ID != c.Who.Person.ID:
		return commands.Refuse("field.edit.not_yours", "Number", e.added.Number, "By", person(e.added.Author, e.added.Group)).With(addButton(e.field))
	case e.added.Back:
		return commands.Refuse("field.edit.is_back", e.about()...).With(showButton(e.field))
	}
	return takes(tx, e.field)
}

// change does what was said: the contribution is the caller's, and may be changed.
func (f *Fields) change(tx *storage.Tx, c *commands.Call, e *editing) error {
	at := f.db.Now()
	switch {
	case e.back.Of(c) && c.Pressed() && !e.confirm.Of(c):
		e.said = "field.edit.ask_back"
		return nil
	case e.back.Of(c):
		e.said = "field.edit.back"
		return errors.Join(tx.TakeBackContribution(e.added), tx.Later(show, entity(e.field.ID), at, nil))
	case !e.text.Given(c):
		return errNoText
	case e.text.Of(c) != e.added.Text && e.edition.Given(c) && e.edition.Of(c) != e.added.Edition:
		return errOutdated
	}
	e.said = "field.edit.done"
	if e.text.Of(c) == e.added.Text {
		return nil
	}
	if e.added.Mark != board.Undecided {
		e.said = "field.edit.open_again"
	}
	e.added.Text = e.text.Of(c)
	return errors.Join(tx.EditContribution(e.added), f.planNews(tx, e.field, c.Who.Person.ID, at), tx.Later(show, entity(e.field.ID), at, nil))
}

func (e editing) reply() chat.Reply {
	if e.said != "field.edit.ask_back" {
		return say(chat.T(e.said, e.about()...), showButton(e.field))
	}
	return say(chat.T(e.said, e.about()...), onContribution(chat.T("field.edit.back.yes"), e.added, "field.edit", "take_back", "yes", "confirm", "yes"),
		onContribution(chat.T("field.button.contribution", "Number", e.added.Number), e.added, "field.contribution"))
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
		if errors.Is(err, storage.ErrNotFound) { // which the form says itself
			return nil
		}
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

// lockContribution reads a contribution with its field, which it holds: where a
// merger moves the contribution meanwhile, the one it is in then.
func lockContribution(tx *storage.Tx, c *commands.Call, number int) (one board.Field, added board.Contribution, err error) {
	if added, err = tx.Contribution(c.Board.ID, number); err != nil {
		return one, added, err
	}
	for one.ID != added.Field {
		if one, err = tx.LockField(added.Field); err != nil {
			return one, added, err
		}
		if added, err = tx.Contribution(c.Board.ID, number); err != nil { // what somebody changed until then
			return one, added, err
		}
	}
	return one, added, nil
}
