package polls

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// option adds an option to a running poll, as long as nobody has voted: who
// has must not find another question than the one that was answered.
func (f *Polls) option(shared params) commands.Command {
	label := commands.Text("option").Required().Max(300)
	return commands.Command{
		Path: "poll.option", Right: board.MembersAndChair, Params: []commands.Param{shared.running, label, shared.reason},
		Do: func(ctx context.Context, c *commands.Call) (chat.Reply, error) {
			return f.steer(ctx, c, shared, steering{do: func(tx *storage.Tx, p board.Poll) error {
				added, err := addable(c, tx, p, label.Of(c))
				if err != nil {
					return err
				}
				if _, err := tx.AddOption(p.ID, added); err != nil {
					return err
				}
				return f.planNotice(tx, p, notice{What: optionAdded, By: c.Who.Person.ID, Why: shared.reason.Of(c), Option: added})
			}})
		},
	}
}

// addable is the label of one more option of the poll, or why there is none.
func addable(c *commands.Call, tx *storage.Tx, p board.Poll, typed string) (string, error) {
	if p.Method == board.YesNo {
		return "", commands.Refuse("poll.option.none", "Number", p.Number)
	}
	if p.Purpose == board.Internal {
		return "", commands.Refuse("poll.about.fixed", "Number", p.Number)
	}
	why, err := begun(tx, p)
	if err != nil {
		return "", err
	}
	if why != "" {
		return "", commands.Refuse("poll.option."+why, "Number", p.Number).With(button("poll.button.again", p, "poll.copy", "change", "yes"))
	}
	options, err := board.AddOption(p.Method, p.Options, typed)
	if err == nil {
		err = distinct(c, options)
	}
	if err != nil {
		return "", flawed("option", err)
	}
	return options[len(options)-1].Label, nil
}
