package fields

import (
	"testing"
	"time"

	"beirat/board"
	"beirat/storage"
)

func TestNobodyIsRemindedWhoHasGoneAwayMeanwhile(t *testing.T) {
	d := newDesk(t)
	var running board.Collection
	d.write(func(tx *storage.Tx) (err error) {
		running, err = tx.StartCollection(board.Collection{Board: d.board.ID, Closes: d.db.Now().AddDate(0, 0, 7)})
		return err
	})
	job := storage.Job{Kind: NudgeKind, Key: storage.JobKey(d.board.ID, running.ID, d.people[1].ID)}
	for _, away := range []bool{false, true} {
		if away {
			d.write(func(tx *storage.Tx) error {
				return tx.SetAway(d.board.ID, d.people[1].ID, board.Absence{From: d.db.Now(), Until: d.db.Now().Add(time.Hour)})
			})
		}
		if letter, err := d.f.Nudge(t.Context(), job); err != nil || (letter.Drop != "") != away {
			t.Errorf("away %t: dropped as %q, %v", away, letter.Drop, err)
		}
	}
}
