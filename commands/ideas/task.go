package ideas

import (
	"context"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

// mostCounted is up to how many waiting ideas are counted.
const mostCounted = 1000

// Tasks are what a person still owes here: chair and office the answers that
// people wait for.
func (f *Ideas) Tasks(ctx context.Context, c *commands.Call) ([]commands.Task, error) {
	if !c.Who.Chairs() {
		return nil, nil
	}
	var open []board.Idea
	err := f.db.ReadOne(ctx, func(tx *storage.Tx) (err error) {
		open, err = tx.OpenIdeas(c.Board.ID, mostCounted)
		return err
	})
	if err != nil || len(open) == 0 {
		return nil, err
	}
	problems := 0
	for _, i := range open {
		if i.Kind == board.Problem {
			problems++
		}
	}
	return []commands.Task{{
		Text:    chat.T("idea.task", "Ideas", len(open)-problems, "Problems", problems, "N", len(open), "Since", open[0].Sent.In(c.Now.Location())),
		Buttons: []chat.Button{listButton(c.Board.ID)},
	}}, nil
}
