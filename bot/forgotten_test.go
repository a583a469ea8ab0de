package bot

import (
	"context"
	"errors"
	"strings"
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

func TestOfTwoWhoForgetSomebodyAtOnceOneDoes(t *testing.T) {
	onBoth(t, func(w *world) {
		press := map[string]chat.Press{}
		for who, line := range map[string]string{"m1": "/beirat daten-löschen", "m11": `/beirat daten-löschen m1 antrag="Schreiben vom 25. November"`} {
			reply := w.Handle(t.Context(), w.event(who, chat.Command{Line: line}))
			for _, b := range reply.Messages[0].Buttons() {
				if b.Action.Args["seen"] != "" {
					press[who] = chat.Press{Action: b.Action}
				}
			}
		}
		said := make(chan string, len(press))
		for who, do := range press {
			go func() { said <- w.answered(w.Handle(t.Context(), w.event(who, do))) }()
		}
		did := 0
		for range press {
			answer := <-said
			switch {
			case strings.Contains(answer, "sind gelöscht"):
				did++
			case strings.Contains(answer, "Ich schreibe"): // and finds nobody any more when it is due
			case strings.Contains(answer, "form board.forget"): // with what is wrong: nothing is stored about them
			case !strings.Contains(answer, "nichts gespeichert"):
				t.Errorf("one reads:\n%s", answer)
			}
		}
		if len(press) != 2 || did != 1 {
			t.Errorf("%d of %d did", did, len(press))
		}
	})
}
