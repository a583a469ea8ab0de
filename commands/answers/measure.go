package answers

import (
	"context"
	"errors"

	"beirat/board"
	"beirat/commands"
	"beirat/storage"
)

// selectable is how many measures a form offers at most.
const selectable = 25

// measures finds the measure of the roadmap that a point became.
func (f *Answers) measures() commands.Finder {
	return commands.Finder{
		Number: func(ctx context.Context, c *commands.Call, number int) (found commands.Found, err error) {
			err = f.db.Read(ctx, func(tx *storage.Tx) error {
				m, err := tx.MeasureNumber(c.Board.ID, number)
				found = foundMeasure(m)
				return err
			})
			if errors.Is(err, storage.ErrNotFound) {
				err = commands.ErrNone
			}
			return found, err
		},
		Titled: func(ctx context.Context, c *commands.Call, part string) (all []commands.Found, err error) {
			err = f.db.ReadOne(ctx, func(tx *storage.Tx) error {
				measures, err := tx.MeasuresTitled(c.Board.ID, part, selectable)
				for _, m := range measures {
					all = append(all, foundMeasure(m))
				}
				return err
			})
			return all, err
		},
	}
}

func foundMeasure(m board.Measure) commands.Found {
	return commands.Found{ID: m.ID, Number: m.Number, Title: m.Title}
}
