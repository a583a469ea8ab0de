package fields

import (
	"errors"
	"strings"
	"testing"

	"beirat/board"
	"beirat/storage"
)

// hears is the sentence at the form in which somebody wants to define another
// field, or nothing if it is defined.
func (d *desk) hears(who board.Person) string {
	d.Helper()
	_, mistake := written(d.sends(who, "field.define", "title", "Bildung", "text", "Schulen."), "text")
	return mistake
}

func TestNobodyGetsTwoFieldsByChangingSeatsOrAccounts(t *testing.T) {
	for name, c := range map[string]struct {
		given func(*desk) board.Person // who tries to define one then
		want  string
	}{
		"a delegate, where the holder has one": {func(d *desk) board.Person {
			d.sends(d.people[3], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
			var delegate board.Person
			d.write(func(tx *storage.Tx) error {
				delegate = d.meet(tx, "console", "vertretung")
				return tx.Delegate(d.seats[3].ID, delegate.ID)
			})
			return delegate
		}, "Sie können es ergänzen."},
		"who went to another seat": {func(d *desk) board.Person {
			d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
			d.write(func(tx *storage.Tx) error {
				return errors.Join(tx.LeaveSeat(d.seats[0].ID), tx.TakeSeat(d.seats[2].ID, d.people[0].ID, ""))
			})
			return d.people[0]
		}, "haben Sie schon das Handlungsfeld 1 angelegt"},
		"whose field stands under another account": {func(d *desk) board.Person {
			d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
			d.write(func(tx *storage.Tx) error {
				account := d.meet(tx, "discord", "erna2")
				if err := errors.Join(tx.LeaveSeat(d.seats[0].ID), tx.TakeSeat(d.seats[0].ID, account.ID, "")); err != nil {
					return err
				}
				stays, err := tx.Join(account.ID, d.people[0].ID)
				d.people[0].ID = stays
				return err
			})
			return d.people[0]
		}, "haben Sie schon das Handlungsfeld 1 angelegt"},
		"a successor, who works it on": {func(d *desk) board.Person {
			d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
			var successor board.Person
			d.write(func(tx *storage.Tx) error {
				successor = d.meet(tx, "console", "nachfolge")
				return tx.TakeSeat(d.seats[0].ID, successor.ID, "")
			})
			d.sends(successor, "field.revise", "field", "1", "title", "Mobilität", "text", "Bus, Rad und Fuß.", "edition", "1")
			return successor
		}, "Daran können Sie weiterarbeiten."},
		"nobody is kept by who went to another seat": {func(d *desk) board.Person {
			d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
			var successor board.Person
			d.write(func(tx *storage.Tx) error {
				successor = d.meet(tx, "console", "nachfolge")
				return errors.Join(tx.TakeSeat(d.seats[0].ID, successor.ID, ""), tx.TakeSeat(d.seats[2].ID, d.people[0].ID, ""))
			})
			return successor
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			if got := d.hears(c.given(d)); c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("hears %q", got)
			}
		})
	}
}

func TestWhoLinkedAccountsChangesWhatTheyWroteBefore(t *testing.T) {
	d := newDesk(t)
	d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
	d.sends(d.people[1], "field.add", "field", "1", "text", "Auch samstags.")
	d.write(func(tx *storage.Tx) error {
		account := d.meet(tx, "discord", "otto2")
		if err := errors.Join(tx.LeaveSeat(d.seats[1].ID), tx.TakeSeat(d.seats[1].ID, account.ID, "")); err != nil {
			return err
		}
		stays, err := tx.Join(account.ID, d.people[1].ID)
		if stays == d.people[1].ID {
			d.Error("the one with the seat goes on")
		}
		d.people[1].ID = stays
		return err
	})
	d.sends(d.people[1], "field.edit", "contribution", "1", "text", "Auch sonntags.")
	d.write(func(tx *storage.Tx) error {
		added, err := tx.Contribution(d.board.ID, 1)
		if added.Text != "Auch sonntags." || added.Author.ID != d.people[1].ID {
			t.Errorf("%+v", added)
		}
		_, err2 := tx.Part(d.people[1].ID, "console", "otto")
		return errors.Join(err, err2)
	})
	reply := d.sends(d.people[1], "field.edit", "contribution", "1", "text", "Auch nachts.")
	if value, mistake := written(reply, "text"); value != "Auch nachts." || !strings.Contains(mistake, "nur, wer sie geschrieben hat") {
		t.Errorf("parted, the form holds %q and says %q", value, mistake)
	}
}
