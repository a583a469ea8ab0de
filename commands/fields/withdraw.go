package fields

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// withdraw takes a field back, which lets its seat define another one. Who works
// on it does, or the chair, who gives a reason; one of several definers cannot
// take it from the others.
func (f *Fields) withdraw(shared params) commands.Command {
	field := f.own(shared)
	return commands.Command{
		Path: "field.withdraw", Right: board.MembersAndChair, Params: []commands.Param{field, shared.reason, shared.confirm},
		Needless: func(c *commands.Call) []string {
			if c.Who.Chairs() {
				return nil
			}
			return []string{shared.reason.Name()}
		},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			var (
				one board.Field
				key = "field.withdraw.done"
			)
			err := f.db.Write(ctx, by(c), func(tx *storage.Tx) (err error) {
				if one, err = tx.LockField(field.Of(c).ID); err != nil {
					return err
				}
				if one.State == board.FieldWithdrawn {
					key = "field.withdraw.is_done"
					return nil
				}
				if err := f.withdrawable(tx, c, shared, one); err != nil {
					return err
				}
				if c.Pressed() && !shared.confirm.Of(c) {
					key = "field.withdraw.ask"
					return nil
				}
				return errors.Join(tx.WithdrawField(one, shared.reason.Of(c)), f.planNotice(tx, one, notice{What: withdrawn, By: c.Who.Person.ID, Why: shared.reason.Of(c)}))
			})
			if err != nil {
				return chat.Reply{}, err
			}
			text := chat.T(key, "Number", one.Number, "Title", one.Title, "N", one.Contributions(), "Own", own(one, c))
			switch {
			case key == "field.withdraw.ask":
				return say(text, button("field.withdraw.yes", one, "field.withdraw", "confirm", "yes", "reason", shared.reason.Of(c)), showButton(one)), nil
			case own(one, c) && c.Who.May(board.Members):
				return say(text, commands.Button(chat.T("cmd.field.define.title"), c.Board.ID, "field.define"), showButton(one)), nil
			}
			return say(text, showButton(one)), nil
		},
	}
}

// withdrawable is nil if the caller may withdraw a field.
func (f *Fields) withdrawable(tx *storage.Tx, c *commands.Call, shared params, one board.Field) error {
	err := f.workable(tx, c, one)
	if err == nil && len(one.Definers) == 1 {
		return nil
	}
	if !c.Who.Chairs() {
		if err == nil {
			return commands.Refuse("field.withdraw.of_several", "Number", one.Number, "By", names(one)).With(showButton(one))
		}
		if one.Takes() == nil {
			return commands.Refuse("field.withdraw.not_yours", "Number", one.Number, "By", names(one)).With(showButton(one))
		}
		return err
	}
	if err := takes(tx, one); err != nil {
		return err
	}
	if shared.reason.Of(c) == "" {
		return commands.Mistake(shared.reason.Name(), "field.withdraw.reason_missing", "Number", one.Number)
	}
	return nil
}
