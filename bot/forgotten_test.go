package bot

import (
	"context"
	"errors"
	"testing"

	"beirat/board"
	"beirat/chat"
	"beirat/commands"
	"beirat/storage"
)

func TestNothingWaitsToBeToldToWhoWasForgotten(t *testing.T) {
	onBoth(t, func(w *world) {
		var gone board.Person
		w.write(func(tx *storage.Tx) (err error) {
			if gone, err = tx.PersonOf("town", "m1"); err != nil {
				return err
			}
			_, err = tx.Forget(gone.ID, "N. N.", "")
			return err
		})
		tell := w.letter(func(context.Context, storage.Job) (commands.Letter, error) {
			return commands.Letter{Board: w.board.ID, Person: gone.ID, Reminder: true, Message: chat.Say(chat.T("personal.title"))}, nil
		}, nil)
		if err := tell(t.Context(), storage.Job{ID: 4711, Kind: "some", Key: "1/1"}); !errors.Is(err, commands.ErrDropped) {
			t.Errorf("the letter is not dropped: %v", err)
		}
		w.read(func(tx *storage.Tx) error {
			return tx.Own(gone.ID, func(r storage.OwnRow) {
				if r.Told == storage.ToldLetters {
					t.Errorf("there waits %+v", r)
				}
			})
		})
		if got := w.town.to("m1"); len(got) > 0 {
			t.Errorf("the account was told %q", got)
		}
	})
}
