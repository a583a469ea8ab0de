package fields

import (
	"strings"
	"testing"

	"beirat/storage"
)

func TestWhatWasWrittenStaysInTheForm(t *testing.T) {
	const text = "Auch an Feiertagen, und zwar früh."
	for name, c := range map[string]struct {
		meanwhile func(*desk)
		mistake   string
	}{
		"the field is withdrawn": {func(d *desk) { d.sends(d.people[0], "field.withdraw", "field", "1") }, "zurückgezogen"},
		"the contribution is taken back": {func(d *desk) {
			d.sends(d.people[1], "field.edit", "contribution", "1", "take_back", "yes")
		}, "schon zurückgenommen"},
		"it was changed elsewhere": {func(d *desk) {
			d.sends(d.people[1], "field.edit", "contribution", "1", "text", "Auch sonntags.", "edition", "1")
		}, "inzwischen an anderer Stelle geändert"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
			d.sends(d.people[1], "field.add", "field", "1", "text", "Auch samstags.")
			c.meanwhile(d)
			value, mistake := written(d.sends(d.people[1], "field.edit", "contribution", "1", "text", text, "edition", "1"), "text")
			if value != text || !strings.Contains(mistake, c.mistake) {
				t.Errorf("the form holds %q and says %q", value, mistake)
			}
		})
	}
}

func TestAReasonStaysInTheFormWhereTheContributionWasChangedMeanwhile(t *testing.T) {
	d := newDesk(t)
	d.sends(d.people[0], "field.define", "title", "Mobilität", "text", "Bus und Rad.")
	d.sends(d.people[1], "field.add", "field", "1", "text", "Auch samstags.")
	d.sends(d.people[1], "field.edit", "contribution", "1", "text", "Auch sonntags.")
	reply := d.sends(d.people[0], "field.mark", "contribution", "1", "mark", "not_taken", "reason", "zu teuer", "edition", "1")
	if value, mistake := written(reply, "reason"); value != "zu teuer" || !strings.Contains(mistake, "Auch sonntags.") {
		t.Fatalf("the form holds %q and says %q", value, mistake)
	}
	d.sends(d.people[0], "field.mark", "contribution", "1", "mark", "not_taken", "reason", "zu teuer", "edition", reply.Form.Fixed["edition"])
	d.write(func(tx *storage.Tx) error {
		added, err := tx.Contribution(d.board.ID, 1)
		if added.Reason != "zu teuer" {
			t.Errorf("%+v", added)
		}
		return err
	})
}
