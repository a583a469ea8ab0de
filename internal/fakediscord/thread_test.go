package fakediscord_test

import (
	"strings"
	"testing"

	"beirat/internal/fakediscord"
)

func TestAThreadBeginsAtAMessageOnce(t *testing.T) {
	w := newTown(t, fakediscord.Options{})
	channel := "/channels/" + w.hall.ID
	w.must(t, "POST", channel+"/messages", fields{"content": "Arbeitsgruppe 1"})
	m := w.eva.Sees(w.hall.ID)[0]
	threads := channel + "/messages/" + m.ID + "/threads"
	for name, body := range map[string]fields{
		"without a name":        {},
		"with too long a name":  {"name": strings.Repeat("x", 101)},
		"with a blank name":     {"name": "  "},
		"put away when it will": {"name": "Gruppe", "auto_archive_duration": 90},
	} {
		t.Run(name, func(t *testing.T) { w.refused(t, 400, 50035, "POST", threads, body) })
	}
	w.must(t, "POST", threads, fields{"name": "Arbeitsgruppe 1", "auto_archive_duration": 10080})
	w.refused(t, 400, 160004, "POST", threads, fields{"name": "Arbeitsgruppe 1"})
	thread := m.Thread()
	if thread == nil || thread.Name != "Arbeitsgruppe 1" || thread.ID != m.ID {
		t.Fatalf("%+v", thread)
	}
	if err := w.eva.Write(t.Context(), thread.Place(), "Guten Tag"); err != nil {
		t.Error(err)
	}
	if len(w.eva.Sees(w.hall.ID)) != 1 || len(w.tom.Sees(thread.ID)) != 1 {
		t.Errorf("%d messages in the channel, %d in the thread", len(w.eva.Sees(w.hall.ID)), len(w.tom.Sees(thread.ID)))
	}
	w.refused(t, 404, 10008, "POST", channel+"/messages/7/threads", fields{"name": "Gruppe"})
	w.guild.Everyone(fakediscord.Usual &^ fakediscord.CreateThreads)
	w.must(t, "POST", channel+"/messages", fields{"content": "Arbeitsgruppe 2"})
	second := w.eva.Sees(w.hall.ID)[1]
	w.refused(t, 403, 50013, "POST", channel+"/messages/"+second.ID+"/threads", fields{"name": "Arbeitsgruppe 2"})
	if second.Thread() != nil {
		t.Error("what is refused begins all the same")
	}
}
