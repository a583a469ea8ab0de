package fields

import (
	"errors"
	"strings"
	"testing"

	"beirat/commands"
	"beirat/storage"
	"beirat/words"
)

func TestWhoAnswersAfterAnotherHasDeclinedHearsThatThereIsNothingToAnswer(t *testing.T) {
	d := newDesk(t)
	for i := range 3 {
		d.sends(d.people[i], "field.define", "title", "Feld "+d.people[i].Name, "text", "Worum es geht.")
	}
	d.sends(d.people[0], "field.merge", "first", "1", "second", "2")
	for _, willing := range []bool{true, false} {
		err := d.db.Write(t.Context(), storage.By{}, func(tx *storage.Tx) error {
			c := &commands.Call{Board: d.board}
			c.Who.Person = d.people[1]
			open, err := awaited(tx, c)
			if err != nil || len(open) != 1 {
				t.Fatalf("%d mergers, %v", len(open), err)
			}
			if err := tx.DeclineMerger(open[0].merger.ID); err != nil { // by another, who held both fields until now
				return err
			}
			return d.f.answer(tx, c, &open[0], willing)
		})
		var refused *commands.Error
		if !errors.As(err, &refused) || !strings.Contains((words.Printer{Language: words.German}).Print(refused.Text), "nicht") {
			t.Errorf("willing %t: %v", willing, err)
		}
	}
}
