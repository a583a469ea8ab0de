package fields

import (
	"strings"
	"testing"

	"beirat/storage"
)

func TestALetterTellsOfEverythingThatWasAddedMeanwhile(t *testing.T) {
	d := newDesk(t)
	d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
	d.sends(d.people[1], "field.add", "field", "1", "text", "Auch samstags.")
	d.sends(d.people[2], "field.add", "field", "1", "text", "Auch nachts.")
	letter := d.letter(NewsKind, newsWait)
	if text := said(letter.Message); letter.Person != d.people[0].ID || !strings.Contains(text, "Auch samstags.") || !strings.Contains(text, "Auch nachts.") {
		t.Errorf("dropped as %q, says %q", letter.Drop, text)
	}
	d.sends(d.people[1], "field.edit", "contribution", "1", "text", "Auch sonntags.")
	letter = d.letter(NewsKind, newsWait)
	if text := said(letter.Message); !strings.Contains(text, "Auch sonntags.") || strings.Contains(text, "Auch nachts.") {
		t.Errorf("dropped as %q, says %q", letter.Drop, text)
	}
}

func TestTheAuthorHearsOfAMarkWhateverHappensMeanwhile(t *testing.T) {
	for name, meanwhile := range map[string]func(*desk){
		"nothing": func(*desk) {},
		"the field goes into another": func(d *desk) {
			d.sends(d.people[2], "field.define", "title", "Verkehr", "text", "Alles, was fährt.")
			d.write(func(tx *storage.Tx) error { return tx.SetRole(d.board.ID, d.people[0].ID, "chair", true) })
			d.sends(d.people[0], "field.merge", "first", "2", "second", "1")
		},
		"the author becomes another person": func(d *desk) {
			d.write(func(tx *storage.Tx) error {
				account := d.meet(tx, "discord", "otto2")
				_, err := tx.Join(d.people[1].ID, account.ID)
				return err
			})
		},
		"the author, who has no seat any more, becomes another person": func(d *desk) {
			d.write(func(tx *storage.Tx) error {
				if err := tx.LeaveSeat(d.seats[1].ID); err != nil {
					return err
				}
				account := d.meet(tx, "discord", "otto2")
				stays, err := tx.Join(account.ID, d.people[1].ID)
				if stays != account.ID {
					d.Errorf("person %d stays", stays)
				}
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
			d.sends(d.people[1], "field.add", "field", "1", "text", "Auch samstags.")
			d.sends(d.people[0], "field.mark", "contribution", "1", "mark", "not_taken", "reason", "zu teuer")
			meanwhile(d)
			letter := d.letter(MarkedKind, markedWait)
			if text := said(letter.Message); !strings.Contains(text, "zu teuer") || !strings.Contains(text, "Auch samstags.") {
				t.Errorf("dropped as %q, says %q", letter.Drop, text)
			}
		})
	}
}
