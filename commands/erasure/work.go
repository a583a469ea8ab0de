package erasure

import (
	"context"
	"time"

	"beirat/board"
	"beirat/storage"
)

// Overwrite plans that what was deleted in a board is overwritten in the files of
// the database too.
func (f *Erasure) Overwrite(tx *storage.Tx, of board.ID) error {
	return tx.Later(ShredKind, storage.JobKey(of), f.db.Now(), nil)
}

// Begin plans the nights of all boards.
func (f *Erasure) Begin(ctx context.Context) error {
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		boards, err := tx.Boards()
		for _, b := range boards {
			if err == nil {
				err = f.planNight(tx, b)
			}
		}
		return err
	})
}

// Seated is told when a seat got another holder: a board that was just founded is
// looked after from then on.
func (f *Erasure) Seated(tx *storage.Tx, of, _ board.ID) error {
	b, err := tx.Board(of)
	if err != nil {
		return err
	}
	return f.planNight(tx, b)
}

// planNight plans the next three o'clock in the board's zone, at which nobody is
// disturbed; not every board at the same minute.
func (f *Erasure) planNight(tx *storage.Tx, b board.Board) error {
	now := f.db.Now().In(f.db.Zone(b.Zone))
	at := time.Date(now.Year(), now.Month(), now.Day()+1, 3, int(b.ID%60), 0, 0, now.Location())
	return tx.Later(NightKind, storage.JobKey(b.ID), at, nil)
}

// night does the work of NightKind.
func (f *Erasure) night(ctx context.Context, j storage.Job) error {
	ids, err := j.IDs(1)
	if err != nil {
		return err
	}
	if err := f.db.ExpireShared(ctx); err != nil {
		return err
	}
	return f.db.Write(ctx, storage.By{}, func(tx *storage.Tx) error {
		b, err := tx.Board(ids[0])
		if err != nil {
			return err
		}
		periods, err := tx.RetentionPeriods(b.ID)
		if err != nil {
			return err
		}
		deleted := 0
		for _, p := range periods {
			n, err := tx.Expire(b.ID, p, f.db.Now())
			if err != nil {
				return err
			}
			deleted += n
		}
		if deleted > 0 {
			if err := f.Overwrite(tx, b.ID); err != nil {
				return err
			}
		}
		return f.planNight(tx, b)
	})
}
