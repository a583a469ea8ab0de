package visions

import (
	"context"
	"errors"
	"strconv"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// shapeSuggest fills the form with the text that stands, and notes which that
// is, so that nobody overwrites what they have not seen.
func (f *Visions) shapeSuggest(ctx context.Context, c *commands.Call, form *chat.Form) error {
	if err := inTerm(c); err != nil {
		return err
	}
	number, err := strconv.Atoi(formValue(form, "statement"))
	if err != nil {
		return nil // it is still to be chosen
	}
	var s board.Statement
	err = f.db.Read(ctx, func(tx *storage.Tx) error {
		if s, err = tx.StatementNumber(c.Board.ID, number); err != nil {
			return err
		}
		if err := s.Changeable(); err != nil && formValue(form, "text") == "" {
			return err
		}
		if form.Fixed == nil {
			form.Fixed = map[string]string{}
		}
		if form.Fixed["wording"] == "" || formValue(form, "text") == "" { // who corrects a text wrote it upon the one they saw
			form.Fixed["wording"] = strconv.Itoa(s.Version)
		}
		return f.fillText(tx, c, form, s)
	})
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	return f.refusal(ctx, err, s)
}

// fillText writes into an empty form what the statement says, or what an older
// suggestion says that is to be taken up.
func (f *Visions) fillText(tx *storage.Tx, c *commands.Call, form *chat.Form, s board.Statement) error {
	text := s.Text
	if number, err := strconv.Atoi(form.Fixed["instead"]); err == nil && number != 0 {
		old, err := tx.SuggestionNumber(c.Board.ID, number)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if err == nil && old.Statement == s.ID {
			text = old.Text
			form.About = chat.T("vision.suggest.above", "Number", s.Number, "Text", s.Text)
		}
	}
	for i, field := range form.Fields {
		if field.Name == "text" && field.Value == "" {
			form.Fields[i].Value, form.Fields[i].Mistake = text, chat.Text{}
		}
	}
	return nil
}

// formValue is what a form holds of a parameter.
func formValue(form *chat.Form, name string) string {
	for _, field := range form.Fields {
		if field.Name == name {
			return field.Value
		}
	}
	return form.Fixed[name]
}
